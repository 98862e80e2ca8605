"""Our own routes to runs: read what one answers, from anywhere on, and end it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import quote

from headwater.control.plane import ControlPlane
from headwater.core.errors import AccessDenied, InvalidRequest, NotFound
from headwater.core.principals import current
from headwater.gateway.api.runs import CancelledRun, StartedRun
from headwater.gateway.api.runs import Runs as ListOfRuns
from headwater.gateway.authorization import Authorizer
from headwater.gateway.call import Call
from headwater.gateway.queries import find_number, is_yes
from headwater.gateway.routes import Query, Route
from headwater.gateway.runs.access import INVOKE, RunAccess, state_of
from headwater.gateway.runs.carrying import Runs, send_problem
from headwater.gateway.runs.viewing import View, ViewWish
from headwater.gateway.runs.wishes import read_heartbeat, read_wish
from headwater.http.asgi import find_header
from headwater.streams.base import RunState
from headwater.streams.log import StreamLog
from headwater.wire.headers import SESSION_ID
from headwater.wire.restjson import load_api, parse_input

_LAST_EVENT_ID = b"last-event-id"
#: Python takes its time over longer numbers.
_MAX_DIGITS = 18
_SHOWN_CHARS = 100
_SESSION_HEADER = SESSION_ID.lower().encode()
_LIMIT, _MAX_LIMIT = 100, 1000
_STATES = tuple(state.value for state in RunState)
_START_QUERY = (
    Query("session", "The session's id; default: as the header of InvokeAgentRuntime says, or a new one."),
    Query("qualifier", "The endpoint; default: DEFAULT."),
    Query("detached", "Answer at once, with the id of the run.", "boolean"),
)
_LIST_QUERY = (
    Query("runtime", "Of this runtime alone: its name, id or ARN."),
    Query("session", "Of this session alone."),
    Query("state", "That stand so.", choices=_STATES),
    Query("key", "That a request with this `Idempotency-Key` has begun."),
    Query("limit", f"At most so many; {_LIMIT} unless told, {_MAX_LIMIT} at most.", "integer"),
)
_START = """\
InvokeAgentRuntime with `Headwater-Resumable: 1`: the body is the payload, and the answer is the agent's, with
`Headwater-Invocation-Id`. Sent again with the `Idempotency-Key` that it had, it is answered with what it has
begun. With `detached`, as with the header `Headwater-Detached: 1`, it is what stands
here, as soon as the request is read."""
_STREAM = """\
From byte 0 of the agent's answer, or from byte N of it with `Last-Event-ID: N` or `offset=N`, live until its
end. In an event stream the line `id: N` stands before the blank line of each event: who has seen it has the
first N bytes. What is not kept any more is told by an event `headwater.gap` with `from`, `to` and `reason`
(`size`, `age`, `disk`, `restart`); anything but an event stream is answered with 410 then. An event
`headwater.end` says that the run did not come to its end: `cancelled`, `server-restart`. A run that failed
before its answer began is answered as its caller was. `Headwater-Heartbeat: SECONDS` asks for comments in
silence."""


class StreamRoutes:
    """One method a route."""

    def __init__(
        self, *, runs: Runs, access: RunAccess, control: ControlPlane, authorizer: Authorizer
    ) -> None:
        self._runs = runs
        self._access = access
        self._control = control
        self._authorizer = authorizer
        self._api = load_api()

    def routes(self) -> Sequence[Route]:
        return (
            Route(
                "POST",
                "runtimes/{runtime}/invocations",
                self.start,
                None,  # as InvokeAgentRuntime is
                "Begin a run: an invocation that goes on when its caller leaves",
                query=_START_QUERY,
                upload="*/*",
                answer=StartedRun,
                status=202,
                description=_START,
            ),
            Route(
                "GET",
                "invocations/{invocation}/stream",
                self.read,
                None,  # as invoking is, and it has to be the caller's run
                "A run's answer, from anywhere on",
                query=(Query("offset", "Of the first byte that is to come.", "integer"),),
                streams="text/event-stream",
                description=_STREAM,
                takes_bearers=True,
            ),
            Route(
                "DELETE",
                "invocations/{invocation}",
                self.cancel,
                None,  # as above
                "End a run; one that is over stays as it is",
                answer=CancelledRun,
                takes_bearers=True,
            ),
            Route(
                "GET",
                "runs",
                self.list_all,
                None,  # what a caller may not see is left out
                "Runs that are kept, the newest first",
                query=_LIST_QUERY,
                answer=ListOfRuns,
                takes_bearers=True,
            ),
        )

    async def start(self, call: Call) -> None:
        """POST runtimes/NAME/invocations: InvokeAgentRuntime, with its members in the query."""
        caller, query = current(), call.query
        arn = self._find_arn(call.names["runtime"], query.get("qualifier"))
        headers = call.scope["headers"]
        if "session" in query:
            headers = [pair for pair in headers if pair[0] != _SESSION_HEADER]
            headers.append((_SESSION_HEADER, query["session"].encode()))
        qualifier = f"qualifier={quote(query['qualifier'], safe='')}" if "qualifier" in query else ""
        match = self._api.match("POST", f"/runtimes/{quote(arn, safe='')}/invocations")
        values = parse_input(match, qualifier, headers, None)
        wish = read_wish(call.scope, is_resumable=True)
        if is_yes(query.get("detached")):
            wish = replace(wish, is_detached=True)
        await self._runs.invoke(
            {**call.scope, "headers": headers},
            call.body,
            call.send,
            values,
            str(uuid.uuid4()),
            self._authorizer.for_user(caller, values),
            wish=wish,
        )

    def _find_arn(self, name: str, qualifier: str | None) -> str:
        """The runtime's ARN. AccessDenied where the caller may not invoke it, whether or not it is there."""
        resolver = self._control.resolver
        try:
            arn = resolver.find_runtime_arn(name)
        except NotFound:
            arn = None
        wanted = {"agentRuntimeArn": arn or name, "qualifier": qualifier}
        try:
            self._authorizer.check_operation(current(), INVOKE, wanted)
        except AccessDenied:
            raise AccessDenied(
                f"User: {current().name} is not authorized to perform: bedrock-agentcore:{INVOKE}"
                f" on agent runtime {name}"
            ) from None
        return arn or resolver.find_runtime_arn(name)

    async def read(self, call: Call) -> None:
        """GET invocations/ID/stream."""
        log = self._access.get(call.names["invocation"])
        heartbeat_s = read_heartbeat(call.scope)
        if heartbeat_s is None:
            heartbeat_s = self._runs.settings.heartbeat_s
        wish = ViewWish(offset=_find_offset(call), heartbeat_s=heartbeat_s, with_offset=True)
        view = View(log, call.send, wish)
        view.check_offset()
        log.counts.resumed_count += 1
        if not await view.show(call.body):
            await send_problem(log, call.send)

    async def cancel(self, call: Call) -> None:
        """DELETE invocations/ID."""
        log = self._access.get(call.names["invocation"])
        await self._runs.cancel(log)
        await call.answer({"invocationId": log.facts.invocation_id, "state": state_of(log).value})

    async def list_all(self, call: Call) -> None:
        """GET runs."""
        query = call.query
        state = query.get("state")
        if state not in (None, *_STATES):
            raise InvalidRequest(f"state={state!r} is none of {', '.join(_STATES)}")
        runtime = query.get("runtime")
        found = [
            log
            for log in self._access.list()
            if runtime in (None, log.facts.runtime_id, log.facts.runtime_name, log.facts.runtime_arn)
            and query.get("session") in (None, log.facts.session_id)
            and query.get("key") in (None, log.facts.idempotency_key)
            and state in (None, state_of(log).value)
        ]
        limit = find_number(query, "limit", minimum=1, maximum=_MAX_LIMIT) or _LIMIT
        await call.answer({"runs": [self._describe(log) for log in found[:limit]]})

    def _describe(self, log: StreamLog) -> dict[str, object]:
        facts = log.facts
        return {
            "invocationId": facts.invocation_id,
            "runtimeId": facts.runtime_id,
            "runtimeName": facts.runtime_name,
            "endpoint": facts.endpoint,
            "sessionId": facts.session_id,
            "createdAt": facts.created_at,
            "endedAt": None if log.end is None else log.end.at,
            **self._access.describe(log),
        }


def _find_offset(call: Call) -> int:
    """Where to begin. InvalidRequest: it is said twice, and differently, or is no offset."""
    given = {}
    if "offset" in call.query:
        given["offset"] = call.query["offset"]
    header = find_header(call.scope, _LAST_EVENT_ID)
    if header is not None:
        given["Last-Event-ID"] = header.decode("latin-1").strip()
    offsets = {_parse_offset(name, text) for name, text in given.items()}
    if len(offsets) > 1:
        raise InvalidRequest(
            f"offset={call.query['offset']} and Last-Event-ID {given['Last-Event-ID']} contradict each other"
        )
    return offsets.pop() if offsets else 0


def _parse_offset(name: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= _MAX_DIGITS):
        raise InvalidRequest(
            f"{name} {text[:_SHOWN_CHARS]!r} is not an offset: a number of bytes, as `id:` lines have"
        )
    return int(text)
