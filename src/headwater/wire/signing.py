"""AWS Signature Version 4, the signing side: for our own client, and for hybrid memory within agents.

Standard library alone. `sigv4` verifies, and has the arithmetic.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from headwater.core.credentials import OWN_PREFIXES
from headwater.wire.sigv4 import ALGORITHM, Received, Signature, calculate, format_time

_SIGNED = re.compile(r"host|content-type|x-amzn?-.*|mcp-.*")
#: Changed on the way by whoever carries traces on.
_UNSIGNED = frozenset({"x-amzn-trace-id"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    """What requests are signed with."""

    access_key_id: str
    secret: str = field(repr=False)
    session_token: str | None = field(default=None, repr=False)
    region: str = "us-west-2"


def read_signing_key(environment: Mapping[str, str]) -> SigningKey | None:
    """What our own variables say, else those of AWS's SDKs, if it is a key of a Headwater server's."""
    names = ("HEADWATER_ACCESS_KEY_ID", "HEADWATER_SECRET_ACCESS_KEY", "HEADWATER_SESSION_TOKEN")
    if not environment.get(names[0]):
        names = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
    access_key_id, secret, token = (environment.get(name, "") for name in names)
    if not access_key_id.startswith(OWN_PREFIXES) or not secret:
        return None
    regions = (environment.get(name) for name in ("HEADWATER_REGION", "AWS_REGION", "AWS_DEFAULT_REGION"))
    region = next((region for region in regions if region), "us-west-2")
    return SigningKey(access_key_id=access_key_id, secret=secret, session_token=token or None, region=region)


def sign(
    request: Received,
    key: SigningKey,
    body_sha256: str,
    *,
    service: str = "bedrock-agentcore",
    now: datetime | None = None,
) -> dict[str, str]:
    """The headers that make a request a signed one.

    Args:
        request: with `host` among its headers, as it will be sent.
        body_sha256: in lower-case hexadecimal digits.
    """
    time = format_time(now or datetime.now(UTC))
    added = {"x-amz-date": time, "x-amz-content-sha256": body_sha256}
    if key.session_token is not None:
        added["x-amz-security-token"] = key.session_token
    given = [*request.headers, *((name.encode(), value.encode()) for name, value in added.items())]
    names = {name.decode("latin-1").lower() for name, _ in given}
    signature = Signature(
        access_key_id=key.access_key_id,
        region=key.region,
        service=service,
        date=time[:8],
        signed_headers=tuple(sorted(n for n in names if _SIGNED.fullmatch(n) and n not in _UNSIGNED)),
        signature="",
        time=datetime.strptime(time, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC),
        expires=None,
        session_token=key.session_token,
        body_sha256=body_sha256,
    )
    whole = Received(
        method=request.method, raw_path=request.raw_path, raw_query=request.raw_query, headers=given
    )
    calculated = calculate(whole, signature, key.secret, body_sha256)
    added["authorization"] = (
        f"{ALGORITHM} Credential={key.access_key_id}/{signature.scope},"
        f" SignedHeaders={';'.join(signature.signed_headers)}, Signature={calculated}"
    )
    return added
