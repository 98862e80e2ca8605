"""ListMemoryRecords: one namespace, or all below a path, newest first in each.

A page is one walk down an index from where the last one ended, and what a filter takes is looked up in an
index of its own. A page is full as long as there is more, and none is empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice

from headwater.memory.database.base import Row, Tx
from headwater.memory.records.base import COLUMNS, Record, read_record
from headwater.memory.records.filters import Check
from headwater.memory.records.labels import build_conditions
from headwater.memory.records.namespaces import Scope, to_path

#: (path, namespace key, record key): the order of records.
Position = tuple[str, int, int]


def position_of(record: Record) -> Position:
    return to_path(record.namespace), record.namespace_key, record.record_key


def read_page(
    tx: Tx,
    scope: Scope,
    *,
    checks: Sequence[Check] = (),
    strategy_id: str | None,
    after: Position | None,
    count: int,
    now_ms: int,
) -> list[Record]:
    """Up to `count` records of the scope that pass, behind `after`."""
    conditions, values = _conditions(scope, checks, strategy_id, now_ms)
    if after is None:
        rows = _select(tx, COLUMNS, conditions, values)
    else:
        values |= {"last_path": after[0], "last_namespace": after[1], "last_record": after[2]}
        # What is left of the namespace that the last page ended in, then those behind it: each has an index.
        same = ["n.namespace_key = :last_namespace", "r.record_key < :last_record"]
        behind = ["n.path <= :last_path", "(n.path, n.namespace_key) < (:last_path, :last_namespace)"]
        rows = chain.from_iterable(
            _select(tx, COLUMNS, [*conditions, *further], values) for further in (same, behind)
        )
    return list(map(read_record, islice(rows, count)))


def read_keys(
    tx: Tx, scope: Scope, checks: Sequence[Check], *, strategy_id: str | None, now_ms: int
) -> list[int]:
    """The keys of all records of the scope that pass."""
    rows = _select(tx, "r.record_key", *_conditions(scope, checks, strategy_id, now_ms))
    return [int(row[0]) for row in rows]


def _conditions(
    scope: Scope, checks: Sequence[Check], strategy_id: str | None, now_ms: int
) -> tuple[list[str], dict[str, object]]:
    """Of the scope's records that have not expired, and the values in them."""
    conditions = [scope.condition, "(r.expires_ms IS NULL OR r.expires_ms > :now_ms)"]
    values = {**scope.values, "now_ms": now_ms}
    if strategy_id is not None:
        conditions.append("r.strategy_id = :strategy_id")
        values["strategy_id"] = strategy_id
    conditions += build_conditions(checks, values)
    return conditions, values


def _select(tx: Tx, columns: str, conditions: list[str], values: dict[str, object]) -> Iterator[Row]:
    return tx.each(
        f"SELECT {columns} FROM namespaces n JOIN records r ON r.namespace_key = n.namespace_key"
        f" WHERE {' AND '.join(conditions)}"
        " ORDER BY n.path DESC, n.namespace_key DESC, r.record_key DESC",
        **values,
    )
