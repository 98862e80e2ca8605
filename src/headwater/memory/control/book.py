"""All memories, in RAM as in the database: there are hundreds at most, and every request needs one.

Rule: only this file writes `memories`, and one server has the database to itself, so both always agree.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace

from headwater.core.errors import FieldProblem, InvalidRequest, NotFound
from headwater.memory.control.base import Memory, Owner, decode_strategies, encode_json, encode_strategies
from headwater.memory.database.base import Database, Row, Tx

_COLUMNS = (
    "memory_key, memory_id, name, status, event_expiry_days, members, strategies, created_ms, updated_ms"
)


class MemoryBook:
    """Memories by id. Call `load` first."""

    def __init__(self, database: Database, owner: Owner) -> None:
        self._database = database
        self._owner = owner
        self._memories: dict[str, Memory] = {}

    async def load(self) -> None:
        """Read them from the database."""
        rows = await self._database.read(lambda tx: tx.all(f"SELECT {_COLUMNS} FROM memories"))
        memories = sorted(map(_read, rows), key=lambda memory: memory.memory_key)
        self._memories = {memory.memory_id: memory for memory in memories}

    def __iter__(self) -> Iterator[Memory]:
        """In the order they were made."""
        return iter(list(self._memories.values()))

    def find(self, memory_id: str) -> Memory | None:
        return self._memories.get(memory_id)

    def get(self, id_or_arn: str) -> Memory:
        """A memory that can be used, by its id or its ARN.

        Raises:
            NotFound: there is none, or it is being deleted. An ARN of another account or region names none:
                what a policy denies must not be had by another name.
        """
        memory_id = id_or_arn.rpartition("/")[2]
        memory = self._memories.get(memory_id)
        is_other = id_or_arn not in (memory_id, self._owner.arn(memory_id))
        if memory is None or memory.status == "DELETING" or is_other:
            raise NotFound(f"Memory {id_or_arn} was not found")
        return memory

    async def add(self, memory: Memory, then: Callable[[Tx], None]) -> Memory:
        """Keep a new memory (its key is given here). `then` is done in the same transaction.

        Raises:
            InvalidRequest: its name is taken. (SDKs look for this very kind of error and "already exists".)
        """

        def insert(tx: Tx) -> int:
            if tx.one("SELECT 1 FROM memories WHERE name = :name", name=memory.name):
                text = f"Memory with name {memory.name} already exists"
                raise InvalidRequest(text, reason="ResourceConflict", fields=(FieldProblem("name", text),))
            row = tx.one(
                "INSERT INTO memories (memory_id, name, status, event_expiry_days, members, strategies,"
                " created_ms, updated_ms) VALUES (:memory_id, :name, :status, :days, :members, :strategies,"
                " :created_ms, :updated_ms) RETURNING memory_key",
                memory_id=memory.memory_id,
                name=memory.name,
                created_ms=memory.created_ms,
                **_values(memory),
            )
            assert row is not None
            then(tx)
            return int(row[0])

        kept = replace(memory, memory_key=await self._database.write(insert))
        self._memories[kept.memory_id] = kept
        return kept

    async def change(self, memory: Memory, then: Callable[[Tx], None]) -> None:
        """Keep a memory as it is now. `then` is done in the same transaction."""

        def update(tx: Tx) -> None:
            tx.run(
                "UPDATE memories SET status = :status, event_expiry_days = :days, members = :members,"
                " strategies = :strategies, updated_ms = :updated_ms WHERE memory_key = :key",
                key=memory.memory_key,
                **_values(memory),
            )
            if memory.status == "DELETING":
                # Its name is free at once: ids have a hyphen, names have none.
                tx.run("UPDATE memories SET name = memory_id WHERE memory_key = :key", key=memory.memory_key)
            then(tx)

        await self._database.write(update)
        self._memories[memory.memory_id] = memory

    async def remove(self, memory: Memory) -> None:
        """Forget a memory of which nothing else is left."""
        await self._database.write(
            lambda tx: tx.run("DELETE FROM memories WHERE memory_key = :key", key=memory.memory_key)
        )
        self._memories.pop(memory.memory_id, None)


def _values(memory: Memory) -> dict[str, object]:
    return {
        "status": memory.status,
        "days": memory.event_expiry_days,
        "members": encode_json(dict(memory.members)),
        "strategies": encode_strategies(memory.strategies),
        "updated_ms": memory.updated_ms,
    }


def _read(row: Row) -> Memory:
    key, memory_id, name, status, days, members, strategies, created_ms, updated_ms = row
    return Memory(
        memory_key=key,
        memory_id=memory_id,
        name=name,
        status=status,
        event_expiry_days=days,
        members=json.loads(members),
        strategies=decode_strategies(strategies),
        created_ms=created_ms,
        updated_ms=updated_ms,
    )
