"""[door.auth]: the records, by their `kind`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from argon2 import extract_parameters
from argon2.exceptions import InvalidHashError

from headwater.core.authorizers import object_to_url
from headwater.edge.guards.settings import check_rates
from headwater.edge.reading import setting

_KEY_HASH = re.compile(r"sha256:[0-9a-f]{64}")
_IMPORT_PATH = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_]\w*")
_ACCESS_KEY = re.compile(r"[A-Za-z0-9_]{8,128}")
_DISCOVERY = re.compile(r".+/\.well-known/(openid-configuration|oauth-authorization-server)(/.*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAuth:
    """kind = "none": anyone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Throttled:
    """What all kinds have that can fail."""

    #: Failed attempts from one address, and for one name, after which more are refused unseen.
    failures_per_address: tuple[str, ...] = setting(("20/minute", "200/hour"), check=check_rates)
    failures_per_name: tuple[str, ...] = setting(("10/minute", "100/hour"), check=check_rates)


def _check_key_hashes(keys: Mapping[str, str]) -> None:
    if not keys:
        raise ValueError("is empty, so nobody could use the door; `headwater edge key NAME` makes a line")
    for name, digest in keys.items():
        if _KEY_HASH.fullmatch(digest) is None:
            raise ValueError(f"the hash of {name!r} is not as `headwater edge key {name}` prints it")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyAuth(_Throttled):
    """kind = "api-key": a key in a header, or as a bearer token."""

    header: str = "x-api-key"
    #: Name -> hash, as `headwater edge key NAME` prints it.
    keys: Mapping[str, str] = setting(check=_check_key_hashes)


def _check_password_hashes(users: Mapping[str, str]) -> None:
    if not users:
        raise ValueError("is empty, so nobody could use the door; `headwater edge passwd NAME` makes a line")
    for name, digest in users.items():
        if ":" in name:
            raise ValueError(
                f"the user {name!r} has a colon in his name, which Basic authentication cannot say"
            )
        try:
            extract_parameters(digest)
        except InvalidHashError:
            raise ValueError(
                f"the hash of {name!r} is not as `headwater edge passwd {name}` prints it"
            ) from None


def _check_realm(realm: str) -> None:
    if not realm.isascii() or not realm.isprintable() or set(realm) & set('"\\'):
        raise ValueError(f"{realm!r} is not plain text without quotes")


@dataclass(frozen=True, slots=True, kw_only=True)
class BasicAuth(_Throttled):
    """kind = "basic": a user and a password."""

    realm: str = setting("agent", check=_check_realm)
    #: Name -> hash, as `headwater edge passwd NAME` prints it.
    users: Mapping[str, str] = setting(check=_check_password_hashes)


def _check_discovery_url(url: str) -> None:
    if _DISCOVERY.fullmatch(url) is None:
        raise ValueError(f"{url!r} does not end like …/.well-known/openid-configuration")
    if (objection := object_to_url(url)) is not None:
        raise ValueError(objection)


@dataclass(frozen=True, slots=True, kw_only=True)
class JwtAuth(_Throttled):
    """kind = "jwt": a bearer token of an OpenID Connect issuer. All criteria that are given must hold."""

    discovery_url: str = setting(check=_check_discovery_url)
    audiences: tuple[str, ...] = ()
    clients: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    #: As `customClaims` of AgentCore's customJWTAuthorizer.
    claims: tuple[Mapping[str, Any], ...] = ()  # Any: JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    """[door.auth.keys.ACCESS_KEY_ID]: whom a signature identifies."""

    name: str
    secret: str


def _check_signing_keys(keys: Mapping[str, SigningKey]) -> None:
    if not keys:
        raise ValueError("is empty, so nobody could use the door")
    for key_id in keys:
        if _ACCESS_KEY.fullmatch(key_id) is None:
            raise ValueError(f"{key_id!r} is not an access key's id: 8 to 128 letters, digits and _")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureAuth(_Throttled):
    """kind = "sigv4": AWS Signature Version 4."""

    region: str = "us-west-2"
    services: tuple[str, ...] = ("bedrock-agentcore", "lambda")
    keys: Mapping[str, SigningKey] = setting(check=_check_signing_keys)


def _check_import_path(path: str) -> None:
    if _IMPORT_PATH.fullmatch(path) is None:
        raise ValueError(f"{path!r} is not like module:function")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAuth(_Throttled):
    """kind = "own": a function of yours, from a module beside the file or an installed one."""

    authenticate: str = setting(check=_check_import_path)


AuthSettings = OpenAuth | KeyAuth | BasicAuth | JwtAuth | SignatureAuth | OwnAuth
AUTHENTICATION: dict[str, type] = {
    "none": OpenAuth,
    "api-key": KeyAuth,
    "basic": BasicAuth,
    "jwt": JwtAuth,
    "sigv4": SignatureAuth,
    "own": OwnAuth,
}
