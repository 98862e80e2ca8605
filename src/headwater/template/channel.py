"""The control pipe between the server and a template: JSON messages, with file descriptors.

Frame = u32 length (network order) | u8 count of file descriptors | JSON. The descriptors travel
with the frame's first byte. Blocking; the server's side is `headwater.sandbox.channel`.
"""

from __future__ import annotations

import array
import json
import socket
import struct
from typing import Any

HEADER = struct.Struct("!IB")
#: A longer message is refused: neither side may exhaust the other's memory.
MAX_MESSAGE_BYTES = 4 * 1024 * 1024
_MAX_FDS = 8


def encode_message(message: dict[str, Any], fd_count: int = 0) -> bytes:
    """One frame."""
    body = json.dumps(message).encode()
    return HEADER.pack(len(body), fd_count) + body


class Channel:
    """The template's end."""

    def __init__(self, sock: socket.socket) -> None:
        self._socket = sock

    def fileno(self) -> int:
        return self._socket.fileno()

    def send(self, message: dict[str, Any]) -> None:
        """Send `message`; a server that is gone is not an error here, as this process dies with it."""
        try:
            self._socket.sendall(encode_message(message))
        except (BrokenPipeError, ConnectionError):
            return

    def receive(self) -> tuple[dict[str, Any], list[int]] | None:
        """The next message and its descriptors, or None once the server has closed its end."""
        header, fds = self._receive_with_fds(HEADER.size)
        if not header:
            return None
        while len(header) < HEADER.size:
            header += self._receive_exactly(HEADER.size - len(header))
        length, fd_count = HEADER.unpack(header)
        if length > MAX_MESSAGE_BYTES or fd_count != len(fds):
            raise ValueError(f"control message of {length} bytes with {len(fds)} of {fd_count} descriptors")
        return json.loads(self._receive_exactly(length)), fds

    def close(self) -> None:
        self._socket.close()

    def _receive_with_fds(self, length: int) -> tuple[bytes, list[int]]:
        found = array.array("i")
        data, ancillary, _, _ = self._socket.recvmsg(length, socket.CMSG_SPACE(_MAX_FDS * found.itemsize))
        for level, kind, payload in ancillary:
            if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
                found.frombytes(payload[: len(payload) - len(payload) % found.itemsize])
        return data, list(found)

    def _receive_exactly(self, length: int) -> bytes:
        parts = []
        while length:
            part = self._socket.recv(length)
            if not part:
                raise EOFError("the control pipe was cut within a message")
            parts.append(part)
            length -= len(part)
        return b"".join(parts)
