"""A data plane whose every answer is one event and then silence, as light as it can be.

python -m bench.silent_plane      prints its port, and serves until it is ended
"""

from __future__ import annotations

import asyncio
import socket

_ANSWER = (
    b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
    b'16\r\ndata: {"said": "hi"}\n\n\r\n'
)
_BACKLOG = 4096


class _Silent(asyncio.Protocol):
    """Answers the first bytes of a request, whatever they are."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._has_answered = False

    def data_received(self, data: bytes) -> None:
        if not self._has_answered:
            self._has_answered = True
            self._transport.write(_ANSWER)


async def _serve() -> None:
    sock = socket.create_server(("127.0.0.1", 0), backlog=_BACKLOG)
    server = await asyncio.get_running_loop().create_server(_Silent, sock=sock, backlog=_BACKLOG)
    print(sock.getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve())
