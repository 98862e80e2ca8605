"""Events a second through the gateway, beside the same agent as a plain process; one stream and ten."""

from __future__ import annotations

import json
import time

from bench.exchange import CallFailed, build_post, calling, run_together
from bench.rows import Progress, Row, median
from bench.server import CHUNKS_AGENT, new_session_id, running_agent, running_server

_STREAMS = (1, 10)
_WARM_COUNT = 2000


def measure(*, quick: bool, progress: Progress) -> list[Row]:
    """Rates of one and of ten streams; every event is counted at the client."""
    total = 100_000 if quick else 300_000
    rounds = 1 if quick else 5
    rows = []
    with running_server() as server, running_agent(CHUNKS_AGENT) as (bare_address, _, _):
        runtime = server.deploy(CHUNKS_AGENT, "chunks")
        for streams in _STREAMS:
            progress(f"chunk rate: {streams} stream(s), {total:,} events, {rounds} rounds")
            sessions = [new_session_id() for _ in range(streams)]

            def through(count: int, sessions: list[str] = sessions) -> float:
                requests = [runtime.build_request(session, {"count": count}) for session in sessions]
                return _rate(server.address, requests, count)

            def bare(count: int, streams: int = streams) -> float:
                request = build_post("/invocations", json.dumps({"count": count}).encode())
                return _rate(bare_address, [request] * streams, count)

            through(_WARM_COUNT)
            bare(_WARM_COUNT)
            pairs = [(through(total // streams), bare(total // streams)) for _ in range(rounds)]
            rows.append(
                Row(
                    name="gateway_chunk_rate" if streams == 1 else f"gateway_chunk_rate_{streams}_streams",
                    value=median([ours for ours, _ in pairs]),
                    unit="chunks/s",
                    reference="the bare agent" if streams == 1 else "the bare agent, one process",
                    reference_value=median([theirs for _, theirs in pairs]),
                    aim=">= 0.5 x" if streams == 1 else "",
                    note="" if streams == 1 else f"{streams} sessions are {streams} processes",
                )
            )
    return rows


def _rate(address: tuple[str, int], requests: list[bytes], count: int) -> float:
    with calling(address, len(requests)) as callers:
        started_s = time.perf_counter()
        exchanges = run_together(callers, requests)
        elapsed_s = time.perf_counter() - started_s
    counted = [exchange.events_count for exchange in exchanges]
    if counted != [count] * len(requests):
        raise CallFailed(f"asked for {count} events a stream, counted {counted}")
    return count * len(requests) / elapsed_s
