"""JSON Web Tokens, verified as a `customJWTAuthorizer` asks.

async with open_authorizers(JwtSettings()) as authorizers:
    authorizer = authorizers.of(parse_jwt_rules(configuration["customJWTAuthorizer"]))
    claims = await authorizer.verify(token)
"""

from headwater.auth.jwt.authorizer import MAX_TOKEN_LENGTH, InvalidToken, JwtAuthorizer
from headwater.auth.jwt.authorizers import JwtAuthorizers, open_authorizers
from headwater.auth.jwt.claims import Claims
from headwater.auth.jwt.settings import JwtSettings
from headwater.core.authorizers import JwtRules, parse_jwt_rules

__all__ = [
    "MAX_TOKEN_LENGTH",
    "Claims",
    "InvalidToken",
    "JwtAuthorizer",
    "JwtAuthorizers",
    "JwtRules",
    "JwtSettings",
    "open_authorizers",
    "parse_jwt_rules",
]
