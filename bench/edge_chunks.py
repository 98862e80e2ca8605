"""Chunks a second through a front door, in the forms `original` and `transformed`, beside the gateway alone.

One stream. The rate at the client is that of four processes on whatever cores there are. Beside it stands
what one core of the edge could do: chunks by the processor time that the edge spent on them (Linux only).

    python -m bench.run --only edge_chunks
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from bench.exchange import CallFailed, build_post, calling, run_together
from bench.rows import Progress, Row, median
from bench.server import CHUNKS_AGENT, HeadwaterServer, Runtime, new_session_id, running_server

_FORMS = ("original", "transformed")
_CONFIG = """
[[door]]
name = "original"
path = "/original"
request.shape = "payload"

[[door]]
name = "transformed"
path = "/transformed"
form = "transformed"
request.shape = "payload"
"""
_WARM_COUNT = 2000
_NEEDLE = b"token "
_STOP_DEADLINE_S = 20.0


def measure(*, quick: bool, progress: Progress) -> list[Row]:
    """Rates of one stream; every event is counted at the client."""
    count, rounds = (30_000, 3) if quick else (100_000, 5)
    rates: dict[str, list[float]] = {name: [] for name in (*_FORMS, "gateway")}
    core_rates: dict[str, list[float]] = {name: [] for name in _FORMS}
    with running_server() as server:
        runtime = server.deploy(CHUNKS_AGENT, "chunks")
        with _running_edge(server, runtime) as edge:
            progress(f"chunk rate through a front door: {count:,} events, {rounds} rounds")
            for round_number in range(rounds + 1):
                wanted = count if round_number else _WARM_COUNT
                for name in rates:
                    rate, core_rate = _stream(server, runtime, edge, name, wanted)
                    if round_number:
                        rates[name].append(rate)
                        core_rates.get(name, []).append(core_rate)
    return [row for name in _FORMS for row in _rows(name, rates, core_rates)]


def _rows(name: str, rates: dict[str, list[float]], core_rates: dict[str, list[float]]) -> list[Row]:
    gateway = median(rates["gateway"])
    rate = Row(
        name=f"edge_{name}_chunk_rate",
        value=median(rates[name]),
        unit="chunks/s",
        reference="the gateway alone",
        reference_value=gateway,
    )
    core = Row(
        name=f"edge_{name}_chunk_rate_a_core",
        value=median(core_rates[name]),
        unit="chunks/s",
        reference="the gateway alone",
        reference_value=gateway,
        aim=">= 8000 chunks/s" if name == "transformed" else "",
        note="by the processor time of the edge's process",
    )
    return [rate, core] if core.value else [rate]


@dataclass(frozen=True, slots=True)
class _Edge:
    address: tuple[str, int]
    pid: int


def _stream(
    server: HeadwaterServer, runtime: Runtime, edge: _Edge, name: str, count: int
) -> tuple[float, float]:
    """One stream's events a second, and a second of the edge's processor time."""
    payload = {"count": count}
    is_direct = name == "gateway"
    request = (
        runtime.build_request(new_session_id(), payload)
        if is_direct
        else build_post(f"/{name}", json.dumps(payload).encode())
    )
    before_s = _cpu_s(edge.pid)
    with calling(server.address if is_direct else edge.address) as callers:
        (exchange,) = run_together(callers, [request], _NEEDLE)
    used_s = _cpu_s(edge.pid) - before_s
    if exchange.events_count != count:
        raise CallFailed(f"asked {name} for {count} events, counted {exchange.events_count}")
    elapsed_s = exchange.total_s - exchange.first_s
    return count / elapsed_s, count / used_s if used_s > 0 else 0.0


@contextlib.contextmanager
def _running_edge(server: HeadwaterServer, runtime: Runtime) -> Iterator[_Edge]:
    with tempfile.TemporaryDirectory(prefix="hw-bench-edge-") as folder:
        config = Path(folder) / "edge.toml"
        config.write_text(_CONFIG)
        url = f"http://{server.address[0]}:{server.address[1]}"
        options = ["--config", str(config), "--target", runtime.arn, "--endpoint-url", url, "--port", "0"]
        program = "from headwater.cli.main import main; main()"
        with (Path(folder) / "log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-c", program, "edge", *options],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
            )
        try:
            assert process.stdout is not None
            line = next((x for x in process.stdout if x.startswith(b"listening on ")), b"").decode()
            if not line:
                raise RuntimeError(f"the edge did not start: {(Path(folder) / 'log').read_text()[-3000:]}")
            parts = urlsplit(line.split()[-1])
            assert parts.hostname is not None
            assert parts.port is not None
            yield _Edge((parts.hostname, parts.port), process.pid)
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_STOP_DEADLINE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    assert process.stdout is not None
    process.stdout.close()


def _cpu_s(pid: int) -> float:
    """Processor time of a process so far; 0 where /proc does not say."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
