"""Agents of A2A, with the official client as the judge: cards, sessions with a tool, errors."""

import asyncio
import json
from contextlib import asynccontextmanager
from urllib.parse import quote

import httpx
import pytest
from a2a.client import A2AClientError, ClientConfig, ClientFactory
from a2a.helpers import get_artifact_text, get_stream_response_text, new_text_message
from a2a.types import GetTaskRequest, Role, SendMessageConfiguration, SendMessageRequest, TaskState
from botocore.exceptions import ClientError

from headwater.client import Client
from issuers import running_issuer
from servers import AGENTS, SESSION_HEADER, arn_of, invocation_path, new_session_id

A2A = {"serverProtocol": "A2A"}
CARD = "/.well-known/agent-card.json"


@pytest.fixture(scope="module")
def sums(server):
    return server.deploy(AGENTS / "a2a_sums.py", protocolConfiguration=A2A)


@pytest.fixture(scope="module")
def carded(server):
    return server.deploy(AGENTS / "carded.py", protocolConfiguration=A2A)


def address(server, agent):
    return f"{server.url}/runtimes/{quote(arn_of(agent), safe='')}/invocations/"


@asynccontextmanager
async def talking(url, session_id, auth=None):
    """A client of A2A made of the card that is found at an address."""
    async with httpx.AsyncClient(headers={SESSION_HEADER: session_id}, auth=auth, timeout=30) as http:
        config = ClientConfig(httpx_client=http, streaming=True)
        yield await ClientFactory(config).create_from_url(url.rstrip("/"))


def request(text, task=None):
    kwargs = {} if task is None else {"task_id": task.id, "context_id": task.context_id}
    message = new_text_message(text, role=Role.ROLE_USER, **kwargs)
    return SendMessageRequest(message=message, configuration=SendMessageConfiguration())


async def collect(client, text, task=None):
    return [event async for event in client.send_message(request(text, task))]


def texts(events):
    return [get_stream_response_text(event) for event in events if event.HasField("artifact_update")]


def old_message(text="40 and 2"):
    """As clients of A2A 0.3 write it."""
    part = {"kind": "text", "text": text}
    return {"message": {"role": "user", "kind": "message", "messageId": "m-1", "parts": [part]}}


def rpc(server, agent, method, params, session_id=None, path=None):
    body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, "id": "q-1"}).encode()
    headers = {"content-type": "application/json", SESSION_HEADER: session_id or new_session_id()}
    return server.http("POST", path or f"{invocation_path(agent)}/", body, headers)


def test_a_client_finds_the_card_and_has_a_session_with_a_tool(server, sums):
    session_id = new_session_id()

    async def talk():
        async with talking(address(server, sums), session_id) as client:
            first = await collect(client, "1 and 2")
            second = await collect(client, "20 and 22")
            task = await client.get_task(GetTaskRequest(id=first[0].task.id))
            return first, second, task

    first, second, task = asyncio.run(talk())
    assert texts(first) == ["the sum is ", f"3 (call 1 of {session_id})"]
    assert texts(second)[-1] == f"42 (call 2 of {session_id})"
    assert first[-1].status_update.status.state == TaskState.TASK_STATE_COMPLETED
    assert task.status.state == TaskState.TASK_STATE_COMPLETED
    assert get_artifact_text(task.artifacts[0]).startswith("the sum is")


def test_a_task_that_asks_back_goes_on_in_its_session(server, sums):
    async def talk():
        async with talking(address(server, sums), new_session_id()) as client:
            asked = await collect(client, "ask")
            return asked, await collect(client, "4 and 5", asked[0].task)

    asked, answered = asyncio.run(talk())
    assert asked[-1].status_update.status.state == TaskState.TASK_STATE_INPUT_REQUIRED
    assert texts(answered)[-1].startswith("9 ")
    assert answered[-1].status_update.task_id == asked[0].task.id


def test_clients_of_the_version_before_are_served_by_the_same_agent(server, sums):
    reply = rpc(server, sums, "message/send", old_message())
    assert reply.json()["result"]["artifacts"][0]["parts"][1]["text"].startswith("42 ")
    streamed = rpc(server, sums, "message/stream", old_message(), path=invocation_path(sums))
    assert streamed.headers["content-type"].startswith("text/event-stream")
    events = [json.loads(line[6:]) for line in streamed.body.splitlines() if line.startswith(b"data: ")]
    assert events[-1]["result"]["status"]["state"] == "completed"
    assert {event["id"] for event in events} == {"q-1"}


def test_boto3_gets_the_card_and_sends_messages(server, sums):
    session_id = new_session_id()
    got = server.data.get_agent_card(agentRuntimeArn=sums.arn, runtimeSessionId=session_id)
    assert got["runtimeSessionId"] == session_id
    assert got["statusCode"] == 200
    assert got["agentCard"]["name"] == "sums"
    assert got["agentCard"]["supportedInterfaces"][0]["url"] == address(server, sums)
    assert len(server.data.get_agent_card(agentRuntimeArn=sums.arn)["runtimeSessionId"]) >= 33
    message = {"jsonrpc": "2.0", "id": 1, "method": "message/send", "params": old_message()}
    answer = server.ask(sums, message, session_id)
    assert answer["result"]["artifacts"][0]["parts"][1]["text"] == f"42 (call 1 of {session_id})"


@pytest.mark.parametrize("resumable", [False, True])
def test_our_client_puts_a_prompt_into_a2as_terms(server, sums, resumable):
    session_id = new_session_id()
    with Client(server.url) as client:
        assert client.agent_card(sums.name)["name"] == "sums"
        prompt = client.build_prompt(sums.name, "1 and 2", session_id=session_id)
        sent = {"session_id": session_id, "headers": prompt.headers, "resumable": resumable}
        assert (
            client.invoke(sums.name, prompt.payload, **sent).text == f"the sum is 3 (call 1 of {session_id})"
        )
        prompt = client.build_prompt(sums.name, "fail", session_id=session_id)
        failed = client.invoke(sums.name, prompt.payload, **sent).read()
        assert failed.error.message == "cannot add that"


def test_the_card_leads_back_to_where_it_was_read(server, sums):
    server.control.create_agent_runtime_endpoint(agentRuntimeId=sums.id, name="prod")
    card = server.data.get_agent_card(agentRuntimeArn=sums.arn, qualifier="prod")["agentCard"]
    assert card["supportedInterfaces"][0]["url"] == f"{address(server, sums)}?qualifier=prod"
    other_name = server.url.removeprefix("http://").replace("127.0.0.1", "localhost")
    card = server.http("GET", f"{invocation_path(sums)}{CARD}", headers={"Host": other_name}).json()
    assert card["supportedInterfaces"][0]["url"].startswith(f"http://{other_name}/runtimes/arn%3A")


@pytest.mark.parametrize(
    ("session_id", "qualifier", "code", "status"),
    [
        (None, "nowhere", -32051, 404),
        ("short", "DEFAULT", -32052, 400),
        ("none-that-has-thirty-three-characters-or-more", "DEFAULT", -32055, 424),
    ],
)
def test_errors_are_json_rpc_with_their_status(server, carded, session_id, qualifier, code, status):
    path = f"{invocation_path(carded)}/?qualifier={qualifier}"
    reply = rpc(server, carded, "message/send", old_message(), session_id, path)
    assert (reply.status, reply.headers["content-type"]) == (status, "application/json")
    assert (reply.json()["id"], reply.json()["error"]["code"]) == ("q-1", code)
    assert "no answer here" not in reply.json()["error"]["message"]


def test_boto3_knows_the_errors_by_name(server, carded, streams):
    with pytest.raises(ClientError) as refused:
        server.data.get_agent_card(agentRuntimeArn=carded.arn, runtimeSessionId=f"none-{new_session_id()}")
    assert refused.value.response["Error"]["Code"] == "RuntimeClientError"
    assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 424
    with pytest.raises(ClientError, match="HTTP: agents of A2A alone have a card"):
        server.data.get_agent_card(agentRuntimeArn=streams.arn)
    with pytest.raises(ClientError) as refused:
        server.data.get_agent_card(agentRuntimeArn=f"{carded.arn[:-3]}xyz")
    assert refused.value.response["Error"]["Code"] == "ResourceNotFoundException"


def test_an_agent_that_dies_in_mid_stream_is_told_in_an_event(server, sums):
    async def talk():
        async with talking(address(server, sums), new_session_id()) as client:
            return await collect(client, "die")

    with pytest.raises(A2AClientError, match="stopped before its answer was complete"):
        asyncio.run(talk())
    reply = rpc(
        server,
        sums,
        "message/stream",
        old_message("die"),
    )
    last = json.loads(reply.body.decode().strip().split("data: ")[-1])
    assert last["id"] == "q-1"
    assert last["error"]["code"] == -32055


def test_an_agent_calls_another_with_its_own_credentials(server, sums, carded):
    caller = server.deploy(AGENTS / "a2a_caller.py", environment={"PEER_URL": address(server, sums)})
    session_id = new_session_id()
    said = server.ask(caller, {"peer": sums.arn, "text": "20 and 22"}, session_id)
    assert said == f"addingthe sum is 42 (call 1 of {session_id})"
    with pytest.raises(ClientError, match="RuntimeClientError"):  # its variables do not name that one
        server.ask(caller, {"peer": carded.arn, "text": "1"}, session_id)
    server.wait_logged("403", caller)
    assert server.find_session(carded, session_id) is None


@pytest.mark.parametrize(
    ("kind", "told"),
    [("none", "Received error (404)"), ("text", "card is not JSON")],
)
def test_an_agent_without_a_card_is_the_agents_failure(server, carded, kind, told):
    session = {SESSION_HEADER: f"{kind}-{new_session_id()}"}
    reply = server.http("GET", invocation_path(carded) + CARD, headers=session)
    assert (reply.status, reply.headers["x-amzn-errortype"]) == (424, "RuntimeClientError")
    error = reply.json()["error"]
    assert error["code"] == -32055
    assert told in error["message"]
    if kind == "none":
        server.wait_logged("no card here", carded)


def test_a_signed_card_is_left_as_it_is_and_headers_reach_its_agent(server, carded):
    session_id = f"signed-{new_session_id()}"
    other_name = server.url.removeprefix("http://").replace("127.0.0.1", "localhost")
    headers = {"Host": other_name, "A2A-Version": "1.0", "X-Other": "1", SESSION_HEADER: session_id}
    card = server.http("GET", invocation_path(carded) + CARD, headers=headers).json()
    assert card["url"] == address(server, carded)
    assert card["session"] == session_id
    assert "a2a-version" in card["seen"]
    assert "x-other" not in card["seen"]


def test_bearers_of_tokens_read_the_card_and_talk(server):
    with running_issuer() as issuer:
        rules = {"customJWTAuthorizer": {"discoveryUrl": issuer.discovery_url, "allowedAudience": ["app"]}}
        agent = server.deploy(AGENTS / "carded.py", protocolConfiguration=A2A, authorizerConfiguration=rules)
        path, session = invocation_path(agent), {SESSION_HEADER: new_session_id()}
        bearer = {"Authorization": f"Bearer {issuer.token(aud='app')}", **session}
        other = {"Authorization": f"Bearer {issuer.token(aud='app', sub='ben')}", **session}
        refused = server.http("GET", path + CARD, headers=session)
        assert (refused.status, "resource_metadata" in refused.headers["www-authenticate"]) == (401, True)
        assert server.http("GET", path + CARD, headers=bearer).json()["name"] == "tiny"
        assert server.http("POST", f"{path}/", b'{"id": 1}', bearer).json()["id"] == 1
        assert server.http("POST", f"{path}/", b'{"id": 1}', other).status == 403


def test_a_failed_task_is_the_agents_own_answer(server, sums):
    reply = rpc(server, sums, "message/send", old_message("fail"))
    assert reply.status == 200
    assert reply.json()["id"] == "q-1"
