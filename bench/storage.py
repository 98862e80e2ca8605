"""What session storage adds to a start: from a new session id to the first byte, with and without it.

The two take turns, so that whatever else the machine does weighs on both. Each session comes after a pause:
the server has a worker started ahead, and the mount is all that there is to add.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from bench.exchange import calling
from bench.rows import Progress, Row, percentile
from bench.server import MINIMAL_AGENT, HeadwaterServer, Runtime, new_session_id, running_server

_PAYLOAD = {"prompt": "hello"}
_PAUSE_S = 0.6
_STORAGE = {"filesystemConfigurations": [{"sessionStorage": {"mountPath": "/mnt/work"}}]}


def measure(*, quick: bool, progress: Progress) -> list[Row]:
    """Rows of starts with storage, new and found again, of both kinds as far as the host has them."""
    return [row for kind in ("image", "folder") for row in _measure_kind(kind, quick, progress)]


def _measure_kind(kind: str, quick: bool, progress: Progress) -> Iterator[Row]:
    count = 4 if quick else 15
    with running_server({"storage.kind": "auto" if kind == "image" else kind}) as server:
        plain = server.deploy(MINIMAL_AGENT, "plain")
        keeping = server.deploy(MINIMAL_AGENT, "keeping", _STORAGE)
        progress(f"storage: starts with a storage each ({kind}) and without, in turns")
        ids = [new_session_id() for _ in range(count)]
        new = _take_turns(server, plain, keeping, ids)
        if server.ask("GET", "/headwater/v1/status")["storage"]["kind"] != kind:
            return  # this host has the other one alone
        again = _take_turns(server, plain, keeping, ids)
    for name, (without_ms, with_ms) in (("new", new), ("again", again)):
        yield Row(
            name=f"storage_{kind}_{name}_ms",
            value=percentile(with_ms, 50),
            unit="ms",
            reference="the same without storage",
            reference_value=percentile(without_ms, 50),
            note=f"quickest tenths {percentile(with_ms, 10):.3g}, {percentile(without_ms, 10):.3g}",
        )


def _take_turns(
    server: HeadwaterServer, plain: Runtime, keeping: Runtime, ids: list[str]
) -> tuple[list[float], list[float]]:
    """Milliseconds without and with storage; no session is left."""
    times_ms: dict[Runtime, list[float]] = {plain: [], keeping: []}
    with calling(server.address) as (caller,):
        for session_id in ids:
            for runtime in (plain, keeping):
                time.sleep(_PAUSE_S)
                exchange = caller.call(runtime.build_request(session_id, _PAYLOAD))
                times_ms[runtime].append(exchange.first_s * 1e3)
                server.stop_sessions(runtime)
    return times_ms[plain], times_ms[keeping]
