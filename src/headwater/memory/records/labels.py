"""Metadata of records in an index, so that a filter need not look at every record.

Each value has a row, each text of a list has its own. The conditions say what `filters.Check.passes` says.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from headwater.memory.database.base import Tx
from headwater.memory.records.filters import NUMBER, TEXT, TEXTS, TIME, Check

_NUMBERS = (NUMBER, TIME)
_FOR_FEW = ("EQUALS_TO", "CONTAINS")
_SIGNS = {
    "BEFORE": "<",
    "AFTER": ">",
    "GREATER_THAN": ">",
    "GREATER_THAN_OR_EQUALS": ">=",
    "LESS_THAN": "<",
    "LESS_THAN_OR_EQUALS": "<=",
}


def put_labels(tx: Tx, memory_key: int, record_key: int, metadata: bytes | None) -> None:
    """Index a record's metadata, as it is kept, in place of what it had before."""
    remove_labels(tx, record_key)
    for name, kind, value in _list_values({} if metadata is None else json.loads(metadata)):
        tx.run(
            "INSERT INTO record_labels (memory_key, record_key, name, kind, text, number)"
            " VALUES (:memory_key, :record_key, :name, :kind, :text, :number)",
            memory_key=memory_key,
            record_key=record_key,
            name=name,
            kind=kind,
            text=None if kind in _NUMBERS else value,
            number=float(value) if kind in _NUMBERS else None,
        )


def remove_labels(tx: Tx, record_key: int) -> None:
    tx.run("DELETE FROM record_labels WHERE record_key = :key", key=record_key)


def build_conditions(checks: Sequence[Check], values: dict[str, object]) -> list[str]:
    """Conditions on `records` (r), of a statement that has `:memory_key`; their values go into `values`.

    The first, which takes few records if any does, is looked up by its value; the others by their record.
    """
    conditions: list[str] = []
    for at, check in enumerate(sorted(checks, key=lambda check: check.operator not in _FOR_FEW)):
        values[f"key{at}"] = check.key
        for number, (further, needed) in enumerate(_compare(check)):
            suffix = f"{at}_{number}"
            values |= {name.format(suffix): value for name, value in needed.items()}
            like = f"x.name = :key{at}{further.format(suffix)}"
            if conditions or check.operator == "NOT_EXISTS":
                negation = "NOT " if check.operator == "NOT_EXISTS" else ""
                conditions.append(
                    f"{negation}EXISTS (SELECT 1 FROM record_labels x"
                    f" WHERE x.record_key = r.record_key AND {like})"
                )
            else:
                conditions.append(
                    "r.record_key IN (SELECT x.record_key FROM record_labels x"
                    f" WHERE x.memory_key = :memory_key AND {like})"
                )
    return conditions


def _compare(check: Check) -> Iterator[tuple[str, dict[str, Any]]]:  # Any: texts or numbers
    """What a label must be like, for each label that must be there."""
    match check.operator:
        case "EXISTS" | "NOT_EXISTS":
            yield "", {}
        case "EQUALS_TO":
            yield " AND x.kind = :kind{0} AND x.text = :value{0}", {"kind{0}": TEXT, "value{0}": check.asked}
        case "CONTAINS":
            for text in check.asked:
                yield " AND x.kind = :kind{0} AND x.text = :value{0}", {"kind{0}": TEXTS, "value{0}": text}
        case operator:
            condition = " AND x.kind = :kind{0} AND x.number " + _SIGNS[operator] + " :value{0}"
            yield condition, {"kind{0}": check.kind, "value{0}": float(check.asked)}


def _list_values(metadata: dict[str, Any]) -> Iterator[tuple[str, str, Any]]:  # Any: members of the API
    for name, value in metadata.items():
        ((kind, content),) = value.items()
        for item in set(content) if kind == TEXTS else (content,):
            yield name, kind, item
