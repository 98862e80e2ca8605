"""Nobody sees of a memory what is another caller's. On both databases."""

import asyncio
import json
import time
from datetime import UTC, datetime
from itertools import product

import pytest

from headwater.core.errors import AccessDenied, HeadwaterError
from headwater.core.policies import EVERYTHING, allow
from headwater.core.principals import ANY_SESSION, CallerKind, Principal, acting
from headwater.memory.facts import KNOWN
from headwater.memory.owners import HIDDEN, Callers, merge
from memories import record

TIME = datetime(2026, 5, 6, tzinfo=UTC)
OWN = allow(["bedrock-agentcore:*"])
OWNERS = (
    None,
    "key:a",
    "key:a/x",
    "key:a/x/y",
    "key:a0",
    "key:a.",
    "key:ab",
    "key:A",
    "key:b",
    "key/u",
    HIDDEN,
)


def caller(owner, kind=CallerKind.KEY, policy=OWN):
    return Principal(kind=kind, name="test", owner=owner, policy=policy)


A, B = caller("key:a"), caller("key:b")
A_USER, B_USER = A.for_user("u"), B.for_user("u")
ADMIN = caller("key:admin", policy=EVERYTHING)


def agent(owner):
    return caller(owner, CallerKind.AGENT, EVERYTHING)


class World:
    """A memory, and callers who come one after the other."""

    def __init__(self, memories, memory_id):
        self.memories = memories
        self.memory_id = memory_id

    async def ask(self, principal, operation, **members):
        with acting(principal):
            return await self.memories(operation, memoryId=self.memory_id, **members)

    async def say(self, principal, text="x", actor="ada", session="s", **members):
        where = {"actorId": actor, "sessionId": session, "eventTimestamp": TIME}
        payload = [{"conversational": {"content": {"text": text}, "role": "USER"}}]
        answer = await self.ask(principal, "CreateEvent", **where, payload=payload, **members)
        return answer["event"]["eventId"]

    async def write(self, principal, namespace, *texts):
        items = [record(text, namespace, number) for number, text in enumerate(texts)]
        made = await self.ask(principal, "BatchCreateMemoryRecords", records=items)
        return [entry["memoryRecordId"] for entry in made["successfulRecords"]]

    async def pages(self, principal, operation, member, **members):
        """All items of a listing; each page but the last is full."""
        found = []
        while True:
            page = await self.ask(principal, operation, **members, maxResults=2)
            found += page[member]
            if "nextToken" not in page:
                return found
            assert len(page[member]) == 2
            members["nextToken"] = page["nextToken"]

    async def texts(self, principal, **scope):
        found = await self.pages(principal, "ListMemoryRecords", "memoryRecordSummaries", **scope)
        return sorted(entry["content"]["text"] for entry in found)

    async def find(self, principal, query, **scope):
        criteria = {"searchQuery": query, "topK": 100}
        found = await self.pages(
            principal, "RetrieveMemoryRecords", "memoryRecordSummaries", searchCriteria=criteria, **scope
        )
        return sorted(entry["content"]["text"] for entry in found)

    async def actors(self, principal):
        return [entry["actorId"] for entry in await self.pages(principal, "ListActors", "actorSummaries")]

    async def sessions(self, principal, actor="ada"):
        found = await self.pages(principal, "ListSessions", "sessionSummaries", actorId=actor)
        return sorted(entry["sessionId"] for entry in found)

    async def events(self, principal, actor="ada", session="s"):
        where = {"actorId": actor, "sessionId": session}
        found = await self.pages(principal, "ListEvents", "events", **where)
        return [entry["payload"][0]["conversational"]["content"]["text"] for entry in found]


@pytest.fixture
async def world(memories):
    return World(memories, await memories.make())


@pytest.mark.parametrize("kind", list(CallerKind))
@pytest.mark.parametrize("owner", OWNERS)
def test_a_caller_sees_what_his_principal_owns(kind, owner):
    principal = caller(owner, kind)
    is_bound = kind in (CallerKind.KEY, CallerKind.BEARER, CallerKind.DOOR)
    with acting(principal):
        sees = Callers().read().sees
    if not is_bound:
        assert sees is None
        return
    for other in OWNERS:
        assert sees.has(other) == principal.owns(other, with_users=True)
    with acting(caller(owner, kind, allow([ANY_SESSION]))):
        assert Callers().read().sees is None


async def test_the_database_sees_the_same(database):
    query = "SELECT 1 FROM (SELECT CAST(:mine AS TEXT) AS owner) o WHERE "
    for owner, other in product(OWNERS, OWNERS):
        with acting(caller(owner)):
            sees = Callers().read().sees
        row = await database.read(
            lambda tx, sees=sees, other=other: tx.one(
                query + sees.condition("o.owner"), mine=other, **sees.values
            )
        )
        assert (row is not None) == sees.has(other), (owner, other)


def test_what_belongs_to_two_belongs_to_the_one_above_both():
    assert merge(None, None) is None
    assert merge("key:a", None) == merge(None, "key:a") == merge("key:a", "key:a") == "key:a"
    assert merge("key:a/x", "key:a") == merge("key:a", "key:a/x") == merge("key:a/x", "key:a/y") == "key:a"
    assert merge("key:a", "key:b") == merge("key:a", "key:ab") == merge(HIDDEN, "key:a") == HIDDEN
    for first, second, who in product(OWNERS, OWNERS, OWNERS[1:]):
        if who == HIDDEN or first is None or second is None:
            continue
        if caller(who).owns(merge(first, second), with_users=True):
            assert caller(who).owns(first, with_users=True)
            assert caller(who).owns(second, with_users=True)


async def test_lists_have_what_is_ones_own_and_nobodys(world):
    speakers = {"a": A, "b": B, "au": A_USER, "bu": B_USER, "n": agent(None)}
    for name, principal in speakers.items():
        for number in range(3):
            await world.say(principal, actor=f"{number}", session=f"{number}{name}")
            await world.say(principal, actor=f"only {name}", session=f"{number}")
            await world.write(principal, f"/k/{number}", f"tea {name}{number}")

    for reader, names in (
        (A, ["a", "au", "n"]),
        (B, ["b", "bu", "n"]),
        (A_USER, ["au", "n"]),
        (caller("key:c"), ["n"]),
        (caller(None, CallerKind.DOOR), ["n"]),
        (ADMIN, list(speakers)),
        (agent("key:a"), list(speakers)),
    ):
        assert await world.actors(reader) == ["0", "1", "2", *sorted(f"only {name}" for name in names)]
        for number in range(3):
            assert await world.sessions(reader, f"{number}") == sorted(f"{number}{name}" for name in names)
            wanted = sorted(f"tea {name}{number}" for name in names)
            for scope in ({"namespace": f"/k/{number}"}, {"namespacePath": f"/k/{number}"}):
                assert await world.texts(reader, **scope) == wanted
                assert await world.find(reader, "tea", **scope) == wanted
        everything = sorted(f"tea {name}{number}" for name in names for number in range(3))
        for path in ("/k", "/"):
            assert await world.texts(reader, namespacePath=path) == everything
            assert await world.find(reader, "tea", namespacePath=path) == everything
            assert await world.find(reader, "tea ball", namespacePath=path) == everything
            world.memories.embedder.is_broken = True
            assert await world.find(reader, f"tea {names[0]}1", namespacePath=path) != []
            found = await world.find(reader, "bu2", namespacePath=path)
            assert found == (["tea bu2"] if "bu" in names else [])
            world.memories.embedder.is_broken = False


async def test_no_operation_shows_or_changes_what_is_somebody_elses(world):
    """Each operation of the API is tried on everything that A has."""
    secret = "marzipan"
    await world.say(B, session="own")
    await world.say(A, secret, session=f"{secret}-1", actor=f"{secret}-only")
    event_id = await world.say(A, secret, session=secret, metadata={"k": {"stringValue": secret}})
    await world.say(A, secret, session=secret, branch={"name": "b", "rootEventId": event_id}, clientToken="t")
    record_ids = await world.write(A, f"/{secret}/", secret, f"{secret} tea")
    session = {"actorId": "ada", "sessionId": secret}
    payload = [{"conversational": {"content": {"text": "hello"}, "role": "USER"}}]
    event = {"eventTimestamp": TIME, "payload": payload}
    one = {"memoryRecordId": record_ids[0]}
    criteria = {"searchQuery": secret}
    attempts = {
        "CreateEvent": [
            {**session, **event},
            {**session, **event, "clientToken": "t"},
            {**session, **event, "branch": {"name": "b"}},
            {"actorId": "ada", "sessionId": "own", **event, "branch": {"name": "c", "rootEventId": event_id}},
        ],
        "GetEvent": [{**session, "eventId": event_id}, {**session, "sessionId": "own", "eventId": event_id}],
        "DeleteEvent": [
            {**session, "eventId": event_id},
            {**session, "sessionId": "own", "eventId": event_id},
        ],
        "ListEvents": [
            session,
            {**session, "filter": {"branch": {"name": "b", "includeParentBranches": True}}},
        ],
        "ListSessions": [{"actorId": "ada"}, {"actorId": f"{secret}-only"}],
        "ListActors": [{}],
        "IngestData": [{**session, "contentTimestamp": TIME, "source": {"inline": {"payload": payload}}}],
        "BatchCreateMemoryRecords": [{"records": [record("ours", f"/{secret}/")]}],
        "BatchUpdateMemoryRecords": [
            {"records": [{**one, "timestamp": TIME, "content": {"text": "ours"}}]},
            {"records": [{**one, "timestamp": TIME, "namespaces": ["/ours/"]}]},
        ],
        "BatchDeleteMemoryRecords": [{"records": [one, {"memoryRecordId": record_ids[1]}]}],
        "GetMemoryRecord": [one, {**one, "namespace": f"/{secret}/"}],
        "DeleteMemoryRecord": [one, {**one, "namespace": "/other/"}],
        "ListMemoryRecords": [{"namespace": f"/{secret}/"}, {"namespacePath": "/"}],
        "RetrieveMemoryRecords": [
            {"namespace": f"/{secret}/", "searchCriteria": criteria},
            {"namespacePath": "/", "searchCriteria": criteria},
        ],
        "ListMemoryExtractionJobs": [{}],
        "StartMemoryExtractionJob": [{"extractionJob": {"jobId": "job-1"}}],
    }
    assert set(attempts) == KNOWN
    refused = set()
    for principal in (B, B_USER, A_USER, caller(None)):
        for operation, requests in attempts.items():
            for request in requests:
                try:
                    told = await world.ask(principal, operation, **request)
                except HeadwaterError as exc:
                    told = exc.message
                    if isinstance(exc, AccessDenied):
                        refused.add(operation)
                words = json.dumps(told, default=str)
                for asked in (f"/{secret}/", secret if secret in str(request) else "-"):
                    words = words.replace(asked, "")
                assert secret not in words, (operation, request, told)

    assert refused == {
        "CreateEvent",
        "GetEvent",
        "DeleteEvent",
        "ListEvents",
        "IngestData",
        "GetMemoryRecord",
        "DeleteMemoryRecord",
    }
    assert await world.events(A, session=secret) == [secret, secret]
    assert await world.sessions(A) == [secret]
    # His user's and nobody's are there too.
    texts = await world.texts(A, namespacePath="/")
    assert [text for text in texts if text != "ours"] == [secret, f"{secret} tea"]


async def test_batches_refuse_what_is_somebody_elses_and_do_the_rest(world):
    (theirs,) = await world.write(A, "/k", "theirs")
    (ours,) = await world.write(B, "/k", "ours")
    for operation, more in (
        ("BatchUpdateMemoryRecords", {"timestamp": TIME, "content": {"text": "new"}}),
        ("BatchDeleteMemoryRecords", {}),
    ):
        items = [{"memoryRecordId": record_id, **more} for record_id in (theirs, ours)]
        answer = await world.ask(B, operation, records=items)
        assert [entry["memoryRecordId"] for entry in answer["successfulRecords"]] == [ours]
        (failure,) = answer["failedRecords"]
        assert failure["memoryRecordId"] == theirs
        assert failure["errorCode"] == 403
    assert await world.texts(ADMIN, namespace="/k") == ["theirs"]


async def test_a_record_that_moves_stays_its_owners(world):
    (record_id,) = await world.write(A, "/k", "tea")
    await world.write(B, "/new", "milk")
    item = {"memoryRecordId": record_id, "timestamp": TIME, "namespaces": ["/new"]}
    for mover in (ADMIN, agent("key:b"), A):
        await world.ask(mover, "BatchUpdateMemoryRecords", records=[item])
        assert await world.texts(B, namespacePath="/") == ["milk"]
        assert await world.find(B, "tea milk", namespace="/new") == ["milk"]
        assert await world.find(A, "tea milk", namespace="/new") == ["tea"]


async def test_whoever_used_a_namespace_first_does_not_come_by_what_is_put_there(world):
    await world.write(B, "/strategies/x/actors/ada/", "bait")
    await world.write(agent("key:a"), "/strategies/x/actors/ada/", "private")
    assert await world.texts(B, namespacePath="/strategies") == ["bait"]
    assert await world.texts(A, namespacePath="/strategies") == ["private"]


async def test_users_of_one_key_do_not_see_one_another_and_the_key_sees_them(world):
    other = A.for_user("v")
    await world.say(A_USER, session="u")
    await world.say(other, session="v")
    assert await world.sessions(A_USER) == ["u"]
    assert await world.sessions(other) == ["v"]
    assert await world.sessions(A) == ["u", "v"]
    with pytest.raises(AccessDenied):
        await world.events(A_USER, session="v")
    assert await world.events(A, session="v") == ["x"]


async def test_a_session_of_nobody_is_everybodys(world):
    await world.say(agent(None), "old")
    await world.say(A, "a")
    assert await world.events(B) == ["a", "old"]
    assert await world.events(caller(None)) == ["a", "old"]


async def test_what_agents_of_two_callers_say_in_one_session_neither_reads_from_outside(world):
    await world.say(agent("key:a"), "one")
    assert await world.events(A) == ["one"]

    await world.say(agent("key:b"), "two")

    for reader in (A, B):
        with pytest.raises(AccessDenied):
            await world.events(reader)
        assert await world.sessions(reader) == []
    for reader in (ADMIN, agent("key:a"), agent("key:c")):
        assert await world.events(reader) == ["two", "one"]


async def test_what_agents_of_two_users_say_in_one_session_their_key_reads(world):
    await world.say(agent(A_USER.owner), "one")
    await world.say(agent("key:a/v"), "two")
    with pytest.raises(AccessDenied):
        await world.events(A_USER)
    assert await world.events(A) == ["two", "one"]


async def test_a_client_token_is_of_its_caller(world):
    first = await world.say(A, "same", session="s", clientToken="t")
    assert await world.say(A, "same", session="s", clientToken="t") == first
    assert await world.say(B, "other", session="b", clientToken="t") != first
    await world.write(B, "/k", "tea")
    items = [record("tea", "/k", 0)]
    token = {"records": items, "clientToken": "r"}
    answers = [await world.ask(who, "BatchCreateMemoryRecords", **token) for who in (A, A, B)]
    ids = [answer["successfulRecords"][0]["memoryRecordId"] for answer in answers]
    assert ids[0] == ids[1] != ids[2]


async def test_an_agents_turn_that_is_delivered_twice_counts_once(world):
    """Its journal may be delivered for somebody whom nobody knows any more."""
    await world.say(agent("key:a"), "turn", clientToken="t")
    for principal in (agent(None), agent("key:a"), caller(HIDDEN, CallerKind.OPEN)):
        await world.say(principal, "turn", clientToken="t")
    assert await world.events(A) == ["turn"]


async def test_deletion_is_for_all_owners(world):
    for principal in (A, B, ADMIN):
        await world.say(principal, session=principal.owner)
        await world.write(principal, "/k", "tea")
    plane = world.memories.plane

    await world.memories("DeleteMemory", memoryId=world.memory_id)

    async def count(table):
        return (await plane._database.read(lambda tx: tx.one(f"SELECT count(*) FROM {table}")))[0]

    deadline = time.monotonic() + 20
    while await count("memories"):
        assert time.monotonic() < deadline
        await asyncio.sleep(0.01)
    for table in ("namespaces", "records", "record_words", "memory_sessions", "events"):
        assert await count(table) == 0
