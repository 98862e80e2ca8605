"""Whose a session's id is: whoever used it first, also after the end of the session or of the server.

What a session's agent remembers goes by its id, so an id that could be taken over after the session's end
would give its memory away.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from headwater.core.errors import AccessDenied
from headwater.core.principals import ALL_OWNERS, OwnerScope, Principal
from headwater.store.engine import Store
from headwater.store.owners import claim, find_owner, has_owners, remove_owners

_PURGE_EVERY = timedelta(hours=1)


class OwnerBook:
    """Remembers owners of sessions' ids."""

    def __init__(
        self,
        store: Store,
        *,
        keep: timedelta,
        is_bound: bool = True,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """
        Args:
            keep: how long an id is somebody's after it was last used.
            is_bound: False lets everybody use every id, and remembers nothing.
        """
        self._store = store
        self._keep = keep
        self.is_bound = is_bound
        self._now = now
        self._purge_at = now()
        #: Once one owner is on record, everybody has to be asked for.
        self._has_owners = False

    async def load(self) -> OwnerBook:
        self._has_owners = await self._store.run(has_owners)
        return self

    async def claim(self, runtime_id: str, session_id: str, principal: Principal) -> str | None:
        """Use an id: it is the caller's if it was nobody's. Gives its owner; on disk when this returns.

        Raises:
            AccessDenied: it is somebody else's.
        """
        if not self.is_bound or (principal.owner is None and not self._has_owners):
            return principal.owner
        at = self._now()

        def use(tx: Connection) -> str | None:
            if at >= self._purge_at:
                self._purge_at = at + _PURGE_EVERY
                remove_owners(tx, before=at - self._keep)
            return claim(tx, runtime_id, session_id, principal.owner, at=at)

        owner = await self._store.run(use)
        self._has_owners = self._has_owners or owner is not None
        self.check(session_id, owner, principal)
        return owner

    def scope_of(self, principal: Principal) -> OwnerScope:
        """Whose sessions a caller may look at."""
        return principal.scope if self.is_bound else ALL_OWNERS

    async def check_past(self, runtime_id: str, session_id: str, principal: Principal) -> None:
        """`check`, for a session that may have ended; whose it is is looked up, and not claimed."""
        owner = await self._store.run(lambda tx: find_owner(tx, runtime_id, session_id))
        self.check(session_id, owner, principal, with_users=True)

    def check(
        self, session_id: str, owner: str | None, principal: Principal, *, with_users: bool = False
    ) -> None:
        """AccessDenied if a session that is `owner`'s is not this caller's to use; see `Principal.owns`."""
        if self.is_bound and not principal.owns(owner, with_users=with_users):
            raise AccessDenied(f"Session {session_id} belongs to another caller")
