"""What is kept of a caller's sessions is no other caller's to read. Signed requests, real agents."""

import json
import uuid
from datetime import UTC, datetime

import pytest
from botocore.exceptions import ClientError

from callers import make_caller, run_keys
from servers import new_session_id, wait_until

#: Says what it is told to a memory with boto3, or with the journal of hybrid memory and then dies of it.
AGENT = """
import os, signal, time
import boto3
from headwater import App
from headwater.memory import HybridMemory

app = App()

@app.entrypoint
def main(payload):
    where = {"actorId": payload["actor"], "sessionId": payload["chat"]}
    if payload.get("dies"):
        memory = HybridMemory(os.environ["MEMORY_ID"], actor_id=payload["actor"], session_id=payload["chat"])
        memory.append({"role": "user", "content": [{"text": payload["text"]}]})
        os.kill(os.getpid(), signal.SIGKILL)
    client = boto3.client("bedrock-agentcore")
    said = [{"conversational": {"content": {"text": payload["text"]}, "role": "USER"}}]
    client.create_event(memoryId=os.environ["MEMORY_ID"], eventTimestamp=time.time(), payload=said, **where)
    found = client.list_events(memoryId=os.environ["MEMORY_ID"], **where)["events"]
    return [event["payload"][0]["conversational"]["content"]["text"] for event in found]

app.run()
"""


@pytest.fixture(scope="module")
def memory_id(keyed):
    return keyed.control.create_memory(name="shared", eventExpiryDuration=30)["memory"]["id"]


@pytest.fixture(scope="module")
def agent(keyed, memory_id):
    return keyed.deploy(AGENT, environment={"MEMORY_ID": memory_id})


@pytest.fixture(scope="module")
def ada(keyed):
    return make_caller(keyed, "ada")


@pytest.fixture(scope="module")
def bob(keyed):
    return make_caller(keyed, "bob")


@pytest.fixture
def chat():
    return f"chat-{uuid.uuid4().hex}"


def say(caller, memory_id, chat, text="hi"):
    said = [{"conversational": {"content": {"text": text}, "role": "USER"}}]
    return caller.data.create_event(
        memoryId=memory_id, actorId="user", sessionId=chat, eventTimestamp=datetime.now(UTC), payload=said
    )["event"]["eventId"]


def texts(caller, memory_id, chat):
    events = caller.data.list_events(memoryId=memory_id, actorId="user", sessionId=chat)["events"]
    return [event["payload"][0]["conversational"]["content"]["text"] for event in events]


def sessions(caller, memory_id):
    pages = caller.data.get_paginator("list_sessions").paginate(memoryId=memory_id, actorId="user")
    return [entry["sessionId"] for page in pages for entry in page["sessionSummaries"]]


def ask(caller, agent, session_id=None, **payload):
    answer = caller.data.invoke_agent_runtime(
        agentRuntimeArn=agent.arn,
        runtimeSessionId=session_id or new_session_id(),
        payload=json.dumps(payload).encode(),
    )
    return json.loads(answer["response"].read())


def refused(call, *arguments, **members):
    with pytest.raises(ClientError) as caught:
        call(*arguments, **members)
    error = caught.value.response
    assert error["Error"]["Code"] == "AccessDeniedException", error
    assert error["ResponseMetadata"]["HTTPStatusCode"] == 403
    return error["Error"]["Message"]


def test_a_session_of_another_key_is_closed(keyed, memory_id, ada, bob, chat):
    event_id = say(ada, memory_id, chat, "secret")
    one = {"memoryId": memory_id, "actorId": "user", "sessionId": chat, "eventId": event_id}

    assert "ada" not in refused(texts, bob, memory_id, chat)
    refused(say, bob, memory_id, chat)
    refused(bob.data.get_event, **one)
    refused(bob.data.delete_event, **one)
    assert chat not in sessions(bob, memory_id)
    assert texts(ada, memory_id, chat) == ["secret"]
    assert texts(keyed, memory_id, chat) == ["secret"], "who may see everything sees it"


def test_records_are_found_by_their_key_alone(memory_id, ada, bob):
    at = datetime.now(UTC)
    ids = {}
    for caller, text in ((ada, "Ada likes tea"), (bob, "Bob likes tea")):
        item = {
            "requestIdentifier": "r",
            "namespaces": ["/likes/"],
            "content": {"text": text},
            "timestamp": at,
        }
        made = caller.data.batch_create_memory_records(memoryId=memory_id, records=[item])
        ids[text] = made["successfulRecords"][0]["memoryRecordId"]

    for caller, text in ((ada, "Ada likes tea"), (bob, "Bob likes tea")):
        listed = caller.data.list_memory_records(memoryId=memory_id, namespace="/likes/")
        found = caller.data.retrieve_memory_records(
            memoryId=memory_id, namespacePath="/", searchCriteria={"searchQuery": "who likes tea"}
        )
        for page in (listed, found):
            assert [entry["content"]["text"] for entry in page["memoryRecordSummaries"]] == [text]
    of_ada = {"memoryId": memory_id, "memoryRecordId": ids["Ada likes tea"]}
    refused(bob.data.get_memory_record, **of_ada)
    refused(bob.data.delete_memory_record, **of_ada)
    assert ada.data.get_memory_record(**of_ada)["memoryRecord"]["content"]["text"] == "Ada likes tea"


def test_what_an_agent_keeps_is_its_callers(memory_id, agent, ada, bob, chat):
    assert ask(ada, agent, actor="user", chat=chat, text="to the agent") == ["to the agent"]

    assert texts(ada, memory_id, chat) == ["to the agent"]
    refused(texts, bob, memory_id, chat)


def test_a_session_that_agents_share_is_read_from_within_and_not_by_either_caller(
    keyed, memory_id, agent, ada, bob, chat
):
    ask(ada, agent, actor="user", chat=chat, text="of ada")
    assert ask(bob, agent, actor="user", chat=chat, text="of bob") == ["of bob", "of ada"]

    refused(texts, ada, memory_id, chat)
    refused(texts, bob, memory_id, chat)
    assert texts(keyed, memory_id, chat) == ["of bob", "of ada"]


def test_what_a_killed_session_had_to_say_is_its_callers(memory_id, agent, ada, bob, chat):
    with pytest.raises(ClientError):
        ask(ada, agent, actor="user", chat=chat, text="last words", dies=True)

    wait_until(lambda: texts(ada, memory_id, chat), what="the journal to be delivered")
    refused(texts, bob, memory_id, chat)


def test_a_new_key_of_the_same_name_has_what_the_old_one_had(keyed, memory_id, chat):
    old = make_caller(keyed, "carol")
    say(old, memory_id, chat, "kept")
    run_keys(keyed, "revoke", old.access_key_id)

    assert texts(make_caller(keyed, "carol"), memory_id, chat) == ["kept"]


def test_a_policy_for_one_namespace_is_kept_to(keyed, memory_id, tmp_path):
    allow = {"Effect": "Allow", "Resource": f"arn:aws:bedrock-agentcore:*:*:memory/{memory_id}"}
    in_own = {"StringLike": {"bedrock-agentcore:namespace": "/own/*"}}
    policy = tmp_path / "policy.json"
    policy.write_text(
        json.dumps({"Statement": [allow | {"Action": "bedrock-agentcore:*", "Condition": in_own}]})
    )
    dora = make_caller(keyed, "dora", "--policy", str(policy))
    search = {"searchQuery": "tea"}

    def write(*names):
        items = [
            {
                "requestIdentifier": f"r{number}",
                "namespaces": [name],
                "content": {"text": name},
                "timestamp": datetime.now(UTC),
            }
            for number, name in enumerate(names)
        ]
        return dora.data.batch_create_memory_records(memoryId=memory_id, records=items)

    made = write("/own/a", "/own/b")["successfulRecords"]
    refused(write, "/own/a", "/likes/")
    assert (
        len(
            dora.data.list_memory_records(memoryId=memory_id, namespacePath="/own/a")["memoryRecordSummaries"]
        )
        == 1
    )
    refused(dora.data.list_memory_records, memoryId=memory_id, namespacePath="/")
    refused(
        dora.data.retrieve_memory_records,
        memoryId=memory_id,
        namespacePath="/own_not",
        searchCriteria=search,
    )
    one = {"memoryId": memory_id, "memoryRecordId": made[0]["memoryRecordId"]}
    refused(dora.data.get_memory_record, **one)
    assert dora.data.get_memory_record(**one, namespace="/own/a")["memoryRecord"]["content"]
    refused(sessions, dora, memory_id)
