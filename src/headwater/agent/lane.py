"""Messages on their way from one loop to another, in order, each loop in a thread of its own.

Rule 1: a crossing is paid where the other side waits, and not for every message: who puts one wakes who takes
        it only if he waits, and he is woken only if he waits for room.
Rule 2: bounded. Who puts beyond the bound waits until half of it is taken, so a slow reader slows him.
Rule 3: every field is written by one side only, or is a single atomic operation; the order "write, then look"
        on both sides makes a lost wake-up impossible. No lock is held, ever.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

#: Not taken beyond either of these makes who puts wait.
MAX_COUNT = 256
MAX_BYTES = 256 * 1024


class Lane(Generic[T]):
    """A bounded one-way pipe; any tasks of the one loop put, any of the other take."""

    def __init__(
        self,
        putting: asyncio.AbstractEventLoop,
        taking: asyncio.AbstractEventLoop,
        size_of: Callable[[T], int],
    ) -> None:
        """`putting` and `taking` are the loops of both sides, `size_of` gives a message's bytes."""
        self._size_of = size_of
        self._messages: deque[T] = deque()
        self._put_count = self._put_bytes = 0  # by who puts
        self._done_count = self._done_bytes = 0  # by who takes
        self._room = _Bell(putting)
        self._arrival = _Bell(taking)
        self._failure: BaseException | None = None

    # --- who puts ------------------------------------------------------------------------------

    async def put(self, message: T) -> None:
        """Hand over one message; waits only where too many are not done with.

        Raises:
            BaseException: what it failed with on the other side.
        """
        if self._failure is not None:
            raise self._failure
        self._put_count += 1
        self._put_bytes += self._size_of(message)
        self._messages.append(message)
        self._arrival.ring()
        if self._is_beyond(MAX_COUNT, MAX_BYTES):
            await self._room.wait(lambda: not self._is_beyond(MAX_COUNT // 2, MAX_BYTES // 2))
            self._raise_failure()

    async def drain(self) -> None:
        """Wait until all that was put is done with.

        Raises:
            BaseException: what it failed with on the other side.
        """
        await self._room.wait(lambda: self._done_count == self._put_count or self._failure is not None)
        self._raise_failure()

    # --- who takes -----------------------------------------------------------------------------

    async def take(self) -> T:
        """The next message, waiting for one. Cancelling it loses none.

        Raises:
            BaseException: what `fail` was told, when there are no more.
        """
        while not self._messages:
            self._raise_failure()
            await self._arrival.wait(lambda: bool(self._messages) or self._failure is not None)
        return self._messages.popleft()

    def mark_done(self, message: T) -> None:
        """It does not count against the bound any more."""
        self._done_bytes += self._size_of(message)
        self._done_count += 1
        if not self._is_beyond(MAX_COUNT // 2, MAX_BYTES // 2):
            self._room.ring()

    # --- both ----------------------------------------------------------------------------------

    def fail(self, error: BaseException) -> None:
        """Nothing more goes through: the other side is told so, and why, at once or with its next step."""
        self._failure = error
        self._room.ring()
        self._arrival.ring()

    def _raise_failure(self) -> None:
        if self._failure is not None:
            raise self._failure

    def _is_beyond(self, count: int, size: int) -> bool:
        return self._failure is None and (
            self._put_count - self._done_count >= count or self._put_bytes - self._done_bytes >= size
        )


class _Bell:
    """Wakes those who wait for a condition on one loop, from any thread."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._waiting: list[asyncio.Future[None]] = []  # changed on that loop only
        self._is_rung = False  # set by who rings, cleared before those who wait are woken to look

    async def wait(self, is_met: Callable[[], bool]) -> None:
        """Until the condition is met, looking again whenever it is rung."""
        while True:
            rung: asyncio.Future[None] = self._loop.create_future()
            self._waiting.append(rung)
            try:
                if is_met():
                    return
                await rung
            finally:
                self._waiting.remove(rung)

    def ring(self) -> None:
        """Something has changed. Costs nothing while nobody waits."""
        if self._waiting and not self._is_rung:
            self._is_rung = True
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits
                self._loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        self._is_rung = False
        for rung in self._waiting:
            if not rung.done():
                rung.set_result(None)
