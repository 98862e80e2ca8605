"""One client's connection to a shell: frames in, frames out, until one of the two is done."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Protocol

from headwater.background import running
from headwater.gateway.shells.shell import GONE, Ending, Shell, Viewer
from headwater.http.asgi import ClientGone
from headwater.wire.errors import MalformedStream
from headwater.wire.shell import (
    MAX_FRAME_BYTES,
    Channel,
    CloseCode,
    Connected,
    decode_frame,
    encode_frame,
    encode_status,
    parse_resize,
)

#: Seconds for the last frames to a client that does not read.
_FAREWELL_TIMEOUT_S = 5.0
_NO_BINARY = Ending(code=CloseCode.NO_BINARY, reason="frames of a shell are binary messages, not text")
_TOO_BIG = Ending(code=CloseCode.TOO_BIG, reason=f"a frame has at most {MAX_FRAME_BYTES} bytes")


class Socket(Protocol):
    """A WebSocket whose handshake is done. Whatever is asked of one whose client left: `ClientGone`."""

    async def receive(self) -> str | bytes:
        """The next message."""

    async def send(self, message: bytes) -> None:
        """Waits while the client has not taken much of what was sent before."""

    async def close(self, code: int, reason: str) -> None:
        """End it, also if the client does not read. Sending and receiving is over."""


class ShellConnection:
    """Carries one client's part of a shell."""

    def __init__(self, socket: Socket, shell: Shell, viewer: Viewer) -> None:
        self._socket = socket
        self._shell = shell
        self._viewer = viewer

    async def run(self, *, is_reconnected: bool, tells_offset: bool, max_s: float) -> Ending:
        """Until the shell ends, the client leaves, or `max_s` are over; how it ended."""
        hello = Connected(
            shell_id=self._shell.shell_id,
            is_reconnected=is_reconnected,
            offset=self._viewer.offset if tells_offset else None,
            typed=self._shell.typed_bytes if tells_offset else None,
        )
        with contextlib.suppress(ClientGone):
            await self._socket.send(encode_status(hello))
        async with (
            running(self._send_output(), "shell-outbound"),
            running(self._take_frames(), "shell-inbound"),
        ):
            try:
                async with asyncio.timeout(max_s):
                    ending = await asyncio.shield(self._viewer.ending)
            except TimeoutError:
                reason = f"connected for {max_s:g} s: connect again to go on"
                ending = Ending(code=CloseCode.GOING_AWAY, reason=reason)
        if not ending.is_gone:
            await self._take_leave(ending)
        return ending

    async def _send_output(self) -> None:
        viewer, ended = self._viewer, self._shell.ended
        try:
            while not (ended.done() and viewer.unsent_bytes == 0):
                if data := await viewer.wait_output():
                    await self._socket.send(encode_frame(Channel.STDOUT, data))
                    self._shell.note_sent(viewer, len(data))
            viewer.end(ended.result())
        except ClientGone:
            viewer.end(GONE)

    async def _take_frames(self) -> None:
        try:
            while not self._viewer.ending.done():
                message = await self._socket.receive()
                if isinstance(message, str):
                    self._viewer.end(_NO_BINARY)
                elif len(message) > MAX_FRAME_BYTES:
                    self._viewer.end(_TOO_BIG)
                else:
                    await self._obey(message)
        except ClientGone:
            self._viewer.end(GONE)

    async def _obey(self, message: bytes) -> None:
        """What cannot be understood is told to the client, as words of the platform; all else goes on."""
        try:
            frame = decode_frame(message)
            match frame.channel:
                case Channel.STDIN:
                    await self._shell.type(self._viewer, frame.payload)
                case Channel.RESIZE:
                    self._shell.resize(parse_resize(frame.payload))
                case Channel.HEARTBEAT:
                    await self._socket.send(encode_frame(Channel.HEARTBEAT))
                case Channel.CLOSE:
                    self._shell.hang_up()
                case _:
                    raise MalformedStream(f"channel {frame.channel} is none that a client sends on")
        except MalformedStream as exc:
            await self._socket.send(encode_frame(Channel.STDERR, f"{exc.message}\r\n".encode()))

    async def _take_leave(self, ending: Ending) -> None:
        with contextlib.suppress(ClientGone, TimeoutError):
            async with asyncio.timeout(_FAREWELL_TIMEOUT_S):
                if ending.notice is not None:
                    await self._socket.send(encode_frame(Channel.STDERR, f"{ending.notice}\r\n".encode()))
                if ending.status is not None:
                    await self._socket.send(encode_status(ending.status))
                if ending.is_final:
                    await self._socket.send(encode_frame(Channel.CLOSE))
        await self._socket.close(ending.code, ending.reason)
