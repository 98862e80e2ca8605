"""Which of many sessions are wanted, in which order, a page at a time: pure, over sessions as they are now.

A page goes on behind a session's place in its order, so that none is shown twice or left out, whatever starts
or ends between two pages, as long as the order is by what does not change (`created`, `session`). Where it is
by what does (`activity`, `requests`, `cpu`, `memory`), one that moved may be.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from headwater.core.sessions import SessionState
from headwater.sessions.session import Session

#: Where a session stands: what it is sorted by, then what no two have in common.
Place = tuple[float | str, float, str, str, str]


def _activity(session: Session) -> float:
    return float("inf") if session.active_count else session.last_activity_at_s


def _memory(session: Session) -> float:
    return session.usage.memory_bytes or 0 if session.usage is not None else 0


SORTS: dict[str, Callable[[Session], float | str]] = {
    "created": lambda session: session.created_at_s,
    "activity": _activity,
    "requests": lambda session: session.request_count,
    "cpu": lambda session: session.cpu_s,
    "memory": _memory,
    "session": lambda session: session.key.session_id,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionQuery:
    """What is asked for; None is: all."""

    limit: int
    sort: str = "created"
    is_descending: bool = True
    endpoint: str | None = None
    states: frozenset[SessionState] | None = None
    #: A part of the session's id or of its agent's name, whatever its case.
    search: str | None = None
    after: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPage:
    """Some of the sessions that match, and the place to go on behind; None: that was all."""

    sessions: list[Session]
    last: Place | None
    total: int
    #: Of all that match but for their state.
    counts: dict[SessionState, int]


def cut_page(sessions: Iterable[Session], query: SessionQuery) -> SessionPage:
    """The sessions of one page."""
    counts: Counter[SessionState] = Counter()
    matching = []
    for session in sessions:
        if _matches(session, query):
            state = session.shown_state
            counts[state] += 1
            if query.states is None or state in query.states:
                matching.append(session)
    found = _pick(matching, query)
    page = [session for _, session in found[: query.limit]]
    last = found[query.limit - 1][0] if len(found) > query.limit else None
    return SessionPage(sessions=page, last=last, total=len(matching), counts=dict(counts))


def _matches(session: Session, query: SessionQuery) -> bool:
    if query.endpoint is not None and session.key.endpoint != query.endpoint:
        return False
    if query.search is None:
        return True
    wanted = query.search.lower()
    return wanted in session.key.session_id.lower() or wanted in session.version.runtime_name.lower()


def _pick(sessions: list[Session], query: SessionQuery) -> list[tuple[Place, Session]]:
    """One more than a page of those behind `after`, in their order."""
    placed = [(_place_of(session, query.sort), session) for session in sessions]
    after = query.after
    if after is not None:
        placed = [pair for pair in placed if (pair[0] < after if query.is_descending else pair[0] > after)]
    pick = heapq.nlargest if query.is_descending else heapq.nsmallest
    return pick(query.limit + 1, placed, key=lambda pair: pair[0])


def _place_of(session: Session, sort: str) -> Place:
    key = session.key
    return (SORTS[sort](session), session.created_at_s, key.runtime_id, key.endpoint, key.session_id)
