"""Opaque tokens that say where a listing goes on.

A token names its listing and the last row given, so that the next page starts right behind it
whatever was added or deleted meanwhile. It always moves forward, so no page gives back the token
it was asked with (botocore stops at that). A digest tells a mangled token from a good one.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Callable
from typing import TypeVar

from headwater.core.errors import FieldProblem, InvalidRequest

T = TypeVar("T")

DEFAULT_PAGE_COUNT = 100
_DIGEST_BYTES = 8


def encode_token(listing: str, last: str | int) -> str:
    """The token for the page that follows the row `last` of `listing`."""
    body = json.dumps([listing, last]).encode()
    return base64.urlsafe_b64encode(_digest(body) + body).decode()


def decode_token(listing: str, token: str) -> str | int:
    """The last row that was given.

    Raises:
        InvalidRequest: the token is not one of ours, or belongs to another listing.
    """
    try:
        raw = base64.b64decode(token.encode(), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise _refusal() from None
    digest, body = raw[:_DIGEST_BYTES], raw[_DIGEST_BYTES:]
    if digest != _digest(body):
        raise _refusal()
    try:
        owner, last = json.loads(body)
    except (ValueError, TypeError, RecursionError):  # made up: the digest is no secret
        raise _refusal() from None
    if owner != listing or not isinstance(last, str | int):
        raise _refusal()
    return last


def cut_page(
    listing: str, rows: list[T], page_count: int, key: Callable[[T], str | int]
) -> tuple[list[T], dict[str, str]]:
    """The rows of a page, and its `nextToken` member if there is more.

    Args:
        rows: up to one more than `page_count`, by which it is known that there is more.
    """
    page = rows[:page_count]
    return page, {"nextToken": encode_token(listing, key(page[-1]))} if len(rows) > page_count else {}


def _digest(body: bytes) -> bytes:
    return hashlib.blake2s(body, digest_size=_DIGEST_BYTES, person=b"hw-page").digest()


def _refusal() -> InvalidRequest:
    text = "nextToken is not valid for this listing; pass it as the previous page gave it, or leave it out"
    return InvalidRequest(text, fields=(FieldProblem("nextToken", text),))
