"""What telemetry costs: the same calls at servers with it, without it, and with a trace in ten, in turns."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.exchange import CallFailed, calling, run_together
from bench.rows import Progress, Row, median, round_to
from bench.server import CHUNKS_AGENT, MINIMAL_AGENT, HeadwaterServer, new_session_id, running_server

_FLAGS: Mapping[str, Mapping[str, object]] = {
    "on": {},
    "sampled": {"telemetry.sampling_ratio": 0.1},
    "off": {"telemetry.enabled": False},
}
_CALLERS_COUNT = 4
_CALLS_A_TURN = 50
_CHUNKS_A_TURN = 50_000
_TICKS_PER_S = os.sysconf("SC_CLK_TCK")


@dataclass
class _Side:
    """One server, and what was measured of it."""

    server: HeadwaterServer
    calls: list[bytes]
    stream: bytes
    call_rates: list[float] = field(default_factory=list)
    chunk_rates: list[float] = field(default_factory=list)
    #: Processor time of the server, its threads' too.
    calls_cpu_s: float = 0.0
    chunks_cpu_s: float = 0.0

    @property
    def call_cpu_us(self) -> float:
        return self.calls_cpu_s / (len(self.call_rates) * _CALLERS_COUNT * _CALLS_A_TURN) * 1e6

    @property
    def chunk_cpu_us(self) -> float:
        return self.chunks_cpu_s / (len(self.chunk_rates) * _CHUNKS_A_TURN) * 1e6


def measure(*, quick: bool, progress: Progress) -> list[Row]:
    """Rates of warm calls and of chunks, and the server's processor time a call."""
    turns = 10 if quick else 120
    progress(f"telemetry: {turns} turns of {_CALLERS_COUNT * _CALLS_A_TURN} calls, on, sampled and off")
    with ExitStack() as stack:
        sides = {name: stack.enter_context(_open(flags)) for name, flags in _FLAGS.items()}
        for side in sides.values():
            _call(side, is_measured=False)
        for turn in range(turns):
            # Who comes first has the caches as the last one left them.
            for name in list(sides)[turn % 3 :] + list(sides)[: turn % 3]:
                _call(sides[name])
        progress("telemetry: chunks, on, sampled and off")
        for _ in range(2 if quick else 20):
            for side in sides.values():
                _stream(side)
    return [
        _build_rate("telemetry_warm_rate", sides["on"].call_rates, sides["off"].call_rates),
        _build_rate("telemetry_warm_rate_sampled", sides["sampled"].call_rates, sides["off"].call_rates),
        _build_cpu("telemetry_warm_cpu_us", sides["on"].call_cpu_us, sides["off"].call_cpu_us),
        _build_cpu("telemetry_warm_cpu_us_sampled", sides["sampled"].call_cpu_us, sides["off"].call_cpu_us),
        _build_rate("telemetry_chunk_rate", sides["on"].chunk_rates, sides["off"].chunk_rates, "chunks/s"),
        _build_cpu("telemetry_chunk_cpu_us", sides["on"].chunk_cpu_us, sides["off"].chunk_cpu_us),
    ]


@contextmanager
def _open(flags: Mapping[str, object]) -> Iterator[_Side]:
    with running_server({"sandbox.spare_count": 0, **flags}) as server:
        minimal, chunks = server.deploy(MINIMAL_AGENT, "minimal"), server.deploy(CHUNKS_AGENT, "chunks")
        calls = [minimal.build_request(new_session_id(), {"prompt": "hi"}) for _ in range(_CALLERS_COUNT)]
        yield _Side(server, calls, chunks.build_request(new_session_id(), {"count": _CHUNKS_A_TURN}))


def _call(side: _Side, *, is_measured: bool = True) -> None:
    with calling(side.server.address, len(side.calls)) as callers:
        cpu_s, started_s = _read_cpu(side.server.pid), time.perf_counter()
        for _ in range(_CALLS_A_TURN):
            run_together(callers, side.calls)
        elapsed_s = time.perf_counter() - started_s
    if is_measured:
        side.call_rates.append(_CALLS_A_TURN * len(side.calls) / elapsed_s)
        side.calls_cpu_s += _read_cpu(side.server.pid) - cpu_s


def _stream(side: _Side) -> None:
    with calling(side.server.address) as (caller,):
        cpu_s, started_s = _read_cpu(side.server.pid), time.perf_counter()
        exchange = caller.call(side.stream)
        elapsed_s = time.perf_counter() - started_s
    if exchange.events_count != _CHUNKS_A_TURN:
        raise CallFailed(f"asked for {_CHUNKS_A_TURN} events, counted {exchange.events_count}")
    side.chunk_rates.append(_CHUNKS_A_TURN / elapsed_s)
    side.chunks_cpu_s += _read_cpu(side.server.pid) - cpu_s


def _read_cpu(pid: int) -> float:
    """Seconds that a process has used, without its children."""
    members = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(members[11]) + int(members[12])) / _TICKS_PER_S


def _build_rate(name: str, ours: list[float], theirs: list[float], unit: str = "calls/s") -> Row:
    return Row(
        name=name,
        value=median(ours),
        unit=unit,
        reference="the same without telemetry",
        reference_value=median(theirs),
        aim=">= 0.95 x",
        note=f"turn by turn {median([a / b for a, b in zip(ours, theirs, strict=True)])}",
    )


def _build_cpu(name: str, ours: float, theirs: float) -> Row:
    return Row(
        name=name,
        value=round_to(ours),
        unit="us",
        reference="the same without telemetry",
        reference_value=round_to(theirs),
        note="of the server, threads that write included",
    )
