"""What has expired, and what deleted memories leave, of records: steps, as in `events.expiry`."""

from __future__ import annotations

from headwater.memory.control.base import Memory
from headwater.memory.database.base import Tx
from headwater.memory.events.expiry import Step
from headwater.memory.records.writing import lock_records, remove_records

_STEP_MAX_COUNT = 200


def remove_expired_records(memory: Memory, now_ms: int) -> Step:
    """Of one memory."""

    def step(tx: Tx) -> bool:
        return _remove(tx, memory, "expires_ms <= :now_ms", now_ms=now_ms)

    return step


def remove_all_records(memory: Memory) -> list[Step]:
    """Everything that belongs to a deleted memory's records."""

    def remove_namespaces(tx: Tx) -> bool:
        count = tx.run(
            "DELETE FROM namespaces WHERE namespace_key IN (SELECT namespace_key FROM namespaces"
            " WHERE memory_key = :memory_key LIMIT :count)",
            memory_key=memory.memory_key,
            count=_STEP_MAX_COUNT,
        )
        return count == _STEP_MAX_COUNT

    return [lambda tx: _remove(tx, memory, "record_key > 0"), remove_namespaces]


def _remove(tx: Tx, memory: Memory, condition: str, **values: object) -> bool:
    lock_records(tx, memory.memory_key)
    rows = tx.all(
        "SELECT record_key, namespace_key FROM records"
        f" WHERE memory_key = :memory_key AND {condition} LIMIT :count",
        memory_key=memory.memory_key,
        count=_STEP_MAX_COUNT,
        **values,
    )
    remove_records(tx, [(int(row[0]), int(row[1])) for row in rows])
    return len(rows) == _STEP_MAX_COUNT
