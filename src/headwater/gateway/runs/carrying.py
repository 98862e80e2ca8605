"""Runs: invocations that go on when their caller leaves, and whose answers are kept.

A run is an invocation like any other, in a task of its own: its `send` writes to a `StreamLog`, and its body
does not end when the caller leaves. The caller, and all who come later, read from the log.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from headwater.core.authorizers import JwtRules
from headwater.core.errors import Conflict, HeadwaterError, PlatformError
from headwater.core.principals import Principal
from headwater.core.runtimes import Target
from headwater.gateway.access import TargetResolver, check_caller, look_up
from headwater.gateway.invoke import Invocations
from headwater.gateway.runs.heartbeats import Heartbeats
from headwater.gateway.runs.repeats import Repeats
from headwater.gateway.runs.run import Run, RunBody
from headwater.gateway.runs.viewing import View, ViewWish
from headwater.gateway.runs.wishes import INVOCATION_ID, RunWish, read_wish
from headwater.http.asgi import ClientGone, RequestBody, Scope, Send, build_json, send_answer
from headwater.sessions.turns import Turn
from headwater.streams.base import RunFacts, RunState, utc_now
from headwater.streams.log import StreamLog
from headwater.streams.recovery import SERVER_RESTART
from headwater.streams.settings import StreamSettings
from headwater.streams.store import StreamStore
from headwater.wire.protocols import CallDialect

_log = logging.getLogger("headwater.gateway")
_CANCELLED = ("cancelled", "The run was cancelled")
_SHUT_DOWN = (SERVER_RESTART, "The server was stopped while the agent was answering")
#: Seconds before the end of the server's drain at which runs are cut, so that their readers hear of it.
_LAST_WORD_S = 0.5
#: Seconds for a run to be on record, before its id is given away.
_RECORD_WAIT_S = 5.0


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
        self._repeats = Repeats(store, self._runs)
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
        target = look_up(self._resolver, values)
        if wish.idempotency_key is not None:
            check_caller(target, principal, rules)
            log = await self._repeats.find(scope, body, values, wish.idempotency_key, target, principal)
            if log is not None:
                await self._answer_repeat(log, body, send, wish)
                return
        run = self._begin(target, values, request_id, principal, body, wish.idempotency_key)
        turn = Turn(
            wish.when_busy,
            interrupt=run.interrupt,
            on_accepted=run.is_accepted.set,
            on_sending=run.note_sending,
        )
        carrying = self._invocations.invoke(
            scope, run.body, run.send, values, request_id, principal, rules, arrived_ns, dialect, turn
        )
        run.task = asyncio.create_task(self._carry(run, carrying, dialect), name=f"run-{request_id}")
        if wish.is_detached:
            await self._answer_detached(run, send)
            return
        if not await self._open_view(run.log, send, wish).show(body, reads_body=run.body.is_read):
            await self._send_problem(run, send)

    async def _answer_repeat(self, log: StreamLog, body: RequestBody, send: Send, wish: RunWish) -> None:
        """To a request that has begun a run before."""
        run = self._runs.get(log.facts.invocation_id)
        if not wish.is_detached:
            if not await self._open_view(log, send, wish).show(body):
                await send_problem(log, send)
        elif run is not None:
            await self._answer_detached(run, send)
        else:
            await _send_started(log, send)

    def _open_view(self, log: StreamLog, send: Send, wish: RunWish) -> View:
        heartbeat_s = self.settings.heartbeat_s if wish.heartbeat_s is None else wish.heartbeat_s
        return View(log, send, ViewWish(heartbeat_s=heartbeat_s))

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
        self,
        target: Target,
        values: dict[str, Any],  # Any: members have their own types
        request_id: str,
        principal: Principal,
        body: RequestBody,
        idempotency_key: str | None,
    ) -> Run:
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
            idempotency_key=idempotency_key,
        )
        log = self.store.create(facts)
        run = Run(log, RunBody(body, log.note_payload if idempotency_key is not None else None))
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
            if run.has_begun_nothing:
                self.store.release_key(run.log)
            run.settle(dialect, problem)
            if run.error is not None and not run.is_accepted.is_set():
                self.store.remove(run.log)  # its caller is told, and others' runs are not to make room for it
            run.body.is_read.set()
            run.is_accepted.set()
            self._runs.pop(run.log.facts.invocation_id, None)

    async def _answer_detached(self, run: Run, send: Send) -> None:
        await run.body.is_read.wait()
        await run.is_accepted.wait()
        if run.error is not None:
            raise run.error
        await run.log.wait_written(_RECORD_WAIT_S)
        await _send_started(run.log, send)

    async def _send_problem(self, run: Run, send: Send) -> None:
        """The answer never began."""
        if run.error is not None:
            raise run.error
        await send_problem(run.log, send)

    def _cut_all(self) -> None:
        for run in self._runs.values():
            run.cut(RunState.LOST, _SHUT_DOWN)


async def _send_started(log: StreamLog, send: Send) -> None:
    facts = log.facts
    answer = {
        "invocationId": facts.invocation_id,
        "sessionId": facts.session_id,
        "streamUrl": f"/headwater/v1/invocations/{facts.invocation_id}/stream",
    }
    headers = [(INVOCATION_ID.lower().encode(), facts.invocation_id.encode())]
    await send_answer(send, build_json(answer, 202), headers)


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
