"""What sessions use, measured on this host: processor time, memory, number of processes of a whole tree.

A worker names the roots of its tree (its init and its agent, say); in a pid namespace everything else is
below those two, as the init adopts what others leave behind. One look at /proc serves any number of sessions.
CPU is what each process used and what it waited for in its children: an agent that ignores its children's
ends hides theirs once they are over.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass

from headwater.template import processes

#: Others that begin and end change what a process has to itself, without a change of its own.
_REMEMBERED_S = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """Of all processes of one session. `memory_bytes` counts shared pages in parts (PSS); None: not asked
    for, or not to be had."""

    cpu_s: float
    process_count: int
    memory_bytes: int | None = None


class Meter:
    """Measures, and remembers the memory of processes that have as many pages as before.

    Reading the PSS of a process takes the kernel up to some milliseconds, all else some microseconds: a first
    look at 1,000 sessions takes a second or more in its thread, the next ones a tenth of that.
    """

    def __init__(self) -> None:
        #: By pid: when it was started, its resident pages then, its memory, and when that was read.
        self._memory: dict[int, tuple[int, int, int | None, float]] = {}

    async def measure(self, roots: Mapping[str, tuple[int, ...]], *, with_memory: bool) -> dict[str, Usage]:
        """Usage by worker id, of those of which a process is left."""
        return await asyncio.to_thread(self.measure_now, roots, with_memory=with_memory) if roots else {}

    def measure_now(self, roots: Mapping[str, tuple[int, ...]], *, with_memory: bool) -> dict[str, Usage]:
        """As `measure`, in this thread."""
        everything = processes.read_all()
        children = processes.children_by_parent(everything.values())
        # A copy first: several threads may measure at the same time.
        self._memory = {pid: known for pid, known in self._memory.copy().items() if pid in everything}
        found = {}
        for key, pids in roots.items():
            tree = processes.tree_of(pids, children, everything)
            if tree:
                alive = [process for process in tree if process.state not in "ZX"]
                found[key] = Usage(
                    cpu_s=round(sum(process.cpu_s for process in tree), 2),
                    process_count=len(alive),
                    memory_bytes=self._sum_memory(alive) if with_memory else None,
                )
        return found

    def _sum_memory(self, tree: list[processes.Process]) -> int | None:
        sizes = [self._find_memory(process) for process in tree]
        known = [size for size in sizes if size is not None]
        return sum(known) if known else None

    def _find_memory(self, process: processes.Process) -> int | None:
        now_s = time.monotonic()
        started, pages, size, read_at_s = self._memory.get(process.pid, (0, 0, None, 0.0))
        is_same = started == process.started_ticks and pages == process.resident_pages
        if is_same and now_s - read_at_s < _REMEMBERED_S:
            return size
        size = _read_memory(process.pid)
        self._memory[process.pid] = (process.started_ticks, process.resident_pages, size, now_s)
        return size


@dataclass(frozen=True, slots=True)
class Tree:
    """The processes of one session at one moment: (pid, when it started), as pids are given again."""

    members: frozenset[tuple[int, int]] = frozenset()

    def __len__(self) -> int:
        return len(self.members)


async def find_trees(roots: Mapping[str, tuple[int, ...]]) -> dict[str, Tree]:
    """The living processes of sessions, by worker id."""
    return await asyncio.to_thread(_find_trees, roots)


async def count_left(trees: Mapping[str, Tree]) -> dict[str, int]:
    """How many of the processes in each tree still live."""
    return await asyncio.to_thread(lambda: {key: _count_left(tree) for key, tree in trees.items()})


def _find_trees(roots: Mapping[str, tuple[int, ...]]) -> dict[str, Tree]:
    everything = processes.read_all()
    children = processes.children_by_parent(everything.values())
    return {
        key: Tree(
            frozenset(
                (process.pid, process.started_ticks)
                for process in processes.tree_of(pids, children, everything)
                if process.state not in "ZX"
            )
        )
        for key, pids in roots.items()
    }


def _count_left(tree: Tree) -> int:
    found = [(processes.read_process(pid), started) for pid, started in tree.members]
    return sum(p is not None and p.started_ticks == started and p.state not in "ZX" for p, started in found)


def _read_memory(pid: int) -> int | None:
    """Proportional set size; None when the process is gone or may not be looked into."""
    try:
        fd = os.open(f"/proc/{pid}/smaps_rollup", os.O_RDONLY | os.O_CLOEXEC)
        try:
            text = os.read(fd, 4096)
        finally:
            os.close(fd)
    except OSError:
        return None
    for line in text.splitlines():
        if line.startswith(b"Pss:"):
            return int(line.split()[1]) * 1024
    return None
