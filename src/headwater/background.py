"""Tasks that go on behind operations, and their one owner."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar

_log = logging.getLogger("headwater")
T = TypeVar("T")


class BackgroundWork:
    """Holds tasks until they end, and ends those that are left when it is closed.

    Not a TaskGroup: the failure of one task is no reason to cancel the others, and its owner
    lives as long as the server.
    """

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()  # Any: their results differ

    def start(self, work: Coroutine[Any, Any, T], name: str | None = None) -> asyncio.Task[T]:
        """Begin `work`; it is cancelled when this is closed before it ends."""
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._forget)
        return task

    async def close(self) -> None:
        """Cancel what is left and wait for it."""
        while self._tasks:
            for task in self._tasks:
                task.cancel()
            await asyncio.wait(self._tasks)

    def _forget(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            # Somebody awaits it, or has left (then nobody is to be told): either way it was seen.
            task.exception()


@asynccontextmanager
async def running(
    work: Coroutine[Any, Any, None], name: str
) -> AsyncIterator[None]:  # Any: as asyncio has it
    """Carry `work`, which never ends by itself, while this is open. If it fails, the log says so."""
    task = asyncio.create_task(work, name=name)
    task.add_done_callback(_note_failure)
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError, Exception):
            await task


def _note_failure(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (failure := task.exception()) is not None:
        _log.error("%s failed and is not carried on", task.get_name(), exc_info=failure)
