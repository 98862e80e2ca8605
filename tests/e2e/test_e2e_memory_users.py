"""Two users with ids made to be mistaken for one another: neither ever sees what the other said.

The ids are those that a path, a decoder, a database or an eye might take for another.
"""

import json
from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from botocore.exceptions import ClientError
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import effort

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
#: All of the form that the API allows; each pair is two users.
PAIRS = [
    ("a/b", "a//b"),
    ("a/b", "a/b/"),
    ("a/sessions/s", "a"),
    ("a", "a/sessions/s/events"),
    ("a:b", "a"),
    ("a:b/c", "a/b:c"),
    ("A", "a"),
    ("a_b", "a-b"),
    ("a/actor/b", "b"),
    ("x" * 255, "x" * 254),
    ("x" * 254 + "y", "x" * 254 + "z"),
    ("0", "00"),
]
#: None is of that form: each is refused, and touches nobody.
HOSTILE = [
    "a%2Fb", "a%252Fb",
    "a#b", "a?b", "a b", "a\x00b", "a\n", "a%", "ａ", "а", "a\u0301", "a\u200bb", "..", "../a",
    "a/../b", "/a", ":a", "a::b", "a:", "a'b", 'a"b', "a;b", "a\\b", "a*", "x" * 256, "a\ud7ff", "%61",
]  # fmt: skip
allowed = st.from_regex(r"[a-zA-Z0-9][a-zA-Z0-9_/-]{0,8}(:[a-zA-Z0-9_/-]{1,4}){0,2}", fullmatch=True)
any_text = st.text(min_size=1, max_size=30) | st.text("ab/:%2F#?. _-\\", min_size=1, max_size=30)


def add(server, memory_id, actor, text, session="s"):
    return server.data.create_event(
        memoryId=memory_id, actorId=actor, sessionId=session, eventTimestamp=START, payload=[{"blob": text}]
    )["event"]


def path_of(memory_id, actor, session="s", encode=lambda text: quote(text, safe="")):
    return f"/memories/{memory_id}/actor/{encode(actor)}/sessions/{session}"


def read_raw(server, memory_id, actor, **more):
    """What plain HTTP lists: (status, blobs)."""
    reply = server.http("POST", path_of(memory_id, actor, **more), b"{}")
    events = reply.json().get("events", []) if reply.status == 200 else []
    return reply.status, [item["blob"] for event in events for item in event["payload"]]


def read_boto(server, memory_id, actor, session="s"):
    events = server.data.list_events(memoryId=memory_id, actorId=actor, sessionId=session)["events"]
    return [item["blob"] for event in events for item in event["payload"]]


def check_apart(server, memory_id, first, second):
    """Both speak in a session of one name. Each sees their own, and cannot reach the other's by its id."""
    said = {actor: add(server, memory_id, actor, f"secret of {actor}") for actor in (first, second)}
    for actor, other in ((first, second), (second, first)):
        own = [f"secret of {actor}"]
        assert read_boto(server, memory_id, actor) == own
        assert read_raw(server, memory_id, actor) == (200, own)
        # Encoded twice it is another id, or none at all.
        status, found = read_raw(
            server, memory_id, actor, encode=lambda text: quote(quote(text, safe=""), safe="")
        )
        assert (status, found) in [(200, own), (400, [])]
        for call in (server.data.get_event, server.data.delete_event):
            with pytest.raises(ClientError) as caught:
                call(memoryId=memory_id, actorId=actor, sessionId="s", eventId=said[other]["eventId"])
            assert caught.value.response["Error"]["Code"] == "ResourceNotFoundException"
            assert "secret" not in str(caught.value)
        with pytest.raises(ClientError, match="of another session"):
            server.data.create_event(
                memoryId=memory_id, actorId=actor, sessionId="s", eventTimestamp=START, payload=[],
                branch={"name": "b", "rootEventId": said[other]["eventId"]},
            )  # fmt: skip
        sessions = server.data.list_sessions(memoryId=memory_id, actorId=actor)["sessionSummaries"]
        assert [(row["actorId"], row["sessionId"]) for row in sessions] == [(actor, "s")]
    for actor, event in said.items():
        server.data.delete_event(memoryId=memory_id, actorId=actor, sessionId="s", eventId=event["eventId"])
        assert read_boto(server, memory_id, actor) == []


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_two_users_stay_apart(server, memory_id, first, second):
    check_apart(server, memory_id, first, second)


@given(first=allowed, second=allowed)
@settings(
    max_examples=effort.count(15, 150),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
def test_any_two_users_stay_apart(server, memory_id, first, second):
    assume(first != second)
    check_apart(server, memory_id, first, second)


@pytest.fixture(scope="module")
def watched(server):
    """A memory whose users said things; whatever is tried, they must not show anywhere else."""
    memory = server.control.create_memory(name="watched", eventExpiryDuration=3)["memory"]
    for actor in ("a", "b", "a/b", "a:b", "ab"):
        add(server, memory["id"], actor, f"secret of {actor}")
    yield memory["id"]
    server.control.delete_memory(memoryId=memory["id"])


def check_leaks_nothing(server, memory_id, raw):
    """`raw` stands in the path where an actor's id belongs, as it is. Nobody's secret but its own shows."""
    reply = server.http("POST", path_of(memory_id, raw, encode=str), b"{}")
    assert reply.status in (200, 400, 404), (raw, reply.status, reply.body)
    if reply.status == 200:
        for event in reply.json()["events"]:
            assert event["payload"][0]["blob"] == f"secret of {event['actorId']}"
    else:
        assert b"secret" not in reply.body
    return reply


@pytest.mark.parametrize("actor", HOSTILE)
def test_ids_that_are_none_are_refused(server, watched, actor):
    reply = check_leaks_nothing(server, watched, quote(actor, safe=""))
    assert (reply.status, reply.headers["x-amzn-errortype"]) == (400, "ValidationException"), reply.body
    members = {"actorId": actor, "sessionId": "s", "eventTimestamp": 1, "payload": [{"blob": "x"}]}
    reply = server.http("POST", f"/memories/{watched}/events", json.dumps(members))
    assert reply.status == 400, reply.body
    actors = server.data.list_actors(memoryId=watched)["actorSummaries"]
    assert [row["actorId"] for row in actors] == ["a", "a/b", "a:b", "ab", "b"]


@given(actor=any_text)
@settings(
    max_examples=effort.count(50, 1000),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
def test_no_text_for_an_id_shows_what_is_anothers(server, watched, actor):
    encoded = quote(actor, safe="")
    for raw in {encoded, quote(encoded, safe=""), encoded.replace("%2F", "/"), encoded.lower()}:
        reply = check_leaks_nothing(server, watched, raw)
        if reply.status == 200 and raw == encoded:
            assert {event["actorId"] for event in reply.json()["events"]} <= {actor}


@pytest.mark.parametrize(
    "session", ["s%2Fevents", "s/../s", "S", "%EF%BD%93", "s%00", "s%20", "s" * 101, "%73"]
)
def test_sessions_of_other_names_are_others(server, watched, session):
    reply = server.http("POST", path_of(watched, "a", session=session), b"{}")
    if session == "%73":  # the letter s, encoded without need: the same session, of the same user
        assert [event["actorId"] for event in reply.json()["events"]] == ["a"]
    else:
        assert reply.status in (400, 404) or reply.json()["events"] == []


def test_a_page_token_of_another_user_is_refused(server, memory_id):
    for actor in ("a", "b"):
        for number in range(3):
            add(server, memory_id, actor, f"{actor}{number}")
    where = {"memoryId": memory_id, "sessionId": "s", "maxResults": 1}
    token = server.data.list_events(**where, actorId="a")["nextToken"]
    with pytest.raises(ClientError, match="nextToken is not valid for this listing"):
        server.data.list_events(**where, actorId="b", nextToken=token)


def test_two_memories_with_the_same_users(server, make_memory):
    first, second = make_memory(), make_memory()
    event = add(server, first, "a", "of the first")
    assert read_boto(server, second, "a") == []
    with pytest.raises(ClientError, match="was not found"):
        server.data.get_event(memoryId=second, actorId="a", sessionId="s", eventId=event["eventId"])
    assert server.data.list_actors(memoryId=second)["actorSummaries"] == []
