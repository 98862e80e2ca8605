"""A WebSocket that a client opens here: its handshake, and then frames or messages.

`http.bounded` hands a connection over once a request's head asks for it. The application is called with
ASGI's scope of a WebSocket; instead of by ASGI's messages, which know neither frames nor back-pressure, it
talks to the `ServerSocket` that is in the scope's extensions.
"""

from __future__ import annotations

import asyncio
import http
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from headwater.http.asgi import ClientGone, RawHeaders, Scope
from headwater.http.frames import FrameConnection
from headwater.wire.frames import Frame, FrameReader
from headwater.wire.http import HttpAnswer
from headwater.wire.websocket import (
    ABNORMAL,
    BAD_DATA,
    GOING_AWAY,
    NORMAL,
    TOO_BIG,
    Close,
    FrameError,
    Handshake,
    Opcode,
    build_accept,
    build_frame,
    parse_close,
    parse_handshake,
)

_log = logging.getLogger("headwater.http")
#: The key of a scope's extensions.
EXTENSION = "headwater.socket"
#: Of one frame; AgentCore's quota.
FRAME_MAX_BYTES = 64 * 1024


class SocketClosed(Exception):
    """The connection was closed; `close` is what was said of why."""

    def __init__(self, close: Close) -> None:
        super().__init__(f"closed with {close.code} {close.reason}".rstrip())
        self.close = close


class ServerSocket(FrameConnection):
    """One connection of a client's, from its handshake to its end."""

    def __init__(
        self,
        *,
        config: Any,  # Any: uvicorn's, as are the next two
        server_state: Any,
        scope: Scope,
    ) -> None:
        self.payload_max_bytes = getattr(config, "ws_max_size", FRAME_MAX_BYTES)
        super().__init__(FrameReader(is_masked=True, payload_max_bytes=self.payload_max_bytes))
        self.scope = scope
        scope["extensions"] = {EXTENSION: self}
        self._app = config.loaded_app
        self._connections: set[Any] = server_state.connections
        self._tasks: set[asyncio.Task[None]] = server_state.tasks
        self._has_answered = False
        self._on_gone: list[Callable[[], None]] = []
        #: Of a message whose fragments come.
        self._is_text = False
        self._parts: list[bytes] = []
        self._parts_bytes = 0

    # asyncio.Protocol

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._connections.add(self)
        self.attach(transport)
        task = asyncio.get_running_loop().create_task(self._run(), name="websocket")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def connection_lost(self, exc: Exception | None) -> None:
        self._connections.discard(self)
        super().connection_lost(exc)
        for tell in list(self._on_gone):
            tell()

    def shutdown(self) -> None:
        """uvicorn's word that the server ends; applications hear of it elsewhere, and close with a reason."""

    # What the application does with it

    @contextmanager
    def calling_when_gone(self, tell: Callable[[], None]) -> Iterator[None]:
        """While open, `tell` is called when the client's connection is gone; at once, if it is."""
        self._on_gone.append(tell)
        if self._is_lost:
            tell()
        try:
            yield
        finally:
            self._on_gone.remove(tell)

    def read_handshake(self) -> Handshake:
        """What the client asks for; InvalidRequest if that cannot be answered."""
        scope = self.scope
        return parse_handshake(scope["method"], scope["http_version"], scope["headers"])

    def accept(self, subprotocol: str | None = None, headers: Iterable[tuple[bytes, bytes]] = ()) -> None:
        """Open it.

        Raises:
            ClientGone: nobody waits for it any more.
        """
        lines = [
            (b"upgrade", b"websocket"),
            (b"connection", b"Upgrade"),
            (b"sec-websocket-accept", build_accept(self.read_handshake().key)),
            *headers,
        ]
        if subprotocol is not None:
            lines.append((b"sec-websocket-protocol", subprotocol.encode("latin-1")))
        self._answer(101, lines, b"")

    def refuse(self, answer: HttpAnswer, headers: RawHeaders | None = None) -> None:
        """Answer that it is not opened, by a plain HTTP answer; the connection ends with it."""
        lines = [(name.encode("latin-1"), value.encode()) for name, value in answer.headers]
        lines += headers or []
        lines += [(b"content-length", str(len(answer.body)).encode()), (b"connection", b"close")]
        self._answer(answer.status, lines, answer.body)
        self.finish()

    @property
    def has_answered(self) -> bool:
        """Whether it was accepted or refused."""
        return self._has_answered

    async def receive(self) -> str | bytes:
        """The next message, whole. Pings are answered meanwhile.

        Raises:
            SocketClosed: the client closed it, or broke the protocol and was told so.
        """
        try:
            while True:
                for frame in await self._read_one():
                    message = await self._take(frame)
                    if message is not None:
                        return message
        except FrameError as exc:
            await self.close(exc.code, exc.reason)
            raise SocketClosed(Close(exc.code, exc.reason)) from exc

    async def send(self, message: str | bytes) -> None:
        """Send a message as one frame; waits while the client does not read.

        Raises:
            SocketGone: the client's connection is gone, or was closed by us.
        """
        if isinstance(message, str):
            await self.write(build_frame(Opcode.TEXT, message.encode()))
        else:
            await self.write(build_frame(Opcode.BINARY, message))

    async def close(self, code: int = NORMAL, reason: str = "") -> None:
        """Close it, waiting a moment for the client to do so too. Again is harmless."""
        self.send_close(code, reason)
        if not self.is_gone:
            await self.wait_closed()
        self.finish()

    async def _run(self) -> None:
        try:
            await self._app(self.scope, _refuse_asgi, _refuse_asgi)
        except Exception:
            _log.exception("a WebSocket's application failed")
        finally:
            if not self._has_answered and not self.is_gone:
                self.refuse(HttpAnswer(500, (), b""))
            self.send_close(GOING_AWAY)
            self.finish()

    def _answer(self, status: int, lines: Iterable[tuple[bytes, bytes]], body: bytes) -> None:
        if self.is_gone:
            raise ClientGone
        assert self._transport is not None
        assert not self._has_answered
        self._has_answered = True
        phrase = http.HTTPStatus(status).phrase
        head = [f"HTTP/1.1 {status} {phrase}\r\n".encode()]
        for name, value in lines:
            head += (name, b": ", value, b"\r\n")
        self._transport.write(b"".join((*head, b"\r\n", body)))

    async def _read_one(self) -> list[Frame]:
        frames = await self.read_frames(1)
        if not frames:
            raise SocketClosed(Close(ABNORMAL))
        return frames

    async def _take(self, frame: Frame) -> str | bytes | None:
        """The message that a frame completes."""
        if frame.opcode == Opcode.PING:
            await self.write(build_frame(Opcode.PONG, frame.payload))
        elif frame.opcode == Opcode.CLOSE:
            said = parse_close(frame.payload)
            self.send_close(said.code)
            self.finish()
            raise SocketClosed(said)
        elif frame.opcode != Opcode.PONG:
            return self._gather(frame)
        return None

    def _gather(self, frame: Frame) -> str | bytes | None:
        if frame.opcode != Opcode.CONTINUATION:
            self._is_text = frame.opcode == Opcode.TEXT
        self._parts.append(frame.payload)
        self._parts_bytes += len(frame.raw) - frame.payload_at
        if self._parts_bytes > self.payload_max_bytes:
            raise FrameError(TOO_BIG, f"a message has more than {self.payload_max_bytes} bytes")
        if not frame.is_final:
            return None
        data = b"".join(self._parts)
        self._parts.clear()
        self._parts_bytes = 0
        try:
            return data.decode() if self._is_text else data
        except UnicodeDecodeError:
            raise FrameError(BAD_DATA, "a text is not UTF-8") from None


async def _refuse_asgi(*_: object) -> Any:  # Any: ASGI's messages
    raise RuntimeError("a WebSocket here is used by scope['extensions'], not by ASGI's messages")


def find_socket(scope: Scope) -> ServerSocket:
    """The socket of a scope."""
    socket: ServerSocket = scope["extensions"][EXTENSION]
    return socket
