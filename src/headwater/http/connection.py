"""One HTTP/1.1 exchange over a socket: bytes in, bytes out, with back-pressure.

A connection serves one request. `httptools` parses the head and undoes the chunking; body bytes are passed on
as they come, some tens of kilobytes at a time. Light: some kilobytes while nothing comes.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
from collections import deque
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import cast

import httptools

from headwater.http.frames import FrameConnection

#: Bytes of an answer held before the other side is made to wait.
_HIGH_WATER_BYTES = 256 * 1024
#: Parts are joined up to there: what is passed on is in memory more than once until it is gone.
_TAKE_BYTES = 64 * 1024
#: An answer's head may not be longer.
_MAX_HEAD_BYTES = 256 * 1024

#: Seconds after which the other end is known to be gone, and probes without an answer until then. A third of
#: the time is silence before the first.
GONE_AFTER_S = 60.0
_PROBES_COUNT = 4

_SWITCHING = 101

Headers = list[tuple[bytes, bytes]]


class ConnectionBroken(Exception):
    """The other side broke off: it could not be reached, died, or does not speak HTTP."""


@dataclass(frozen=True, slots=True)
class ResponseHead:
    """Status and headers of an answer."""

    status: int
    headers: Headers


class HttpConnection(asyncio.Protocol):
    """Connect, then `send_head`, `send_body` …, `read_head`, `read_body`; always `close`."""

    def __init__(self, high_water_bytes: int = _HIGH_WATER_BYTES) -> None:
        """`high_water_bytes` of an answer are held before the other side is made to wait."""
        self._high_water_bytes = high_water_bytes
        self._transport: asyncio.Transport | None = None
        self._parser = httptools.HttpResponseParser(self)
        self._status = 0
        self._headers: Headers = []
        self._head_bytes = 0
        self._head: asyncio.Future[ResponseHead] = asyncio.get_running_loop().create_future()
        self._parts: deque[bytes] = deque()
        self._held_bytes = 0
        self._is_complete = False
        #: The other side went away without reading what was written last, and without a byte of an answer.
        self.is_unread = False
        self._error: ConnectionBroken | None = None
        self._news: asyncio.Event = asyncio.Event()
        self._writable: asyncio.Event = asyncio.Event()
        self._writable.set()
        self._is_lost = False
        self._may_upgrade = False
        #: What came behind an upgrade's head.
        self._rest: bytearray | None = None

    def send_upgrade(self, target: bytes, headers: Iterable[tuple[bytes, bytes]]) -> None:
        """Ask for a WebSocket; `read_head` gives the answer, and where that is 101, `switch` goes on."""
        self._may_upgrade = True
        lines = [
            b"GET ",
            target,
            b" HTTP/1.1\r\nhost: localhost\r\nconnection: Upgrade\r\nupgrade: websocket\r\n",
        ]
        for name, value in headers:
            lines += (name, b": ", value, b"\r\n")
        self._write(b"".join((*lines, b"\r\n")))

    def switch(self, frames: FrameConnection) -> None:
        """After an upgrade: hand the connection over, with what came on it already.

        Raises:
            ConnectionBroken: the answer was that of an upgrade, and is none.
        """
        if self._transport is None or self._rest is None:
            raise ConnectionBroken("it says that it changes the protocol, and does not")
        self._transport.set_protocol(frames)
        frames.attach(self._transport, bytes(self._rest))
        if self._is_lost:
            frames.connection_lost(None)

    def send_head(
        self,
        method: bytes,
        target: bytes,
        headers: Iterable[tuple[bytes, bytes]],
        body: bytes = b"",
        *,
        host: bytes = b"localhost",
    ) -> None:
        """Write the request's head, and `body` with it."""
        lines = [method, b" ", target, b" HTTP/1.1\r\nhost: ", host, b"\r\nconnection: close\r\n"]
        for name, value in headers:
            lines += (name, b": ", value, b"\r\n")
        lines += (b"\r\n", body)
        self._write(b"".join(lines))

    async def send_body(self, part: bytes) -> None:
        """Write a part of the body; waits while the other side does not read.

        Raises:
            ConnectionBroken: it closed its side; its answer may still be readable.
        """
        await self._writable.wait()
        self._write(part)

    async def read_head(self) -> ResponseHead:
        """The answer's status and headers.

        Raises:
            ConnectionBroken: it broke off before them.
        """
        return await self._head

    async def read_body(self) -> AsyncIterator[bytes]:
        """The body's bytes as they come.

        Raises:
            ConnectionBroken: it broke off before the body's end.
        """
        while True:
            if self._parts:
                yield self._take_parts()
            elif self._is_complete:
                return
            elif self._error is not None:
                raise self._error
            else:
                self._news.clear()
                await self._news.wait()

    def _take_parts(self) -> bytes:
        """What has come, or the first of it."""
        before, size, taken = self._held_bytes, 0, []
        while self._parts and size < _TAKE_BYTES:
            taken.append(self._parts.popleft())
            size += len(taken[-1])
        self._held_bytes -= size
        if self._held_bytes < self._high_water_bytes <= before and self._transport is not None:
            self._transport.resume_reading()
        return taken[0] if len(taken) == 1 else b"".join(taken)

    def watch_peer(self) -> None:
        """See `keep_watch`."""
        if self._transport is not None:
            keep_watch(self._transport)

    def close(self) -> None:
        """Hang up at once; who is still answering notices it as the caller's leaving."""
        if self._transport is not None:
            self._transport.abort()

    # asyncio.Protocol

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # Not an isinstance check: uvloop's transports are asyncio's by shape only.
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        if self._rest is not None:
            self._rest += data
            return
        if not self._head.done():
            self._head_bytes += len(data)
            if self._head_bytes > _MAX_HEAD_BYTES:
                self._fail("its answer's head is too long")
                self.close()
                return
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade as exc:
            if self._may_upgrade and self._head.done():
                self._rest = bytearray(data[exc.args[0] :])
            else:
                self._fail("it changed the protocol")
        except httptools.HttpParserError as exc:
            self._fail(f"its answer is not HTTP: {exc}")
            self.close()
        self._news.set()

    def eof_received(self) -> bool:
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        self._is_lost = True
        self._writable.set()
        # The kernel resets a connection whose bytes were not read, and merely ends one whose bytes were.
        self.is_unread = isinstance(exc, ConnectionResetError | BrokenPipeError) and self._head_bytes == 0
        if not self._is_complete and self._error is None:
            if self._head.done() and exc is None and not self._has_framing():
                self._is_complete = True  # such an answer ends with its connection
            else:
                self._fail("it closed the connection before its answer was complete")
        self._news.set()

    def pause_writing(self) -> None:
        self._writable.clear()

    def resume_writing(self) -> None:
        self._writable.set()

    # httptools callbacks

    def on_header(self, name: bytes, value: bytes) -> None:
        self._headers.append((name, value))

    def on_headers_complete(self) -> None:
        status = self._parser.get_status_code()
        if 100 <= status < 200 and not (self._may_upgrade and status == _SWITCHING):
            self._headers = []
        elif not self._head.done():
            self._head.set_result(ResponseHead(status, self._headers))

    def on_body(self, body: bytes) -> None:
        self._parts.append(body)
        before, self._held_bytes = self._held_bytes, self._held_bytes + len(body)
        if before < self._high_water_bytes <= self._held_bytes and self._transport is not None:
            self._transport.pause_reading()

    def on_message_complete(self) -> None:
        if self._head.done():
            self._is_complete = True
            self._news.set()

    def _has_framing(self) -> bool:
        return any(name.lower() in (b"content-length", b"transfer-encoding") for name, _ in self._headers)

    def _write(self, data: bytes) -> None:
        if self._transport is None or self._transport.is_closing():
            raise self._error or ConnectionBroken("it closed the connection")
        self._transport.write(data)

    def _fail(self, what: str) -> None:
        self._error = ConnectionBroken(what)
        if not self._head.done():
            self._head.set_exception(self._error)
            self._head.exception()  # read here too: nobody may be waiting for it any more
        self._news.set()


async def open_tcp_connection(
    host: str, port: int, *, tls: ssl.SSLContext | None, timeout_s: float, high_water_bytes: int
) -> HttpConnection:
    """Connect to a server; its certificate must be for `host`.

    Raises:
        ConnectionBroken: it cannot be reached in time, or its certificate is not trusted.
    """
    loop = asyncio.get_running_loop()
    with translating():
        async with asyncio.timeout(timeout_s):
            make = partial(HttpConnection, high_water_bytes)
            _, connection = await loop.create_connection(make, host, port, ssl=tls)
    connection.watch_peer()
    return connection


def keep_watch(transport: asyncio.BaseTransport) -> None:
    """Have the kernel find out when the other end is gone without a word, however long there is silence."""
    sock = transport.get_extra_info("socket")
    if sock is not None:
        watch_socket(sock)


def watch_socket(sock: socket.socket, gone_after_s: float = GONE_AFTER_S) -> None:
    """`keep_watch`, of a socket; what a listening one accepts is watched as it is itself."""
    idle_s = max(1, round(gone_after_s / 3))
    probes = {
        "TCP_KEEPIDLE": idle_s,
        "TCP_KEEPINTVL": max(1, round((gone_after_s - idle_s) / _PROBES_COUNT)),
        "TCP_KEEPCNT": _PROBES_COUNT,
    }
    with contextlib.suppress(OSError):
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        for name, value in probes.items():
            if hasattr(socket, name):  # macOS has not all of them
                sock.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)


@contextlib.contextmanager
def translating() -> Iterator[None]:
    """What can go wrong with connecting, as a `ConnectionBroken`."""
    try:
        yield
    except TimeoutError as exc:
        raise ConnectionBroken("it cannot be reached: no answer in time") from exc
    except OSError as exc:
        raise ConnectionBroken(f"it cannot be reached: {exc.strerror or exc}") from exc
