"""Long-term memory as extraction sees it: a thin view of the records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from headwater.memory.control.base import Memory
from headwater.memory.database.base import Database, Tx
from headwater.memory.extraction.base import FoundRecord, Place, RecordDraft, RecordKeeper
from headwater.memory.owners import Owners
from headwater.memory.records.base import Draft
from headwater.memory.records.listing import read_page
from headwater.memory.records.namespaces import Scope
from headwater.memory.records.store import RecordStore
from headwater.memory.records.writing import Change


@dataclass(frozen=True, slots=True)
class StrategyRecords:
    """See `base.RecordKeeper`."""

    database: Database
    records: RecordStore
    now_ms: Callable[[], int]

    async def embed(self, texts: Sequence[str]) -> list[bytes | None]:
        return await self.records.embed(texts)

    def put(self, tx: Tx, memory: Memory, draft: RecordDraft, vector: bytes | None) -> None:
        if draft.record_id is not None:
            change = Change(
                timestamp_ms=draft.timestamp_ms,
                text=draft.text,
                expiry_days=draft.expiry_days,
                vector=vector,
            )
            if self.records.change(tx, memory, draft.record_id, change):
                return
        new = Draft(
            text=draft.text,
            namespace=draft.place.namespace,
            owner=draft.place.owner,
            timestamp_ms=draft.timestamp_ms,
            strategy_id=draft.place.strategy_id,
            expiry_days=draft.expiry_days,
            vector=vector,
        )
        self.records.write(tx, memory, new)

    def note_kept(self) -> None:
        self.records.wake()

    async def find_similar(
        self, memory: Memory, place: Place, text: str, *, max_count: int
    ) -> list[FoundRecord]:
        # Records of other strategies may share the namespace.
        scope = _scope_of(memory, place)
        found = await self.records.search(scope, text, max_count, strategy_id=place.strategy_id)
        return [
            FoundRecord(record_id=entry.record.record_id, text=entry.record.text, score=entry.score)
            for entry in found
        ]

    async def find_latest(self, memory: Memory, place: Place) -> FoundRecord | None:
        def read(tx: Tx) -> FoundRecord | None:
            page = read_page(
                tx,
                _scope_of(memory, place),
                strategy_id=place.strategy_id,
                after=None,
                count=1,
                now_ms=self.now_ms(),
            )
            return next((FoundRecord(record_id=r.record_id, text=r.text, score=1.0) for r in page), None)

        return await self.database.read(read)


def _scope_of(memory: Memory, place: Place) -> Scope:
    """No more than the owner's own: records of several must not be made into one."""
    return Scope(memory_key=memory.memory_key, name=place.namespace, owners=Owners(names=(place.owner,)))


def _conforms(x: StrategyRecords) -> RecordKeeper:
    return x
