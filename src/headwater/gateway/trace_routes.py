"""Our own routes to traces: which invocations there were, what happened in one, and what was said in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from headwater.control.plane import ControlPlane
from headwater.core.errors import AccessDenied, InvalidRequest, NotFound
from headwater.gateway.api.traces import RecordedInvocation, Span, SpanPage, Trace
from headwater.gateway.call import Call
from headwater.gateway.routes import Query, Route
from headwater.gateway.session_routes import SessionRoutes
from headwater.telemetry.spans import SpanRecord
from headwater.telemetry.store import InvocationFilter, SpanStore, describe

_MAX_LIMIT = 500
_SEARCH = (
    Query("session", "Of this session alone."),
    Query("minMs", "That took at least so many milliseconds.", "number"),
    Query("since", "That began at this time or later.", "date-time"),
    Query("until", "That began before this time.", "date-time"),
    Query("errors", "That failed.", "boolean"),
    Query("search", "Whose ids, status or attributes hold this text."),
    Query("limit", f"At most so many, the newest first; 50 unless told, {_MAX_LIMIT} at most.", "integer"),
    Query("cursor", "What came back as `nextCursor`: go on from there."),
)


class TraceRoutes:
    """One method a route."""

    def __init__(self, *, control: ControlPlane, sessions: SessionRoutes, spans: SpanStore) -> None:
        self._control = control
        self._sessions = sessions
        self._spans = spans

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
                "An invocation's span",
                answer=Span,
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
        seen = [record for record in found if await self._may_see(record)]
        last = found[-1].start_ns if len(found) == wanted.limit else None
        await call.answer(
            {
                "traces": [describe(record) for record in seen],
                "nextCursor": None if last is None else str(last),
            }
        )

    async def read(self, call: Call) -> None:
        trace_id = call.names["trace"]
        spans = [
            span
            for record in await self._spans.read_trace(trace_id)
            if await self._may_see(record)
            for span in record.expand()
        ]
        if not spans:
            raise NotFound(f"there is no trace {trace_id}: it is too old, was not sampled, or never was")
        spans.sort(key=lambda span: span.start_ns)
        await call.answer({"traceId": trace_id, "spans": [describe(span) for span in spans]})

    async def read_invocation(self, call: Call) -> None:
        await call.answer(describe(await self._find(call.names["invocation"])))

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
        if record is None or not await self._may_see(record):
            raise NotFound(f"there is no invocation {request_id} that is over and was kept")
        return record

    async def _may_see(self, record: SpanRecord) -> bool:
        if record.runtime_id is None or record.session_id is None:
            return self._sessions.sees_all()
        try:
            await self._sessions.check_may_read(record.runtime_id, record.session_id)
        except AccessDenied:
            return False
        return True

    def _parse(self, call: Call) -> InvocationFilter:
        query = call.query
        name = call.names.get("runtime") or query.get("runtime")
        until_ns = _parse_time(query, "until")
        cursor = query.get("cursor")
        if cursor is not None:
            if not cursor.isdigit() or len(cursor) > 19:
                raise InvalidRequest(f"cursor={cursor[:100]!r} is none that came back as nextCursor")
            until_ns = min(int(cursor), until_ns or int(cursor))
        return InvocationFilter(
            runtime_id=None if name is None else self._control.find_runtime_id(name),
            session_id=query.get("session"),
            min_duration_ns=_parse_milliseconds(query.get("minMs")),
            since_ns=_parse_time(query, "since"),
            until_ns=until_ns,
            errors_only=query.get("errors") in ("1", "true", "yes"),
            search=query.get("search"),
            limit=_parse_limit(query.get("limit")),
        )


def _parse_milliseconds(text: str | None) -> int:
    try:
        milliseconds = float(text or 0)
        if not 0 <= milliseconds < 1e12:
            raise ValueError
    except ValueError:
        raise InvalidRequest(f"minMs={text!r} is not a number of milliseconds") from None
    return int(milliseconds * 1e6)


def _parse_limit(text: str | None) -> int:
    if text is None:
        return 50
    if not text.isdigit() or not 1 <= int(text[:9]) <= _MAX_LIMIT:
        raise InvalidRequest(f"limit={text[:100]!r} is not a number from 1 to {_MAX_LIMIT}")
    return int(text)


def _parse_time(query: dict[str, str], name: str) -> int | None:
    text = query.get(name)
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise InvalidRequest(f"{name}={text[:100]!r} is not a time like 2026-01-31T12:00:00Z") from None
    if at.tzinfo is None:
        raise InvalidRequest(f"{name}={text!r} has no time zone; end it with Z or +00:00")
    return int(at.timestamp() * 1e9)
