"""Nobody in particular, and API keys."""

from __future__ import annotations

import hashlib
import secrets

from headwater.core.principals import Principal
from headwater.edge.authentication.principals import anyone, build_principal, find_bearer
from headwater.edge.authentication.settings import KeyAuth
from headwater.edge.base import Request, Unauthenticated

_PREFIX = "hwe_"


def new_key() -> str:
    """A key nobody can guess."""
    return _PREFIX + secrets.token_urlsafe(32)


def hash_key(key: str) -> str:
    """What a configuration holds of a key. One round: there is nothing to guess in 256 random bits."""
    return "sha256:" + hashlib.sha256(key.encode()).hexdigest()


class Anyone:
    """Lets everybody in, as nobody in particular."""

    needs_body = False

    def __init__(self, door: str) -> None:
        self._principal = anyone(door)

    async def authenticate(self, request: Request) -> Principal:
        return self._principal


class ApiKeys:
    """Knows callers by a key in a header, or as a bearer token."""

    needs_body = False

    def __init__(self, door: str, settings: KeyAuth) -> None:
        self._header = settings.header.lower()
        # Found by its hash: how long that takes tells nothing of a key.
        self._principals = {digest: build_principal(door, name) for name, digest in settings.keys.items()}

    async def authenticate(self, request: Request) -> Principal:
        key = request.find(self._header) or find_bearer(request)
        found = self._principals.get(hash_key(key)) if key else None
        if found is None:
            raise Unauthenticated("a valid key is required", challenge="Bearer", was_tried=bool(key))
        return found
