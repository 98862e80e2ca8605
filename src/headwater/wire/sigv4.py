"""AWS Signature Version 4, the verifying side: what was signed, and whether it was signed with a secret.

Two styles: an `Authorization` header, or a presigned query. Nothing is read but what was received: the raw
path and query, the headers as they came. Rules beyond the arithmetic:

1. `host` is signed, and so is every header that says who calls or for whom (`_MUST_BE_SIGNED`).
2. The body's hash is the body's: `UNSIGNED-PAYLOAD` and chunked signatures are refused; a presigned request
   has no body.
3. The path is encoded once more than it was received, as every service but S3 has it. curl signs it as it is:
   that is taken too where no `%25` makes it ambiguous.

Source: AWS General Reference, "Create a signed AWS API request"; behaviour of botocore, of the JavaScript SDK
and of curl 7.88.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from urllib.parse import quote, unquote_to_bytes

from headwater.core.errors import AccessDenied, RequestError

ALGORITHM = "AWS4-HMAC-SHA256"
EMPTY_SHA256 = hashlib.sha256(b"").hexdigest()
_TERMINATOR = "aws4_request"
_MAX_EXPIRES_S = 604_800
_AUTHORIZATION = re.compile(
    rf"{ALGORITHM}\s+Credential=(?P<credential>[^,\s]+)\s*,\s*SignedHeaders=(?P<headers>[^,\s]+)\s*,"
    r"\s*Signature=(?P<signature>[0-9a-f]{64})\s*"
)
_CREDENTIAL = re.compile(
    r"(?P<key>[^/\s]{1,128})/(?P<date>[0-9]{8})/(?P<region>[^/]*)/(?P<service>[^/]*)/aws4_request"
)
_TIME = re.compile(r"[0-9]{8}T[0-9]{6}Z")
_SPACES = re.compile(r"[ \t]+")
_SHA256 = re.compile(r"[0-9a-f]{64}")
#: Headers that change who calls, for whom, or with what: an unsigned one was put in by somebody else.
_MUST_BE_SIGNED = re.compile(
    r"x-amz-(date|security-token|content-sha256|target)|x-amzn?-bedrock-agentcore-.*|mcp-.*"
)
_SESSION_ID = "x-amzn-bedrock-agentcore-runtime-session-id"

RawHeaders = Sequence[tuple[bytes, bytes]]


class InvalidSignature(AccessDenied):
    """The request signature we calculated does not match the signature you provided."""

    code = "InvalidSignatureException"


class UnknownKey(AccessDenied):
    """The security token included in the request is invalid."""

    code = "UnrecognizedClientException"


class ExpiredToken(AccessDenied):
    """The security token included in the request is expired."""

    code = "ExpiredTokenException"


class MissingToken(AccessDenied):
    """Missing Authentication Token"""

    code = "MissingAuthenticationTokenException"


class IncompleteSignature(RequestError):
    """The request signature does not conform to AWS standards."""

    code = "IncompleteSignatureException"


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A request as it was received, without its body."""

    method: str
    #: Still percent-encoded, without the query.
    raw_path: str
    raw_query: str
    headers: RawHeaders
    #: Names in lower case of headers that need not be signed though others of their kind must be.
    loose: frozenset[str] = frozenset()

    def values(self, name: str) -> list[str]:
        """All values of a header, by its name in lower case."""
        wanted = name.encode("latin-1")
        return [value.decode("latin-1") for key, value in self.headers if key.lower() == wanted]

    def find(self, name: str) -> str | None:
        """The one value of a header. IncompleteSignature if there are several: which counts is a guess."""
        found = self.values(name)
        if len(found) > 1:
            raise IncompleteSignature(f"the header {name} is there {len(found)} times")
        return found[0] if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What a request says about its signature. Nothing of it is true before `verify`."""

    access_key_id: str
    region: str
    service: str
    date: str
    signed_headers: tuple[str, ...]
    signature: str
    time: datetime
    #: How long a presigned request is good for; None with an Authorization header.
    expires: timedelta | None
    session_token: str | None
    #: The body's hash as the request gives it; None where it is left to be computed.
    body_sha256: str | None

    @property
    def scope(self) -> str:
        return f"{self.date}/{self.region}/{self.service}/{_TERMINATOR}"


def read_signature(request: Received) -> Signature | None:
    """What a request says of its signature; None if it has none.

    Raises:
        IncompleteSignature: it has parts of one, or one that breaks a rule of the form.
    """
    authorization = request.find("authorization")
    query = _split_query(request.raw_query)
    if any(name == "X-Amz-Algorithm" for name, _ in query):
        if authorization is not None:
            raise IncompleteSignature("a request is signed in its query or in its headers, not in both")
        return _read_presigned(query)
    if authorization is None or not authorization.startswith("AWS4-"):
        return None
    return _read_header(request, authorization)


def check_window(signature: Signature, now: datetime, skew: timedelta) -> None:
    """Whether the signature's time is now.

    Args:
        skew: how far two clocks may be apart.
    Raises:
        InvalidSignature: it is of another time, or has expired.
    """
    shown, clock = format_time(signature.time), format_time(now)
    if signature.time > now + skew:
        raise InvalidSignature(f"Signature not yet current: {shown} is still later than {clock}")
    lifetime = skew if signature.expires is None else signature.expires
    if now > signature.time + lifetime:
        raise InvalidSignature(
            f"Signature expired: {shown} is now earlier than {format_time(now - lifetime)}"
            f" ({clock} - {lifetime})"
        )


def verify(request: Received, signature: Signature, secret: str, body_sha256: str) -> None:
    """Whether the request was signed with `secret`.

    Args:
        body_sha256: the hash of the body that was received, in lower-case hexadecimal digits.
    Raises:
        InvalidSignature: it was not, or not for this body.
    """
    _check_signed_headers(request, signature)
    if signature.body_sha256 is not None and signature.body_sha256 != body_sha256:
        raise InvalidSignature("The body is not the one that was signed: its SHA-256 is another")
    if signature.expires is not None and body_sha256 != EMPTY_SHA256:
        raise InvalidSignature("A presigned request has no body: nothing would vouch for it")
    for host in _hosts(request, signature):
        for path in _canonical_paths(request.raw_path):
            calculated = _calculate(request, signature, secret, body_sha256, host, path)
            if hmac.compare_digest(calculated, signature.signature):
                return
    raise InvalidSignature(
        "The request signature we calculated does not match the signature you provided. Check your secret"
        " access key and signing method."
    )


def calculate(request: Received, signature: Signature, secret: str, body_sha256: str) -> str:
    """The signature that a request should have, in hexadecimal digits."""
    host, path = _hosts(request, signature)[0], _canonical_paths(request.raw_path)[0]
    return _calculate(request, signature, secret, body_sha256, host, path)


def _calculate(
    request: Received, signature: Signature, secret: str, body_sha256: str, host: str, path: str
) -> str:
    key = _derive_key(secret, signature.date, signature.region, signature.service)
    query = _canonical_query(request.raw_query, is_presigned=signature.expires is not None)
    headers = _canonical_headers(request, signature, host)
    names = ";".join(signature.signed_headers)
    canonical = "\n".join((request.method, path, query, headers, names, body_sha256))
    hashed = hashlib.sha256(canonical.encode("latin-1", "replace")).hexdigest()
    text = "\n".join((ALGORITHM, format_time(signature.time), signature.scope, hashed))
    return hmac.digest(key, text.encode(), "sha256").hex()


@lru_cache(maxsize=1024)
def _derive_key(secret: str, date: str, region: str, service: str) -> bytes:
    """The key of one day, region and service."""
    key = f"AWS4{secret}".encode()
    for part in (date, region, service, _TERMINATOR):
        key = hmac.digest(key, part.encode(), "sha256")
    return key


def _read_header(request: Received, authorization: str) -> Signature:
    found = _AUTHORIZATION.fullmatch(authorization)
    if found is None:
        raise IncompleteSignature(
            "the Authorization header must be like 'AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…,"
            f" Signature=…'; got {_hide(authorization)}"
        )
    body_sha256 = request.find("x-amz-content-sha256")
    if body_sha256 is not None and _SHA256.fullmatch(body_sha256) is None:
        raise InvalidSignature(f"x-amz-content-sha256 must be the body's SHA-256, not {body_sha256[:80]!r}")
    time = request.find("x-amz-date")
    if time is None:
        raise IncompleteSignature("the request has no X-Amz-Date header")
    return _build(
        found["credential"],
        found["headers"],
        found["signature"],
        time,
        expires=None,
        session_token=request.find("x-amz-security-token"),
        body_sha256=body_sha256,
    )


def _read_presigned(query: list[tuple[str, str]]) -> Signature:
    values: dict[str, str] = {}
    for name, value in query:
        if name in values and name.startswith("X-Amz-"):
            raise IncompleteSignature(f"the query has {name} more than once")
        values[name] = value
    if values["X-Amz-Algorithm"] != ALGORITHM:
        raise IncompleteSignature(
            f"X-Amz-Algorithm must be {ALGORITHM}, not {values['X-Amz-Algorithm'][:40]!r}"
        )
    names = ("X-Amz-Credential", "X-Amz-SignedHeaders", "X-Amz-Signature", "X-Amz-Date", "X-Amz-Expires")
    missing = [name for name in names if name not in values]
    if missing:
        raise IncompleteSignature(f"the presigned query lacks {', '.join(missing)}")
    credential, headers, signature, time, expires = (values[name] for name in names)
    if _SHA256.fullmatch(signature) is None:
        raise IncompleteSignature("X-Amz-Signature must be 64 hexadecimal digits")
    if not (expires.isascii() and expires.isdigit() and 1 <= int(expires[:8]) <= _MAX_EXPIRES_S):
        raise IncompleteSignature(
            f"X-Amz-Expires must be 1 to {_MAX_EXPIRES_S} seconds, not {expires[:40]!r}"
        )
    body_sha256 = values.get("X-Amz-Content-Sha256")
    if body_sha256 is not None and _SHA256.fullmatch(body_sha256) is None:
        raise InvalidSignature(f"X-Amz-Content-Sha256 must be the body's SHA-256, not {body_sha256[:80]!r}")
    return _build(
        credential,
        headers,
        signature,
        time,
        expires=timedelta(seconds=int(expires)),
        session_token=values.get("X-Amz-Security-Token"),
        body_sha256=body_sha256,
    )


def _build(
    credential: str,
    headers: str,
    signature: str,
    time: str,
    *,
    expires: timedelta | None,
    session_token: str | None,
    body_sha256: str | None,
) -> Signature:
    found = _CREDENTIAL.fullmatch(credential)
    if found is None:
        raise IncompleteSignature(
            "Credential must be like 'KEY/20260131/us-west-2/bedrock-agentcore/aws4_request';"
            f" got {credential[:120]!r}"
        )
    if _TIME.fullmatch(time) is None:
        raise IncompleteSignature(f"X-Amz-Date must be like 20260131T120000Z, not {time[:40]!r}")
    try:
        parsed = datetime.strptime(time, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        raise IncompleteSignature(f"X-Amz-Date {time!r} is no time") from None
    if not time.startswith(found["date"]):
        raise InvalidSignature(f"Date in Credential scope does not match X-Amz-Date: {found['date']}, {time}")
    names = tuple(headers.lower().split(";"))
    if "host" not in names or list(names) != sorted(set(names)):
        raise IncompleteSignature("SignedHeaders must hold host, and be in order, each header once")
    return Signature(
        access_key_id=found["key"],
        region=found["region"],
        service=found["service"],
        date=found["date"],
        signed_headers=names,
        signature=signature,
        time=parsed,
        expires=expires,
        session_token=session_token,
        body_sha256=body_sha256,
    )


def _check_signed_headers(request: Received, signature: Signature) -> None:
    present = {name.decode("latin-1").lower() for name, _ in request.headers}
    missing = [name for name in signature.signed_headers if name not in present]
    if missing:
        raise InvalidSignature(f"Signed headers are not in the request: {', '.join(missing)}")
    may_be_loose = {*signature.signed_headers, *request.loose}
    if signature.expires is not None:  # whoever is given a presigned address chooses the session
        may_be_loose.add(_SESSION_ID)
    loose = [n for n in present if _MUST_BE_SIGNED.fullmatch(n) and n not in may_be_loose]
    if loose:
        raise InvalidSignature(f"Headers must be signed: {', '.join(sorted(loose))}")


def _hosts(request: Received, signature: Signature) -> list[str]:
    """The values of `host` that may have been signed: the SDK's presigned addresses leave out the port."""
    # A WebSocket's library adds its own to the one of the official SDK.
    host = ",".join(dict.fromkeys(request.values("host"))).strip()
    bare = re.sub(r":[0-9]+$", "", host)
    return [host] if signature.expires is None or bare == host else [host, bare]


def _canonical_headers(request: Received, signature: Signature, host: str) -> str:
    lines = []
    for name in signature.signed_headers:
        values = [host] if name == "host" else [_trim(value) for value in request.values(name)]
        lines.append(f"{name}:{','.join(values)}\n")
    return "".join(lines)


def _trim(value: str) -> str:
    return _SPACES.sub(" ", value.strip(" \t"))


def _canonical_paths(raw_path: str) -> list[str]:
    # `safe` has no `%`: what is encoded already is encoded once more.
    path = quote(_remove_dots(raw_path), safe="/-_.~", encoding="latin-1")
    return [path] if "%25" in raw_path or path == raw_path else [path, raw_path]


def _remove_dots(path: str) -> str:
    if not path:
        return "/"
    kept: list[str] = []
    for piece in path.split("/"):
        if piece == "..":
            kept[-1:] = []
        elif piece not in ("", "."):
            kept.append(piece)
    slash = "/" if path.endswith("/") and kept else ""
    return "/" + "/".join(kept) + slash


def _canonical_query(raw_query: str, *, is_presigned: bool) -> str:
    pairs = []
    for part in raw_query.split("&") if raw_query else ():
        name, _, value = part.partition("=")
        pair = (_encode(name), _encode(value))
        if not (is_presigned and pair[0] == "X-Amz-Signature"):
            pairs.append(pair)
    return "&".join(f"{name}={value}" for name, value in sorted(pairs))


def _split_query(raw_query: str) -> list[tuple[str, str]]:
    parts = (part.partition("=") for part in raw_query.split("&") if part)
    return [(_decode(name), _decode(value)) for name, _, value in parts]


def _decode(text: str) -> str:
    return unquote_to_bytes(text).decode("utf-8", "replace")


def _encode(text: str) -> str:
    return quote(unquote_to_bytes(text), safe="-_.~")


def _hide(authorization: str) -> str:
    return repr(re.sub(r"(?i)(signature\s*=\s*).*", r"\1…", authorization)[:200])


def format_time(time: datetime) -> str:
    """As X-Amz-Date has it."""
    return time.strftime("%Y%m%dT%H%M%SZ")
