"""WebSockets to agents, opened by the `websockets` library."""

import json
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from servers import SESSION_HEADER, arn_of

#: Seconds for anything that is waited for.
_TIMEOUT_S = 30


def socket_path(agent: Any, query: dict[str, str] | None = None, *, rest: str = "ws") -> str:
    """The path of an agent's WebSocket, with its query."""
    return f"/runtimes/{quote(arn_of(agent), safe='')}/{rest}" + (f"?{urlencode(query)}" if query else "")


def open_socket(server: Any, agent: Any, query: dict[str, str] | None = None, **options: Any) -> connect:
    """`async with open_socket(server, agent) as socket`; options are those of `websockets.connect`."""
    url = server.url.replace("http", "ws", 1) + socket_path(agent, query)
    return connect(url, **({"open_timeout": _TIMEOUT_S, "compression": None} | options))


def open_signed(server: Any, url: str, **options: Any) -> connect:
    """Open an address that was made and signed for AWS's hosts, here."""
    host, _, port = urlsplit(server.url).netloc.partition(":")
    return connect(url.replace("wss://", "ws://", 1), host=host, port=int(port), **options)


async def refusal_of(opening: connect) -> tuple[int, str, str]:
    """Status, error type and message of the HTTP answer that a WebSocket is refused with."""
    try:
        async with opening:
            raise AssertionError("it was opened")
    except InvalidStatus as exc:
        response = exc.response
        body = json.loads(response.body or b"{}")
        return response.status_code, response.headers.get("x-amzn-errortype", ""), body.get("message", "")


async def closing_of(socket: ClientConnection) -> tuple[int | None, str]:
    """Code and reason with which it is closed, whatever comes before."""
    try:
        while True:
            await socket.recv()
    except ConnectionClosed as exc:
        return (exc.rcvd.code, exc.rcvd.reason) if exc.rcvd is not None else (None, "")


def session_of(socket: ClientConnection) -> str:
    """The session's id, as the handshake's answer tells it."""
    assert socket.response is not None
    return socket.response.headers[SESSION_HEADER]
