"""The ends of sandboxes: everything left inside is killed, and reported only once the kernel has cleared it.

Clearing a pid and a mount namespace takes the kernel some milliseconds, and longer where a process inside is
slow to die. The template goes on forking other sessions meanwhile.
"""

from __future__ import annotations

import contextlib
import os
import select
import time
from collections.abc import Callable
from dataclasses import dataclass

from .nursery import Cradle

#: Seconds the kernel has to clear a killed sandbox before its end is reported all the same.
DEADLINE_S = 2.0


@dataclass(frozen=True)
class _Burial:
    worker_id: str
    code: int
    deadline_at: float


class Burials:
    """Sandboxes being cleared. `on_done(worker_id, code, is_cleared)` is called for each when nothing is
    left of it, or (not cleared) when the deadline is over."""

    def __init__(self, poller: select.poll, on_done: Callable[[str, int, bool], None]) -> None:
        self._poller = poller
        self._on_done = on_done
        self._open: dict[int, _Burial] = {}

    def begin(self, cradle: Cradle, worker_id: str, code: int) -> None:
        """Kill what is left in `cradle`; its descriptor belongs to this object from here on."""
        with contextlib.suppress(ProcessLookupError):
            cradle.kill()
        self._open[cradle.pidfd] = _Burial(worker_id, code, time.monotonic() + DEADLINE_S)
        self._poller.register(cradle.pidfd, select.POLLIN)

    def note_ready(self, fd: int) -> None:
        """The poller found `fd` ready; nothing happens where it is none of ours."""
        if fd in self._open:
            self._end(fd, is_cleared=True)

    def end_overdue(self) -> None:
        """Report those that the kernel has not cleared in time."""
        now = time.monotonic()
        for fd in [fd for fd, burial in self._open.items() if burial.deadline_at <= now]:
            self._end(fd, is_cleared=False)

    def timeout_ms(self) -> float | None:
        """How long the poller may wait before `end_overdue` has something to do; None: for ever."""
        if not self._open:
            return None
        first_at = min(burial.deadline_at for burial in self._open.values())
        return max(0.0, first_at - time.monotonic()) * 1000 + 1

    def close(self) -> None:
        """Close the descriptors: in a child that leaves the template."""
        for fd in self._open:
            os.close(fd)

    def _end(self, fd: int, *, is_cleared: bool) -> None:
        burial = self._open.pop(fd)
        self._poller.unregister(fd)
        os.close(fd)
        self._on_done(burial.worker_id, burial.code, is_cleared)
