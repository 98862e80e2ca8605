"""A burst of new sessions, with as many kept ready (`headwater warm`) and with none; and a listing."""

from __future__ import annotations

import json
import time

from bench.exchange import calling, run_together
from bench.rows import Progress, Row, median, percentile
from bench.server import (
    MINIMAL_AGENT,
    TUTORIAL_AGENT,
    HeadwaterServer,
    Runtime,
    new_session_id,
    running_server,
)

_PAYLOAD = {"prompt": "hello"}
_BURST = 20
_READY_DEADLINE_S = 60.0


def measure(*, quick: bool, progress: Progress, sessions_count: int = 200) -> list[Row]:
    """Rows: first bytes of a burst by warm sessions, beside the same burst without; time of a listing."""
    count = 1 if quick else 5
    sessions_count = 20 if quick else sessions_count
    with running_server() as server:
        tutorial, minimal = server.deploy(TUTORIAL_AGENT, "tutorial"), server.deploy(MINIMAL_AGENT, "minimal")
        progress(f"bursts of {_BURST} new sessions, none ready and all ready")
        cold_ms = [ms for _ in range(count) for ms in _burst_ms(server, tutorial, 0)]
        warm_ms = [ms for _ in range(count) for ms in _burst_ms(server, tutorial, _BURST)]
        _keep_warm(server, tutorial, 0)
        progress(f"listing {sessions_count} sessions")
        alone_ms = _listing_ms(server, minimal, 1)
        listing_ms = _listing_ms(server, minimal, sessions_count)
    reference = "the same burst with no session ready"
    return [
        Row(
            name=f"burst_of_{_BURST}_warm_p50_ms", value=median(warm_ms), unit="ms",
            reference=reference, reference_value=median(cold_ms),
        ),
        Row(
            name=f"burst_of_{_BURST}_warm_p99_ms", value=percentile(warm_ms, 99), unit="ms",
            reference=reference, reference_value=percentile(cold_ms, 99),
        ),
        Row(
            name=f"list_{sessions_count}_sessions_ms", value=listing_ms, unit="ms",
            reference="listing one session", reference_value=alone_ms,
            note="with CPU time, memory and processes of each",
        ),
    ]  # fmt: skip


def _burst_ms(server: HeadwaterServer, runtime: Runtime, warm_count: int) -> list[float]:
    _keep_warm(server, runtime, warm_count)
    with calling(server.address, _BURST) as callers:
        exchanges = run_together(
            callers, [runtime.build_request(new_session_id(), _PAYLOAD) for _ in callers]
        )
    server.stop_sessions(runtime)
    return [exchange.first_s * 1e3 for exchange in exchanges]


def _keep_warm(server: HeadwaterServer, runtime: Runtime, count: int) -> None:
    """Returns when so many are ready."""
    path = f"/headwater/v1/runtimes/{runtime.name}"
    server.ask("PUT", f"{path}/limits", json.dumps({"warmSessions": count}).encode())
    deadline_s = time.monotonic() + _READY_DEADLINE_S
    while server.ask("GET", path)["templates"][0]["warm"] != {"wanted": count, "ready": count}:
        if time.monotonic() > deadline_s:
            raise TimeoutError(f"{count} sessions were not ready within {_READY_DEADLINE_S:g} s")
        time.sleep(0.05)


def _listing_ms(server: HeadwaterServer, runtime: Runtime, sessions_count: int) -> float:
    """Median of a few listings with so many sessions live."""
    missing = sessions_count - len(server.list_sessions(runtime))
    with calling(server.address) as (caller,):
        for _ in range(missing):
            caller.call(runtime.build_request(new_session_id(), _PAYLOAD))
    times_ms = []
    for _ in range(5):
        started_s = time.perf_counter()
        server.list_sessions(runtime)
        times_ms.append((time.perf_counter() - started_s) * 1e3)
    return median(times_ms)
