"""What sessions store, joined: the book of it, who attaches it, and who looks after it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from headwater.background import running
from headwater.sandbox.base import LogSink
from headwater.sandbox.dispatch import VersionSource
from headwater.sandbox.doctor import Capability
from headwater.sandbox.storage.book import StorageBook
from headwater.sandbox.storage.keeper import StorageKeeper
from headwater.sandbox.storage.level import StorageLevel
from headwater.sandbox.storage.mounting import Mounter
from headwater.sandbox.storage.source import StoredSource
from headwater.sessions.manager import SessionManager
from headwater.settings import Settings


@dataclass(frozen=True, slots=True)
class Stored:
    """The storages of a server."""

    source: StoredSource
    book: StorageBook
    level: StorageLevel
    keeper: StorageKeeper

    def describe(self) -> dict[str, Any]:  # Any: JSON
        """As the own routes show it."""
        stock = self.keeper.stock
        return {**self.level.describe(), "count": stock.count, "totalBytes": stock.total_bytes}


@asynccontextmanager
async def open_storage(
    settings: Settings, folder: Path, isolation: Capability, source: VersionSource, log: LogSink
) -> AsyncIterator[Stored]:
    """While open, storages are attached to the sessions that `source` makes, and looked after."""
    owner = settings.sandbox.uid if isolation.is_root and isolation.has_namespaces else None
    book = StorageBook(folder, settings.storage, owner=owner, is_bound=settings.auth.bind_sessions)
    mounter = Mounter()
    level = StorageLevel(settings.storage, isolation, mounter, owner=owner)
    stored = StoredSource(source, book, mounter, level, log)
    keeper = StorageKeeper(stored, book, settings.storage)
    try:
        async with running(keeper.watch(), "storage-watch"), running(keeper.collect(), "storage-collect"):
            yield Stored(stored, book, level, keeper)
    finally:
        await mounter.close()


async def end_session(sessions: SessionManager, worker_id: str, reason: str) -> None:
    """Stop the session that has a worker, if it lives."""
    session = sessions.find_by_worker(worker_id)
    if session is not None:
        await sessions.stop(session, reason)
