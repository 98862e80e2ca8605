"""WebSocket frames through the gateway, beside the same agent as a plain process; and those of a handler of
`headwater.App`, as a plain process, beside the official `BedrockAgentCoreApp`."""

from __future__ import annotations

import contextlib
import os
import selectors
import socket
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import KW_ONLY, dataclass
from functools import partial
from pathlib import Path
from urllib.parse import quote

from bench.exchange import CallFailed
from bench.rows import Progress, Row, median, round_to
from bench.server import APP_SOCKETS_AGENT, SOCKETS_AGENT, running_agent, running_server
from headwater.wire.websocket import Opcode, build_frame

_MASK = b"\x12\x34\x56\x78"
_DEADLINE_S = 60.0
_RECEIVED_BYTES = 1 << 18
_TICK_S = 1 / os.sysconf("SC_CLK_TCK")
#: What both sides do before they are measured, of what they then do.
_WARM_UP = 20
_KB = 1024


_Open = Callable[[], contextlib.AbstractContextManager[Sequence[socket.socket]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pattern:
    """What is sent: `batch` by a client at once, `count` times, and so many frames come back for each."""

    batch: bytes
    frames_per_batch: int
    batches_count: int
    payload_bytes: int


@dataclass(frozen=True, slots=True)
class _Case:
    """One row."""

    name: str
    build: Callable[[int, int], _Pattern]
    _: KW_ONLY
    frames_count: int
    payload_bytes: int = 100
    clients_count: int = 1
    aim: str = ">= 0.5 x"


def _echo(frames_count: int, payload_bytes: int) -> _Pattern:
    """Some frames are under way at any time; less of larger ones."""
    window = max(1, min(64, 4 * 64 * _KB // payload_bytes))
    frame = build_frame(Opcode.BINARY, bytes(payload_bytes), mask=_MASK)
    return _Pattern(
        batch=frame * window,
        frames_per_batch=window,
        batches_count=max(1, frames_count // window),
        payload_bytes=payload_bytes,
    )


def _stream(frames_count: int, payload_bytes: int) -> _Pattern:
    """All of them for one request."""
    asked = f"{frames_count} {payload_bytes}".encode()
    batch = build_frame(Opcode.TEXT, asked, mask=_MASK)
    return _Pattern(batch=batch, frames_per_batch=frames_count, batches_count=1, payload_bytes=payload_bytes)


def _one_by_one(frames_count: int, payload_bytes: int) -> _Pattern:
    batch = build_frame(Opcode.BINARY, bytes(payload_bytes), mask=_MASK)
    return _Pattern(batch=batch, frames_per_batch=1, batches_count=frames_count, payload_bytes=payload_bytes)


_LARGE_BYTES = 64 * _KB
#: What is copied once more is a greater part of what there is to do.
_LARGE_AIM = ">= 0.4 x"
_CASES = [
    _Case("socket_echo_rate", _echo, frames_count=50_000),
    _Case("socket_echo_rate_20", _echo, frames_count=50_000, clients_count=20),
    *(
        _Case(
            f"socket_{name}_rate_64kb{suffix}",
            build,
            frames_count=frames_count,
            payload_bytes=_LARGE_BYTES,
            clients_count=clients_count,
            aim=_LARGE_AIM,
        )
        for name, build, frames_count in (("echo", _echo, 4000), ("stream", _stream, 8000))
        for suffix, clients_count in (("", 1), ("_20", 20))
    ),
    _Case("socket_stream_rate", _stream, frames_count=200_000),
    _Case("socket_stream_rate_20", _stream, frames_count=200_000, clients_count=20),
    _Case("socket_round_trip", _one_by_one, frames_count=5000, aim=""),
]
_APP_CASES = [
    _Case("app_socket_echo_rate", _echo, frames_count=20_000),
    _Case("app_socket_stream_rate", _stream, frames_count=50_000),
    _Case("app_socket_round_trip", _one_by_one, frames_count=2000, aim=""),
]
_OWN_IMPORT = "from headwater import App\n"
_OFFICIAL_IMPORT = "from bedrock_agentcore import BedrockAgentCoreApp as App\n"


def measure(*, quick: bool, progress: Progress) -> list[Row]:
    """Frames a second there and back, frames a second from the agent, and one there and back."""
    return _measure_gateway(quick, progress) + _measure_app(quick, progress)


def _measure_app(quick: bool, progress: Progress) -> list[Row]:
    """The same agent, with only the import changed."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        official = Path(folder, "official.py")
        official.write_text(APP_SOCKETS_AGENT.read_text().replace(_OWN_IMPORT, _OFFICIAL_IMPORT))
        with (
            running_agent(APP_SOCKETS_AGENT) as (our_address, pid, _),
            running_agent(official) as (their_address, _, _),
        ):
            for case in _APP_CASES:
                progress(case.name)
                ours, theirs = (
                    partial(_opened, address, "/ws", 1) for address in (our_address, their_address)
                )
                rows.append(
                    _compare(case, ours, theirs, quick=quick, pid=pid, reference="BedrockAgentCoreApp")
                )
    return rows


def _measure_gateway(quick: bool, progress: Progress) -> list[Row]:
    # The quota of 250 frames a second is not what is measured.
    with (
        running_server({"sockets.frames_per_s": 0}) as server,
        running_agent(SOCKETS_AGENT) as (bare_address, _, _),
    ):
        runtime = server.deploy(SOCKETS_AGENT, "sockets")
        path = f"/runtimes/{quote(runtime.arn, safe='')}/ws"
        rows = []
        for case in _CASES:
            progress(case.name)
            # One for all clients: so many processes of the agent are not what is measured.
            session = f"?X-Amzn-Bedrock-AgentCore-Runtime-Session-Id=bench-{case.name:->40}"
            ours = partial(_opened, server.address, path + session, case.clients_count)
            theirs = partial(_opened, bare_address, "/ws", case.clients_count)
            rows.append(_compare(case, ours, theirs, quick=quick, pid=server.pid, reference="the bare agent"))
    return rows


def _compare(
    case: _Case,
    ours: _Open,
    theirs: _Open,
    *,
    quick: bool,
    pid: int,
    reference: str,
) -> Row:
    """Both in turn, each the first as often as the other; `pid` is ours.

    Opened anew for each turn: an agent's server pings, and hangs up on who is silent for some time.
    """
    rounds, frames_count = (3, case.frames_count // 10) if quick else (7, case.frames_count)
    each = max(1, frames_count // case.clients_count)
    pattern = case.build(each, case.payload_bytes)
    total = pattern.frames_per_batch * pattern.batches_count * case.clients_count
    warm_up = case.build(max(1, each // _WARM_UP), case.payload_bytes)
    pairs, used_s = [], 0.0
    for turn in range(rounds):
        taken_s = {}
        for open_some in (ours, theirs) if turn % 2 else (theirs, ours):
            with open_some() as clients:
                _exchange(clients, warm_up)
                before_s = _cpu_s(pid)
                taken_s[open_some is ours] = _exchange(clients, pattern)
                used_s += _cpu_s(pid) - before_s if open_some is ours else 0.0
        pairs.append((taken_s[True], taken_s[False]))
    is_latency = case.build is _one_by_one
    figure: Callable[[float], float] = (lambda s: s * 1000 / total) if is_latency else (lambda s: total / s)
    used_us = round_to(used_s * 1e6 / total / rounds, 3)
    return Row(
        name=case.name,
        value=median([figure(one) for one, _ in pairs]),
        unit="ms" if is_latency else "frames/s",
        reference=reference,
        reference_value=median([figure(other) for _, other in pairs]),
        aim=case.aim,
        note=f"{case.clients_count} at once, frames of {case.payload_bytes} bytes;"
        f" our process takes {used_us:g} us of CPU for each",
    )


def _exchange(clients: Sequence[socket.socket], pattern: _Pattern) -> float:
    """Seconds until each of them has got all."""
    reply_bytes = len(build_frame(Opcode.BINARY, bytes(pattern.payload_bytes))) * pattern.frames_per_batch
    left = {client: [pattern.batches_count - 1, reply_bytes] for client in clients}
    with selectors.DefaultSelector() as waiting:
        started_s = time.perf_counter()
        for client in clients:
            waiting.register(client, selectors.EVENT_READ)
            client.sendall(pattern.batch)
        while left:
            for key, _ in waiting.select(_DEADLINE_S):
                client = key.fileobj
                assert isinstance(client, socket.socket)
                state = left[client]
                data = client.recv(min(state[1], _RECEIVED_BYTES))
                if not data:
                    raise CallFailed("the connection ended within the frames")
                state[1] -= len(data)
                if state[1]:
                    continue
                if not state[0]:
                    waiting.unregister(client)
                    del left[client]
                    continue
                state[0] -= 1
                state[1] = reply_bytes
                client.sendall(pattern.batch)
        return time.perf_counter() - started_s


def _cpu_s(pid: int) -> float:
    """What a process has used, its threads included, its children not."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * _TICK_S


@contextlib.contextmanager
def _opened(address: tuple[str, int], path: str, count: int) -> Iterator[list[socket.socket]]:
    with contextlib.ExitStack() as stack:
        yield [stack.enter_context(_open(address, path)) for _ in range(count)]


@contextlib.contextmanager
def _open(address: tuple[str, int], path: str) -> Iterator[socket.socket]:
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
