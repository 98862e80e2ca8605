"""Listings: pages, tokens, ten thousand rows."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event, insert

from headwater.core.errors import InvalidRequest, NotFound
from headwater.core.runtimes import ResourceStatus
from headwater.store.engine import Store
from headwater.store.tables import runtime_versions, runtimes
from headwater.wire.pagination import decode_token, encode_token

NOW = datetime(2026, 1, 1, tzinfo=UTC)
CONFIGURATION = {
    "agentRuntimeArtifact": {},
    "roleArn": "arn:aws:iam::000000000000:role/x",
    "lifecycleConfiguration": {"idleRuntimeSessionTimeout": 900, "maxLifetime": 28800},
}


def common():
    return {"status": ResourceStatus.READY, "created_at": NOW, "updated_at": NOW}


def fill(ids):
    """A transaction that writes a runtime for each id."""

    def write(tx):
        tx.execute(
            insert(runtimes),
            [
                {
                    "runtime_id": id_,
                    "name": id_.partition("-")[0],
                    "latest_version": 1,
                    "last_number": 1,
                    **common(),
                }
                for id_ in ids
            ],
        )
        tx.execute(insert(runtime_versions), [version(id_, 1) for id_ in ids])

    return write


def version(runtime_id, number):
    secret = "sealed"
    rest = {"configuration": CONFIGURATION, "environment": secret, "bundle_sha256": "0" * 64}
    return {"runtime_id": runtime_id, "number": number, **rest, **common()}


async def pages(bench, operation, key, **members):
    token, seen = {}, set()
    while True:
        answer = await bench.ask(operation, **members, **token)
        yield answer[key]
        if "nextToken" not in answer:
            return
        assert answer["nextToken"] not in seen
        seen.add(answer["nextToken"])
        token = {"nextToken": answer["nextToken"]}


async def test_ten_thousand_runtimes_page_completely_and_in_constant_steps(bench):
    ids = [f"agent{n}-0123456789" for n in range(10_000)]
    random.Random(1).shuffle(ids)
    store: Store = bench.plane._ledger._store
    await store.run(fill(ids))
    steps = []

    def count_steps(connection, _record, _proxy):
        # SQLite calls back every so many instructions of its own: work done, whatever the machine.
        connection.set_progress_handler(lambda: steps.append(1) or 0, 100)

    event.listen(store._engine, "checkout", count_steps)
    listed, work = [], []
    async for page in pages(bench, "ListAgentRuntimes", "agentRuntimes"):
        listed += [row["agentRuntimeId"] for row in page]
        work.append(len(steps))
        steps.clear()

    assert listed == sorted(ids)
    assert len(work) == 100
    assert 0 < max(work[50:]) <= 2 * max(work[:10])


async def test_rows_have_all_members_and_no_secret(bench):
    await bench.plane._ledger.run(fill(["agent1-0123456789"]))

    (row,) = (await bench.ask("ListAgentRuntimes"))["agentRuntimes"]

    assert set(row) == {
        "agentRuntimeArn",
        "agentRuntimeId",
        "agentRuntimeVersion",
        "agentRuntimeName",
        "description",
        "lastUpdatedAt",
        "status",
    }
    assert "hunter2" not in str(row)


async def test_paging_bears_with_changes_between_pages(bench):
    ids = [f"a{n}-0123456789" for n in range(9)]
    await bench.plane._ledger.run(fill(ids))
    first = await bench.ask("ListAgentRuntimes", maxResults=3)

    def change(tx):
        tx.execute(runtimes.delete().where(runtimes.c.runtime_id.in_([ids[2], ids[4]])))

    await bench.plane._ledger.run(change)
    await bench.plane._ledger.run(fill(["a0b-0123456789"]))
    second = await bench.ask("ListAgentRuntimes", maxResults=100, nextToken=first["nextToken"])

    assert [row["agentRuntimeId"] for row in second["agentRuntimes"]] == [ids[3], *ids[5:]]
    assert "nextToken" not in second


async def test_a_full_last_page_has_no_token(bench):
    await bench.plane._ledger.run(fill([f"a{n}-0123456789" for n in range(4)]))

    found = [page async for page in pages(bench, "ListAgentRuntimes", "agentRuntimes", maxResults=2)]

    assert [len(page) for page in found] == [2, 2]


async def test_versions_are_listed_newest_first(bench):
    await bench.plane._ledger.run(fill(["agent-0123456789"]))
    rows = [version("agent-0123456789", number) for number in range(2, 26)]
    await bench.plane._ledger.run(lambda tx: tx.execute(insert(runtime_versions), rows).rowcount)

    listed = []
    request = {"agentRuntimeId": "agent-0123456789", "maxResults": 10}
    async for page in pages(bench, "ListAgentRuntimeVersions", "agentRuntimes", **request):
        listed += [int(row["agentRuntimeVersion"]) for row in page]

    assert listed == list(range(25, 0, -1))


async def test_endpoints_are_listed_by_name(bench):
    runtime_id = await bench.ready()
    for name in ("prod", "beta", "canary"):
        await bench.ask("CreateAgentRuntimeEndpoint", agentRuntimeId=runtime_id, name=name)

    listed = []
    request = {"agentRuntimeId": runtime_id, "maxResults": 3}
    async for page in pages(bench, "ListAgentRuntimeEndpoints", "runtimeEndpoints", **request):
        listed += [row["name"] for row in page]

    assert listed == ["DEFAULT", "beta", "canary", "prod"]
    for operation in ("ListAgentRuntimeEndpoints", "ListAgentRuntimeVersions"):
        with pytest.raises(NotFound):
            await bench.ask(operation, agentRuntimeId="nothing-0123456789")


@pytest.mark.parametrize("token", ["x", "AAAA", encode_token("versions of a", 3), "é", "=" * 50])
async def test_tokens_of_others_are_refused(bench, token):
    with pytest.raises(InvalidRequest, match="nextToken") as caught:
        await bench.ask("ListAgentRuntimes", nextToken=token)
    assert caught.value.fields[0].name == "nextToken"


@given(st.text(), st.one_of(st.text(), st.integers(0, 99_999)))
def test_tokens_round_trip_and_hold_no_space(listing, last):
    token = encode_token(listing, last)

    assert decode_token(listing, token) == last
    assert not any(char.isspace() for char in token)


@given(st.text(max_size=40))
def test_any_text_is_a_token_or_refused(text):
    with pytest.raises(InvalidRequest):
        decode_token("runtimes", text)
