"""Clients that vanish without a word: a cable is pulled, a train goes into a tunnel, a NAT forgets.

While nothing is sent, the kernel's keep-alive finds out. While something is, the kernel would try again for a
quarter of an hour; TCP_USER_TIMEOUT would shorten that, but it also ends connections of clients who are there
and merely do not read (Linux counts from the first probe of a closed window, answered or not). Such a client
is to slow its agent, and not to be cut off. So what counts here is whether the other end answers at all. Of
one who did not read before he vanished that may be known only after two probes more, which Linux sends up to
two minutes apart.
"""

from __future__ import annotations

import contextlib
import logging
import socket
import struct
from collections.abc import Iterable
from typing import Any, Protocol
from weakref import WeakKeyDictionary

_log = logging.getLogger("headwater")
#: Linux's `struct tcp_info` up to `tcpi_last_ack_recv`.
_TCP_INFO = struct.Struct("=8B13I")
_RETRANSMITS, _PROBES, _LAST_ACK_MS = 2, 3, 20
#: Of a closed window; one alone may stay without an answer, as Linux does not answer more than two a second.
_PROBES_UNANSWERED = 2
_CAN_LOOK = hasattr(socket, "TCP_INFO")
_LOOK_EVERY_MAX_S = 5.0


class Connected(Protocol):
    """A connection's protocol, as uvicorn has it."""

    @property
    def transport(self) -> Any:  # Any: asyncio's transport, or uvloop's, which is one by its shape
        """None: it is not made yet."""


class VanishWatch:
    """Ends connections whose other end has not answered for `timeout_s`, though it had to."""

    def __init__(self, timeout_s: float) -> None:
        self._timeout_s = timeout_s
        self.every_s = min(_LOOK_EVERY_MAX_S, timeout_s / 4)
        #: Since when it was seen not to answer.
        self._silent_since_s: WeakKeyDictionary[Connected, float] = WeakKeyDictionary()

    def look(self, connections: Iterable[Connected], now_s: float) -> None:
        """Look at all of them, which takes microseconds each."""
        if not _CAN_LOOK:
            return
        for connection in connections:
            silent_s = read_silence(connection.transport)
            if silent_s is None:
                self._silent_since_s.pop(connection, None)
                continue
            since_s = self._silent_since_s.setdefault(connection, now_s)
            # What it last answered may be older than what it does not answer now.
            if min(silent_s, now_s - since_s + self.every_s) >= self._timeout_s:
                _log.info("a client that did not answer for %g s was given up", self._timeout_s)
                connection.transport.abort()


def read_silence(transport: Any) -> float | None:  # Any: as above
    """For how many seconds the other end has not answered, where it had to; None: it does answer."""
    sock = None if transport is None else transport.get_extra_info("socket")
    if sock is None:
        return None
    with contextlib.suppress(OSError, ValueError, struct.error):
        info = _TCP_INFO.unpack(sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _TCP_INFO.size))
        if info[_RETRANSMITS] or info[_PROBES] >= _PROBES_UNANSWERED:
            silent_ms: int = info[_LAST_ACK_MS]
            return silent_ms / 1000
    return None
