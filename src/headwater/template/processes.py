"""Process trees, read from /proc: who is below whom, what they use, and how to end all of one.

Used by the server for what it shows and decides, and by the template where no pid namespace ends sessions.
Elsewhere than on Linux there is nothing to read: trees are empty.
"""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Container, Iterable

_TICKS_PER_S = os.sysconf("SC_CLK_TCK")
_SWEEP_PAUSE_S = 0.005


class Process:
    """One process as /proc/PID/stat tells it."""

    __slots__ = ("cpu_s", "parent", "pid", "resident_pages", "started_ticks", "state")

    def __init__(
        self, pid: int, parent: int, state: str, cpu_s: float, started_ticks: int, resident_pages: int
    ) -> None:
        self.pid = pid
        self.parent = parent
        #: One letter; Z is dead and not yet reaped.
        self.state = state
        #: Of its own, and of those children that it has waited for.
        self.cpu_s = cpu_s
        #: With the pid it says which process this is, as pids come again.
        self.started_ticks = started_ticks
        #: Pages in memory, those shared with others included.
        self.resident_pages = resident_pages


def read_process(pid: int) -> Process | None:
    """One process; None when there is none (any more)."""
    try:
        fd = os.open(f"/proc/{pid}/stat", os.O_RDONLY | os.O_CLOEXEC)
        try:
            text = os.read(fd, 4096)
        finally:
            os.close(fd)
        # The name stands in brackets and may hold anything, brackets too.
        words = text[text.rindex(b")") + 2 :].split()
        cpu_s = sum(map(int, words[11:15])) / _TICKS_PER_S
        return Process(pid, int(words[1]), words[0].decode(), cpu_s, int(words[19]), int(words[21]))
    except (OSError, ValueError, IndexError):
        return None


def read_all() -> dict[int, Process]:
    """Every process that can be seen, by pid."""
    found = {}
    try:
        names = os.listdir("/proc")
    except OSError:
        return {}
    for name in names:
        if name.isdigit():
            process = read_process(int(name))
            if process is not None:
                found[process.pid] = process
    return found


def children_by_parent(processes: Iterable[Process]) -> dict[int, list[Process]]:
    """Children of each process that has any."""
    children: dict[int, list[Process]] = {}
    for process in processes:
        children.setdefault(process.parent, []).append(process)
    return children


def tree_of(
    roots: Iterable[int], children: dict[int, list[Process]], all_: dict[int, Process]
) -> list[Process]:
    """`roots` and everything below them, each once."""
    found: dict[int, Process] = {}
    waiting = [all_[pid] for pid in roots if pid in all_]
    while waiting:
        process = waiting.pop()
        if process.pid not in found:
            found[process.pid] = process
            waiting += children.get(process.pid, ())
    return list(found.values())


def kill_below(root: int, deadline_s: float, spare: Container[int] = ()) -> bool:
    """End every process below `root`, which goes on; whether all were gone within `deadline_s` seconds.

    Those in `spare`, and what is below them, live.

    Everything is stopped first, until a look finds nothing that runs, as what runs can fork; then killed.
    Rule: `root` or one below is a subreaper, or orphans would have left the tree. Processes that fork and
    end faster than /proc can be read may outrun this: without namespaces or cgroups there is no sure way.
    """
    end_at = time.monotonic() + deadline_s
    while True:
        alive = _alive_below(root, spare)
        if not alive:
            return True
        if time.monotonic() > end_at:
            return False
        if any(process.state != "T" for process in alive):
            _signal(alive, signal.SIGSTOP)
            alive = _alive_below(root, spare)
            if (
                any(process.state not in "TtD" for process in alive)
                and time.monotonic() < end_at - deadline_s / 2
            ):
                continue  # born since; in the second half of the time they are killed as they are found
        _signal(alive, signal.SIGKILL)
        time.sleep(_SWEEP_PAUSE_S)


def kill_tree(root: int, deadline_s: float) -> bool:
    """End `root` and every process below it; whether all below were gone within `deadline_s` seconds."""
    with contextlib.suppress(OSError):
        os.kill(root, signal.SIGSTOP)  # it stays where it is, so that orphans keep coming to it
    is_cleared = kill_below(root, deadline_s)
    with contextlib.suppress(OSError):
        os.kill(root, signal.SIGKILL)
    return is_cleared


def _alive_below(root: int, spare: Container[int]) -> list[Process]:
    everything = {pid: process for pid, process in read_all().items() if pid not in spare}
    tree = tree_of([root], children_by_parent(everything.values()), everything)
    return [process for process in tree if process.pid != root and process.state not in "ZX"]


def _signal(processes: list[Process], number: int) -> None:
    for process in processes:
        with contextlib.suppress(OSError):
            os.kill(process.pid, number)
