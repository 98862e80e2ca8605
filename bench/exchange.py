"""A raw HTTP/1.1 client: it costs little beside what is measured.

An `Exchange` is one request and its answer, without I/O; `Caller` drives one over a blocking
connection that is already open, `run_together` drives many at once.
"""

from __future__ import annotations

import contextlib
import selectors
import socket
import time
from collections.abc import Iterator, Mapping, Sequence

_READ_BYTES = 256 * 1024
_DEADLINE_S = 60.0
_LAST_CHUNK = b"\r\n0\r\n\r\n"


class CallFailed(Exception):
    """The answer was not the one the measurement needs."""


class Exchange:
    """One answer as it comes. Times are those of `time.perf_counter`, in seconds since `start`."""

    def __init__(self, needle: bytes = b"data: ") -> None:
        self.started_at_s = 0.0
        self.first_s = 0.0
        self.total_s = 0.0
        self.is_complete = False
        self.events_count = 0
        self.status = 0
        self.body_start = b""
        self._needle = needle
        self._head = b""
        self._in_body = False
        self._length: int | None = None
        self._seen_bytes = 0
        self._tail = b""

    def start(self) -> None:
        self.started_at_s = time.perf_counter()

    def feed(self, data: bytes) -> None:
        """Take what was read.

        Raises:
            CallFailed: the connection ended, or the answer is an error.
        """
        now_s = time.perf_counter() - self.started_at_s
        if not data:
            begin = self._head[:500] + self.body_start
            raise CallFailed(f"the connection ended within the answer: {begin!r}")
        if not self._in_body:
            self._head += data
            head, separator, data = self._head.partition(b"\r\n\r\n")
            if not separator:
                return
            self._in_body, self._head = True, head
            self._read_head(head)
        if data:
            self._take_body(data, now_s)
        if self._length is not None and self._seen_bytes >= self._length:
            self._end(now_s)

    def _read_head(self, head: bytes) -> None:
        first, *lines = head.split(b"\r\n")
        self.status = int(first.split()[1])
        for line in lines:
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                self._length = int(value)

    def _take_body(self, data: bytes, now_s: float) -> None:
        if not self.first_s:
            self.first_s = now_s
        if len(self.body_start) < 2000:
            self.body_start += data[:2000]
        self._seen_bytes += len(data)
        held = self._tail[-(len(self._needle) - 1) :]
        self.events_count += (held + data).count(self._needle)
        self._tail = (self._tail + data)[-len(_LAST_CHUNK) :]
        if self._length is None and self._tail == _LAST_CHUNK:
            self._end(now_s)

    def _end(self, now_s: float) -> None:
        self.is_complete, self.total_s = True, now_s
        if not 200 <= self.status < 300:
            raise CallFailed(f"status {self.status}: {self.body_start[:500]!r}")


class Caller:
    """One connection, kept open over calls."""

    def __init__(self, address: tuple[str, int] | str) -> None:
        family = socket.AF_UNIX if isinstance(address, str) else socket.AF_INET
        self.socket = socket.socket(family)
        self.socket.settimeout(_DEADLINE_S)
        self.socket.connect(address)
        if family == socket.AF_INET:
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def call(self, request: bytes) -> Exchange:
        """Send `request` and read its answer to the end."""
        exchange = Exchange()
        exchange.start()
        self.socket.sendall(request)
        while not exchange.is_complete:
            exchange.feed(self.socket.recv(_READ_BYTES))
        return exchange

    def close(self) -> None:
        self.socket.close()


@contextlib.contextmanager
def calling(address: tuple[str, int] | str, count: int = 1) -> Iterator[list[Caller]]:
    """`count` open connections."""
    callers = [Caller(address) for _ in range(count)]
    try:
        yield callers
    finally:
        for caller in callers:
            caller.close()


def run_together(
    callers: Sequence[Caller], requests: Sequence[bytes], needle: bytes = b"data: "
) -> list[Exchange]:
    """Send all requests at once, each over its own connection, and read all answers to their ends.

    Args:
        needle: what each event has once, to count them by.
    """
    exchanges = [Exchange(needle) for _ in requests]
    with selectors.DefaultSelector() as selector:
        for caller, exchange, request in zip(callers, exchanges, requests, strict=True):
            exchange.start()
            caller.socket.sendall(request)
            selector.register(caller.socket, selectors.EVENT_READ, (caller, exchange))
        open_count = len(exchanges)
        while open_count:
            ready = selector.select(_DEADLINE_S)
            if not ready:
                raise CallFailed(f"{open_count} of {len(exchanges)} answers took over {_DEADLINE_S:g} s")
            for key, _ in ready:
                caller, exchange = key.data
                exchange.feed(caller.socket.recv(_READ_BYTES))
                if exchange.is_complete:
                    selector.unregister(caller.socket)
                    open_count -= 1
    return exchanges


def build_post(path: str, body: bytes, headers: Mapping[str, str] | None = None) -> bytes:
    """A POST's bytes."""
    lines = [f"POST {path} HTTP/1.1", "host: localhost", "content-type: application/json"]
    lines.append(f"content-length: {len(body)}")
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body
