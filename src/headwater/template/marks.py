"""When a session came through the steps of its start: the fork says so by a pipe, its template passes it on.

Times are of the kernel's monotonic clock, in nanoseconds, which is one for all processes of a host. What a
session says of itself is a figure and nothing else: it can lie about its own start alone.
"""

from __future__ import annotations

import contextlib
import os
import select
import struct
import time
from collections.abc import Callable

#: What each step is called, in their order: to have a sandbox, to fork, to enter it and give up rights, to
#: run what the agent's file and its server do before they accept.
STEPS = ("shelter", "fork", "confine", "hooks")
_MARK = struct.Struct("=q")
#: Marks that the fork itself makes: it runs, it has entered, it accepts.
_OWN_COUNT = 3


class Marks:
    """In the fork: one mark after another, until it accepts connections."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._left = _OWN_COUNT

    def add(self) -> None:
        """The next step is done. Harmless when there is none left, and when nobody listens."""
        if self._left:
            self._left -= 1
            with contextlib.suppress(OSError):
                os.write(self._fd, _MARK.pack(time.monotonic_ns()))
            if not self._left:
                os.close(self._fd)


class MarkPipes:
    """In the template: the pipes of sessions that are starting.

    `on_done(worker_id, times)` is called once for each that comes to accept; `times` are those of the moment
    it was asked for, and of the end of each of `STEPS`.
    """

    def __init__(self, poller: select.poll, on_done: Callable[[str, list[int]], None]) -> None:
        self._poller = poller
        self._on_done = on_done
        self._open: dict[int, tuple[str, list[int], bytearray]] = {}

    def begin(self, fd: int, worker_id: str, asked_ns: int, sheltered_ns: int) -> None:
        """A session was forked whose marks come through `fd`."""
        self._open[fd] = (worker_id, [asked_ns, sheltered_ns], bytearray())
        self._poller.register(fd, select.POLLIN)

    def note_ready(self, fd: int) -> bool:
        """The poller found `fd` ready; whether it is one of these."""
        found = self._open.get(fd)
        if found is None:
            return False
        worker_id, times, received = found
        part = os.read(fd, _MARK.size * _OWN_COUNT)
        received += part
        if not part or len(received) >= _MARK.size * _OWN_COUNT:
            del self._open[fd]
            self._poller.unregister(fd)
            os.close(fd)
        if len(received) == _MARK.size * _OWN_COUNT:
            self._on_done(worker_id, times + [mark for (mark,) in _MARK.iter_unpack(received)])
        return True

    def close(self) -> None:
        """Close the descriptors: in a child that leaves the template."""
        for fd in self._open:
            os.close(fd)
