"""Queries on the lives of sessions. Each function is one step of a transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, Subquery, and_, func, or_, select

from headwater.core.principals import ALL_OWNERS, OwnerScope
from headwater.store.tables import sessions

#: Rows that one page is looked for in. Where less than a page of them fits, the page says where to go on.
SCAN_MAX_COUNT = 50_000
#: Lives of one session that are told of.
LIVES_MAX_COUNT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRecord:
    """One life of a session; a session id that was stopped and used again has several."""

    record_id: str
    runtime_id: str
    endpoint: str
    session_id: str
    version: int
    worker_pid: int | None
    started_at: datetime
    ended_at: datetime | None
    end_reason: str | None
    owner: str | None = None
    start_ms: float | None = None
    request_count: int | None = None
    cpu_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeQuery:
    """Which ended lives are wanted; None is: all."""

    limit: int
    scope: OwnerScope = ALL_OWNERS
    runtime_id: str | None = None
    endpoint: str | None = None
    #: A part of the session's id, whatever its case.
    search: str | None = None
    #: Behind this one: when it ended, and its record's id.
    after: tuple[datetime, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LifePage:
    """Ended lives, and the one to go on behind; None: that was all."""

    lives: list[SessionRecord]
    last: tuple[datetime, str] | None


def list_ended(tx: Connection, query: LifeQuery) -> LifePage:
    """A page of lives that are over, those that ended last first. It may be short, and more may follow."""
    scanned = _scanned(query)
    wanted = _newest(select(scanned).where(*_conditions(scanned, query)), scanned).limit(query.limit + 1)
    lives = [SessionRecord(**row._asdict()) for row in tx.execute(wanted)]
    if len(lives) > query.limit:
        lives.pop()
        return LifePage(lives=lives, last=_place_of(lives[-1]))
    return LifePage(lives=lives, last=_find_scan_end(tx, scanned))


def list_lives(tx: Connection, runtime_id: str, session_id: str) -> list[SessionRecord]:
    """The lives of one session, the newest first."""
    query = select(sessions).where(sessions.c.session_id == session_id, sessions.c.runtime_id == runtime_id)
    query = query.order_by(sessions.c.started_at.desc()).limit(LIVES_MAX_COUNT)
    return [SessionRecord(**row._asdict()) for row in tx.execute(query)]


def _scanned(query: LifeQuery) -> Subquery:
    """The rows to look at: an index gives them in this order, however many there are."""
    c = sessions.c
    found = select(sessions).where(c.ended_at.is_not(None))
    if query.runtime_id is not None:
        found = found.where(c.runtime_id == query.runtime_id)
    if query.after is not None:
        ended_at, record_id = query.after
        tied = and_(c.ended_at == ended_at, c.record_id < record_id)
        found = found.where(c.ended_at <= ended_at, or_(c.ended_at < ended_at, tied))
    return _newest(found, sessions).limit(SCAN_MAX_COUNT).subquery()


def _conditions(table: Subquery, query: LifeQuery) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if query.endpoint is not None:
        conditions.append(table.c.endpoint == query.endpoint)
    if query.search is not None:
        conditions.append(func.lower(table.c.session_id).contains(query.search.lower(), autoescape=True))
    scope, owner = query.scope, table.c.owner
    if not scope.is_all:
        # Not LIKE, to which `Ada/` and `ada/` are one.
        is_users = func.substr(owner, 1, len(scope.prefix)) == scope.prefix
        conditions.append(or_(owner.is_(None), owner == scope.owner, is_users))
    return conditions


def _newest(query: Select[tuple[object, ...]], table: object) -> Select[tuple[object, ...]]:
    c = table.c  # type: ignore[attr-defined]  # a table or a subquery
    return query.order_by(c.ended_at.desc(), c.record_id.desc())


def _find_scan_end(tx: Connection, scanned: Subquery) -> tuple[datetime, str] | None:
    """The last row that was looked at, if others lie behind it."""
    if tx.execute(select(func.count()).select_from(scanned)).scalar_one() < SCAN_MAX_COUNT:
        return None
    query = select(scanned.c.ended_at, scanned.c.record_id)
    ended_at, record_id = tx.execute(query.order_by(scanned.c.ended_at, scanned.c.record_id).limit(1)).one()
    return ended_at, record_id


def _place_of(life: SessionRecord) -> tuple[datetime, str]:
    assert life.ended_at is not None, "only ended ones are listed"
    return life.ended_at, life.record_id
