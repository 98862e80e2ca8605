"""Our own routes to access keys: make them, list them, take them back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from headwater.auth.keys import DEFAULT_POLICY, KeyBook
from headwater.core.errors import InvalidRequest
from headwater.gateway.api.keys import AccessKey, AccessKeys, KeyWish, NewAccessKey
from headwater.gateway.call import Call
from headwater.gateway.routes import Route

_MEMBERS = {"name", "policy", "expiresAt"}


class KeyRoutes:
    """One method a route."""

    def __init__(self, keys: KeyBook) -> None:
        self._keys = keys

    def routes(self) -> Sequence[Route]:
        return (
            Route(
                "GET",
                "keys",
                self.list_all,
                "ManageKeys",
                "All access keys, oldest first, without secrets",
                answer=AccessKeys,
            ),
            Route(
                "POST",
                "keys",
                self.create,
                "ManageKeys",
                "Make an access key; its secret is in this answer and never again",
                body=KeyWish,
                answer=NewAccessKey,
                status=201,
            ),
            Route(
                "DELETE",
                "keys/{key}",
                self.revoke,
                "ManageKeys",
                "Revoke an access key, at once and for good",
                answer=AccessKey,
            ),
        )

    async def list_all(self, call: Call) -> None:
        """GET keys."""
        await call.answer({"keys": [key.describe() for key in self._keys.list()]})

    async def create(self, call: Call) -> None:
        """POST keys: the one answer that has the secret."""
        wanted = await call.read_object()
        unknown = sorted(set(wanted) - _MEMBERS)
        if unknown:
            raise InvalidRequest(f"a key has {', '.join(sorted(_MEMBERS))}, and no {', '.join(unknown)}")
        name, policy = wanted.get("name"), wanted.get("policy")
        if not isinstance(name, str):
            raise InvalidRequest(f"name must be a string, not {name!r}")
        text = DEFAULT_POLICY if policy is None else json.dumps(policy)
        key = await self._keys.create(name, text, _parse_time(wanted.get("expiresAt")))
        await call.answer({**key.describe(), "secretAccessKey": key.secret}, 201)

    async def revoke(self, call: Call) -> None:
        """DELETE keys/ID."""
        key = await self._keys.revoke(call.names["key"])
        await call.answer(key.describe())


def _parse_time(value: Any) -> datetime | None:  # Any: JSON
    if value is None:
        return None
    try:
        parsed = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        parsed = None
    if parsed is None or parsed.tzinfo is None:
        raise InvalidRequest(f"expiresAt must be a time like 2026-01-31T12:00:00+00:00, not {value!r}")
    return parsed
