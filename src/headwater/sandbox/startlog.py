"""How a worker came to be: the steps of its start with their times, known a moment after it accepts."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeGuard

from headwater.template.marks import STEPS

_MAX_STEP_NS = 3_600_000_000_000


@dataclass(frozen=True, slots=True)
class StartStep:
    """One step, in nanoseconds of the kernel's monotonic clock (`time.monotonic_ns`)."""

    name: str
    start_ns: int
    end_ns: int


class StartLog:
    """The steps of one worker's start, as they become known.

    Attributes:
        was_spare: whether it had been started ahead of its session.
        known: done when all steps are, or the worker has ended before.
    """

    def __init__(self) -> None:
        self.steps: list[StartStep] = []
        self.was_spare = False
        self.known: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """While open: a step."""
        start_ns = time.monotonic_ns()
        try:
            yield
        finally:
            self.steps.append(StartStep(name, start_ns, time.monotonic_ns()))

    def note_marks(self, times_ns: object) -> None:
        """What a template passed on: the moment of asking, and the end of each of `marks.STEPS`.

        It is a figure from zone 2: what cannot be such times is left out.
        """
        if is_times(times_ns):
            pairs = zip(STEPS, times_ns, times_ns[1:], strict=False)
            self.steps += [StartStep(name, start, end) for name, start, end in pairs]
        self.close()

    def close(self) -> None:
        """There is nothing more to come."""
        if not self.known.done():
            self.known.set_result(None)


def is_times(value: object) -> TypeGuard[list[int]]:
    """Whether these are times that follow each other, none of them to come."""
    if not isinstance(value, list) or len(value) != len(STEPS) + 1:
        return False
    if not all(isinstance(one, int) and not isinstance(one, bool) for one in value):
        return False
    now_ns = time.monotonic_ns()
    return value == sorted(value) and now_ns - _MAX_STEP_NS < value[0] and value[-1] <= now_ns
