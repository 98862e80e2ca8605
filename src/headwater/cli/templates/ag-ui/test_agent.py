"""The agent without a model: what it makes of a run. Run with: python -m pytest"""

import json

import agent
import pytest
from starlette.testclient import TestClient

RUN = {"threadId": "t", "runId": "r", "tools": [], "context": [], "state": {}, "forwardedProps": {}}


class CannedAgent:
    """Stands for the Strands agent: calls a tool, and says what it is told to."""

    async def stream_async(self, prompt):
        yield {"init_event_loop": True}
        yield {"data": "Let me see. "}
        yield {"event": {"contentBlockStart": {"start": {"toolUse": {"toolUseId": "c", "name": "weather"}}}}}
        yield {"event": {"contentBlockDelta": {"delta": {"toolUse": {"input": "{}"}}}}}
        yield {"event": {"contentBlockStop": {}}}
        result = {"toolUseId": "c", "content": [{"text": "sunny"}]}
        yield {"message": {"role": "user", "content": [{"toolResult": result}]}}
        for word in ("You", " said: ", prompt):
            yield {"data": word}


@pytest.fixture
def client(monkeypatch):
    monkeypatch.setattr(agent, "agent", CannedAgent())
    with TestClient(agent.app) as client:
        yield client


def read_events(client, text):
    message = {"id": "1", "role": "user", "content": text}
    reply = client.post("/invocations", json={**RUN, "messages": [message]})
    assert reply.headers["content-type"].startswith("text/event-stream")
    return [json.loads(line[6:]) for line in reply.text.splitlines() if line.startswith("data: ")]


def test_the_answer_comes_as_a_run(client):
    events = read_events(client, "hi")

    assert [events[0]["type"], events[-1]["type"]] == ["RUN_STARTED", "RUN_FINISHED"]
    text = [event["delta"] for event in events if event["type"] == "TEXT_MESSAGE_CONTENT"]
    assert "".join(text) == "Let me see. You said: hi"


def test_tool_calls_are_told(client):
    told = {event["type"]: event for event in read_events(client, "hi")}

    assert told["TOOL_CALL_START"]["toolCallName"] == "weather"
    assert told["TOOL_CALL_ARGS"]["delta"] == "{}"
    assert told["TOOL_CALL_RESULT"]["content"] == "sunny"


def test_what_is_no_run_is_refused(client):
    assert client.post("/invocations", json={"prompt": "hi"}).status_code == 400


def test_it_says_that_it_is_alive(client):
    assert client.get("/ping").json()["status"] == "Healthy"
