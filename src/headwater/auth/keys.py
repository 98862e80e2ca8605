"""Access keys: what callers sign with, each with a policy.

A key belongs to a name, and sessions belong to the name: who makes a new key under his name and revokes
the old one keeps his sessions. Secrets are sealed in the store, and shown once, when a key is made.
"""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol

from sqlalchemy import Connection

from headwater.auth.signatures import Credential
from headwater.core.credentials import CALLER_PREFIX, build_access_key_id, build_secret_key
from headwater.core.errors import InvalidRequest, NotFound
from headwater.core.policies import Policy, parse_policy
from headwater.core.principals import CallerKind, Principal
from headwater.store.access_keys import AccessKeyRow, add_key, all_keys, remove_key, set_secret
from headwater.store.engine import Store

_NAME = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_.@-]{0,63}")

#: What a key may do where nothing else is said: everything but managing keys and what is others'.
DEFAULT_POLICY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": ["bedrock-agentcore:*", "bedrock:*", "headwater:*"],
                "Resource": "*",
            },
            {"Effect": "Deny", "Action": ["headwater:ManageKeys", "headwater:AnySession"], "Resource": "*"},
        ],
    }
)
ADMIN_POLICY = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
)


class Sealing(Protocol):
    """Keeps secrets; see `control.sealing`."""

    def seal(self, variables: Mapping[str, str]) -> str: ...

    def unseal(self, sealed: str) -> dict[str, str]: ...

    def renew(self, sealed: str) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessKey:
    """A key in use."""

    access_key_id: str
    name: str
    secret: str = field(repr=False)
    policy_text: str
    policy: Policy
    created_at: datetime
    expires_at: datetime | None = None

    def describe(self) -> dict[str, Any]:  # Any: JSON
        """As JSON, without the secret."""
        return {
            "accessKeyId": self.access_key_id,
            "name": self.name,
            "policy": json.loads(self.policy_text),
            "createdAt": self.created_at.isoformat(),
            "expiresAt": None if self.expires_at is None else self.expires_at.isoformat(),
        }

    def principal(self) -> Principal:
        return Principal(kind=CallerKind.KEY, name=self.name, owner=f"key:{self.name}", policy=self.policy)


class KeyBook:
    """All keys of a server, in memory; changes are in the store before they count."""

    def __init__(
        self, store: Store, sealing: Sealing, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._store = store
        self._sealing = sealing
        self._now = now
        self._keys: dict[str, AccessKey] = {}
        self._admin: AccessKey | None = None
        self._decoy = build_secret_key()

    async def load(self) -> KeyBook:
        """Read what is stored, and bring the secrets under the current sealing key."""

        def read(tx: Connection) -> list[AccessKeyRow]:
            rows = all_keys(tx)
            for row in rows:
                renewed = self._sealing.renew(row.secret)
                if renewed != row.secret:
                    set_secret(tx, row.access_key_id, renewed)
            return rows

        for row in await self._store.run(read):
            self._keys[row.access_key_id] = self._open(row)
        return self

    def find(self, access_key_id: str) -> AccessKey | None:
        """The key, unless it has expired."""
        if self._admin is not None and access_key_id == self._admin.access_key_id:
            return self._admin
        key = self._keys.get(access_key_id)
        if key is None or (key.expires_at is not None and key.expires_at <= self._now()):
            return None
        return key

    def credential(self, access_key_id: str) -> Credential | None:
        """What a signature with a key is checked against."""
        key = self.find(access_key_id)
        return None if key is None else Credential(principal=key.principal(), secret=key.secret)

    def verify(self, access_key_id: str, secret: str) -> AccessKey | None:
        """The key if the secret is its own; to find that it is not, or that there is none, takes as long."""
        key = self.find(access_key_id)
        wanted = self._decoy if key is None else key.secret
        is_right = hmac.compare_digest(secret.encode("utf-8", "surrogatepass"), wanted.encode())
        return key if is_right else None

    def make_admin(self) -> AccessKey:
        """A key that may do everything, until this server ends; it is not among those that are listed."""
        self._admin = self._build("local-admin", ADMIN_POLICY, None)
        return self._admin

    def list(self) -> list[AccessKey]:
        """Oldest first, expired ones too."""
        return sorted(self._keys.values(), key=lambda key: (key.created_at, key.access_key_id))

    def __len__(self) -> int:
        return len(self._keys)

    async def create(
        self, name: str, policy_text: str = DEFAULT_POLICY, expires_at: datetime | None = None
    ) -> AccessKey:
        """A new key; on disk when this returns.

        Raises:
            InvalidRequest: the name or the policy is not valid, or the key would be expired already.
        """
        if _NAME.fullmatch(name) is None:
            raise InvalidRequest(
                f"{name!r} is no name for a key: 1 to 64 letters, digits and _.@-, a letter or digit first"
            )
        if expires_at is not None and expires_at <= self._now():
            raise InvalidRequest(f"the key would have expired already, at {expires_at.isoformat()}")
        key = self._build(name, policy_text, expires_at)
        row = AccessKeyRow(
            access_key_id=key.access_key_id,
            name=name,
            secret=self._sealing.seal({"secret": key.secret}),
            policy=policy_text,
            created_at=key.created_at,
            expires_at=expires_at,
        )
        await self._store.run(lambda tx: add_key(tx, row))
        self._keys[key.access_key_id] = key
        return key

    async def revoke(self, access_key_id: str) -> AccessKey:
        """Take a key back, at once and for good. What runs under it goes on; it can begin nothing new.

        Raises:
            NotFound: there is none.
        """
        key = self._keys.get(access_key_id)
        if key is None:
            raise NotFound(f"there is no access key {access_key_id!r}")
        await self._store.run(lambda tx: remove_key(tx, access_key_id))
        self._keys.pop(access_key_id, None)
        return key

    def _build(self, name: str, policy_text: str, expires_at: datetime | None) -> AccessKey:
        return AccessKey(
            access_key_id=build_access_key_id(CALLER_PREFIX),
            name=name,
            secret=build_secret_key(),
            policy_text=policy_text,
            policy=parse_policy(policy_text),
            created_at=self._now(),
            expires_at=expires_at,
        )

    def _open(self, row: AccessKeyRow) -> AccessKey:
        return AccessKey(
            access_key_id=row.access_key_id,
            name=row.name,
            secret=self._sealing.unseal(row.secret)["secret"],
            policy_text=row.policy,
            policy=parse_policy(row.policy),
            created_at=row.created_at,
            expires_at=row.expires_at,
        )
