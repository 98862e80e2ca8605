"""What is known about the request being served: given to the handler, and readable anywhere below it.

Where the official SDK is loaded in the same process its own context is filled too, so that its
identity decorators and its `BedrockAgentCoreContext` go on working when only the app is exchanged.
"""

from __future__ import annotations

import sys
import uuid
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from starlette.requests import HTTPConnection

from headwater.agent.headers import forwardable
from headwater.wire.headers import (
    IDENTITY_WAT,
    OAUTH2_CALLBACK_URL,
    RUNTIME_REQUEST_ID,
    SESSION_ID,
    WORKLOAD_ACCESS_TOKEN,
)

#: The module whose class holds the official SDK's context, looked up and never imported.
_OFFICIAL_CONTEXT = "bedrock_agentcore.runtime.context"

_request_id: ContextVar[str | None] = ContextVar("headwater_request_id", default=None)
_session_id: ContextVar[str | None] = ContextVar("headwater_session_id", default=None)
_request_headers: ContextVar[dict[str, str] | None] = ContextVar("headwater_request_headers", default=None)
_workload_access_token: ContextVar[str | None] = ContextVar("headwater_workload_access_token", default=None)
_oauth2_callback_url: ContextVar[str | None] = ContextVar("headwater_oauth2_callback_url", default=None)


@dataclass(slots=True, kw_only=True)  # not frozen: agents set fields of the official one in their tests
class RequestContext:
    """The second argument of a handler that asks for `context`."""

    session_id: str | None = None
    request_headers: dict[str, str] | None = None
    request: Any = None  # Any: a Starlette Request or WebSocket
    request_id: str | None = None


class Context:
    """The request being served, from anywhere in the agent: tools, callbacks, other threads of it."""

    @staticmethod
    def get_request_id() -> str | None:
        """The platform's id of this request, or one made here."""
        return _request_id.get()

    @staticmethod
    def get_session_id() -> str | None:
        """The id of the conversation this process serves; None outside a request."""
        return _session_id.get()

    @staticmethod
    def get_request_headers() -> dict[str, str] | None:
        """The headers an agent may see; None if there are none."""
        return _request_headers.get()

    @staticmethod
    def get_workload_access_token() -> str | None:
        """The token the platform minted for this agent's identity, if it did."""
        return _workload_access_token.get()

    @staticmethod
    def get_oauth2_callback_url() -> str | None:
        """Where a user who must consent returns to, in three-legged OAuth flows."""
        return _oauth2_callback_url.get()


def enter(connection: HTTPConnection) -> RequestContext:
    """Set the context variables for this request and build what the handler gets."""
    received = connection.headers
    request_id = received.get(RUNTIME_REQUEST_ID) or str(uuid.uuid4())
    session_id = received.get(SESSION_ID)
    visible = forwardable(received.items()) or None
    token = received.get(IDENTITY_WAT) or received.get(WORKLOAD_ACCESS_TOKEN)
    callback_url = received.get(OAUTH2_CALLBACK_URL)
    _request_id.set(request_id)
    _session_id.set(session_id)
    _request_headers.set(visible)
    _workload_access_token.set(token)
    _oauth2_callback_url.set(callback_url)
    _enter_official(request_id, session_id, visible, token, callback_url)
    return RequestContext(
        session_id=session_id, request_headers=visible, request=connection, request_id=request_id
    )


def _enter_official(
    request_id: str,
    session_id: str | None,
    visible: dict[str, str] | None,
    token: str | None,
    callback_url: str | None,
) -> None:
    module = sys.modules.get(_OFFICIAL_CONTEXT)
    if module is None:
        return
    official = module.BedrockAgentCoreContext
    official.set_request_context(request_id, session_id)
    if visible:
        official.set_request_headers(visible)
    if token:
        official.set_workload_access_token(token)
    if callback_url:
        official.set_oauth2_callback_url(callback_url)
