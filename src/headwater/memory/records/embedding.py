"""Makes the vectors that are missing: of records written while there was no embedder, or with another one."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from headwater.core.embedding import Embedder
from headwater.core.errors import HeadwaterError
from headwater.memory.database.base import Database, Tx
from headwater.memory.records import index
from headwater.memory.records.writing import lock_records

_log = logging.getLogger(__name__)

#: Records of one round: some 0.3 s of the embedded model, and a small transaction.
_BATCH_COUNT = 32
#: Until an embedder that failed is asked again: its weights may be fetched meanwhile.
_RETRY_S = 15.0
#: How long a request waits for the vectors of what it writes; after that they are made in the background.
_INLINE_DEADLINE_S = 3.0

#: (memory key, record key, namespace key, content) of a record without the vector it should have.
_Missing = tuple[int, int, int, bytes]


class Embedding:
    """The vectors of records. `run` makes what is missing, for as long as it runs."""

    def __init__(self, database: Database, embedder: Embedder | None) -> None:
        self._database = database
        self._embedder = embedder
        self._wanted = asyncio.Event()
        self._failure = ""

    @property
    def name(self) -> str:
        """Of the embedder; empty without one."""
        return "" if self._embedder is None else self._embedder.name

    async def embed(self, texts: Sequence[str]) -> list[bytes | None]:
        """A vector for each text, or None for each: then `run` makes them once they are written."""
        if self._embedder is None or not texts:
            return [None] * len(texts)
        try:
            async with asyncio.timeout(_INLINE_DEADLINE_S):
                return list(await self._embedder.embed(texts))
        except TimeoutError:
            self._say(f"no vectors within {_INLINE_DEADLINE_S:g} s")
        except HeadwaterError as exc:
            self._say(exc.message)
        self.wake()
        return [None] * len(texts)

    def wake(self) -> None:
        """Tell `run` that records without vectors were written."""
        self._wanted.set()

    async def run(self) -> None:
        """Make missing vectors. Ends only by cancellation."""
        if self._embedder is None:
            return
        while True:
            self._wanted.clear()
            try:
                while await self.make_missing(self._embedder):
                    pass
            except HeadwaterError as exc:
                self._say(exc.message)
                await asyncio.sleep(_RETRY_S)
            except Exception:
                _log.exception("vectors of memories could not be made; tried again in %g s", _RETRY_S)
                await asyncio.sleep(_RETRY_S)
            else:
                self._failure = ""
                await self._wanted.wait()

    async def make_missing(self, embedder: Embedder) -> bool:
        """One round; whether there may be more.

        Raises:
            HeadwaterError: the embedder, or the database, cannot.
        """
        missing = await self._database.read(lambda tx: _find_missing(tx, embedder.name))
        if not missing:
            return False
        vectors = await embedder.embed([content.decode() for *_, content in missing])

        def put(tx: Tx) -> None:
            embedder_key = index.find_or_make_embedder(tx, embedder.name)
            for memory_key in sorted({memory_key for memory_key, *_ in missing}):
                lock_records(tx, memory_key)
            for (_, record_key, namespace_key, content), vector in zip(missing, vectors, strict=True):
                # It may have been changed, moved or deleted meanwhile.
                row = tx.one(
                    "SELECT namespace_key, content FROM records WHERE record_key = :key", key=record_key
                )
                if row is not None and int(row[0]) == namespace_key and bytes(row[1]) == content:
                    index.put_vector(tx, record_key, namespace_key, embedder_key, vector)

        await self._database.write(put)
        return True

    def _say(self, failure: str) -> None:
        if failure != self._failure:
            _log.warning("memories have no vectors for now, they are made later: %s", failure)
        self._failure = failure


def _find_missing(tx: Tx, embedder: str) -> list[_Missing]:
    embedder_key = index.find_embedder(tx, embedder) or 0
    missing: list[_Missing] = []
    for condition in ("IS NULL", "< :embedder", "> :embedder"):  # each a range of the index
        rows = tx.all(
            "SELECT memory_key, record_key, namespace_key, content FROM records"
            f" WHERE embedder_key {condition} LIMIT :count",
            count=_BATCH_COUNT - len(missing),
            **({} if condition == "IS NULL" else {"embedder": embedder_key}),
        )
        missing += [(int(row[0]), int(row[1]), int(row[2]), bytes(row[3])) for row in rows]
    return missing
