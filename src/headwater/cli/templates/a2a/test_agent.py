"""The agent without a model, talked to by a client of A2A. Run with: python -m pytest"""

import asyncio

import agent
import httpx
import pytest
from a2a.client import ClientConfig, ClientFactory
from a2a.helpers import get_stream_response_text, new_text_message
from a2a.types import Role, SendMessageRequest, TaskState
from bedrock_agentcore.runtime import build_a2a_app


class CannedAgent:
    """Stands for the Strands agent, and says what it is told to."""

    name = "canned"
    description = "Says what it is told to"

    async def stream_async(self, prompt):
        yield {"init_event_loop": True}
        for word in ("You", " said: ", prompt):
            yield {"data": word}


@pytest.fixture
def app(monkeypatch):
    monkeypatch.setattr(agent.Answers, "agent", CannedAgent())
    return build_a2a_app(agent.Answers(), runtime_url="http://agent/")


def talk(app, text):
    async def run():
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as http:
            client = await ClientFactory(ClientConfig(httpx_client=http)).create_from_url("http://agent")
            message = new_text_message(text, role=Role.ROLE_USER)
            return [event async for event in client.send_message(SendMessageRequest(message=message))]

    return asyncio.run(run())


def test_the_answer_comes_in_pieces(app):
    events = talk(app, "hi")

    pieces = [get_stream_response_text(e) for e in events if e.HasField("artifact_update")]
    assert pieces == ["You", " said: ", "hi"]
    assert events[-1].status_update.status.state == TaskState.TASK_STATE_COMPLETED


def test_its_card_says_who_it_is(app):
    async def read(path):
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as http:
            return (await http.get(f"http://agent{path}")).json()

    assert asyncio.run(read("/.well-known/agent-card.json"))["name"] == "canned"
    assert asyncio.run(read("/ping")) == {"status": "Healthy"}
