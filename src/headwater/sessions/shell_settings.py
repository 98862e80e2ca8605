"""[shells]: interactive shells in sessions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ShellSettings:
    """How many, and for how long.

    A shell without a client goes on for `detached_max_s`, unless its session ends before. One whose process
    has ended is remembered for `ended_keep_s`, so that a client that was away learns how.
    """

    #: AgentCore's quotas.
    per_runtime_max_count: int = 10
    connection_max_s: float = 3600.0
    detached_max_s: float = 900.0
    ended_keep_s: float = 60.0
