"""Fills a database with events before a server opens it: by the server's own insertion, many at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from headwater.memory.control.base import Memory
from headwater.memory.database.base import Tx
from headwater.memory.database.opening import open_database
from headwater.memory.events.ids import EventIds
from headwater.memory.events.writing import build_event, insert_event
from headwater.memory.owners import ANYONE
from headwater.memory.plane import open_memories

_TRANSACTION_COUNT = 5_000
#: The first event of all; the others follow, a second apart.
START = datetime(2024, 1, 1, tzinfo=UTC)

#: (number of an event) -> the members of its CreateEvent that differ from the plain ones. Any: JSON.
Describe = Callable[[int], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Filled:
    """A database with one memory, and that many events in it."""

    url: str
    path: Path
    memory_id: str


def fill(
    folder: Path, count: int, describe: Describe, *, created_ms: Callable[[int], int], expiry_days: int = 3650
) -> Filled:
    """Make `memory.db` in `folder`."""
    return asyncio.run(_fill(folder / "memory.db", count, describe, created_ms, expiry_days))


async def _fill(
    path: Path, count: int, describe: Describe, created_ms: Callable[[int], int], expiry_days: int
) -> Filled:
    url = f"sqlite:///{path}"
    async with open_memories(url) as plane:
        request = {"name": "bench", "eventExpiryDuration": expiry_days}
        memory_id = (await plane.handlers()["CreateMemory"](request))["memory"]["id"]
    async with open_database(url) as database:
        row = await database.read(
            lambda tx: tx.one("SELECT memory_key, event_salt FROM memories, memory_schema")
        )
        assert row is not None
        memory = Memory(
            memory_key=row[0], memory_id=memory_id, name="bench", status="ACTIVE",
            event_expiry_days=expiry_days, created_ms=0, updated_ms=0,
        )  # fmt: skip
        ids = EventIds(row[1])
        for first in range(0, count, _TRANSACTION_COUNT):
            numbers = range(first, min(count, first + _TRANSACTION_COUNT))
            await database.write(_inserting(memory, ids, numbers, describe, created_ms))
    return Filled(url, path, memory_id)


def _inserting(
    memory: Memory, ids: EventIds, numbers: range, describe: Describe, created_ms: Callable[[int], int]
) -> Callable[[Tx], None]:
    def insert(tx: Tx) -> None:
        for number in numbers:
            event = build_event(build_request(memory.memory_id, number) | describe(number))
            insert_event(tx, memory, event, ANYONE, ids, created_ms(number), None)

    return insert


def build_request(memory_id: str, number: int) -> dict[str, Any]:  # Any: members of the API
    """CreateEvent of a turn as people have them: a question and an answer."""
    return {
        "memoryId": memory_id,
        "actorId": "actor",
        "sessionId": "session",
        "eventTimestamp": START + timedelta(seconds=number),
        "payload": build_payload(number),
    }


def build_payload(number: int) -> list[dict[str, Any]]:  # Any: JSON
    """Two messages, some 600 bytes together."""
    words = f"This is what was said in turn {number}, and it goes on for a while. "
    return [
        {"conversational": {"content": {"text": words * 2}, "role": "USER"}},
        {"conversational": {"content": {"text": words * 5}, "role": "ASSISTANT"}},
    ]
