"""Events on both databases: what is kept of them, tokens, branches, expiry, pages."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from memory_plane import DAY_MS, START, Plane

from headwater.core.errors import InvalidRequest, NotFound
from headwater.memory.events import listing


@pytest.fixture
async def plane(database_url):
    plane = await Plane(database_url).open()
    await plane.create_memory()
    yield plane
    await plane.close()


# Types


@pytest.mark.parametrize(
    "value",
    [
        0,
        -0.0,
        1.0,
        2**63,
        -(10**300),
        0.1 + 0.2,
        5e-324,
        1.7976931348623157e308,
        True,
        False,
        "",
        "\x00 \x7f \ud7ff \U0001f600 \U0010ffff 'quoted' \\ \"",
        "{}",
        [],
        {},
        [None, [None, {"": None}]],
        {"a\x00": {"é": [1, 1.0, "1"]}},
    ],
)
async def test_what_is_kept_has_the_same_type_and_value(plane, value):
    made = await plane.say(value)
    ((read,),) = [(event["payload"]) for event in (await plane.list_events())["events"]]
    one = {"memoryId": plane.memory_id, "actorId": "a", "sessionId": "s", "eventId": made["eventId"]}
    found = (await plane.ask("GetEvent", **one))["event"]["payload"][0]["blob"]

    assert repr(made["payload"][0]["blob"]) == repr(read["blob"]) == repr(found) == repr(value)


async def test_a_time_is_kept_to_the_millisecond(plane):
    made = await plane.say(eventTimestamp=START + timedelta(microseconds=1999))
    assert made["eventTimestamp"] == START + timedelta(milliseconds=1)
    for at in (datetime(1969, 12, 31, 23, 59, 59, 999999, UTC), datetime.max.replace(tzinfo=UTC)):
        with pytest.raises(InvalidRequest, match="between 1970 and 9999"):
            await plane.say(eventTimestamp=at)


async def test_an_event_can_have_ten_megabytes_and_a_page_ends_early(plane, monkeypatch):
    big = "x" * (10 * 1024 * 1024 - len('[{"blob":""}]'))
    await plane.say(big)
    with pytest.raises(InvalidRequest, match="payload has 10485761 bytes; an event can have 10485760"):
        await plane.say(big + "y")
    with pytest.raises(InvalidRequest, match=r"payload\[0\]\.json\.content has 102401 bytes"):
        await plane.say(payload=[{"json": {"content": "x" * 102399}}])
    await plane.say(payload=[{"json": {"content": "x" * 102398}}])
    monkeypatch.setattr(listing, "PAGE_MAX_BYTES", 1000)
    for number in range(5):
        await plane.say(f"{number}" + "z" * 600, at_s=number + 1)
    sizes, token = [], {}
    while True:
        page = await plane.list_events(**token)
        sizes.append(len(page["events"]))
        if "nextToken" not in page:
            break
        token = {"nextToken": page["nextToken"]}
    assert sum(sizes) == 7
    assert sizes[:3] == [2, 2, 2]
    assert all(sizes[:-1])


async def test_a_hundred_messages_keep_their_order(plane):
    payload = [{"blob": number} for number in range(100)]
    await plane.say(payload=payload)
    assert (await plane.list_events())["events"][0]["payload"] == payload
    await plane.say(payload=[], at_s=1)
    assert (await plane.list_events())["events"][0]["payload"] == []


# Tokens


@pytest.mark.parametrize("session", ["s", None])
async def test_a_repeated_request_counts_once_across_restarts(plane, session):
    request = {"session": session, "sessionId": session, "clientToken": "once 1 ü"}
    first = await plane.say("said", **request)
    assert await plane.say("said", **request) == first
    await plane.reopen()
    assert await plane.say("said", **request) == first
    assert await plane.blobs(session=first["sessionId"]) == ["said"]
    with pytest.raises(InvalidRequest, match="used before with other parameters") as caught:
        await plane.say("other", **request)
    assert caught.value.reason == "IdempotentParameterMismatchException"
    assert await plane.say("said", **request | {"clientToken": "twice"}) != first


async def test_requests_repeated_at_the_same_time_count_once(plane):
    made = await asyncio.gather(*(plane.say("said", clientToken="t") for _ in range(20)))
    assert len({event["eventId"] for event in made}) == 1
    assert await plane.blobs() == ["said"]


async def test_branches_and_sessions_that_many_begin_at_once(plane):
    root = await plane.say("root", session="b")
    branch = {"name": "b", "rootEventId": root["eventId"]}
    made = await asyncio.gather(*(plane.say(n, session="b", branch=branch) for n in range(30)))
    assert {event["branch"]["rootEventId"] for event in made} == {root["eventId"]}
    await asyncio.gather(*(plane.say(n, session="new") for n in range(30)))
    assert sorted(await plane.blobs(session="new", maxResults=100)) == list(range(30))


async def test_a_token_is_of_its_memory_and_is_forgotten_in_the_end(plane):
    first = await plane.say("said", clientToken="t")
    old = plane.memory_id
    await plane.create_memory("other")
    assert (await plane.say("other", clientToken="t"))["eventId"] != first["eventId"]
    plane.memory_id = old
    plane.now_ms += 15 * DAY_MS
    await plane.expire()
    assert (await plane.say("anew", clientToken="t"))["eventId"] != first["eventId"]


# Branches


async def test_a_branch_begins_where_it_says_or_not_at_all(plane):
    root = await plane.say("root")
    await plane.say("b", branch={"name": "b", "rootEventId": root["eventId"].upper()})
    elsewhere = await plane.say("there", session="t")
    with pytest.raises(InvalidRequest, match="does not exist yet"):
        await plane.say(branch={"name": "new"})
    with pytest.raises(InvalidRequest, match="of another session") as caught:
        await plane.say(branch={"name": "new", "rootEventId": elsewhere["eventId"]})
    assert caught.value.reason == "EventInOtherSession"
    with pytest.raises(InvalidRequest, match=f"begins at {root['eventId']}, not at"):
        await plane.say(branch={"name": "b", "rootEventId": elsewhere["eventId"]})
    with pytest.raises(NotFound):
        await plane.say(branch={"name": "new", "rootEventId": "0000001752235548000#97f30a6b"})
    assert await plane.blobs() == ["b", "root"]
    other = await plane.create_memory("other")
    with pytest.raises(NotFound):
        await plane.say(branch={"name": "new", "rootEventId": root["eventId"]}, memoryId=other)


async def test_a_failed_event_leaves_no_session(plane):
    with pytest.raises(InvalidRequest):
        await plane.say(actor="ghost", branch={"name": "new"})
    assert (await plane.ask("ListActors", memoryId=plane.memory_id))["actorSummaries"] == []


async def test_parents_are_cut_where_their_children_begin(plane):
    events = [await plane.say(f"m{n}", at_s=n) for n in range(4)]
    b = [
        await plane.say(f"b{n}", at_s=n, branch={"name": "b", "rootEventId": events[2]["eventId"]})
        for n in range(1, 9)
    ]
    await plane.say("c", at_s=20, branch={"name": "c", "rootEventId": b[0]["eventId"]})

    def asked(name, with_parents=True):
        return {"branch": {"name": name, "includeParentBranches": with_parents}}

    assert await plane.blobs(filter=asked("c")) == ["c", "b1", "m1", "m0"]
    assert await plane.blobs(filter=asked("b")) == [
        "b8", "b7", "b6", "b5", "b4", "b3", "b2", "m2", "b1", "m1", "m0",
    ]  # fmt: skip
    assert await plane.blobs(filter=asked("main")) == ["m3", "m2", "m1", "m0"]
    assert await plane.blobs(filter=asked("unknown")) == []


# Expiry


async def test_events_go_when_their_time_has_come(plane):
    old = await plane.say("old")
    plane.now_ms += 2 * DAY_MS
    await plane.say("young", at_s=1, metadata={"k": {"stringValue": "v"}})
    plane.now_ms += DAY_MS
    assert await plane.blobs() == ["young", "old"]
    plane.now_ms += 1
    assert await plane.blobs() == ["young"]
    one = {"memoryId": plane.memory_id, "actorId": "a", "sessionId": "s", "eventId": old["eventId"]}
    for operation in ("GetEvent", "DeleteEvent"):
        with pytest.raises(NotFound):
            await plane.ask(operation, **one)
    with pytest.raises(NotFound):
        await plane.say(branch={"name": "b", "rootEventId": old["eventId"]})
    await plane.ask("UpdateMemory", memoryId=plane.memory_id, eventExpiryDuration=30)
    assert await plane.blobs() == ["young", "old"]
    await plane.ask("UpdateMemory", memoryId=plane.memory_id, eventExpiryDuration=3)
    await plane.expire()
    await plane.ask("UpdateMemory", memoryId=plane.memory_id, eventExpiryDuration=30)
    assert await plane.blobs() == ["young"]


async def test_empty_sessions_go_after_a_day_and_others_stay(plane):
    made = await plane.say("x", actor="gone")
    await plane.say("y")
    where = {"memoryId": plane.memory_id, "actorId": "gone"}
    await plane.ask("DeleteEvent", **where, sessionId="s", eventId=made["eventId"])
    plane.now_ms += DAY_MS
    await plane.expire()
    assert len((await plane.ask("ListSessions", **where))["sessionSummaries"]) == 1
    filled = await plane.ask("ListSessions", **where, filter={"eventFilter": "HAS_EVENTS"})
    assert filled["sessionSummaries"] == []
    plane.now_ms += 1
    await plane.expire()
    actors = (await plane.ask("ListActors", memoryId=plane.memory_id))["actorSummaries"]
    assert actors == [{"actorId": "a"}]


async def test_sessions_removed_as_empty_lose_no_event(plane):
    """While empty sessions are removed again and again, events come into them."""
    for number in range(20):
        made = await plane.say(session=f"s{number}")
        await plane.ask(
            "DeleteEvent",
            memoryId=plane.memory_id,
            actorId="a",
            sessionId=f"s{number}",
            eventId=made["eventId"],
        )
    plane.now_ms += 2 * DAY_MS
    *_, events = await asyncio.gather(
        plane.expire(), plane.expire(), asyncio.gather(*(plane.say(n, session=f"s{n}") for n in range(20)))
    )
    assert len(events) == 20
    for number in range(20):
        assert await plane.blobs(session=f"s{number}") == [number]


# Ids and tokens of pages


@pytest.mark.parametrize(
    "event_id",
    [
        "9" * 25 + "#00000000",
        "0000001752235548000#" + "f" * 20,
        "9" * 100_000 + "#00000000",
        "1#0",
        "0000001752235548000#00000000",
    ],
)
async def test_ids_that_no_event_can_have_are_not_found(plane, event_id):
    await plane.say()
    with pytest.raises(NotFound):
        await plane.ask("GetEvent", memoryId=plane.memory_id, actorId="a", sessionId="s", eventId=event_id)
    with pytest.raises(NotFound):
        await plane.say(branch={"name": "b", "rootEventId": event_id})


async def test_a_pages_token_is_of_its_own_listing(plane):
    for number in range(3):
        await plane.say(number, at_s=number)
        await plane.say(number, actor="other", at_s=number)
    token = (await plane.list_events(maxResults=1))["nextToken"]
    arn = f"arn:aws:bedrock-agentcore:us-west-2:000000000000:memory/{plane.memory_id}"
    assert await plane.blobs(nextToken=token) == [1, 0]
    assert await plane.blobs(nextToken=token, maxResults=1, memoryId=arn) == [1]
    for request in (
        {"actor": "other"},
        {"session": "t"},
        {"filter": {"branch": {"name": "main"}}},
        {"nextToken": token[:-1]},
        {"nextToken": "é"},
    ):
        with pytest.raises(InvalidRequest, match="nextToken is not valid for this listing"):
            await plane.list_events(**{"nextToken": token} | request)


@pytest.mark.parametrize("of", ["eu-west-1:000000000000", "us-west-2:999999999999"])
async def test_an_arn_of_elsewhere_is_another_memory(plane, of):
    """Or a policy that denies a memory would be got round by another name for it."""
    await plane.say(1)
    with pytest.raises(NotFound):
        await plane.list_events(memoryId=f"arn:aws:bedrock-agentcore:{of}:memory/{plane.memory_id}")


async def test_events_added_between_pages_move_nothing(plane):
    for number in range(6):
        await plane.say(number, at_s=number)
    first = await plane.list_events(maxResults=2)
    await plane.say("new", at_s=99)
    await plane.ask(
        "DeleteEvent",
        memoryId=plane.memory_id,
        actorId="a",
        sessionId="s",
        eventId=first["events"][1]["eventId"],
    )
    assert await plane.blobs(nextToken=first["nextToken"]) == [3, 2, 1, 0]


@pytest.mark.parametrize(("operator", "right"), [("EQUALS_TO", None), ("EXISTS", "v"), ("NOT_EXISTS", "v")])
async def test_a_filter_has_a_value_only_where_it_needs_one(plane, operator, right):
    condition = {"left": {"metadataKey": "k"}, "operator": operator}
    if right is not None:
        condition["right"] = {"metadataValue": {"stringValue": right}}
    with pytest.raises(InvalidRequest, match=rf"eventMetadata\[0\].right must .*given with {operator}"):
        await plane.list_events(filter={"eventMetadata": [condition]})
