"""The store on real files: transactions, durability, and what is said when it cannot be opened."""

from __future__ import annotations

import asyncio
import os
import signal
import stat
import subprocess
import sys
import textwrap

import pytest
from sqlalchemy import insert, inspect, select, text

from headwater.core.errors import NotFound, StoreError
from headwater.store.engine import open_store
from headwater.store.migrations import MIGRATIONS
from headwater.store.tables import metadata, tags

ROW = {"resource_arn": "arn", "tag_key": "k", "tag_value": "v"}


def url(tmp_path):
    return f"sqlite:///{tmp_path / 'headwater.db'}"


def count_tags(tx):
    return len(tx.execute(select(tags)).all())


async def test_what_was_committed_is_there_after_reopening(tmp_path):
    async with open_store(url(tmp_path)) as store:
        await store.run(lambda tx: tx.execute(insert(tags).values(**ROW)).rowcount)

    async with open_store(url(tmp_path)) as store:
        assert await store.run(count_tags) == 1


async def test_a_transaction_that_raises_changes_nothing(tmp_path):
    def insert_then_fail(tx):
        tx.execute(insert(tags).values(**ROW))
        raise NotFound("on purpose")

    async with open_store(url(tmp_path)) as store:
        with pytest.raises(NotFound, match="on purpose"):
            await store.run(insert_then_fail)
        assert await store.run(count_tags) == 0


async def test_transactions_are_serial(tmp_path):
    def add_one(tx):
        count = count_tags(tx)
        tx.execute(insert(tags).values(resource_arn="arn", tag_key=str(count), tag_value=""))

    async with open_store(url(tmp_path)) as store:
        await asyncio.gather(*(store.run(add_one) for _ in range(50)))
        assert await store.run(count_tags) == 50


async def test_sqlite_is_set_up_to_be_durable_and_private(tmp_path):
    async with open_store(url(tmp_path)) as store:
        pragmas = await store.run(
            lambda tx: [
                tx.execute(text(f"PRAGMA {name}")).scalar_one()
                for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
            ]
        )

    assert pragmas == ["wal", 2, 1, 5000]
    assert stat.S_IMODE((tmp_path / "headwater.db").stat().st_mode) == 0o600


async def test_the_tables_are_the_sum_of_the_migrations(tmp_path):
    def read_schema(tx):
        found = inspect(tx)
        return {
            table: (
                [(column["name"], column["nullable"]) for column in found.get_columns(table)],
                found.get_pk_constraint(table)["constrained_columns"],
                sorted(index["name"] for index in found.get_indexes(table)),
                [key["referred_table"] for key in found.get_foreign_keys(table)],
                [key["column_names"] for key in found.get_unique_constraints(table)],
            )
            for table in found.get_table_names()
        }

    async with open_store(url(tmp_path)) as store:
        migrated = await store.run(read_schema)
        await store.run(lambda tx: (metadata.drop_all(tx), metadata.create_all(tx)))
        declared = await store.run(read_schema)

    assert migrated == declared


async def test_a_newer_schema_is_refused_and_left_alone(tmp_path):
    newer = len(MIGRATIONS) + 1
    async with open_store(url(tmp_path)) as store:
        await store.run(lambda tx: tx.execute(text(f"UPDATE schema_version SET version = {newer}")).rowcount)

    with pytest.raises(StoreError, match="written by a newer headwater"):
        async with open_store(url(tmp_path)):
            pass


async def test_a_failed_migration_leaves_nothing(tmp_path, monkeypatch):
    broken = (("CREATE TABLE half (a TEXT)", "CREATE NONSENSE"),)
    monkeypatch.setattr("headwater.store.migrations.MIGRATIONS", MIGRATIONS + broken)
    with pytest.raises(StoreError):
        async with open_store(url(tmp_path)):
            pass
    monkeypatch.undo()

    async with open_store(url(tmp_path)) as store:
        assert "half" not in await store.run(lambda tx: inspect(tx).get_table_names())


async def test_a_second_server_on_the_same_file_is_told_so(tmp_path):
    async with open_store(url(tmp_path)):
        with pytest.raises(StoreError, match="in use by another headwater server"):
            async with open_store(url(tmp_path)):
                pass


async def test_a_file_that_is_no_database_is_explained(tmp_path):
    (tmp_path / "headwater.db").write_bytes(b"not a database at all " * 500)

    with pytest.raises(StoreError, match="move it away or give another --data-dir"):
        async with open_store(url(tmp_path)):
            pass


async def test_a_directory_that_cannot_be_made_is_explained(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(StoreError, match="could not be opened"):
        async with open_store(f"sqlite:///{tmp_path}/file/headwater.db"):
            pass


@pytest.mark.parametrize("bad", ["", "nonsense", "nosuchdb://host/name"])
async def test_a_bad_url_is_explained(bad):
    with pytest.raises(StoreError):
        async with open_store(bad):
            pass


async def test_errors_do_not_show_parameters(tmp_path):
    row = {**ROW, "tag_value": "hunter2"}

    async with open_store(url(tmp_path)) as store:
        with pytest.raises(StoreError) as caught:
            await store.run(lambda tx: tx.execute(insert(tags), [row, row]).rowcount)

    assert "hunter2" not in f"{caught.value} {caught.value.__cause__}"


def test_nothing_that_was_acknowledged_is_lost_by_kill_9(tmp_path):
    program = textwrap.dedent("""
        import asyncio, sys
        from sqlalchemy import insert
        from headwater.store.engine import open_store
        from headwater.store.tables import tags

        async def main():
            async with open_store(sys.argv[1]) as store:
                for n in range(100_000):
                    row = dict(resource_arn="arn", tag_key=str(n), tag_value="")
                    await store.run(lambda tx: tx.execute(insert(tags).values(**row)).rowcount)
                    print(n, flush=True)

        asyncio.run(main())
    """)
    with subprocess.Popen(
        [sys.executable, "-c", program, url(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as writer:
        acknowledged = [int(writer.stdout.readline()) for _ in range(50)]
        os.kill(writer.pid, signal.SIGKILL)
        acknowledged += [int(line) for line in writer.stdout if line.endswith("\n")]

    async def read_keys():
        async with open_store(url(tmp_path)) as store:
            return await store.run(
                lambda tx: {int(key) for key in tx.execute(select(tags.c.tag_key)).scalars()}
            )

    assert set(acknowledged) <= asyncio.run(read_keys())
