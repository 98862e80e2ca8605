"""The record of sessions: written without being waited for, complete when it is read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from headwater.store import sessions as module
from headwater.store.engine import open_store
from headwater.store.sessions import RETENTION, SessionRecords


def url(tmp_path):
    return f"sqlite:///{tmp_path / 'headwater.db'}"


def start(records, session_id="s" * 33):
    return records.started(
        runtime_id="weather-0123456789",
        endpoint="DEFAULT",
        session_id=session_id,
        version=1,
        owner="key:ada",
        start_ms=12.5,
    )


def end(records, record_id, reason):
    records.ended(record_id, reason, request_count=3, cpu_s=0.25)


async def test_left_over_sessions_are_those_that_did_not_end(tmp_path):
    async with open_store(url(tmp_path)) as store:
        records = SessionRecords(store)
        ended = start(records, "a" * 33)
        start(records, "b" * 33)
        end(records, ended, "idle timeout")

    async with open_store(url(tmp_path)) as store:
        records = SessionRecords(store)
        left = await records.left_over()
        assert [(row.session_id, row.version, row.start_ms) for row in left] == [("b" * 33, 1, 12.5)]
        assert await records.bury_all("the server ended") == 1
        assert await records.left_over() == []


async def test_a_session_id_used_again_is_another_life(tmp_path):
    async with open_store(url(tmp_path)) as store:
        records = SessionRecords(store)
        first = start(records)
        end(records, first, "stopped")
        second = start(records)
        end(records, first, "once more")

        assert [row.record_id for row in await records.left_over()] == [second]


async def test_a_burst_is_written_in_few_transactions(tmp_path):
    async with open_store(url(tmp_path)) as store:
        flushes = []
        submit = store.run_nowait
        store.run_nowait = lambda work: (flushes.append(work), submit(work))
        records = SessionRecords(store)

        for n in range(500):
            start(records, f"{n:033}")

        assert len(await records.left_over()) == 500
        assert len(flushes) < 250


async def test_more_than_fits_drops_the_oldest(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "MAX_PENDING_COUNT", 3)
    async with open_store(url(tmp_path)) as store:
        records = SessionRecords(store)
        store.run_nowait = lambda work: None  # a disk that does not come round to it

        for n in range(5):
            start(records, f"{n:033}")

        await store.run(records._flush)
        assert [row.session_id[-1] for row in await records.left_over()] == ["2", "3", "4"]


async def test_old_records_go(tmp_path):
    now = datetime(2026, 1, 1, tzinfo=UTC)
    async with open_store(url(tmp_path)) as store:
        records = SessionRecords(store, now=lambda: now)
        end(records, start(records), "stopped")
        await records.left_over()

        now += RETENTION + timedelta(hours=2)
        living = start(records)
        await records.left_over()

        ids = await store.run(
            lambda tx: tx.execute(module.select(module.sessions.c.record_id)).scalars().all()
        )
        assert ids == [living]
