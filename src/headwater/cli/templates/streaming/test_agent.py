"""The agent without a model: what it makes of a request. Run with: python -m pytest"""

import json

import agent
import pytest
from starlette.testclient import TestClient


class CannedAgent:
    """Stands for the Strands agent, and says what it is told to."""

    async def stream_async(self, prompt):
        yield {"init_event_loop": True}
        for word in ("You", " said: ", prompt):
            yield {"data": word}


@pytest.fixture
def client(monkeypatch):
    monkeypatch.setattr(agent, "agent", CannedAgent())
    with TestClient(agent.app) as client:
        yield client


def read_events(reply):
    return [json.loads(line[6:]) for line in reply.text.splitlines() if line.startswith("data: ")]


def test_the_answer_comes_in_pieces(client):
    reply = client.post("/invocations", json={"prompt": "hi"})

    assert reply.headers["content-type"].startswith("text/event-stream")
    assert read_events(reply) == ["You", " said: ", "hi"]


def test_a_request_without_a_prompt_is_explained(client):
    assert "prompt" in read_events(client.post("/invocations", json={}))[0]["error"]


def test_it_says_that_it_is_alive(client):
    assert client.get("/ping").json()["status"] == "Healthy"
