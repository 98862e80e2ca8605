"""ListMemoryRecords: one namespace, or all below a path, newest first in each.

A page is one walk down an index from where the last one ended. What a filter leaves out is passed over,
so that a page is full as long as there is more, and none is empty.
"""

from __future__ import annotations

from itertools import islice

from headwater.memory.database.base import Tx
from headwater.memory.records.base import COLUMNS, Record, read_record
from headwater.memory.records.filters import Predicate
from headwater.memory.records.namespaces import Scope, to_path

#: (path, namespace key, record key): the order of records.
Position = tuple[str, int, int]


def position_of(record: Record) -> Position:
    return to_path(record.namespace), record.namespace_key, record.record_key


def read_page(
    tx: Tx,
    scope: Scope,
    accept: Predicate,
    *,
    strategy_id: str | None,
    after: Position | None,
    count: int | None,
    now_ms: int,
) -> list[Record]:
    """Up to `count` records (None: all) of the scope that `accept` takes, behind `after`."""
    conditions = ["n.memory_key = :memory_key", "(r.expires_ms IS NULL OR r.expires_ms > :now_ms)"]
    values: dict[str, object] = {"memory_key": scope.memory_key, "now_ms": now_ms}
    if scope.path is None:
        conditions.append("n.name = :name")
        values["name"] = scope.name
    else:
        conditions.append("n.path >= :path AND n.path < :path_end")
        values |= {"path": scope.path, "path_end": scope.path_end}
    if strategy_id is not None:
        conditions.append("r.strategy_id = :strategy_id")
        values["strategy_id"] = strategy_id
    if after is not None:
        # The first says less than the second, and an index can use it.
        conditions.append("n.path <= :last_path")
        conditions.append(
            "(n.path, n.namespace_key, r.record_key) < (:last_path, :last_namespace, :last_record)"
        )
        values |= {"last_path": after[0], "last_namespace": after[1], "last_record": after[2]}
    rows = tx.each(
        f"SELECT {COLUMNS} FROM namespaces n JOIN records r ON r.namespace_key = n.namespace_key"
        f" WHERE {' AND '.join(conditions)}"
        " ORDER BY n.path DESC, n.namespace_key DESC, r.record_key DESC",
        **values,
    )
    return list(islice((record for record in map(read_record, rows) if accept(record.metadata)), count))
