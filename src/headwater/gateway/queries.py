"""Members of a query: numbers, times and flags, each with the error that names it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from headwater.core.errors import InvalidRequest

_YES = ("1", "true", "yes")
#: Python takes its time over longer numbers.
_MAX_DIGITS = 20
_SHOWN_CHARS = 100


def find_number(query: Mapping[str, str], name: str, *, minimum: int, maximum: int) -> int | None:
    """A whole number; None if it is not there.

    Raises:
        InvalidRequest: it is none, or not within these bounds.
    """
    text = query.get(name)
    if text is None:
        return None
    is_number = text.isascii() and text.isdigit() and len(text) <= _MAX_DIGITS
    if not (is_number and minimum <= int(text) <= maximum):
        raise InvalidRequest(f"{name}={text[:_SHOWN_CHARS]!r} is not a number from {minimum} to {maximum}")
    return int(text)


def find_time(query: Mapping[str, str], name: str) -> datetime | None:
    """A time, in UTC; None if it is not there, or empty.

    Raises:
        InvalidRequest: it is none, or has no zone.
    """
    text = query.get(name)
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
        if found.tzinfo is None:
            raise InvalidRequest(f"{name}={text!r} has no time zone; end it with Z or +00:00")
        return found.astimezone(UTC)
    except (ValueError, OverflowError):
        raise InvalidRequest(
            f"{name}={text[:_SHOWN_CHARS]!r} is not a time like 2026-01-31T12:00:00+00:00"
        ) from None


def is_yes(text: str | None) -> bool:
    """Whether a flag is switched on."""
    return text is not None and text.lower() in _YES
