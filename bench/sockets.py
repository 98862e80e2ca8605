"""WebSocket frames through the gateway, beside the same agent as a plain process."""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Iterator
from urllib.parse import quote

from bench.exchange import CallFailed
from bench.rows import Progress, Row, median
from bench.server import SOCKETS_AGENT, running_agent, running_server
from headwater.wire.websocket import Opcode, build_frame

_PAYLOAD = bytes(100)
_MASK = b"\x12\x34\x56\x78"
#: Frames on their way at the same time.
_WINDOW = 64
_DEADLINE_S = 60.0
_REPLY_BYTES = len(build_frame(Opcode.BINARY, _PAYLOAD))


def measure(*, quick: bool, progress: Progress) -> list[Row]:
    """Frames a second there and back, frames a second from the agent, and one there and back."""
    count, rounds = (5_000, 1) if quick else (50_000, 5)
    rows = []
    # The quota of 250 frames a second is not what is measured.
    with (
        running_server({"sockets.frames_per_s": 0}) as server,
        running_agent(SOCKETS_AGENT) as (bare_address, _, _),
    ):
        runtime = server.deploy(SOCKETS_AGENT, "sockets")
        path = f"/runtimes/{quote(runtime.arn, safe='')}/ws"
        for name, unit, aim, ask in (
            ("socket_echo_rate", "frames/s", ">= 0.5 x", _echo_rate),
            ("socket_stream_rate", "frames/s", ">= 0.5 x", _stream_rate),
            ("socket_round_trip", "ms", "", _round_trip_ms),
        ):
            progress(f"{name}: {count:,} frames, {rounds} rounds")
            with _opened(server.address, path) as ours, _opened(bare_address, "/ws") as theirs:
                ask(ours, 500)
                ask(theirs, 500)
                pairs = [(ask(ours, count), ask(theirs, count)) for _ in range(rounds)]
            rows.append(
                Row(
                    name=name,
                    value=median([one for one, _ in pairs]),
                    unit=unit,
                    reference="the bare agent",
                    reference_value=median([other for _, other in pairs]),
                    aim=aim,
                    note="frames of 100 bytes",
                )
            )
    return rows


def _echo_rate(sock: socket.socket, count: int) -> float:
    batch = build_frame(Opcode.BINARY, _PAYLOAD, mask=_MASK) * _WINDOW
    started_s = time.perf_counter()
    for _ in range(count // _WINDOW):
        sock.sendall(batch)
        _receive(sock, _WINDOW)
    return count // _WINDOW * _WINDOW / (time.perf_counter() - started_s)


def _stream_rate(sock: socket.socket, count: int) -> float:
    started_s = time.perf_counter()
    sock.sendall(build_frame(Opcode.TEXT, str(count).encode(), mask=_MASK))
    _receive(sock, count)
    return count / (time.perf_counter() - started_s)


def _round_trip_ms(sock: socket.socket, count: int) -> float:
    frame = build_frame(Opcode.BINARY, _PAYLOAD, mask=_MASK)
    count = count // 10
    started_s = time.perf_counter()
    for _ in range(count):
        sock.sendall(frame)
        _receive(sock, 1)
    return (time.perf_counter() - started_s) * 1000 / count


def _receive(sock: socket.socket, frames_count: int) -> None:
    """All frames have one size, so their bytes say how many came."""
    left = frames_count * _REPLY_BYTES
    while left:
        data = sock.recv(min(left, 1 << 18))
        if not data:
            raise CallFailed("the connection ended within the frames")
        left -= len(data)


@contextlib.contextmanager
def _opened(address: tuple[str, int], path: str) -> Iterator[socket.socket]:
    """A WebSocket; its pings are none, as it is open for less than their interval."""
    with socket.create_connection(address, timeout=_DEADLINE_S) as sock:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        lines = (
            f"GET {path} HTTP/1.1",
            f"Host: {address[0]}:{address[1]}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
        )
        sock.sendall("".join(f"{line}\r\n" for line in (*lines, "")).encode())
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += sock.recv(1)
        if not head.startswith(b"HTTP/1.1 101 "):
            raise CallFailed(f"the WebSocket was not opened: {head[:200]!r}")
        yield sock
