"""Metadata filters: what they may be, and whether a record passes. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, NoReturn

from headwater.core.errors import FieldProblem, InvalidRequest
from headwater.memory.control.base import Members, Memory

_TEXT, _TEXTS, _NUMBER, _TIME = "stringValue", "stringListValue", "numberValue", "dateTimeValue"

#: Operator -> the type of value that it is for, and whether a record's value (first) fits the one asked for.
_COMPARISONS: Mapping[str, tuple[str, Callable[[Any, Any], bool]]] = {  # Any: of the type that is named
    "EQUALS_TO": (_TEXT, lambda ours, asked: ours == asked),
    "CONTAINS": (_TEXTS, lambda ours, asked: set(asked) <= set(ours)),
    "BEFORE": (_TIME, lambda ours, asked: ours < asked),
    "AFTER": (_TIME, lambda ours, asked: ours > asked),
    "GREATER_THAN": (_NUMBER, lambda ours, asked: ours > asked),
    "GREATER_THAN_OR_EQUALS": (_NUMBER, lambda ours, asked: ours >= asked),
    "LESS_THAN": (_NUMBER, lambda ours, asked: ours < asked),
    "LESS_THAN_OR_EQUALS": (_NUMBER, lambda ours, asked: ours <= asked),
}
_PRESENCE = ("EXISTS", "NOT_EXISTS")
#: Type of an indexed key -> the type of values that can be compared with. Times have no type of their own.
_DECLARED: Mapping[str, tuple[str, ...]] = {
    "STRING": (_TEXT, _TIME),
    "STRINGLIST": (_TEXTS,),
    "NUMBER": (_NUMBER, _TIME),
}

Predicate = Callable[[Members], bool]


def build_predicate(memory: Memory, filters: Sequence[Members], member: str = "metadataFilters") -> Predicate:
    """Whether a record's metadata (as it is kept) passes all filters.

    Raises:
        InvalidRequest: a filter's parts do not belong together, or its key is not indexed.
    """
    declared = {entry["key"]: entry["type"] for entry in memory.members.get("indexedKeys", [])}
    checks = [_build_check(item, f"{member}[{at}]", declared) for at, item in enumerate(filters)]
    return lambda metadata: all(check(metadata) for check in checks)


def _build_check(item: Members, path: str, declared: Mapping[str, str]) -> Predicate:
    key, operator = item["left"].get("metadataKey"), item["operator"]
    if key not in declared:
        known = ", ".join(sorted(declared)) or "none"
        _refuse(f"{path}.left.metadataKey", f"{key!r} is not an indexed key of this memory (it has {known})")
    if operator in _PRESENCE:
        if "right" in item:
            _refuse(f"{path}.right", f"must not be given with {operator}")
        return lambda metadata: (key in metadata) == (operator == "EXISTS")
    kind, compare = _COMPARISONS[operator]
    value = item.get("right", {}).get("metadataValue", {})
    if kind not in value:
        given = f"not {', '.join(value)}" if value else "which is not given"
        _refuse(f"{path}.right", f"{operator} compares with a {kind}, {given}")
    if kind not in _DECLARED[declared[key]]:
        _refuse(f"{path}.operator", f"{operator} is not for the key {key!r}, which is a {declared[key]}")
    asked = value[kind]
    if isinstance(asked, datetime):
        asked = round(asked.timestamp() * 1000)
    return lambda metadata: kind in metadata.get(key, {}) and compare(metadata[key][kind], asked)


def _refuse(path: str, problem: str) -> NoReturn:
    text = f"{path}: {problem}"
    raise InvalidRequest(text, fields=(FieldProblem(path, text),))
