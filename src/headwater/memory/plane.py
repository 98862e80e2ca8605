"""The memory API: its operations by name, and the work that goes on behind them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from headwater.memory.control.base import Members, MemorySettings, Owner
from headwater.memory.control.book import MemoryBook
from headwater.memory.control.operations import MemoryOperations
from headwater.memory.database.base import Database
from headwater.memory.database.opening import open_database
from headwater.memory.database.schema import now_ms as read_clock
from headwater.memory.events.ids import EventIds
from headwater.memory.events.operations import EventOperations
from headwater.memory.events.sessions import SessionListings
from headwater.memory.journals import JournalDelivery
from headwater.memory.removal import Removal
from headwater.wire.restjson import load_api

Handler = Callable[[Members], Awaitable[Members]]

#: Operations that agents use from within their sessions.
FOR_AGENTS = frozenset(
    {
        "CreateEvent",
        "GetEvent",
        "DeleteEvent",
        "ListEvents",
        "ListActors",
        "ListSessions",
        "GetMemory",
    }
)


class MemoryPlane:
    """Memories and what they hold. Made by `open_memories`."""

    def __init__(
        self, database: Database, salt: int, settings: MemorySettings, owner: Owner, now_ms: Callable[[], int]
    ) -> None:
        self._book = MemoryBook(database)
        self._removal = Removal(
            database=database, book=self._book, every_s=settings.expire_every_s, now_ms=now_ms
        )
        self.operations = MemoryOperations(
            database=database, book=self._book, owner=owner, purge=self._removal.purge, now_ms=now_ms
        )
        self._events = EventOperations(database=database, book=self._book, ids=EventIds(salt), now_ms=now_ms)
        self._listings = SessionListings(database, self._book)
        self.journals = JournalDelivery(load_api(), self._events.create)

    def handlers(self) -> dict[str, Handler]:
        """The operations that are built, by the service model's names."""
        return {
            "CreateMemory": self.operations.create,
            "GetMemory": self.operations.get,
            "UpdateMemory": self.operations.update,
            "DeleteMemory": self.operations.delete,
            "ListMemories": self.operations.list_memories,
            "CreateEvent": self._events.create,
            "GetEvent": self._events.get,
            "DeleteEvent": self._events.delete,
            "ListEvents": self._list_events,
            "ListActors": self._listings.list_actors,
            "ListSessions": self._listings.list_sessions,
        }

    async def _list_events(self, request: Members) -> Members:
        await self.journals.wait_delivered()
        return await self._events.list_events(request)

    async def expire(self) -> None:
        """Remove from the disk what has expired by now."""
        await self._removal.expire()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        await self._book.load()
        self._removal.start()
        try:
            yield
        finally:
            await self.journals.close()
            await self._removal.close()


@asynccontextmanager
async def open_memories(
    url: str,
    settings: MemorySettings | None = None,
    owner: Owner | None = None,
    now_ms: Callable[[], int] = read_clock,
) -> AsyncIterator[MemoryPlane]:
    """The memory API over the database at `url` (see `open_database`).

    Raises:
        StoreError: the database cannot be used.
    """
    async with open_database(url) as database:
        row = await database.read(lambda tx: tx.one("SELECT event_salt FROM memory_schema"))
        assert row is not None
        plane = MemoryPlane(database, int(row[0]), settings or MemorySettings(), owner or Owner(), now_ms)
        async with plane.running():
            yield plane
