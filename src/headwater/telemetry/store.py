"""Spans kept on disk, in a SQLite file of their own: one row a span, the phases of a segment within its row.

Rows are gathered for a moment and written by a thread in one transaction. What is lost at a `kill -9` is that
moment; a file that cannot be read is set aside, as telemetry must never keep a server from starting.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import queue
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

from headwater.core.errors import InvalidRequest
from headwater.telemetry import names
from headwater.telemetry.recordings import RecordedContent, decode_recording
from headwater.telemetry.settings import TelemetrySettings
from headwater.telemetry.spans import Finished, Phase, Segment, SpanRecord, record_of

_log = logging.getLogger("headwater.telemetry")
T = TypeVar("T")
_FLUSH_S = 0.25
#: Spans waiting to be written; beyond it the oldest are dropped and counted.
_MAX_PENDING = 20_000
_KEEP_EVERY_S = 60.0
_READERS = 4
_MAX_INTEGER = 2**63
_READ_TIMEOUT_S = 10.0
#: Instructions of SQLite's machine between two looks at the clock.
_STEPS_BETWEEN_LOOKS = 10_000
_DELETED_AT_ONCE = 2_000
#: What a part of the file is freed to once it is full.
_KEPT_SHARE = 0.9
_SCHEMA_VERSION = 1
_SCHEMA = """
CREATE TABLE spans (
    id INTEGER PRIMARY KEY,
    trace_id TEXT NOT NULL, span_id TEXT NOT NULL, parent_id TEXT, name TEXT NOT NULL, kind TEXT NOT NULL,
    service TEXT NOT NULL, start_ns INTEGER NOT NULL, duration_ns INTEGER NOT NULL, status TEXT NOT NULL,
    status_message TEXT NOT NULL, runtime_id TEXT, session_id TEXT, request_id TEXT,
    attributes TEXT NOT NULL, events TEXT NOT NULL, phases TEXT NOT NULL
);
CREATE TABLE recordings (request_id TEXT PRIMARY KEY, start_ns INTEGER NOT NULL, content BLOB NOT NULL)
    WITHOUT ROWID;
CREATE INDEX recordings_start ON recordings (start_ns);
CREATE INDEX spans_trace ON spans (trace_id);
CREATE INDEX spans_start ON spans (start_ns);
CREATE INDEX spans_runtime ON spans (runtime_id, start_ns) WHERE request_id IS NOT NULL;
CREATE INDEX spans_session ON spans (session_id, start_ns) WHERE request_id IS NOT NULL;
CREATE INDEX spans_request ON spans (request_id) WHERE request_id IS NOT NULL;
"""
_COLUMNS = (
    "trace_id, span_id, parent_id, name, kind, service, start_ns, duration_ns, status, status_message,"
    " runtime_id, session_id, request_id, attributes, events, phases"
)
_INSERT_RECORDING = "INSERT OR REPLACE INTO recordings VALUES (?, ?, ?)"
_INSERT = f"INSERT INTO spans ({_COLUMNS}) VALUES ({', '.join('?' * 16)})"

#: Made once: `json.dumps` would make one for each row.
_encode_json = json.JSONEncoder(ensure_ascii=False).encode


@dataclass(frozen=True, slots=True, kw_only=True)
class InvocationFilter:
    """Which invocations to find, newest first. Times in nanoseconds since 1970."""

    runtime_id: str | None = None
    session_id: str | None = None
    min_duration_ns: int = 0
    since_ns: int | None = None
    until_ns: int | None = None
    errors_only: bool = False
    #: Text within an id, the status' message or an attribute.
    search: str | None = None
    limit: int = 50


class SpanStore:
    """Use as `async with`; leaving it writes what is left."""

    def __init__(self, path: Path, settings: TelemetrySettings) -> None:
        self._path = path
        self._settings = settings
        self._pending: deque[Finished] = deque()
        self.added_count = 0
        self.dropped_count = 0
        self._lock = threading.Lock()
        self._writer: asyncio.Task[None] | None = None
        self._connection = _open(path)
        #: Readings do not wait for the writer, nor for each other up to so many.
        self._readers: queue.LifoQueue[sqlite3.Connection] = queue.LifoQueue()
        for _ in range(_READERS):
            self._readers.put(_connect_reader(path))

    async def __aenter__(self) -> SpanStore:
        self._writer = asyncio.create_task(self._write_for_ever(), name="span-store")
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        assert self._writer is not None
        self._writer.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._writer
        await self.flush()
        with self._lock:
            self._connection.close()
        while not self._readers.empty():
            self._readers.get_nowait().close()

    def add(self, finished: Finished) -> None:
        """Keep a span, or a segment. Does not wait."""
        if len(self._pending) >= _MAX_PENDING:
            _forget_recording(self._pending.popleft())
            self.dropped_count += 1
        self._pending.append(finished)
        self.added_count += 1

    async def flush(self) -> None:
        """Return when all that was added is on disk, or could not be written (which is in the log)."""
        if self._pending:
            await asyncio.shield(asyncio.to_thread(self._write_pending))

    async def read_trace(self, trace_id: str) -> list[SpanRecord]:
        """All spans of a trace, by their start; none if it is not known."""
        query = f"SELECT {_COLUMNS} FROM spans WHERE trace_id = ? ORDER BY start_ns LIMIT 20000"
        return await self._read(lambda db: _read_rows(db, query, (trace_id,)))

    async def find_invocation(self, request_id: str) -> SpanRecord | None:
        """The span of an invocation that is over."""
        query = f"SELECT {_COLUMNS} FROM spans WHERE request_id = ?"
        found = await self._read(lambda db: _read_rows(db, query, (request_id,)))
        return found[0] if found else None

    async def find_recording(self, request_id: str) -> RecordedContent | None:
        """What was said in an invocation that is over, as far as it was kept."""
        query = "SELECT content FROM recordings WHERE request_id = ?"
        row = await self._read(lambda db: db.execute(query, (request_id,)).fetchone())
        return None if row is None else decode_recording(row[0])

    async def list_invocations(self, wanted: InvocationFilter) -> list[SpanRecord]:
        """Spans of invocations, the newest first."""
        where, values = _build_where(wanted)
        query = f"SELECT {_COLUMNS} FROM spans WHERE {where} ORDER BY start_ns DESC LIMIT ?"
        return await self._read(lambda db: _read_rows(db, query, (*values, wanted.limit)))

    async def _read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do `work` on a connection of its own.

        Raises:
            InvalidRequest: it took too long.
        """
        await self.flush()

        def read() -> T:
            db = self._readers.get()
            deadline_s = time.monotonic() + _READ_TIMEOUT_S
            db.set_progress_handler(lambda: time.monotonic() > deadline_s, _STEPS_BETWEEN_LOOKS)
            try:
                return work(db)
            except sqlite3.OperationalError as exc:
                if time.monotonic() <= deadline_s:
                    raise
                raise InvalidRequest(
                    f"looking through the traces took longer than {_READ_TIMEOUT_S:g} s;"
                    " ask for one agent, one session or less time (since, until)"
                ) from exc
            finally:
                self._readers.put(db)

        return await asyncio.to_thread(read)

    async def _write_for_ever(self) -> None:
        next_keep_s = 0.0
        while True:
            await asyncio.sleep(_FLUSH_S)
            await self.flush()
            if time.monotonic() >= next_keep_s:
                next_keep_s = time.monotonic() + _KEEP_EVERY_S
                if await asyncio.to_thread(self._remove_old):
                    next_keep_s = 0.0  # there is more; the next round goes on with it

    def _write_pending(self) -> None:
        with self._lock:
            rows, recordings = [], []
            while self._pending:
                finished = self._pending.popleft()
                recordings += _take_recording(finished)
                try:
                    rows.append(_encode(record_of(finished)))
                except (TypeError, ValueError) as exc:
                    self.dropped_count += 1
                    _log.warning("a span could not be kept: %s", exc)
            try:
                with self._connection:
                    self._connection.executemany(_INSERT, rows)
                    self._connection.executemany(_INSERT_RECORDING, recordings)
            except sqlite3.Error as exc:
                self.dropped_count += len(rows)
                _log.warning("%d spans could not be written to %s: %s", len(rows), self._path, exc)

    def _remove_old(self) -> bool:
        """Remove some of what is too old or too much; whether there is more."""
        oldest_ns = time.time_ns() - int(self._settings.keep_days * 86_400e9)
        with self._lock:
            try:
                with self._connection as db:
                    done = _delete_until(db, oldest_ns)
                    if done == 0 and _size_of(db) > self._settings.store_max_bytes * _KEPT_SHARE:
                        done = _delete_until(db, time.time_ns())
                self._connection.execute("PRAGMA incremental_vacuum").fetchall()
            except sqlite3.Error as exc:
                _log.warning("old spans could not be removed from %s: %s", self._path, exc)
                return False
        return done == _DELETED_AT_ONCE


def _take_recording(finished: Finished) -> list[tuple[object, ...]]:
    """The row of what was said in an invocation, which is held in memory no longer; none if nothing was."""
    if not isinstance(finished, Segment) or finished.recording is None:
        return []
    recording = finished.recording
    row = (finished.request_id, finished.start_ns, recording.encode())
    recording.release()
    finished.recording = None  # whoever else has the segment need not hold what was said in it
    return [row]


def _forget_recording(finished: Finished) -> None:
    if isinstance(finished, Segment) and finished.recording is not None:
        finished.recording.release()


def _open(path: Path) -> sqlite3.Connection:
    try:
        return _connect(path)
    except sqlite3.DatabaseError as exc:
        aside = path.with_suffix(f".broken-{time.time_ns()}")
        _log.warning("%s cannot be read (%s): it is now %s, and telemetry begins anew", path, exc, aside)
        path.replace(aside)
        return _connect(path)


def _connect(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, check_same_thread=False)
    try:
        db.execute("PRAGMA auto_vacuum = INCREMENTAL")
        db.execute("PRAGMA journal_mode = WAL").fetchall()
        db.execute("PRAGMA synchronous = OFF")  # a crash of the machine may cost telemetry, never an answer
        found = db.execute("PRAGMA user_version").fetchone()[0]
        if found != _SCHEMA_VERSION:
            db.executescript("DROP TABLE IF EXISTS spans; DROP TABLE IF EXISTS recordings")
            db.executescript(_SCHEMA)
            db.execute(f"PRAGMA user_version = {_SCHEMA_VERSION}")
            db.commit()
    except sqlite3.Error:
        db.close()
        raise
    return db


def _connect_reader(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, check_same_thread=False)
    db.execute("PRAGMA query_only = ON")
    return db


def _build_where(wanted: InvocationFilter) -> tuple[str, list[object]]:
    parts, values = ["request_id IS NOT NULL"], list[object]()
    for column, value in (("runtime_id", wanted.runtime_id), ("session_id", wanted.session_id)):
        if value is not None:
            parts.append(f"{column} = ?")
            values.append(value)
    if wanted.min_duration_ns:
        parts.append("duration_ns >= ?")
        values.append(wanted.min_duration_ns)
    if wanted.since_ns is not None:
        parts.append("start_ns >= ?")
        values.append(wanted.since_ns)
    if wanted.until_ns is not None:
        parts.append("start_ns < ?")
        values.append(wanted.until_ns)
    if wanted.errors_only:
        parts.append("status = 'error'")
    if wanted.search:
        where = " || ' ' || ".join(
            ("trace_id", "request_id", "coalesce(session_id, '')", "status_message", "attributes")
        )
        parts.append(f"instr(lower({where}), lower(?))")
        values.append(wanted.search)
    return " AND ".join(parts), values


def _delete_until(db: sqlite3.Connection, until_ns: int) -> int:
    """Remove the oldest spans, and what was said until the newest of them; how many spans."""
    query = "SELECT id, start_ns FROM spans WHERE start_ns < ? ORDER BY start_ns LIMIT ?"
    rows = db.execute(query, (until_ns, _DELETED_AT_ONCE)).fetchall()
    db.executemany("DELETE FROM spans WHERE id = ?", [row[:1] for row in rows])
    if rows:
        db.execute("DELETE FROM recordings WHERE start_ns <= ?", (rows[-1][1],))
    return len(rows)


def _size_of(db: sqlite3.Connection) -> int:
    pages = db.execute("PRAGMA page_count").fetchone()[0] - db.execute("PRAGMA freelist_count").fetchone()[0]
    return int(pages * db.execute("PRAGMA page_size").fetchone()[0])


def _encode(record: SpanRecord) -> tuple[object, ...]:
    if not (0 <= record.start_ns < _MAX_INTEGER and 0 <= record.duration_ns < _MAX_INTEGER):
        raise ValueError(f"it began at {record.start_ns} and took {record.duration_ns} ns")
    return (
        record.trace_id,
        record.span_id,
        record.parent_id,
        _clean(record.name),
        record.kind,
        _clean(record.service),
        record.start_ns,
        record.duration_ns,
        record.status,
        _clean(record.status_message),
        record.runtime_id,
        record.session_id,
        record.request_id,
        _clean(_encode_json(dict(record.attributes))),
        _clean(_encode_json(record.events)) if record.events else "[]",
        _encode_json([(p.name, p.offset_ns, p.duration_ns) for p in record.phases]),
    )


def _clean(text: str) -> str:
    """Without halves of surrogate pairs, which JSON may hold and UTF-8 cannot."""
    return text.encode("utf-8", "replace").decode()


def _read_rows(db: sqlite3.Connection, query: str, values: tuple[object, ...]) -> list[SpanRecord]:
    return [_decode(row) for row in db.execute(query, values)]


def _decode(row: tuple[Any, ...]) -> SpanRecord:  # Any: a row's columns have their own types
    columns = dict(zip(_COLUMNS.split(", "), row, strict=True))
    columns["attributes"] = json.loads(columns["attributes"])
    columns["events"] = tuple(json.loads(columns["events"]))
    columns["phases"] = tuple(Phase(*phase) for phase in json.loads(columns["phases"]))
    return SpanRecord(**columns)


def describe(record: SpanRecord) -> dict[str, object]:
    """A span as our own routes show it; times in milliseconds, the start since 1970."""
    return {
        "traceId": record.trace_id,
        "spanId": record.span_id,
        "parentId": record.parent_id,
        "name": record.name,
        "service": record.service,
        "kind": record.kind,
        "startMs": record.start_ns / 1e6,
        "durationMs": record.duration_ns / 1e6,
        "status": record.status,
        "statusMessage": record.status_message,
        "runtimeId": record.runtime_id,
        "sessionId": record.session_id,
        "requestId": record.request_id,
        "outcome": record.attributes.get(names.OUTCOME),
        "attributes": dict(record.attributes),
        "events": list(record.events),
        "phases": [
            {"name": p["name"], "offsetMs": p["offset_ns"] / 1e6, "durationMs": p["duration_ns"] / 1e6}
            for p in map(asdict, record.phases)
        ],
    }
