"""First bytes of a warm session while many other streams are open.

python -m bench.crowd HOST PORT COUNT     holds COUNT streams open until its standard input ends;
                                          the request's bytes come first on it, as one line of hex
"""

from __future__ import annotations

import contextlib
import selectors
import subprocess
import sys
from collections.abc import Iterator

from bench.exchange import Caller, CallFailed, calling
from bench.rows import Progress, Row, median, percentile, round_to
from bench.server import CHUNKS_AGENT, MINIMAL_AGENT, new_session_id, running_server

_PAYLOAD = {"prompt": "hello"}
_TICK_S = 1.0
#: Sessions that the open streams are spread over.
_CROWD_SESSIONS = 10
_OPENING_DEADLINE_S = 60.0


def measure(*, quick: bool, progress: Progress, streams_count: int = 1000) -> list[Row]:
    """Milliseconds that the crowd adds to a first byte; nothing in a quick run."""
    if quick:
        progress(f"{streams_count} open streams: left out of a quick run")
        return []
    progress(f"{streams_count} open streams, a tick each {_TICK_S:g} s: first byte of another session")
    with running_server() as server:
        minimal, chunks = server.deploy(MINIMAL_AGENT, "minimal"), server.deploy(CHUNKS_AGENT, "chunks")
        with calling(server.address) as (caller,):
            request = minimal.build_request(new_session_id(), _PAYLOAD)
            alone_ms = _first_ms(caller, request)
            crowd = [new_session_id() for _ in range(_CROWD_SESSIONS)]
            requests = [chunks.build_request(session, {"every_s": _TICK_S}) for session in crowd]
            with holding(server.address, requests, streams_count):
                crowded_ms = _first_ms(caller, request)
    reference = "without open streams"
    return [
        Row(
            name=f"first_byte_at_{streams_count}_streams_ms",
            value=median(crowded_ms),
            unit="ms",
            reference=reference,
            reference_value=median(alone_ms),
            note=f"{round_to(median(crowded_ms) - median(alone_ms), 2):g} ms added",
        ),
        Row(
            name=f"first_byte_at_{streams_count}_streams_p99_ms",
            value=percentile(crowded_ms, 99),
            unit="ms",
            reference=reference,
            reference_value=percentile(alone_ms, 99),
        ),
    ]


def _first_ms(caller: Caller, request: bytes) -> list[float]:
    for _ in range(50):
        caller.call(request)
    return [caller.call(request).first_s * 1e3 for _ in range(1000)]


@contextlib.contextmanager
def holding(address: tuple[str, int], requests: list[bytes], count: int) -> Iterator[None]:
    """`count` streams, of which each has had its first event."""
    host, port = address
    command = [sys.executable, "-m", "bench.crowd", host, str(port), str(count)]
    holder = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdin is not None
    assert holder.stdout is not None
    try:
        holder.stdin.write(" ".join(request.hex() for request in requests).encode() + b"\n")
        holder.stdin.flush()
        line = holder.stdout.readline()
        if line != b"open\n":
            raise CallFailed(f"the {count} streams could not be opened")
        yield
    finally:
        holder.stdin.close()
        holder.wait()
        holder.stdout.close()


def _hold(host: str, port: int, count: int) -> None:
    requests = [bytes.fromhex(part) for part in sys.stdin.readline().split()]
    with selectors.DefaultSelector() as selector, calling((host, port), count) as callers:
        selector.register(sys.stdin, selectors.EVENT_READ)
        waiting = set()
        for number, caller in enumerate(callers):
            caller.socket.sendall(requests[number % len(requests)])
            selector.register(caller.socket, selectors.EVENT_READ)
            waiting.add(caller.socket)
        while True:
            ready = selector.select(_OPENING_DEADLINE_S)
            for key, _ in ready:
                if key.fileobj is sys.stdin:
                    return
                data = key.fileobj.recv(65536)  # type: ignore[union-attr]  # all others are sockets
                if not data:
                    sys.exit("a stream ended")
                if key.fileobj in waiting and b"data: " in data:
                    waiting.discard(key.fileobj)
                    if not waiting:
                        print("open", flush=True)


if __name__ == "__main__":
    _hold(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
