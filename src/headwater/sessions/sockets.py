"""A WebSocket to an agent, over the socket that its worker listens on."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterable

from headwater.http.connection import ConnectionBroken, HttpConnection, ResponseHead
from headwater.http.frames import FrameConnection
from headwater.wire.frames import FrameReader
from headwater.wire.websocket import build_accept

_KEY_BYTES = 16
_MASK_BYTES = 4


class AgentSocket(FrameConnection):
    """The agent's side of a WebSocket, open."""

    def __init__(self, frame_max_bytes: int, subprotocol: str | None) -> None:
        # Of the one frame that is made here, the close frame. Masks keep proxies from being deceived, of
        # which there are none on a unix socket.
        mask = os.urandom(_MASK_BYTES)
        super().__init__(FrameReader(is_masked=False, payload_max_bytes=frame_max_bytes), mask=mask)
        #: The one that the agent chose.
        self.subprotocol = subprotocol


class Opening:
    """The handshake on a connection to an agent."""

    def __init__(self, connection: HttpConnection) -> None:
        self._connection = connection
        self._key = base64.b64encode(os.urandom(_KEY_BYTES))

    def ask(
        self, target: bytes, headers: Iterable[tuple[bytes, bytes]], subprotocols: Iterable[str] = ()
    ) -> None:
        """Send it, without extensions."""
        own = [(b"sec-websocket-key", self._key), (b"sec-websocket-version", b"13")]
        offered = ", ".join(subprotocols)
        if offered:
            own.append((b"sec-websocket-protocol", offered.encode("latin-1")))
        self._connection.send_upgrade(target, [*headers, *own])

    async def read_answer(self) -> ResponseHead:
        """What the agent says to it.

        Raises:
            ConnectionBroken: nothing.
        """
        return await self._connection.read_head()

    def take(self, head: ResponseHead, frame_max_bytes: int) -> AgentSocket:
        """The open socket, where the status is 101.

        Raises:
            ConnectionBroken: it is no answer to what was asked.
        """
        values = {name.lower(): value for name, value in head.headers}
        if values.get(b"sec-websocket-accept") != build_accept(self._key):
            raise ConnectionBroken("its answer to the WebSocket's handshake is wrong")
        if b"sec-websocket-extensions" in values:
            raise ConnectionBroken("it uses extensions of WebSockets, and none were offered")
        chosen = values.get(b"sec-websocket-protocol")
        socket = AgentSocket(frame_max_bytes, None if chosen is None else chosen.decode("latin-1"))
        self._connection.switch(socket)
        return socket
