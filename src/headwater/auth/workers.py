"""The access keys of what runs agents' code: issued as it starts, and worth nothing from its end on.

Only those alive are kept, in memory: a server that starts knows none, as no worker outlives it. What is left
to say of a key that is not found stands in its own id, so that nothing has to be kept of the dead.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from headwater.core.credentials import (
    LOADING_PREFIX,
    WORKER_PREFIX,
    WorkerCredentials,
    build_access_key_id,
    build_secret_key,
)
from headwater.core.policies import Policy
from headwater.core.runtimes import RuntimeVersion

_NOTHING = Policy(())
_TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who a living key belongs to, what it is checked with, and what it is good for."""

    holder_id: str
    version: RuntimeVersion
    credentials: WorkerCredentials
    policy: Policy

    @property
    def is_loading(self) -> bool:
        """Whether it is no session: a version that is being loaded."""
        return self.credentials.access_key_id.startswith(LOADING_PREFIX)


class WorkerCredentialBook:
    """Every living key, by its id and by its holder. See `sandbox.credentials.CredentialIssuer`."""

    def __init__(self, build_policy: Callable[[RuntimeVersion], Policy] = lambda version: _NOTHING) -> None:
        """`build_policy` says what a version's sessions may do; asked once for each key."""
        self._build_policy = build_policy
        self._by_key: dict[str, Holder] = {}
        self._by_holder: dict[str, Holder] = {}

    def __len__(self) -> int:
        return len(self._by_key)

    def issue(
        self, holder_id: str, version: RuntimeVersion, *, is_loading: bool = False
    ) -> WorkerCredentials:
        """A new key; one that the holder had is worth nothing from now on."""
        self.revoke(holder_id)
        prefix = LOADING_PREFIX if is_loading else WORKER_PREFIX
        credentials = WorkerCredentials(
            access_key_id=build_access_key_id(prefix),
            secret_key=build_secret_key(),
            session_token=secrets.token_urlsafe(_TOKEN_BYTES),
        )
        holder = Holder(
            holder_id=holder_id,
            version=version,
            credentials=credentials,
            policy=self._build_policy(version),
        )
        self._by_key[credentials.access_key_id] = self._by_holder[holder_id] = holder
        return credentials

    def revoke(self, holder_id: str) -> None:
        """The holder has ended. Safe to repeat, and for one that never had a key."""
        holder = self._by_holder.pop(holder_id, None)
        if holder is not None:
            del self._by_key[holder.credentials.access_key_id]

    def find(self, access_key_id: str) -> Holder | None:
        """Whose living key this is; whether its secret and token were used is still to be checked."""
        return self._by_key.get(access_key_id)

    def find_by_telemetry_token(self, token: str) -> Holder | None:
        """Whose spans and logs come in with this; None if nobody's that lives."""
        holder = self._by_key.get(token.partition(".")[0])
        if holder is None or not token.isascii():
            return None
        return holder if hmac.compare_digest(holder.credentials.telemetry_token, token) else None


def explain_unknown(access_key_id: str) -> str:
    """What to say, on the agents' port, of a key that is nobody's."""
    if access_key_id.startswith(LOADING_PREFIX):
        return (
            "these credentials were for the loading of the agent's file, and each session has others: the"
            " agent keeps values that it read from AWS_ACCESS_KEY_ID while it was loaded; let it read them in"
            " the call"
        )
    if access_key_id.startswith(WORKER_PREFIX):
        return "the session that these credentials belonged to has ended"
    return (
        "an agent calls this server with the credentials of its session, and these are others; an agent that"
        " has AWS credentials of its own gives those of the session to its clients for this server:"
        " HEADWATER_ACCESS_KEY_ID, HEADWATER_SECRET_ACCESS_KEY and HEADWATER_SESSION_TOKEN in its environment"
    )
