"""The memory API as its handlers, on a clock of the test's."""

from datetime import UTC, datetime, timedelta

from headwater.memory.plane import open_memories

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY_MS = 24 * 60 * 60 * 1000


class Plane:
    """A memory API on a clock of the test's, and one memory in it."""

    def __init__(self, url):
        self.url = url
        self.now_ms = 1_772_366_400_000

    async def open(self):
        self._opened = open_memories(self.url, now_ms=lambda: self.now_ms)
        self._plane = await self._opened.__aenter__()
        return self

    async def close(self):
        await self._opened.__aexit__(None, None, None)

    async def reopen(self):
        await self.close()
        await self.open()

    async def count(self, table):
        """The rows of a table."""
        row = await self._plane._database.read(lambda tx: tx.one(f"SELECT count(*) FROM {table}"))
        return row[0]

    async def expire(self):
        await self._plane.expire()

    async def ask(self, operation, **request):
        return await self._plane.handlers()[operation](request)

    async def create_memory(self, name="m", **members):
        """Make it the one that the rest works on; its id."""
        made = await self.ask("CreateMemory", **{"name": name, "eventExpiryDuration": 3} | members)
        self.memory_id = made["memory"]["id"]
        return self.memory_id

    async def say(self, blob="x", *, at_s=0, actor="a", session="s", **more):
        request = {
            "memoryId": self.memory_id,
            "actorId": actor,
            "sessionId": session,
            "eventTimestamp": START + timedelta(seconds=at_s),
            "payload": [{"blob": blob}],
        }
        kept = {name: value for name, value in (request | more).items() if value is not None}
        return (await self.ask("CreateEvent", **kept))["event"]

    async def list_events(self, *, actor="a", session="s", **more):
        where = {"memoryId": self.memory_id, "actorId": actor, "sessionId": session}
        return await self.ask("ListEvents", **where | more)

    async def blobs(self, **more):
        return [event["payload"][0]["blob"] for event in (await self.list_events(**more))["events"]]
