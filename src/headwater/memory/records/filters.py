"""Metadata filters: what they may be, and whether a record passes. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NoReturn

from headwater.core.errors import FieldProblem, InvalidRequest
from headwater.memory.control.base import Members, Memory
from headwater.memory.events.base import to_ms

TEXT, TEXTS, NUMBER, TIME = "stringValue", "stringListValue", "numberValue", "dateTimeValue"

#: Operator -> the type of value that it is for, and whether a record's value (first) fits the one asked for.
_COMPARISONS: Mapping[str, tuple[str, Callable[[Any, Any], bool]]] = {  # Any: of the type that is named
    "EQUALS_TO": (TEXT, lambda ours, asked: ours == asked),
    "CONTAINS": (TEXTS, lambda ours, asked: set(asked) <= set(ours)),
    "BEFORE": (TIME, lambda ours, asked: ours < asked),
    "AFTER": (TIME, lambda ours, asked: ours > asked),
    "GREATER_THAN": (NUMBER, lambda ours, asked: ours > asked),
    "GREATER_THAN_OR_EQUALS": (NUMBER, lambda ours, asked: ours >= asked),
    "LESS_THAN": (NUMBER, lambda ours, asked: ours < asked),
    "LESS_THAN_OR_EQUALS": (NUMBER, lambda ours, asked: ours <= asked),
}
PRESENCE = ("EXISTS", "NOT_EXISTS")
#: Type of an indexed key -> the type of values that can be compared with. Times have no type of their own.
_DECLARED: Mapping[str, tuple[str, ...]] = {
    "STRING": (TEXT, TIME),
    "STRINGLIST": (TEXTS,),
    "NUMBER": (NUMBER, TIME),
}


@dataclass(frozen=True, slots=True)
class Check:
    """One filter that can be carried out. `asked` is as records keep values: times are milliseconds."""

    key: str
    operator: str
    kind: str = ""
    asked: Any = None  # Any: of the type that `kind` names

    def passes(self, metadata: Members) -> bool:
        """Whether a record's metadata does."""
        if self.operator in PRESENCE:
            return (self.key in metadata) == (self.operator == "EXISTS")
        value = metadata.get(self.key, {})
        return self.kind in value and _COMPARISONS[self.operator][1](value[self.kind], self.asked)


def read_filters(
    memory: Memory, filters: Sequence[Members], member: str = "metadataFilters"
) -> tuple[Check, ...]:
    """What a request's filters mean.

    Raises:
        InvalidRequest: a filter's parts do not belong together, or its key is not indexed.
    """
    declared = {entry["key"]: entry["type"] for entry in memory.members.get("indexedKeys", [])}
    return tuple(_read_check(item, f"{member}[{at}]", declared) for at, item in enumerate(filters))


def _read_check(item: Members, path: str, declared: Mapping[str, str]) -> Check:
    key, operator = item["left"].get("metadataKey", ""), item["operator"]
    if key not in declared:
        known = ", ".join(sorted(declared)) or "none"
        _refuse(f"{path}.left.metadataKey", f"{key!r} is not an indexed key of this memory (it has {known})")
    if operator in PRESENCE:
        if "right" in item:
            _refuse(f"{path}.right", f"must not be given with {operator}")
        return Check(key, operator)
    kind, _ = _COMPARISONS[operator]
    value = item.get("right", {}).get("metadataValue", {})
    if kind not in value:
        given = f"not {', '.join(value)}" if value else "which is not given"
        _refuse(f"{path}.right", f"{operator} compares with a {kind}, {given}")
    if kind not in _DECLARED[declared[key]]:
        _refuse(f"{path}.operator", f"{operator} is not for the key {key!r}, which is a {declared[key]}")
    asked = value[kind]
    return Check(key, operator, kind, to_ms(asked, f"{path}.right") if isinstance(asked, datetime) else asked)


def _refuse(path: str, problem: str) -> NoReturn:
    text = f"{path}: {problem}"
    raise InvalidRequest(text, fields=(FieldProblem(path, text),))
