"""Checks values against shapes: types, required members, lengths, ranges, patterns, enums, unions.

A shape is compiled once into a function that takes a JSON value and gives the Python value
(timestamps as aware datetimes, blobs as bytes), writing what is wrong into the `Findings`.
Members no shape knows are ignored, and null is the same as absent.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from headwater.wire.restjson.findings import Findings
from headwater.wire.restjson.model import Shape
from headwater.wire.restjson.patterns import compile_pattern
from headwater.wire.restjson.scalars import (
    BadValue,
    check_blob,
    check_integer,
    check_number,
    read_timestamp,
    timestamp_format,
)

#: (JSON value, its path, findings) -> Python value. Any: JSON in, anything out.
Check = Callable[[Any, str, Findings], Any]
#: A conversion that raises `BadValue`.
_Conversion = Callable[[Any], Any]
#: Shapes whose pattern names AWS's own hosts; what is said there is checked by those who use it.
_ANY_TEXT = frozenset({"RuntimeContainerUri"})


class CheckCompiler:
    """The checks of one service's shapes, each made once. Two services use one name for different shapes."""

    def __init__(self) -> None:
        self._checks: dict[tuple[str, str, bool], Check] = {}

    def check_of(self, shape: Shape, *, is_sensitive: bool = False) -> Check:
        """The check of `shape`. With `is_sensitive` no finding below it shows a value."""
        is_sensitive = is_sensitive or bool(shape.metadata.get("sensitive"))
        # A shape's name alone would do, were the format of a timestamp not settable at the member.
        key = (shape.name, str(shape.serialization.get("timestampFormat", "")), is_sensitive)
        if key not in self._checks:
            # A shape may hold itself: whoever meets it again on the way down looks it up when called.
            self._checks[key] = lambda value, path, findings: self._checks[key](value, path, findings)
            self._checks[key] = self._compile(shape, is_sensitive)
        return self._checks[key]

    def members_check(
        self, members: Mapping[str, Shape], *, required: Collection[str], is_sensitive: bool = False
    ) -> Check:
        """The check of an object with these members."""
        return _members_check(
            [
                (
                    name,
                    member_name(name, member),
                    self.check_of(member, is_sensitive=is_sensitive),
                    name in required,
                )
                for name, member in members.items()
            ],
            is_sensitive,
        )

    def _compile(self, shape: Shape, is_sensitive: bool) -> Check:
        if shape.metadata.get("document"):
            return _check_document
        match shape.type_name:
            case "structure":
                check = self.members_check(
                    shape.members, required=shape.required_members, is_sensitive=is_sensitive
                )
                return _union_check(shape, check, is_sensitive) if shape.metadata.get("union") else check
            case "list":
                return _list_check(
                    shape, self.check_of(shape.member, is_sensitive=is_sensitive), is_sensitive
                )
            case "map":
                check_key = self.check_of(shape.key, is_sensitive=is_sensitive)
                check_value = self.check_of(shape.value, is_sensitive=is_sensitive)
                return _map_check(shape, check_key, check_value, is_sensitive)
            case _:
                return _scalar_check(shape, is_sensitive)


@cache
def check_compiler_for(service: str) -> CheckCompiler:
    """The one compiler of a service."""
    return CheckCompiler()


def member_name(name: str, shape: Shape) -> str:
    """What member `name` is called on the wire."""
    return str(shape.serialization.get("name", name))


def _scalar_check(shape: Shape, is_sensitive: bool) -> Check:
    match shape.type_name:
        case "string":
            return _string_check(shape, is_sensitive)
        case "integer" | "long" as name:
            return _number_check(shape, lambda value: check_integer(value, name), is_sensitive)
        case "float" | "double":
            return _number_check(shape, check_number, is_sensitive)
        case "boolean":
            return _converted(_check_boolean, is_sensitive)
        case "blob":
            return _blob_check(shape, is_sensitive)
        case "timestamp":
            return _timestamp_check(shape, is_sensitive)
        case other:
            raise AssertionError(f"shape {shape.name} has the unknown type {other}")


def _check_document(value: Any, path: str, findings: Findings) -> Any:  # Any: JSON
    return value


def _union_check(shape: Shape, check_members: Check, is_sensitive: bool) -> Check:
    constraint = f"Member must have exactly one of: {', '.join(shape.members)}"

    def check(value: Any, path: str, findings: Findings) -> Any:
        result = check_members(value, path, findings)
        if result is not None and len(result) != 1:
            findings.add(path, value, constraint, is_sensitive=is_sensitive)
        return result

    return check


def _members_check(members: Sequence[tuple[str, str, Check, bool]], is_sensitive: bool) -> Check:
    def check(value: Any, path: str, findings: Findings) -> Any:
        if not isinstance(value, dict):
            findings.add(path, value, "Member must be an object", is_sensitive=is_sensitive)
            return None
        prefix = f"{path}." if path else ""
        result = {}
        for name, wire_name, check_member, is_required in members:
            raw = value.get(wire_name)
            if raw is not None:
                result[name] = check_member(raw, prefix + name, findings)
            elif is_required:
                findings.add_missing(prefix + name)
        return result

    return check


def _list_check(shape: Shape, check_item: Check, is_sensitive: bool) -> Check:
    may_be_null = bool(shape.member.metadata.get("document"))
    check_length = _length_check(shape, is_sensitive)

    def check(value: Any, path: str, findings: Findings) -> Any:
        if not isinstance(value, list):
            findings.add(path, value, "Member must be a list", is_sensitive=is_sensitive)
            return None
        if not check_length(value, path, findings):
            return None
        result = []
        for index, raw in enumerate(value):
            if raw is None and not may_be_null:
                findings.add_missing(f"{path}[{index}]")
            else:
                result.append(check_item(raw, f"{path}[{index}]", findings))
        return result

    return check


def _map_check(shape: Shape, check_key: Check, check_value: Check, is_sensitive: bool) -> Check:
    check_length = _length_check(shape, is_sensitive)

    def check(value: Any, path: str, findings: Findings) -> Any:
        if not isinstance(value, dict):
            findings.add(path, value, "Member must be an object", is_sensitive=is_sensitive)
            return None
        if not check_length(value, path, findings):
            return None
        result = {}
        for key, raw in value.items():
            item_path = path if is_sensitive else f"{path}.{key[:100]}"
            check_key(key, item_path, findings)
            if raw is not None:
                result[key] = check_value(raw, item_path, findings)
        return result

    return check


def _string_check(shape: Shape, is_sensitive: bool) -> Check:
    enum = shape.metadata.get("enum")
    if enum:
        return _enum_check(tuple(enum), is_sensitive)
    source = None if shape.name in _ANY_TEXT else shape.metadata.get("pattern")
    pattern = None if source is None else compile_pattern(source)
    check_length = _length_check(shape, is_sensitive)

    def check(value: Any, path: str, findings: Findings) -> Any:
        if not isinstance(value, str):
            findings.add(path, value, "Member must be a string", is_sensitive=is_sensitive)
            return None
        # A text of the wrong length is not matched: that bounds the time a pattern can take.
        if check_length(value, path, findings) and pattern is not None and pattern.fullmatch(value) is None:
            constraint = f"Member must match the regular expression pattern: {source}"
            findings.add(path, value, constraint, is_sensitive=is_sensitive)
        return value

    return check


def _enum_check(values: tuple[str, ...], is_sensitive: bool) -> Check:
    allowed = frozenset(values)
    constraint = f"Member must be one of: {', '.join(values)}"

    def check(value: Any, path: str, findings: Findings) -> Any:
        if not isinstance(value, str) or value not in allowed:
            findings.add(path, value, constraint, is_sensitive=is_sensitive)
        return value

    return check


def _number_check(shape: Shape, convert: _Conversion, is_sensitive: bool) -> Check:
    low, high = shape.metadata.get("min"), shape.metadata.get("max")

    def convert_in_range(value: Any) -> Any:
        number = convert(value)
        if low is not None and number < low:
            raise BadValue(f"Member must be at least {low}")
        if high is not None and number > high:
            raise BadValue(f"Member must be at most {high}")
        return number

    return _converted(convert_in_range, is_sensitive)


def _blob_check(shape: Shape, is_sensitive: bool) -> Check:
    check_length = _length_check(shape, is_sensitive)
    convert = _converted(check_blob, is_sensitive)

    def check(value: Any, path: str, findings: Findings) -> Any:
        # A payload comes as bytes, a member in JSON as base64.
        blob = value if isinstance(value, bytes) else convert(value, path, findings)
        if blob is not None:
            check_length(blob, path, findings)
        return blob

    return check


def _timestamp_check(shape: Shape, is_sensitive: bool) -> Check:
    format_name = timestamp_format(shape)

    def convert(value: Any) -> datetime:
        return read_timestamp(value, format_name)

    return _converted(convert, is_sensitive)


def _check_boolean(value: Any) -> bool:
    if not isinstance(value, bool):
        raise BadValue("Member must be true or false")
    return value


def _converted(convert: _Conversion, is_sensitive: bool) -> Check:
    def check(value: Any, path: str, findings: Findings) -> Any:
        try:
            return convert(value)
        except BadValue as exc:
            findings.add(path, value, str(exc), is_sensitive=is_sensitive)
            return None

    return check


def _length_check(shape: Shape, is_sensitive: bool) -> Callable[[Any, str, Findings], bool]:
    """Whether the length of a text, list, map or blob is in range."""
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    unit = {"string": "characters", "blob": "bytes", "list": "items"}.get(shape.type_name, "entries")

    def check(value: Any, path: str, findings: Findings) -> bool:
        length = len(value)
        if low is not None and length < low:
            constraint = f"Member must have at least {low} {unit}; it has {length}"
        elif high is not None and length > high:
            constraint = f"Member must have at most {high} {unit}; it has {length}"
        else:
            return True
        findings.add(path, value, constraint, is_sensitive=is_sensitive)
        return False

    return check
