"""Our own route to figures over time, for charts."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, datetime

from headwater.control.plane import ControlPlane
from headwater.core.errors import InvalidRequest
from headwater.gateway.api import series as api
from headwater.gateway.call import Call
from headwater.gateway.queries import find_time
from headwater.gateway.routes import Query, Route
from headwater.telemetry.distribution import quantile
from headwater.telemetry.figures import Figures, add_up
from headwater.telemetry.series import SeriesStore, Window

_HOUR_S = 3600.0
#: Steps in one answer: at most, and where none are asked for.
_STEPS_MAX_COUNT = 1500
_STEPS_COUNT = 120
_EARLIEST, _LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
_DESCRIPTION = (
    "Arrays have an element for each step; `times` says when it begins. Steps are of 10 seconds for the last"
    " hour, of a minute for 26 hours, and of 10 minutes for as long as telemetry is kept, or multiples of"
    " these: `stepS` says which was taken. Percentiles are wrong by at most 4.5 %, null where nothing was."
    " An invocation counts when it ends."
)


class SeriesRoutes:
    """One method a route."""

    def __init__(self, *, control: ControlPlane, series: SeriesStore) -> None:
        self._control = control
        self._series = series

    def routes(self) -> Sequence[Route]:
        summary = "Requests, errors, latency, tokens and sessions over time"
        window = (
            Query("since", "From this time on; an hour ago unless told.", "date-time"),
            Query("until", "Up to this time; now unless told.", "date-time"),
            Query("step", f"Seconds of a step; {_STEPS_COUNT} steps unless told.", "number"),
        )
        of_any = (Query("runtime", "An agent runtime: its name, id or ARN; all unless told."), *window)
        more = _DESCRIPTION
        return (
            Route(
                "GET",
                "series",
                self.read,
                "GetMetrics",
                summary,
                query=of_any,
                answer=api.Series,
                description=more,
            ),
            Route(
                "GET",
                "runtimes/{runtime}/series",
                self.read,
                "GetMetrics",
                f"{summary}, of one agent runtime",
                query=window,
                answer=api.Series,
                description=more,
            ),
        )

    async def read(self, call: Call) -> None:
        """GET series, GET runtimes/NAME/series."""
        name = call.names.get("runtime") or call.query.get("runtime")
        runtime_id = self._control.find_runtime_id(name) if name else None
        window = self._parse(call.query)
        found = await self._series.read(window, runtime_id)
        await call.answer(describe(window, found))

    def _parse(self, query: dict[str, str]) -> Window:
        now_s = time.time()
        until_s = _find_s(query, "until", now_s)
        since_s = _find_s(query, "since", until_s - _HOUR_S)
        if since_s >= until_s:
            raise InvalidRequest(f"since={query.get('since')!r} is not before until={query.get('until')!r}")
        step_s = _parse_step(query.get("step"), (until_s - since_s) / _STEPS_COUNT)
        window = self._series.fit(since_s, until_s, step_s)
        if len(window.starts) > _STEPS_MAX_COUNT:
            raise InvalidRequest(
                f"step={query.get('step')!r} gives {len(window.starts)} steps from since to until;"
                f" at most {_STEPS_MAX_COUNT} are answered"
            )
        return window


def describe(window: Window, steps: Sequence[Figures]) -> api.Series:
    """Figures as the route answers them: arrays by what they say, and the whole window at once."""
    return {
        "since": _show_time(window.since_s),
        "until": _show_time(window.until_s),
        "stepS": window.step_s,
        "times": list(window.starts),
        "requests": [figures.requests for figures in steps],
        "errors": {
            "user": _count_errors(steps, "user"),
            "throttle": _count_errors(steps, "throttle"),
            "agent": _count_errors(steps, "agent"),
            "system": _count_errors(steps, "system"),
        },
        "cold": [figures.cold for figures in steps],
        "warm": [figures.warm for figures in steps],
        "latencyMs": _latency([figures.duration for figures in steps]),
        "firstByteMs": _latency([figures.first_byte for figures in steps]),
        "firstTokenMs": {
            "p50": [_in_ms(figures.first_token, 0.5) for figures in steps],
            "p95": [_in_ms(figures.first_token, 0.95) for figures in steps],
        },
        "tokens": {
            "input": [figures.tokens_in for figures in steps],
            "output": [figures.tokens_out for figures in steps],
        },
        "liveSessions": [figures.live for figures in steps],
        "total": _describe_total(add_up(steps)),
    }


def _describe_total(whole: Figures) -> api.SeriesTotal:
    duration, first_token = whole.duration, whole.first_token
    return {
        "requests": whole.requests,
        "errors": sum(whole.errors.values()),
        "cold": whole.cold,
        "warm": whole.warm,
        "latencyMs": {
            "p50": _in_ms(duration, 0.5),
            "p95": _in_ms(duration, 0.95),
            "p99": _in_ms(duration, 0.99),
        },
        "firstTokenMs": {"p50": _in_ms(first_token, 0.5), "p95": _in_ms(first_token, 0.95)},
        "tokens": {"input": whole.tokens_in, "output": whole.tokens_out},
        "bytes": {"in": whole.bytes_in, "out": whole.bytes_out},
    }


def _count_errors(steps: Sequence[Figures], outcome: str) -> list[int]:
    return [figures.errors.get(outcome, 0) for figures in steps]


def _latency(counts: list[dict[int, int]]) -> api.LatencySeries:
    return {
        "p50": [_in_ms(one, 0.5) for one in counts],
        "p95": [_in_ms(one, 0.95) for one in counts],
        "p99": [_in_ms(one, 0.99) for one in counts],
    }


def _in_ms(counts: dict[int, int], share: float) -> float | None:
    found = quantile(counts, share)
    return None if found is None else round(found * 1000, 3)


def _show_time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def _find_s(query: dict[str, str], name: str, otherwise_s: float) -> float:
    found = find_time(query, name)
    if found is None:
        return otherwise_s
    if not _EARLIEST <= found <= _LATEST:
        raise InvalidRequest(
            f"{name}={query[name]!r} is too far away: there is nothing before 1970 or after 2200"
        )
    return found.timestamp()


def _parse_step(text: str | None, otherwise_s: float) -> float:
    if not text:
        return otherwise_s
    try:
        step_s = float(text)
    except ValueError:
        step_s = 0.0
    if not 1 <= step_s <= 86_400 * 366:
        raise InvalidRequest(f"step={text!r} is not a number of seconds, 1 or more")
    return step_s
