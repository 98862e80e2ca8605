"""Memory records, all of it: what the memory API and the extraction of memories use."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress

from headwater.core.embedding import Embedder
from headwater.memory.control.base import Handler, Memory
from headwater.memory.control.book import MemoryBook
from headwater.memory.database.base import Database, Tx
from headwater.memory.owners import Callers
from headwater.memory.records.base import Draft
from headwater.memory.records.embedding import Embedding
from headwater.memory.records.expiry import remove_all_records, remove_expired_records
from headwater.memory.records.namespaces import Scope
from headwater.memory.records.operations import RecordOperations
from headwater.memory.records.search import Found, Question, Searcher
from headwater.memory.records.writing import Change, change_record, write_record
from headwater.memory.steps import Step


class RecordStore:
    """The records of all memories. Use `running` for as long as it is used."""

    def __init__(
        self,
        database: Database,
        book: MemoryBook,
        embedder: Embedder | None,
        callers: Callers,
        now_ms: Callable[[], int],
    ) -> None:
        self.now_ms = now_ms
        self._embedding = Embedding(database, embedder)
        self._searcher = Searcher(database, embedder, now_ms)
        self._operations = RecordOperations(
            database=database,
            book=book,
            embedding=self._embedding,
            searcher=self._searcher,
            callers=callers,
            now_ms=now_ms,
        )

    def handlers(self) -> dict[str, Handler]:
        """The operations, by the service model's names."""
        return {
            "BatchCreateMemoryRecords": self._operations.batch_create,
            "BatchUpdateMemoryRecords": self._operations.batch_update,
            "BatchDeleteMemoryRecords": self._operations.batch_delete,
            "GetMemoryRecord": self._operations.get,
            "DeleteMemoryRecord": self._operations.delete,
            "ListMemoryRecords": self._operations.list_records,
            "RetrieveMemoryRecords": self._operations.retrieve,
        }

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Makes missing vectors in the background meanwhile."""
        task = asyncio.create_task(self._embedding.run(), name="memory-embedding")
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def embed(self, texts: Sequence[str]) -> list[bytes | None]:
        """Vectors for drafts, to be had before a transaction; None where they are made later."""
        return await self._embedding.embed(texts)

    async def search(
        self, scope: Scope, text: str, count: int, *, strategy_id: str | None = None
    ) -> list[Found]:
        """The records of a scope (and a strategy) that are nearest to a text, the best first."""
        question = Question(scope=scope, text=text, count=count, strategy_id=strategy_id)
        return await self._searcher.search(question)

    def write(self, tx: Tx, memory: Memory, draft: Draft) -> None:
        """In a transaction: keep a new record."""
        write_record(tx, memory, draft, embedder=self._embedding.name, now_ms=self.now_ms())

    def change(self, tx: Tx, memory: Memory, record_id: str, change: Change) -> bool:
        """In a transaction: whether the record was there."""
        return change_record(
            tx, memory, record_id, change, embedder=self._embedding.name, now_ms=self.now_ms()
        )

    def wake(self) -> None:
        """Say that drafts without vectors were written."""
        self._embedding.wake()

    def expired(self, memory: Memory, now_ms: int) -> list[Step]:
        """Steps that remove what has expired."""
        return [remove_expired_records(memory, now_ms)]

    def everything(self, memory: Memory) -> list[Step]:
        """Steps that remove all records of a deleted memory."""
        return remove_all_records(memory)
