"""User and password, as HTTP's Basic has it; hashes by argon2id.

Checking a password costs tens of milliseconds and 64 MB on purpose. So few are checked at a time, beside the
loop; and one that was right is known again for a while, by a keyed hash that leaves this process nowhere.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

from headwater.core.principals import Principal
from headwater.edge.authentication.principals import build_principal
from headwater.edge.authentication.settings import BasicAuth
from headwater.edge.base import Request, Unauthenticated
from headwater.wire.basic import parse_basic

_AT_ONCE = 2
_REMEMBERED_S = 300.0
_REMEMBERED_COUNT = 10_000
_MAX_PASSWORD_BYTES = 1024
_hasher = PasswordHasher()


def hash_password(password: str) -> str:
    """What a configuration holds of a password."""
    return _hasher.hash(password)


class Passwords:
    """Knows callers by user and password."""

    needs_body = False

    def __init__(self, door: str, settings: BasicAuth, recheck: Callable[[Request], None]) -> None:
        """`recheck` is called when it is a request's turn: many attempts may have waited together."""
        self._recheck = recheck
        self._door = door
        self._users = dict(settings.users)
        self._challenge = f'Basic realm="{settings.realm}", charset="UTF-8"'
        self._turn = asyncio.Semaphore(_AT_ONCE)
        self._key = secrets.token_bytes(32)
        _nobodys_hash()  # now, or the first one who asks for nobody would wait longer than others
        self._right: OrderedDict[bytes, float] = OrderedDict()

    async def authenticate(self, request: Request) -> Principal:
        given = _read(request.find("authorization"))
        if given is None:
            raise Unauthenticated("user and password are required", challenge=self._challenge)
        name, password = given
        if not await self._is_right(request, name, password):
            raise Unauthenticated("user or password is wrong", challenge=self._challenge, was_tried=True)
        return build_principal(self._door, name)

    async def _is_right(self, request: Request, name: str, password: str) -> bool:
        digest = self._users.get(name) or _nobodys_hash()
        text = "\0".join((name, digest, password)).encode("utf-8", "surrogatepass")
        mark = hmac.digest(self._key, text, hashlib.sha256)
        known_at = self._right.get(mark)
        if known_at is not None and time.monotonic() - known_at < _REMEMBERED_S:
            return True
        async with self._turn:
            self._recheck(request)
            is_right = await asyncio.to_thread(_verify, digest, password) and name in self._users
        if is_right:
            self._right[mark] = time.monotonic()
            self._right.move_to_end(mark)
            if len(self._right) > _REMEMBERED_COUNT:
                self._right.popitem(last=False)
        return is_right


@cache
def _nobodys_hash() -> str:
    """For names that nobody has: they take as long as others."""
    return _hasher.hash(secrets.token_hex(16))


def find_user(request: Request) -> str | None:
    """The user that a request claims to be of."""
    given = _read(request.find("authorization"))
    return None if given is None else given[0]


def _verify(digest: str, password: str) -> bool:
    try:
        return _hasher.verify(digest, password)
    except (VerifyMismatchError, VerificationError, InvalidHashError):
        return False


def _read(value: str | None) -> tuple[str, str] | None:
    """User and password of an `Authorization` header; None if it has none."""
    found = parse_basic((value or "").encode("latin-1", "replace"))
    return None if found is None or len(found[1].encode()) > _MAX_PASSWORD_BYTES else found
