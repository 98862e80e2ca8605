"""MCP's Streamable HTTP, as far as the platform between client and server has a part in it. No I/O.

Nothing of a message is changed. Its beginning is looked at for what traces and errors say, and only where it
has all come in one part.

Source: AgentCore Runtime's MCP protocol contract; Model Context Protocol, "Transports" (2025-03-26 to
2026-07-28).
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

from headwater.core.errors import HeadwaterError
from headwater.wire.http import HttpAnswer
from headwater.wire.protocols.base import RpcError, RpcId, encode_rpc_error, write_rpc_error

JSON = "application/json"
EVENTS = "text/event-stream"
#: What a server of MCP must hear that its client takes.
ACCEPT = f"{JSON}, {EVENTS}"

#: From this one on there is no handshake, and no session that a client could name.
_FIRST_WITHOUT_SESSIONS = "2026-07-28"
_VERSION = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: A larger message is passed on unread.
READ_MAX_BYTES = 64 * 1024
#: What a header may carry back of what a caller sends, and MCP wants of a session's id.
_VISIBLE = re.compile(r"[\x21-\x7e]+")
#: Characters of a session id that AgentCore takes.
_SESSION_ID_LENGTHS = range(33, 257)
#: Where in its parameters a method names what it is about.
_NAMES = {"tools/call": "name", "prompts/get": "name", "resources/read": "uri"}
_MAX_NAME_CHARS = 256

_AGENT_FAILED = -32010
_OTHER = RpcError(-32603, 200, "Internal error - Server error")
_TABLE = {
    "UnauthorizedException": RpcError(-32001, 401, "Authentication error - Invalid credentials"),
    "AccessDeniedException": RpcError(-32002, 403, "Authorization error - Insufficient permissions"),
    "ThrottlingException": RpcError(-32003, 200, "Rate limit exceeded - Too many requests"),
    "ServiceQuotaExceededException": RpcError(-32003, 200, "Rate limit exceeded - Too many requests"),
    "ResourceNotFoundException": RpcError(
        -32004, 200, "Resource not found - Requested resource does not exist"
    ),
    "ConflictException": RpcError(-32005, 200, "Resource conflict - Resource already exists"),
    "RetryableConflictException": RpcError(
        -32005, 200, "Resource conflict - Session operation in progress, please retry"
    ),
    "ValidationException": RpcError(-32006, 200, "Validation error - Invalid request data"),
    "RuntimeClientError": RpcError(
        _AGENT_FAILED, 200, "Tool execution error - Please check your CloudWatch logs for more information"
    ),
    "McpRequestUnacceptableException": RpcError(-32011, 406, f"Accept header must include {ACCEPT}"),
}


@dataclass(frozen=True, slots=True)
class McpMessage:
    """What a client sends: a method, and the tool, prompt or resource that it is about.

    One without a method answers a request of the server's.
    """

    method: str | None
    name: str | None = None
    #: Whether an answer is owed.
    is_request: bool = True


def encode_mcp_problem(error: HeadwaterError, request_id: str, rpc_id: RpcId) -> HttpAnswer:
    """`error` as a JSON-RPC response, mostly with status 200, as clients of MCP expect."""
    return encode_rpc_error(_TABLE.get(error.code, _OTHER), error, request_id, rpc_id)


def write_mcp_failure(problem: str, rpc_id: RpcId) -> bytes:
    """What a stream's last event holds when the server failed in its midst."""
    return write_rpc_error(_AGENT_FAILED, problem, rpc_id)


def takes_answers(accept: str) -> bool:
    """Whether an Accept header takes both of what a server may answer with."""
    kinds = [part.partition(";")[0].strip().lower() for part in accept.split(",")]
    return all(
        any(kind in (wanted, f"{wanted.partition('/')[0]}/*", "*/*") for kind in kinds)
        for wanted in (JSON, EVENTS)
    )


def has_sessions(protocol_version: str | None) -> bool:
    """Whether a client of this version (None: it says none) names the session that it goes on with."""
    if protocol_version is None or _VERSION.fullmatch(protocol_version) is None:
        return True
    return protocol_version < _FIRST_WITHOUT_SESSIONS


def read_message(first: bytes, *, is_whole: bool) -> McpMessage | None:
    """What a request's body says; None where it is long, cut, or no JSON-RPC."""
    if not is_whole or len(first) > READ_MAX_BYTES:
        return None
    try:
        parsed: Any = json.loads(first)  # Any: JSON
    except (ValueError, RecursionError):
        return None
    if not isinstance(parsed, dict):
        return None
    method, params = parsed.get("method"), parsed.get("params")
    if not isinstance(method, str):
        is_answer = "id" in parsed and ("result" in parsed or "error" in parsed)
        return McpMessage(None, is_request=False) if is_answer else None
    name = params.get(_NAMES.get(method)) if isinstance(params, dict) else None
    is_name = isinstance(name, str) and 0 < len(name) <= _MAX_NAME_CHARS
    return McpMessage(method[:_MAX_NAME_CHARS], name if is_name else None, is_request="id" in parsed)


def find_failure(last: bytes) -> str | None:
    """What an answer's last part says of a failure: JSON-RPC's code, or `tool_error`; None: nothing."""
    if len(last) > READ_MAX_BYTES or (b'"error"' not in last and b'"isError"' not in last):
        return None
    begin = last.rfind(b"data:")
    try:
        parsed: Any = json.loads(last[begin + len(b"data:") :] if begin >= 0 else last)  # Any: JSON
    except (ValueError, RecursionError):
        return None
    if not isinstance(parsed, dict):
        return None
    error, result = parsed.get("error"), parsed.get("result")
    if isinstance(error, dict) and isinstance(error.get("code"), int):
        return str(error["code"])
    return "tool_error" if isinstance(result, dict) and result.get("isError") is True else None


def choose_session_id(mcp_session_id: str) -> str:
    """The platform's session that belongs to a client's: the same id, or one of fit form made of it."""
    if len(mcp_session_id) in _SESSION_ID_LENGTHS:
        return mcp_session_id
    return f"mcp-{hashlib.sha256(mcp_session_id.encode()).hexdigest()}"


def is_mcp_session_id(session_id: str) -> bool:
    """Whether a client can be given a session's id as that of MCP: MCP wants visible ASCII."""
    return _VISIBLE.fullmatch(session_id) is not None
