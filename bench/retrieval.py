"""RetrieveMemoryRecords over HTTP, by meaning and words, in a memory of many records.

The vectors are those of hashed words, which cost next to nothing to make. The reference is SQLite alone,
in one thread, with the same statements on the same file: the nearest of all vectors of the namespace, the
records that have the question's rarest word, and the texts of ten.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import apsw
import sqlite_vec

from bench.exchange import Caller, build_post, calling
from bench.rows import Progress, Row, median, percentile
from bench.server import HeadwaterServer, running_server
from headwater.memory.records.index import CANDIDATES_COUNT
from headwater.models.embeddings import HashedEmbeddings

_BIG, _SMALL = "/bench/big/", "/bench/small/"
_BATCH_COUNT = 100
_SMALL_COUNT = 50
_WORDS_A_RECORD = 20
#: Words as they are said: the commonest is in most records, most of them are in few.
_VOCABULARY = [f"word{number:05}" for number in range(20_000)]
_WEIGHTS = [1 / rank for rank in range(1, len(_VOCABULARY) + 1)]
_FIRST_PLACE = 2**32


@dataclass(frozen=True, slots=True)
class _Question:
    text: str
    rarest: str
    vector: bytes


def measure(*, quick: bool, progress: Progress) -> list[Row]:
    """In a namespace that has all records, and in a small one beside it."""
    records_count, questions_count = (2_000, 20) if quick else (100_000, 200)
    words = random.Random(1)
    progress(f"retrieval: a memory of {records_count:,} records")
    with running_server({"models.embeddings": "hashed"}) as server:
        made = {"name": "bench", "eventExpiryDuration": 30}
        memory = server.ask("POST", "/memories/create", json.dumps(made).encode())["memory"]
        _write(server, memory["id"], _SMALL, _SMALL_COUNT, words)
        _write(server, memory["id"], _BIG, records_count - _SMALL_COUNT, words)
        questions = [_make_question(words) for _ in range(questions_count)]
        progress("retrieval: questions")
        with calling(server.address) as (caller,):
            big = _time(questions, lambda question: _retrieve(caller, memory["id"], _BIG, question))
            small = _time(questions, lambda question: _retrieve(caller, memory["id"], _SMALL, question))
        raw = [_Raw(server.data_dir / "memory.db", namespace) for namespace in (_BIG, _SMALL)]
        raw_big, raw_small = (_time(questions, database.retrieve) for database in raw)
    note = f"{records_count:,} records, topK 10"
    small_note = f"{note}, {_SMALL_COUNT} in the namespace"
    return [
        _row("retrieval_ms", median(big), median(raw_big), f"{note}, all in one namespace", "<= 20"),
        _row("retrieval_p99_ms", percentile(big, 99), percentile(raw_big, 99), note),
        _row("retrieval_small_ms", median(small), median(raw_small), small_note),
    ]


def _row(name: str, value: float, reference_value: float, note: str, aim: str = "") -> Row:
    return Row(
        name=name,
        value=value,
        unit="ms",
        reference="SQLite alone",
        reference_value=reference_value,
        aim=aim,
        note=note,
    )


def _write(server: HeadwaterServer, memory_id: str, namespace: str, count: int, words: random.Random) -> None:
    path = f"/memories/{memory_id}/memoryRecords/batchCreate"
    for start in range(0, count, _BATCH_COUNT):
        records = [
            {
                "requestIdentifier": str(number),
                "namespaces": [namespace],
                "content": {"text": " ".join(words.choices(_VOCABULARY, _WEIGHTS, k=_WORDS_A_RECORD))},
                "timestamp": 1_800_000_000 + number,
            }
            for number in range(start, min(start + _BATCH_COUNT, count))
        ]
        answer = server.ask("POST", path, json.dumps({"records": records}).encode())
        assert not answer["failedRecords"], answer


def _make_question(words: random.Random) -> _Question:
    chosen = words.choices(_VOCABULARY, _WEIGHTS, k=8)
    text = " ".join(chosen)
    (vector,) = asyncio.run(HashedEmbeddings().embed([text]))
    return _Question(text, max(chosen), vector)


def _time(questions: list[_Question], ask: Callable[[_Question], None]) -> list[float]:
    times_ms = []
    for question in questions:
        started_s = time.perf_counter()
        ask(question)
        times_ms.append((time.perf_counter() - started_s) * 1e3)
    return times_ms


def _retrieve(caller: Caller, memory_id: str, namespace: str, question: _Question) -> None:
    body = {"namespace": namespace, "searchCriteria": {"searchQuery": question.text, "topK": 10}}
    caller.call(build_post(f"/memories/{memory_id}/retrieve", json.dumps(body).encode()))


class _Raw:
    """SQLite, and what is needed of the namespace."""

    def __init__(self, path: Path, namespace: str) -> None:
        self._connection = apsw.Connection(str(path))
        self._connection.enable_load_extension(True)
        self._connection.load_extension(sqlite_vec.loadable_path())
        rows = self._connection.execute("SELECT namespace_key FROM namespaces WHERE name = ?", (namespace,))
        self._first = int(rows.fetchall()[0][0]) * _FIRST_PLACE

    def retrieve(self, question: _Question) -> None:
        nearest = self._connection.execute(
            "SELECT record_key, vec_distance_cosine(vector, :vector) AS distance FROM record_vectors"
            " WHERE record_key IN (SELECT place & 4294967295 FROM record_bits"
            "   WHERE place BETWEEN :first AND :last ORDER BY"
            "   vec_distance_hamming(vec_bit(bits), vec_quantize_binary(:vector)) LIMIT :count)"
            " ORDER BY distance",
            {
                "vector": question.vector,
                "first": self._first,
                "last": self._first + _FIRST_PLACE - 1,
                "count": CANDIDATES_COUNT,
            },
        ).fetchall()
        self._connection.execute(
            "SELECT rowid FROM record_words WHERE record_words MATCH ? ORDER BY rank LIMIT 100",
            (question.rarest,),
        ).fetchall()
        keys = json.dumps([key for key, _ in nearest[:10]])
        self._connection.execute(
            "SELECT content FROM records WHERE record_key IN (SELECT value FROM json_each(?))", (keys,)
        ).fetchall()
