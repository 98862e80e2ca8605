"""What an agent yields or returns, as JSON bytes and as server-sent events.

Rule 1: every value is encoded once. A str is JSON-quoted, exactly as any other value.
Rule 2: what is written can be read back as what it was; a value with no JSON form is an error, never
        Python's repr of it.
Rule 3: plain text is the hot path (a token each), so it never meets the general encoder.

Beyond plain JSON: pydantic models, dataclasses, sets, dates and times, UUIDs, decimals, paths, enums.
One more, since `return agent(prompt)` is common: an object that has no JSON form but whose class
writes its own text (`__str__`, as the result of a Strands agent does) is sent as that text.
"""

from __future__ import annotations

import dataclasses
import datetime
import decimal
import enum
import json
import pathlib
import uuid
from collections.abc import Set
from json.encoder import encode_basestring
from typing import Any

#: What follows the first two members of every error event of a stream.
STREAM_FAILED = "An error occurred during streaming"
VALUE_SKIPPED = "A yielded value could not be written as JSON and was left out; the stream goes on"


def encode_json(value: object) -> bytes:
    """One value as UTF-8 JSON text, non-ASCII characters as themselves.

    Raises:
        TypeError: the value, or something in it, has no JSON form. A conversion of the agent's own
            (`model_dump`) may raise anything.
    """
    try:
        return _encode(value)
    except TypeError:
        if not _writes_own_text(value):
            raise
        return _encode(str(value))


def encode_event(value: object) -> bytes:
    """One yielded value as a server-sent event; an error event if it cannot be written."""
    if type(value) is str:
        try:
            return ("data: " + encode_basestring(value) + "\n\n").encode()
        except UnicodeEncodeError:
            pass  # half of a surrogate pair: the general encoder escapes it
    try:
        return b"data: %b\n\n" % encode_json(value)
    except Exception as exc:  # whatever a conversion of the agent's own raises
        return encode_error_event(exc, VALUE_SKIPPED)


def encode_error_event(exc: BaseException, message: str = STREAM_FAILED) -> bytes:
    """A failure after the first byte: the shape of the official SDK."""
    event = {"error": str(exc), "error_type": type(exc).__name__, "message": message}
    return b"data: %b\n\n" % _encode(event)


def _encode(value: object) -> bytes:
    try:
        return _DUMP(value).encode()
    except UnicodeEncodeError:
        # UTF-8 has no lone surrogates; JSON's \ud83d escape carries one, and the reader gets it back.
        return _DUMP_ASCII(value).encode()


def _plain(value: Any) -> object:  # Any: this is where every type the agent may hold arrives
    """The JSON-ready form of a value that `json` does not know; called for nested values too."""
    if hasattr(value, "model_dump") and not isinstance(value, type):
        return value.model_dump()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    match value:
        case Set():
            return list(value)
        case datetime.datetime() | datetime.date() | datetime.time():
            return value.isoformat()
        case uuid.UUID() | decimal.Decimal() | pathlib.PurePath():
            return str(value)
        case enum.Enum():
            return value.value
    raise TypeError(
        f"a value of type {type(value).__qualname__} has no JSON form: give str, numbers, bool, None, "
        "lists and dicts of them, dataclasses or pydantic models"
    )


def _writes_own_text(value: object) -> bool:
    """Whether `str(value)` is text by its author's design and not the repr of the object."""
    return type(value).__str__ is not object.__str__ and not isinstance(value, bytes | bytearray | type)


_DUMP = json.JSONEncoder(ensure_ascii=False, default=_plain).encode
_DUMP_ASCII = json.JSONEncoder(ensure_ascii=True, default=_plain).encode
