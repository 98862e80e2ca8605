"""An error as the protocol of the agent that was called tells it."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from headwater.core.errors import HeadwaterError
from headwater.core.runtimes import ServerProtocol
from headwater.wire.headers import SESSION_ID, WWW_AUTHENTICATE
from headwater.wire.http import HttpAnswer
from headwater.wire.problem import encode_challenge, encode_problem
from headwater.wire.protocols.a2a import encode_a2a_problem, write_a2a_failure
from headwater.wire.protocols.agui import encode_agui_problem, write_agui_failure
from headwater.wire.protocols.base import RpcId, find_rpc_id
from headwater.wire.protocols.mcp import encode_mcp_problem, write_mcp_failure

#: Of a request; of a longer one its beginning and its end, where JSON-RPC's clients put the id.
_KEPT_BYTES = 1024 * 1024
_KEPT_END_BYTES = 4096
_WITH_IDS = frozenset({ServerProtocol.MCP, ServerProtocol.A2A})


@dataclass(slots=True)
class CallDialect:
    """What is known of a call that says how its failure is to be told."""

    #: Of the agent; HTTP until it is known, as whoever is refused before that is not to learn it.
    protocol: ServerProtocol = ServerProtocol.HTTP
    #: Where the call belongs to, once that is known.
    session_id: str = ""
    #: Whether statuses say what happened, as for requests that AWS does not have.
    keeps_status: bool = False
    #: What else the answer is to say.
    headers: tuple[tuple[str, str], ...] = ()
    _parts: list[bytes] = field(default_factory=list)
    _kept_bytes: int = 0
    _end: bytes = b""

    def note_part(self, part: bytes) -> None:
        """A part of the request came; what has the id to answer it with is kept."""
        if self.protocol not in _WITH_IDS:
            return
        if self._kept_bytes < _KEPT_BYTES:
            self._parts.append(part)
            self._kept_bytes += len(part)
        else:
            self._end = (self._end + part[-_KEPT_END_BYTES:])[-_KEPT_END_BYTES:]

    def encode(self, error: HeadwaterError, request_id: str, *, modelled: Collection[str] = ()) -> HttpAnswer:
        """`error` in these terms; `modelled` as `encode_problem` has it."""
        if self.protocol is ServerProtocol.HTTP:
            return encode_problem(error, request_id, modelled=modelled)
        answer = encode_protocol_problem(self.protocol, error, request_id, rpc_id=self._find_rpc_id())
        # Some of these are successes by their status, and a success names its session.
        extra = [(SESSION_ID, self.session_id)] if self.session_id else []
        extra += self.headers
        if WWW_AUTHENTICATE not in dict(answer.headers):
            extra += encode_challenge(error)
        status = error.http_status if self.keeps_status else answer.status
        return replace(answer, status=status, headers=(*answer.headers, *extra))

    def write_event(self, problem: str) -> bytes:
        """The last event of a stream in whose midst the agent failed."""
        return b"data: " + write_failure(self.protocol, problem, self._find_rpc_id()) + b"\n\n"

    def _find_rpc_id(self) -> RpcId:
        end = self._parts[-1][-_KEPT_END_BYTES:] + self._end if self._end else b""
        return find_rpc_id(b"".join(self._parts), end) if self.protocol in _WITH_IDS else None


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


def write_failure(protocol: ServerProtocol, problem: str, rpc_id: RpcId = None) -> bytes:
    """The data of the event that tells clients of `protocol` that a stream broke off; one line."""
    if protocol is ServerProtocol.MCP:
        return write_mcp_failure(problem, rpc_id)
    if protocol is ServerProtocol.A2A:
        return write_a2a_failure(problem, rpc_id)
    if protocol is ServerProtocol.AGUI:
        return write_agui_failure(problem)
    return _write_http_failure(problem)


def _write_http_failure(problem: str) -> bytes:
    """In the form that the official SDK gives to its own."""
    told = {
        "error": problem,
        "error_type": "RuntimeClientError",
        "message": "An error occurred during streaming",
    }
    return json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
