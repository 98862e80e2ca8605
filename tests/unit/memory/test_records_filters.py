"""Metadata filters in the database take what `Check.passes` takes. On both databases."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from headwater.memory.records import index
from headwater.memory.records.filters import read_filters
from memories import build_memory, record

TIME = datetime(2026, 5, 6, tzinfo=UTC)
KEYS = {"colour": "STRING", "tags": "STRINGLIST", "size": "NUMBER", "when": "STRING"}
INDEXED = [{"key": key, "type": kind} for key, kind in KEYS.items()]
VALUES = {
    "colour": lambda chance: {"stringValue": chance.choice(("red", "green", "RED", "red "))},
    "tags": lambda chance: {"stringListValue": chance.choices(("a", "b", "c"), k=chance.choice((1, 2, 3)))},
    "size": lambda chance: {"numberValue": chance.choice((-1.5, 0, 2, 2.0, 1e12))},
    "when": lambda chance: {
        "dateTimeValue": TIME + timedelta(milliseconds=chance.choice((0, 1, 86_400_000)))
    },
}
OPERATORS = {
    "colour": ("EQUALS_TO",),
    "tags": ("CONTAINS",),
    "size": ("GREATER_THAN", "GREATER_THAN_OR_EQUALS", "LESS_THAN", "LESS_THAN_OR_EQUALS"),
    "when": ("BEFORE", "AFTER"),
}
MEMORY = build_memory(INDEXED)


def make_metadata(chance):
    return {key: VALUES[key](chance) for key in KEYS if chance.random() < 0.6}


def make_filter(chance):
    key = chance.choice(sorted(KEYS))
    operator = chance.choice((*OPERATORS[key], "EXISTS", "NOT_EXISTS"))
    right = {} if operator.endswith("EXISTS") else {"right": {"metadataValue": VALUES[key](chance)}}
    return {"left": {"metadataKey": key}, "operator": operator, **right}


def keep(metadata):
    """Metadata as it is kept."""
    return {
        key: {"dateTimeValue": round(value["dateTimeValue"].timestamp() * 1000)} if key == "when" else value
        for key, value in metadata.items()
    }


@pytest.fixture
async def filled(memories):
    """A memory of records with metadata: its id, and text -> metadata."""
    chance = random.Random(5)
    memory_id = await memories.make(indexedKeys=INDEXED)
    kept = {f"fact {number}": make_metadata(chance) for number in range(60)}
    items = []
    for number, (text, metadata) in enumerate(kept.items()):
        items.append(record(text, f"/u/{number % 3}", number, **({"metadata": metadata} if metadata else {})))
    made = await memories("BatchCreateMemoryRecords", memoryId=memory_id, records=items)
    changes = []
    for entry in made["successfulRecords"][:20]:
        text = f"fact {entry['requestIdentifier'][1:]}"
        kept[text] = make_metadata(chance) or {"colour": {"stringValue": "red"}}
        changes.append({"memoryRecordId": entry["memoryRecordId"], "timestamp": TIME, "metadata": kept[text]})
    await memories("BatchUpdateMemoryRecords", memoryId=memory_id, records=changes)
    return memory_id, kept


async def test_listings_and_searches_take_what_passes(memories, filled, monkeypatch):
    monkeypatch.setattr(index, "CANDIDATES_COUNT", 10)
    memory_id, kept = filled
    chance = random.Random(6)

    for _ in range(60):
        filters = [make_filter(chance) for _ in range(chance.choice((1, 1, 2, 3)))]
        checks = read_filters(MEMORY, filters)
        expected = sorted(
            text for text, metadata in kept.items() if all(check.passes(keep(metadata)) for check in checks)
        )
        listed = await memories.texts(memory_id, namespacePath="/u", metadataFilters=filters, maxResults=7)
        assert sorted(listed) == expected, filters
        found = await memories.find(
            memory_id,
            "fact",
            namespacePath="/u",
            criteria={"metadataFilters": filters, "topK": 100},
            maxResults=100,
        )
        assert sorted(text for text, _ in found) == expected, filters


async def test_labels_go_with_their_records(memories, filled):
    memory_id, _ = filled
    count = "SELECT COUNT(*) FROM record_labels"
    assert (await memories.plane._database.read(lambda tx: tx.one(count)))[0] > 0
    listed = await memories("ListMemoryRecords", memoryId=memory_id, namespacePath="/u", maxResults=100)
    ids = [{"memoryRecordId": entry["memoryRecordId"]} for entry in listed["memoryRecordSummaries"]]

    await memories("BatchDeleteMemoryRecords", memoryId=memory_id, records=ids)

    assert (await memories.plane._database.read(lambda tx: tx.one(count)))[0] == 0
