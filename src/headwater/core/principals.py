"""Who calls. The gateway finds out and says so; whatever serves the call may ask `current()`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import quote

from headwater.core.errors import AccessDenied
from headwater.core.policies import EVERYTHING, NOTHING, Ask, Policy

#: The permission to see and stop others' sessions (by our own routes), and to read what all of them write.
ANY_SESSION = "headwater:AnySession"


class CallerKind(StrEnum):
    """How a caller was identified."""

    NOBODY = "nobody"  # nor did he have to be
    OPEN = "open"  # not at all: the server is in open mode
    KEY = "key"  # by an access key
    BEARER = "bearer"  # by a JSON Web Token
    DOOR = "door"  # by a front door of the edge
    AGENT = "agent"  # by the credentials of a session


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerScope:
    """Whose sessions a caller may look at. Two callers with equal scopes see the same."""

    #: Everybody's; the rest does not matter then.
    is_all: bool = False
    #: Whose name is exactly this.
    owner: str | None = None
    #: Whose name begins so: his users.
    prefix: str = ""

    def covers(self, owner: str | None) -> bool:
        """Whether what belongs to `owner` may be looked at; what is nobody's may be by all."""
        return self.is_all or owner is None or owner == self.owner or owner.startswith(self.prefix)


#: Of one who may look at everything.
ALL_OWNERS = OwnerScope(is_all=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """An identified caller."""

    kind: CallerKind
    #: For logs and refusals.
    name: str
    #: Whose sessions are that this caller makes; None: nobody's in particular, so that anyone may use them.
    owner: str | None
    policy: Policy
    #: Of an agent: the worker of its session.
    worker_id: str | None = None

    def for_user(self, user_id: str) -> Principal:
        """The same caller on behalf of a user of his own."""
        return replace(self, owner=f"{self.owner or self.kind}/{quote_owner(user_id)}")

    def may(self, ask: Ask) -> bool:
        return self.policy.allows(ask)

    def check(self, ask: Ask) -> None:
        """AccessDenied unless the policy allows it; the text is the one AWS has."""
        if not self.policy.allows(ask):
            raise AccessDenied(
                f"User: {self.name} is not authorized to perform: {ask.action}"
                f" on resource: {ask.resources[-1]}"
            )

    def owns(self, owner: str | None, *, with_users: bool = False) -> bool:
        """Whether what belongs to `owner` is this caller's, or nobody's.

        Args:
            with_users: what belongs to a user on whose behalf he called counts as his.
        """
        if owner is None or owner == self.owner:
            return True
        return with_users and owner.startswith(self._users_prefix)

    @property
    def scope(self) -> OwnerScope:
        """What `sees_all` and `owns(with_users=True)` come to, for asking about many sessions."""
        if self.sees_all:
            return ALL_OWNERS
        return OwnerScope(owner=self.owner, prefix=self._users_prefix)

    @property
    def _users_prefix(self) -> str:
        return f"{self.owner or self.kind}/"

    @property
    def sees_all(self) -> bool:
        """Whether others' sessions are no secret from this caller."""
        return self.kind is CallerKind.OPEN or self.may(Ask(action=ANY_SESSION))


#: Whoever calls a server in open mode.
OPEN = Principal(kind=CallerKind.OPEN, name="anyone", owner=None, policy=EVERYTHING)

#: Whoever asks for what everybody may have.
NOBODY = Principal(kind=CallerKind.NOBODY, name="nobody", owner=None, policy=NOTHING)

_current: ContextVar[Principal] = ContextVar("principal", default=OPEN)


def quote_owner(name: str) -> str:
    """A name as a part of an owner: behind a slash stands a user's, so that a name has none."""
    return quote(name, safe=" @:!*+,;()|", errors="backslashreplace")


def current() -> Principal:
    """Who made the request that is being served; outside of requests, this server itself."""
    return _current.get()


@contextmanager
def acting(principal: Principal) -> Iterator[None]:
    """While open, in this task: the request of `principal` is served."""
    token = _current.set(principal)
    try:
        yield
    finally:
        _current.reset(token)
