"""No listing of events, actors or sessions sorts or scans: each page is a walk down an index of SQLite's."""

import itertools

import apsw
import pytest
import sqlite_vec
from memory_plane import DAY_MS, Plane

from headwater.core.policies import allow
from headwater.core.principals import CallerKind, Principal, acting
from headwater.memory.database import sqlite
from memories import record

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

    found = explain(plane, statements)
    assert len(found) > 100
    for sql, plan in found:
        bad = [step for step in plan if step.startswith("SCAN") or "TEMP B-TREE" in step]
        assert set(bad) <= BY_KEY, (sql, plan)


@pytest.mark.parametrize("owner", [None, "key:a", "key:a/user"])
async def test_callers_who_see_a_part_go_by_indexes_too(plane, statements, owner):
    caller = Principal(kind=CallerKind.KEY, name="k", owner=owner, policy=allow(["bedrock-agentcore:*"]))
    where = {"memoryId": plane.memory_id}
    with acting(caller):
        for number in range(3):
            await plane.say(actor=f"a{number}")
            await plane.say(session=f"s{number}")
        page = await plane.ask("ListSessions", **where, actorId="a", maxResults=1)
        await plane.ask("ListSessions", **where, actorId="a", nextToken=page["nextToken"])
        page = await plane.ask("ListActors", **where, maxResults=1)
        await plane.ask("ListActors", **where, nextToken=page["nextToken"])

    for sql, plan in explain(plane, statements):
        bad = [step for step in plan if step.startswith("SCAN") or "TEMP B-TREE" in step]
        assert not bad, (sql, plan)


async def test_a_namespace_is_found_by_an_index(plane, statements):
    """However many others there are."""
    where = {"memoryId": plane.memory_id, "namespace": "/a/b"}
    items = [record(f"tea {number}", "/a/b", number) for number in range(3)]
    await plane.ask("BatchCreateMemoryRecords", memoryId=plane.memory_id, records=items)
    statements.clear()
    page = await plane.ask("ListMemoryRecords", **where, maxResults=1)
    await plane.ask("ListMemoryRecords", **where, nextToken=page["nextToken"])
    await plane.ask("RetrieveMemoryRecords", **where, searchCriteria={"searchQuery": "tea"})

    found = [(sql, plan) for sql, plan in explain(plane, statements) if "namespaces n" in sql]
    assert len(found) >= 3
    for sql, plan in found:
        ways = [step for step in plan if " n " in step]
        assert all("path=?" in way or "INTEGER PRIMARY KEY" in way for way in ways), (sql, plan)


def explain(plane, statements):
    """(statement, steps of its plan), but for the extraction, which looks at its queue in its own time."""
    with apsw.Connection(plane.url.removeprefix("sqlite:///")) as connection:
        connection.enable_load_extension(True)
        connection.load_extension(sqlite_vec.loadable_path())
        found = [
            (sql, [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", values)])
            for sql, values in statements
            if "extraction_queue" not in sql
        ]
    connection.close()
    return found
