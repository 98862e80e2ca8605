"""What a `customJWTAuthorizer` asks of a token: rules as a record, and where an issuer may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from headwater.core.addresses import is_loopback


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRule:
    """One of `customClaims`: a string that equals, or a list that holds one of `values`."""

    name: str
    is_list: bool
    values: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class JwtRules:
    """Whose tokens are accepted, and which of them. What is empty asks for nothing; the rest must hold."""

    discovery_url: str
    audiences: frozenset[str] = frozenset()
    clients: frozenset[str] = frozenset()
    #: One of them is enough.
    scopes: tuple[str, ...] = ()
    claims: tuple[ClaimRule, ...] = ()
    #: What callers are told of the scopes: (scope, the name it is advertised by).
    advertised: tuple[tuple[str, str], ...] = ()

    @property
    def advertised_scopes(self) -> list[str]:
        """The scopes as callers are to ask for them."""
        names = dict(self.advertised)
        return [names.get(scope, scope) for scope in self.scopes]


def parse_jwt_rules(members: Mapping[str, Any]) -> JwtRules:  # Any: members have their own types
    """The rules of a valid `customJWTAuthorizer`. How to reach the issuer privately means nothing here."""
    return JwtRules(
        discovery_url=members["discoveryUrl"],
        audiences=frozenset(members.get("allowedAudience", ())),
        clients=frozenset(members.get("allowedClients", ())),
        scopes=tuple(dict.fromkeys(members.get("allowedScopes", ()))),
        claims=tuple(_parse_claim(claim) for claim in members.get("customClaims", ())),
        advertised=tuple(members.get("advertisedScopeMapping", {}).items()),
    )


def object_to_url(url: str, *, named_by: str | None = None) -> str | None:
    """Why nothing may be fetched from `url`, if so. Plain http is for issuers on this very machine.

    Args:
        named_by: the address whose answer names this one: a document of another host that points to
            this machine would have the server ask its own neighbours.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as exc:
        return f"{url[:200]!r} is not a URL: {exc}"
    if not host or parts.scheme not in ("http", "https") or not url.isascii() or not url.isprintable():
        return f"{url[:200]!r} is not an https:// URL"
    if parts.username is not None or parts.password is not None:
        return "a URL with a user name or a password in it is not accepted"
    if is_loopback(host):
        if named_by is not None and not is_loopback(urlsplit(named_by).hostname or ""):
            return f"{url[:200]!r} is on this machine, but {named_by[:200]!r} that names it is not"
        return None
    if parts.scheme != "https":
        return f"{url[:200]!r} must be https; plain http is accepted on this machine only"
    return None


def _parse_claim(members: Mapping[str, Any]) -> ClaimRule:  # Any: members have their own types
    wanted = members["authorizingClaimMatchValue"]["claimMatchValue"]
    values = (
        wanted["matchValueStringList"] if "matchValueStringList" in wanted else [wanted["matchValueString"]]
    )
    return ClaimRule(
        name=members["inboundTokenClaimName"],
        is_list=members["inboundTokenClaimValueType"] == "STRING_ARRAY",
        values=frozenset(values),
    )
