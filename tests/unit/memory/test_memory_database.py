"""Both databases behave alike: transactions, durability, texts, errors."""

import asyncio
import threading

import pytest

from headwater.core.errors import InvalidRequest, StoreError
from headwater.memory.database import schema
from headwater.memory.database.opening import open_database

INSERT = "INSERT INTO memory_sessions (memory_key, actor_id, session_id, created_ms) VALUES (:m, :a, 's', 1)"


def add(actor):
    return lambda tx: tx.run(INSERT, m=1, a=actor)


def actors(tx):
    return [row[0] for row in tx.all("SELECT actor_id FROM memory_sessions ORDER BY actor_id")]


async def test_what_write_returned_from_is_there_after_opening_again(database_url):
    async with open_database(database_url) as database:
        assert await database.write(add("a")) == 1
    async with open_database(database_url) as database:
        assert await database.read(actors) == ["a"]


async def test_work_that_raises_is_undone_and_its_neighbours_are_not(database):
    def fail(tx):
        tx.run(INSERT, m=1, a="lost")
        raise InvalidRequest("no")

    results = await asyncio.gather(
        database.write(add("a")), database.write(fail), database.write(add("b")), return_exceptions=True
    )
    assert [type(result) for result in results] == [int, InvalidRequest, int]
    assert await database.read(actors) == ["a", "b"]


async def test_a_refused_statement_is_an_error_and_changes_nothing(database):
    await database.write(add("a"))
    with pytest.raises(StoreError, match="could not be written"):
        await database.write(add("a"))
    with pytest.raises(StoreError, match="could not be read"):
        await database.read(lambda tx: tx.all("SELECT nothing FROM nowhere"))
    assert await database.read(actors) == ["a"]


async def test_texts_are_ordered_by_their_bytes(database):
    names = ["b", "B", "a", "_", "-", "/", "0", ":", "é"]
    for name in names:
        await database.write(add(name))
    assert await database.read(actors) == sorted(names)


async def test_many_writers_at_once_all_land(database):
    await asyncio.gather(*(database.write(add(f"a{n:04}")) for n in range(300)))
    assert len(await database.read(actors)) == 300


async def test_a_cancelled_write_is_done_or_not_and_the_next_one_is_done(database):
    for attempt in range(20):
        writing = asyncio.create_task(database.write(add(f"a{attempt}")))
        await asyncio.sleep(0.0002 * attempt)
        writing.cancel()
    async with asyncio.timeout(20):
        await database.write(add("last"))
    assert "last" in await database.read(actors)


async def test_writes_that_wait_for_each_other_are_tried_again(database):
    if database.dialect == "sqlite":
        pytest.skip("it has one writer")
    await asyncio.gather(database.write(add("a")), database.write(add("b")))
    both_began, attempts = threading.Barrier(2), []

    def change(first, second):
        def work(tx):
            attempts.append(first)
            tx.run("UPDATE memory_sessions SET created_ms = created_ms + 1 WHERE actor_id = :a", a=first)
            if len(attempts) <= 2:
                both_began.wait(20)
            tx.run("UPDATE memory_sessions SET created_ms = created_ms + 1 WHERE actor_id = :a", a=second)

        return work

    await asyncio.gather(database.write(change("a", "b")), database.write(change("b", "a")))

    assert len(attempts) >= 3  # once more, where the other has not gone on yet
    rows = await database.read(lambda tx: tx.all("SELECT created_ms FROM memory_sessions"))
    assert [row[0] for row in rows] == [3, 3]


async def test_a_read_sees_one_moment(database):
    await database.write(add("a"))
    entered, loop = asyncio.Event(), asyncio.get_running_loop()

    def count_twice(tx):
        first = len(actors(tx))
        loop.call_soon_threadsafe(entered.set)
        asyncio.run_coroutine_threadsafe(written.wait(), loop).result()
        return first, len(actors(tx))

    written = asyncio.Event()
    reading = asyncio.create_task(database.read(count_twice))
    await entered.wait()
    await database.write(add("b"))
    written.set()
    assert await reading == (1, 1)


async def test_bytes_and_numbers_come_back_as_they_were(database):
    def work(tx):
        tx.run(
            "INSERT INTO events (memory_key, session_key, timestamp_ms, created_ms, payload)"
            " VALUES (1, 2, :t, 4, :p)",
            t=2**53 + 1,
            p=b"\x00\xff 100% :name",
        )
        return tx.one("SELECT timestamp_ms, payload, branch FROM events")

    assert await database.write(work) == (2**53 + 1, b"\x00\xff 100% :name", None)


async def test_tables_of_a_newer_program_are_refused(database_url):
    async with open_database(database_url) as database:
        newer = len(schema.MIGRATIONS) + 1
        await database.write(lambda tx: tx.run("UPDATE memory_schema SET version = :v", v=newer))
    with pytest.raises(StoreError, match="use the newer headwater"):
        async with open_database(database_url):
            pass


async def test_every_step_of_the_schema_can_be_taken_alone(database_url, monkeypatch):
    every = schema.MIGRATIONS
    for count in range(1, len(every) + 1):
        monkeypatch.setattr(schema, "MIGRATIONS", every[:count])
        async with open_database(database_url) as database:
            row = await database.read(lambda tx: tx.one("SELECT version FROM memory_schema"))
            assert row == (count,)


@pytest.mark.parametrize("url", ["mysql://a/b", "nonsense", "postgresql://127.0.0.1:1/none"])
async def test_urls_that_cannot_be_opened_say_why(url, monkeypatch):
    monkeypatch.setattr("headwater.memory.database.postgresql._CONNECT_TIMEOUT_S", 0.5)
    with pytest.raises(StoreError, match="memor"):
        async with open_database(url):
            pass


async def test_a_second_server_is_kept_off_the_database(database_url, monkeypatch):
    monkeypatch.setattr("headwater.memory.database.postgresql._LOCK_TIMEOUT_S", 0.2)
    async with open_database(database_url):
        with pytest.raises(StoreError, match="in use by another"):
            async with open_database(database_url):
                pass
