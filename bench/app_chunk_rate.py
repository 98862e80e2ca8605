"""Chunks a second of `headwater.App` beside the official `BedrockAgentCoreApp`.

The same agent, with only the import changed, on uvicorn (httptools, uvloop) behind a unix socket; one
stream of small chunks; a raw socket client that counts events. Runs alternate, medians are compared.

    python -m bench.run --only app
    python -m bench.app_chunk_rate --serve official|headwater SOCKET     (how this file starts its servers)
"""

from __future__ import annotations

import contextlib
import json
import logging
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.rows import Progress, Row, median

#: The official server is some fifty times slower: a shorter stream, so that both take about a second.
CHUNKS = {"official": 10_000, "headwater": 200_000}
ROUNDS = 3
FIRST_CHUNK_CALLS = 50
START_DEADLINE_S = 20.0
READ_BYTES = 256 * 1024


def measure(*, quick: bool, progress: Progress) -> list[Row]:
    """Events a second, and the time to the first of them."""
    progress("chunk rate: headwater.App beside BedrockAgentCoreApp")
    rounds = 1 if quick else ROUNDS
    rates: dict[str, list[float]] = {kind: [] for kind in CHUNKS}
    first_ms: dict[str, list[float]] = {kind: [] for kind in CHUNKS}
    with _serving("official") as official, _serving("headwater") as ours:
        sockets = {"official": official, "headwater": ours}
        for kind, path in sockets.items():
            _stream(path, 500)  # warm: imports on first use, the worker's thread
            first_ms[kind] = [_stream(path, 1)[0] * 1e3 for _ in range(FIRST_CHUNK_CALLS)]
        for _ in range(rounds):
            for kind, path in sockets.items():
                rates[kind].append(CHUNKS[kind] / _stream(path, CHUNKS[kind])[1])
    return [
        _row("app_chunk_rate", "chunks/s", rates, ">= 8 x"),
        _row("app_first_chunk_ms", "ms", first_ms),
    ]


def _row(name: str, unit: str, values: dict[str, list[float]], aim: str = "") -> Row:
    return Row(
        name=name,
        value=median(values["headwater"]),
        unit=unit,
        reference="BedrockAgentCoreApp",
        reference_value=median(values["official"]),
        aim=aim,
    )


def _stream(path: Path, count: int) -> tuple[float, float]:
    """One invocation: seconds to the first event and to the end; every event is counted."""
    body = json.dumps({"count": count}).encode()
    head = f"POST /invocations HTTP/1.1\r\nHost: agent\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(path))
        started_s = time.perf_counter()
        connection.sendall(head + body)
        first_s, seen, tail = 0.0, 0, b""
        while not tail.endswith(b"\r\n0\r\n\r\n"):
            piece = connection.recv(READ_BYTES)
            if not piece:
                raise ConnectionError(f"the stream ended after {seen} of {count} events")
            seen += (tail + piece).count(b"data: ") - tail.count(b"data: ")
            if seen and not first_s:
                first_s = time.perf_counter() - started_s
            tail = (tail + piece)[-7:]
        total_s = time.perf_counter() - started_s
    if seen != count:
        raise ValueError(f"asked for {count} events, got {seen}")
    return first_s, total_s


@contextlib.contextmanager
def _serving(kind: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "agent.sock"
        process = subprocess.Popen([sys.executable, "-m", "bench.app_chunk_rate", "--serve", kind, str(path)])
        try:
            _wait_until_listening(path, process)
            yield path
        finally:
            process.kill()
            process.wait()


def _wait_until_listening(path: Path, process: subprocess.Popen[bytes]) -> None:
    deadline_s = time.monotonic() + START_DEADLINE_S
    while time.monotonic() < deadline_s:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended at its start with exit code {process.returncode}")
        with socket.socket(socket.AF_UNIX) as probe:
            if probe.connect_ex(str(path)) == 0:
                return
        time.sleep(0.02)
    raise TimeoutError(f"the server did not listen on {path} within {START_DEADLINE_S:.0f} s")


def _serve(kind: str, path: str) -> None:
    if kind == "official":
        from bedrock_agentcore.runtime import BedrockAgentCoreApp as App
    else:
        from headwater import App  # the one line that differs
    import uvicorn

    logging.disable(logging.INFO)
    app = App()

    @app.entrypoint
    async def stream(payload):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202  # as agents write it
        for number in range(payload["count"]):
            yield f"token {number} "

    uvicorn.run(app, uds=path, http="httptools", loop="uvloop", log_level="warning", access_log=False)


if __name__ == "__main__":
    _serve(*sys.argv[2:4])
