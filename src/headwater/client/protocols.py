"""What agents' servers speak, for the client: naming it in a deployment, and speaking it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Protocol

import httpx

from headwater.client.address import segment
from headwater.client.errors import BundleError
from headwater.client.invocation import Invocation
from headwater.client.mcp import McpSession
from headwater.client.transport import reaching
from headwater.core.identifiers import DEFAULT_ENDPOINT
from headwater.core.runtimes import ServerProtocol

#: As people name them.
PROTOCOLS = tuple(protocol.value for protocol in ServerProtocol)


class Reaches(Protocol):
    """A client that reaches agents."""

    url: str
    _http: httpx.Client
    _bearer_token: str | None

    def _resolve(self, agent: str) -> str: ...

    def invoke(
        self,
        agent: str,
        payload: Any,  # Any: bytes as they are, or whatever JSON can say
        *,
        session_id: str | None = None,
        user_id: str | None = None,
        qualifier: str = DEFAULT_ENDPOINT,
        headers: Mapping[str, str] | None = None,
    ) -> Invocation: ...


class Speaking:
    """The methods of `Client` that are about other protocols than HTTP."""

    def agent_url(self: Reaches, agent: str, *, qualifier: str = DEFAULT_ENDPOINT) -> str:
        """Where clients of MCP and A2A, and callers of the AWS API, reach an agent's endpoint."""
        query = "" if qualifier == DEFAULT_ENDPOINT else f"?qualifier={segment(qualifier)}"
        return f"{self.url}/runtimes/{segment(self._resolve(agent))}/invocations{query}"

    def mcp(
        self: Reaches, agent: str, *, session_id: str | None = None, qualifier: str = DEFAULT_ENDPOINT
    ) -> McpSession:
        """A session with an agent that is an MCP server: `with client.mcp("tools") as session: …`.

        Args:
            session_id: goes on in this session of the agent, and leaves it in place; None begins one.
        """

        def end(headers: Mapping[str, str]) -> None:
            path = f"/runtimes/{segment(self._resolve(agent))}/invocations"
            if self._bearer_token is not None:
                headers = {**headers, "authorization": f"Bearer {self._bearer_token}"}
            with reaching(self.url):
                # Whatever is answered: a session that does not end becomes idle.
                self._http.delete(path, params={"qualifier": qualifier}, headers=headers)

        return McpSession(partial(self.invoke, agent, qualifier=qualifier), end, session_id)


def build_protocol(protocol: str | None) -> dict[str, Any]:  # Any: JSON
    """Members of a deployment: None leaves the protocol as it is.

    Raises:
        BundleError: there is no such protocol.
    """
    if protocol is None:
        return {}
    if protocol.upper() not in PROTOCOLS:
        raise BundleError(f"protocol {protocol!r} is none of {', '.join(PROTOCOLS)}")
    return {"protocolConfiguration": {"serverProtocol": protocol.upper()}}
