"""A bounded queue and the thread that empties it in batches: whoever adds never waits.

What does not fit, and what the other end does not take, is dropped and counted. Closing gives what is queued
a moment to leave, and no more.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

_log = logging.getLogger("headwater.telemetry")
T = TypeVar("T")

#: Things waiting to be sent, and about how many bytes they may have together.
QUEUE_MAX_COUNT = 20_000
QUEUE_MAX_BYTES = 32 * 1024 * 1024
#: Sent at once. To make ready what is sent is work that holds up the event loop while it lasts: so little of
#: it at a time, and a pause as long behind it.
BATCH_COUNT = 128
#: How long a thing waits for others, unless there are batches enough already.
DELAY_S = 2.0
_BATCHES_ENOUGH = 4

#: Sends some things; returns how many of the parts that they are made of were taken, and how many were not.
Send = Callable[[Sequence[T]], tuple[int, int]]


#: How many parts a thing is made of, and about how many bytes it has.
Weigh = Callable[[T], tuple[int, int]]


class Pipe(Generic[T]):
    """One way out."""

    def __init__(
        self,
        name: str,
        send: Send[T],
        *,
        weigh: Weigh[T] = lambda thing: (1, 1024),
        queue_max_count: int = QUEUE_MAX_COUNT,
        queue_max_bytes: int = QUEUE_MAX_BYTES,
        batch_count: int = BATCH_COUNT,
        delay_s: float = DELAY_S,
    ) -> None:
        self.name = name
        self._send = send
        self._weigh = weigh
        self._max_count = queue_max_count
        self._max_bytes = queue_max_bytes
        #: Of what was added and taken out: two numbers, as two threads count.
        self._added_bytes = self._taken_bytes = 0
        self._batch_count = batch_count
        self._delay_s = delay_s
        self._queue: deque[T] = deque()
        self._wake = threading.Event()
        self._is_closing = False
        #: Whether what is being sent counts as dropped already, whatever comes of it.
        self._is_given_up = False
        self._sending_count = 0
        self._deadline_s = float("inf")
        #: What was taken at the other end.
        self.sent_count = 0
        #: What was not: two numbers, as above.
        self._unqueued_count = self._unsent_count = 0
        # A daemon: an end of the server waits for it no longer than `close` does.
        self._thread = threading.Thread(target=self._run, name=f"otlp-{name}", daemon=True)
        self._thread.start()

    def add(self, item: T) -> None:
        """Have it sent. What comes while the queue is full is dropped, as what is in it came before."""
        count, size_bytes = self._weigh(item)
        waiting_bytes = self._added_bytes - self._taken_bytes
        if len(self._queue) >= self._max_count or waiting_bytes + size_bytes > self._max_bytes:
            self.drop(count)
            return
        self._added_bytes += size_bytes
        self._queue.append(item)
        if len(self._queue) == self._batch_count * _BATCHES_ENOUGH:
            self._wake.set()

    def drop(self, count: int) -> None:
        """So many were not even queued. Of the thread that adds."""
        self._unqueued_count += count

    @property
    def dropped_count(self) -> int:
        return self._unqueued_count + self._unsent_count

    def close(self, timeout_s: float) -> None:
        """Send what is queued, for so long; the rest counts as dropped. Blocks."""
        self._deadline_s = time.monotonic() + timeout_s
        self._is_closing = True
        self._wake.set()
        self._thread.join(timeout_s)
        self._is_given_up = self._thread.is_alive()
        left = sum(self._weigh(item)[0] for item in self._queue)
        self.drop(left + (self._sending_count if self._is_given_up else 0))
        self._queue.clear()

    def _run(self) -> None:
        while True:
            self._wake.wait(self._delay_s)
            self._wake.clear()
            while self._queue and time.monotonic() < self._deadline_s:
                worked_s = time.thread_time()
                self._send_batch()
                if not self._is_closing:
                    time.sleep(time.thread_time() - worked_s)
            if self._is_closing:
                return

    def _send_batch(self) -> None:
        batch: list[T] = []
        count = 0
        while self._queue and len(batch) < self._batch_count:
            item = self._queue.popleft()
            parts_count, size_bytes = self._weigh(item)
            self._taken_bytes += size_bytes
            count += parts_count
            batch.append(item)
        self._sending_count = count
        try:
            sent, dropped = self._send(batch)
        except Exception:  # the thread's top: whatever one batch does, the next ones are sent
            _log.exception("%d %s could not be exported", len(batch), self.name)
            sent, dropped = 0, count
        if not self._is_given_up:
            self._sending_count = 0
            self.sent_count += sent
            self._unsent_count += dropped
