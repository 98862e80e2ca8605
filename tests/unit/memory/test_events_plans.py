"""No listing of events, actors or sessions sorts or scans: each page is a walk down an index of SQLite's."""

import itertools

import apsw
import pytest
from memory_plane import DAY_MS, Plane

from headwater.memory.database import sqlite

#: A few from the beginning, in the order of the table's own key.
BY_KEY = {"SCAN memory_tokens"}


@pytest.fixture
async def plane(tmp_path):
    plane = await Plane(f"sqlite:///{tmp_path / 'memory.db'}").open()
    await plane.create_memory()
    yield plane
    await plane.close()


@pytest.fixture
def statements(monkeypatch):
    """Every statement that is run from now on, with its values."""
    found = []

    def record(name):
        run = getattr(sqlite._SqliteTx, name)

        def recording(self, sql, /, **values):
            found.append((sql, values))
            return run(self, sql, **values)

        monkeypatch.setattr(sqlite._SqliteTx, name, recording)

    for name in ("all", "each", "one", "run"):
        record(name)
    return found


def filters():
    one = {
        "left": {"metadataKey": "k"},
        "operator": "EQUALS_TO",
        "right": {"metadataValue": {"stringValue": "v"}},
    }
    some = [[], [one], [{**one, "operator": "EXISTS"}], [{**one, "operator": "NOT_EXISTS"}], [one, one]]
    for conditions, branch in itertools.product(some, [None, "main", "b", "c"]):
        yield {
            "eventMetadata": [
                {name: value for name, value in condition.items() if name != "right" or condition is one}
                for condition in conditions
            ]
        } | ({} if branch is None else {"branch": {"name": branch, "includeParentBranches": True}})


async def test_every_statement_goes_by_an_index(plane, statements):
    metadata = {"k": {"stringValue": "v"}}
    root = await plane.say(metadata=metadata)
    child = await plane.say(branch={"name": "b", "rootEventId": root["eventId"]}, metadata=metadata)
    await plane.say(branch={"name": "c", "rootEventId": child["eventId"]})
    for number in range(5):
        await plane.say(at_s=number, metadata=metadata, branch={"name": "c"}, clientToken=f"t{number}")
        await plane.say(actor=f"a{number}")
        await plane.say(session=f"s{number}")
    where = {"memoryId": plane.memory_id}
    for asked in filters():
        page = await plane.list_events(maxResults=1, filter=asked)
        if "nextToken" in page:
            await plane.list_events(maxResults=1, filter=asked, nextToken=page["nextToken"])
    for has_events in ({}, {"filter": {"eventFilter": "HAS_EVENTS"}}):
        page = await plane.ask("ListSessions", **where, actorId="a", maxResults=1, **has_events)
        await plane.ask("ListSessions", **where, actorId="a", nextToken=page["nextToken"], **has_events)
    page = await plane.ask("ListActors", **where, maxResults=1)
    await plane.ask("ListActors", **where, nextToken=page["nextToken"])
    one = {**where, "actorId": "a", "sessionId": "s", "eventId": root["eventId"]}
    await plane.ask("GetEvent", **one)
    await plane.ask("DeleteEvent", **one)
    plane.now_ms += 5 * DAY_MS
    await plane.expire()

    # The extraction of memories looks at its queue whenever its time comes.
    ours = [(sql, values) for sql, values in statements if "extraction_queue" not in sql]
    assert len(ours) > 100
    with apsw.Connection(plane.url.removeprefix("sqlite:///")) as connection:
        for sql, values in ours:
            plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
            bad = [step for step in plan if step.startswith("SCAN") or "TEMP B-TREE" in step]
            assert set(bad) <= BY_KEY, (sql, plan)
    connection.close()
