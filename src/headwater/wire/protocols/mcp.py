"""Errors of the platform as MCP clients get them.

Source: AgentCore Runtime's MCP protocol contract.
"""

from __future__ import annotations

from headwater.core.errors import HeadwaterError
from headwater.wire.http import HttpAnswer
from headwater.wire.protocols.base import RpcError, RpcId, encode_rpc_error, write_rpc_error

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
}


def encode_mcp_problem(error: HeadwaterError, request_id: str, rpc_id: RpcId) -> HttpAnswer:
    """`error` as a JSON-RPC response, mostly with status 200, as clients of MCP expect."""
    return encode_rpc_error(_TABLE.get(error.code, _OTHER), error, request_id, rpc_id)


def write_mcp_failure(problem: str, rpc_id: RpcId) -> bytes:
    """What a stream's last event holds when the server failed in its midst."""
    return write_rpc_error(_AGENT_FAILED, problem, rpc_id)
