"""What has expired, and what deleted memories leave, of events and sessions: in steps."""

from __future__ import annotations

from headwater.memory.control.base import Memory
from headwater.memory.database.base import Tx
from headwater.memory.events.sessions import EMPTY_SESSION_MS, lock_rows
from headwater.memory.events.writing import remove_events
from headwater.memory.steps import STEP_MAX_COUNT, Step, remove_rows


def remove_expired_events(memory: Memory, now_ms: int) -> Step:
    """Of one memory."""

    def step(tx: Tx) -> bool:
        rows = tx.all(
            "SELECT event_key FROM events WHERE memory_key = :memory_key AND created_ms < :until_ms"
            " ORDER BY created_ms LIMIT :count",
            memory_key=memory.memory_key,
            until_ms=now_ms - memory.event_expiry_ms,
            count=STEP_MAX_COUNT,
        )
        remove_events(tx, [int(row[0]) for row in rows])
        return len(rows) == STEP_MAX_COUNT

    return step


def remove_empty_sessions(memory: Memory, now_ms: int, after_key: list[int]) -> Step:
    """Sessions of one memory that have had no events for a day. `after_key` holds how far it has come."""

    def step(tx: Tx) -> bool:
        rows = tx.all(
            "SELECT session_key FROM memory_sessions"
            " WHERE memory_key = :memory_key AND session_key > :after AND created_ms < :until_ms"
            # Whoever adds an event to one meanwhile is waited for, or waits: then its events are looked for.
            " ORDER BY session_key LIMIT :count" + lock_rows(tx, "UPDATE"),
            memory_key=memory.memory_key,
            after=after_key[0],
            until_ms=now_ms - EMPTY_SESSION_MS,
            count=STEP_MAX_COUNT,
        )
        if not rows:
            return False
        gone = tx.all(
            "DELETE FROM memory_sessions WHERE memory_key = :memory_key AND session_key > :after"
            " AND session_key <= :last AND created_ms < :until_ms AND NOT EXISTS"
            " (SELECT 1 FROM events WHERE events.session_key = memory_sessions.session_key)"
            " RETURNING session_key",
            memory_key=memory.memory_key,
            after=after_key[0],
            last=rows[-1][0],
            until_ms=now_ms - EMPTY_SESSION_MS,
        )
        for (session_key,) in gone:
            tx.run("DELETE FROM branches WHERE session_key = :key", key=session_key)
        after_key[0] = rows[-1][0]
        return len(rows) == STEP_MAX_COUNT

    return step


def remove_all(memory: Memory) -> list[Step]:
    """Everything that belongs to a deleted memory, in this order."""

    def remove_events_of(tx: Tx) -> bool:
        rows = tx.all(
            "SELECT event_key FROM events WHERE memory_key = :memory_key LIMIT :count",
            memory_key=memory.memory_key,
            count=STEP_MAX_COUNT,
        )
        remove_events(tx, [int(row[0]) for row in rows])
        return len(rows) == STEP_MAX_COUNT

    def remove_sessions(tx: Tx) -> bool:
        rows = tx.all(
            "SELECT session_key FROM memory_sessions WHERE memory_key = :memory_key LIMIT :count",
            memory_key=memory.memory_key,
            count=STEP_MAX_COUNT,
        )
        for (session_key,) in rows:
            tx.run("DELETE FROM branches WHERE session_key = :key", key=session_key)
            tx.run("DELETE FROM memory_sessions WHERE session_key = :key", key=session_key)
        return len(rows) == STEP_MAX_COUNT

    return [remove_events_of, remove_sessions, remove_rows("memory_tokens", "token_key", memory)]
