"""Memory that is free, given back to the system.

The C library keeps what was freed for what may be needed next, without a bound: where many large streams
went by, a server would stay as large as it was with all of them. Linux with glibc alone; nothing is done
elsewhere.
"""

from __future__ import annotations

import asyncio
import ctypes
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

#: Seconds.
_LOOK_EVERY_S = 5.0
#: So much has to have come: less is not worth the work, of some milliseconds.
_GROWTH_BYTES = 8 * 1024 * 1024
#: Where less than this came of it, it is tried again only after twice as many looks.
_WORTH_BYTES = 1024 * 1024
_PAUSE_MAX_LOOKS = 60
_STATM = Path("/proc/self/statm")


class TrimPlan:
    """When to give back: as a process has grown, and then, ever more rarely, whether there is more by now."""

    def __init__(self, size_bytes: int) -> None:
        self._least_bytes = self._last_bytes = size_bytes
        self._pause_looks = self._left_looks = 1

    def is_due(self, size_bytes: int) -> bool:
        """Asked at each look."""
        if size_bytes >= self._last_bytes + _GROWTH_BYTES:
            return True
        self._left_looks -= 1
        return self._left_looks <= 0 and size_bytes >= self._least_bytes + _GROWTH_BYTES

    def note(self, before_bytes: int, after_bytes: int) -> None:
        """What was free was given back."""
        has_helped = before_bytes - after_bytes >= _WORTH_BYTES
        self._pause_looks = 1 if has_helped else min(2 * self._pause_looks, _PAUSE_MAX_LOOKS)
        self._left_looks = self._pause_looks
        self._last_bytes = after_bytes
        self._least_bytes = min(self._least_bytes, after_bytes)


async def keep_small() -> None:
    """Give back what is free whenever the process has grown."""
    if find_trim() is None:
        return
    plan = TrimPlan(read_resident_bytes())
    while True:
        await asyncio.sleep(_LOOK_EVERY_S)
        size = read_resident_bytes()
        if plan.is_due(size):
            await asyncio.to_thread(give_back)
            plan.note(size, read_resident_bytes())


def give_back() -> None:
    """Give back what is free; waits for the system. Harmless where that cannot be done."""
    trim = find_trim()
    if trim is not None:
        trim(0)


@cache
def find_trim() -> Callable[[int], int] | None:
    """The C library's function for it, if it has one and the system says how large a process is."""
    try:
        trim: Callable[[int], int] = ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError):
        return None
    return trim if _STATM.exists() else None


def read_resident_bytes() -> int:
    """Of this process, in memory."""
    return int(_STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
