"""Our own route to what agents print."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from datetime import UTC, datetime
from typing import Any

from headwater.control.plane import ControlPlane
from headwater.core.errors import InvalidRequest
from headwater.gateway.api.runtimes import LogLine
from headwater.gateway.call import Call
from headwater.gateway.endings import Endings
from headwater.gateway.queries import find_number, find_time, is_yes
from headwater.gateway.routes import Query, Route
from headwater.gateway.session_routes import SessionRoutes
from headwater.http.asgi import ClientGone, RequestBody, find_header
from headwater.telemetry.logbook import Logbook
from headwater.telemetry.logfilter import STREAMS, LogFilter, compile_grep
from headwater.telemetry.loglevels import LEVELS
from headwater.telemetry.logreader import Found
from headwater.wire import sse

#: Seconds a follower of logs has, when the server ends, to take the last of them.
_LAST_WORD_S = 1.0
_RETRY_MS = 1000
_MAX_LIMIT = 10**9
#: Times outside of these are as good as none.
_EARLIEST, _LATEST = datetime(1971, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)
_JSON_LINES = "application/x-ndjson"
_EVENTS = "text/event-stream"
_DESCRIPTION = (
    "Each line has `time` (when the server read it, UTC), `runtimeId`, `version`, `endpoint`, `source`,"
    " `sessionId`, `requestId`, `traceId`, `spanId`, `stream`, `level` and `text`; what is not known is null."
    " `continues`: the line was longer than one of a log, and goes on in the next of its session and stream."
    " `escaped`: it held bytes that are not UTF-8, which are shown as `\\xNN`."
    f" With `Accept: {_EVENTS}` lines come as server-sent events and are followed unless `follow=0` is given;"
    " their ids are places in the log, behind which `Last-Event-ID` goes on. An event `end` is the last."
)


class LogRoutes:
    """One method a route."""

    def __init__(
        self, *, control: ControlPlane, sessions: SessionRoutes, logbook: Logbook, endings: Endings
    ) -> None:
        self._endings = endings
        self._control = control
        self._sessions = sessions
        self._logbook = logbook

    def routes(self) -> Sequence[Route]:
        return (
            Route(
                "GET",
                "runtimes/{runtime}/logs",
                self.read,
                "ReadLogs",
                "What a runtime's sessions print, a line of JSON each",
                query=(
                    Query("session", "Of this session alone."),
                    Query("since", "From this time on.", "date-time"),
                    Query("until", "Up to this time.", "date-time"),
                    Query("level", "As serious as this or more; no level counts as info.", choices=LEVELS),
                    Query("grep", "Lines whose text holds this regular expression (RE2)."),
                    Query("stream", f"Of these streams, with commas: {', '.join(STREAMS)} (all but otel)."),
                    Query("request", "Of this invocation: its request id."),
                    Query("trace", "Of this trace: 32 hexadecimal digits."),
                    Query("limit", "The last so many lines.", "integer"),
                    Query("after", "Go on behind the line with this id, as server-sent events have it."),
                    Query("follow", "Stay, and send lines as they come.", "boolean"),
                ),
                answer=LogLine,
                streams=_JSON_LINES,
                description=_DESCRIPTION,
            ),
        )

    async def read(self, call: Call) -> None:
        runtime_id = self._control.find_runtime_id(call.names["runtime"])
        as_events = _EVENTS in (find_header(call.scope, b"accept") or b"").decode("latin-1")
        wanted = parse_log_filter(call.query)
        follow = is_yes(call.query.get("follow", str(as_events)))
        if follow and wanted.until is not None:
            raise InvalidRequest("until and follow exclude each other: what is followed has no end")
        await self._sessions.check_may_read(runtime_id, wanted.session_id)
        last_id = (find_header(call.scope, b"last-event-id") or b"").decode("latin-1")
        after = last_id or call.query.get("after")
        reading = self._logbook.read(runtime_id, wanted, follow=follow, after=after)
        first = await anext(
            reading
        )  # before the answer begins: it may say that `after` is no place in the log
        encode = _encode_events if as_events else _encode_lines
        media_type = _EVENTS if as_events else _JSON_LINES
        headers = [(b"content-type", media_type.encode()), (b"cache-control", b"no-store")]
        await call.send({"type": "http.response.start", "status": 200, "headers": headers})
        try:
            work = _send_all(call, first, reading, encode)
            await (_until_gone(call.body, work) if not follow else self._follow(call.body, work))
        except asyncio.CancelledError:  # the server ends, and with it the log that is followed
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_LAST_WORD_S):
                    await call.send({"type": "http.response.body", "body": b""})

    async def _follow(self, body: RequestBody, work: Coroutine[object, object, None]) -> None:
        """`_until_gone`, or until the server begins to end."""
        task = asyncio.current_task()
        assert task is not None, "requests are served by tasks"
        with self._endings.calling(task.cancel):
            await _until_gone(body, work)


async def _send_all(
    call: Call, first: Found, rest: AsyncIterator[Found], encode: Callable[[Found], bytes]
) -> None:
    async def send(found: Found) -> None:
        if data := encode(found):
            await call.send({"type": "http.response.body", "body": data, "more_body": True})

    await send(first)
    async for found in rest:
        await send(found)
    last = sse.encode_event("{}", event="end") if encode is _encode_events else b""
    await call.send({"type": "http.response.body", "body": last})


def _encode_lines(found: Found) -> bytes:
    return "".join([line.json + "\n" for line in found.lines]).encode("utf-8", "replace")


def _encode_events(found: Found) -> bytes:
    """Lines as events; behind them the place that was reached, which a reader of few lines goes on from."""
    events = [f"id: {line.cursor}\ndata: {line.json}\n\n" for line in found.lines]
    return f"{''.join(events)}retry: {_RETRY_MS}\nid: {found.position}\n\n".encode("utf-8", "replace")


async def _until_gone(body: RequestBody, work: Any) -> None:  # Any: a coroutine
    """Do `work` until it is done or the caller leaves."""

    async def wait_gone() -> None:
        try:
            await body.drain()
            await body.next_part()
        except ClientGone:
            return

    tasks = [asyncio.create_task(work), asyncio.create_task(wait_gone())]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def parse_log_filter(query: dict[str, str]) -> LogFilter:
    """The filter that a query asks for.

    Raises:
        InvalidRequest: a value that is none.
    """
    level, grep = query.get("level") or None, query.get("grep")
    if level is not None and level not in LEVELS:
        raise InvalidRequest(f"level={level!r} is not one of {', '.join(LEVELS)}")
    streams = frozenset(name.strip() for name in query.get("stream", "").split(",") if name.strip())
    if unknown := sorted(streams - set(STREAMS)):
        raise InvalidRequest(f"stream={unknown[0]!r} is not one of {', '.join(STREAMS)}")
    return LogFilter(
        session_id=query.get("session"),
        since=_find_time(query, "since"),
        until=_find_time(query, "until"),
        level=level,
        grep=compile_grep(grep) if grep else None,
        streams=streams,
        request_id=query.get("request") or None,
        trace_id=(query.get("trace") or "").lower() or None,
        limit=find_number(query, "limit", minimum=0, maximum=_MAX_LIMIT) if query.get("limit") else None,
    )


def _find_time(query: dict[str, str], name: str) -> datetime | None:
    found = find_time(query, name)
    return None if found is None else min(max(found, _EARLIEST), _LATEST)
