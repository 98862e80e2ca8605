"""The record of sessions: which are live, and how those before them ended.

Writes are queued to the store's thread and nobody waits for them: starting a session takes some
15 ms, and a commit would add its fsync. Nothing rests on the record: sessions die with the server
(the kernel sees to it), so a row lost in a crash is a session that is gone anyway. The record is
for saying what was running when the server went down.
"""

from __future__ import annotations

import logging
import threading
import uuid
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Executable, bindparam, delete, insert, select, update

from headwater.store.engine import Store
from headwater.store.lives import LifePage, LifeQuery, SessionRecord, list_ended, list_lives
from headwater.store.tables import sessions

logger = logging.getLogger(__name__)

#: Records of ended sessions are kept this long.
RETENTION = timedelta(days=7)
#: How often old records are looked for, while sessions come and go.
PURGE_EVERY = timedelta(hours=1)
#: Writes waiting for the disk. Beyond it the oldest is dropped, with a line in the log: the
#: sessions matter more than their record.
MAX_PENDING_COUNT = 10_000

_STARTED = insert(sessions)
_ENDED = (
    update(sessions)
    .where(sessions.c.record_id == bindparam("id"), sessions.c.ended_at.is_(None))
    .values(
        ended_at=bindparam("at"),
        end_reason=bindparam("reason"),
        request_count=bindparam("requests"),
        cpu_s=bindparam("cpu"),
    )
)


class SessionRecords:
    """Writes down when sessions start and end."""

    def __init__(self, store: Store, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._store = store
        self._now = now
        #: Statements and their parameters; built statements, as building one takes longer than queueing it.
        self._pending: deque[tuple[Executable, dict[str, object]]] = deque()
        self._lock = threading.Lock()
        self._is_flush_queued = False
        self._purge_at = now()

    def started(
        self,
        *,
        runtime_id: str,
        endpoint: str,
        session_id: str,
        version: int,
        owner: str | None,
        start_ms: float | None,
    ) -> str:
        """Note that a session lives; gives the id of this life, for `ended`. Does not wait."""
        record_id = uuid.uuid4().hex
        self._write_soon(
            _STARTED,
            {
                "record_id": record_id,
                "runtime_id": runtime_id,
                "endpoint": endpoint,
                "session_id": session_id,
                "version": version,
                "owner": owner,
                "start_ms": start_ms,
                "started_at": self._now(),
            },
        )
        return record_id

    def ended(self, record_id: str, reason: str, *, request_count: int, cpu_s: float | None) -> None:
        """Note that a session is gone. Does not wait; a second call changes nothing."""
        values = {"requests": request_count, "cpu": cpu_s}
        self._write_soon(_ENDED, {"id": record_id, "at": self._now(), "reason": reason, **values})

    async def list_ended(self, query: LifeQuery) -> LifePage:
        """A page of lives that are over, those that ended last first."""
        return await self._store.run(lambda tx: list_ended(tx, query))

    async def list_lives(self, runtime_id: str, session_id: str) -> list[SessionRecord]:
        """The lives of one session that are on record, the newest first."""
        return await self._store.run(lambda tx: list_lives(tx, runtime_id, session_id))

    async def left_over(self) -> list[SessionRecord]:
        """The sessions that are not known to have ended: right after a start, what a crash left."""

        def read_left_over(tx: Connection) -> list[SessionRecord]:
            query = select(sessions).where(sessions.c.ended_at.is_(None)).order_by(sessions.c.started_at)
            return [SessionRecord(**row._asdict()) for row in tx.execute(query)]

        return await self._store.run(read_left_over)

    async def bury_all(self, reason: str) -> int:
        """Note that every session still on record is gone; says how many there were."""

        def bury(tx: Connection) -> int:
            query = update(sessions).where(sessions.c.ended_at.is_(None))
            return tx.execute(query.values(ended_at=self._now(), end_reason=reason)).rowcount

        return await self._store.run(bury)

    def _write_soon(self, statement: Executable, parameters: dict[str, object]) -> None:
        with self._lock:
            if len(self._pending) >= MAX_PENDING_COUNT:
                self._pending.popleft()
                logger.warning("session records come faster than the disk takes them; dropped one")
            self._pending.append((statement, parameters))
            if self._is_flush_queued:
                return
            self._is_flush_queued = True
        self._store.run_nowait(self._flush)

    def _flush(self, tx: Connection) -> None:
        """Write all that is waiting in one transaction: a burst of sessions costs one fsync."""
        with self._lock:
            pending = list(self._pending)
            self._pending.clear()
            self._is_flush_queued = False
        for statement, parameters in pending:
            tx.execute(statement, parameters)
        now = self._now()
        if now >= self._purge_at:
            self._purge_at = now + PURGE_EVERY
            tx.execute(delete(sessions).where(sessions.c.ended_at < now - RETENTION))
