"""[streams]: answers that are kept so that they can be resumed."""

from __future__ import annotations

from dataclasses import dataclass

_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamSettings:
    """Of runs whose callers asked for it: their bytes are on disk, the last of them in memory.

    What is over a bound goes, the oldest first, and who asks for it is told so. `heartbeat_s` is how often a
    silent stream that can be resumed gets a comment; 0: never, unless its caller asks.
    """

    memory_max_bytes: int = 128 * 1024
    max_bytes: int = 64 * _MIB
    total_max_bytes: int = 1024 * _MIB
    max_count: int = 10_000
    keep_s: float = 3600.0
    keep_after_restart: bool = True
    heartbeat_s: float = 0.0
