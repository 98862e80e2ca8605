"""Whether a token's claims are what an authorizer asks for. Pure: the claims have been verified before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from headwater.core.authorizers import ClaimRule, JwtRules

RawClaims = Mapping[str, Any]  # claims are JSON


def find_objection(rules: JwtRules, claims: RawClaims) -> str | None:
    """What the claims lack, for the log; None when they satisfy all of the rules."""
    if rules.audiences and rules.audiences.isdisjoint(_strings(claims.get("aud"))):
        return f"its audience {_show(claims.get('aud'))} is not an allowed one"
    if rules.clients and not _is_one_of(claims.get("client_id"), rules.clients):
        return f"its client_id {_show(claims.get('client_id'))} is not an allowed one"
    if rules.scopes and not _scopes(claims).intersection(rules.scopes):
        return f"its scope {_show(claims.get('scope'))} has none of the allowed ones"
    for rule in rules.claims:
        if not _satisfies(rule, claims.get(rule.name)):
            return f"its claim {rule.name!r} is {_show(claims.get(rule.name))}, which does not match"
    return None


def _satisfies(rule: ClaimRule, value: object) -> bool:
    if rule.is_list:
        return isinstance(value, list) and not rule.values.isdisjoint(_strings(value))
    return _is_one_of(value, rule.values)


def _scopes(claims: RawClaims) -> set[str]:
    scope = claims.get("scope")
    return set(scope.split(" ")) if isinstance(scope, str) else set()


def _strings(value: object) -> set[str]:
    """A string, or the strings in a list; anything else matches nothing."""
    if isinstance(value, str):
        return {value}
    return {item for item in value if isinstance(item, str)} if isinstance(value, list) else set()


def _is_one_of(value: object, wanted: frozenset[str]) -> bool:
    return isinstance(value, str) and value in wanted


def _show(value: object) -> str:
    return "missing" if value is None else repr(value)[:200]
