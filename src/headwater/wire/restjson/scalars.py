"""Single values as text, JSON and Python: the part of the protocol that depends on a shape's type alone.

Converters raise `BadValue`, whose message is a constraint that begins with "Member must".
"""

from __future__ import annotations

import base64
import binascii
import math
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from headwater.wire.restjson.model import Shape

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_INTEGER = re.compile(r"[+-]?[0-9]{1,20}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,400}(\.[0-9]{1,400})?([eE][+-]?[0-9]{1,4})?")
#: RFC 3339 as Smithy's date-time has it, an offset allowed; more digits of a second than six are cut.
_DATE_TIME = re.compile(
    r"(?P<moment>[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2})"
    r"(?:\.(?P<fraction>[0-9]{1,12}))?(?P<zone>[Zz]|[+-][0-9]{2}:[0-9]{2})"
)
_INTEGER_BITS = {"integer": 32, "long": 64}


class BadValue(ValueError):
    """Member must have another form."""


def text_reader(shape: Shape) -> Callable[[str], Any]:
    """How a value of `shape` is read from a path, a query or a header; what it gives is as in JSON."""
    match shape.type_name:
        case "string":
            return str
        case "integer" | "long":
            return _integer_from_text
        case "float" | "double":
            return _number_from_text
        case "boolean":
            return _boolean_from_text
        case other:
            raise AssertionError(f"no operation is known to have a {other} outside of its body")


def check_integer(value: Any, type_name: str) -> int:  # Any: JSON
    if type(value) is not int:
        raise BadValue("Member must be an integer")
    bits = _INTEGER_BITS[type_name]
    if not -(2 ** (bits - 1)) <= value < 2 ** (bits - 1):
        raise BadValue(f"Member must be an integer of {bits} bits")
    return value


def check_number(value: Any) -> float:  # Any: JSON
    if type(value) not in (int, float):
        raise BadValue("Member must be a number")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise BadValue("Member must be a finite number")
    return number


def check_blob(value: Any) -> bytes:  # Any: JSON
    if not isinstance(value, str):
        raise BadValue("Member must be a string of base64")
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise BadValue("Member must be a string of base64") from None


def timestamp_format(shape: Shape) -> str:
    """The format of `shape` in a JSON body: what it says, or the protocol's default."""
    return str(shape.serialization.get("timestampFormat", "unixTimestamp"))


def read_timestamp(value: Any, format_name: str) -> datetime:  # Any: JSON
    """An aware datetime in UTC."""
    if format_name == "iso8601":
        return _read_date_time(value)
    if type(value) not in (int, float):
        raise BadValue("Member must be a number: seconds since 1970, UTC")
    try:
        return _EPOCH + timedelta(seconds=value)
    except (OverflowError, ValueError):
        raise BadValue("Member must be a time between the years 1 and 9999") from None


def write_timestamp(moment: datetime, format_name: str) -> str | int | float:
    """`moment` as JSON: text to the microsecond, or a number of seconds, whole where it is whole."""
    assert moment.tzinfo is not None, f"{moment!r} has no time zone"
    moment = moment.astimezone(UTC)
    if format_name == "iso8601":
        return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ").rjust(27, "0")
    microseconds = (moment - _EPOCH) // timedelta(microseconds=1)
    return microseconds // 1_000_000 if microseconds % 1_000_000 == 0 else microseconds / 1_000_000


def _read_date_time(value: Any) -> datetime:  # Any: JSON
    found = _DATE_TIME.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise BadValue("Member must be a time such as 2025-01-02T03:04:05.123456Z")
    fraction = (found["fraction"] or "0")[:6]
    try:
        moment = datetime.fromisoformat(f"{found['moment'].upper()}.{fraction:0<6}{found['zone'].upper()}")
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadValue("Member must be a time that exists") from None


def _integer_from_text(text: str) -> int:
    if _INTEGER.fullmatch(text) is None:
        raise BadValue("Member must be an integer")
    return int(text)


def _number_from_text(text: str) -> float:
    if _NUMBER.fullmatch(text) is None:
        raise BadValue("Member must be a number")
    return float(text)


def _boolean_from_text(text: str) -> bool:
    if text not in ("true", "false"):
        raise BadValue("Member must be true or false")
    return text == "true"
