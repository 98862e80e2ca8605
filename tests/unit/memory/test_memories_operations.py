"""Memories on both databases: names, tokens, what is kept of them, their removal."""

import asyncio
from contextlib import suppress

import pytest
from memory_plane import Plane

from headwater.core.errors import InvalidRequest, NotFound, QuotaExceeded
from headwater.wire.pagination import encode_token


@pytest.fixture
async def plane(database_url):
    plane = await Plane(database_url).open()
    yield plane
    await plane.close()


async def get(plane, memory_id):
    return (await plane.ask("GetMemory", memoryId=memory_id))["memory"]


async def wait_gone(plane, memory_id):
    with suppress(NotFound):
        while True:
            assert (await get(plane, memory_id))["status"] == "DELETING"
            await asyncio.sleep(0.01)


async def test_a_taken_name_is_refused_as_sdks_expect_it(plane):
    memory_id = await plane.create_memory("taken")
    with pytest.raises(InvalidRequest, match="Memory with name taken already exists"):
        await plane.create_memory("taken")
    assert memory_id.startswith("taken-")
    await plane.create_memory("Taken")
    await plane.ask("DeleteMemory", memoryId=memory_id)
    assert await plane.create_memory("taken") != memory_id


async def test_many_that_take_one_name_make_one_memory(plane):
    outcomes = await asyncio.gather(*(plane.create_memory("one") for _ in range(20)), return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["InvalidRequest"] * 19 + ["str"]


async def test_a_repeated_creation_gives_the_memory_it_made(plane):
    request = {"name": "m", "clientToken": "t"}
    made = await asyncio.gather(*(plane.create_memory(**request) for _ in range(10)))
    await plane.reopen()
    assert {*made, await plane.create_memory(**request)} == {made[0]}
    with pytest.raises(InvalidRequest, match="used before with other parameters"):
        await plane.create_memory(**request, description="other")


async def test_a_token_of_a_memory_that_is_gone_makes_another(plane):
    request = {"name": "m", "clientToken": "t"}
    first = await plane.create_memory(**request)
    await plane.ask("DeleteMemory", memoryId=first, clientToken="d")
    second = await plane.create_memory(**request)
    assert second != first
    assert await plane.create_memory(**request) == second
    await wait_gone(plane, first)
    assert (await plane.ask("DeleteMemory", memoryId=first, clientToken="d"))["status"] == "DELETING"
    with pytest.raises(NotFound):
        await plane.ask("DeleteMemory", memoryId=first)
    assert (await get(plane, second))["status"] == "ACTIVE"


async def test_what_was_said_of_a_memory_is_kept(plane):
    members = {
        "description": "ü\x00",
        "memoryExecutionRoleArn": "arn:aws:iam::123456789012:role/r",
        "encryptionKeyArn": "arn:aws:kms:us-west-2:123456789012:key/k",
        "indexedKeys": [{"key": "k", "type": "STRING"}],
        "namespaceKeys": [{"key": "team"}],
    }
    memory_id = await plane.create_memory(**members)
    await plane.reopen()
    found = await get(plane, memory_id)
    assert members.items() <= found.items()
    assert found["arn"].endswith(f":memory/{memory_id}")
    await plane.ask(
        "UpdateMemory", memoryId=memory_id, description="new", addIndexedKeys=[{"key": "l", "type": "NUMBER"}]
    )
    found = await get(plane, memory_id)
    assert (found["description"], found["eventExpiryDuration"]) == ("new", 3)
    assert [entry["key"] for entry in found["indexedKeys"]] == ["k", "l"]


async def test_bad_changes_change_nothing(plane):
    strategy = {"semanticMemoryStrategy": {"name": "s", "namespaceTemplates": ["/{team}/{actorId}/"]}}
    memory_id = await plane.create_memory(
        namespaceKeys=[{"key": "team"}],
        memoryStrategies=[strategy],
        indexedKeys=[{"key": f"k{n}", "type": "STRING"} for n in range(10)],
    )
    before = await get(plane, memory_id)
    modified = {
        "memoryStrategyId": before["strategies"][0]["strategyId"],
        "configuration": {"extraction": {}},
    }

    def named(name, **members):
        return {"semanticMemoryStrategy": {"name": name, **members}}

    bad = [
        ({"addMemoryStrategies": [named("s")]}, InvalidRequest, "strategy named s already exists"),
        ({"addMemoryStrategies": [named("a"), named("a")]}, InvalidRequest, "named a already exists"),
        ({"addMemoryStrategies": [named(f"n{n}") for n in range(6)]}, QuotaExceeded, "6 strategies"),
        (
            {"addMemoryStrategies": [named("x", namespaceTemplates=["/{what}/"])]},
            InvalidRequest,
            r"unknown variable \{what\}",
        ),
        ({"deleteMemoryStrategies": [{"memoryStrategyId": "s-0000000000"}]}, NotFound, "s-0000000000"),
        ({"modifyMemoryStrategies": [{"memoryStrategyId": "s-0000000000"}]}, NotFound, "s-0000000000"),
        (
            {"modifyMemoryStrategies": [modified]},
            InvalidRequest,
            "SEMANTIC has no configuration",
        ),
    ]
    for change, error, text in bad:
        with pytest.raises(error, match=text):
            await plane.ask("UpdateMemory", memoryId=memory_id, description="x", memoryStrategies=change)
    for members, error, text in [
        ({"namespaceKeys": []}, InvalidRequest, r"unknown variable \{team\}"),
        ({"addIndexedKeys": [{"key": "k1", "type": "NUMBER"}]}, InvalidRequest, "'k1' is indexed already"),
        ({"addIndexedKeys": [{"key": "new", "type": "NUMBER"}]}, QuotaExceeded, "10 indexed keys"),
    ]:
        with pytest.raises(error, match=text):
            await plane.ask("UpdateMemory", memoryId=memory_id, **members)
    assert await get(plane, memory_id) == before


async def test_a_deleted_memory_cannot_be_used_and_takes_everything_with_it(plane):
    memory_id = await plane.create_memory()
    for number in range(1200):
        await plane.say(number, session=f"s{number % 7}", metadata={"k": {"stringValue": "v"}})
    await plane.ask("DeleteMemory", memoryId=memory_id)
    for call in (plane.say(), plane.list_events(), plane.ask("UpdateMemory", memoryId=memory_id)):
        with pytest.raises(NotFound, match=memory_id):
            await call
    # It ends while the removal is on its way, and goes on with it when it is started again.
    await plane.reopen()
    await wait_gone(plane, memory_id)
    for table in ("events", "event_metadata", "memory_sessions", "branches", "memories"):
        assert await plane.count(table) == 0, table


async def test_memories_are_listed_by_name_over_pages_and_those_that_go_last(plane):
    ids = [await plane.create_memory(name) for name in ("b", "a_", "a", "aa", "a1")]
    listed, token = [], {}
    while True:
        page = await plane.ask("ListMemories", maxResults=2, **token)
        listed += [memory["id"] for memory in page["memories"]]
        if "nextToken" not in page:
            break
        token = {"nextToken": page["nextToken"]}
    assert listed == [ids[index] for index in (2, 4, 1, 3, 0)]
    assert "name" not in page["memories"][0]
    for bad in ("x", encode_token("other", "a")):
        with pytest.raises(InvalidRequest, match="nextToken"):
            await plane.ask("ListMemories", nextToken=bad)
