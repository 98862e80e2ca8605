"""TOML tables as records: every problem is found, each with its file, line and key.

A record is a frozen dataclass. Its fields' types say what a table may hold; a field's metadata may say `key`
(its name in TOML where it is another), `check` (a function that raises ValueError for a value of the right
type that cannot be meant) and `kinds` (records by the table's `kind`, for a field that is one of several).
"""

from __future__ import annotations

import difflib
import json
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from headwater.wire import tomllines

T = TypeVar("T")
Where = tomllines.Path
_KINDS = {str: "text", int: "a whole number", float: "a number", bool: "true or false", Path: "a path"}


@dataclass(slots=True)
class Problems:
    """What is wrong with one file, and where its keys stand."""

    path: Path
    lines: Mapping[Where, int]
    found: list[tuple[int, str]] = field(default_factory=list)

    def add(self, where: Where, text: str) -> None:
        """A problem with what stands at `where`."""
        self.found.append((self.line(where), f"{self.path}:{self.line(where)}: {show(where)}: {text}"))

    def line(self, where: Where) -> int:
        """The line of a key, or of the table that lacks it."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)

    def texts(self) -> list[str]:
        """All of them, in the order of the file."""
        return [text for _, text in sorted(self.found)]


def show(where: Where) -> str:
    """`("door", 0, "auth", "kind")` as `door[0].auth.kind`."""
    parts = [f"[{part}]" if isinstance(part, int) else f".{part}" for part in where]
    return "".join(parts).removeprefix(".")


def setting(
    default: Any = MISSING,  # Any: of the field's type
    *,
    key: str | None = None,
    check: Callable[[Any], None] | None = None,  # Any: of the field's type
) -> Any:  # Any: as dataclasses.field has it
    """A field with a check or another key."""
    metadata = {"key": key, "check": check}
    return field(metadata=metadata) if default is MISSING else field(default=default, metadata=metadata)


def read_record(record: type[T], table: object, where: Where, problems: Problems) -> T | None:
    """`table` as a `record`; None when it cannot be one, for reasons that are then in `problems`."""
    if not isinstance(table, Mapping):
        problems.add(where, f"{table!r} is not a table")
        return None
    assert is_dataclass(record)
    members = {_key_of(member): member for member in fields(record)}
    before = len(problems.found)
    for key in table:
        if key not in members and key != "kind":
            problems.add((*where, key), f"there is no such key{_suggest(key, members)}")
    hints = get_type_hints(record)
    values: dict[str, object] = {}
    for key, member in members.items():
        if key in table:
            values[member.name] = _read_member(
                member, hints[member.name], table[key], (*where, key), problems
            )
        elif member.default is MISSING and member.default_factory is MISSING:
            problems.add((*where, key), "is required, and missing")
    if len(problems.found) > before:
        return None
    return record(**values)


def _read_member(
    member: Field[Any],
    hint: Any,
    raw: object,
    where: Where,
    problems: Problems,  # Any: a type
) -> object:
    kinds = member.metadata.get("kinds")
    if kinds is not None:
        return _read_kind(kinds, raw, where, problems)
    before = len(problems.found)
    value = _read(hint, raw, where, problems)
    check = member.metadata.get("check")
    if check is not None and len(problems.found) == before:
        try:
            check(value)
        except ValueError as exc:
            problems.add(where, str(exc))
    return value


def _read_kind(kinds: Mapping[str, type], raw: object, where: Where, problems: Problems) -> object:
    if not isinstance(raw, Mapping):
        problems.add(where, f"{raw!r} is not a table")
        return None
    kind = raw.get("kind")
    if not isinstance(kind, str) or kind not in kinds:
        shown = "is required" if kind is None else f"{kind!r} is not known"
        problems.add((*where, "kind"), f"{shown}: one of {', '.join(kinds)}")
        return None
    return read_record(kinds[kind], raw, where, problems)


def _read(hint: Any, raw: object, where: Where, problems: Problems) -> object:  # Any: a type
    origin = get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        (inner,) = (kind for kind in get_args(hint) if kind is not type(None))
        return _read(inner, raw, where, problems)
    if origin is Literal:
        if raw not in get_args(hint):
            problems.add(where, f"{raw!r} is not one of {', '.join(map(str, get_args(hint)))}")
        return raw
    if origin is tuple:
        return _read_list(get_args(hint)[0], raw, where, problems)
    if origin is not None and issubclass(origin, Mapping):
        return _read_mapping(get_args(hint)[1], raw, where, problems)
    if is_dataclass(hint) and isinstance(hint, type):
        return read_record(hint, raw, where, problems)
    return _read_scalar(hint, raw, where, problems)


def _read_list(hint: Any, raw: object, where: Where, problems: Problems) -> object:  # Any: a type
    if not isinstance(raw, list):
        problems.add(where, f"{raw!r} is not a list")
        return ()
    return tuple(_read(hint, item, (*where, index), problems) for index, item in enumerate(raw))


def _read_mapping(hint: Any, raw: object, where: Where, problems: Problems) -> object:  # Any: a type
    if not isinstance(raw, Mapping):
        problems.add(where, f"{raw!r} is not a table")
        return {}
    return {key: _read(hint, value, (*where, key), problems) for key, value in raw.items()}


def _read_scalar(hint: Any, raw: object, where: Where, problems: Problems) -> object:  # Any: a type
    if hint is Any:
        return _read_json(raw, where, problems)
    wanted = (int, float) if hint is float else str if hint is Path else hint
    if not isinstance(raw, wanted) or (isinstance(raw, bool) and hint is not bool):
        problems.add(where, f"{_clip(raw)} is not {_KINDS[hint]}")
        return raw
    if hint is Path:
        return problems.path.parent / Path(str(raw)).expanduser()
    return hint(raw)


def _read_json(raw: object, where: Where, problems: Problems) -> object:
    """What is passed on as JSON, which TOML has more than: dates, and numbers that are none."""
    try:
        json.dumps(raw, allow_nan=False)
    except (TypeError, ValueError):
        problems.add(
            where, f"{_clip(raw)} has a date or another value that JSON does not know; write it as text"
        )
    return raw


def _clip(raw: object) -> str:
    shown = repr(raw)
    return shown if len(shown) <= 80 else shown[:80] + "…"


def _key_of(member: Field[Any]) -> str:  # Any: a field of any type
    key = member.metadata.get("key")
    return key if isinstance(key, str) else member.name


def _suggest(key: str, members: Mapping[str, object]) -> str:
    if not members:
        return ", nor any other here"
    close = difflib.get_close_matches(key, list(members), n=1)
    return f"; did you mean {close[0]}?" if close else f"; there are: {', '.join(members)}"
