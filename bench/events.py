"""Events of memories: the last ten turns read, and a turn written, at a hundred thousand in the store.

Over HTTP, and of the handler alone in this process. The reference is SQLite alone, in one thread, with the
same statements and the same durability (WAL, `synchronous=full`) on the same file.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import apsw
import uvloop

from bench.exchange import build_post, calling
from bench.filling import START, Filled, build_payload, build_request, fill
from bench.rows import Progress, Row, median, percentile
from bench.server import running_server
from headwater.memory.plane import open_memories

#: Sessions that the events are spread over, their turns interleaved.
_SESSIONS_COUNT = 1_000
_TURNS_COUNT = 10


def measure(*, quick: bool, progress: Progress) -> list[Row]:
    """Reads and writes, each beside SQLite alone."""
    events_count, count = (2_000, 50) if quick else (100_000, 2_000)
    with tempfile.TemporaryDirectory(prefix="hw-bench-events-") as folder:
        progress(f"events: a store of {events_count:,}")
        now_ms = int(time.time() * 1000)
        filled = fill(Path(folder), events_count, _spread, created_ms=lambda number: now_ms)
        sessions = [f"session-{number % _SESSIONS_COUNT}" for number in range(count)]
        progress("events: over HTTP")
        with running_server({"memory.url": filled.url}) as server, calling(server.address) as (caller,):
            reads = _time(sessions, lambda name: caller.call(_build_read(filled, name)))
            writes = _time(sessions, lambda name: caller.call(_build_write(filled, name)))
        progress("events: the handlers, and SQLite alone")
        handler_reads, handler_writes = uvloop.run(_time_handlers(filled, sessions))
        raw = _Raw(filled)
        raw_reads, raw_writes = _time(sessions, raw.read), _time(sessions, raw.write)
        raw.close()
    note = f"{events_count:,} events"
    return [
        *_rows("read_turns", reads, raw_reads, f"last {_TURNS_COUNT} over HTTP, {note}", "<= 1", "<= 5"),
        *_rows("read_turns_handler", handler_reads, raw_reads, f"last {_TURNS_COUNT}, no HTTP, {note}"),
        *_rows("create_event", writes, raw_writes, f"durable, over HTTP, {note}", "<= 2"),
        *_rows("create_event_handler", handler_writes, raw_writes, f"durable, no HTTP, {note}"),
    ]


def _rows(
    name: str, ours: list[float], raw: list[float], note: str, aim: str = "", aim_p99: str = ""
) -> list[Row]:
    return [
        _row(f"{name}_ms", median(ours), median(raw), note, aim),
        _row(f"{name}_p99_ms", percentile(ours, 99), percentile(raw, 99), note, aim_p99),
    ]


def _row(name: str, value: float, reference_value: float, note: str, aim: str) -> Row:
    return Row(
        name=name, value=value, unit="ms", reference="SQLite alone", reference_value=reference_value,
        aim=aim, note=note,
    )  # fmt: skip


def _spread(number: int) -> dict[str, Any]:  # Any: members of the API
    return {"sessionId": f"session-{number % _SESSIONS_COUNT}"}


def _time(sessions: list[str], act: Callable[[str], object]) -> list[float]:
    times_ms = []
    for session in sessions:
        started_s = time.perf_counter()
        act(session)
        times_ms.append((time.perf_counter() - started_s) * 1e3)
    return times_ms


def _build_read(filled: Filled, session: str) -> bytes:
    path = f"/memories/{filled.memory_id}/actor/actor/sessions/{session}"
    return build_post(path, json.dumps({"maxResults": _TURNS_COUNT, "includePayloads": True}).encode())


def _build_write(filled: Filled, session: str) -> bytes:
    body = {
        "actorId": "actor", "sessionId": session, "eventTimestamp": time.time(), "payload": build_payload(1),
    }  # fmt: skip
    return build_post(f"/memories/{filled.memory_id}/events", json.dumps(body).encode())


async def _time_handlers(filled: Filled, sessions: list[str]) -> tuple[list[float], list[float]]:
    async with open_memories(filled.url) as plane:
        handlers = plane.handlers()
        where = {"memoryId": filled.memory_id, "actorId": "actor", "maxResults": _TURNS_COUNT}
        reads = await _time_async(
            [lambda name=name: handlers["ListEvents"](where | {"sessionId": name}) for name in sessions]
        )
        requests = [
            build_request(filled.memory_id, number) | {"sessionId": name, "clientToken": f"handler {number}"}
            for number, name in enumerate(sessions)
        ]
        writes = await _time_async([lambda one=one: handlers["CreateEvent"](one) for one in requests])
    return reads, writes


async def _time_async(acts: list[Callable[[], Awaitable[object]]]) -> list[float]:
    times_ms = []
    for act in acts:
        started_s = time.perf_counter()
        await act()
        times_ms.append((time.perf_counter() - started_s) * 1e3)
    return times_ms


class _Raw:
    """The statements that a read and a write need, on a connection like the server's."""

    def __init__(self, filled: Filled) -> None:
        self._connection = apsw.Connection(str(filled.path))
        self._connection.pragma("journal_mode", "wal")
        self._connection.pragma("synchronous", "full")
        self._connection.pragma("cache_size", -16_384)
        ((self._memory_key,),) = self._connection.execute("SELECT memory_key FROM memories").fetchall()
        self._number = 0

    def read(self, session: str) -> None:
        key = self._find(session)
        self._connection.execute(
            "SELECT event_key, timestamp_ms, branch, payload, metadata FROM events WHERE session_key = ?"
            " AND created_ms >= 0 ORDER BY timestamp_ms DESC, event_key DESC LIMIT ?",
            (key, _TURNS_COUNT + 1),
        ).fetchall()

    def write(self, session: str) -> None:
        self._number += 1
        at_ms = int(START.timestamp() * 1000)
        with self._connection:
            key = self._find(session)
            ((event_key,),) = self._connection.execute(
                "INSERT INTO events (memory_key, session_key, timestamp_ms, created_ms, payload)"
                " VALUES (?, ?, ?, ?, ?) RETURNING event_key",
                (self._memory_key, key, at_ms, at_ms, json.dumps(build_payload(1)).encode()),
            ).fetchall()
            self._connection.execute(
                "INSERT INTO memory_tokens (memory_key, operation, token, fingerprint, answer, created_ms)"
                " VALUES (?, 'CreateEvent', ?, ?, ?, ?)",
                (self._memory_key, f"raw {self._number}", b"0" * 16, str(event_key).encode(), at_ms),
            )

    def close(self) -> None:
        self._connection.close()

    def _find(self, session: str) -> int:
        ((key,),) = self._connection.execute(
            "SELECT session_key FROM memory_sessions"
            " WHERE memory_key = ? AND actor_id = 'actor' AND session_id = ?",
            (self._memory_key, session),
        ).fetchall()
        return int(key)
