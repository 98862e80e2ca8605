"""An agent whose environment has no library for WebSockets: uvicorn serves such a request as a plain one, and
the agent's author would look for a route that is there."""

from __future__ import annotations

from typing import Any

_ANSWER = (
    b"the agent's environment has no library for WebSockets; add `websockets` to its requirements"
    b" (it comes with bedrock-agentcore and headwater)"
)


def tell_of_sockets(app: Any, config: Any) -> Any:  # Any: an ASGI app, uvicorn's Config, an ASGI app
    """The app, or one around it that says what is missing, where uvicorn found nothing to serve them."""
    is_missing = config.ws == "auto" and getattr(config, "ws_protocol_class", app) is None
    return SocketlessApp(app) if is_missing else app


class SocketlessApp:
    """Refuses WebSockets with the reason."""

    def __init__(self, app: Any) -> None:  # Any: an ASGI app
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:  # Any: ASGI's
        if scope["type"] != "http" or not _wants_socket(scope["headers"]):
            await self.app(scope, receive, send)
            return
        head = [(b"content-type", b"text/plain"), (b"content-length", str(len(_ANSWER)).encode())]
        await send({"type": "http.response.start", "status": 501, "headers": head})
        await send({"type": "http.response.body", "body": _ANSWER})


def _wants_socket(headers: Any) -> bool:  # Any: ASGI's
    return any(name == b"upgrade" and value.lower() == b"websocket" for name, value in headers)
