"""Whose sessions and namespaces are: what a caller sees of them, and whose new ones will be.

Rule 1: a row belongs to the caller who made it. One of nobody in particular (None) is everybody's to see.
Rule 2: who calls from outside (with a key, a token, through a door) sees what is his, what is of users on
    whose behalf he calls, and what is nobody's; all of it only if his policy lets him see others' sessions.
Rule 3: agents see all of their memory, whoever calls them: those that were written for AWS may share one id
    of an actor or a session among all of their sessions, or records among all of their users. So that no
    caller reads from outside what an agent was told by another one, a session in which an agent keeps the
    words of two callers belongs to neither (`merge`). With `memory.agents_see = "own"` an agent sees what its
    caller does.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile

from headwater.core import principals
from headwater.core.errors import AccessDenied
from headwater.core.principals import CallerKind, Principal

#: Of several callers: seen by those alone who see everything.
HIDDEN = "hidden"

_FROM_OUTSIDE = frozenset({CallerKind.KEY, CallerKind.BEARER, CallerKind.DOOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Owners:
    """The owners whose rows are meant: those named (None is nobody), and users of `users_of`."""

    names: tuple[str | None, ...]
    users_of: str | None = None

    def has(self, owner: str | None) -> bool:
        if owner in self.names:
            return True
        return self.users_of is not None and owner is not None and owner.startswith(f"{self.users_of}/")

    def condition(self, column: str) -> str:
        """What a row's owner must be like, in SQL, with `values`."""
        choices = [
            f"{column} IS NULL" if name is None else f"{column} = :owner{at}"
            for at, name in enumerate(self.names)
        ]
        if self.users_of is not None:
            choices.append(f"({column} >= :users AND {column} < :users_end)")
        return f"({' OR '.join(choices)})"

    @property
    def values(self) -> dict[str, object]:
        values: dict[str, object] = {
            f"owner{at}": name for at, name in enumerate(self.names) if name is not None
        }
        if self.users_of is not None:
            # The character behind the slash: what begins with "name/" is before it.
            values |= {"users": f"{self.users_of}/", "users_end": f"{self.users_of}0"}
        return values


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who makes a request, as memories see it; for threads of the database, which know no request.

    `owner` is whose the new rows are; `sees` is None for those who see everything.
    """

    owner: str | None = None
    sees: Owners | None = None
    is_agent: bool = False

    def check(self, owner: str | None, what: str) -> None:
        """AccessDenied if what belongs to `owner` is none of this caller's business."""
        if self.sees is not None and not self.sees.has(owner):
            raise AccessDenied(f"{what} is not the caller's")

    def keep_in(self, owner: str | None) -> str | None:
        """Whose something of `owner` is, once this caller has added to it."""
        return merge(owner, self.owner) if self.is_agent else owner

    @property
    def token_holder(self) -> str:
        """What client tokens of this caller are told from others' by.

        Those of agents are not: what an agent had asked for is asked again in its stead when it is gone.
        """
        return "" if self.sees is None or self.is_agent else self.owner or ""


#: This server itself, or anyone in open mode.
ANYONE = Caller()


@dataclass(frozen=True, slots=True, kw_only=True)
class Callers:
    """Finds out who calls, and says how much of memories he sees.

    Attributes:
        are_bound: whether callers from outside see no more than what is theirs.
        agents_are_bound: whether agents see no more than their caller.
    """

    are_bound: bool = True
    agents_are_bound: bool = False

    def read(self) -> Caller:
        """The caller of the request that is being served."""
        principal = principals.current()
        if principal.kind is CallerKind.AGENT:
            sees = _list_owners(principal) if self.agents_are_bound and self.are_bound else None
            return Caller(owner=principal.owner, sees=sees, is_agent=True)
        is_bound = self.are_bound and principal.kind in _FROM_OUTSIDE and not principal.sees_all
        return Caller(owner=principal.owner, sees=_list_owners(principal) if is_bound else None)


def _list_owners(principal: Principal) -> Owners:
    names = (None,) if principal.owner is None else (None, principal.owner)
    return Owners(names=names, users_of=principal.owner or principal.kind.value)


def merge(first: str | None, second: str | None) -> str | None:
    """Whose that is what belongs to both: the one on whose behalf both called, if there is one."""
    if first is None or second is None or first == second:
        return second if first is None else first
    pairs = zip(first.split("/"), second.split("/"), strict=False)
    common = "/".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return common or HIDDEN
