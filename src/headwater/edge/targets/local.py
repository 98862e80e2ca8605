"""A target in the same process: an agent of the server that the edge is part of."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any, Protocol

from headwater.core.errors import HeadwaterError
from headwater.edge.base import (
    ClientLeft,
    TargetAnswer,
    TargetBroke,
    TargetCall,
    TargetRefused,
    read_content_type,
)
from headwater.http.asgi import RequestBody, Scope, Send
from headwater.wire.headers import RUNTIME_USER_ID
from headwater.wire.tracecontext import build_headers


class LocalRuntimes(Protocol):
    """The server's agent runtimes; see `joints.DoorInvocations`."""

    async def invoke(
        self,
        agent: str,
        qualifier: str | None,
        scope: Scope,
        body: RequestBody,
        send: Send,
        call: TargetCall,
    ) -> None:
        """Carry out an invocation of an agent by its name or id, as the gateway does.

        Raises:
            HeadwaterError: nothing was answered yet.
            ClientGone: the client left.
        """


class LocalTarget:
    """One agent of this server."""

    def __init__(self, runtimes: LocalRuntimes, agent: str, qualifier: str | None) -> None:
        self._runtimes = runtimes
        self._agent = agent
        self._qualifier = qualifier

    async def invoke(self, call: TargetCall, answer: TargetAnswer, client_left: ClientLeft) -> None:
        messages = _Messages(answer)
        body = RequestBody(_build_receive(call.payload, client_left))
        try:
            await self._runtimes.invoke(
                self._agent, self._qualifier, _build_scope(call), body, messages, call
            )
        except HeadwaterError as exc:
            if messages.has_begun:
                raise TargetBroke(str(exc)) from exc
            raise TargetRefused(exc.http_status, str(exc)) from exc
        if not messages.is_complete:
            raise TargetBroke("the agent's answer broke off")


class _Messages:
    """An ASGI `send` that gives an answer to a `TargetAnswer`."""

    def __init__(self, answer: TargetAnswer) -> None:
        self._answer = answer
        self.has_begun = False
        self.is_complete = False

    async def __call__(self, message: MutableMapping[str, Any]) -> None:  # Any: an ASGI message
        if message["type"] == "http.response.start":
            content_type = read_content_type(message["headers"])
            self.has_begun = True
            await self._answer.start(message["status"], content_type)
            return
        if message.get("body"):
            await self._answer.body(message["body"])
        self.is_complete = not message.get("more_body", False)


def _build_scope(call: TargetCall) -> Scope:
    headers = [(b"content-type", call.content_type.encode("latin-1")), (b"accept", call.accept.encode())]
    if call.user_id is not None:
        headers.append((RUNTIME_USER_ID.lower().encode(), call.user_id.encode()))
    if call.trace is not None:
        headers += build_headers(call.trace)
    return {"type": "http", "method": "POST", "headers": headers}


def _build_receive(payload: bytes, client_left: ClientLeft) -> Any:  # Any: ASGI's receive
    """The whole payload at once; after it, the client's leaving."""
    is_sent = False

    async def receive() -> MutableMapping[str, Any]:  # Any: an ASGI message
        nonlocal is_sent
        if not is_sent:
            is_sent = True
            return {"type": "http.request", "body": payload, "more_body": False}
        await client_left()
        return {"type": "http.disconnect"}

    return receive
