"""The file a memory is exported to: JSON Lines, one thing a line.

{"kind": "memory", "format": 1, "memory": {…}}      first: the memory as GetMemory shows it
{"kind": "event", "event": {…}}                     as ListEvents has it; each session's oldest first
{"kind": "event", "isRoot": true, "event": {…}}     … at which a branch begins
{"kind": "record", "record": {…}}                   as ListMemoryRecords has it
{"kind": "end", "events": 12, "records": 3}         last: without it the export broke off
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from headwater.core.errors import HeadwaterError, RequestError

Json = dict[str, Any]  # members of the API have their own types

FORMAT = 1
#: An event of 10 MB, each character of it escaped.
MAX_LINE_BYTES = 64 * 1024 * 1024
_CONTENTS = {"memory": "memory", "event": "event", "record": "record", "end": None}


class DamagedExport(RequestError):
    """The file is not a memory's export, or is damaged."""


class ImportStopped(HeadwaterError):
    """The import could not go on."""

    def __init__(self, message: str, cause: HeadwaterError) -> None:
        super().__init__(message)
        # What the server said decides the exit code.
        self.code = cause.code  # type: ignore[misc]  # the class has one for all
        self.http_status = cause.http_status  # type: ignore[misc]  # the same


@dataclass(slots=True)
class Counts:
    """How far an export or an import has come."""

    events: int = 0
    records: int = 0
    size_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file."""

    number: int
    kind: str
    value: Json
    size_bytes: int


def encode_line(kind: str, **members: object) -> bytes:
    """A line, with its end."""
    return encode_json({"kind": kind, **members}) + b"\n"


def encode_json(value: object) -> bytes:
    """Compact JSON in UTF-8."""
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:  # half of a surrogate pair: JSON can say it, UTF-8 only as an escape
        return json.dumps(value, separators=(",", ":")).encode()


def read_lines(file: BinaryIO, counts: Counts) -> Iterator[Line]:
    """The lines of an export, one at a time; empty ones do not count.

    Raises:
        DamagedExport: a line is not what it should be; its number is said.
    """
    number = 0
    while data := file.readline(MAX_LINE_BYTES + 1):
        number += 1
        counts.size_bytes += len(data)
        if len(data) > MAX_LINE_BYTES:
            raise DamagedExport(f"line {number} is damaged: it is longer than {MAX_LINE_BYTES} bytes")
        if data.strip():
            yield _read_line(number, data)


def _read_line(number: int, data: bytes) -> Line:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as exc:
        raise DamagedExport(f"line {number} is damaged: {exc}") from None
    kind = value.get("kind") if isinstance(value, dict) else None
    if kind not in _CONTENTS:
        known = ", ".join(_CONTENTS)
        raise DamagedExport(f"line {number} is damaged: its kind is {kind!r}, which is none of {known}")
    content = _CONTENTS[kind]
    if content is not None and not isinstance(value.get(content), dict):
        raise DamagedExport(f"line {number} is damaged: it has no {content}")
    return Line(number, kind, value, len(data))
