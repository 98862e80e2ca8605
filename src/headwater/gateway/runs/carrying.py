"""Runs: invocations that go on when their caller leaves, and whose answers are kept.

A run is an invocation like any other, in a task of its own: its `send` writes to a `StreamLog`, and its body
does not end when the caller leaves. The caller, and all who come later, read from the log.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, MutableMapping
from contextlib import asynccontextmanager
from typing import Any

from headwater.core.authorizers import JwtRules
from headwater.core.errors import Conflict, HeadwaterError, PlatformError
from headwater.core.principals import Principal
from headwater.gateway.access import TargetResolver, look_up
from headwater.gateway.invoke import Invocations
from headwater.gateway.runs.heartbeats import Heartbeats
from headwater.gateway.runs.viewing import View, ViewWish
from headwater.gateway.runs.wishes import INVOCATION_ID, RunWish, read_wish
from headwater.http.asgi import ClientGone, RequestBody, Scope, Send, build_json, send_answer
from headwater.sessions.turns import Turn
from headwater.streams.base import RunFacts, RunState, StreamEnd, StreamHead, utc_now
from headwater.streams.log import StreamLog
from headwater.streams.recovery import SERVER_RESTART
from headwater.streams.settings import StreamSettings
from headwater.streams.store import StreamStore
from headwater.telemetry.spans import Segment, current
from headwater.wire.protocols import CallDialect

_log = logging.getLogger("headwater.gateway")
#: Seconds in which a run that is to end does so by itself; then its task is cancelled.
_HANG_UP_S = 1.0
_CANCELLED = ("cancelled", "The run was cancelled")
_INTERRUPTED = ("cancelled", "Another request for the session interrupted the run")
_FAILED = ("failed", "The run broke off")
_SHUT_DOWN = (SERVER_RESTART, "The server was stopped while the agent was answering")
#: Seconds before the end of the server's drain at which runs are cut, so that their readers hear of it.
_LAST_WORD_S = 0.5
#: Seconds for a run to be on record, before its id is given away.
_RECORD_WAIT_S = 5.0


class RunBody(RequestBody):
    """A run's request: its caller's, and when that is complete the run may go on without him."""

    def __init__(self, source: RequestBody) -> None:
        async def receive() -> MutableMapping[str, Any]:  # Any: an ASGI message
            raise NotImplementedError

        super().__init__(receive)
        self._source = source
        self._hung_up = asyncio.Event()
        #: Somebody waits for the caller's leaving.
        self.is_watched = False
        #: The source is not read here any more.
        self.is_read = asyncio.Event()

    async def next_part(self) -> bytes:
        if self.is_complete:
            self.is_watched = True
            await self._hung_up.wait()
            raise ClientGone
        if self._hung_up.is_set():
            raise ClientGone
        part = await self._source.next_part()  # whoever waits here is cancelled, not hung up on
        self.received_bytes = self._source.received_bytes
        self.is_complete = self._source.is_complete
        if self.is_complete:
            self.is_read.set()
        return part

    def hang_up(self) -> None:
        """Whoever reads it learns that the caller is gone."""
        self._hung_up.set()


class Run:
    """One run, while it goes on."""

    def __init__(self, log: StreamLog, body: RunBody) -> None:
        self.log = log
        self.body = body
        self.task: asyncio.Task[None] | None = None
        #: Why the answer never began.
        self.error: HeadwaterError | None = None
        #: It will not be refused any more for what else its session serves, or is over.
        self.is_accepted = asyncio.Event()
        #: How it is to end: by whose doing, and what its readers are told.
        self._cut: tuple[RunState, tuple[str, str]] | None = None
        self._is_whole = False
        #: What is noted of the invocation.
        self._segment: Segment | None = None

    async def send(self, message: MutableMapping[str, Any]) -> None:  # Any: an ASGI message
        """The answer's head and bytes, as an ASGI application sends them."""
        if self._cut is not None:
            return
        if message["type"] == "http.response.start":
            self._segment = current.get()
            self.log.begin(StreamHead(status=message["status"], headers=tuple(message["headers"])))
            return
        data = message.get("body", b"")
        if not message.get("more_body", False):
            self._is_whole = True
        if data:
            self.log.append(data)
            await self.log.wait_room()

    def cut(self, state: RunState, last_word: tuple[str, str]) -> None:
        """Have it end; again is harmless."""
        if self._cut is None and self.log.end is None:
            self._cut = (state, last_word)
            self.body.hang_up()

    def interrupt(self) -> None:
        """Another request for its session goes first."""
        self.cut(RunState.CANCELLED, _INTERRUPTED)

    async def end(self) -> None:
        """Return when it has ended, which it was told to."""
        assert self.task is not None
        # Zero: a task that is cancelled before its first step would never say that it is over.
        await asyncio.wait({self.task}, timeout=_HANG_UP_S if self.body.is_watched else 0.0)
        while not self.task.done():
            self.task.cancel()
            await asyncio.wait({self.task}, timeout=_HANG_UP_S)

    def settle(self, dialect: CallDialect, problem: HeadwaterError | None) -> None:
        """The invocation is over: say so in the log."""
        if self._cut is not None:
            state, told = self._cut
            end = StreamEnd(state=state, at=utc_now(), is_whole=False, last_word=told)
        elif problem is not None and self.log.head is None:
            self.error = problem
            answer = dialect.encode(problem, self.log.facts.invocation_id)
            end = StreamEnd(state=RunState.FAILED, at=utc_now(), is_whole=False, problem=answer)
        else:
            is_good = self._is_whole and (self._segment is None or self._segment.outcome == "ok")
            state = RunState.DONE if is_good else RunState.FAILED
            last_word = None if self._is_whole else _FAILED
            end = StreamEnd(state=state, at=utc_now(), is_whole=self._is_whole, last_word=last_word)
        self.log.finish(end)


class Runs:
    """Carries invocations out: plainly, or as runs where the caller asks for one."""

    def __init__(
        self,
        invocations: Invocations,
        resolver: TargetResolver,
        store: StreamStore,
        settings: StreamSettings,
        *,
        drain_s: float,
    ) -> None:
        """`drain_s` is how long runs may go on when the server is to end."""
        self._invocations = invocations
        self._resolver = resolver
        self.store = store
        self.settings = settings
        self._drain_s = max(0.0, drain_s - _LAST_WORD_S)
        self._runs: dict[str, Run] = {}
        self._cut_at_s: float | None = None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """While open, runs go on; leaving it ends them."""
        try:
            yield
        finally:
            if self._runs and self._cut_at_s is not None:
                left_s = self._cut_at_s - asyncio.get_running_loop().time()
                await asyncio.wait(
                    {run.task for run in self._runs.values() if run.task}, timeout=max(0, left_s)
                )
            self._cut_all()
            await asyncio.gather(*(run.end() for run in list(self._runs.values())), return_exceptions=True)

    def begin_end(self) -> None:
        """The server begins to end: what is not over when its drain is, is cut."""
        if self._cut_at_s is None:
            loop = asyncio.get_running_loop()
            self._cut_at_s = loop.time() + self._drain_s
            loop.call_at(self._cut_at_s, self._cut_all)

    async def invoke(
        self,
        scope: Scope,
        body: RequestBody,
        send: Send,
        values: dict[str, Any],  # Any: members have their own types
        request_id: str,
        principal: Principal,
        rules: JwtRules | None = None,
        arrived_ns: int | None = None,
        dialect: CallDialect | None = None,
        *,
        wish: RunWish | None = None,
    ) -> None:
        """As `Invocations.invoke`, in the way that the request's headers ask for, or `wish`."""
        wish = wish or read_wish(scope)
        dialect = dialect or CallDialect()
        if not wish.is_resumable:
            turn = Turn(wish.when_busy)
            async with contextlib.AsyncExitStack() as stack:
                if wish.heartbeat_s is not None:
                    send = Heartbeats(send, wish.heartbeat_s)
                    await stack.enter_async_context(send.running())
                await self._invocations.invoke(
                    scope, body, send, values, request_id, principal, rules, arrived_ns, dialect, turn
                )
            return
        run = self._begin(values, request_id, principal, body)
        turn = Turn(wish.when_busy, interrupt=run.interrupt, on_accepted=run.is_accepted.set)
        carrying = self._invocations.invoke(
            scope, run.body, run.send, values, request_id, principal, rules, arrived_ns, dialect, turn
        )
        run.task = asyncio.create_task(self._carry(run, carrying, dialect), name=f"run-{request_id}")
        if wish.is_detached:
            await self._answer_detached(run, send)
            return
        heartbeat_s = self.settings.heartbeat_s if wish.heartbeat_s is None else wish.heartbeat_s
        view = View(run.log, send, ViewWish(heartbeat_s=heartbeat_s))
        if not await view.show(body, reads_body=run.body.is_read):
            await self._send_problem(run, send)

    def find(self, invocation_id: str) -> Run | None:
        """A run that goes on."""
        return self._runs.get(invocation_id)

    async def cancel(self, log: StreamLog) -> None:
        """End a run, if it goes on; returns when it is over."""
        run = self._runs.get(log.facts.invocation_id)
        if run is not None:
            run.cut(RunState.CANCELLED, _CANCELLED)
            await asyncio.shield(asyncio.ensure_future(run.end()))

    def _begin(
        self, values: dict[str, Any], request_id: str, principal: Principal, body: RequestBody
    ) -> Run:  # Any: members have their own types
        target = look_up(self._resolver, values)
        version = target.version
        facts = RunFacts(
            invocation_id=request_id,
            owner=principal.owner,
            runtime_id=version.runtime_id,
            runtime_arn=version.runtime_arn,
            runtime_name=version.runtime_name,
            endpoint=target.endpoint,
            session_id=values["runtimeSessionId"],
            created_at=utc_now(),
        )
        run = Run(self.store.create(facts), RunBody(body))
        self._runs[request_id] = run
        return run

    async def _carry(self, run: Run, carrying: Any, dialect: CallDialect) -> None:  # Any: a coroutine
        problem: HeadwaterError | None = None
        try:
            await carrying
        except HeadwaterError as exc:
            problem = exc
        except ClientGone:
            problem = PlatformError("the caller left before the request was complete")
        except asyncio.CancelledError:
            problem = PlatformError("the run was cut off")
        except Exception:  # the task's top: whatever it is, readers must hear of an end
            _log.exception("run %s failed unexpectedly", run.log.facts.invocation_id)
            problem = PlatformError()
        finally:
            run.settle(dialect, problem)
            run.body.is_read.set()
            run.is_accepted.set()
            self._runs.pop(run.log.facts.invocation_id, None)

    async def _answer_detached(self, run: Run, send: Send) -> None:
        await run.body.is_read.wait()
        await run.is_accepted.wait()
        if run.error is not None:
            raise run.error
        await run.log.wait_written(_RECORD_WAIT_S)
        facts = run.log.facts
        answer = {
            "invocationId": facts.invocation_id,
            "sessionId": facts.session_id,
            "streamUrl": f"/headwater/v1/invocations/{facts.invocation_id}/stream",
        }
        headers = [(INVOCATION_ID.lower().encode(), facts.invocation_id.encode())]
        await send_answer(send, build_json(answer, 202), headers)

    async def _send_problem(self, run: Run, send: Send) -> None:
        """The answer never began."""
        if run.error is not None:
            raise run.error
        await send_problem(run.log, send)

    def _cut_all(self) -> None:
        for run in self._runs.values():
            run.cut(RunState.LOST, _SHUT_DOWN)


async def send_problem(log: StreamLog, send: Send) -> None:
    """What a run came to whose answer never began, to one of its readers."""
    end = log.end
    assert end is not None
    if end.problem is not None:
        # Whoever asked for the stream learns by the id that it is the run that failed so, not his asking.
        headers = [(INVOCATION_ID.lower().encode(), log.facts.invocation_id.encode())]
        await send_answer(send, end.problem, headers)
        return
    raise Conflict(f"{end.last_word[1] if end.last_word else 'The run failed'}, before the agent answered")
