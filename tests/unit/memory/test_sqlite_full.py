"""A disk that is full refuses what does not fit and nothing else, says so, and recovers."""

import asyncio

import pytest

from headwater.core.errors import StoreError
from headwater.memory.database.opening import open_database

INSERT = (
    "INSERT INTO events (memory_key, session_key, timestamp_ms, created_ms, payload) VALUES (1, 1, :n, 1, :p)"
)


def add(number, payload_bytes=10):
    return lambda tx: tx.run(INSERT, n=number, p=b"x" * payload_bytes)


def numbers(tx):
    return [row[0] for row in tx.all("SELECT timestamp_ms FROM events ORDER BY timestamp_ms")]


async def limit(database, spare_pages):
    """As if the disk had room for so many pages more."""

    def set_limit(tx):
        (count,) = tx.one("PRAGMA page_count")
        tx.one(f"PRAGMA max_page_count = {count + spare_pages}")

    await database.write(set_limit)


async def test_what_does_not_fit_is_refused_and_later_writes_land(tmp_path):
    url = f"sqlite:///{tmp_path / 'memory.db'}"
    async with open_database(url) as database:
        await database.write(add(0))
        await limit(database, 2)
        outcomes = await asyncio.gather(
            *(database.write(add(n, 10 if n % 2 else 100_000)) for n in range(1, 11)), return_exceptions=True
        )
        refused = [outcome for outcome in outcomes if outcome != 1]
        assert all(isinstance(outcome, StoreError) and "full" in str(outcome) for outcome in refused)
        assert [number for number, outcome in enumerate(outcomes, 1) if outcome == 1] == [1, 3, 5, 7, 9]
        assert await database.read(numbers) == [0, 1, 3, 5, 7, 9]
        with pytest.raises(StoreError, match="full"):
            await database.write(add(99, 100_000))
        await limit(database, 1000)
        await database.write(add(100, 100_000))
        assert await database.read(numbers) == [0, 1, 3, 5, 7, 9, 100]
    async with open_database(url) as database:
        assert await database.read(numbers) == [0, 1, 3, 5, 7, 9, 100]
