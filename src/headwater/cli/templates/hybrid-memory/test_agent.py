"""Both memories, without a model. Run with: python -m pytest"""

import json

import agent
import pytest
from starlette.testclient import TestClient

from memory import FileMemory


class CannedAgent:
    """Stands for Strands' agent, and says how many messages it began with."""

    def __init__(self, messages, **_):
        self._count = len(messages)

    async def stream_async(self, prompt):
        yield {"data": f"{prompt} after {self._count}"}


@pytest.fixture
def client(monkeypatch, tmp_path):
    monkeypatch.setattr(agent, "Agent", CannedAgent)
    monkeypatch.setattr(agent, "durable", FileMemory(tmp_path / "memory"))
    monkeypatch.setattr(agent, "agents", {})
    with TestClient(agent.app) as client:
        yield client


def ask(client, **payload):
    reply = client.post("/invocations", json=payload)
    return [json.loads(line[6:]) for line in reply.text.splitlines() if line.startswith("data: ")]


def test_a_warm_session_answers_from_ram_and_a_new_one_from_the_durable_memory(client):
    assert ask(client, prompt="one", actor_id="ada") == ["one after 0", {"memory": "file"}]
    assert ask(client, prompt="two", actor_id="ada")[-1] == {"memory": "ram"}

    agent.agents.clear()  # as a new session begins

    assert ask(client, prompt="three", actor_id="ada") == ["three after 4", {"memory": "file"}]


def test_nobody_sees_what_another_actor_said(client):
    ask(client, prompt="secret", actor_id="ada/../bob")

    found = client.post("/invocations", json={"mode": "memory", "actor_id": "bob"}).json()

    assert found == {"actor_id": "bob", "kind": "file", "turns": []}


def test_what_is_remembered_can_be_asked_for(client):
    ask(client, prompt="one", actor_id="ada")

    found = client.post("/invocations", json={"mode": "memory", "actor_id": "ada"}).json()

    assert found["turns"] == [["one", "one after 0"]]


def test_a_request_without_a_prompt_is_explained(client):
    assert "prompt" in client.post("/invocations", json={}).json()["error"]
