"""Strategies at work: from events to records, once each, whatever fails in between. On both databases."""

import asyncio
import json
import time

import pytest

from headwater.core.errors import HeadwaterError, InvalidRequest, NotFound
from headwater.memory.control.base import MemorySettings
from headwater.memory.plane import open_memories
from headwater.models.asking import ask
from headwater.models.embeddings import HashedEmbeddings
from headwater.models.scripted import ScriptedModel

SETTINGS = MemorySettings(extraction_delay_s=0.01)
FACTS = {"semanticMemoryStrategy": {"name": "facts", "namespaces": ["/facts/{actorId}/"]}}
SUMMARY = {"summaryMemoryStrategy": {"name": "sums", "namespaces": ["/sums/{actorId}/{sessionId}/"]}}
TASTES = {"userPreferenceMemoryStrategy": {"name": "tastes", "namespaces": ["/tastes/{actorId}/"]}}


class Models:
    """The scripted model behind every id; told to, it fails."""

    def __init__(self):
        self.asked = []
        self.failures = 0
        self.answers = []

    async def resolve(self, model_id):
        from headwater.models.base import ModelInfo

        info = ModelInfo(requested_id=model_id, provider="scripted", kind="scripted", true_name="scripted")
        return ScriptedModel(), info

    async def __call__(self, *, model_id, system, text):
        self.asked.append((model_id, system, text))
        if self.failures:
            self.failures -= 1
            raise HeadwaterError("the model is away")
        if self.answers and self.answers[0][0] in text:
            return self.answers.pop(0)[1]
        return await ask(self, model_id or "default", system=system, text=text)


@pytest.fixture
def models(monkeypatch):
    monkeypatch.setattr("headwater.memory.extraction.worker._BACKOFF_MS", 10)
    return Models()


@pytest.fixture
async def plane(database_url, models):
    async with open_memories(
        database_url, ask=models, embedder=HashedEmbeddings(), settings=SETTINGS
    ) as plane:
        yield Calls(plane)


class Calls:
    """A plane's operations as methods, for one memory."""

    def __init__(self, plane):
        self.plane = plane
        self.memory_id = None

    async def __call__(self, operation, **members):
        if self.memory_id and "memoryId" not in members and operation != "CreateMemory":
            members["memoryId"] = self.memory_id
        return await self.plane.handlers()[operation](members)

    async def make(self, *strategies, **members):
        made = await self(
            "CreateMemory",
            name="notes",
            eventExpiryDuration=30,
            memoryStrategies=list(strategies),
            **members,
        )
        self.memory_id = made["memory"]["id"]
        return made["memory"]

    async def say(self, text, *, actor="ada", session="s1", role="USER", **members):
        from datetime import UTC, datetime

        said = {"conversational": {"content": {"text": text}, "role": role}}
        made = await self(
            "CreateEvent",
            actorId=actor,
            sessionId=session,
            eventTimestamp=datetime.now(UTC),
            payload=[said],
            **members,
        )
        return made["event"]["eventId"]

    async def texts(self, namespace):
        page = await self("ListMemoryRecords", namespace=namespace)
        return sorted(record["content"]["text"] for record in page["memoryRecordSummaries"])

    async def wait_texts(self, namespace, count):
        deadline = time.monotonic() + 20
        while len(found := await self.texts(namespace)) < count:
            assert time.monotonic() < deadline, found
            await asyncio.sleep(0.02)
        return found

    async def wait_idle(self):
        deadline = time.monotonic() + 20
        while await self.plane.count_queued():
            assert time.monotonic() < deadline
            await asyncio.sleep(0.02)


async def test_facts_become_records_of_their_actor(plane):
    await plane.make(FACTS)
    await plane.say("My dog is called Rex. What a day!")
    await plane.say("I live in Oslo.", actor="bob")
    assert await plane.wait_texts("/facts/ada/", 1) == ["My dog is called Rex."]
    assert await plane.wait_texts("/facts/bob/", 1) == ["I live in Oslo."]
    found = await plane(
        "RetrieveMemoryRecords", namespace="/facts/ada/", searchCriteria={"searchQuery": "dog Rex"}
    )
    assert found["memoryRecordSummaries"][0]["content"]["text"] == "My dog is called Rex."


async def test_preferences_are_json(plane):
    await plane.make(TASTES)
    await plane.say("I love tea. I live in Oslo.")
    (text,) = await plane.wait_texts("/tastes/ada/", 1)
    assert json.loads(text)["preference"] == "I love tea."


async def test_a_session_has_one_summary_that_grows(plane):
    await plane.make(SUMMARY)
    await plane.say("First.")
    await plane.wait_texts("/sums/ada/s1/", 1)
    await plane.wait_idle()
    await plane.say("Second.")
    await plane.wait_idle()
    assert await plane.texts("/sums/ada/s1/") == ["First. Second."]
    await plane.say("Other.", session="s2")
    assert await plane.wait_texts("/sums/ada/s2/", 1) == ["Other."]


async def test_a_record_whose_vector_could_not_be_had_gets_one_later(database_url, models):
    class Hesitant(HashedEmbeddings):
        calls_count = 0

        async def embed(self, texts):
            self.calls_count += 1
            if self.calls_count == 2:  # the first is for what is similar, the second for the record
                raise HeadwaterError("not yet")
            return await super().embed(texts)

    async with open_memories(database_url, ask=models, embedder=Hesitant(), settings=SETTINGS) as opened:
        plane = Calls(opened)
        await plane.make(FACTS)
        await plane.say("I live in Oslo.")
        await plane.wait_texts("/facts/ada/", 1)
        deadline = time.monotonic() + 10
        while not await opened._database.read(lambda tx: tx.all("SELECT 1 FROM record_vectors")):
            assert time.monotonic() < deadline
            await asyncio.sleep(0.02)


async def test_what_is_known_is_not_kept_twice(plane):
    await plane.make(FACTS)
    await plane.say("I live in Oslo.")
    await plane.wait_idle()
    await plane.say("I live  in Oslo.")
    await plane.wait_idle()
    assert len(await plane.texts("/facts/ada/")) == 1


async def test_a_memory_that_corrects_another_takes_its_place(plane, models):
    await plane.make(FACTS)
    await plane.say("I live in the city of Oslo.")
    await plane.wait_idle()
    change = {"new": 1, "action": "UPDATE", "existing": 1, "text": "I live in the city of Bergen."}
    models.answers.append(("Task: consolidation", json.dumps({"changes": [change]})))
    await plane.say("I live in the city of Bergen.")
    await plane.wait_idle()
    assert await plane.texts("/facts/ada/") == ["I live in the city of Bergen."]


async def test_a_consolidation_that_cannot_be_read_loses_nothing(plane, models):
    await plane.make(FACTS)
    await plane.say("I live in the city of Oslo.")
    await plane.wait_idle()
    models.answers.append(("Task: consolidation", "no idea"))
    await plane.say("I live in the city of Bergen.")
    await plane.wait_idle()
    assert len(await plane.texts("/facts/ada/")) == 2


async def test_custom_strategies_ask_their_own_model_with_their_own_words(plane, models):
    step = {"appendToPrompt": "Only about dogs.", "modelId": "big-model"}
    custom = {
        "customMemoryStrategy": {
            "name": "dogs",
            "namespaces": ["/dogs/"],
            "configuration": {"semanticOverride": {"extraction": step, "consolidation": step}},
        }
    }
    await plane.make(custom)
    await plane.say("My dog is Rex.")
    assert await plane.wait_texts("/dogs/", 1) == ["My dog is Rex."]
    ((model_id, system, _),) = models.asked
    assert model_id == "big-model"
    assert "Only about dogs." in system


async def test_failures_are_tried_again(plane, models):
    models.failures = 2
    await plane.make(FACTS)
    await plane.say("I live in Oslo.")
    assert await plane.wait_texts("/facts/ada/", 1) == ["I live in Oslo."]


async def test_what_cannot_be_read_is_a_failed_job_that_can_be_run_again(plane, models):
    memory = await plane.make(FACTS)
    strategy_id = memory["strategies"][0]["strategyId"]
    models.answers = [("Task: facts", "no JSON at all")] * 3
    event_id = await plane.say("I live in Oslo.")
    deadline = time.monotonic() + 20
    while not (jobs := (await plane("ListMemoryExtractionJobs"))["jobs"]):
        assert time.monotonic() < deadline
        await asyncio.sleep(0.02)
    (job,) = jobs
    assert job["status"] == "FAILED"
    assert "no JSON at all" in job["failureReason"]
    assert job["messages"]["messagesList"] == [{"eventId": event_id, "messageIndex": 0}]
    assert (job["strategyId"], job["actorId"], job["sessionId"]) == (strategy_id, "ada", "s1")
    assert (await plane("ListMemoryExtractionJobs", filter={"actorId": "bob"}))["jobs"] == []
    assert await plane.texts("/facts/ada/") == []

    answer = await plane("StartMemoryExtractionJob", extractionJob={"jobId": job["jobID"]})
    assert answer == {"jobId": job["jobID"]}
    assert await plane.wait_texts("/facts/ada/", 1) == ["I live in Oslo."]
    assert (await plane("ListMemoryExtractionJobs"))["jobs"] == []
    with pytest.raises(NotFound, match=job["jobID"]):
        await plane("StartMemoryExtractionJob", extractionJob={"jobId": job["jobID"]})


async def test_what_is_queued_survives_the_end_of_the_server(database_url, models):
    slow = MemorySettings(extraction_delay_s=3600)
    async with open_memories(database_url, ask=models, settings=slow) as opened:
        plane = Calls(opened)
        await plane.make(FACTS)
        await plane.say("I live in Oslo.")
        memory_id = plane.memory_id
    soon = time.time_ns() // 1_000_000 + 7200_000
    async with open_memories(database_url, ask=models, settings=slow, now_ms=lambda: soon) as opened:
        plane = Calls(opened)
        plane.memory_id = memory_id
        assert await plane.wait_texts("/facts/ada/", 1) == ["I live in Oslo."]


async def test_skipped_events_and_blobs_are_not_read(plane, models):
    await plane.make(FACTS)
    await plane.say("I live in Oslo.", extractionMode="SKIP")
    await plane.wait_idle()
    assert models.asked == []


async def test_data_can_be_ingested_without_an_event(plane):
    from datetime import UTC, datetime

    await plane.make(FACTS)
    said = {"conversational": {"content": {"text": "I live in Oslo."}, "role": "USER"}}
    request = {
        "actorId": "ada",
        "contentTimestamp": datetime.now(UTC),
        "source": {"inline": {"payload": [said]}},
        "clientToken": "t",
    }
    first = await plane("IngestData", **request)
    assert await plane("IngestData", **request) == first
    assert await plane.wait_texts("/facts/ada/", 1) == ["I live in Oslo."]
    await plane.wait_idle()
    assert len(await plane.texts("/facts/ada/")) == 1
    assert (await plane("ListActors"))["actorSummaries"] == []


async def test_namespace_keys_are_filled_in_and_checked(plane):
    keyed = {"semanticMemoryStrategy": {"name": "facts", "namespaces": ["/t/{tenant}/{actorId}/"]}}
    keys = [{"key": "tenant", "validation": {"allowedValues": ["acme", "bolt"]}}]
    await plane.make(keyed, namespaceKeys=keys)
    await plane.say("I live in Oslo.", extractionConfig={"namespaceVariables": {"tenant": "acme"}})
    assert await plane.wait_texts("/t/acme/ada/", 1) == ["I live in Oslo."]
    with pytest.raises(InvalidRequest, match="'other' is not one of acme, bolt"):
        await plane.say("x", extractionConfig={"namespaceVariables": {"tenant": "other"}})
    with pytest.raises(InvalidRequest, match="no namespace key 'region'"):
        await plane.say("x", extractionConfig={"namespaceVariables": {"region": "eu"}})
    with pytest.raises(InvalidRequest, match="needs it"):
        await plane.say("x")
    events = await plane("ListEvents", actorId="ada", sessionId="s1")
    assert len(events["events"]) == 1  # those that were refused left nothing


async def test_records_of_a_deleted_strategy_stay_and_its_queue_goes(plane, models):
    memory = await plane.make(FACTS, SUMMARY)
    gone = memory["strategies"][0]["strategyId"]
    await plane.say("I live in Oslo.")
    await plane.wait_idle()
    change = {"deleteMemoryStrategies": [{"memoryStrategyId": gone}]}
    await plane("UpdateMemory", memoryStrategies=change)
    await plane.say("I live in Bergen.")
    await plane.wait_idle()
    assert await plane.texts("/facts/ada/") == ["I live in Oslo."]
