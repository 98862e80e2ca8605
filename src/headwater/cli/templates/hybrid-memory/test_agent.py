"""What the agent makes of its memory, without a server and a model. Run with: python -m pytest"""

import json

import agent
import pytest
from starlette.testclient import TestClient
from strands.models import Model

from headwater.memory import Loaded, Turn


class CannedModel(Model):
    """Stands for the language model, and says how many messages it was shown before the last."""

    def update_config(self, **config): ...

    def get_config(self):
        return {}

    def structured_output(self, *args, **kwargs):
        raise NotImplementedError

    async def stream(self, messages, *args, **kwargs):
        text = f"{messages[-1]['content'][0]['text']} after {len(messages) - 1}"
        yield {"messageStart": {"role": "assistant"}}
        yield {"contentBlockDelta": {"delta": {"text": text}}}
        yield {"contentBlockStop": {}}
        yield {"messageStop": {"stopReason": "end_turn"}}


class DurableMemory:
    """Stands for the Memory API behind HybridMemory; every look at it is a new session's."""

    def __init__(self):
        self._turns = {}

    def open(self, actor_id, chat_id):
        memory = object.__new__(DurableMemory)
        memory.session_id = chat_id
        memory._said = self._turns.setdefault((actor_id, chat_id), [])
        return memory

    def load(self):
        return Loaded(list(self._said), "durable" if self._said else "none")

    def append(self, message):
        self._said.append(Turn(message["role"], message["content"]))


@pytest.fixture
def client(monkeypatch):
    monkeypatch.setattr(agent, "MEMORY_ID", "notes-0123456789")
    monkeypatch.setattr(agent, "model", CannedModel())
    monkeypatch.setattr(agent, "open_memory", DurableMemory().open)
    with TestClient(agent.app) as client:
        yield client


def ask(client, **payload):
    reply = client.post("/invocations", json=payload)
    return [json.loads(line[6:]) for line in reply.text.splitlines() if line.startswith("data: ")]


def test_a_new_session_goes_on_with_what_was_said(client):
    assert ask(client, prompt="one", actor_id="ada") == ["one after 0", {"memory": "none"}]
    assert ask(client, prompt="two", actor_id="ada") == ["two after 2", {"memory": "durable"}]


def test_nobody_sees_what_another_said_or_what_was_said_elsewhere(client):
    ask(client, prompt="secret", actor_id="ada", chat_id="a")

    for other in ({"actor_id": "bob", "chat_id": "a"}, {"actor_id": "ada", "chat_id": "b"}):
        found = client.post("/invocations", json={"mode": "memory", **other}).json()
        assert (found["memory"], found["turns"]) == ("none", [])


def test_what_is_remembered_can_be_asked_for(client):
    ask(client, prompt="one", actor_id="ada")

    found = client.post("/invocations", json={"mode": "memory", "actor_id": "ada"}).json()

    assert found["turns"] == [["user", "one"], ["assistant", "one after 0"]]


def test_a_request_without_a_prompt_is_explained(client):
    assert "prompt" in client.post("/invocations", json={}).json()["error"]


def test_without_a_memory_it_says_what_to_do(client, monkeypatch):
    monkeypatch.setattr(agent, "MEMORY_ID", None)

    assert "headwater dev" in client.post("/invocations", json={"prompt": "Hello"}).json()["error"]
