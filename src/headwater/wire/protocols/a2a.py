"""Errors of the platform as A2A clients get them: JSON-RPC, with the HTTP status that fits.

Source: AgentCore Runtime's A2A protocol contract.
"""

from __future__ import annotations

from headwater.core.errors import HeadwaterError
from headwater.wire.http import HttpAnswer
from headwater.wire.problem import encode_problem
from headwater.wire.protocols.base import RpcError, RpcId, encode_rpc_error, write_rpc_error

_AGENT_FAILED = -32055
_OTHER = RpcError(-32603, 500, "Internal error - Server error")
_TABLE = {
    "ResourceNotFoundException": RpcError(-32051, 404),
    "ValidationException": RpcError(-32052, 400),
    "ThrottlingException": RpcError(-32053, 429),
    "ServiceQuotaExceededException": RpcError(-32053, 429),
    "ConflictException": RpcError(-32054, 409),
    "RetryableConflictException": RpcError(-32054, 409),
    "RuntimeClientError": RpcError(_AGENT_FAILED, 424),
}
#: Told as a plain HTTP error.
_PLAIN = frozenset({"AccessDeniedException", "UnauthorizedException"})


def encode_a2a_problem(error: HeadwaterError, request_id: str, rpc_id: RpcId) -> HttpAnswer:
    """`error` as a JSON-RPC response with its real status; a refusal as plain HTTP."""
    if error.code in _PLAIN:
        return encode_problem(error, request_id)
    return encode_rpc_error(_TABLE.get(error.code, _OTHER), error, request_id, rpc_id)


def write_a2a_failure(problem: str, rpc_id: RpcId) -> bytes:
    """What a stream's last event holds when the agent failed in its midst."""
    return write_rpc_error(_AGENT_FAILED, problem, rpc_id)
