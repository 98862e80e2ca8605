"""What has expired, and what deleted memories leave, of records: in steps."""

from __future__ import annotations

from headwater.memory.control.base import Memory
from headwater.memory.database.base import Tx
from headwater.memory.records.writing import lock_records, remove_records
from headwater.memory.steps import STEP_MAX_COUNT, Step, remove_rows


def remove_expired_records(memory: Memory, now_ms: int) -> Step:
    """Of one memory."""

    def step(tx: Tx) -> bool:
        return _remove(tx, memory, "expires_ms <= :now_ms", now_ms=now_ms)

    return step


def remove_all_records(memory: Memory) -> list[Step]:
    """Everything that belongs to a deleted memory's records."""
    return [
        lambda tx: _remove(tx, memory, "record_key > 0"),
        remove_rows("namespaces", "namespace_key", memory),
    ]


def _remove(tx: Tx, memory: Memory, condition: str, **values: object) -> bool:
    lock_records(tx, memory.memory_key)
    rows = tx.all(
        "SELECT record_key, namespace_key FROM records"
        f" WHERE memory_key = :memory_key AND {condition} LIMIT :count",
        memory_key=memory.memory_key,
        count=STEP_MAX_COUNT,
        **values,
    )
    remove_records(tx, [(int(row[0]), int(row[1])) for row in rows])
    return len(rows) == STEP_MAX_COUNT
