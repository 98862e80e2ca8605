"""A prompt in the terms of the agent that is to get it: what a person types, as its protocol has it.

HTTP: `{"prompt": …}`, as most agents written for AgentCore take it. AG-UI: a run whose thread is the session.
A2A: a message whose context is the session, in the version that the agent's card names.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from headwater.client.address import segment
from headwater.client.errors import RequestFailed
from headwater.client.record import SESSION_ID_HEADER
from headwater.core.errors import InvalidRequest
from headwater.core.identifiers import DEFAULT_ENDPOINT
from headwater.core.runtimes import ServerProtocol

Card = Mapping[str, Any]  # Any: JSON
_CARD_PATH = "/.well-known/agent-card.json"
_VERSION_HEADER = "a2a-version"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """What to send: arguments of `Client.invoke`."""

    payload: dict[str, Any]  # Any: JSON
    headers: Mapping[str, str] = field(default_factory=dict)


class Prompting:
    """The methods of `Client` for those who have a prompt, whatever the agent speaks."""

    _bearer_token: str | None

    def status(self, agent: str) -> dict[str, Any]:  # Any: JSON
        raise NotImplementedError  # the class that this is mixed into has it

    def request(self, method: str, path: str, **options: Any) -> dict[str, Any]:  # Any: httpx's options; JSON
        raise NotImplementedError  # the class that this is mixed into has it

    def _resolve(self, agent: str) -> str:
        raise NotImplementedError  # the class that this is mixed into has it

    def agent_card(
        self,
        agent: str,
        *,
        session_id: str | None = None,
        qualifier: str = DEFAULT_ENDPOINT,
        headers: Mapping[str, str] | None = None,
    ) -> dict[str, Any]:  # Any: JSON
        """What an A2A agent says of itself. It is asked of a session, which is started where it is not alive.

        Args:
            session_id: 33 to 256 characters; None starts a new one.
        Raises:
            RequestFailed: there is no such agent, it speaks another protocol, or it has no card.
        """
        sent = {
            **({} if session_id is None else {SESSION_ID_HEADER: session_id}),
            **({} if self._bearer_token is None else {"authorization": f"Bearer {self._bearer_token}"}),
            **(headers or {}),
        }
        path = f"/runtimes/{segment(self._resolve(agent))}/invocations{_CARD_PATH}"
        return self.request("GET", path, params={"qualifier": qualifier}, headers=sent)

    def build_prompt(
        self,
        agent: str,
        text: str,
        *,
        session_id: str,
        qualifier: str = DEFAULT_ENDPOINT,
        headers: Mapping[str, str] | None = None,
        told: Mapping[str, object] | None = None,
    ) -> Prompt:
        """`text` as this agent takes it.

        Args:
            session_id: where it is going to be sent.
            headers: go with what has to be asked of the agent for this.
            told: for the agent, beside the text: members of the payload, or what its protocol has for such.
        Raises:
            InvalidRequest: the agent takes no prompts.
            RequestFailed: there is no such agent, or it gave no card.
        """
        protocol = self._find_protocol(agent)
        if protocol == ServerProtocol.AGUI:
            return Prompt(payload=build_run(text, session_id, told or {}))
        if protocol == ServerProtocol.A2A:
            card = self.agent_card(agent, session_id=session_id, qualifier=qualifier, headers=headers)
            return build_message(text, session_id, told or {}, card)
        if protocol == ServerProtocol.MCP:
            raise InvalidRequest(
                f"{agent} is an MCP server, which takes no prompts: its tools are called by clients of MCP"
            )
        return Prompt(payload={"prompt": text, **(told or {})})

    def _find_protocol(self, agent: str) -> str:
        try:
            runtime = self.status(agent)["runtime"]
        except RequestFailed:
            if not agent.startswith("arn:"):
                raise
            return ServerProtocol.HTTP  # whoever has a token for a runtime alone cannot ask what it is
        protocol: str = runtime.get("protocolConfiguration", {}).get("serverProtocol", ServerProtocol.HTTP)
        return protocol


def build_run(text: str, session_id: str, told: Mapping[str, object]) -> dict[str, Any]:  # Any: JSON
    """AG-UI's `RunAgentInput` with one message."""
    return {
        "threadId": session_id,
        "runId": str(uuid.uuid4()),
        "messages": [{"id": str(uuid.uuid4()), "role": "user", "content": text}],
        "tools": [],
        "context": [],
        "state": {},
        "forwardedProps": dict(told),
    }


def build_message(text: str, session_id: str, told: Mapping[str, object], card: Card) -> Prompt:
    """A2A's request to send a message: streamed where the agent can, in 1.0 if the agent speaks that."""
    can_stream = bool((card.get("capabilities") or {}).get("streaming"))
    is_new = _speaks_new(card)
    message: dict[str, Any] = {"messageId": str(uuid.uuid4()), "contextId": session_id}  # Any: JSON
    if told:
        message["metadata"] = dict(told)
    if is_new:
        method = "SendStreamingMessage" if can_stream else "SendMessage"
        message |= {"role": "ROLE_USER", "parts": [{"text": text}]}
    else:
        method = "message/stream" if can_stream else "message/send"
        message |= {"kind": "message", "role": "user", "parts": [{"kind": "text", "text": text}]}
    request = {"jsonrpc": "2.0", "id": str(uuid.uuid4()), "method": method, "params": {"message": message}}
    return Prompt(payload=request, headers={_VERSION_HEADER: "1.0"} if is_new else {})


def _speaks_new(card: Card) -> bool:
    """Whether a card is one of 1.0 or later; an agent of both names its versions, and the newer is taken."""
    interfaces = card.get("supportedInterfaces")
    versions = [one.get("protocolVersion") for one in interfaces or [] if isinstance(one, dict)]
    return any(not str(version).startswith("0.") for version in versions)
