"""Removes what has expired and what deleted memories leave, in the background, in small steps."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable

from headwater.background import BackgroundWork
from headwater.memory import tokens
from headwater.memory.control.base import Memory
from headwater.memory.control.book import MemoryBook
from headwater.memory.database.base import Database
from headwater.memory.events.expiry import remove_all, remove_empty_sessions, remove_expired_events
from headwater.memory.steps import Step

_log = logging.getLogger(__name__)

_TOKENS_STEP_COUNT = 1000
#: Between two steps, so that whoever writes gets their turn.
_PAUSE_S = 0.005


class Removal:
    """Owns the tasks. `start` once the book is loaded; `close` at the end: what is left is done next time."""

    def __init__(
        self,
        *,
        database: Database,
        book: MemoryBook,
        every_s: float,
        now_ms: Callable[[], int],
        expired: Callable[[Memory, int], Iterable[Step]] = lambda memory, now_ms: (),
        everything: Callable[[Memory], Iterable[Step]] = lambda memory: (),
    ) -> None:
        """`expired` and `everything` give steps for what others keep of a memory, to be done before ours."""
        self._database = database
        self._book = book
        self._every_s = every_s
        self._now_ms = now_ms
        self._expired = expired
        self._everything = everything
        self._work = BackgroundWork()

    def start(self) -> None:
        """Begin: with what earlier deletions left, then with what expires."""
        for memory in self._book:
            if memory.status == "DELETING":
                self.purge(memory)
        self._work.start(self._expire_forever(), "memory-expiry")

    def purge(self, memory: Memory) -> None:
        """Remove a deleted memory with all that belongs to it, in the background."""
        self._work.start(self._purge(memory), f"memory-purge-{memory.memory_id}")

    async def expire(self) -> None:
        """Remove from the disk what has expired by now."""
        now_ms = self._now_ms()
        for memory in list(self._book):
            if memory.status == "DELETING":
                continue
            for step in (
                *self._expired(memory, now_ms),
                remove_expired_events(memory, now_ms),
                remove_empty_sessions(memory, now_ms, [0]),
            ):
                await self._repeat(step)
        await self._repeat(
            lambda tx: (
                tokens.forget_old_answers(tx, now_ms=now_ms, max_count=_TOKENS_STEP_COUNT)
                == _TOKENS_STEP_COUNT
            )
        )

    async def close(self) -> None:
        """End the tasks. Safe to repeat."""
        await self._work.close()

    async def _expire_forever(self) -> None:
        while True:
            await asyncio.sleep(self._every_s)
            try:
                await self.expire()
            except Exception:
                _log.exception("expired events could not be removed; the next round tries again")

    async def _purge(self, memory: Memory) -> None:
        try:
            for step in (*self._everything(memory), *remove_all(memory)):
                await self._repeat(step)
            await self._book.remove(memory)
        except Exception:
            _log.exception(
                "what memory %s held could not be removed; the next start tries again", memory.memory_id
            )

    async def _repeat(self, step: Step) -> None:
        has_more = await self._database.write(step)
        while has_more:
            await asyncio.sleep(_PAUSE_S)
            has_more = await self._database.write(step)
