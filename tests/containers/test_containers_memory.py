"""What a container said that it keeps outlives it."""

import os

import pytest

from servers import wait_until

pytestmark = pytest.mark.containers


@pytest.fixture(scope="module")
def memory_id(box):
    name = f"m{os.urandom(5).hex()}"
    return box.server.control.create_memory(name=name, eventExpiryDuration=30)["memory"]["id"]


@pytest.fixture(scope="module")
def diarist(box, memory_id):
    """The test agent, with a memory."""
    return box.create(environment={"BEDROCK_AGENTCORE_MEMORY_ID": memory_id})


def list_texts(box, memory_id):
    pages = box.server.data.get_paginator("list_events").paginate(
        memoryId=memory_id, actorId="ada", sessionId="box"
    )
    events = [event for page in pages for event in page["events"]]
    return [event["payload"][0]["conversational"]["content"]["text"] for event in reversed(events)]


def test_turns_of_a_killed_container_are_delivered_once_and_in_order(box, diarist, memory_id, new_session_id):
    kept = [f"turn {number}" for number in range(300)]
    first, second = new_session_id(), new_session_id()

    begun = box.server.ask(diarist, {"keep": kept, "memory": memory_id}, first)
    assert begun["source"] == "none"
    journals = (box.server.data_dir / "journals").glob("*.journal")
    journal = next(path for path in journals if path.stat().st_size)  # a spare's is empty
    box.call("kill", "--signal", "KILL", box.container_of(diarist, first))
    wait_until(lambda: not journal.exists(), what="the journal to be delivered")

    assert list_texts(box, memory_id) == kept
    after = box.server.ask(diarist, {"keep": [], "memory": memory_id}, second)
    assert after == {"source": "durable", "turns": kept[-20:]}
    assert "delivered 300 turn(s)" in box.server.log_text()


def test_a_container_sees_its_own_journal_alone(box, agent, session_id):
    variables = box.server.ask(agent, {"environment": ["HEADWATER_JOURNAL_FILE"]}, session_id)
    path = variables["HEADWATER_JOURNAL_FILE"]

    assert box.server.ask(agent, {"list": os.path.dirname(path)}, session_id) == [os.path.basename(path)]
    beside = os.path.join(os.path.dirname(path), "another")
    assert box.server.ask(agent, {"write": [beside]}, session_id)[beside] != "written"
