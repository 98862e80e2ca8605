"""An issuer's public keys, from its JWKS: which fit a token, and for which algorithm each may be used.

A key is bound to its kind: what a token's header says chooses among public keys and algorithms that fit
each other, and nothing else. `jwk`, `jku`, `x5c` and `x5u` are never looked at.

Source: RFC 7517 (JWK), RFC 7518 (algorithms), RFC 8725 (best current practices).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt import PyJWK
from jwt.exceptions import PyJWTError

#: What algorithms are accepted -> the kinds of key (type, curve) each is for.
ALGORITHMS: dict[str, frozenset[tuple[str, str | None]]] = {
    **{f"{family}{bits}": frozenset({("RSA", None)}) for family in ("RS", "PS") for bits in (256, 384, 512)},
    "ES256": frozenset({("EC", "P-256")}),
    "ES384": frozenset({("EC", "P-384")}),
    "ES512": frozenset({("EC", "P-521")}),
    "EdDSA": frozenset({("OKP", "Ed25519"), ("OKP", "Ed448")}),
}
#: More keys than any issuer has.
MAX_KEY_COUNT = 200
#: Keys with one id, or without, that are tried for one token.
_MAX_TRIED = 4
_RSA_BITS = range(2048, 16_385)
#: What is public of a key -> the longest that it can be: more would only cost time.
_PUBLIC = {"kty": 8, "crv": 16, "n": 2732, "e": 12, "x": 100, "y": 100}

Jwk = dict[str, Any]  # JSON


@dataclass(frozen=True, slots=True)
class _Key:
    key_id: str | None
    kind: tuple[str, str | None]
    #: What the issuer says the key is for; None: whatever its kind can do.
    algorithm: str | None
    members: Jwk


class KeySet:
    """The keys of one JWKS that can be used. Others are passed over: issuers publish those too."""

    def __init__(self, keys: Iterable[object] = ()) -> None:
        self._keys = [key for key in map(_read_key, list(keys)[:MAX_KEY_COUNT]) if key is not None]
        self._prepared: dict[tuple[int, str], PyJWK | None] = {}

    def __len__(self) -> int:
        return len(self._keys)

    def find(self, key_id: str | None, algorithm: str) -> list[PyJWK]:
        """The keys a token may be signed with that names this key (None: does not say) and algorithm."""
        kinds = ALGORITHMS[algorithm]
        fitting = [
            index
            for index, key in enumerate(self._keys)
            if key.kind in kinds
            and key.algorithm in (None, algorithm)
            and (key_id is None or key.key_id == key_id)
        ]
        keys = [self._prepare(index, algorithm) for index in fitting[:_MAX_TRIED]]
        return [key for key in keys if key is not None]

    def _prepare(self, index: int, algorithm: str) -> PyJWK | None:
        at = (index, algorithm)
        if at not in self._prepared:
            self._prepared[at] = _load(self._keys[index].members, algorithm)
        return self._prepared[at]


def _read_key(value: object) -> _Key | None:
    if not isinstance(value, dict):
        return None
    key_id, kty, crv, algorithm = (value.get(name) for name in ("kid", "kty", "crv", "alg"))
    operations = value.get("key_ops")
    if value.get("use", "sig") != "sig" or (isinstance(operations, list) and "verify" not in operations):
        return None
    if (
        not isinstance(kty, str)
        or not isinstance(algorithm, str | None)
        or not isinstance(key_id, str | None)
    ):
        return None
    kind = (kty, crv if isinstance(crv, str) else None)
    if algorithm is not None and kind not in ALGORITHMS.get(algorithm, ()):
        return None
    # Only what is public: a private key published by mistake would be worked out for nothing.
    members = {name: value[name] for name in _PUBLIC if name in value}
    if not all(isinstance(text, str) and len(text) <= _PUBLIC[name] for name, text in members.items()):
        return None
    return _Key(key_id, kind, algorithm, members)


def _load(members: Jwk, algorithm: str) -> PyJWK | None:
    try:
        key = PyJWK(members, algorithm)
    except (PyJWTError, ValueError, TypeError, ArithmeticError, AttributeError):  # whatever the numbers are
        return None
    if isinstance(key.key, RSAPublicKey) and key.key.key_size not in _RSA_BITS:
        return None
    return key
