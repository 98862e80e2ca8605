"""Memory records: made, changed, deleted, listed; partial results, tokens, expiry. On both databases."""

from datetime import UTC, datetime, timedelta

import pytest

from headwater.core.errors import InvalidRequest, NotFound
from memories import record

TIME = datetime(2026, 2, 3, 4, 5, 6, 789000, tzinfo=UTC)


async def test_a_record_comes_back_as_it_was_given(memories):
    memory_id = await memories.make()
    metadata = {
        "topic": {"stringValue": "food"},
        "tags": {"stringListValue": ["a", "b"]},
        "weight": {"numberValue": 1.5},
        "at": {"dateTimeValue": TIME},
    }
    item = record(
        "likes tea", "/u/1/", memoryStrategyId="facts-0123456789", metadata=metadata, timestamp=TIME
    )

    made = await memories("BatchCreateMemoryRecords", memoryId=memory_id, records=[item])
    (entry,) = made["successfulRecords"]
    got = await memories("GetMemoryRecord", memoryId=memory_id, memoryRecordId=entry["memoryRecordId"])

    assert entry["requestIdentifier"] == "r0"
    assert entry["status"] == "SUCCEEDED"
    assert 40 <= len(entry["memoryRecordId"]) <= 50
    assert got["memoryRecord"] == {
        "memoryRecordId": entry["memoryRecordId"],
        "content": {"text": "likes tea"},
        "memoryStrategyId": "facts-0123456789",
        "namespaces": ["/u/1/"],
        "createdAt": datetime.fromtimestamp(memories.clock.now_ms / 1000, UTC),
        "timestamp": TIME,
        "metadata": metadata,
    }


async def test_a_bad_item_is_no_reason_to_refuse_the_others(memories):
    memory_id = await memories.make()
    items = [record("good", "/a/", 0), record("bad", "/a/*", 1), record("half \ud800", "/a/", 2)]

    made = await memories("BatchCreateMemoryRecords", memoryId=memory_id, records=items)

    assert [entry["requestIdentifier"] for entry in made["successfulRecords"]] == ["r0"]
    failed = {entry["requestIdentifier"]: entry for entry in made["failedRecords"]}
    assert (failed["r1"]["status"], failed["r1"]["errorCode"]) == ("FAILED", 400)
    assert "'/a/*' has a wildcard" in failed["r1"]["errorMessage"]
    assert "half a character" in failed["r2"]["errorMessage"]
    assert await memories.texts(memory_id, namespace="/a/") == ["good"]


async def test_a_batch_that_is_repeated_with_its_token_is_answered_as_the_first_time(memories):
    memory_id = await memories.make()
    request = {"memoryId": memory_id, "clientToken": "t" * 40}

    first = await memories("BatchCreateMemoryRecords", records=[record("x")], **request)
    again = await memories("BatchCreateMemoryRecords", records=[record("x")], **request)

    assert again == first
    assert await memories.texts(memory_id, namespace="/a/") == ["x"]
    with pytest.raises(InvalidRequest, match="used before with other parameters"):
        await memories("BatchCreateMemoryRecords", records=[record("y")], **request)


async def test_an_identifier_twice_is_refused(memories):
    memory_id = await memories.make()
    with pytest.raises(InvalidRequest, match=r"records\[1\].requestIdentifier: 'r0' is there twice"):
        await memories("BatchCreateMemoryRecords", memoryId=memory_id, records=[record("x"), record("y")])


async def test_a_change_changes_what_it_names_and_nothing_else(memories):
    memory_id = await memories.make()
    (record_id,) = await memories.write(memory_id, "/a/", "drinks tea")
    change = {"memoryRecordId": record_id, "timestamp": TIME, "content": {"text": "drinks coffee"}}

    changed = await memories("BatchUpdateMemoryRecords", memoryId=memory_id, records=[change])
    got = (await memories("GetMemoryRecord", memoryId=memory_id, memoryRecordId=record_id))["memoryRecord"]

    assert changed["successfulRecords"] == [{"memoryRecordId": record_id, "status": "SUCCEEDED"}]
    assert (got["content"]["text"], got["namespaces"], got["timestamp"]) == ("drinks coffee", ["/a/"], TIME)
    assert (await memories.find(memory_id, "coffee", namespace="/a/"))[0][1] > 0.5
    assert (await memories.find(memory_id, "tea", namespace="/a/"))[0][1] < 0.3


async def test_a_record_can_move_to_another_namespace(memories):
    memory_id = await memories.make()
    (record_id,) = await memories.write(memory_id, "/a/", "drinks tea")
    change = {"memoryRecordId": record_id, "timestamp": TIME, "namespaces": ["/b/"]}

    await memories("BatchUpdateMemoryRecords", memoryId=memory_id, records=[change])

    assert await memories.texts(memory_id, namespace="/a/") == []
    assert await memories.texts(memory_id, namespace="/b/") == ["drinks tea"]
    assert await memories.find(memory_id, "drinks tea", namespace="/a/") == []
    assert [text for text, _ in await memories.find(memory_id, "drinks tea", namespace="/b/")] == [
        "drinks tea"
    ]
    assert memories.embedder.embedded.count("drinks tea") == 2  # once as a record, once as a question


async def test_what_is_not_there_fails_alone_in_a_batch_and_with_404_else(memories):
    memory_id = await memories.make()
    (record_id,) = await memories.write(memory_id, "/a/", "x")
    nobody = "mem-00000000-0000-4000-8000-000000000000"
    items = [{"memoryRecordId": record_id}, {"memoryRecordId": nobody}]

    deleted = await memories("BatchDeleteMemoryRecords", memoryId=memory_id, records=items)

    assert [entry["memoryRecordId"] for entry in deleted["successfulRecords"]] == [record_id]
    assert [(e["memoryRecordId"], e["errorCode"]) for e in deleted["failedRecords"]] == [(nobody, 404)]
    changes = [{"memoryRecordId": record_id, "timestamp": TIME}]
    changed = await memories("BatchUpdateMemoryRecords", memoryId=memory_id, records=changes)
    assert changed["failedRecords"][0]["errorCode"] == 404
    for operation in ("GetMemoryRecord", "DeleteMemoryRecord"):
        with pytest.raises(NotFound, match=record_id):
            await memories(operation, memoryId=memory_id, memoryRecordId=record_id)
    assert await memories.find(memory_id, "x", namespace="/a/") == []


async def test_memories_do_not_share_records(memories):
    first, second = await memories.make("one"), await memories.make("two")
    (record_id,) = await memories.write(first, "/a/", "secret")

    assert await memories.texts(second, namespace="/a/") == []
    assert await memories.find(second, "secret", namespacePath="/") == []
    with pytest.raises(NotFound):
        await memories("GetMemoryRecord", memoryId=second, memoryRecordId=record_id)
    with pytest.raises(NotFound):
        await memories("DeleteMemoryRecord", memoryId=second, memoryRecordId=record_id)


async def test_a_listing_gives_everything_once_in_pages_of_any_size(memories):
    memory_id = await memories.make()
    for name in ("/a/", "/a/b", "/a/b/c/", "/ab/"):
        await memories.write(memory_id, name, *(f"{name} {number}" for number in range(7)))

    for count in (1, 3, 7, 100):
        assert await memories.texts(memory_id, namespace="/a/b", maxResults=count) == [
            f"/a/b {number}" for number in range(6, -1, -1)
        ]
        below = await memories.texts(memory_id, namespacePath="/a", maxResults=count)
        assert sorted(below) == sorted(f"{n} {i}" for n in ("/a/", "/a/b", "/a/b/c/") for i in range(7))
    assert await memories.texts(memory_id, namespace="/a") == []
    assert await memories.texts(memory_id, namespacePath="/a/b/c/d") == []


async def test_a_token_of_another_listing_is_refused(memories):
    memory_id = await memories.make()
    await memories.write(memory_id, "/a/", "x", "y")
    page = await memories("ListMemoryRecords", memoryId=memory_id, namespace="/a/", maxResults=1)

    with pytest.raises(InvalidRequest, match="nextToken"):
        await memories.texts(memory_id, namespace="/b/", nextToken=page["nextToken"])


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({}, "neither"),
        ({"namespace": "/a/", "namespacePath": "/a/"}, "both"),
        ({"namespace": "/a/*"}, "wildcard"),
        ({"namespacePath": "*"}, "wildcard"),
    ],
)
async def test_a_request_names_one_scope(memories, members, said):
    memory_id = await memories.make()

    with pytest.raises(InvalidRequest, match=said):
        await memories("ListMemoryRecords", memoryId=memory_id, **members)
    with pytest.raises(InvalidRequest, match=said):
        await memories.find(memory_id, "x", **members)


async def test_expired_records_are_gone_before_they_are_removed(memories):
    memory_id = await memories.make()
    spec = {"recordExpiryDurationDays": 31}
    (record_id,) = await memories.write(memory_id, "/a/", "milk", recordExpirySpecification=spec)
    await memories.write(memory_id, "/a/", "honey")
    got = await memories("GetMemoryRecord", memoryId=memory_id, memoryRecordId=record_id)
    now = datetime.fromtimestamp(memories.clock.now_ms / 1000, UTC)
    assert got["memoryRecord"]["expiresAt"] == now + timedelta(days=31)

    memories.clock.move_days(32)

    with pytest.raises(NotFound):
        await memories("GetMemoryRecord", memoryId=memory_id, memoryRecordId=record_id)
    assert await memories.texts(memory_id, namespace="/a/") == ["honey"]
    assert [text for text, _ in await memories.find(memory_id, "milk honey", namespace="/a/")] == ["honey"]
    await memories.plane.expire()
    memories.clock.move_days(-32)
    assert await memories.texts(memory_id, namespace="/a/") == ["honey"]


async def test_a_change_has_the_expiry_begin_anew_or_end(memories):
    memory_id = await memories.make()
    spec = {"recordExpiryDurationDays": 31}
    first, second = await memories.write(memory_id, "/a/", "x", "y", recordExpirySpecification=spec)
    memories.clock.move_days(30)

    await memories(
        "BatchUpdateMemoryRecords", memoryId=memory_id, records=[{"memoryRecordId": first, "timestamp": TIME}]
    )
    await memories(
        "BatchUpdateMemoryRecords",
        memoryId=memory_id,
        records=[{"memoryRecordId": second, "timestamp": TIME}],
        recordExpirySpecification={"action": "REMOVE"},
    )

    memories.clock.move_days(30)
    assert await memories.texts(memory_id, namespace="/a/") == ["y", "x"]
    memories.clock.move_days(2)
    assert await memories.texts(memory_id, namespace="/a/") == ["y"]


async def test_new_records_cannot_be_told_to_expire_no_more(memories):
    memory_id = await memories.make()
    with pytest.raises(InvalidRequest, match="REMOVE is for records that are there"):
        await memories.write(memory_id, "/a/", "x", recordExpirySpecification={"action": "REMOVE"})


async def test_a_deleted_memory_leaves_no_records(memories, database_url):
    memory_id = await memories.make()
    await memories.write(memory_id, "/a/", "x", "y")

    await memories("DeleteMemory", memoryId=memory_id)
    again = await memories.make()

    assert await memories.texts(again, namespace="/a/") == []
    with pytest.raises(NotFound):
        await memories.texts(memory_id, namespace="/a/")
