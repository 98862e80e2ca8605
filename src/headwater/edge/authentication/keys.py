"""Nobody in particular, and API keys."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from headwater.core.policies import EVERYTHING
from headwater.core.principals import CallerKind, Principal
from headwater.edge.authentication.settings import KeyAuth
from headwater.edge.base import Refusal, Request

_PREFIX = "hwe_"


def new_key() -> str:
    """A key nobody can guess."""
    return _PREFIX + secrets.token_urlsafe(32)


def hash_key(key: str) -> str:
    """What a configuration holds of a key. One round: there is nothing to guess in 256 random bits."""
    return "sha256:" + hashlib.sha256(key.encode()).hexdigest()


def build_principal(door: str, name: str) -> Principal:
    """Whoever a door knows by this name."""
    return Principal(kind=CallerKind.DOOR, name=name, owner=f"edge:{door}|{name}", policy=EVERYTHING)


class Anyone:
    """Lets everybody in, as nobody in particular."""

    needs_body = False

    def __init__(self, door: str) -> None:
        self._principal = Principal(
            kind=CallerKind.DOOR, name=f"anyone at {door}", owner=None, policy=EVERYTHING
        )

    async def authenticate(self, request: Request) -> Principal:
        return self._principal


class ApiKeys:
    """Knows callers by a key in a header, or as a bearer token."""

    needs_body = False

    def __init__(self, door: str, settings: KeyAuth) -> None:
        self._header = settings.header.lower()
        self._door = door
        self._names = {digest: name for name, digest in settings.keys.items()}

    async def authenticate(self, request: Request) -> Principal:
        key = request.find(self._header) or _bearer(request.find("authorization"))
        digest = hash_key(key) if key else ""
        name = next((n for d, n in self._names.items() if hmac.compare_digest(d, digest)), None)
        if name is None:
            raise Refusal(
                401, "unauthenticated", "a valid key is required", headers={"www-authenticate": "Bearer"}
            )
        return build_principal(self._door, name)


def _bearer(value: str | None) -> str | None:
    scheme, _, token = (value or "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None
