"""Principals of front doors: whom a door knows, by a name of its own."""

from __future__ import annotations

from dataclasses import replace

from headwater.core.policies import allow
from headwater.core.principals import CallerKind, Principal, quote_owner
from headwater.edge.base import Request

#: Callers are the door's to let in; it opens to one agent.
_CALLING = allow(("bedrock-agentcore:InvokeAgentRuntime",))


def build_principal(door: str, name: str) -> Principal:
    """Whoever a door knows by this name. The policy is the door's matter: it opens to one target."""
    return Principal(
        kind=CallerKind.DOOR, name=name, owner=f"edge:{door}|{quote_owner(name)}", policy=_CALLING
    )


def anyone(door: str) -> Principal:
    """Whoever comes to a door that asks nobody."""
    return Principal(kind=CallerKind.DOOR, name=f"anyone at {door}", owner=None, policy=_CALLING)


def for_target(door: str, principal: Principal) -> Principal:
    """The caller as the target sees him: what nobody in particular says at a door is the door's."""
    if principal.owner is not None:
        return principal
    return replace(principal, owner=f"edge:{door}|")


def find_bearer(request: Request) -> str | None:
    """The bearer token of a request, if it has one."""
    scheme, _, token = (request.find("authorization") or "").partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None
