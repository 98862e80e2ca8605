"""Steps of removing many rows, so small that a writer hardly notices one.

Each is done in a transaction of its own, again and again, until it says that there is no more.
"""

from __future__ import annotations

from collections.abc import Callable

from headwater.memory.control.base import Memory
from headwater.memory.database.base import Tx

#: Rows that one step removes, at most.
STEP_MAX_COUNT = 200

#: A part of a removal: whether there may be more.
Step = Callable[[Tx], bool]


def remove_rows(table: str, key: str, memory: Memory) -> Step:
    """The rows of a table that belong to a memory, by the column that is their key."""

    def step(tx: Tx) -> bool:
        count = tx.run(
            f"DELETE FROM {table} WHERE {key} IN"
            f" (SELECT {key} FROM {table} WHERE memory_key = :memory_key LIMIT :count)",
            memory_key=memory.memory_key,
            count=STEP_MAX_COUNT,
        )
        return count == STEP_MAX_COUNT

    return step
