"""Lets strategies work through what is queued: batch by batch, groups side by side, each group in order."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from collections.abc import Callable
from functools import partial

from headwater.core.errors import HeadwaterError
from headwater.memory.control.base import Memory, Strategy
from headwater.memory.control.book import MemoryBook
from headwater.memory.database.base import Database, Tx
from headwater.memory.extraction import queue
from headwater.memory.extraction.base import Place, RecordDraft
from headwater.memory.extraction.namespaces import resolve
from headwater.memory.extraction.prompts import UnreadableAnswer
from headwater.memory.extraction.queue import Group, Item
from headwater.memory.extraction.strategist import Strategist, find_task

_log = logging.getLogger(__name__)

#: The queue is looked at so often, though nothing new is heard of.
_LOOK_EVERY_S = 1.0
_ATTEMPTS_MAX_COUNT = 3
#: The pause after the first failure; it doubles.
_BACKOFF_MS = 2000


class ExtractionWorker:
    """Owns the tasks. `start`, then `wake` when something was queued; `close` leaves the rest queued."""

    def __init__(
        self,
        *,
        database: Database,
        book: MemoryBook,
        strategist: Strategist,
        tasks_max_count: int,
        now_ms: Callable[[], int],
    ) -> None:
        """`tasks_max_count` groups are worked on at the same time."""
        self._database = database
        self._book = book
        self._strategist = strategist
        self._tasks_max_count = tasks_max_count
        self._now_ms = now_ms
        self._news = asyncio.Event()
        self._running: dict[Group, asyncio.Task[None]] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._dispatcher: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._dispatcher = asyncio.create_task(self._dispatch(), name="extraction")

    def wake(self) -> None:
        """Something was queued. May be called from any thread."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._news.set)

    async def close(self) -> None:
        """End the tasks; what they had not finished is done again after the next start."""
        tasks = [*self._running.values(), *([self._dispatcher] if self._dispatcher else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _dispatch(self) -> None:
        while True:
            pause_s = _LOOK_EVERY_S
            try:
                now_ms = self._now_ms()
                await self._begin_due(now_ms)
                pause_s = await self._find_pause(now_ms)
            except HeadwaterError:
                _log.exception("the queue of extraction could not be read; it is tried again")
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(pause_s):
                    await self._news.wait()
            self._news.clear()

    async def _begin_due(self, now_ms: int) -> None:
        room = self._tasks_max_count - len(self._running)
        if room <= 0:
            return
        wanted = room + len(self._running)
        groups = await self._database.read(lambda tx: queue.find_due(tx, now_ms, wanted))
        for group in [group for group in groups if group not in self._running][:room]:
            task = asyncio.create_task(self._work(group), name=f"extraction-{group.strategy_id}")
            self._running[group] = task
            task.add_done_callback(partial(self._end, group))

    async def _find_pause(self, now_ms: int) -> float:
        """Seconds until something is due that was not so at `now_ms`: at the time of the last look, or what
        fell due since then would be found by the next one only.
        """
        next_ms = await self._database.read(lambda tx: queue.find_next_due(tx, now_ms))
        return _LOOK_EVERY_S if next_ms is None else min(_LOOK_EVERY_S, (next_ms - now_ms) / 1000)

    def _end(self, group: Group, _ended: asyncio.Task[None]) -> None:
        self._running.pop(group, None)
        self._news.set()

    async def _work(self, group: Group) -> None:
        try:
            await self._work_batch(group)
        except Exception:
            _log.exception("extraction of session %s failed; it is tried again", group.session_id)
            await asyncio.sleep(_BACKOFF_MS / 1000)

    async def _work_batch(self, group: Group) -> None:
        items = await self._database.read(lambda tx: queue.read_batch(tx, group))
        memory = self._find_memory(group)
        strategy = None if memory is None else memory.find_strategy(group.strategy_id)
        task = None if strategy is None else find_task(strategy)
        if memory is None or strategy is None or task is None:
            # The memory or the strategy is gone: nobody wants these records any more.
            await self._database.write(lambda tx: queue.remove(tx, items))
            return
        variables = json.loads(group.variables)
        namespace = resolve(strategy.namespaces[0], strategy, group.actor_id, group.session_id, variables)
        place = Place(namespace=namespace, strategy_id=strategy.strategy_id, owner=group.owner)
        try:
            drafts = await self._strategist.work(memory, strategy, task, items, place)
        except (HeadwaterError, UnreadableAnswer) as exc:
            await self._postpone_or_give_up(group, items, strategy, str(exc))
            return
        await self._keep(memory, drafts, items)

    async def _keep(self, memory: Memory, drafts: list[RecordDraft], items: list[Item]) -> None:
        """The records and the end of their items' waiting, in one transaction."""
        records = self._strategist.records
        vectors = await records.embed([draft.text for draft in drafts]) if drafts else []

        def keep(tx: Tx) -> None:
            for draft, vector in zip(drafts, vectors, strict=True):
                records.put(tx, memory, draft, vector)
            queue.remove(tx, items)

        await self._database.write(keep)
        records.note_kept()

    async def _postpone_or_give_up(
        self, group: Group, items: list[Item], strategy: Strategy, reason: str
    ) -> None:
        attempts = max(item.attempts for item in items) + 1
        now_ms = self._now_ms()
        if attempts < _ATTEMPTS_MAX_COUNT:
            due_ms = now_ms + _BACKOFF_MS * 2 ** (attempts - 1)
            await self._database.write(lambda tx: queue.postpone(tx, items, due_ms))
            return
        job_id = await self._database.write(lambda tx: queue.keep_failure(tx, group, items, reason, now_ms))
        _log.warning(
            "strategy %s gave up on %d event(s) of session %s after %d attempts (job %s): %s",
            strategy.name,
            len(items),
            group.session_id,
            attempts,
            job_id,
            reason,
        )

    def _find_memory(self, group: Group) -> Memory | None:
        found = next((memory for memory in self._book if memory.memory_key == group.memory_key), None)
        return None if found is None or found.status == "DELETING" else found
