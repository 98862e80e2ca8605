"""Comments into silent streams, so that proxies do not cut them: one task for all open answers."""

from __future__ import annotations

import asyncio
import time

from headwater.background import BackgroundWork
from headwater.edge.answering import DoorAnswer


class KeepAlive:
    """The open answers, and how long each may be silent."""

    def __init__(self, look_every_s: float = 0.5) -> None:
        self._look_every_s = look_every_s
        self._open: dict[DoorAnswer, float] = {}

    def add(self, answer: DoorAnswer, silence_s: float) -> None:
        """See to an answer; `silence_s` of 0 is no limit."""
        if silence_s > 0:
            self._open[answer] = silence_s

    def remove(self, answer: DoorAnswer) -> None:
        self._open.pop(answer, None)

    async def run(self) -> None:
        """Until cancelled. A client that does not read makes only its own comment wait."""
        sending = BackgroundWork()
        try:
            while True:
                await asyncio.sleep(self._look_every_s)
                now_s = time.monotonic()
                for answer, silence_s in list(self._open.items()):
                    if answer.is_silent(now_s, silence_s):
                        sending.start(answer.keep_alive(), "edge-keep-alive-comment")
        finally:
            await sending.close()
