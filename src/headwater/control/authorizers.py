"""The authorizer of a version: checked beyond what the service model can say, and as the rules it means."""

from __future__ import annotations

from typing import Any

from headwater.core.authorizers import JwtRules, object_to_url, parse_jwt_rules
from headwater.core.errors import FieldProblem

Members = dict[str, Any]  # members of the control plane's API have their own types

_PATH = "authorizerConfiguration.customJWTAuthorizer"
#: Operator -> the type of claim and the member of the value that go with it.
_PAIRS = {
    "EQUALS": ("STRING", "matchValueString"),
    "CONTAINS": ("STRING_ARRAY", "matchValueString"),
    "CONTAINS_ANY": ("STRING_ARRAY", "matchValueStringList"),
}
#: How AWS reaches an issuer from within a network of its own, and what concerns its gateways alone.
_RECORDED = (
    "privateEndpoint",
    "privateEndpointOverrides",
    "certificateConfigurations",
    "allowedWorkloadConfiguration",
)
_RESTRICTING = ("allowedAudience", "allowedClients", "allowedScopes", "customClaims")


def check_authorizer(authorizer: Members) -> list[FieldProblem]:
    """What is wrong with an `authorizerConfiguration`; empty if nothing is, or if there is none."""
    if not authorizer:
        return []
    members = authorizer["customJWTAuthorizer"]
    problems = []
    objection = object_to_url(members["discoveryUrl"])
    if objection is not None:
        problems.append(FieldProblem(f"{_PATH}.discoveryUrl", f"discoveryUrl {objection}"))
    for index, claim in enumerate(members.get("customClaims", [])):
        objection = _object_to_claim(claim)
        if objection is not None:
            problems.append(FieldProblem(f"{_PATH}.customClaims[{index}]", objection))
    return problems


def read_rules(configuration: Members) -> JwtRules | None:
    """What a version asks of its callers' tokens; None: they sign their requests instead."""
    authorizer = configuration.get("authorizerConfiguration")
    return parse_jwt_rules(authorizer["customJWTAuthorizer"]) if authorizer else None


def note_authorizer(configuration: Members) -> list[str]:
    """What a reader should know about a version's authorizer."""
    members = configuration.get("authorizerConfiguration", {}).get("customJWTAuthorizer")
    if members is None:
        return []
    notes = [
        f"customJWTAuthorizer.{name} is recorded only: the issuer is reached from this host as it is"
        if name != "allowedWorkloadConfiguration"
        else f"customJWTAuthorizer.{name} is recorded only: it concerns gateways"
        for name in _RECORDED
        if name in members
    ]
    if not any(name in members for name in _RESTRICTING):
        notes.append(f"whoever has a token of the issuer at {members['discoveryUrl']} may call")
    return notes


def _object_to_claim(claim: Members) -> str | None:
    name, kind = claim["inboundTokenClaimName"], claim["inboundTokenClaimValueType"]
    match = claim["authorizingClaimMatchValue"]
    operator, given = match["claimMatchOperator"], next(iter(match["claimMatchValue"]))
    wanted_kind, wanted = _PAIRS[operator]
    if (kind, given) == (wanted_kind, wanted):
        return None
    return (
        f"claim {name!r}: {operator} goes with inboundTokenClaimValueType {wanted_kind} and {wanted},"
        f" not with {kind} and {given}"
    )
