"""An error as the protocol of the agent that was called tells it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from headwater.core.errors import HeadwaterError
from headwater.core.runtimes import ServerProtocol
from headwater.wire.http import HttpAnswer
from headwater.wire.problem import encode_problem
from headwater.wire.protocols.a2a import encode_a2a_problem
from headwater.wire.protocols.agui import encode_agui_problem
from headwater.wire.protocols.base import RpcId, find_rpc_id
from headwater.wire.protocols.mcp import encode_mcp_problem


@dataclass(slots=True)
class CallDialect:
    """What is known of a call that says how its failure is to be told."""

    #: Of the agent; HTTP until it is known, as whoever is refused before that is not to learn it.
    protocol: ServerProtocol = ServerProtocol.HTTP
    #: The beginning of the request, mostly all of it.
    first: bytes = b""

    def encode(self, error: HeadwaterError, request_id: str, *, modelled: Collection[str] = ()) -> HttpAnswer:
        """`error` in these terms; `modelled` as `encode_problem` has it."""
        if self.protocol is ServerProtocol.HTTP:
            return encode_problem(error, request_id, modelled=modelled)
        return encode_protocol_problem(self.protocol, error, request_id, rpc_id=find_rpc_id(self.first))


def encode_protocol_problem(
    protocol: ServerProtocol, error: HeadwaterError, request_id: str, *, rpc_id: RpcId = None
) -> HttpAnswer:
    """`error` as clients of `protocol` get it; `rpc_id` is that of the JSON-RPC request, if it is one."""
    if protocol is ServerProtocol.MCP:
        return encode_mcp_problem(error, request_id, rpc_id)
    if protocol is ServerProtocol.A2A:
        return encode_a2a_problem(error, request_id, rpc_id)
    if protocol is ServerProtocol.AGUI:
        return encode_agui_problem(error, request_id)
    return encode_problem(error, request_id)
