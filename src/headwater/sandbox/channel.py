"""The server's end of a template's control pipe: frames out with descriptors, frames in as they come.

The other end is `headwater.template.channel`, which defines the frame; it belongs to zone 2, so what comes
from it is bounded and checked before it is believed.
"""

from __future__ import annotations

import array
import asyncio
import json
import socket
from collections.abc import Callable
from typing import Any

from headwater.core.errors import SandboxError
from headwater.template.channel import HEADER, MAX_MESSAGE_BYTES, encode_message

#: JSON objects as the template sends them; members are checked where they are used.
Message = dict[str, Any]
_READ_BYTES = 64 * 1024


class HostChannel:
    """Calls `on_message` for each message and `on_close` once when the other end is gone."""

    def __init__(
        self, sock: socket.socket, on_message: Callable[[Message], None], on_close: Callable[[], None]
    ) -> None:
        self._socket = sock
        self._on_message = on_message
        self._on_close = on_close
        self._buffer = bytearray()
        self._loop = asyncio.get_running_loop()
        self._is_open = True
        sock.setblocking(False)
        self._loop.add_reader(sock.fileno(), self._read)

    def send(self, message: Message, fds: tuple[int, ...] = ()) -> None:
        """Send at once: the kernel's buffer holds thousands of messages, a full one means a stuck template.

        Raises:
            SandboxError: the template is gone or does not read.
        """
        frame = encode_message(message, len(fds))
        ancillary = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", fds))] if fds else []
        try:
            sent = self._socket.sendmsg([frame], ancillary)
        except OSError as exc:
            raise SandboxError("the template cannot be reached", error=str(exc)) from exc
        if sent != len(frame):
            self.close()
            raise SandboxError("the template does not read its control pipe")

    def close(self) -> None:
        """Close this end; the template ends when it notices."""
        if self._is_open:
            self._is_open = False
            self._loop.remove_reader(self._socket.fileno())
            self._socket.close()
            self._on_close()

    def drain(self) -> None:
        """Deliver what has already arrived."""
        rounds = MAX_MESSAGE_BYTES // _READ_BYTES + 1
        while rounds and self._is_open and self._read():
            rounds -= 1

    def _read(self) -> bool:
        """Take in what is there, up to a bound; False when nothing was."""
        try:
            data = self._socket.recv(_READ_BYTES)
        except BlockingIOError:
            return False
        except OSError:
            data = b""
        if not data:
            self.close()
            return False
        self._buffer += data
        while (body := self._next_body()) is not None:
            self._deliver(body)
        return True

    def _next_body(self) -> bytes | None:
        """Take a whole message off the buffer, if there is one."""
        if not self._is_open or len(self._buffer) < HEADER.size:
            return None
        length, _ = HEADER.unpack_from(self._buffer)
        if length > MAX_MESSAGE_BYTES:
            self.close()
            return None
        end = HEADER.size + length
        if len(self._buffer) < end:
            return None
        body = bytes(self._buffer[HEADER.size : end])
        del self._buffer[:end]
        return body

    def _deliver(self, body: bytes) -> None:
        try:
            message = json.loads(body)
        except (ValueError, RecursionError):
            message = None
        if not isinstance(message, dict):
            self.close()
            return
        self._on_message(message)
