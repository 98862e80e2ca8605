"""The memory API: its operations by name, and the work that goes on behind them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from headwater.core.embedding import Embedder
from headwater.core.errors import PlatformError
from headwater.memory.control.base import Handler, Members, MemorySettings, Owner
from headwater.memory.control.book import MemoryBook
from headwater.memory.control.operations import MemoryOperations
from headwater.memory.database.base import Database
from headwater.memory.database.opening import open_database
from headwater.memory.database.schema import now_ms as read_clock
from headwater.memory.events.ids import EventIds
from headwater.memory.events.operations import EventOperations
from headwater.memory.events.sessions import SessionListings
from headwater.memory.extraction import queue
from headwater.memory.extraction.base import ModelCaller
from headwater.memory.extraction.keeping import StrategyRecords
from headwater.memory.extraction.operations import ExtractionOperations
from headwater.memory.extraction.strategist import Strategist
from headwater.memory.extraction.worker import ExtractionWorker
from headwater.memory.journals import JournalDelivery, build_conversation
from headwater.memory.owners import Callers
from headwater.memory.records.store import RecordStore
from headwater.memory.removal import Removal
from headwater.wire.restjson import load_api

#: Operations by which memories themselves are made and found: for agents only where the operator says so.
MANAGEMENT = frozenset({"CreateMemory", "ListMemories", "UpdateMemory", "DeleteMemory"})

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
        "IngestData",
        "RetrieveMemoryRecords",
        "ListMemoryRecords",
        "GetMemoryRecord",
        "DeleteMemoryRecord",
        "BatchCreateMemoryRecords",
        "BatchUpdateMemoryRecords",
        "BatchDeleteMemoryRecords",
    }
)


class MemoryPlane:
    """Memories and what they hold. Made by `open_memories`."""

    def __init__(
        self,
        database: Database,
        *,
        salt: int,
        settings: MemorySettings,
        owner: Owner,
        ask: ModelCaller,
        embedder: Embedder | None,
        are_callers_bound: bool,
        now_ms: Callable[[], int],
    ) -> None:
        self._database = database
        self._embedder = embedder
        self._book = MemoryBook(database, owner)
        callers = Callers(are_bound=are_callers_bound, agents_are_bound=settings.agents_see == "own")
        self.records = RecordStore(database, self._book, embedder, callers, now_ms)
        self._worker = ExtractionWorker(
            database=database,
            book=self._book,
            strategist=Strategist(ask, StrategyRecords(database, self.records, now_ms)),
            tasks_max_count=settings.extraction_tasks_max_count,
            now_ms=now_ms,
        )
        self._removal = Removal(
            database=database,
            book=self._book,
            every_s=settings.expire_every_s,
            now_ms=now_ms,
            expired=self.records.expired,
            everything=lambda memory: [*queue.remove_all(memory), *self.records.everything(memory)],
        )
        self.operations = MemoryOperations(
            database=database, book=self._book, owner=owner, purge=self._removal.purge, now_ms=now_ms
        )
        ids = EventIds(salt)
        self._extraction = ExtractionOperations(
            database=database,
            book=self._book,
            ids=ids,
            callers=callers,
            wake=self._worker.wake,
            delay_ms=round(settings.extraction_delay_s * 1000),
            now_ms=now_ms,
        )
        self._events = EventOperations(
            database=database,
            book=self._book,
            ids=ids,
            callers=callers,
            now_ms=now_ms,
            listener=self._extraction.on_event,
        )
        self._listings = SessionListings(database, self._book, callers)
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
            "IngestData": self._extraction.ingest,
            "ListMemoryExtractionJobs": self._extraction.list_jobs,
            "StartMemoryExtractionJob": self._extraction.start_job,
        } | self.records.handlers()

    async def _list_events(self, request: Members) -> Members:
        wanted = build_conversation(request["memoryId"], request["actorId"], request["sessionId"])
        await self.journals.wait_delivered(wanted)
        return await self._events.list_events(request)

    def describe(self) -> Members:
        """For `status`: {"memoryCount", "database": its kind, "vectors": whose they are, or null}."""
        embedder = self._embedder
        return {
            "memoryCount": sum(memory.status == "ACTIVE" for memory in self._book),
            "database": self._database.dialect,
            "vectors": None if embedder is None else embedder.name,
        }

    async def count_queued(self) -> int:
        """Events that strategies have still to read, each counted once for each strategy."""
        return await self._database.read(queue.count)

    async def expire(self) -> None:
        """Remove from the disk what has expired by now."""
        await self._removal.expire()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        await self._book.load()
        async with self.records.running():
            self._removal.start()
            self._worker.start()
            try:
                yield
            finally:
                await self.journals.close()
                await self._worker.close()
                await self._removal.close()


async def _ask_nobody(*, model_id: str | None, system: str, text: str) -> str:
    raise PlatformError("no model was given that strategies could ask")


@asynccontextmanager
async def open_memories(
    url: str,
    *,
    ask: ModelCaller | None = None,
    embedder: Embedder | None = None,
    settings: MemorySettings | None = None,
    owner: Owner | None = None,
    are_callers_bound: bool = True,
    now_ms: Callable[[], int] = read_clock,
) -> AsyncIterator[MemoryPlane]:
    """The memory API over the database at `url` (see `open_database`).

    Args:
        ask: reaches the models that strategies ask; without it their work fails, and can be done later.
        embedder: makes the vectors of records; without one they are searched by their words alone.
        are_callers_bound: whether callers see no more than what is theirs; see `owners`.

    Raises:
        StoreError: the database cannot be used.
    """
    async with open_database(url) as database:
        row = await database.read(lambda tx: tx.one("SELECT event_salt FROM memory_schema"))
        assert row is not None
        plane = MemoryPlane(
            database,
            salt=int(row[0]),
            settings=settings or MemorySettings(),
            owner=owner or Owner(),
            ask=ask or _ask_nobody,
            embedder=embedder,
            are_callers_bound=are_callers_bound,
            now_ms=now_ms,
        )
        async with plane.running():
            yield plane
