"""From `kill -9` of a session's agent to the first byte of the next answer in that session."""

from __future__ import annotations

import contextlib
import os
import signal
import time

from bench.cold import PAUSE_S, REFERENCE
from bench.exchange import Caller, CallFailed, Exchange, calling
from bench.rows import Progress, Row, median, percentile, round_to
from bench.server import MINIMAL_AGENT, TUTORIAL_AGENT, new_session_id, running_agent, running_server

#: Calls made until one is answered.
_ATTEMPTS = 20
_PAYLOAD = {"prompt": "hello"}


def measure(*, quick: bool, progress: Progress) -> list[Row]:
    """Kill and call at once; the call must be answered by a new process.

    In a quick run the agent is a minimal one.
    """
    progress("recovery: kill -9, then the next answer")
    path = MINIMAL_AGENT if quick else TUTORIAL_AGENT
    with running_agent(path) as (_, _, start_s):
        pass
    times_ms = []
    with running_server() as server:
        runtime = server.deploy(path, "agent")
        request = runtime.build_request(new_session_id(), _PAYLOAD)
        with calling(server.address) as (caller,):
            for _ in range(3 if quick else 30):
                time.sleep(PAUSE_S)
                caller.call(request)
                (session,) = server.list_sessions(runtime)
                killed_at_s = time.perf_counter()
                os.kill(session["pid"], signal.SIGKILL)
                exchange = _call_until_answered(caller, request)
                times_ms.append((exchange.started_at_s + exchange.first_s - killed_at_s) * 1e3)

    return [
        _row("kill_to_next_answer_ms", median(times_ms), start_s, "<= 30"),
        _row("kill_to_next_answer_p99_ms", percentile(times_ms, 99), start_s),
    ]


def _call_until_answered(caller: Caller, request: bytes) -> Exchange:
    """Again after a failure: a call that reaches the dying process may be lost with it."""
    for _ in range(_ATTEMPTS):
        with contextlib.suppress(CallFailed):
            return caller.call(request)
    raise CallFailed(f"no answer after {_ATTEMPTS} attempts")


def _row(name: str, value: float, start_s: float, aim: str = "") -> Row:
    start_ms = round_to(start_s * 1e3)
    return Row(name=name, value=value, unit="ms", reference=REFERENCE, reference_value=start_ms, aim=aim)
