"""What became of versions and endpoints: written once, whoever forgot to write it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from headwater.core.runtimes import ResourceStatus as S
from headwater.store import endpoints, history, runtimes
from headwater.store.endpoints import EndpointRow
from headwater.store.engine import open_store
from headwater.store.history import list_history, note_changes
from headwater.store.runtimes import RuntimeRow, VersionRow

RUNTIME_ID = "weather-0123456789"
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
NOW = LONG_AGO + timedelta(days=1)


def add_version(tx, number, *, at, status=S.READY):
    row = VersionRow(
        runtime_id=RUNTIME_ID,
        number=number,
        status=status,
        configuration={},
        environment="",
        bundle_sha256=f"{number:064}",
        created_at=at,
        updated_at=at,
    )
    runtimes.insert_version(tx, row)


@pytest.fixture
async def store(tmp_path):
    """With a runtime whose version 1 and DEFAULT were there before anything was written down."""
    async with open_store(f"sqlite:///{tmp_path / 'headwater.db'}") as store:

        def fill(tx):
            runtime = RuntimeRow(
                runtime_id=RUNTIME_ID,
                name="weather",
                status=S.READY,
                latest_version=1,
                last_number=1,
                created_at=LONG_AGO,
                updated_at=LONG_AGO,
            )
            runtimes.insert_runtime(tx, runtime)
            add_version(tx, 1, at=LONG_AGO)
            endpoint = EndpointRow(
                runtime_id=RUNTIME_ID,
                name="DEFAULT",
                endpoint_id="e",
                status=S.READY,
                live_version=1,
                target_version=1,
                created_at=LONG_AGO,
                updated_at=LONG_AGO,
            )
            endpoints.insert_endpoint(tx, endpoint)

        await store.run(fill)
        yield store


async def change(store, work, *, caller="ada", at=NOW):
    """Carry out a change and note it, as the ledger does; what is on record then, the oldest first."""

    def transact(tx):
        work(tx)
        note_changes(tx, RUNTIME_ID, caller=caller, since=at)
        return list(reversed(list_history(tx, RUNTIME_ID, before=None, limit=100)))

    return await store.run(transact)


async def test_what_was_there_before_has_its_own_time_and_nobodys_name(store):
    found = await change(store, lambda tx: None)

    assert [(row.endpoint, row.version, row.at, row.caller) for row in found] == [
        (None, 1, LONG_AGO, None),
        ("DEFAULT", 1, LONG_AGO, None),
    ]
    assert await change(store, lambda tx: None) == found


async def test_a_roll_out_is_two_changes_of_its_endpoint_and_two_of_its_version(store):
    await change(store, lambda tx: None)

    def begin(tx):
        add_version(tx, 2, at=NOW, status=S.UPDATING)
        endpoints.update_endpoint(
            tx, RUNTIME_ID, "DEFAULT", status=S.UPDATING, target_version=2, updated_at=NOW
        )

    def settle(tx):
        runtimes.update_version_status(tx, RUNTIME_ID, 2, S.READY, failure_reason=None, at=NOW)
        endpoints.update_endpoint(tx, RUNTIME_ID, "DEFAULT", status=S.READY, live_version=2, updated_at=NOW)

    await change(store, begin)
    found = (await change(store, settle))[2:]

    assert [(row.endpoint, row.status, row.version, row.target_version) for row in found] == [
        (None, S.UPDATING, 2, None),
        ("DEFAULT", S.UPDATING, 1, 2),
        (None, S.READY, 2, None),
        ("DEFAULT", S.READY, 2, 2),
    ]
    assert {row.caller for row in found} == {"ada"}


async def test_what_is_gone_is_noted_once_and_can_come_again(store):
    await change(store, lambda tx: None)

    for _ in range(2):
        found = await change(store, lambda tx: endpoints.delete_endpoint(tx, RUNTIME_ID, "DEFAULT"))

    assert [(row.endpoint, row.status) for row in found[2:]] == [("DEFAULT", None)]


async def test_history_is_bounded_and_what_is_there_now_is_never_written_again(store, monkeypatch):
    monkeypatch.setattr(history, "KEPT_MAX_COUNT", 5)

    def move(tx, number):
        endpoints.update_endpoint(tx, RUNTIME_ID, "DEFAULT", target_version=number, updated_at=NOW)

    for number in range(2, 20):
        found = await change(store, lambda tx, number=number: move(tx, number))

    assert [row.target_version for row in found] == [None, 15, 16, 17, 18, 19]
    assert await change(store, lambda tx: None) == found


async def test_history_goes_with_its_runtime(store):
    await change(store, lambda tx: None)

    assert await change(store, lambda tx: runtimes.delete_runtime(tx, RUNTIME_ID)) == []
