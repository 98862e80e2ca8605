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

#: Things waiting to be sent.
QUEUE_MAX_COUNT = 20_000
#: Sent at once, and how long the first of them waits for others.
BATCH_COUNT = 512
DELAY_S = 2.0

#: Sends some things; returns how many of the parts that they are made of were taken, and how many were not.
Send = Callable[[Sequence[T]], tuple[int, int]]


class Pipe(Generic[T]):
    """One way out."""

    def __init__(
        self,
        name: str,
        send: Send[T],
        *,
        queue_max_count: int = QUEUE_MAX_COUNT,
        batch_count: int = BATCH_COUNT,
        delay_s: float = DELAY_S,
    ) -> None:
        self.name = name
        self._send = send
        self._max_count = queue_max_count
        self._batch_count = batch_count
        self._delay_s = delay_s
        self._queue: deque[T] = deque()
        self._wake = threading.Event()
        self._is_closing = False
        #: Whether what is being sent counts as dropped already, whatever comes of it.
        self._is_given_up = False
        self._sending_count = 0
        self._deadline_s = float("inf")
        #: What was taken at the other end, and what was not.
        self.sent_count = self.dropped_count = 0
        # A daemon: an end of the server waits for it no longer than `close` does.
        self._thread = threading.Thread(target=self._run, name=f"otlp-{name}", daemon=True)
        self._thread.start()

    def add(self, item: T) -> None:
        """Have it sent. What comes while the queue is full is dropped, as what is in it came before."""
        if len(self._queue) >= self._max_count:
            self.dropped_count += 1
            return
        self._queue.append(item)
        if len(self._queue) == self._batch_count:
            self._wake.set()

    def close(self, timeout_s: float) -> None:
        """Send what is queued, for so long; the rest counts as dropped. Blocks."""
        self._deadline_s = time.monotonic() + timeout_s
        self._is_closing = True
        self._wake.set()
        self._thread.join(timeout_s)
        self._is_given_up = self._thread.is_alive()
        self.dropped_count += len(self._queue) + (self._sending_count if self._is_given_up else 0)
        self._queue.clear()

    def _run(self) -> None:
        while True:
            self._wake.wait(self._delay_s)
            self._wake.clear()
            while self._queue and time.monotonic() < self._deadline_s:
                self._send_batch()
            if self._is_closing:
                return

    def _send_batch(self) -> None:
        batch: list[T] = []
        while self._queue and len(batch) < self._batch_count:
            batch.append(self._queue.popleft())
        self._sending_count = len(batch)
        try:
            sent, dropped = self._send(batch)
        except Exception:  # the thread's top: whatever one batch does, the next ones are sent
            _log.exception("%d %s could not be exported", len(batch), self.name)
            sent, dropped = 0, len(batch)
        if not self._is_given_up:
            self._sending_count = 0
            self.sent_count += sent
            self.dropped_count += dropped
