"""What agents can do with memories from within their sessions, and what they cannot."""

import pytest

AGENT = """
import boto3
from bedrock_agentcore.runtime import BedrockAgentCoreApp

app = BedrockAgentCoreApp()

@app.entrypoint
def answer(payload):
    client = boto3.client(payload["service"])
    try:
        result = getattr(client, payload["operation"])(**payload["members"])
    except client.exceptions.ClientError as exc:
        return {"error": exc.response["Error"]}
    result.pop("ResponseMetadata")
    return {"result": str(result)}

app.run()
"""
CONTROL, DATA = "bedrock-agentcore-control", "bedrock-agentcore"


def call(server, agent, service, operation, **members):
    return server.ask(agent, {"service": service, "operation": operation, "members": members})


@pytest.fixture(scope="module")
def agent(server):
    return server.deploy(AGENT)


def make_memory(server, name):
    return server.control.create_memory(name=name, eventExpiryDuration=30)["memory"]["id"]


def test_events_and_records_are_theirs_to_use(server):
    memory_id = make_memory(server, "used_by_agents")
    agent = server.deploy(AGENT, environment={"WHERE_I_REMEMBER": memory_id})
    said = [{"conversational": {"content": {"text": "hi"}, "role": "USER"}}]
    event = {"memoryId": memory_id, "actorId": "a/b", "sessionId": "s"}
    made = call(server, agent, DATA, "create_event", **event, eventTimestamp=1, payload=said)
    assert "eventId" in made["result"]
    assert "'text': 'hi'" in call(server, agent, DATA, "list_events", **event)["result"]
    found = call(
        server, agent, DATA, "retrieve_memory_records",
        memoryId=memory_id, namespace="/x/", searchCriteria={"searchQuery": "hi"},
    )  # fmt: skip
    assert "memoryRecordSummaries" in found["result"]
    assert memory_id in call(server, agent, CONTROL, "get_memory", memoryId=memory_id)["result"]


def test_memories_that_their_variables_do_not_name_are_not_theirs(server, agent):
    memory_id = make_memory(server, "of_others")
    session = {"memoryId": memory_id, "actorId": "a", "sessionId": "s"}
    payload = [{"blob": "x"}]
    search = {"namespace": "/", "searchCriteria": {"searchQuery": "hi"}}
    for service, operation, members in (
        (DATA, "list_events", session),
        (DATA, "create_event", {**session, "eventTimestamp": 1, "payload": payload}),
        (DATA, "list_actors", {"memoryId": memory_id}),
        (DATA, "retrieve_memory_records", {"memoryId": memory_id, **search}),
        (CONTROL, "get_memory", {"memoryId": memory_id}),
    ):
        refused = call(server, agent, service, operation, **members)["error"]
        assert refused["Code"] == "AccessDeniedException"
        assert memory_id in refused["Message"]


def test_where_it_is_allowed_they_use_every_memory_they_know(make_server):
    server = make_server(HEADWATER_MEMORY__AGENTS_MAY_USE="any")
    agent = server.deploy(AGENT)
    assert "result" in call(server, agent, DATA, "list_actors", memoryId=make_memory(server, "known"))


@pytest.mark.parametrize(
    ("operation", "members"),
    [("create_memory", {"name": "own", "eventExpiryDuration": 30}), ("list_memories", {})],
)
def test_memories_are_made_and_listed_from_outside_unless_allowed(server, agent, operation, members):
    refused = call(server, agent, CONTROL, operation, **members)["error"]
    assert refused["Code"] == "AccessDeniedException"
    assert "memory.agents_may_manage" in refused["Message"]


def test_where_it_is_allowed_agents_make_their_own(make_server):
    server = make_server(HEADWATER_MEMORY__AGENTS_MAY_MANAGE="true")
    agent = server.deploy(AGENT)
    made = call(server, agent, CONTROL, "create_memory", name="own", eventExpiryDuration=30)
    assert "own-" in made["result"]
    assert "own-" in call(server, agent, CONTROL, "list_memories")["result"]
