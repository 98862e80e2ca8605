"""RetrieveMemoryRecords: by meaning and by words.

The two look at the same scope at the same time, each in a thread of the database. A record's score is
the cosine between its vector and the question's, lifted by the share of the question's words that it has:
from 0 to 1. A record without a vector, because nothing makes one here or not yet, is scored by its words.

Filters come after the search. Where they leave too few of what was found, the scope is gone through.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import islice

from headwater.core.embedding import Embedder
from headwater.core.errors import HeadwaterError
from headwater.memory.database.base import Database, Tx
from headwater.memory.records import index
from headwater.memory.records.base import Record
from headwater.memory.records.filters import Check
from headwater.memory.records.listing import read_keys
from headwater.memory.records.namespaces import Scope
from headwater.memory.records.writing import read_records

_log = logging.getLogger(__name__)

#: How far all words of a question lift a record that means nothing like it. The share is squared, so that
#: "her" alone does not lift what is not meant by "her job".
_WORDS_LIFT = 0.3
#: The score of a record without a vector that has all words of the question.
_WORDS_ALONE = 0.8
#: Found by words: so many of the best are compared by meaning too.
_BY_WORDS_COUNT = 100
#: Records read at once, in the order of their scores, until there are enough.
_READ_COUNT = 32
#: Questions whose vectors are kept: each page of a search asks the same.
_QUESTIONS_COUNT = 256


@dataclass(frozen=True, slots=True)
class Found:
    """One record, and how well it fits: 0 to 1."""

    record: Record
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is looked for."""

    scope: Scope
    text: str
    count: int
    strategy_id: str | None = None
    checks: tuple[Check, ...] = ()
    """Filters of metadata."""
    after: tuple[float, int] | None = None
    """(score, record key) of the last one that is not wanted any more."""

    def takes(self, record: Record) -> bool:
        """Whether the record is in the scope and passes the filters."""
        if not self.scope.has(record.namespace, record.owner):
            return False
        if self.strategy_id is not None and record.strategy_id != self.strategy_id:
            return False
        return all(check.passes(record.metadata) for check in self.checks)

    @property
    def has_filter(self) -> bool:
        return self.strategy_id is not None or bool(self.checks)


class Searcher:
    """Finds records. Remembers the vectors of the last questions."""

    def __init__(self, database: Database, embedder: Embedder | None, now_ms: Callable[[], int]) -> None:
        self._database = database
        self._embedder = embedder
        self._now_ms = now_ms
        self._vectors: dict[str, bytes] = {}
        self._failure = ""
        self._common = index.CommonWords()

    async def search(self, question: Question) -> list[Found]:
        """The best first. Without vectors (see `Embedder.embed`) by words alone."""
        vector = await self._embed(question.text)
        by_words, by_meaning = await asyncio.gather(
            self._database.read(
                lambda tx: index.find_by_words(tx, question.scope, question.text, self._common)
            ),
            self._find_nearest(question.scope, vector),
        )
        name = self._embedder.name if self._embedder is not None else ""
        return await self._database.read(
            lambda tx: _choose(tx, question, by_words, by_meaning, vector, name, self._now_ms())
        )

    async def _find_nearest(self, scope: Scope, vector: bytes | None) -> dict[int, float]:
        if vector is None or self._embedder is None:
            return {}
        name = self._embedder.name
        parts = await self._database.read(lambda tx: index.find_parts(tx, scope))
        found = await asyncio.gather(
            *(
                self._database.read(
                    partial(index.find_nearest, scope=scope, embedder=name, vector=vector, places=places)
                )
                for places in parts
            )
        )
        return {key: cosine for part in found for key, cosine in part.items()}

    async def _embed(self, text: str) -> bytes | None:
        if self._embedder is None:
            return None
        if text not in self._vectors:
            try:
                (vector,) = await self._embedder.embed([text])
            except HeadwaterError as exc:
                if exc.message != self._failure:
                    _log.warning("memories are searched by their words alone: %s", exc.message)
                self._failure = exc.message
                return None
            self._failure = ""
            while len(self._vectors) >= _QUESTIONS_COUNT:
                del self._vectors[next(iter(self._vectors))]
            self._vectors[text] = vector
        return self._vectors[text]


def _choose(
    tx: Tx,
    question: Question,
    by_words: dict[int, float],
    by_meaning: dict[int, float],
    vector: bytes | None,
    embedder: str,
    now_ms: int,
) -> list[Found]:
    """The best of what was found, as many as are wanted."""
    best = sorted(by_words, key=lambda key: (by_words[key], key), reverse=True)
    if vector is None:
        wanted = best
    else:
        wanted = best[:_BY_WORDS_COUNT]
        by_meaning = by_meaning | _measure(tx, wanted, by_meaning, vector, embedder)
    scores = _score({*wanted, *by_meaning}, by_words, by_meaning)
    found = _take(tx, question, scores, now_ms)
    is_cut = len(by_meaning) >= index.CANDIDATES_COUNT or len(by_words) >= index.CANDIDATES_COUNT
    if len(found) < question.count and question.has_filter and is_cut:
        return _search_all(tx, question, by_words, vector, embedder, now_ms)
    return found


def _search_all(
    tx: Tx,
    question: Question,
    by_words: dict[int, float],
    vector: bytes | None,
    embedder: str,
    now_ms: int,
) -> list[Found]:
    """The best of all records in the scope that pass the filters, however far from the question."""
    keys = read_keys(tx, question.scope, question.checks, strategy_id=question.strategy_id, now_ms=now_ms)
    by_meaning = {} if vector is None else _measure(tx, keys, {}, vector, embedder)
    return _take(tx, question, _score(keys, by_words, by_meaning), now_ms)


def _measure(
    tx: Tx, keys: list[int], known: dict[int, float], vector: bytes, embedder: str
) -> dict[int, float]:
    embedder_key = index.find_embedder(tx, embedder)
    unknown = [key for key in keys if key not in known]
    return index.measure(tx, unknown, embedder_key, vector) if unknown and embedder_key is not None else {}


def _score(
    keys: set[int] | list[int], by_words: dict[int, float], by_meaning: dict[int, float]
) -> dict[int, float]:
    scores = {}
    for key in keys:
        share, cosine = by_words.get(key, 0.0), by_meaning.get(key)
        if cosine is None:
            scores[key] = _WORDS_ALONE * share
        else:
            cosine = min(1.0, max(0.0, cosine))
            scores[key] = cosine + (1.0 - cosine) * _WORDS_LIFT * share**2
    return scores


def _take(tx: Tx, question: Question, scores: dict[int, float], now_ms: int) -> list[Found]:
    """The best that pass, behind `question.after`."""
    order = sorted(((score, key) for key, score in scores.items()), reverse=True)
    if question.after is not None:
        order = [entry for entry in order if entry < question.after]
    remaining = iter(order)
    found: list[Found] = []
    while len(found) < question.count and (part := list(islice(remaining, _READ_COUNT))):
        records = read_records(tx, [key for _, key in part], now_ms)
        for score, key in part:
            # Between two reads a record may have moved; then it is found where it is now, the next time.
            if key in records and question.takes(records[key]):
                found.append(Found(records[key], score))
    return found[: question.count]
