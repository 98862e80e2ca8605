"""One session with an agent that is an MCP server: what it offers, and calls of its tools.

For looking at what was deployed, and for the command line. Programs that are MCP clients take an SDK of MCP,
which reaches an agent at `Client.agent_url`.

Source: Model Context Protocol 2025-11-25, "Lifecycle", "Transports", "Tools".
"""

from __future__ import annotations

import itertools
import json
import uuid
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any, Protocol, Self

import headwater
from headwater.client.errors import InvocationFailed
from headwater.client.invocation import Invocation
from headwater.wire.headers import ERROR_REASON
from headwater.wire.protocols.base import read_reason

Json = dict[str, Any]  # Any: JSON

PROTOCOL_VERSION = "2025-11-25"
_ACCEPT = "application/json, text/event-stream"
_SESSION_ID = "Mcp-Session-Id"
#: Of one list; a server that gives a cursor for ever has an end here.
_PAGES_MAX_COUNT = 1000


class Invoke(Protocol):
    """Sends a message to the agent."""

    def __call__(self, payload: bytes, *, session_id: str, headers: Mapping[str, str]) -> Invocation: ...


class McpFailed(InvocationFailed):
    """The MCP server, or the platform for it, answered with an error of JSON-RPC; `rpc_code` is its code."""

    def __init__(self, message: str, *, rpc_code: int, status: int, request_id: str | None) -> None:
        super().__init__(message, status=status, code="McpError", request_id=request_id)
        self.rpc_code = rpc_code


class McpSession:
    """Use it with `with`: it begins there, and its end ends the agent's session."""

    def __init__(
        self, invoke: Invoke, end: Callable[[Mapping[str, str]], None], session_id: str | None = None
    ) -> None:
        """
        Args:
            end: ends the session that the headers name.
            session_id: of the platform; None begins a new one.
        """
        self._invoke = invoke
        self._end = end
        self._ids = itertools.count(1)
        self._headers: dict[str, str] = {"accept": _ACCEPT, "content-type": "application/json"}
        #: The platform's session, and with it the sandbox.
        self.session_id = session_id or str(uuid.uuid4())
        self._is_given = session_id is not None
        #: What the server said of itself.
        self.server: Json = {}

    def __enter__(self) -> Self:
        about = {"name": "headwater", "version": headwater.__version__}
        asked = {"protocolVersion": PROTOCOL_VERSION, "capabilities": {}, "clientInfo": about}
        self.server = self.request("initialize", asked)
        self._headers["Mcp-Protocol-Version"] = str(self.server.get("protocolVersion", PROTOCOL_VERSION))
        self._post({"jsonrpc": "2.0", "method": "notifications/initialized"}).read()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if not self._is_given and _SESSION_ID in self._headers:
            self._end({_SESSION_ID: self._headers[_SESSION_ID]})

    def list(self, kind: str) -> list[Json]:
        """All `tools`, `prompts` or `resources`."""
        found: list[Json] = []
        cursor: dict[str, str] = {}
        for _ in range(_PAGES_MAX_COUNT):
            page = self.request(f"{kind}/list", cursor)
            found += page.get(kind, [])
            if not page.get("nextCursor"):
                break
            cursor = {"cursor": page["nextCursor"]}
        return found

    def call_tool(
        self, name: str, arguments: Json | None = None, *, on_progress: Callable[[Json], None] | None = None
    ) -> Json:
        """A tool's result: `content`, perhaps `structuredContent`, and `isError` where the tool failed.

        Args:
            on_progress: is given the parameters of each notification of progress as it comes.
        Raises:
            McpFailed: there is no such tool, or it cannot be called so.
        """
        asked: Json = {"name": name, "arguments": arguments or {}}
        if on_progress is not None:
            asked["_meta"] = {"progressToken": str(uuid.uuid4())}
        return self.request("tools/call", asked, on_progress)

    def request(
        self, method: str, params: Json | None = None, on_progress: Callable[[Json], None] | None = None
    ) -> Json:
        """The result of a request.

        Raises:
            McpFailed: an error was answered.
            InvocationFailed: nothing was, or nothing that is JSON-RPC.
        """
        rpc_id = next(self._ids)
        message = {"jsonrpc": "2.0", "id": rpc_id, "method": method, "params": params or {}}
        with self._post(message) as invocation:
            for event in invocation if invocation.is_stream else [invocation.result]:
                if not isinstance(event, dict):
                    continue
                if event.get("method") == "notifications/progress" and on_progress is not None:
                    on_progress(event.get("params", {}))
                if "method" not in event and ("result" in event or "error" in event):
                    return self._read_response(event, invocation)
        raise InvocationFailed(
            f"the agent's answer to {method} is no response of JSON-RPC; is it an MCP server?",
            status=invocation.status_code, code="McpError", request_id=invocation.request_id,
        )  # fmt: skip

    def _post(self, message: Json) -> Invocation:
        invocation = self._invoke(
            json.dumps(message).encode(), session_id=self.session_id, headers=self._headers
        )
        mcp_id = invocation.header(_SESSION_ID)
        if mcp_id is not None:
            self._headers[_SESSION_ID] = mcp_id
        return invocation

    def _read_response(self, response: Json, invocation: Invocation) -> Json:
        error = response.get("error")
        if not isinstance(error, dict):
            result = response.get("result")
            return result if isinstance(result, dict) else {}
        words = str(error.get("message", "the MCP server answered with an error"))
        reason = invocation.header(ERROR_REASON)
        raise McpFailed(
            f"{words}: {read_reason(reason)}" if reason else words,
            rpc_code=int(error.get("code", 0)),
            status=invocation.status_code,
            request_id=invocation.request_id,
        )
