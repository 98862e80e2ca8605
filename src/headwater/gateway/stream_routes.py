"""Our own routes to runs: read what one answers, from anywhere on, and end it."""

from __future__ import annotations

from collections.abc import Sequence

from headwater.auth.owners import OwnerBook
from headwater.core.errors import AccessDenied, InvalidRequest, NotFound
from headwater.core.principals import current
from headwater.gateway.api.runs import CancelledRun
from headwater.gateway.authorization import Authorizer
from headwater.gateway.call import Call
from headwater.gateway.routes import Query, Route
from headwater.gateway.runs import Runs, send_problem
from headwater.gateway.viewing import View, ViewWish
from headwater.gateway.wishes import read_heartbeat
from headwater.http.asgi import find_header
from headwater.streams.base import RunState
from headwater.streams.log import StreamLog

_LAST_EVENT_ID = b"last-event-id"
_INVOKE = "InvokeAgentRuntime"
#: Python takes its time over longer numbers.
_MAX_DIGITS = 18
_SHOWN_CHARS = 100
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

    def __init__(self, *, runs: Runs, owners: OwnerBook, authorizer: Authorizer) -> None:
        self._runs = runs
        self._owners = owners
        self._authorizer = authorizer

    def routes(self) -> Sequence[Route]:
        return (
            Route(
                "GET",
                "invocations/{invocation}/stream",
                self.read,
                None,  # as invoking is, and it has to be the caller's run
                "A run's answer, from anywhere on",
                query=(Query("offset", "Of the first byte that is to come.", "integer"),),
                streams="text/event-stream",
                description=_STREAM,
            ),
            Route(
                "DELETE",
                "invocations/{invocation}",
                self.cancel,
                None,  # as above
                "End a run; one that is over stays as it is",
                answer=CancelledRun,
            ),
        )

    async def read(self, call: Call) -> None:
        log = self._find(call)
        heartbeat_s = read_heartbeat(call.scope)
        if heartbeat_s is None:
            heartbeat_s = self._runs.settings.heartbeat_s
        wish = ViewWish(offset=_find_offset(call), heartbeat_s=heartbeat_s, with_offset=True)
        view = View(log, call.send, wish)
        view.check_offset()
        if not await view.show(call.body):
            await send_problem(log, call.send)

    async def cancel(self, call: Call) -> None:
        log = self._find(call)
        await self._runs.cancel(log)
        state = RunState.RUNNING if log.end is None else log.end.state
        await call.answer({"invocationId": log.facts.invocation_id, "state": state.value})

    def _find(self, call: Call) -> StreamLog:
        """The run, if it is the caller's: of others nothing is told, not even that they are."""
        invocation_id = call.names["invocation"]
        log = self._runs.store.find(invocation_id)
        if log is None or not self._may_see(log):
            raise NotFound(
                f"there is no run {invocation_id[:_SHOWN_CHARS]}: it was not resumable, is not kept any more,"
                " or never was"
            )
        return log

    def _may_see(self, log: StreamLog) -> bool:
        caller, facts = current(), log.facts
        if not self._owners.scope_of(caller).covers(facts.owner):
            return False
        values = {"agentRuntimeArn": facts.runtime_arn, "qualifier": facts.endpoint}
        try:
            self._authorizer.check_operation(caller, _INVOKE, values)
        except AccessDenied:
            return False
        return True


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
