"""The headers of the runtime contract: their names, which may be allow-listed, which travel on.

Inbound  caller -> agent: `build_agent_headers`, from the caller's headers and the version's allowlist.
Outbound agent -> caller: `build_caller_headers`.
Framing (Content-Length, Transfer-Encoding, Host) is the relay's own and never passes through here.

Names are lower-case `bytes` on the relay's path, as ASGI has them, and in their usual spelling elsewhere.

Source: AgentCore Runtime service contract; `bedrock-agentcore` service model.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from headwater.core.errors import FieldProblem, InvalidRequest
from headwater.core.runtimes import RuntimeVersion, ServerProtocol

CONTENT_TYPE = "Content-Type"
ERROR_TYPE = "x-amzn-ErrorType"
#: Ours: what was wrong, where the contract has words for the error that do not say it.
ERROR_REASON = "Headwater-Error-Reason"
REQUEST_ID = "x-amzn-RequestId"
WWW_AUTHENTICATE = "WWW-Authenticate"
SESSION_ID = "X-Amzn-Bedrock-AgentCore-Runtime-Session-Id"
RUNTIME_REQUEST_ID = "X-Amzn-Bedrock-AgentCore-Runtime-Request-Id"
RUNTIME_USER_ID = "X-Amzn-Bedrock-AgentCore-Runtime-User-Id"
SESSION_ENDPOINT_URL = "X-Amzn-Bedrock-AgentCore-Runtime-Session-Endpoint-Url"
CUSTOM_PREFIX = "X-Amzn-Bedrock-AgentCore-Runtime-Custom-"
WORKLOAD_ACCESS_TOKEN = "WorkloadAccessToken"
IDENTITY_WAT = "X-Amz-Bedrock-AgentCore-Identity-WAT"
OAUTH2_CALLBACK_URL = "OAuth2CallbackUrl"
MCP_SESSION_ID = "Mcp-Session-Id"
MCP_PROTOCOL_VERSION = "Mcp-Protocol-Version"
MCP_METHOD = "Mcp-Method"
MCP_NAME = "Mcp-Name"
TRACE_ID = "X-Amzn-Trace-Id"
TRACE_PARENT = "traceparent"
TRACE_STATE = "tracestate"
BAGGAGE = "baggage"
#: Which A2A a client speaks, and what beyond it; older SDKs say the second by the third name.
A2A_HEADERS = ("A2A-Version", "A2A-Extensions", "X-A2A-Extensions")

MAX_ALLOWLIST_COUNT = 20
MAX_CUSTOM_VALUE_BYTES = 4096
ALLOWLIST_PATH = "requestHeaderConfiguration.requestHeaderAllowlist"

_MCP = (MCP_SESSION_ID, MCP_PROTOCOL_VERSION)
_TRACE = (TRACE_ID, TRACE_PARENT, TRACE_STATE, BAGGAGE)

#: Names that can never be allow-listed, lower-case, by what they are for.
RESTRICTED_HEADERS = frozenset(
    """
    proxy-authorization www-authenticate
    accept accept-charset accept-encoding accept-language
    content-type content-length content-encoding content-language content-location content-range
    cache-control etag expires if-match if-modified-since if-none-match if-range if-unmodified-since
    last-modified pragma vary
    connection keep-alive proxy-connection upgrade
    host user-agent referer from
    range accept-ranges transfer-encoding te trailer
    server date location retry-after
    cookie set-cookie
    content-security-policy content-security-policy-report-only strict-transport-security
    x-content-type-options x-frame-options x-xss-protection referrer-policy permissions-policy
    cross-origin-embedder-policy cross-origin-opener-policy cross-origin-resource-policy
    access-control-allow-origin access-control-allow-methods access-control-allow-headers
    access-control-allow-credentials access-control-expose-headers access-control-max-age
    access-control-request-method access-control-request-headers origin
    accept-ch accept-ch-lifetime dpr width viewport-width downlink ect rtt save-data
    clear-site-data feature-policy expect-ct public-key-pins public-key-pins-report-only
    via forwarded x-forwarded-for x-forwarded-host x-forwarded-proto x-real-ip x-requested-with x-csrf-token
    true-client-ip x-client-ip x-cluster-client-ip x-originating-ip x-source-ip
    x-original-url x-original-host x-rewrite-url
    cf-ray cf-connecting-ip x-amz-cf-id x-cache x-served-by
    link
    sec-websocket-key sec-websocket-accept sec-websocket-version sec-websocket-protocol
    sec-websocket-extensions
    """.split()  # noqa: SIM905 - a hundred quoted names would be harder to check
)
#: Only the platform may say these: a caller who could send them would choose who the agent acts for.
_PLATFORM_HEADERS = frozenset({WORKLOAD_ACCESS_TOKEN.lower(), OAUTH2_CALLBACK_URL.lower()})
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,255}")

_PASSED_IN = frozenset(
    name.lower().encode()
    for name in (
        "Accept",
        RUNTIME_USER_ID,
        MCP_SESSION_ID,
        MCP_PROTOCOL_VERSION,
        MCP_METHOD,
        MCP_NAME,
        *_TRACE,
    )
)
#: Content-Encoding is not in the contract, but bytes passed on without it could not be read.
_PASSED_OUT = frozenset(
    name.lower().encode() for name in (CONTENT_TYPE, "Content-Encoding", *_MCP, *A2A_HEADERS, *_TRACE)
)
_CONTENT_TYPE = CONTENT_TYPE.lower().encode()
_SESSION_ID = SESSION_ID.lower().encode()
_RUNTIME_REQUEST_ID = RUNTIME_REQUEST_ID.lower().encode()
_REQUEST_ID = REQUEST_ID.lower().encode()
_DEFAULT_CONTENT_TYPE = b"application/json"
_UNSAFE_IN_VALUE = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")


def is_forwardable(name: str) -> bool:
    """Whether an allowlist may hold `name`, leaving aside `Authorization`, which also needs an authorizer."""
    return _find_objection(name.lower(), has_jwt_authorizer=True) is None


def check_allowlist(names: Iterable[str], *, has_jwt_authorizer: bool = False) -> list[FieldProblem]:
    """What is wrong with a `requestHeaderAllowlist`; empty if nothing is."""
    names = list(names)
    problems = []
    if not 1 <= len(names) <= MAX_ALLOWLIST_COUNT:
        message = f"The list must hold 1 to {MAX_ALLOWLIST_COUNT} header names; it holds {len(names)}"
        problems.append(FieldProblem(ALLOWLIST_PATH, message))
    seen: set[str] = set()
    for index, name in enumerate(names):
        lower = name.lower()
        objection = _find_objection(lower, has_jwt_authorizer=has_jwt_authorizer)
        if objection is None and lower in seen:
            objection = "is in the list more than once; names are compared without regard to case"
        seen.add(lower)
        if objection is not None:
            problems.append(FieldProblem(f"{ALLOWLIST_PATH}[{index}]", f"Header {name[:100]!r} {objection}"))
    return problems


def build_allowlist(names: Iterable[str]) -> frozenset[bytes]:
    """A version's allowlist in the form `build_agent_headers` wants; made once a version."""
    return frozenset(name.lower().encode() for name in names)


def find_allowlist(version: RuntimeVersion) -> frozenset[bytes]:
    """What callers' headers may pass to a version beside those of the contract."""
    return _find_allowlist(version.protocol, version.request_header_allowlist)


@lru_cache(maxsize=1024)
def _find_allowlist(protocol: ServerProtocol, names: tuple[str, ...]) -> frozenset[bytes]:
    return build_allowlist((*names, *A2A_HEADERS) if protocol is ServerProtocol.A2A else names)


def build_agent_headers(
    inbound: Iterable[tuple[bytes, bytes]],
    *,
    session_id: str,
    request_id: str,
    allowlist: frozenset[bytes] = frozenset(),
) -> list[tuple[bytes, bytes]]:
    """The headers an agent gets with an invocation, without those of framing.

    Names that are neither of the contract nor in the allowlist are dropped without a word, as AWS does.

    Raises:
        InvalidRequest: an allow-listed header's value has more than 4 KB.
    """
    outbound = [
        (_SESSION_ID, encode_header_value(session_id, SESSION_ID)),
        (_RUNTIME_REQUEST_ID, request_id.encode()),
    ]
    content_type = _DEFAULT_CONTENT_TYPE
    for name, value in inbound:
        name = name.lower()
        if name == _CONTENT_TYPE:
            content_type = value or _DEFAULT_CONTENT_TYPE
        elif name in _PASSED_IN:
            outbound.append((name, value))
        elif name in allowlist and name.decode("latin-1") not in _PLATFORM_HEADERS:
            if len(value) > MAX_CUSTOM_VALUE_BYTES:
                raise _value_too_long(name, value)
            outbound.append((name, value))
    outbound.append((_CONTENT_TYPE, content_type))
    return outbound


def build_caller_headers(
    agent_headers: Iterable[tuple[bytes, bytes]], *, session_id: str, request_id: str
) -> list[tuple[bytes, bytes]]:
    """The headers a caller gets with an agent's answer, without those of framing."""
    outbound = [
        (_SESSION_ID, encode_header_value(session_id, SESSION_ID)),
        (_REQUEST_ID, request_id.encode()),
    ]
    for name, value in agent_headers:
        name = name.lower()
        if name in _PASSED_OUT:
            outbound.append((name, value))
    return outbound


def encode_header_value(text: str, name: str) -> bytes:
    """`text` as the value of header `name`.

    Raises:
        InvalidRequest: it holds control characters, with which a header could smuggle in another.
    """
    if _UNSAFE_IN_VALUE.search(text):
        raise InvalidRequest(f"{name} must not hold control characters; got {text[:100]!r}")
    return text.encode()


def _find_objection(lower: str, *, has_jwt_authorizer: bool) -> str | None:
    if _NAME.fullmatch(lower) is None:
        return "is not a header name: letters, digits, '-' and '_', a letter first, at most 256 characters"
    if lower in RESTRICTED_HEADERS:
        return "is restricted and cannot be passed to an agent"
    if lower.startswith("x-amz-"):
        return "starts with the reserved prefix x-amz-"
    if lower.startswith("x-amzn-") and not lower.startswith(CUSTOM_PREFIX.lower()):
        return f"starts with the reserved prefix x-amzn- (allowed is {CUSTOM_PREFIX}*)"
    if lower in _PLATFORM_HEADERS:
        return "is set by the platform alone"
    if lower == "authorization" and not has_jwt_authorizer:
        return "may be passed to an agent only where the runtime has a customJWTAuthorizer"
    return None


def _value_too_long(name: bytes, value: bytes) -> InvalidRequest:
    shown = name.decode("latin-1")
    message = f"Header {shown} has {len(value)} bytes; the limit is {MAX_CUSTOM_VALUE_BYTES}"
    return InvalidRequest(message, fields=(FieldProblem(shown, message),))
