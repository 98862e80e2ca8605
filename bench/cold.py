"""A session that is not there yet: from a new session id to the first byte of the answer's body.

Two ways to come: after a pause, as callers mostly do, when the server has a spare worker ready; and back to
back, where each session is forked while its caller waits (the server makes its spares when it is idle).
"""

from __future__ import annotations

import statistics
import time
from pathlib import Path

from bench.exchange import calling, run_together
from bench.rows import Progress, Row, percentile, round_to
from bench.server import (
    MINIMAL_AGENT,
    TUTORIAL_AGENT,
    HeadwaterServer,
    Runtime,
    new_session_id,
    running_agent,
    running_server,
)

#: What a fork stands in for: the process started until it answers `/ping`.
REFERENCE = "start of the agent's process"
_PAYLOAD = {"prompt": "hello"}
_TOGETHER = 50
#: Time in which the server makes the next spare.
PAUSE_S = 0.6
#: Sessions alive at most while one is measured.
_BATCH = 10


def measure(*, quick: bool, progress: Progress) -> list[Row]:
    """Rows of cold starts: the tutorial's agent alone and fifty at once, and an agent that does nothing."""
    progress("cold sessions: starting the agents as plain processes, for reference")
    start_ms = {path: _start_ms(path, 1 if quick else 3) for path in (TUTORIAL_AGENT, MINIMAL_AGENT)}
    with running_server() as server:
        tutorial, minimal = server.deploy(TUTORIAL_AGENT, "tutorial"), server.deploy(MINIMAL_AGENT, "minimal")
        progress("cold sessions: after a pause each, the tutorial's agent and a minimal one")
        count = 3 if quick else 30
        paused = {runtime: _cold_ms(server, runtime, count, PAUSE_S) for runtime in (tutorial, minimal)}
        progress("cold sessions: back to back, the tutorial's agent and a minimal one")
        count = 8 if quick else 100
        streak = {runtime: _cold_ms(server, runtime, count, 0.0) for runtime in (tutorial, minimal)}
        progress(f"cold sessions: {_TOGETHER} at once")
        together = [ms for _ in range(1 if quick else 4) for ms in _together_ms(server, tutorial)]
    tutorial_ms, minimal_ms = start_ms[TUTORIAL_AGENT], start_ms[MINIMAL_AGENT]
    return [
        _row("cold_session_ms", paused[tutorial], tutorial_ms, 50, "<= 20"),
        _row("cold_session_p99_ms", paused[tutorial], tutorial_ms, 99),
        _row("cold_session_back_to_back_ms", streak[tutorial], tutorial_ms, 50),
        _row("cold_session_back_to_back_p99_ms", streak[tutorial], tutorial_ms, 99),
        _row("cold_session_50_at_once_p50_ms", together, tutorial_ms, 50),
        _row("cold_session_50_at_once_p99_ms", together, tutorial_ms, 99),
        _row("cold_session_minimal_ms", paused[minimal], minimal_ms, 50),
        _row("cold_session_minimal_back_to_back_ms", streak[minimal], minimal_ms, 50),
    ]


def _row(name: str, times_ms: list[float], start_ms: float, percent: int, aim: str = "") -> Row:
    """A percentile; beside a median the quickest tenth, which is what a quiet machine would show."""
    value = percentile(times_ms, percent)
    note = f"quickest tenth {percentile(times_ms, 10):.3g}" if percent == 50 else ""
    return Row(
        name=name, value=value, unit="ms", reference=REFERENCE, reference_value=start_ms, aim=aim, note=note
    )


def _start_ms(path: Path, count: int) -> float:
    times_s = []
    for _ in range(count):
        with running_agent(path) as (_, _, elapsed_s):
            times_s.append(elapsed_s)
    return round_to(statistics.median(times_s) * 1e3)


def _cold_ms(server: HeadwaterServer, runtime: Runtime, count: int, pause_s: float) -> list[float]:
    times_ms: list[float] = []
    with calling(server.address) as (caller,):
        for number in range(count + 2):  # the first ones warm the server and the model's endpoint
            time.sleep(pause_s)
            exchange = caller.call(runtime.build_request(new_session_id(), _PAYLOAD))
            if number >= 2:
                times_ms.append(exchange.first_s * 1e3)
            if number % _BATCH == _BATCH - 1:
                server.stop_sessions(runtime)
    server.stop_sessions(runtime)
    return times_ms


def _together_ms(server: HeadwaterServer, runtime: Runtime) -> list[float]:
    with calling(server.address, _TOGETHER) as callers:
        requests = [runtime.build_request(new_session_id(), _PAYLOAD) for _ in callers]
        exchanges = run_together(callers, requests)
    server.stop_sessions(runtime)
    return [exchange.first_s * 1e3 for exchange in exchanges]
