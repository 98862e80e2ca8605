"""What one session has reported lately: how much more it may, what it has sent already, what was dropped."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import ClassVar

#: Bytes a second that one session may report, those of so many seconds at once.
_BYTES_PER_S = 512 * 1024
_BYTES_SECONDS = 32
_ITEMS_SECONDS = 10
#: A session's log says at most this often what was dropped.
_SAY_EVERY_S = 5.0
#: Spans that an exporter may send a second time without their being kept twice.
_REMEMBERED_SPANS = 512


class Rate:
    """So many a second, those of some seconds at once."""

    def __init__(self, per_s: float, *, seconds: float, now: Callable[[], float] = time.monotonic) -> None:
        self._per_s = per_s
        self._most = per_s * seconds
        self._left = self._most
        self._now = now
        self._at_s = now()

    def has_some(self) -> bool:
        """Whether any is left."""
        now_s = self._now()
        self._left = min(self._most, self._left + (now_s - self._at_s) * self._per_s)
        self._at_s = now_s
        return self._left >= 1

    def left_count(self) -> int:
        """How many are left, none at least."""
        return int(self._left) if self.has_some() else 0

    def spend(self, count: float) -> None:
        """Take so many, though it be more than is left: whoever comes next waits for it."""
        self._left -= count

    def take(self) -> bool:
        """Take one, if there is one."""
        if not self.has_some():
            return False
        self._left -= 1
        return True


class Account:
    """Of one session."""

    IN_FLIGHT_MAX: ClassVar = 4

    def __init__(self, items_per_s: int, say: Callable[[str], None]) -> None:
        """`say` writes into the session's log."""
        self.items = Rate(items_per_s, seconds=_ITEMS_SECONDS)
        self.bytes = Rate(_BYTES_PER_S, seconds=_BYTES_SECONDS)
        self.in_flight_count = 0
        self._say = say
        self._seen: OrderedDict[str, None] = OrderedDict()
        self._dropped_count = 0
        self._why = ""
        self._quiet_until_s = 0.0
        self._saying: asyncio.TimerHandle | None = None

    def is_new(self, span_id: str) -> bool:
        """Whether a span comes for the first time: exporters repeat what was not acknowledged in time."""
        if span_id in self._seen:
            return False
        self._seen[span_id] = None
        if len(self._seen) > _REMEMBERED_SPANS:
            self._seen.popitem(last=False)
        return True

    def note_dropped(self, count: int, why: str) -> None:
        """So many spans or records were lost; the log says so at once, or soon."""
        if count:
            self._dropped_count += count
            self._why = why
            self._say_soon()

    def note_refusal(self, why: str) -> None:
        """A whole request was refused; nobody knows how much was in it."""
        self._why = why
        self._say_soon()

    def _say_soon(self) -> None:
        if self._saying is None:
            loop = asyncio.get_running_loop()
            self._saying = loop.call_at(max(loop.time(), self._quiet_until_s), self._say_now)

    def _say_now(self) -> None:
        self._saying = None
        self._quiet_until_s = asyncio.get_running_loop().time() + _SAY_EVERY_S
        count, self._dropped_count = self._dropped_count, 0
        lost = f"{count} span(s) or log record(s) of this session were dropped: {self._why}"
        self._say(lost if count else self._why)
