"""`Server-Timing`: what the time of an answer went to, in its head. No I/O.

Callers who want it say `Headwater-Timing: 1`; others' answers stay as AWS's are.

Source: W3C Server Timing.
"""

from __future__ import annotations

from collections.abc import Iterable

HEADER = "server-timing"
ASKING_HEADER = "headwater-timing"


def encode(durations: Iterable[tuple[str, int]]) -> bytes:
    """Names (tokens of HTTP) and nanoseconds as the header's value."""
    return ", ".join(f"{name};dur={duration_ns / 1e6:.3f}" for name, duration_ns in durations).encode()


def parse(value: str) -> dict[str, float]:
    """Name -> seconds. What has no duration, or none that can be read, is left out."""
    found = {}
    for metric in value.split(","):
        name, *parameters = (part.strip() for part in metric.split(";"))
        for parameter in parameters:
            key, _, text = parameter.partition("=")
            if key.strip().lower() == "dur":
                try:
                    found[name] = float(text.strip().strip('"')) / 1000
                except ValueError:
                    continue
    return found
