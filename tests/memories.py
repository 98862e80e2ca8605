"""Memories for tests, without a server: a plane over a database, a clock to move, and embedders to break."""

from contextlib import asynccontextmanager
from datetime import UTC, datetime

from headwater.core.errors import HeadwaterError
from headwater.memory.control.base import DAY_MS, Memory
from headwater.memory.plane import open_memories
from headwater.models.embeddings import HashedEmbeddings

NOW_MS = 1_800_000_000_000


def build_memory(indexed_keys):
    """A memory as it is kept, with these indexed keys and nothing in it."""
    return Memory(
        memory_key=1,
        memory_id="m-0123456789",
        name="m",
        status="ACTIVE",
        event_expiry_days=30,
        created_ms=0,
        updated_ms=0,
        members={"indexedKeys": indexed_keys},
    )


class FakeEmbedder(HashedEmbeddings):
    """Hashed words, under any name, counting; or none as long as it is broken."""

    def __init__(self, name="fake"):
        self.name = name
        self.is_broken = False
        self.embedded = []

    async def embed(self, texts):
        if self.is_broken:
            raise HeadwaterError("the embedder is broken")
        self.embedded += texts
        return await super().embed(texts)


class Memories:
    """An open plane, called by the names of operations."""

    def __init__(self, plane, clock, embedder):
        self.plane = plane
        self.clock = clock
        self.embedder = embedder
        self._handlers = plane.handlers()

    async def __call__(self, operation, **members):
        return await self._handlers[operation](members)

    async def make(self, name="notes", **members):
        """A memory's id."""
        made = await self("CreateMemory", name=name, eventExpiryDuration=30, **members)
        return made["memory"]["id"]

    async def write(self, memory_id, namespace, *texts, **members):
        """Records with these texts; their ids."""
        items = [record(text, namespace, at) for at, text in enumerate(texts)]
        made = await self("BatchCreateMemoryRecords", memoryId=memory_id, records=items, **members)
        assert not made["failedRecords"], made
        return [entry["memoryRecordId"] for entry in made["successfulRecords"]]

    async def find(self, memory_id, query, **members):
        """(text, score) of what a search finds."""
        criteria = {"searchQuery": query} | members.pop("criteria", {})
        found = await self("RetrieveMemoryRecords", memoryId=memory_id, searchCriteria=criteria, **members)
        return [(entry["content"]["text"], entry["score"]) for entry in found["memoryRecordSummaries"]]

    async def texts(self, memory_id, **members):
        """The texts of all pages of a listing."""
        texts = []
        while True:
            page = await self("ListMemoryRecords", memoryId=memory_id, **members)
            assert page["memoryRecordSummaries"] or "nextToken" not in page
            texts += [entry["content"]["text"] for entry in page["memoryRecordSummaries"]]
            if "nextToken" not in page:
                return texts
            assert page["nextToken"] != members.get("nextToken")
            members["nextToken"] = page["nextToken"]


class MovedClock:
    """Milliseconds that stand still until somebody moves them."""

    def __init__(self):
        self.now_ms = NOW_MS

    def __call__(self):
        return self.now_ms

    def move_days(self, days):
        self.now_ms += int(days * DAY_MS)


@asynccontextmanager
async def open_test_memories(url, embedder=None):
    """Open memories at a URL; without an embedder, a fake one."""
    embedder = embedder or FakeEmbedder()
    clock = MovedClock()
    async with open_memories(url, now_ms=clock, embedder=embedder) as plane:
        yield Memories(plane, clock, embedder)


def record(text, namespace="/a/", number=0, **members):
    """BatchCreateMemoryRecords' item."""
    return {
        "requestIdentifier": f"r{number}",
        "namespaces": [namespace] if namespace else [],
        "content": {"text": text},
        "timestamp": datetime(2026, 1, 1, tzinfo=UTC),
        **members,
    }
