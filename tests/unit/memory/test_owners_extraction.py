"""What strategies make of conversations is whose those are. On both databases."""

import asyncio
import json
import time
from datetime import UTC, datetime

import pytest

from headwater.core.errors import AccessDenied, HeadwaterError
from headwater.core.policies import EVERYTHING, allow
from headwater.core.principals import OPEN, CallerKind, Principal, acting
from headwater.memory.control.base import MemorySettings
from headwater.memory.extraction import worker
from headwater.memory.plane import open_memories
from headwater.models.embeddings import HashedEmbeddings

SETTINGS = MemorySettings(extraction_delay_s=0.01)
#: One namespace for all actors and sessions.
STRATEGIES = [
    {"semanticMemoryStrategy": {"name": "facts", "namespaces": ["/facts/"]}},
    {"summaryMemoryStrategy": {"name": "sums", "namespaces": ["/sums/{sessionId}/"]}},
]
TIME = datetime(2026, 5, 6, tzinfo=UTC)


def caller(owner, kind=CallerKind.KEY):
    policy = EVERYTHING if kind is CallerKind.AGENT else allow(["bedrock-agentcore:*"])
    return Principal(kind=kind, name="test", owner=owner, policy=policy)


A, B = caller("key:a"), caller("key:b")


class Model:
    """Makes of a conversation one fact, or summary, which repeats all that the model was shown."""

    def __init__(self):
        self.is_away = False

    async def __call__(self, *, model_id, system, text):
        if self.is_away:
            raise HeadwaterError("the model is away")
        words = " ".join(word for word in ("apple", "banana", "cherry") if word in text)
        return json.dumps({"memories": [words], "summary": words})


@pytest.fixture
def model(monkeypatch):
    monkeypatch.setattr(worker, "_BACKOFF_MS", 10)
    return Model()


class World:
    def __init__(self, plane):
        self.plane = plane

    async def make(self):
        request = {"name": "m", "eventExpiryDuration": 30, "memoryStrategies": STRATEGIES}
        self.memory_id = (await self.plane.handlers()["CreateMemory"](request))["memory"]["id"]
        return self

    async def ask(self, principal, operation, **members):
        with acting(principal):
            return await self.plane.handlers()[operation]({"memoryId": self.memory_id, **members})

    async def say(self, principal, text, *, session="s", is_event=True):
        payload = [{"conversational": {"content": {"text": text}, "role": "USER"}}]
        members = {"actorId": "ada", "sessionId": session}
        if is_event:
            await self.ask(principal, "CreateEvent", **members, eventTimestamp=TIME, payload=payload)
        else:
            source = {"inline": {"payload": payload}}
            await self.ask(principal, "IngestData", **members, contentTimestamp=TIME, source=source)

    async def wait_idle(self):
        deadline = time.monotonic() + 20
        while await self.plane.count_queued():
            assert time.monotonic() < deadline
            await asyncio.sleep(0.02)

    async def texts(self, principal):
        page = await self.ask(principal, "ListMemoryRecords", namespacePath="/")
        return sorted(entry["content"]["text"] for entry in page["memoryRecordSummaries"])


@pytest.fixture
async def world(database_url, model):
    async with open_memories(
        database_url, ask=model, embedder=HashedEmbeddings(), settings=SETTINGS
    ) as plane:
        yield await World(plane).make()


@pytest.mark.parametrize("is_event", [True, False])
async def test_memories_of_one_namespace_are_each_callers_own(world, is_event):
    """Also where models are shown what is there, to add to it."""
    for principal, first, second in (
        (A, "apple", "banana"),
        (B, "cherry", "cherry"),
        (caller("key:c", CallerKind.AGENT), "banana", "cherry"),
    ):
        session = "shared" if not is_event else principal.owner
        for text in (first, second):
            await world.say(principal, text, session=session, is_event=is_event)
            await world.wait_idle()

    for principal, words in (
        (A, {"apple", "banana"}),
        (B, {"cherry"}),
        (caller("key:c"), {"banana", "cherry"}),
    ):
        texts = await world.texts(principal)
        assert {word for text in texts for word in text.split()} == words
    assert await world.texts(caller("key:d")) == []
    assert len(await world.texts(OPEN)) >= 6


async def test_what_is_told_of_somebodys_session_is_his(world):
    await world.say(A, "apple")
    with pytest.raises(AccessDenied):
        await world.say(B, "banana", is_event=False)
    await world.say(caller("key:a/user", CallerKind.AGENT), "banana", is_event=False)
    await world.say(caller("key:b", CallerKind.AGENT), "cherry", is_event=False)
    await world.wait_idle()

    assert {word for text in await world.texts(A) for word in text.split()} == {"apple", "banana"}
    assert await world.texts(B) == []
    assert any("cherry" in text for text in await world.texts(OPEN))


async def test_jobs_are_whose_the_conversation_is(world, model):
    model.is_away = True
    for principal in (A, B):
        await world.say(principal, "apple", session=principal.owner)
    await world.wait_idle()
    model.is_away = False

    jobs = {}
    for principal in (A, B):
        page = await world.ask(principal, "ListMemoryExtractionJobs")
        assert {job["sessionId"] for job in page["jobs"]} == {principal.owner}
        jobs[principal.owner] = [{"jobId": job["jobID"]} for job in page["jobs"]]
    first = await world.ask(A, "ListMemoryExtractionJobs", maxResults=1)
    rest = await world.ask(A, "ListMemoryExtractionJobs", maxResults=1, nextToken=first["nextToken"])
    assert "nextToken" not in rest
    of_other = {"filter": {"sessionId": "key:b"}}
    assert (await world.ask(A, "ListMemoryExtractionJobs", **of_other))["jobs"] == []
    with pytest.raises(AccessDenied):
        await world.ask(A, "StartMemoryExtractionJob", extractionJob=jobs["key:b"][0])

    for job in jobs["key:a"]:
        await world.ask(A, "StartMemoryExtractionJob", extractionJob=job)
    await world.wait_idle()
    assert await world.texts(A) == ["apple", "apple"]
    assert await world.texts(B) == []


async def test_a_database_of_before_is_nobodys_and_goes_on(database_url, model, monkeypatch):
    from headwater.memory.database import schema
    from headwater.memory.database.opening import open_database

    steps = schema.MIGRATIONS
    monkeypatch.setattr(schema, "MIGRATIONS", steps[:5])
    async with open_database(database_url) as database:
        await database.write(_fill)
    monkeypatch.setattr(schema, "MIGRATIONS", steps)

    for _ in range(2):  # and is opened again
        async with open_memories(database_url, embedder=HashedEmbeddings(), settings=SETTINGS) as plane:
            world = World(plane)
            world.memory_id = "m-0123456789"
            listed = await world.ask(A, "ListSessions", actorId="ada")
            assert [entry["sessionId"] for entry in listed["sessionSummaries"]] == ["s"]
            assert set(await world.texts(A)) >= {"apple"}
            item = {"requestIdentifier": "r", "namespaces": ["/k/"], "content": {"text": "banana"}}
            await world.ask(A, "BatchCreateMemoryRecords", records=[item | {"timestamp": TIME}])
            assert await world.texts(B) == ["apple"]
            found = await world.ask(
                B, "RetrieveMemoryRecords", namespace="/k/", searchCriteria={"searchQuery": "apple"}
            )
            assert [entry["content"]["text"] for entry in found["memoryRecordSummaries"]] == ["apple"]
            await world.wait_idle()


def _fill(tx):
    """A memory of the last version that knew no owners, with what is waiting for a strategy that is gone."""
    tx.run(
        "INSERT INTO memories (memory_key, memory_id, name, status, event_expiry_days, members, strategies,"
        " created_ms, updated_ms) VALUES (7, 'm-0123456789', 'm', 'ACTIVE', 30, :members, :strategies, 0, 0)",
        members=b"{}",
        strategies=b"[]",
    )
    tx.run(
        "INSERT INTO memory_sessions (memory_key, actor_id, session_id, created_ms) VALUES (7, 'ada', 's', 0)"
    )
    tx.run("INSERT INTO namespaces (namespace_key, memory_key, name, path) VALUES (3, 7, '/k/', '/k/')")
    row = tx.one(
        "INSERT INTO records (memory_key, namespace_key, record_id, strategy_id, content, timestamp_ms,"
        " created_ms) VALUES (7, 3, 'mem-1', 'none', :content, 0, 0) RETURNING record_key",
        content=b"apple",
    )
    from headwater.memory.records.namespaces import scope_tokens
    from headwater.memory.records.words import split_words

    words = [*scope_tokens(7, "/k/"), *split_words("apple")]
    column, value = ("rowid", " ".join(words)) if tx.dialect == "sqlite" else ("record_key", words)
    tx.run(f"INSERT INTO record_words ({column}, words) VALUES (:key, :words)", key=row[0], words=value)
    tx.run(
        "INSERT INTO extraction_queue (memory_key, strategy_id, actor_id, session_id, variables, event_key,"
        " timestamp_ms, due_ms, attempts) VALUES (7, 'gone', 'ada', 's', '{}', 0, 0, 0, 0)"
    )
