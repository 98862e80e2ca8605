"""HTTP Basic credentials: a header's value -> user and password, with no I/O.

Source: RFC 7617.
"""

from __future__ import annotations

import base64
import binascii

_SCHEME = b"basic "


def parse_basic(value: bytes) -> tuple[str, str] | None:
    """User and password of an `Authorization` value; None if it is of another scheme or not well-formed."""
    if value[: len(_SCHEME)].lower() != _SCHEME:
        return None
    try:
        decoded = base64.b64decode(value[len(_SCHEME) :].strip(), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None
    user, separator, password = decoded.partition(":")
    return (user, password) if separator else None
