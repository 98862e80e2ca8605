"""The official SDK's `MemorySessionManager` and what it makes, unmodified."""

import time
import warnings

import pytest
from botocore.exceptions import ClientError

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the SDK is written for an older pydantic
    from bedrock_agentcore.memory.constants import BlobMessage, ConversationalMessage, MessageRole
    from bedrock_agentcore.memory.session import MemorySessionManager


@pytest.fixture
def manager(sdk_environment, memory_id):
    manager = MemorySessionManager(memory_id, region_name="us-west-2")
    yield manager
    manager._data_plane_client.close()


def user(text):
    return ConversationalMessage(text, MessageRole.USER)


def assistant(text):
    return ConversationalMessage(text, MessageRole.ASSISTANT)


def texts(events):
    return [
        item.get("conversational", {}).get("content", {}).get("text", item.get("blob"))
        for event in events
        for item in event["payload"]
    ]


def add_turns(session, count, **more):
    added = []
    for number in range(count):
        # A millisecond is as finely as events are told apart.
        time.sleep(0.002)
        added.append(session.add_turns([user(f"q{number}"), assistant(f"a{number}")], **more))
    return added


def test_turns_of_a_session_come_back(manager):
    session = manager.create_memory_session("ann/1:x", "s-1")
    events = add_turns(session, 5)
    session.add_turns([BlobMessage({"k": [1, 2.5, None]})], metadata={"kind": {"stringValue": "state"}})

    turns = session.get_last_k_turns(k=2)
    assert [[message["content"]["text"] for message in turn] for turn in turns] == [
        ["q4", "a4"],
        ["q3", "a3"],
    ]
    assert session.get_event(events[2].eventId).eventId == events[2].eventId
    listed = session.list_events()
    assert texts(listed)[:3] == [{"k": [1, 2.5, None]}, "q4", "a4"]
    wanted = {"left": {"metadataKey": "kind"}, "operator": "EXISTS"}
    assert len(session.list_events(eventMetadata=[wanted])) == 1
    session.delete_event(events[0].eventId)
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        session.get_event(events[0].eventId)
    assert "q0" not in texts(session.list_events())


def test_a_new_session_is_empty_and_gets_an_id(manager):
    session = manager.create_memory_session("nobody")

    assert session.list_events() == []
    assert session.get_last_k_turns() == []
    assert session.list_branches() == []
    assert session.get_actor().list_sessions() == []
    assert manager.list_actors() == []


def test_actors_and_sessions_are_listed_over_pages(manager):
    for number in range(25):
        manager.create_memory_session(f"actor-{number:02}", "s-1").add_turns([user("hi")])
        manager.create_memory_session("actor-00", f"s-{number}").add_turns([user("hi")])

    assert [actor.actorId for actor in manager.list_actors()] == [f"actor-{n:02}" for n in range(25)]
    sessions = manager.create_memory_session("actor-00", "any").get_actor().list_sessions()
    assert {session.sessionId for session in sessions} == {f"s-{n}" for n in range(25)}
    assert len(sessions) == 25


def test_branches_of_a_session(manager):
    session = manager.create_memory_session("ann", "s-1")
    events = add_turns(session, 3)
    session.fork_conversation([user("other")], events[1].eventId, "other")
    add_turns(session, 2, branch={"name": "other"})

    branches = {branch.name: branch for branch in session.list_branches()}
    assert {name: branch.eventCount for name, branch in branches.items()} == {"main": 3, "other": 3}
    assert branches["other"].rootEventId == events[1].eventId
    alone = session.list_events(branch_name="other")
    assert texts(alone) == ["q1", "a1", "q0", "a0", "other"]
    with_parents = session.list_events(branch_name="other", include_parent_branches=True)
    assert texts(with_parents)[5:] == ["q1", "a1", "q0", "a0"]
    assert len(session.list_events(branch_name="main")) == 6  # the SDK asks for all branches then


def test_a_turn_with_a_model_is_kept(manager):
    session = manager.create_memory_session("ann", "s-1")

    memories, answer, event = session.process_turn_with_llm(
        "2+2?", lambda text, found: "4", retrieval_config=None
    )

    assert (memories, answer) == ([], "4")
    assert texts([event]) == ["2+2?", "4"]
