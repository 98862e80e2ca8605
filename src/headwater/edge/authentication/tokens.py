"""Bearer tokens of an OpenID Connect issuer."""

from __future__ import annotations

from headwater.auth.jwt import InvalidToken, JwtAuthorizer, JwtRules, parse_jwt_rules
from headwater.core.principals import Principal
from headwater.edge.authentication.principals import build_principal, find_bearer
from headwater.edge.authentication.settings import JwtAuth
from headwater.edge.base import Request, Unauthenticated


def build_rules(settings: JwtAuth) -> JwtRules:
    """What a door asks of a token, as AgentCore's authorizers are told it."""
    members = {
        "discoveryUrl": settings.discovery_url,
        "allowedAudience": settings.audiences,
        "allowedClients": settings.clients,
        "allowedScopes": settings.scopes,
        "customClaims": settings.claims,
    }
    return parse_jwt_rules({name: value for name, value in members.items() if value})


class Tokens:
    """Knows callers by the subject of their token."""

    needs_body = False

    def __init__(self, door: str, authorizer: JwtAuthorizer) -> None:
        self._door = door
        self._authorizer = authorizer

    async def authenticate(self, request: Request) -> Principal:
        token = find_bearer(request)
        if token is None:
            raise Unauthenticated("a bearer token is required", challenge="Bearer")
        try:
            claims = await self._authorizer.verify(token)
        except InvalidToken:
            raise Unauthenticated(
                "the bearer token is not valid", challenge='Bearer error="invalid_token"', was_tried=True
            ) from None
        return build_principal(self._door, f"{claims.issuer}|{claims.subject}")
