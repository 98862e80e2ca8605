"""What the gateway adds to a call of a session that is there: the same call with and without it, in turns."""

from __future__ import annotations

import json

from bench.exchange import build_post, calling
from bench.rows import Progress, Row, median, percentile
from bench.server import MINIMAL_AGENT, new_session_id, running_server

#: Its connection is kept open, which spares it the connecting that the gateway does each time.
_REFERENCE = "the agent's own socket"
_PAYLOAD = {"prompt": "hello"}


def measure(*, quick: bool, progress: Progress) -> list[Row]:
    """Milliseconds added to the first byte, at the median and at the 99th percentile."""
    progress("warm calls: through the gateway and to the agent's own socket, in turns")
    with running_server({"sandbox.spare_count": 0}) as server:
        runtime = server.deploy(MINIMAL_AGENT, "minimal")
        through_request = runtime.build_request(new_session_id(), _PAYLOAD)
        direct_request = build_post("/invocations", json.dumps(_PAYLOAD).encode())
        through_ms, direct_ms = [], []
        with calling(server.address) as (through,):
            through.call(through_request)
            with calling(server.find_only_socket()) as (direct,):
                for number in range(350 if quick else 1550):
                    first_s = through.call(through_request).first_s, direct.call(direct_request).first_s
                    if number >= 50:
                        through_ms.append(first_s[0] * 1e3)
                        direct_ms.append(first_s[1] * 1e3)
    return [
        Row(
            name="warm_overhead_ms",
            value=median([ours - theirs for ours, theirs in zip(through_ms, direct_ms, strict=True)]),
            unit="ms",
            reference=_REFERENCE,
            reference_value=median(direct_ms),
            aim="<= 1",
        ),
        _row("warm_session_ms", median(through_ms), median(direct_ms)),
        _row("warm_session_p99_ms", percentile(through_ms, 99), percentile(direct_ms, 99)),
    ]


def _row(name: str, value: float, reference_value: float) -> Row:
    return Row(name=name, value=value, unit="ms", reference=_REFERENCE, reference_value=reference_value)
