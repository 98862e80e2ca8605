"""What strategies have still to read, and what they failed at: kept in the database until it is done.

An event is put here in its own transaction and leaves in the one that keeps what was made of it. So a crash
loses none and none counts twice.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass

from headwater.memory.control.base import Members, Memory, encode_json
from headwater.memory.database.base import Row, Tx
from headwater.memory.owners import Caller
from headwater.memory.steps import Step, remove_rows

#: Events that one call of a model reads together, at most.
BATCH_MAX_COUNT = 20
_COLUMNS = "queue_key, event_key, timestamp_ms, payload, attempts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Items that are read together: of one session, by one strategy, into one namespace."""

    memory_key: int
    strategy_id: str
    actor_id: str
    session_id: str
    variables: str = "{}"
    """Namespace variables, as JSON with sorted keys."""
    owner: str | None = None
    """Whose records come of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What was said at one moment. `event_key` is 0 for what never was an event."""

    queue_key: int
    event_key: int
    timestamp_ms: int
    payload: list[Members]
    attempts: int = 0


def encode_variables(variables: Members) -> str:
    return json.dumps(variables, sort_keys=True)


def enqueue(
    tx: Tx,
    group: Group,
    *,
    event_key: int,
    timestamp_ms: int,
    payload: list[Members] | None,
    due_ms: int,
) -> None:
    """Put one item behind the others. `payload` is None for an event, whose own is read when it is due."""
    tx.run(
        "INSERT INTO extraction_queue (memory_key, strategy_id, actor_id, session_id, variables, event_key,"
        " timestamp_ms, payload, due_ms, attempts, owner) VALUES (:memory_key, :strategy_id, :actor_id,"
        " :session_id, :variables, :event_key, :timestamp_ms, :payload, :due_ms, 0, :owner)",
        event_key=event_key,
        timestamp_ms=timestamp_ms,
        payload=None if payload is None else encode_json(payload),
        due_ms=due_ms,
        owner=group.owner,
        **_values(group),
    )


def find_due(tx: Tx, now_ms: int, count: int) -> list[Group]:
    """Up to `count` groups that have something due, the longest waiting first."""
    rows = tx.all(
        f"SELECT {_GROUP_COLUMNS} FROM extraction_queue"
        f" WHERE due_ms <= :now_ms GROUP BY {_GROUP_COLUMNS}"
        " ORDER BY MIN(due_ms) LIMIT :count",
        now_ms=now_ms,
        count=count,
    )
    return [_read_group(row) for row in rows]


def find_next_due(tx: Tx, now_ms: int) -> int | None:
    """When the next item is due of those that are not yet."""
    row = tx.one("SELECT MIN(due_ms) FROM extraction_queue WHERE due_ms > :now_ms", now_ms=now_ms)
    return None if row is None or row[0] is None else int(row[0])


def read_batch(tx: Tx, group: Group) -> list[Item]:
    """The oldest items of a group. Events that are gone meanwhile have an empty payload."""
    of_owner, values = (
        ("owner IS NULL", {}) if group.owner is None else ("owner = :owner", {"owner": group.owner})
    )
    rows = tx.all(
        f"SELECT {_COLUMNS} FROM extraction_queue WHERE {_OF_GROUP} AND {of_owner}"
        " ORDER BY queue_key LIMIT :count",
        count=BATCH_MAX_COUNT,
        **_values(group),
        **values,
    )
    return [_read_item(tx, row) for row in rows]


def remove(tx: Tx, items: list[Item]) -> None:
    for item in items:
        tx.run("DELETE FROM extraction_queue WHERE queue_key = :key", key=item.queue_key)


def postpone(tx: Tx, items: list[Item], due_ms: int) -> None:
    """Try again at `due_ms`. The rest of the group waits with them, so that order is kept."""
    for item in items:
        tx.run(
            "UPDATE extraction_queue SET attempts = attempts + 1, due_ms = :due_ms WHERE queue_key = :key",
            key=item.queue_key,
            due_ms=due_ms,
        )


def keep_failure(tx: Tx, group: Group, items: list[Item], reason: str, now_ms: int) -> str:
    """Turn queued items into a failed job. Returns the job's id."""
    remove(tx, items)
    job_id = f"job-{secrets.token_hex(16)}"
    tx.run(
        "INSERT INTO extraction_jobs (job_id, memory_key, strategy_id, actor_id, session_id, variables,"
        " failure_reason, items, created_ms, owner) VALUES (:job_id, :memory_key, :strategy_id, :actor_id,"
        " :session_id, :variables, :reason, :items, :now_ms, :owner)",
        job_id=job_id,
        reason=reason,
        items=encode_json(
            [
                {"event_key": item.event_key, "timestamp_ms": item.timestamp_ms, "payload": item.payload}
                for item in items
            ]
        ),
        now_ms=now_ms,
        owner=group.owner,
        **_values(group),
    )
    return job_id


def restart_job(tx: Tx, memory: Memory, job_id: str, caller: Caller, due_ms: int) -> bool:
    """Queue a failed job's items again. False if there is no such job.

    Raises:
        AccessDenied: it is none of the caller's business.
    """
    row = tx.one(
        f"SELECT {_GROUP_COLUMNS}, items FROM extraction_jobs"
        " WHERE memory_key = :memory_key AND job_id = :job_id",
        memory_key=memory.memory_key,
        job_id=job_id,
    )
    if row is None:
        return False
    group = _read_group(row)
    caller.check(group.owner, f"Extraction job {job_id}")
    for item in decode_items(row[-1]):
        enqueue(tx, group, due_ms=due_ms, **item)
    return tx.run("DELETE FROM extraction_jobs WHERE job_id = :job_id", job_id=job_id) > 0


def remove_all(memory: Memory) -> list[Step]:
    """What a deleted memory leaves here."""
    return [
        remove_rows("extraction_queue", "queue_key", memory),
        remove_rows("extraction_jobs", "job_key", memory),
    ]


def count(tx: Tx) -> int:
    """Items that wait."""
    row = tx.one("SELECT COUNT(*) FROM extraction_queue")
    return 0 if row is None else int(row[0])


def decode_items(items: bytes) -> list[Members]:
    """The items of a job: {"event_key", "timestamp_ms", "payload"}."""
    found: list[Members] = json.loads(items)
    return found


_GROUP_COLUMNS = "memory_key, strategy_id, actor_id, session_id, variables, owner"
_OF_GROUP = (
    "memory_key = :memory_key AND strategy_id = :strategy_id AND actor_id = :actor_id"
    " AND session_id = :session_id AND variables = :variables"
)


def _read_group(row: Row) -> Group:
    return Group(
        memory_key=row[0],
        strategy_id=row[1],
        actor_id=row[2],
        session_id=row[3],
        variables=row[4],
        owner=row[5],
    )


def _values(group: Group) -> dict[str, object]:
    return {
        "memory_key": group.memory_key,
        "strategy_id": group.strategy_id,
        "actor_id": group.actor_id,
        "session_id": group.session_id,
        "variables": group.variables,
    }


def _read_item(tx: Tx, row: Row) -> Item:
    queue_key, event_key, timestamp_ms, payload, attempts = row
    if payload is None:
        found = tx.one("SELECT payload FROM events WHERE event_key = :key", key=event_key)
        payload = b"[]" if found is None else found[0]
    return Item(
        queue_key=queue_key,
        event_key=event_key,
        timestamp_ms=timestamp_ms,
        payload=json.loads(payload),
        attempts=attempts,
    )
