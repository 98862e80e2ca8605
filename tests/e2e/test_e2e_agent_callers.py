"""What sessions may ask of the server, with the credentials that are their own."""

import json

import pytest

from servers import new_session_id

#: Does what it is told with boto3, or says what it would sign with.
AGENT = """
import os, urllib.request, urllib.error
import boto3
from bedrock_agentcore.runtime import BedrockAgentCoreApp

app = BedrockAgentCoreApp()
early = boto3.client("bedrock-agentcore")
NAMES = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
MEMBERS = ("aws_access_key_id", "aws_secret_access_key", "aws_session_token")

@app.entrypoint
def answer(payload):
    if "url" in payload:
        url = os.environ["AWS_ENDPOINT_URL_BEDROCK_AGENTCORE"] + payload["url"]
        try:
            return {"status": urllib.request.urlopen(url).status}
        except urllib.error.HTTPError as exc:
            return {"status": exc.code, "body": exc.read().decode()}
    if "call" not in payload:
        return {"credentials": [os.environ[name] for name in NAMES]}
    client = early
    if "with" in payload:
        key, secret, token = payload["with"]
        client = boto3.session.Session().client(
            "bedrock-agentcore", aws_access_key_id=key, aws_secret_access_key=secret, aws_session_token=token
        )
    if payload.get("own"):
        client = boto3.client("bedrock-agentcore", **{
            member: os.environ[name.replace("AWS_", "HEADWATER_")] for member, name in zip(MEMBERS, NAMES)
        })
    try:
        result = getattr(client, payload["call"])(**payload["members"])
    except client.exceptions.ClientError as exc:
        return {"error": exc.response["Error"]}
    return {"result": result["response"].read().decode() if "response" in result else "done"}

app.run()
"""


@pytest.fixture(scope="module")
def agent(server):
    return server.deploy(AGENT)


def call(server, agent, target, payload=None, *, session_id=None, **asked):
    members = {
        "agentRuntimeArn": target.arn,
        "runtimeSessionId": new_session_id(),
        "payload": json.dumps(payload or {}),
    }
    return server.ask(agent, {"call": "invoke_agent_runtime", "members": members, **asked}, session_id)


def test_an_agent_calls_its_own_runtime_and_no_other(server, agent):
    other = server.deploy(AGENT)

    assert "credentials" in call(server, agent, agent)["result"]
    refused = call(server, agent, other)["error"]
    assert refused["Code"] == "AccessDeniedException"
    assert "InvokeAgentRuntime" in refused["Message"]


@pytest.mark.parametrize("by", ["arn", "id"])
def test_an_agent_calls_the_runtimes_that_its_variables_name(server, agent, by):
    caller = server.deploy(AGENT, environment={"HELPER": getattr(agent, by)})

    assert "credentials" in call(server, caller, agent)["result"]


def test_the_region_that_an_agent_says_does_not_matter(server):
    agent = server.deploy(AGENT, environment={"AWS_REGION": "eu-north-1", "AWS_DEFAULT_REGION": "eu-north-1"})

    assert "credentials" in call(server, agent, agent)["result"]


def test_without_a_signature_nothing_is_served_to_agents(server, agent):
    for url in ("/memories/m-0123456789/actors", "/headwater/v1/status", "/runtimes/"):
        refused = server.ask(agent, {"url": url})
        assert refused["status"] in (403, 404), refused


def test_credentials_of_a_session_that_has_ended_are_worth_nothing(server, agent):
    first, second = new_session_id(), new_session_id()
    credentials = server.ask(agent, {}, first)["credentials"]
    assert "result" in call(server, agent, agent, **{"with": credentials}, session_id=second)

    server.stop_session(agent, first)
    refused = call(server, agent, agent, **{"with": credentials}, session_id=second)["error"]
    assert refused["Code"] == "UnrecognizedClientException"
    assert "has ended" in refused["Message"]


def test_what_an_agent_kept_of_its_loading_is_worth_nothing_and_says_why(server):
    keeping = AGENT.replace("app.run()", "late = ''.join(reversed(os.environ[NAMES[0]]))\napp.run()").replace(
        "key, secret, token = payload", "key, secret, token = late[::-1], *payload"
    )
    agent = server.deploy(keeping)

    refused = call(server, agent, agent, **{"with": ["any", "any"]})["error"]
    assert refused["Code"] == "UnrecognizedClientException"
    assert "let it read them in the call" in refused["Message"]


def test_an_agent_with_aws_credentials_of_its_own_has_the_sessions_beside_them(server):
    declared = {"AWS_ACCESS_KEY_ID": "AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY": "mine"}
    agent = server.deploy(AGENT, environment=declared)

    refused = call(server, agent, agent)["error"]
    assert refused["Code"] == "UnrecognizedClientException"
    assert "HEADWATER_SESSION_TOKEN" in refused["Message"]
    assert "result" in call(server, agent, agent, {"url": "/"}, own=True)


def test_credentials_of_a_session_are_no_key_to_the_server(make_server):
    from callers import KEYS, Caller

    server = make_server(**KEYS)
    agent = server.deploy(AGENT)
    key, secret, token = server.ask(agent, {})["credentials"]
    reply = Caller(server, key, secret, token).http("GET", "/headwater/v1/status")
    assert (reply.status, reply.headers["x-amzn-errortype"]) == (403, "UnrecognizedClientException")


def test_two_sessions_have_two_credentials(server, agent):
    one, two = (server.ask(agent, {}, new_session_id())["credentials"] for _ in range(2))
    assert not set(one) & set(two)


def test_what_an_agent_begins_belongs_to_whom_it_works_for(server, agent):
    """A session that an agent starts on behalf of a user is that user's."""
    session_id = new_session_id()
    members = {"agentRuntimeArn": agent.arn, "runtimeSessionId": session_id, "payload": "{}"}
    payload = {"call": "invoke_agent_runtime", "members": members}
    assert "result" in server.ask(agent, payload, runtimeUserId="alice")
    assert "credentials" in server.ask(agent, {}, session_id, runtimeUserId="alice")
    for stranger in ({"runtimeUserId": "mallory"}, {}):
        with pytest.raises(server.data.exceptions.AccessDeniedException):
            server.ask(agent, {}, session_id, **stranger)
