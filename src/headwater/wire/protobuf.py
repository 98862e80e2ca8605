"""Protocol Buffers' wire format, read by a table: bytes -> dictionaries. No I/O.

Rule 1: what is read is bounded: in parts by a `Budget`, in depth by `MAX_DEPTH`. A parser that builds all it
        finds makes hundreds of bytes of an empty message, which is two on the wire.
Rule 2: members that the table does not name are passed over, as the format demands.
Rule 3: values that nobody gave are absent, whatever their default.

Source: Protocol Buffers, "Encoding".
"""

from __future__ import annotations

import base64
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

#: What lies deeper is not read.
MAX_DEPTH = 16
_VARINT, _FIXED64, _LENGTH, _FIXED32 = 0, 1, 2, 5
_MAX_VARINT_BYTES = 10
_SIGN = 1 << 63

Kind = Literal["text", "hex", "base64", "int", "bool", "fixed64", "fixed32", "double", "message"]
_WIRE_TYPES: dict[Kind, int] = {
    "text": _LENGTH,
    "hex": _LENGTH,
    "base64": _LENGTH,
    "message": _LENGTH,
    "int": _VARINT,
    "bool": _VARINT,
    "fixed64": _FIXED64,
    "double": _FIXED64,
    "fixed32": _FIXED32,
}


class Unreadable(ValueError):
    """The bytes are not what they should be; the message says how."""


class TooMuch(ValueError):
    """There is more in it than is read."""


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a message: its name in what is read, its kind, and the table of a message."""

    name: str
    kind: Kind
    table: Table | None = None
    is_list: bool = False


#: A message's members by their numbers.
Table = dict[int, Member]


@dataclass(slots=True)
class Budget:
    """How many parts (messages and values) may still be read."""

    parts_left: int

    def spend(self) -> None:
        self.parts_left -= 1
        if self.parts_left < 0:
            raise TooMuch("it has more parts than are read at once")


def read_message(content: memoryview, table: Table, budget: Budget, depth: int = 0) -> dict[str, Any]:
    """The members of a message; lists for those that may be repeated, else the last one counts.

    Raises:
        Unreadable: it is cut, or no such message.
        TooMuch: `budget` is spent.
    """
    found: dict[str, Any] = {}  # Any: a member has the type of its kind
    for number, wire_type, value in _iterate(content):
        member = table.get(number)
        if member is None:
            continue
        budget.spend()
        if wire_type != _WIRE_TYPES[member.kind]:
            raise Unreadable(f"member {member.name} has wire type {wire_type}")
        if depth >= MAX_DEPTH:
            continue
        read = _read_value(member, value, budget, depth)
        if member.is_list:
            found.setdefault(member.name, []).append(read)
        else:
            found[member.name] = read
    return found


def _read_value(member: Member, value: Any, budget: Budget, depth: int) -> Any:  # Any: as the kind says
    match member.kind:
        case "message":
            assert member.table is not None
            return read_message(value, member.table, budget, depth + 1)
        case "text":
            return str(value, "utf-8", "replace")
        case "hex":
            return value.hex()
        case "base64":
            return base64.b64encode(value).decode()
        case "bool":
            return value != 0
        case "int":
            return value - (_SIGN << 1) if value >= _SIGN else value
        case "double":
            return struct.unpack("<d", value)[0]
        case "fixed64" | "fixed32":
            return int.from_bytes(value, "little")


def _iterate(content: memoryview) -> Iterator[tuple[int, int, Any]]:  # Any: an int, or bytes
    """(number, wire type, value) of each member as it stands there."""
    at, end = 0, len(content)
    while at < end:
        key, at = _read_varint(content, at, end)
        number, wire_type = key >> 3, key & 7
        if wire_type == _VARINT:
            value, at = _read_varint(content, at, end)
            yield number, wire_type, value
            continue
        if wire_type == _LENGTH:
            size, at = _read_varint(content, at, end)
        elif wire_type == _FIXED64:
            size = 8
        elif wire_type == _FIXED32:
            size = 4
        else:
            raise Unreadable(f"wire type {wire_type} at byte {at}")
        if size > end - at:
            raise Unreadable(f"it ends in the middle of member {number}")
        yield number, wire_type, content[at : at + size]
        at += size


def _read_varint(content: memoryview, at: int, end: int) -> tuple[int, int]:
    """The number that begins at `at`, and where it ends."""
    if at < end and content[at] < 0x80:
        return content[at], at + 1
    result = 0
    for index in range(_MAX_VARINT_BYTES):
        if at + index >= end:
            raise Unreadable("it ends in the middle of a number")
        byte = content[at + index]
        result |= (byte & 0x7F) << (7 * index)
        if byte < 0x80:
            return result & 0xFFFF_FFFF_FFFF_FFFF, at + index + 1
    raise Unreadable("a number has more than 10 bytes")
