"""Random work of several callers on one memory, beside dictionaries that must agree. On both databases."""

import asyncio
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

import pytest

import effort
from headwater.core.errors import AccessDenied, NotFound
from headwater.core.policies import EVERYTHING, allow
from headwater.core.principals import CallerKind, Principal, acting
from headwater.memory.owners import HIDDEN, Callers, merge
from headwater.memory.records import index
from headwater.memory.records.namespaces import Scope, to_path
from memories import record

TIME = datetime(2026, 5, 6, tzinfo=UTC)
OWN = allow(["bedrock-agentcore:*"])
OWNERS = (None, "key:a", "key:a/x", "key:a/y", "key:ab", "key:b")
CALLERS = [Principal(kind=CallerKind.KEY, name="k", owner=owner, policy=OWN) for owner in OWNERS] + [
    Principal(kind=CallerKind.AGENT, name="g", owner=owner, policy=EVERYTHING) for owner in OWNERS
]
ACTORS, SESSIONS = ("ada", "bob", "eve"), ("s1", "s2", "s3", "s4")
NAMES = ("/k", "/k/", "/k/1", "/k/1/", "/l/1", "k")
WORDS = ("tea", "milk", "salt")


def is_seen(caller, owner):
    return caller.kind is CallerKind.AGENT or caller.owns(owner, with_users=True)


@dataclass
class World:
    """What should be there: (actor, session) -> owner, and id -> (owner, namespace, text)."""

    memories: object
    memory_id: str
    chance: random.Random
    sessions: dict = field(default_factory=dict)
    events: dict = field(default_factory=dict)
    records: dict = field(default_factory=dict)

    async def ask(self, caller, operation, **members):
        with acting(caller):
            return await self.memories(operation, memoryId=self.memory_id, **members)

    async def say(self, caller):
        key = self.chance.choice(ACTORS), self.chance.choice(SESSIONS)
        where = {"actorId": key[0], "sessionId": key[1], "eventTimestamp": TIME, "payload": [{"blob": "x"}]}
        if key in self.sessions and not is_seen(caller, self.sessions[key]):
            with pytest.raises(AccessDenied):
                await self.ask(caller, "CreateEvent", **where)
            return
        await self.ask(caller, "CreateEvent", **where)
        self.events[key] = self.events.get(key, 0) + 1
        if key not in self.sessions:
            self.sessions[key] = caller.owner
        elif caller.kind is CallerKind.AGENT:
            self.sessions[key] = merge(self.sessions[key], caller.owner)

    async def write(self, caller):
        items = [
            record(f"{self.chance.choice(WORDS)} {self.chance.random()}", self.chance.choice(NAMES), number)
            for number in range(4)
        ]
        made = await self.ask(caller, "BatchCreateMemoryRecords", records=items)
        for item, entry in zip(items, made["successfulRecords"], strict=True):
            text = item["content"]["text"]
            self.records[entry["memoryRecordId"]] = (caller.owner, item["namespaces"][0], text)

    async def change(self, caller):
        if not self.records:
            return
        record_id = self.chance.choice(sorted(self.records))
        owner, name, text = self.records[record_id]
        item = {"memoryRecordId": record_id, "timestamp": TIME}
        if self.chance.random() < 0.7:
            name = self.chance.choice(NAMES)
            item["namespaces"] = [name]
        if self.chance.random() < 0.5:
            text = f"{self.chance.choice(WORDS)} {self.chance.random()}"
            item["content"] = {"text": text}
        answer = await self.ask(caller, "BatchUpdateMemoryRecords", records=[item])
        if is_seen(caller, owner):
            assert len(answer["successfulRecords"]) == 1
            self.records[record_id] = owner, name, text
        else:
            assert answer["failedRecords"][0]["errorCode"] == 403

    async def delete(self, caller):
        if not self.records:
            return
        record_id = self.chance.choice(sorted(self.records))
        one = {"memoryRecordId": record_id}
        if not is_seen(caller, self.records[record_id][0]):
            for operation in ("GetMemoryRecord", "DeleteMemoryRecord"):
                with pytest.raises(AccessDenied):
                    await self.ask(caller, operation, **one)
            return
        await self.ask(caller, "DeleteMemoryRecord", **one)
        del self.records[record_id]
        with pytest.raises(NotFound):
            await self.ask(caller, "GetMemoryRecord", **one)

    async def pages(self, caller, operation, member, count, **members):
        found = []
        while True:
            page = await self.ask(caller, operation, **members, maxResults=count)
            found += page[member]
            if "nextToken" not in page:
                return found
            assert len(page[member]) == count
            members["nextToken"] = page["nextToken"]

    async def check(self, caller):
        count = self.chance.choice((1, 2, 5))
        seen = [key for key, owner in self.sessions.items() if is_seen(caller, owner)]
        actors = await self.pages(caller, "ListActors", "actorSummaries", count)
        assert [entry["actorId"] for entry in actors] == sorted({actor for actor, _ in seen})
        actor = self.chance.choice(ACTORS)
        listed = await self.pages(caller, "ListSessions", "sessionSummaries", count, actorId=actor)
        assert sorted(entry["sessionId"] for entry in listed) == sorted(s for a, s in seen if a == actor)
        for key in seen[:2]:
            where = {"actorId": key[0], "sessionId": key[1]}
            assert len(await self.pages(caller, "ListEvents", "events", 5, **where)) == self.events[key]
        for key in [key for key in self.sessions if key not in seen][:2]:
            with pytest.raises(AccessDenied):
                await self.ask(caller, "ListEvents", actorId=key[0], sessionId=key[1])
        await self.check_records(caller, count)

    async def check_records(self, caller, count):
        name, word = self.chance.choice((*NAMES, "/")), self.chance.choice(WORDS)
        for members, scope in (
            ({"namespace": name}, Scope(memory_key=1, name=name)),
            ({"namespacePath": name}, Scope(memory_key=1, path=to_path(name))),
        ):
            mine = [r for r in self.records.values() if is_seen(caller, r[0]) and scope.has(r[1])]
            expected = sorted(text for _, _, text in mine)
            summaries = "memoryRecordSummaries"
            listed = await self.pages(caller, "ListMemoryRecords", summaries, count, **members)
            assert sorted(entry["content"]["text"] for entry in listed) == expected
            search = {"searchCriteria": {"searchQuery": f"{word} x", "topK": 100}, **members}
            found = await self.pages(caller, "RetrieveMemoryRecords", summaries, 20, **search)
            assert sorted(entry["content"]["text"] for entry in found) == expected
            self.memories.embedder.is_broken = True
            search["searchCriteria"]["searchQuery"] = f"{word} {word}s"
            found = await self.pages(caller, "RetrieveMemoryRecords", summaries, 20, **search)
            self.memories.embedder.is_broken = False
            assert {entry["content"]["text"] for entry in found} == {t for t in expected if word in t}


async def test_each_caller_sees_what_the_dictionaries_say(memories):
    seed = random.randrange(10**6) if effort.IS_LONG else 7
    world = World(memories, await memories.make(), random.Random(seed))
    for _ in range(effort.count(120, 1500)):
        work = world.chance.choices(
            (world.say, world.write, world.change, world.delete, world.check), (6, 2, 4, 2, 4)
        )[0]
        if work == world.write and len(world.records) > 80:
            work = world.delete
        await work(world.chance.choice(CALLERS))


async def test_agents_of_two_callers_at_the_same_moment_leave_the_session_to_neither(memories):
    memory_id = await memories.make()
    callers = [caller for caller in CALLERS if caller.kind is CallerKind.AGENT and caller.owner]

    async def say(caller, session):
        with acting(caller):
            where = {"memoryId": memory_id, "actorId": "ada", "sessionId": session}
            await memories("CreateEvent", **where, eventTimestamp=TIME, payload=[{"blob": "x"}])

    for number in range(8):
        await asyncio.gather(*(say(caller, f"s{number}") for caller in callers))

    rows = await memories.plane._database.read(lambda tx: tx.all("SELECT owner FROM memory_sessions"))
    assert rows == [(HIDDEN,)] * 8


async def test_what_others_have_much_of_does_not_hide_what_is_ones_own(memories):
    """The best of all that is there would be others' alone: a search must not begin with those."""
    memory_id = await memories.make()
    mine, theirs = (Principal(kind=CallerKind.KEY, name="k", owner=f"key:{x}", policy=OWN) for x in "ab")
    for caller, text, count in ((theirs, "tea", 300), (mine, "tea with milk", 3), (theirs, "tea", 100)):
        with acting(caller):
            for begin in range(0, count, 100):
                numbers = range(begin, min(count, begin + 100))
                items = [record(text, f"/k/{number}", number) for number in numbers]
                await memories("BatchCreateMemoryRecords", memoryId=memory_id, records=items)
    for is_broken in (False, True):
        memories.embedder.is_broken = is_broken
        with acting(mine):
            found = await memories.find(memory_id, "tea" if is_broken else "tea time", namespacePath="/k")
        assert [text for text, _ in found] == ["tea with milk"] * 3

    with acting(mine):
        owners = Callers().read().sees
    scope = Scope(memory_key=1, path="/k/", owners=owners)
    memories.embedder.is_broken = False
    (vector,) = await memories.embedder.embed(["tea"])
    for search in (
        partial(index.find_nearest, scope=scope, embedder=memories.embedder.name, vector=vector),
        partial(index.find_by_words, scope=scope, text="tea", known=index.CommonWords()),
    ):
        assert len(await memories.plane._database.read(search)) == 3
