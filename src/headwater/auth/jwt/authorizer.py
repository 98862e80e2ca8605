"""Tokens, verified: the signature by the issuer's key, then what the token says of itself, then the rules.

The caller of `verify` gets one text whatever was wrong; the log has the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jwt
from jwt.exceptions import InvalidSignatureError

from headwater.auth.jwt.claims import Claims, find_subject
from headwater.auth.jwt.fetching import IssuerUnavailable
from headwater.auth.jwt.issuer import Issuer
from headwater.auth.jwt.keys import ALGORITHMS
from headwater.auth.jwt.matching import find_objection
from headwater.auth.jwt.refusals import RefusalLog
from headwater.core.authorizers import JwtRules
from headwater.core.errors import Unauthenticated

#: Of ASCII; browsers' and servers' bounds on a header are of this size.
MAX_TOKEN_LENGTH = 16 * 1024
_MAX_KEY_ID_LENGTH = 1024
_TIMES = ("exp", "nbf", "iat")


class InvalidToken(Unauthenticated):
    """The bearer token is not valid."""


class _Refused(Exception):
    """Why a token is not accepted, for the log."""


class JwtAuthorizer:
    """Verifies tokens by one set of rules."""

    def __init__(self, rules: JwtRules, issuer: Issuer, *, leeway_s: float, refusals: RefusalLog) -> None:
        self.rules = rules
        self._issuer = issuer
        self._refusals = refusals
        self._leeway_s = leeway_s

    async def verify(self, token: str) -> Claims:
        """Who bears `token`.

        Waits for the issuer for `jwt.timeout_s` at most.

        Raises:
            InvalidToken: it is not accepted, or its issuer's keys cannot be had.
        """
        try:
            return await self._verify(token)
        except (_Refused, IssuerUnavailable) as exc:
            self._refusals.note(self._issuer.discovery_url, str(exc))
            raise InvalidToken from None

    async def _verify(self, token: str) -> Claims:
        key_id, algorithm = _read_head(token)
        issuer, keys = await self._issuer.find_keys(key_id, algorithm)
        if not keys:
            raise _Refused(f"its issuer has no key {key_id!r:.200} for {algorithm}")
        for key in keys:
            raw = self._decode(token, key, issuer)
            if raw is not None:
                break
        else:
            raise _Refused("its signature is not by a key of its issuer")
        objection = find_objection(self.rules, raw)
        if objection is not None:
            raise _Refused(objection)
        subject = find_subject(raw)
        if subject is None:
            raise _Refused(f"it names nobody: its sub is {raw.get('sub')!r:.200}")
        return Claims(issuer=issuer, subject=subject, raw=raw)

    def _decode(self, token: str, key: jwt.PyJWK, issuer: str) -> Mapping[str, Any] | None:  # Any: JSON
        """The claims of a token that `key` has signed; None if another has."""
        try:
            raw = jwt.decode(
                token,
                key,
                algorithms=[key.algorithm_name],
                issuer=issuer,
                leeway=self._leeway_s,
                # The audience is one of the rules; subjects are looked at more closely than there.
                options={"require": ["exp", "iss"], "verify_aud": False, "verify_sub": False},
            )
        except InvalidSignatureError:
            return None
        except (
            Exception
        ) as exc:  # what a hostile token makes of a parser: no number, an infinite one, deep nesting
            raise _Refused(_describe(exc)) from exc
        wrong = [name for name in _TIMES if name in raw and type(raw[name]) not in (int, float)]
        if wrong:
            raise _Refused(f"its {wrong[0]} is not a number")
        return raw


def _read_head(token: str) -> tuple[str | None, str]:
    """The key and the algorithm that a token names: all that is believed of it before it is verified."""
    if len(token) > MAX_TOKEN_LENGTH or not token.isascii():
        raise _Refused(f"it is not ASCII, or longer than {MAX_TOKEN_LENGTH} characters")
    try:
        head = jwt.get_unverified_header(token)
    except Exception as exc:  # as above
        raise _Refused(_describe(exc)) from exc
    key_id, algorithm = head.get("kid"), head.get("alg")
    if not isinstance(algorithm, str) or algorithm not in ALGORITHMS:
        raise _Refused(f"its algorithm {algorithm!r:.200} is not accepted")
    if not isinstance(key_id, str | None) or len(key_id or "") > _MAX_KEY_ID_LENGTH:
        raise _Refused("its kid is not usable")
    return key_id, algorithm


def _describe(exc: Exception) -> str:
    """What a library says of a token, which may quote it: no line breaks for the log."""
    return f"{type(exc).__name__}: {str(exc)!r:.200}"
