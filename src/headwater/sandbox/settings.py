"""[sandbox]: how an agent's processes are confined, and how long they may take to start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

MIB = 1024 * 1024
GIB = 1024 * MIB

Isolation = Literal["auto", "namespaces", "process"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxSettings:
    """How one session is confined.

    `isolation`: `namespaces` or nothing starts; `process` isolates nothing but memory; `auto` takes
    namespaces where the host has them and says so where it has not. `uid` is the unprivileged
    user (and group) that agents run as when the server is root; it needs no entry in any
    password file. `start_timeout_s` stays below boto3's read timeout of 60 s, so that a caller learns why
    its session did not start instead of timing out and trying again. `spare_count` workers of each
    version are kept started ahead, in their sandboxes and serving, for the next new sessions; each
    belongs to one session only, as any worker does; `headwater warm` sets another number for one agent, and
    `warm_max_count` bounds their sum. `preload_count` versions are loaded when the
    server starts; others wait for their first session.
    """

    isolation: Isolation = "auto"
    uid: int = 1_752_629_249
    start_timeout_s: float = 50.0
    spare_count: int = 1
    warm_max_count: int = 200
    preload_count: int = 8
    memory_max_bytes: int = 8 * GIB
    processes_max_count: int = 512
    open_files_max_count: int = 16_384
    scratch_max_bytes: int = 512 * MIB
    readable_paths: tuple[str, ...] = ()

    def limits(self) -> dict[str, int]:
        """Values of `RLIMIT_<name>` for an agent's processes."""
        return {
            "CORE": 0,
            "DATA": self.memory_max_bytes,
            "NPROC": self.processes_max_count,
            "NOFILE": self.open_files_max_count,
        }
