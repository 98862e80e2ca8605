"""Random work on records, beside a dictionary that must agree. On both databases."""

import asyncio
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime

from headwater.memory.records.namespaces import Scope, to_path
from memories import record

TIME = datetime(2026, 5, 6, tzinfo=UTC)
#: Alike in every way that could be mistaken: slashes, colons, prefixes, case.
NAMES = (
    "/u/1", "/u/1/", "/u/1/s", "/u/1/s/", "/u/11", "/u/1:s", "/u/1-", "/u/1_", "/U/1", "u/1",
    "u/1/s", "/u//1", "/u/1//s", "/u", "/", "/u/", "/u:1", "/u-1", "a:b/c", "a/b:c",
    "a/b/c", "1", "/u/0", "/u/1/s/t",
)  # fmt: skip
WORDS = ("tea", "milk", "honey", "salt", "ice", "bread")


@dataclass
class Model:
    """What should be there: id -> (namespace, text)."""

    records: dict = field(default_factory=dict)

    def texts(self, scope):
        return sorted(text for namespace, text in self.records.values() if scope.has(namespace))


async def write(memories, memory_id, model, chance):
    items = [
        record(f"{chance.choice(WORDS)} {chance.random()}", chance.choice(NAMES), number)
        for number in range(9)
    ]
    made = await memories("BatchCreateMemoryRecords", memoryId=memory_id, records=items)
    for item, entry in zip(items, made["successfulRecords"], strict=True):
        model.records[entry["memoryRecordId"]] = (item["namespaces"][0], item["content"]["text"])


async def change(memories, memory_id, model, chance):
    record_id = chance.choice(sorted(model.records))
    namespace, text = model.records[record_id]
    item = {"memoryRecordId": record_id, "timestamp": TIME}
    if chance.random() < 0.6:
        namespace = chance.choice(NAMES)
        item["namespaces"] = [namespace]
    if chance.random() < 0.6:
        text = f"{chance.choice(WORDS)} {chance.random()}"
        item["content"] = {"text": text}
    changed = await memories("BatchUpdateMemoryRecords", memoryId=memory_id, records=[item])
    assert len(changed["successfulRecords"]) == 1
    model.records[record_id] = namespace, text


async def delete(memories, memory_id, model, chance):
    record_id = chance.choice(sorted(model.records))
    await memories("DeleteMemoryRecord", memoryId=memory_id, memoryRecordId=record_id)
    del model.records[record_id]


async def check(memories, memory_id, model, chance):
    name = chance.choice(NAMES)
    for members, scope in (
        ({"namespace": name}, Scope(memory_key=1, name=name)),
        ({"namespacePath": name}, Scope(memory_key=1, path=to_path(name))),
    ):
        expected = model.texts(scope)
        count = chance.choice((1, 2, 5, 100))
        assert sorted(await memories.texts(memory_id, maxResults=count, **members)) == expected
        word = chance.choice(WORDS)
        found = await memories.find(memory_id, word, criteria={"topK": 100}, maxResults=100, **members)
        assert sorted(text for text, _ in found) == expected[:100] or len(expected) > 100
        memories.embedder.is_broken = True
        by_words = await memories.find(
            memory_id, f"{word} {word}s", criteria={"topK": 100}, maxResults=100, **members
        )
        memories.embedder.is_broken = False
        assert {text for text, _ in by_words} == {text for text in expected if text.startswith(word)}


async def test_records_are_where_a_dictionary_has_them(memories):
    chance = random.Random(11)
    memory_id, other_id = await memories.make("one"), await memories.make("two")
    model, other = Model(), Model()
    await write(memories, memory_id, model, chance)
    await write(memories, other_id, other, chance)

    for _ in range(120):
        work = chance.choices((write, change, delete, check), (1, 4, 3, 4))[0]
        which = chance.choice(((memory_id, model), (other_id, other)))
        if not which[1].records and work is not check:
            work = write
        await work(memories, *which, chance)

    for ids, whose in ((memory_id, model), (other_id, other)):
        assert sorted(await memories.texts(ids, namespacePath="/")) == whose.texts(
            Scope(memory_key=1, path="")
        )


async def test_changes_at_the_same_time_leave_one_vector_where_the_record_is(memories):
    memory_id = await memories.make()
    ids = await memories.write(memory_id, "/u/0", *(f"tea {number}" for number in range(5)))

    async def move(number):
        items = [
            {
                "memoryRecordId": record_id,
                "timestamp": TIME,
                "namespaces": [f"/u/{number}"],
                **({"content": {"text": f"milk {number}"}} if number % 2 else {}),
            }
            for record_id in (ids if number % 3 else ids[::-1])
        ]
        return await memories("BatchUpdateMemoryRecords", memoryId=memory_id, records=items)

    answers = await asyncio.gather(*(move(number) for number in range(24)))

    assert all(len(answer["successfulRecords"]) == 5 for answer in answers)
    database = memories.plane._database
    rows = await database.read(
        lambda tx: tx.all(
            "SELECT b.place, r.namespace_key, r.record_key FROM records r"
            " LEFT JOIN record_bits b ON (b.place & 4294967295) = r.record_key"
        )
    )
    assert len(rows) == 5
    assert all(place == namespace << 32 | key for place, namespace, key in rows)
    found = await memories.find(memory_id, "tea milk", namespacePath="/u")
    assert len(found) == 5
