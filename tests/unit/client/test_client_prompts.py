"""A prompt in the terms of the agent that is to get it."""

import pytest

from headwater.client.errors import RequestFailed
from headwater.client.prompts import Prompting, build_message, build_run
from headwater.core.errors import InvalidRequest

NEW = {"supportedInterfaces": [{"protocolVersion": "1.0"}], "capabilities": {"streaming": True}}
OLD = {"protocolVersion": "0.3.0", "url": "http://agent/", "capabilities": {"streaming": True}}
BOTH = {"supportedInterfaces": [{"protocolVersion": "0.3"}, {"protocolVersion": "1.1"}]}


class Client(Prompting):
    """Knows one agent."""

    _bearer_token = None

    def __init__(self, protocol=None, card=None):
        self.runtime = {} if protocol is None else {"protocolConfiguration": {"serverProtocol": protocol}}
        self.card = card

    def status(self, agent):
        if agent == "arn:of-another":
            raise RequestFailed("no", status=403, code="AccessDeniedException", request_id=None)
        return {"runtime": self.runtime}

    def request(self, method, path, **options):
        assert options["headers"]["x-amzn-bedrock-agentcore-runtime-session-id"] == "s"
        assert (method, path) == ("GET", "/runtimes/arn/invocations/.well-known/agent-card.json")
        return self.card

    def _resolve(self, agent):
        return "arn"


def phrase(protocol, card=None, agent="bot", **told):
    return Client(protocol, card).build_prompt(agent, "hi", session_id="s", told=told)


def test_http_gets_a_prompt_and_what_is_told_beside_it():
    assert phrase("HTTP", user_id="ann").payload == {"prompt": "hi", "user_id": "ann"}
    assert phrase(None).payload == {"prompt": "hi"}
    assert phrase("A2A", agent="arn:of-another").payload == {"prompt": "hi"}


def test_a_server_of_mcp_takes_no_prompts():
    with pytest.raises(InvalidRequest, match="bot is an MCP server"):
        phrase("MCP")


def test_a_run_has_the_session_as_its_thread():
    run = build_run("hi", "s", {"user_id": "ann"})
    assert (run["threadId"], run["messages"][0]["content"]) == ("s", "hi")
    assert run["forwardedProps"] == {"user_id": "ann"}


@pytest.mark.parametrize(
    ("card", "method", "headers"),
    [
        (NEW, "SendStreamingMessage", {"a2a-version": "1.0"}),
        (OLD, "message/stream", {}),
        (BOTH, "SendMessage", {"a2a-version": "1.0"}),
        ({}, "message/send", {}),
        ({"supportedInterfaces": "odd", "capabilities": None}, "message/send", {}),
    ],
)
def test_a_message_is_of_the_version_that_the_card_names(card, method, headers):
    prompt = phrase("A2A", card, user_id="ann")
    message = prompt.payload["params"]["message"]
    assert (prompt.payload["method"], prompt.headers) == (method, headers)
    assert message["parts"][0]["text"] == "hi"
    assert (message["contextId"], message["metadata"]) == ("s", {"user_id": "ann"})
    assert ("kind" in message) == (not headers)
    assert "metadata" not in build_message("hi", "s", {}, card).payload["params"]["message"]
