"""One HTTP/1.1 exchange with an agent over a socket: bytes in, bytes out, with back-pressure.

A connection serves one request: connecting to a socket of this host costs some 0.1 ms, while reusing one
risks losing a request to an agent that closes it at that moment. `httptools` parses the head and undoes the
chunking; body bytes are passed on as they come, as many at a time as have come.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from typing import cast

import httptools

from headwater.sandbox.base import Address

#: Bytes of an answer held before the agent is made to wait.
_HIGH_WATER_BYTES = 256 * 1024
#: An answer's head may not be longer.
_MAX_HEAD_BYTES = 256 * 1024

Headers = list[tuple[bytes, bytes]]


class AgentConnectionError(Exception):
    """The agent's side broke off: it could not be reached, died, or does not speak HTTP."""


@dataclass(frozen=True, slots=True)
class ResponseHead:
    """Status and headers of an agent's answer."""

    status: int
    headers: Headers


class AgentConnection(asyncio.Protocol):
    """Use `open_connection`, then `send_head`, `send_body` …, `read_head`, `read_body`; always `close`."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._parser = httptools.HttpResponseParser(self)
        self._status = 0
        self._headers: Headers = []
        self._head_bytes = 0
        self._head: asyncio.Future[ResponseHead] = asyncio.get_running_loop().create_future()
        self._parts: list[bytes] = []
        self._held_bytes = 0
        self._is_complete = False
        #: The agent went away without having read what was written last, and without a byte of an answer.
        self.is_unread = False
        self._error: AgentConnectionError | None = None
        self._news: asyncio.Event = asyncio.Event()
        self._writable: asyncio.Event = asyncio.Event()
        self._writable.set()

    def send_head(
        self, method: bytes, target: bytes, headers: Iterable[tuple[bytes, bytes]], body: bytes = b""
    ) -> None:
        """Write the request's head, and `body` with it."""
        lines = [method, b" ", target, b" HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n"]
        for name, value in headers:
            lines += (name, b": ", value, b"\r\n")
        lines += (b"\r\n", body)
        self._write(b"".join(lines))

    async def send_body(self, part: bytes) -> None:
        """Write a part of the body; waits while the agent does not read.

        Raises:
            AgentConnectionError: the agent closed its side; its answer may still be readable.
        """
        await self._writable.wait()
        self._write(part)

    async def read_head(self) -> ResponseHead:
        """The answer's status and headers.

        Raises:
            AgentConnectionError: the agent broke off before them.
        """
        return await self._head

    async def read_body(self) -> AsyncIterator[bytes]:
        """The body's bytes as they come.

        Raises:
            AgentConnectionError: the agent broke off before the body's end.
        """
        while True:
            if self._parts:
                data = self._parts[0] if len(self._parts) == 1 else b"".join(self._parts)
                self._parts.clear()
                if self._held_bytes >= _HIGH_WATER_BYTES and self._transport is not None:
                    self._transport.resume_reading()
                self._held_bytes = 0
                yield data
            elif self._is_complete:
                return
            elif self._error is not None:
                raise self._error
            else:
                self._news.clear()
                await self._news.wait()

    def close(self) -> None:
        """Hang up at once; an agent that is still answering notices it as its caller's leaving."""
        if self._transport is not None:
            self._transport.abort()

    # asyncio.Protocol

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # Not an isinstance check: uvloop's transports are asyncio's by shape only.
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        if not self._head.done():
            self._head_bytes += len(data)
            if self._head_bytes > _MAX_HEAD_BYTES:
                self._fail("its answer's head is too long")
                self.close()
                return
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            self._fail("it changed the protocol")
        except httptools.HttpParserError as exc:
            self._fail(f"its answer is not HTTP: {exc}")
            self.close()
        self._news.set()

    def eof_received(self) -> bool:
        return False

    def connection_lost(self, exc: Exception | None) -> None:
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
        if 100 <= status < 200:
            self._headers = []
        elif not self._head.done():
            self._head.set_result(ResponseHead(status, self._headers))

    def on_body(self, body: bytes) -> None:
        self._parts.append(body)
        before, self._held_bytes = self._held_bytes, self._held_bytes + len(body)
        if before < _HIGH_WATER_BYTES <= self._held_bytes and self._transport is not None:
            self._transport.pause_reading()

    def on_message_complete(self) -> None:
        if self._head.done():
            self._is_complete = True
            self._news.set()

    def _has_framing(self) -> bool:
        return any(name.lower() in (b"content-length", b"transfer-encoding") for name, _ in self._headers)

    def _write(self, data: bytes) -> None:
        if self._transport is None or self._transport.is_closing():
            raise self._error or AgentConnectionError("it closed the connection")
        self._transport.write(data)

    def _fail(self, what: str) -> None:
        self._error = AgentConnectionError(what)
        if not self._head.done():
            self._head.set_exception(self._error)
            self._head.exception()  # read here too: nobody may be waiting for it any more
        self._news.set()


async def open_connection(address: Address) -> AgentConnection:
    """Connect to an agent.

    Raises:
        AgentConnectionError: nobody listens there any more.
    """
    loop = asyncio.get_running_loop()
    try:
        if isinstance(address, str):
            _, connection = await loop.create_unix_connection(AgentConnection, address)
        else:
            _, connection = await loop.create_connection(AgentConnection, sock=await address.dial())
    except OSError as exc:
        raise AgentConnectionError(f"it cannot be reached: {exc.strerror or exc}") from exc
    return connection
