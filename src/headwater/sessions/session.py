"""One live session."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from headwater.core.limits import UNLIMITED, RuntimeLimits
from headwater.core.runtimes import RuntimeVersion
from headwater.core.sessions import SessionMove, SessionSnapshot, SessionState, next_state
from headwater.sandbox.base import ExitStatus, Worker
from headwater.sandbox.usage import Usage
from headwater.sessions.ping import PingAnswer
from headwater.telemetry.spans import Segment

#: Two readings of one clock may differ by so much, as agents round to seconds.
_CLOCK_SLACK_S = 1.0


@dataclass(frozen=True, slots=True)
class SessionKey:
    """What a session is found by. The endpoint is part of it, as access is granted per endpoint."""

    runtime_id: str
    endpoint: str
    session_id: str


class LogEvent(Protocol):
    """Notes a line in the log of a runtime."""

    def __call__(
        self,
        version: RuntimeVersion,
        session_id: str | None,
        text: str,
        *,
        endpoint: str | None = None,
        level: str = "info",
        request: Segment | None = None,
    ) -> None: ...


@dataclass(slots=True)
class SessionFlow:
    """What went through a session, counted while it goes."""

    #: Of answers, as they came from the agent: bytes, and parts (mostly an event each).
    sent_bytes: int = 0
    parts_count: int = 0
    #: Of the models that its agent asked, once each has answered.
    input_tokens: int = 0
    output_tokens: int = 0

    def note_part(self, size_bytes: int) -> None:
        self.sent_bytes += size_bytes
        self.parts_count += 1

    def note_tokens(self, input_tokens: object, output_tokens: object) -> None:
        """Of one answer of a model; anything but numbers is: not known."""
        self.input_tokens += input_tokens if isinstance(input_tokens, int) else 0
        self.output_tokens += output_tokens if isinstance(output_tokens, int) else 0


class Session:
    """State, timers and worker of one session. Changed only by its manager and by invocations in flight."""

    def __init__(
        self,
        key: SessionKey,
        version: RuntimeVersion,
        worker_id: str,
        now_s: float,
        find_limits: Callable[[], RuntimeLimits] = lambda: UNLIMITED,
        *,
        owner: str | None = None,
        on_changed: Callable[[Session], None] = lambda session: None,
    ) -> None:
        """`on_changed` is told when `describe` shows something else than before, save what time does."""
        self.key = key
        #: Whose it is (`core.principals`); None: nobody's in particular.
        self.owner = owner
        self.version = version
        self.worker_id = worker_id
        self.worker: Worker | None = None
        self.state = SessionState.STARTING
        self.created_at = datetime.now(UTC)
        self.created_at_s = now_s
        self.last_activity_at_s = now_s
        self.last_ping_at_s = now_s
        self.active_count = 0
        self.request_count = 0
        #: Processor time of all its processes, as last measured; never less than before.
        self.cpu_s = 0.0
        self.flow = SessionFlow()
        #: What was measured last; None: nothing yet.
        self.usage: Usage | None = None
        self._find_limits = find_limits
        self._on_changed = on_changed
        self._hang_ups: list[Callable[[], None]] = []
        self._in_flight: list[Segment | None] = []
        self.start_ms: float | None = None
        self.ping: PingAnswer | None = None
        self.stop_reason: str | None = None
        self.stop_grace_s = 0.0
        #: What has its worker made, which may be called off.
        self.start_task: asyncio.Task[None] | None = None
        self._has_answered = False
        self.record_id: str | None = None
        loop = asyncio.get_running_loop()
        #: Done when the worker is there, or with the error that kept it from starting.
        self.started: asyncio.Future[None] = loop.create_future()
        #: Done when nothing of the session is left.
        self.ended: asyncio.Future[ExitStatus] = loop.create_future()

    def move(self, move: SessionMove) -> None:
        self.state = next_state(self.state, move)
        self._on_changed(self)

    @contextmanager
    def invocation(
        self,
        hang_up: Callable[[], None],
        segment: Segment | None = None,
        *,
        is_work: bool = True,
        asks_agent: bool = True,
    ) -> Iterator[None]:
        """While open, the session is active; closing it starts the idle timer anew.

        Args:
            hang_up: breaks the invocation off; called when the session is stopped.
            segment: what is noted of it.
            is_work: whether what the session does meanwhile may be for this one.
            asks_agent: False for what goes past the agent, as commands do.
        """
        self._drain_output()  # what was printed before is not this one's
        self.active_count += 1
        self.request_count += 1
        self._hang_ups.append(hang_up)
        if is_work:
            self._in_flight.append(segment)
        if self.state is SessionState.IDLE:
            self.move(SessionMove.BUSY)
        else:
            self._on_changed(self)
        try:
            yield
        finally:
            self._drain_output()
            self.active_count -= 1
            self._hang_ups.remove(hang_up)
            if is_work:
                self._in_flight.remove(segment)
            if self.worker is not None and asks_agent and not self._has_answered:
                self._has_answered = True
                self.worker.note_answered()
            self.last_activity_at_s = asyncio.get_running_loop().time()
            if self.active_count == 0 and self.state is SessionState.ACTIVE:
                self.move(SessionMove.QUIET)
            else:
                self._on_changed(self)

    def find_only_invocation(self) -> Segment | None:
        """The invocation that whatever the session does now belongs to; None where that cannot be told."""
        return self._in_flight[0] if len(self._in_flight) == 1 else None

    def _drain_output(self) -> None:
        if self.worker is not None:
            self.worker.drain_output()

    def hang_up_all(self) -> None:
        """Break off all invocations in flight, or their agent would be left time to finish them."""
        for hang_up in list(self._hang_ups):
            hang_up()

    def note_ping(self, answer: PingAnswer | None, now_s: float, wall_s: float) -> None:
        """Keep an answer; a busy agent, and one whose status changed, has been active.

        `time_of_last_update` is when the status last changed, by the agent's clock, which is ours: one in
        the future (milliseconds, say) is no such time, or its session would never become idle.
        """
        changed = answer is not None and (self.ping is None or answer.status != self.ping.status)
        if answer is not None:
            if answer.status == "HealthyBusy" or (changed and self.ping is not None):
                self.last_activity_at_s = now_s
            elif answer.updated_at is not None and answer.updated_at <= wall_s + _CLOCK_SLACK_S:
                updated_at_s = now_s - max(0.0, wall_s - answer.updated_at)
                self.last_activity_at_s = max(self.last_activity_at_s, updated_at_s)
        has_news = (answer and answer.status) != (self.ping and self.ping.status)
        self.ping = answer
        self.last_ping_at_s = now_s
        if has_news:
            self._on_changed(self)

    def find_end_reason(self) -> str | None:
        """Why a session that is over is over."""
        if not self.ended.done():
            return None
        failure = self.started.exception() if self.started.done() else None
        return self.stop_reason or (str(failure) if failure else self.ended.result().describe())

    def snapshot(self) -> SessionSnapshot:
        return SessionSnapshot(
            state=self.state,
            created_at_s=self.created_at_s,
            last_activity_at_s=self.last_activity_at_s,
            is_busy=self.ping is not None and self.ping.status == "HealthyBusy",
            idle_timeout_s=self.version.idle_timeout_s,
            max_lifetime_s=self.version.max_lifetime_s,
            cpu_s=self.cpu_s,
            request_count=self.request_count,
            budget=self._find_limits().budget,
        )

    def explain_budget(self, reason: str, now_s: float) -> str:
        """What it has used of which budget, in words; `reason` is the one it ends for."""
        budget = self._find_limits().budget
        used, allowed, unit = {
            "budget-cpu": (self.cpu_s, budget.cpu_s, "seconds of CPU time"),
            "budget-wall": (now_s - self.created_at_s, budget.wall_s, "seconds of life"),
            "budget-requests": (self.request_count, budget.request_count, "requests"),
        }[reason]
        return f"the session is stopped: it has used {used:.4g} of its budget of {allowed or 0:.4g} {unit}"

    def note_usage(self, usage: Usage) -> None:
        """Keep what was measured. Time of processes that nobody waited for is seen once and then lost."""
        self.cpu_s = max(self.cpu_s, usage.cpu_s)
        if usage.memory_bytes is None and self.usage is not None:  # not asked for this time
            usage = replace(usage, memory_bytes=self.usage.memory_bytes)
        self.usage = usage

    def describe(self, now_s: float, usage: Usage | None = None) -> dict[str, object]:
        """The session as our own routes show it, with what was measured of it just now."""
        pid = self.worker.find_pid() if self.worker is not None else None
        return {**self.describe_briefly(now_s, usage), "pid": pid}

    def describe_briefly(self, now_s: float, usage: Usage | None) -> dict[str, object]:
        """The same without its pid, which may have to be looked for."""
        idle_s = 0.0 if self.active_count else now_s - self.last_activity_at_s
        last_activity_at = datetime.now(UTC) - timedelta(seconds=idle_s)
        stored = self.worker.storage_size() if self.worker is not None else None
        return {
            "sessionId": self.key.session_id,
            "runtimeId": self.key.runtime_id,
            "runtimeName": self.version.runtime_name,
            "endpoint": self.key.endpoint,
            "version": str(self.version.number),
            "state": self.shown_state.value,
            "mode": self.worker.mode if self.worker is not None else None,
            "createdAt": self.created_at.isoformat(),
            "lastActivityAt": last_activity_at.isoformat(),
            "ageS": round(now_s - self.created_at_s, 3),
            "idleS": round(idle_s, 3),
            "activeInvocations": self.active_count,
            "pingStatus": self.ping.status if self.ping is not None else None,
            "startMs": self.start_ms,
            "requestCount": self.request_count,
            "sentBytes": self.flow.sent_bytes,
            "sentParts": self.flow.parts_count,
            "inputTokens": self.flow.input_tokens,
            "outputTokens": self.flow.output_tokens,
            "cpuSeconds": round(self.cpu_s, 2),
            "memoryBytes": usage.memory_bytes if usage is not None else None,
            "processCount": usage.process_count if usage is not None else None,
            "storageBytes": stored.used_bytes if stored is not None else None,
            "storageMaxBytes": self.worker.storage_max_bytes if self.worker is not None else None,
            "storageFiles": stored.file_count if stored is not None else None,
        }

    @property
    def shown_state(self) -> SessionState:
        """As AgentCore has it: an agent that calls itself busy is active without a request in flight."""
        is_busy = self.ping is not None and self.ping.status == "HealthyBusy"
        return SessionState.ACTIVE if is_busy and self.state is SessionState.IDLE else self.state
