"""Streams that can be resumed, beside plain ones: events a second, and what an open one takes of memory."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench.exchange import Caller, CallFailed, calling, run_together
from bench.rows import Progress, Row, median, round_to
from bench.server import CHUNKS_AGENT, HeadwaterServer, Runtime, new_session_id, running_server

_RESUMABLE = {"headwater-resumable": "1"}
_WARM_COUNT = 2000
_STREAMS = (1, 10)
#: Of open streams: all in one session, whose agent then waits.
_OPEN_COUNT = 200
_SILENT = {"every_s": 3600}
_SETTLE_S = 1.0


def measure(*, quick: bool, progress: Progress) -> list[Row]:
    """Rates of one and of ten streams, each read by its caller, and the memory of many that are silent."""
    total = 50_000 if quick else 300_000
    rounds = 1 if quick else 5
    rows = []
    with running_server() as server:
        runtime = server.deploy(CHUNKS_AGENT, "chunks")
        for streams in _STREAMS:
            progress(f"resumable streams: {streams}, {total:,} events, {rounds} rounds")
            rows.append(_measure_rate(server, runtime, streams, total, rounds))
    progress(f"resumable streams: memory of {_OPEN_COUNT} that are open")
    rows.append(_measure_memory())
    return rows


def _measure_rate(server: HeadwaterServer, runtime: Runtime, streams: int, total: int, rounds: int) -> Row:
    sessions = [new_session_id() for _ in range(streams)]

    def rate(count: int, headers: Mapping[str, str]) -> float:
        requests = [runtime.build_request(session, {"count": count}, headers) for session in sessions]
        with calling(server.address, streams) as callers:
            started_s = time.perf_counter()
            exchanges = run_together(callers, requests)
            elapsed_s = time.perf_counter() - started_s
        if [exchange.events_count for exchange in exchanges] != [count] * streams:
            raise CallFailed(f"asked for {count} events a stream, got another number")
        return count * streams / elapsed_s

    for headers in ({}, _RESUMABLE):
        rate(_WARM_COUNT, headers)
    pairs = [(rate(total // streams, _RESUMABLE), rate(total // streams, {})) for _ in range(rounds)]
    return Row(
        name="resumable_chunk_rate" if streams == 1 else f"resumable_chunk_rate_{streams}_streams",
        value=median([ours for ours, _ in pairs]),
        unit="chunks/s",
        reference="a plain stream" if streams == 1 else "plain streams",
        reference_value=median([plain for _, plain in pairs]),
        aim=">= 0.5 x",
    )


def _measure_memory() -> Row:
    """Of the server's process: what each open stream adds to it; a server for each kind."""
    plain, resumable = (_measure_stream_kb(headers) for headers in ({}, _RESUMABLE))
    return Row(
        name="resumable_stream_kb",
        value=round_to(resumable),
        unit="KB",
        reference="a plain stream",
        reference_value=round_to(plain),
        aim="<= 64 KB",
        note=f"{_OPEN_COUNT} open and silent",
    )


def _measure_stream_kb(headers: Mapping[str, str]) -> float:
    with running_server() as server:
        runtime = server.deploy(CHUNKS_AGENT, "chunks")
        session = new_session_id()
        with _opened(server, runtime, session, 10, headers):  # what is allocated once
            pass
        before = _read_resident_kb(server.pid)
        with _opened(server, runtime, session, _OPEN_COUNT, headers):
            return (_read_resident_kb(server.pid) - before) / _OPEN_COUNT


@contextlib.contextmanager
def _opened(
    server: HeadwaterServer, runtime: Runtime, session: str, count: int, headers: Mapping[str, str]
) -> Iterator[None]:
    """So many streams, each with its first event at its caller."""
    request = runtime.build_request(session, _SILENT, headers)
    with calling(server.address, count) as callers:
        for caller in callers:
            caller.socket.sendall(request)
        for caller in callers:
            _read_first_event(caller)
        time.sleep(_SETTLE_S)
        yield
    for run in server.ask("GET", "/headwater/v1/runs?state=running&limit=1000")["runs"]:
        server.ask("DELETE", f"/headwater/v1/invocations/{run['invocationId']}")


def _read_first_event(caller: Caller) -> None:
    seen = b""
    while b"data: " not in seen:
        part = caller.socket.recv(4096)
        if not part:
            raise CallFailed(f"the connection ended within the answer: {seen!r}")
        seen += part


def _read_resident_kb(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:")))
