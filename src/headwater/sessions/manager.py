"""Find or start sessions, end them, and notice when they end by themselves.

Rules:
1. A key has at most one live session: it stays in `_sessions` from before its worker is asked for until
   nothing of the worker is left, so a second first call waits for the first and a call during the
   end of a session waits for that end.
2. Nothing is held across an agent's answer: an invocation counts itself in `Session.invocation`.
3. Every change of state goes through `core.sessions`' table.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Callable, Iterable
from functools import partial

from headwater.core.errors import AgentError, HeadwaterError, NotFound, PlatformError, QuotaExceeded
from headwater.core.limits import UNLIMITED, RuntimeLimits
from headwater.core.runtimes import RuntimeVersion, Target
from headwater.core.sessions import SessionMove, SessionState, is_spent, reap_reason
from headwater.sandbox.base import ExitStatus, SessionSource, Worker, build_worker_id
from headwater.sandbox.usage import Meter, Usage
from headwater.sessions.base import SessionJournal
from headwater.sessions.ping import ping
from headwater.sessions.session import LogEvent, Session, SessionKey
from headwater.sessions.settings import SessionSettings

_log = logging.getLogger("headwater.sessions")

#: Stops carried out at the same time by the reaper or at the end of a runtime.
_STOPS_AT_ONCE = 64
_PINGS_AT_ONCE = 64
#: Ends that say that a session has used what `headwater limits` lets it use.
BUDGET_REASONS = frozenset({"budget-cpu", "budget-wall", "budget-requests"})


class SessionManager:
    """All live sessions of this server."""

    def __init__(
        self,
        settings: SessionSettings,
        source: SessionSource,
        journal: SessionJournal,
        *,
        find_limits: Callable[[str], RuntimeLimits] = lambda runtime_id: UNLIMITED,
        log_event: LogEvent | None = None,
        on_started: Callable[[Session], None] = lambda session: None,
        on_changed: Callable[[Session], None] = lambda session: None,
    ) -> None:
        """
        Args:
            find_limits: what is set for a runtime, by its id; asked again each time.
            on_started: told of each session that has its worker, before it gets a request.
            on_changed: told of each session that started, ended, or is in another state or use than before.
            log_event: takes what befalls sessions, for runtimes' logs.
        """
        self._find_limits = find_limits
        self._log_event = log_event
        self._on_started = on_started
        self._on_changed = on_changed
        self._settings = settings
        self._source = source
        self._journal = journal
        self._sessions: dict[SessionKey, Session] = {}
        self._by_worker: dict[str, Session] = {}
        #: Those that are starting, by the worker asked for.
        self._by_asked: dict[str, Session] = {}
        self._starting: set[asyncio.Task[None]] = set()
        self._stopping: set[asyncio.Task[None]] = set()
        self._meter = Meter()
        #: Sessions whose timers are being looked at.
        self._attended: set[Session] = set()

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[SessionManager]:
        """While open, timers are watched; closing it ends every session."""
        async with asyncio.TaskGroup() as tasks:
            reaper = tasks.create_task(self._watch_timers(), name="session-reaper")
            try:
                yield self
            finally:
                reaper.cancel()
                for task in list(self._starting):
                    task.cancel()
                await self.stop_all(list(self._sessions.values()), "server-shutdown")
                await asyncio.gather(*self._stopping, return_exceptions=True)

    def __len__(self) -> int:
        return len(self._sessions)

    async def find_or_start(self, target: Target, session_id: str, owner: str | None = None) -> Session:
        """The live session, started if there is none. Cancelling leaves a started session in place.

        Args:
            owner: whose a session is that is started; None: nobody's in particular.
        Raises:
            AgentError: the agent could not be started.
            QuotaExceeded: this server has as many live sessions as it may.
            SandboxError: no sandbox could be made.
        """
        key = SessionKey(target.version.runtime_id, target.endpoint, session_id)
        while True:
            session = self._sessions.get(key)
            if session is None:
                session = self._begin(key, target.version, owner)
            elif session.state in (SessionState.STOPPING, SessionState.STOPPED):
                await asyncio.shield(session.ended)
                continue
            if session.state is SessionState.STARTING:
                await asyncio.shield(session.started)
            if not is_spent(session.snapshot()):
                return session
            await self._end_spent(session)

    async def _end_spent(self, session: Session) -> None:
        """Return when a session that has had all its requests is gone, which is after the last of them."""
        if session.state is SessionState.IDLE:
            await self.stop(session, "budget-requests")
        elif session.state is not SessionState.STOPPED:
            await asyncio.shield(session.ended)

    def find(self, key: SessionKey) -> Session | None:
        """The session that lives, or whose end is not over yet."""
        return self._sessions.get(key)

    def find_by_worker(self, worker_id: str) -> Session | None:
        """The session that a worker is of; None for one that waits for its session."""
        return self._by_worker.get(worker_id)

    def find_printing(self, worker_id: str) -> Session | None:
        """The session that a worker's output belongs to, one that is starting too."""
        return self._by_worker.get(worker_id) or self._by_asked.get(worker_id)

    def get(self, key: SessionKey) -> Session:
        """The live session; NotFound if there is none."""
        session = self._sessions.get(key)
        if session is None or session.state is SessionState.STOPPING:
            raise NotFound(
                f"Session {key.session_id} is not running: it was never used, or has already stopped"
            )
        return session

    def list(self, runtime_id: str | None = None) -> list[Session]:
        """Live sessions, oldest first. In any thread."""
        found = (s for s in list(self._sessions.values()) if runtime_id in (None, s.key.runtime_id))
        return sorted(found, key=lambda session: session.created_at_s)

    async def stop(self, session: Session, reason: str, grace_s: float | None = None) -> None:
        """End a session; returns when nothing of it is left. Stopping twice waits for the same end.

        Args:
            grace_s: from SIGTERM to SIGKILL; None is `sessions.stop_grace_s`. That of the first stop counts,
                unless a later one is shorter.
        """
        self.stop_nowait(session, reason, grace_s)
        await asyncio.shield(session.ended)

    def stop_nowait(self, session: Session, reason: str, grace_s: float | None = None) -> None:
        """The same, without waiting for the end."""
        grace_s = self._settings.stop_grace_s if grace_s is None else grace_s
        if session.state is SessionState.STOPPING and grace_s < session.stop_grace_s:
            session.stop_grace_s = grace_s
            if session.worker is not None:
                self._begin_stop(session.worker, grace_s)
        if session.state not in (SessionState.STOPPING, SessionState.STOPPED):
            session.move(SessionMove.STOP)
            session.stop_reason = reason
            session.stop_grace_s = grace_s
            if reason in BUDGET_REASONS:
                self._note(session, session.explain_budget(reason, _now_s()), "warning")
            session.hang_up_all()
            if session.worker is not None:
                self._begin_stop(session.worker, grace_s)

    async def stop_all(self, sessions: Iterable[Session], reason: str, grace_s: float | None = None) -> None:
        """End many sessions, some at a time."""
        gate = asyncio.Semaphore(_STOPS_AT_ONCE)

        async def stop(session: Session) -> None:
            async with gate:
                await self.stop(session, reason, grace_s)

        await asyncio.gather(*(stop(session) for session in sessions), return_exceptions=True)

    async def stop_version(self, runtime_id: str, number: int | None, reason: str) -> None:
        """End the sessions of a runtime, or of one version of it."""
        doomed = [s for s in self.list(runtime_id) if number in (None, s.version.number)]
        await self.stop_all(doomed, reason)

    async def measure(self, sessions: Iterable[Session], *, with_memory: bool) -> dict[Session, Usage]:
        """What sessions use now; those that are starting, or gone, are left out."""
        wanted = list(sessions)
        found = await self._meter.measure(roots_of(wanted), with_memory=with_memory)
        for session in wanted:
            if session.worker_id in found:
                session.note_usage(found[session.worker_id])
        return {session: found[session.worker_id] for session in wanted if session.worker_id in found}

    def _begin(self, key: SessionKey, version: RuntimeVersion, owner: str | None) -> Session:
        if len(self._sessions) >= self._settings.live_max_count:
            raise QuotaExceeded(
                f"This server already has {len(self._sessions)} live sessions,"
                " its maximum (sessions.live_max_count)"
            )
        self._check_ceiling(key.runtime_id, version.runtime_name)
        worker_id = build_worker_id()
        session = Session(
            key,
            version,
            worker_id,
            _now_s(),
            partial(self._find_limits, key.runtime_id),
            owner=owner,
            on_changed=self._on_changed,
        )
        self._sessions[key] = session
        self._on_changed(session)
        self._by_asked[worker_id] = session
        # A task of its own: a first caller that leaves must not take the session from a second one.
        task = asyncio.create_task(self._start(session), name=f"start-{session.worker_id}")
        session.start_task = task
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)
        return session

    def _check_ceiling(self, runtime_id: str, name: str) -> None:
        ceiling = self._find_limits(runtime_id).sessions_max_count
        if ceiling is None:
            return
        count = sum(key.runtime_id == runtime_id for key in self._sessions)
        if count >= ceiling:
            raise QuotaExceeded(
                f"Agent {name} already has {count} live sessions, the maximum that is set for it"
                f" (headwater limits {name} --sessions-max); stop one, or wait for one to end"
            )

    async def _start(self, session: Session) -> None:
        try:
            worker = await self._source.start_worker(
                session.version,
                session.worker_id,
                session.key.session_id,
                endpoint=session.key.endpoint,
                owner=session.owner,
            )
        except asyncio.CancelledError:
            is_stopped = session.state is SessionState.STOPPING
            self._fail_start(
                session, _stopped_early() if is_stopped else PlatformError("the server is shutting down")
            )
            raise
        except HeadwaterError as exc:
            self._fail_start(session, exc)
        except Exception as exc:  # the task's top: whatever it is, the callers waiting must hear of it
            self._fail_start(
                session, PlatformError(f"the session could not be started: {type(exc).__name__}")
            )
            raise
        else:
            self._note_started(session, worker)

    def _note_started(self, session: Session, worker: Worker) -> None:
        self._by_asked.pop(session.worker_id, None)
        session.worker = worker
        session.worker_id = worker.worker_id  # another's than asked for, when a spare was there
        self._by_worker[worker.worker_id] = session
        session.start_ms = round((_now_s() - session.created_at_s) * 1000, 3)
        worker.exited.add_done_callback(lambda exited: self._note_exit(session, exited.result()))
        session.record_id = self._journal.started(
            runtime_id=session.key.runtime_id,
            endpoint=session.key.endpoint,
            session_id=session.key.session_id,
            version=session.version.number,
            owner=session.owner,
            start_ms=session.start_ms,
        )
        self._on_started(session)
        if session.state is SessionState.STARTING:
            session.move(SessionMove.SERVED)
            session.started.set_result(None)
        else:  # stopped while it started
            session.started.set_exception(_stopped_early())
            session.started.exception()
            self._begin_stop(worker, session.stop_grace_s)

    def _fail_start(self, session: Session, error: HeadwaterError) -> None:
        self._drop(session)
        session.move(SessionMove.GONE)
        session.started.set_exception(error)
        session.started.exception()  # marked as seen: the caller may have left
        session.ended.set_result(ExitStatus(None))

    def _note_exit(self, session: Session, status: ExitStatus) -> None:
        if session.state is SessionState.STOPPED:
            return
        is_asked = session.stop_reason is not None
        said = f": {session.stop_reason}" if is_asked else f" unasked: {status.describe()}"
        assert session.worker is not None
        level = "info" if is_asked else "error"
        session.worker.on_silent(partial(self._note, session, f"the session ended{said}", level))
        self._drop(session)
        session.move(SessionMove.GONE)
        session.ended.set_result(status)
        if session.record_id is not None:
            self._journal.ended(
                session.record_id,
                session.stop_reason or status.describe(),
                request_count=session.request_count,
                cpu_s=None if session.usage is None else session.cpu_s,
            )

    def _begin_stop(self, worker: Worker, grace_s: float) -> None:
        # A task of its own: who asked for it may be cancelled between the polite signal and the deadly one.
        task = asyncio.create_task(worker.stop(grace_s), name=f"stop-{worker.worker_id}")
        self._stopping.add(task)
        task.add_done_callback(self._stopping.discard)

    def _note(self, session: Session, text: str, level: str) -> None:
        if self._log_event is not None:
            self._log_event(
                session.version, session.key.session_id, text, endpoint=session.key.endpoint, level=level
            )

    def _drop(self, session: Session) -> None:
        self._by_asked.pop(session.worker_id, None)
        self._by_worker.pop(session.worker_id, None)
        if self._sessions.get(session.key) is session:
            del self._sessions[session.key]

    async def _watch_timers(self) -> None:
        """Each session that is due has a task of its own: an agent slow to answer delays no other's end."""
        pings = asyncio.Semaphore(_PINGS_AT_ONCE)
        async with asyncio.TaskGroup() as tasks:
            while True:
                await asyncio.sleep(self._settings.reap_every_s)
                limited = [s for s in self._sessions.values() if s.snapshot().budget.cpu_s is not None]
                if limited:
                    await self.measure(limited, with_memory=False)
                now_s = _now_s()
                for session in list(self._sessions.values()):
                    if session not in self._attended and self._is_due(session, now_s):
                        self._attended.add(session)
                        tasks.create_task(self._attend(session, pings))

    def _is_due(self, session: Session, now_s: float) -> bool:
        if reap_reason(session.snapshot(), now_s) is not None:
            return True
        is_quiet = session.state is SessionState.IDLE and session.version.protocol.has_ping
        return is_quiet and now_s - session.last_ping_at_s >= self._settings.ping_every_s

    async def _attend(self, session: Session, pings: asyncio.Semaphore) -> None:
        try:
            await self._look_after(session, pings)
        except Exception:  # the task's top: whatever one session does, the others' timers go on
            _log.exception("looking after session %s failed", session.key.session_id)
        finally:
            self._attended.discard(session)

    async def _look_after(self, session: Session, pings: asyncio.Semaphore) -> None:
        """Ping a quiet session; stop it if its time is over, the ping's answer included."""
        is_quiet = session.state is SessionState.IDLE and session.version.protocol.has_ping
        if session.worker is not None and is_quiet:
            async with pings:
                answer = await ping(session.worker.address, self._settings.ping_timeout_s)
            session.note_ping(answer, _now_s(), time.time())
        reason = reap_reason(session.snapshot(), _now_s())
        if reason is not None:
            await self.stop(session, reason)


def _stopped_early() -> AgentError:
    return AgentError("The session was stopped while it started")


def roots_of(sessions: Iterable[Session]) -> dict[str, tuple[int, ...]]:
    """Where the processes of sessions are found, by worker id."""
    return {s.worker_id: s.worker.find_roots() for s in sessions if s.worker is not None}


def _now_s() -> float:
    return asyncio.get_running_loop().time()
