"""What operators can say about who sees what of memories."""

from datetime import UTC, datetime

import pytest

from headwater.core.errors import AccessDenied
from headwater.core.policies import EVERYTHING, allow
from headwater.core.principals import CallerKind, Principal, acting
from headwater.memory.control.base import MemorySettings
from headwater.memory.plane import open_memories
from memories import record

TIME = datetime(2026, 5, 6, tzinfo=UTC)


def caller(owner, kind=CallerKind.KEY):
    policy = EVERYTHING if kind is CallerKind.AGENT else allow(["bedrock-agentcore:*"])
    return Principal(kind=kind, name="test", owner=owner, policy=policy)


def agent(owner):
    return caller(owner, CallerKind.AGENT)


class World:
    """A memory with what three callers have said and kept."""

    def __init__(self, plane):
        self.handlers = plane.handlers()

    async def make(self):
        made = await self.handlers["CreateMemory"]({"name": "m", "eventExpiryDuration": 3})
        self.memory_id = made["memory"]["id"]
        for owner in ("key:a", "key:b", None):
            await self.say(agent(owner), f"of {owner}")
            item = record(f"tea of {owner}", "/k")
            await self.ask(agent(owner), "BatchCreateMemoryRecords", records=[item])
        return self

    async def ask(self, principal, operation, **members):
        with acting(principal):
            return await self.handlers[operation]({"memoryId": self.memory_id, **members})

    async def say(self, principal, session):
        where = {"actorId": "ada", "sessionId": session, "eventTimestamp": TIME}
        await self.ask(principal, "CreateEvent", **where, payload=[{"blob": "x"}], clientToken=session)

    async def see(self, principal):
        """Names of sessions, and texts of records, in that order."""
        sessions = await self.ask(principal, "ListSessions", actorId="ada")
        records = await self.ask(principal, "ListMemoryRecords", namespace="/k")
        found = await self.ask(
            principal, "RetrieveMemoryRecords", namespace="/k", searchCriteria={"searchQuery": "tea"}
        )
        texts = [
            sorted(entry["content"]["text"] for entry in page["memoryRecordSummaries"])
            for page in (records, found)
        ]
        assert texts[0] == texts[1]
        return sorted(entry["sessionId"] for entry in sessions["sessionSummaries"]), texts[0]


@pytest.fixture
async def open_world(tmp_path):
    """A world on SQLite with settings of the test's own."""
    opened = []

    async def make(*, are_callers_bound=True, **settings):
        url = f"sqlite:///{tmp_path / 'memory.db'}"
        context = open_memories(url, settings=MemorySettings(**settings), are_callers_bound=are_callers_bound)
        opened.append(context)
        return await World(await context.__aenter__()).make()

    yield make
    for context in opened:
        await context.__aexit__(None, None, None)


def seen(*owners):
    return [f"of {owner}" for owner in owners], [f"tea of {owner}" for owner in owners]


async def test_agents_see_all_of_their_memory(open_world):
    world = await open_world()
    assert await world.see(agent("key:b")) == seen(None, "key:a", "key:b")
    assert await world.see(caller("key:b")) == seen(None, "key:b")


async def test_agents_may_be_made_to_see_what_their_caller_does(open_world):
    world = await open_world(agents_see="own")
    for who in (agent, caller):
        assert await world.see(who("key:a")) == seen(None, "key:a")
        assert await world.see(who("key:c")) == seen(None)
        with pytest.raises(AccessDenied):
            await world.ask(who("key:b"), "ListEvents", actorId="ada", sessionId="of key:a")
    with pytest.raises(AccessDenied):
        await world.say(agent("key:b"), "of key:a")
    await world.say(agent("key:a"), "of key:a")  # delivered for a second time
    listed = await world.ask(agent("key:a"), "ListEvents", actorId="ada", sessionId="of key:a")
    assert len(listed["events"]) == 1


async def test_without_owners_of_sessions_memories_have_none_either(open_world):
    world = await open_world(are_callers_bound=False, agents_see="own")
    for principal in (caller("key:a"), caller("key:b"), agent("key:c")):
        assert await world.see(principal) == seen(None, "key:a", "key:b")
    await world.say(caller("key:b"), "of key:a")
