"""Our own routes to traces: which invocations there were, what happened in one, and what was said in it."""

from __future__ import annotations

from collections.abc import Sequence

from headwater.control.plane import ControlPlane
from headwater.core.errors import AccessDenied, InvalidRequest, NotFound
from headwater.gateway.api.runs import Invocation, RunningInvocation
from headwater.gateway.api.traces import RecordedInvocation, SpanPage, Trace
from headwater.gateway.call import Call
from headwater.gateway.queries import find_number, find_time, is_yes
from headwater.gateway.routes import Query, Route
from headwater.gateway.runs.access import RunAccess
from headwater.gateway.session_routes import SessionRoutes
from headwater.telemetry.spans import SpanRecord
from headwater.telemetry.store import InvocationFilter, SpanStore, describe

_LIMIT, _MAX_LIMIT = 50, 500
_MAX_NS = 2**63 - 1
_SEARCH = (
    Query("session", "Of this session alone."),
    Query("minMs", "That took at least so many milliseconds.", "number"),
    Query("since", "That began at this time or later.", "date-time"),
    Query("until", "That began before this time.", "date-time"),
    Query("errors", "That failed.", "boolean"),
    Query("search", "Whose ids, status or attributes hold this text."),
    Query("limit", f"At most so many, newest first; {_LIMIT} unless told, {_MAX_LIMIT} at most.", "integer"),
    Query("cursor", "What came back as `nextCursor`: go on from there."),
)


class TraceRoutes:
    """One method a route."""

    def __init__(
        self, *, control: ControlPlane, sessions: SessionRoutes, spans: SpanStore, runs: RunAccess
    ) -> None:
        self._control = control
        self._sessions = sessions
        self._spans = spans
        self._runs = runs

    def routes(self) -> Sequence[Route]:
        found = "Invocations that are over, the newest first, each a span with its phases"
        of_any = (Query("runtime", "An agent runtime: its name, id or ARN."), *_SEARCH)
        return (
            Route("GET", "traces", self.search, "ReadTraces", found, query=of_any, answer=SpanPage),
            Route(
                "GET",
                "runtimes/{runtime}/traces",
                self.search,
                "ReadTraces",
                found,
                query=_SEARCH,
                answer=SpanPage,
            ),
            Route(
                "GET",
                "traces/{trace}",
                self.read,
                "ReadTraces",
                "All spans of a trace, by their start",
                answer=Trace,
            ),
            Route(
                "GET",
                "invocations/{invocation}",
                self.read_invocation,
                "ReadTraces",
                "An invocation's span, and how its run stands where it is one",
                answer=Invocation | RunningInvocation,
            ),
            Route(
                "GET",
                "invocations/{invocation}/recording",
                self.read_recording,
                "ReadTraces",
                "What was said in an invocation, with the time of each part of the answer",
                answer=RecordedInvocation,
            ),
        )

    async def search(self, call: Call) -> None:
        wanted = self._parse(call)
        found = await self._spans.list_invocations(wanted)
        seen = await self._visible(found)
        last = found[-1].start_ns if len(found) == wanted.limit else None
        await call.answer(
            {
                "traces": [describe(record) for record in seen],
                "nextCursor": None if last is None else str(last),
            }
        )

    async def read(self, call: Call) -> None:
        trace_id = call.names["trace"]
        seen = await self._visible(await self._spans.read_trace(trace_id))
        spans = [span for record in seen for span in record.expand()]
        if not spans:
            raise NotFound(f"there is no trace {trace_id}: it is too old, was not sampled, or never was")
        spans.sort(key=lambda span: span.start_ns)
        await call.answer({"traceId": trace_id, "spans": [describe(span) for span in spans]})

    async def read_invocation(self, call: Call) -> None:
        request_id = call.names["invocation"]
        run = self._runs.find(request_id)
        if run is None:
            await call.answer(describe(await self._find(request_id)))
            return
        record = await self._spans.find_invocation(request_id)
        span = {"requestId": request_id} if record is None else describe(record)
        await call.answer({**span, "run": self._runs.describe(run)})

    async def read_recording(self, call: Call) -> None:
        request_id = call.names["invocation"]
        record = await self._find(request_id)
        content = await self._spans.find_recording(request_id)
        if content is None:
            raise NotFound(
                f"nothing of what was said in invocation {request_id} was kept (telemetry.content_max_bytes)"
            )
        await call.answer({"invocation": describe(record), **content.describe()})

    async def _find(self, request_id: str) -> SpanRecord:
        record = await self._spans.find_invocation(request_id)
        if record is None or not await self._visible([record]):
            raise NotFound(f"there is no invocation {request_id} that is over and was kept")
        return record

    async def _visible(self, records: list[SpanRecord]) -> list[SpanRecord]:
        """Those of sessions that the caller may look at; each session is looked up once."""
        if self._sessions.sees_all():
            return records
        sessions = {(record.runtime_id, record.session_id) for record in records}
        allowed = {session for session in sessions if await self._may_see(*session)}
        return [record for record in records if (record.runtime_id, record.session_id) in allowed]

    async def _may_see(self, runtime_id: str | None, session_id: str | None) -> bool:
        if runtime_id is None or session_id is None:
            return False
        try:
            await self._sessions.check_may_read(runtime_id, session_id)
        except AccessDenied:
            return False
        return True

    def _parse(self, call: Call) -> InvocationFilter:
        query = call.query
        name = call.names.get("runtime") or query.get("runtime")
        until_ns = _find_ns(query, "until")
        cursor = find_number(query, "cursor", minimum=0, maximum=_MAX_NS)
        if cursor is not None:
            until_ns = cursor if until_ns is None else min(cursor, until_ns)
        return InvocationFilter(
            runtime_id=None if name is None else self._control.find_runtime_id(name),
            session_id=query.get("session"),
            min_duration_ns=_parse_milliseconds(query.get("minMs")),
            since_ns=_find_ns(query, "since"),
            until_ns=until_ns,
            errors_only=is_yes(query.get("errors")),
            search=query.get("search"),
            limit=find_number(query, "limit", minimum=1, maximum=_MAX_LIMIT) or _LIMIT,
        )


def _parse_milliseconds(text: str | None) -> int:
    try:
        milliseconds = float(text or 0)
        if not 0 <= milliseconds < 1e12:
            raise ValueError
    except ValueError:
        raise InvalidRequest(f"minMs={text!r} is not a number of milliseconds") from None
    return int(milliseconds * 1e6)


def _find_ns(query: dict[str, str], name: str) -> int | None:
    """A time in nanoseconds since 1970; one that is further away than any span is as good as the furthest."""
    found = find_time(query, name)
    return None if found is None else min(max(0, int(found.timestamp() * 1e9)), _MAX_NS)
