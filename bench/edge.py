"""What a front door costs: milliseconds to the first byte, events a second, kilobytes of an open stream.

python -m bench.run --only edge
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.crowd import holding
from bench.exchange import Caller, CallFailed, build_post, calling, run_together
from bench.rows import Progress, Row, median, percentile, round_to
from bench.server import CHUNKS_AGENT, MINIMAL_AGENT, ending, new_session_id, running_server

_ARN = "arn:aws:bedrock-agentcore:us-west-2:123456789012:runtime/silent-0123456789"
_DOOR = (
    '[[door]]\nname = "{name}"\npath = "/{name}"\nrequest.shape = "payload"\n[door.target]\narn = "{arn}"\n'
)
_PAYLOAD = {"prompt": "hello"}
_STREAMS_COUNT = 2000
_FOLDER = Path(__file__).resolve().parent


def measure(*, quick: bool, progress: Progress) -> list[Row]:
    """First byte and events a second beside the gateway alone; memory of silent streams."""
    rows = _measure_ways(quick=quick, progress=progress)
    if quick:
        progress(f"{_STREAMS_COUNT} silent streams: left out of a quick run")
        return rows
    progress(f"{_STREAMS_COUNT} silent streams on one process")
    return [*rows, _measure_memory()]


def _measure_ways(*, quick: bool, progress: Progress) -> list[Row]:
    with running_server() as server:
        minimal, chunks = server.deploy(MINIMAL_AGENT, "minimal"), server.deploy(CHUNKS_AGENT, "chunks")
        doors = "".join(_DOOR.format(name=agent.name, arn=agent.arn) for agent in (minimal, chunks))
        host, port = server.address
        with _running_edge(doors, f"http://{host}:{port}") as (address, _):
            progress("front door: first byte")
            direct = minimal.build_request(session := new_session_id(), _PAYLOAD)
            through = _build_request("/minimal", session, _PAYLOAD)
            first = _measure_first(server.address, direct, address, through, 200 if quick else 2000)
            count, rounds = (50_000, 3) if quick else (200_000, 5)
            progress(f"front door: {count:,} events, {rounds} rounds")
            direct = chunks.build_request(session := new_session_id(), {"count": count})
            through = _build_request("/chunks", session, {"count": count})
            pairs = [
                (_rate(address, through, count), _rate(server.address, direct, count)) for _ in range(rounds)
            ]
    return [*first, _build_rate_row(pairs)]


def _measure_first(
    gateway: tuple[str, int], direct: bytes, edge: tuple[str, int], through: bytes, count: int
) -> list[Row]:
    """One call each way in turn, so that what else the machine does falls on both alike."""
    with calling(gateway) as (near,), calling(edge) as (far,):
        for _ in range(50):
            near.call(direct), far.call(through)
        pairs = [(_first_ms(far, through), _first_ms(near, direct)) for _ in range(count)]
    ours, theirs = [far_ms for far_ms, _ in pairs], [near_ms for _, near_ms in pairs]
    added = round_to(median(ours) - median(theirs), 2)
    reference = "the gateway alone"
    return [
        Row(
            name="edge_first_byte_ms", value=median(ours), unit="ms", reference=reference,
            reference_value=median(theirs), aim="<= 1 ms added", note=f"{added:g} ms added",
        ),
        Row(
            name="edge_first_byte_p99_ms", value=percentile(ours, 99), unit="ms", reference=reference,
            reference_value=percentile(theirs, 99),
        ),
    ]  # fmt: skip


def _first_ms(caller: Caller, request: bytes) -> float:
    return caller.call(request).first_s * 1e3


def _build_rate_row(pairs: list[tuple[float, float]]) -> Row:
    return Row(
        name="edge_original_chunk_rate",
        value=median([ours for ours, _ in pairs]),
        unit="chunks/s",
        reference="the gateway alone",
        reference_value=median([theirs for _, theirs in pairs]),
        aim="as the gateway's",
        note="edge, gateway, agent and client share the machine's cores",
    )


def _rate(address: tuple[str, int], request: bytes, count: int) -> float:
    with calling(address) as callers:
        (exchange,) = run_together(callers, [request])
    if exchange.events_count != count:
        raise CallFailed(f"asked for {count} events, counted {exchange.events_count}")
    return count / exchange.total_s


def _measure_memory() -> Row:
    with _running_plane() as url, _running_edge(_DOOR.format(name="silent", arn=_ARN), url) as (address, pid):
        # One round first: what a process has once had it does not give back.
        with holding(address, [_build_request("/silent", new_session_id(), _PAYLOAD)], 50):
            pass
        before_kb = _resident_kb(pid)
        requests = [_build_request("/silent", new_session_id(), _PAYLOAD) for _ in range(20)]
        with holding(address, requests, _STREAMS_COUNT):
            after_kb = _resident_kb(pid)
            # Two connections each: a stream that had ended would cost less and prove nothing.
            open_count = len(os.listdir(f"/proc/{pid}/fd")) // 2
            if open_count < _STREAMS_COUNT:
                raise CallFailed(f"of {_STREAMS_COUNT} streams only {open_count} are open")
    return Row(
        name=f"edge_{_STREAMS_COUNT}_silent_streams_kb",
        value=round_to((after_kb - before_kb) / _STREAMS_COUNT),
        unit="KB each",
        reference="the process without them, KB",
        reference_value=before_kb,
        aim="<= 30 KB each",
    )


def _build_request(path: str, session_id: str, payload: object) -> bytes:
    return build_post(path, json.dumps(payload).encode(), {"x-session-id": session_id})


def _resident_kb(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:")))


@contextlib.contextmanager
def _running_edge(doors: str, url: str) -> Iterator[tuple[tuple[str, int], int]]:
    """Its address and its process."""
    with tempfile.TemporaryDirectory(prefix="hw-bench-") as folder:
        config, log = Path(folder) / "edge.toml", Path(folder) / "edge.log"
        config.write_text(doors)
        command = [sys.executable, "-m", "headwater.cli.main", "edge", "--config", str(config), "--port", "0"]
        with log.open("wb") as errors:
            environment = {**os.environ, "AWS_ACCESS_KEY_ID": "bench", "AWS_SECRET_ACCESS_KEY": "bench"}
            process = subprocess.Popen(
                [*command, "--endpoint-url", url],
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, env=environment,
            )  # fmt: skip
        with ending(process):
            assert process.stdout is not None
            line = process.stdout.readline().decode()
            if not line.startswith("listening on "):
                raise RuntimeError(f"the edge did not start: {line}{log.read_text()[-3000:]}")
            host, _, port = line.split()[-1].removeprefix("http://").rpartition(":")
            yield (host, int(port)), process.pid


@contextlib.contextmanager
def _running_plane() -> Iterator[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.silent_plane"], stdout=subprocess.PIPE, cwd=_FOLDER.parent
    )
    with ending(process):
        assert process.stdout is not None
        yield f"http://127.0.0.1:{int(process.stdout.readline())}"
