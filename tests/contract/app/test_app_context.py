"""What a handler learns about its request, by either SDK."""

import pytest

SESSION = "X-Amzn-Bedrock-AgentCore-Runtime-Session-Id"


def test_the_session_id_is_in_the_context(server):
    told = server.invoke("context", {}, headers={SESSION: "s" * 40}).json()

    assert told["session"] == "s" * 40
    assert told["same_body"] is True


def test_without_a_session_there_is_none(server):
    assert server.invoke("context", {}).json()["session"] is None


def test_an_agent_sees_its_headers_and_no_others(server):
    sent = {
        "authorization": "Bearer abc",
        "X-Amzn-Bedrock-AgentCore-Runtime-Custom-Tenant": "blue",
        "X-Tenant": "green",
        "traceparent": "00-1-2-3",
        "X-Amz-Date": "20250101T000000Z",
        "X-Amzn-Trace-Id": "Root=1",
        "X-Amzn-Bedrock-AgentCore-Runtime-User-Id": "me",
        "X-Amz-Bedrock-AgentCore-Identity-WAT": "token",
        "Cookie": "c=1",
        "X-Forwarded-For": "1.2.3.4",
        "Accept": "*/*",
    }

    seen = server.invoke("context", {}, headers=sent).json()["headers"]

    assert seen == {
        "Authorization": "Bearer abc",
        "x-amzn-bedrock-agentcore-runtime-custom-tenant": "blue",
        "x-tenant": "green",
        "traceparent": "00-1-2-3",
        "x-amz-bedrock-agentcore-identity-wat": "token",
    }


def test_only_a_parameter_called_context_gets_it(server):
    assert server.invoke("second_argument", {}).json() == "the default"


@pytest.mark.parametrize("agent", ["flavoured", "flavoured_sync"])
def test_context_variables_reach_the_handler(server, agent):
    response = server.invoke(agent, {})

    assert "from middleware" in response.text
    assert response.headers["x-marked"] == "yes"


def test_a_generator_keeps_what_it_sets(server):
    assert server.invoke("flavoured", {}).text.endswith('data: "from the generator"\n\n')
