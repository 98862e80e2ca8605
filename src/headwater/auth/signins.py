"""Sign-ins: what a browser has instead of a key, so that the key's secret need not stay in it.

A sign-in is of one key, and may what the key may; it ends with the key, by idleness, at its greatest age,
when it is ended, and with the server. Kept here is the digest of its token alone, in memory.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from headwater.auth.keys import AccessKey, KeyBook

_TOKEN_BYTES = 32
#: Sign-ins of one key; beyond it the one that was not used for longest ends. Keys bound their number.
PER_KEY_COUNT = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """A browser that was shown a key."""

    access_key_id: str
    #: The digest of what must come with everything that changes something.
    csrf_digest: bytes = field(repr=False)
    began_at: datetime
    used_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSignIn:
    """What the browser is given, once."""

    token: str = field(repr=False)
    csrf_token: str = field(repr=False)


class SignIns:
    """All sign-ins of a server."""

    def __init__(
        self,
        keys: KeyBook,
        *,
        idle: timedelta,
        lifetime: timedelta,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._keys = keys
        self._idle = idle
        self._lifetime = lifetime
        self._now = now
        #: By the digest of the token, the one used last at the end.
        self._open: OrderedDict[bytes, SignIn] = OrderedDict()

    def __len__(self) -> int:
        return len(self._open)

    @property
    def lifetime(self) -> timedelta:
        return self._lifetime

    def begin(self, key: AccessKey) -> NewSignIn:
        """A new sign-in of a key whose secret was checked."""
        self._forget(key.access_key_id)
        new = NewSignIn(
            token=secrets.token_urlsafe(_TOKEN_BYTES), csrf_token=secrets.token_urlsafe(_TOKEN_BYTES)
        )
        now = self._now()
        self._open[_digest(new.token)] = SignIn(
            access_key_id=key.access_key_id,
            csrf_digest=_digest(new.csrf_token),
            began_at=now,
            used_at=now,
        )
        return new

    def find(self, token: str) -> tuple[SignIn, AccessKey] | None:
        """The sign-in of a token and its key, as it is now; counts as its use. None if it has ended."""
        digest = _digest(token)
        found = self._open.get(digest)
        if found is None:
            return None
        key = self._keys.find(found.access_key_id)
        if key is None or self._ends_at(found) <= self._now():
            del self._open[digest]
            return None
        used = self._open[digest] = replace(found, used_at=self._now())
        self._open.move_to_end(digest)
        return used, key

    def end(self, token: str) -> None:
        """It is over; a token that is nobody's is none."""
        self._open.pop(_digest(token), None)

    def ends_at(self, found: SignIn, key: AccessKey) -> datetime:
        """When a sign-in ends at the latest if it goes unused."""
        ends_at = self._ends_at(found)
        return ends_at if key.expires_at is None else min(ends_at, key.expires_at)

    def _ends_at(self, found: SignIn) -> datetime:
        return min(found.began_at + self._lifetime, found.used_at + self._idle)

    def _forget(self, access_key_id: str) -> None:
        """Drop what has ended, and the least used of a key that has too many."""
        now = self._now()
        for digest, one in list(self._open.items()):
            if self._ends_at(one) <= now or self._keys.find(one.access_key_id) is None:
                del self._open[digest]
        own = [digest for digest, one in self._open.items() if one.access_key_id == access_key_id]
        for digest in own[: max(0, len(own) + 1 - PER_KEY_COUNT)]:
            del self._open[digest]


def is_csrf_token(found: SignIn, given: str) -> bool:
    """Whether what came with a request is what the sign-in's own page was given."""
    return hmac.compare_digest(_digest(given), found.csrf_digest)


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
