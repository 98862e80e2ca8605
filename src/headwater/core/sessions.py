"""The life of a session: its states, the table of what may follow what, and when it is over.

    STARTING ── served ──▶ IDLE ◀── quiet ──┐
        │                   │               │
        │                   └── busy ──▶ ACTIVE
        └──────── stop ─────────┴──────────┴──▶ STOPPING ── gone ──▶ STOPPED

`gone` leads to STOPPED from every state: a process can always die. STOPPED is the end of a session's
compute, not of its id: the next invocation with that id starts a new life.

Source: AgentCore Runtime, session lifecycle (Active, Idle, Stopped) and `lifecycleConfiguration`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SessionState(StrEnum):
    """Where a session is in its life."""

    STARTING = "STARTING"
    IDLE = "IDLE"
    ACTIVE = "ACTIVE"
    STOPPING = "STOPPING"
    STOPPED = "STOPPED"


#: In the order of a life.
LIVE_STATES = (SessionState.STARTING, SessionState.IDLE, SessionState.ACTIVE, SessionState.STOPPING)


class SessionMove(StrEnum):
    """What can happen to a session."""

    SERVED = "served"
    BUSY = "busy"
    QUIET = "quiet"
    STOP = "stop"
    GONE = "gone"


_S, _M = SessionState, SessionMove
TRANSITIONS: dict[tuple[SessionState, SessionMove], SessionState] = {
    (_S.STARTING, _M.SERVED): _S.IDLE,
    (_S.STARTING, _M.STOP): _S.STOPPING,
    (_S.STARTING, _M.GONE): _S.STOPPED,
    (_S.IDLE, _M.BUSY): _S.ACTIVE,
    (_S.IDLE, _M.STOP): _S.STOPPING,
    (_S.IDLE, _M.GONE): _S.STOPPED,
    (_S.ACTIVE, _M.QUIET): _S.IDLE,
    (_S.ACTIVE, _M.STOP): _S.STOPPING,
    (_S.ACTIVE, _M.GONE): _S.STOPPED,
    (_S.STOPPING, _M.GONE): _S.STOPPED,
}


class IllegalMove(AssertionError):
    """A programmer's mistake: this cannot happen to a session in that state."""


def next_state(state: SessionState, move: SessionMove) -> SessionState:
    """The state after `move`; IllegalMove if the table has none."""
    try:
        return TRANSITIONS[state, move]
    except KeyError:
        raise IllegalMove(f"a session that is {state} cannot take the move {move!r}") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionBudget:
    """What one life of a session may use before it is stopped; None is without bound.

    `cpu_s` are processor seconds of all its processes together, `wall_s` seconds since it was started,
    `request_count` invocations.
    """

    cpu_s: float | None = None
    wall_s: float | None = None
    request_count: int | None = None


UNBOUNDED = SessionBudget()


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionSnapshot:
    """What the reaper decides on. Times are seconds on one monotonic clock."""

    state: SessionState
    created_at_s: float
    last_activity_at_s: float
    is_busy: bool
    idle_timeout_s: float
    max_lifetime_s: float
    cpu_s: float = 0.0
    request_count: int = 0
    budget: SessionBudget = UNBOUNDED


def reap_reason(session: SessionSnapshot, now_s: float) -> str | None:
    """Why the session is to be stopped now; None to leave it alone.

    The maximum lifetime and budgets of time cut work in flight; a session whose requests are used up may
    finish them; idleness counts only while nothing is in flight and the agent does not call itself busy.
    """
    if session.state in (SessionState.STOPPING, SessionState.STOPPED):
        return None
    age_s = now_s - session.created_at_s
    if age_s >= session.max_lifetime_s:
        return "max-lifetime"
    if session.budget.wall_s is not None and age_s >= session.budget.wall_s:
        return "budget-wall"
    if session.budget.cpu_s is not None and session.cpu_s >= session.budget.cpu_s:
        return "budget-cpu"
    if session.state is not SessionState.IDLE:
        return None
    if is_spent(session):
        return "budget-requests"
    if not session.is_busy and now_s - session.last_activity_at_s >= session.idle_timeout_s:
        return "idle-timeout"
    return None


def is_spent(session: SessionSnapshot) -> bool:
    """Whether the session has had all the requests it may have: the next belongs to a new one."""
    return session.budget.request_count is not None and session.request_count >= session.budget.request_count
