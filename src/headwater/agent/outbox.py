"""Encoded chunks on their way from the thread that makes them to the loop that sends them.

One producer (the agent's side, another thread), one consumer (the server's loop).

Rule 1: a chunk is on its way as soon as it is put: the first one wakes the consumer, and those that
        are put before it has woken travel with it. So a crossing is paid per wake-up and not per
        chunk, and no chunk waits for another.
Rule 2: bounded. A producer that is told `FULL` waits for room, so a slow reader slows the agent.
Rule 3: every field is written by one side only, or is a single atomic operation; the order "write,
        then look" on both sides makes a lost wake-up impossible. No lock is held, ever.
"""

from __future__ import annotations

import asyncio
import contextlib
import enum
from collections import deque
from collections.abc import Callable

#: Unsent beyond either of these makes the producer wait. The count also bounds how long a generator
#: that never awaits can keep the interpreter from the sending thread.
MAX_CHUNKS = 256
MAX_BYTES = 256 * 1024


class Put(enum.Enum):
    """What the producer should do next."""

    GO_ON = enum.auto()
    FULL = enum.auto()
    ABANDONED = enum.auto()


class Outbox:
    """A bounded one-way pipe of byte chunks, from any thread into the loop that made it."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._chunks: deque[bytes] = deque()
        self._put_bytes = 0  # producer
        self.sent_bytes = 0  # consumer
        self._is_finished = False  # producer
        self._is_waking = False  # set by the producer, cleared by the consumer before it looks
        self._arrival: asyncio.Future[None] | None = None  # consumer
        self._notify_room: Callable[[], None] | None = None  # set by the producer, cleared by the consumer
        self.is_abandoned = False

    # --- the producer's side -------------------------------------------------------------------

    def put(self, chunk: bytes) -> Put:
        """Hand over one chunk; never blocks. The answer says whether to wait before the next."""
        if self.is_abandoned:
            return Put.ABANDONED
        self._chunks.append(chunk)
        self._put_bytes += len(chunk)
        if not self._is_waking:
            self._wake()
        return Put.FULL if self.is_full else Put.GO_ON

    def finish(self) -> None:
        """No chunk follows."""
        self._is_finished = True
        self._wake()

    @property
    def is_full(self) -> bool:
        return len(self._chunks) >= MAX_CHUNKS or self._put_bytes - self.sent_bytes >= MAX_BYTES

    def call_when_room(self, notify: Callable[[], None]) -> None:
        """Call `notify` once, from the consumer's thread or at once, when there is room or nobody reads."""
        self._notify_room = notify
        if not self.is_full or self.is_abandoned:
            self._give_room()

    # --- the consumer's side -------------------------------------------------------------------

    async def take(self) -> bytes:
        """All that is there, as one piece, waiting for the first; empty at the end."""
        while not self._chunks:
            if self._is_finished or self.is_abandoned:
                # The last chunk and the end may have come between the two looks.
                if not self._chunks:
                    return b""
                break
            self._arrival = self._loop.create_future()
            self._is_waking = False
            if not self._chunks and not self._is_finished:
                await self._arrival
        self._is_waking = True  # whatever comes while this batch is sent is found by the next look
        chunks = self._chunks
        if len(chunks) == 1:
            return chunks.popleft()
        return b"".join([chunks.popleft() for _ in range(len(chunks))])

    def mark_sent(self, count: int) -> None:
        """The reader has taken `count` bytes: only now do they stop counting against the bound."""
        self.sent_bytes += count
        if self._notify_room is not None and not self.is_full:
            self._give_room()

    def abandon(self) -> None:
        """Nobody reads any more: the producer is told at its next put, and need not wait for room."""
        self.is_abandoned = True
        self._chunks.clear()
        self._arrived()
        self._give_room()

    # --- wake-ups ------------------------------------------------------------------------------

    def _wake(self) -> None:
        self._is_waking = True
        with contextlib.suppress(RuntimeError):  # the server's loop is closed: nobody reads
            self._loop.call_soon_threadsafe(self._arrived)

    def _arrived(self) -> None:
        if self._arrival is not None and not self._arrival.done():
            self._arrival.set_result(None)

    def _give_room(self) -> None:
        notify, self._notify_room = self._notify_room, None
        if notify is not None:
            notify()
