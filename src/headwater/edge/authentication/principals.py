"""Principals of front doors: whom a door knows, by a name of its own."""

from __future__ import annotations

from headwater.core.policies import EVERYTHING
from headwater.core.principals import CallerKind, Principal, quote_owner
from headwater.edge.base import Request


def build_principal(door: str, name: str) -> Principal:
    """Whoever a door knows by this name. The policy is the door's matter: it opens to one target."""
    return Principal(
        kind=CallerKind.DOOR, name=name, owner=f"edge:{door}|{quote_owner(name)}", policy=EVERYTHING
    )


def anyone(door: str) -> Principal:
    """Whoever comes to a door that asks nobody."""
    return Principal(kind=CallerKind.DOOR, name=f"anyone at {door}", owner=None, policy=EVERYTHING)


def find_bearer(request: Request) -> str | None:
    """The bearer token of a request, if it has one."""
    scheme, _, token = (request.find("authorization") or "").partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None
