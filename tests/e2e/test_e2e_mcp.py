"""MCP servers as runtimes: the official client and boto3 talk to what its author wrote, unchanged."""

import asyncio
import contextlib
import json
import time

import httpx2
import pytest
from mcp import Client, MCPError
from mcp.client.auth.extensions.client_credentials import ClientCredentialsOAuthProvider
from mcp.client.streamable_http import streamable_http_client
from mcp_types import ElicitResult

from issuers import TOKEN_PATH, running_issuer
from servers import AGENTS, SESSION_HEADER, invocation_path, new_session_id, wait_until

MCP = {"serverProtocol": "MCP"}
ACCEPT = "application/json, text/event-stream"
HEAD = {"content-type": "application/json", "accept": ACCEPT}
INITIALIZE = {
    "protocolVersion": "2025-06-18",
    "capabilities": {},
    "clientInfo": {"name": "test", "version": "1"},
}


@pytest.fixture(scope="module")
def stateful(server):
    return server.deploy(AGENTS / "mcp_tools.py", protocolConfiguration=MCP)


@pytest.fixture(scope="module")
def stateless(server):
    return server.deploy(AGENTS / "mcp_tools.py", environment={"STATELESS": "1"}, protocolConfiguration=MCP)


@pytest.fixture(scope="module")
def mirror(server):
    return server.deploy(AGENTS / "mcp_mirror.py", protocolConfiguration=MCP)


@pytest.fixture(scope="module")
def issuer():
    with running_issuer() as issuer:
        yield issuer


def url_of(server, agent):
    return f"{server.url}{invocation_path(agent)}"


def build(method, rpc_id=1, **params):
    return json.dumps({"jsonrpc": "2.0", "id": rpc_id, "method": method, "params": params}).encode()


def read_message(body):
    """The last message of an answer, whatever its form."""
    lines = [line for line in body.splitlines() if line.startswith(b"data:")]
    return json.loads(lines[-1].removeprefix(b"data:") if lines else body)


def text_of(result):
    return result.content[0].text


async def use_tools(url, mode):
    """A session of the official client; how often it was counted, and what progress came when."""
    seen = []

    async def note(progress, total, message):
        seen.append((progress, total, message))

    async with Client(url, mode=mode) as client:
        tools = {tool.name for tool in (await client.list_tools()).tools}
        assert {"add", "count", "march"} <= tools
        assert text_of(await client.call_tool("add", {"a": 2, "b": 3})) == "5"
        counts = [int(text_of(await client.call_tool("count", {}))) for _ in range(2)]
        assert text_of(await client.call_tool("march", {"steps": 3}, progress_callback=note)) == "3 steps"
        prompt = await client.get_prompt("greet", {"name": "Ann"})
        assert "Ann" in prompt.messages[0].content.text
    return counts, seen


@pytest.mark.parametrize("mode", ["legacy", "auto"])
@pytest.mark.parametrize("kind", ["stateful", "stateless"])
async def test_the_official_client_has_a_session_with_tools(kind, mode, server, request):
    agent = request.getfixturevalue(kind)

    counts, seen = await use_tools(url_of(server, agent), mode)

    assert counts == [1, 2]
    assert seen == [(n, 3.0, f"step {n:g}") for n in (1.0, 2.0, 3.0)]


def test_boto3_goes_on_with_the_id_that_it_was_given_whatever_the_runtime_header_says(server, stateful):
    first = server.invoke(stateful, build("initialize", **INITIALIZE), accept=ACCEPT)
    mcp_id = first["mcpSessionId"]
    assert first["runtimeSessionId"] == mcp_id
    assert read_message(first["response"].read())["result"]["serverInfo"]["name"] == "tools"

    def count(**names):
        request = build("tools/call", name="count", arguments={})
        answer = server.invoke(stateful, request, accept=ACCEPT, **names)
        assert answer["mcpSessionId"] == names["mcpSessionId"]
        return int(read_message(answer["response"].read())["result"]["content"][0]["text"])

    assert count(mcpSessionId=mcp_id) == 1
    assert count(mcpSessionId=mcp_id) == 2
    # An id that leads elsewhere loses; the same one says the same.
    assert count(mcpSessionId=mcp_id, session_id=new_session_id()) == 3
    assert count(mcpSessionId=mcp_id, session_id=mcp_id) == 4
    # It is the id by which the session is stopped.
    server.stop_session(stateful, mcp_id)


def test_a_session_begins_however_its_first_message_is_cut(server, stateful):
    whole = build("initialize", **INITIALIZE)

    def parts():
        yield whole[:20]
        time.sleep(0.05)  # so that the parts are read one by one
        yield whole[20:]

    answer = httpx2.post(url_of(server, stateful), content=parts(), headers=HEAD)
    assert (answer.status_code, read_message(answer.content)["id"]) == (200, 1)


def test_two_clients_in_one_session_of_ours_have_sessions_of_their_own(server, stateful):
    session_id = new_session_id()

    def begin():
        answer = server.invoke(stateful, build("initialize", **INITIALIZE), session_id, accept=ACCEPT)
        answer["response"].read()
        assert answer["runtimeSessionId"] == session_id
        return answer["mcpSessionId"]

    def see(mcp_id):
        request = build("tools/call", name="see", arguments={})
        answer = server.invoke(stateful, request, mcpSessionId=mcp_id, accept=ACCEPT)
        assert answer["runtimeSessionId"] == session_id
        return read_message(answer["response"].read())["result"]["structuredContent"]["mcp-session-id"]

    ids = [begin(), begin()]
    assert ids[0] == session_id
    assert ids[1] != session_id
    theirs = [see(mcp_id) for mcp_id in ids]
    # Each sees the id that the server gave it, which is neither ours nor the other's.
    assert len({*ids, *theirs}) == 4

    def end(mcp_id):
        path = invocation_path(stateful)
        return server.http("DELETE", path, headers={"Mcp-Session-Id": mcp_id}).status

    assert end(ids[0]) == 200
    assert see(ids[1]) == theirs[1]
    assert end(ids[1]) == 200
    wait_until(lambda: server.find_session(stateful, session_id) is None, what="its end")


def test_a_server_without_sessions_is_given_the_platforms_id(server, mirror):
    for mcp_id in ("chosen-by-the-client", "x" * 40, "y" * 1000):
        reply = server.http(
            "POST", invocation_path(mirror), build("tools/list"), HEAD | {"Mcp-Session-Id": mcp_id}
        )
        assert reply.headers["mcp-session-id"] == mcp_id
        assert reply.json()["result"]["headers"]["mcp-session-id"] == mcp_id
    reply = server.http("POST", invocation_path(mirror), build("tools/list"), HEAD)
    given = reply.headers["mcp-session-id"]
    assert reply.json()["result"]["headers"]["mcp-session-id"] == given
    assert reply.headers[SESSION_HEADER.lower()] == given
    # Where a session is to begin there is no id yet.
    reply = server.http("POST", invocation_path(mirror), build("initialize"), HEAD)
    assert "mcp-session-id" not in reply.json()["result"]["headers"]
    assert reply.headers["mcp-session-id"] == reply.headers[SESSION_HEADER.lower()]


def test_headers_of_mcp_go_both_ways_with_a_trailing_slash_too(server, mirror):
    named = {"mcp-protocol-version": "2026-07-28", "mcp-method": "tools/call", "mcp-name": "add"}
    more = {"mcp-param-city": "Oslo", "last-event-id": "7"}
    request = build("tools/call", headers={"Mcp-Protocol-Version": "2025-11-25"})
    reply = server.http("POST", invocation_path(mirror) + "/", request, HEAD | named | more)
    seen = reply.json()["result"]["headers"]
    assert named.items() <= seen.items()
    assert (seen["mcp-param-city"], seen["last-event-id"]) == ("Oslo", "7")
    assert seen["host"].startswith("127.0.0.1:")
    assert reply.headers["mcp-protocol-version"] == "2025-11-25"


def test_a_server_that_is_asked_with_a_slash_alone_is_asked_so(server):
    # Those of the library's versions before 1.12 are: they send whoever asks /mcp to /mcp/ by a 307.
    agent = server.deploy(AGENTS / "mcp_mirror.py", environment={"AT": "/mcp/"}, protocolConfiguration=MCP)
    path, head = invocation_path(agent), HEAD | {"Mcp-Session-Id": new_session_id()}
    reply = server.http("POST", path, build("tools/list", 3), head)
    assert (reply.status, reply.json()["result"]["message"]["id"]) == (200, 3)
    assert server.http("DELETE", path, headers=head).json()["result"]["method"] == "DELETE"


@pytest.mark.parametrize(
    "accept", [None, "application/json", "text/event-stream", "text/html, application/*"]
)
def test_a_client_must_take_both_forms_of_an_answer(accept, server, mirror):
    head = {"accept": accept} if accept else {}
    reply = server.http("POST", invocation_path(mirror), build("tools/list", 5), head)
    assert reply.status == 406
    told = {"code": -32011, "message": f"Accept header must include {ACCEPT}"}
    assert reply.json() == {"jsonrpc": "2.0", "id": 5, "error": told}


def test_the_forms_may_stand_in_two_headers(server, mirror):
    accept = [("accept", kind) for kind in ACCEPT.split(", ")]
    reply = httpx2.post(url_of(server, mirror), content=build("tools/list", 5), headers=accept)
    assert reply.json()["result"]["headers"]["accept"] == ACCEPT


@pytest.mark.parametrize(
    ("wish", "status", "code"),
    [
        ({"status": 500}, 200, -32010),
        ({"status": 503, "text": '{"jsonrpc": "2.0", "id": 1, "error": {"code": -1}}'}, 200, -32010),
        ({"status": 421, "text": "Invalid Host header", "type": "text/plain"}, 200, -32010),
        ({"status": 400, "text": '{"error": "no"}'}, 200, -32010),
        ({"status": 307, "headers": {"Location": "http://x/mcp/"}}, 200, -32010),
        # What a server says in JSON-RPC is said to its client: 404 tells it to begin anew.
        ({"status": 404, "text": '{"jsonrpc": "2.0", "id": 1, "error": {"code": -32600}}'}, 404, -32600),
        ({"status": 400, "text": '{"jsonrpc": "2.0", "id": 1, "error": {"code": -32022}}'}, 400, -32022),
    ],
)
def test_errors_of_a_server(wish, status, code, server, mirror):
    reply = server.http("POST", invocation_path(mirror), build("tools/call", 1, **wish), HEAD)
    assert (reply.status, reply.json()["error"]["code"], reply.json()["id"]) == (status, code, 1)
    assert reply.headers["mcp-session-id"] == reply.headers[SESSION_HEADER.lower()]
    if code == -32010:
        session_id = reply.headers[SESSION_HEADER.lower()]
        log = wait_until(lambda: server.agent_log(mirror, session_id), what="its log")
        assert f"the agent answered {wish['status']}" in log


def test_errors_of_the_platform_are_told_in_json_rpc(server, stateful):
    short = HEAD | {SESSION_HEADER: "too-short"}
    reply = server.http("POST", invocation_path(stateful), build("tools/list", "a"), short)
    told = {"code": -32006, "message": "Validation error - Invalid request data"}
    assert (reply.status, reply.json()) == (200, {"jsonrpc": "2.0", "id": "a", "error": told})
    assert "'too-short'" in reply.headers["headwater-error-reason"]  # the contract's words do not say it
    path = invocation_path(stateful, "?qualifier=none")
    reply = server.http("POST", path, build("ping"), HEAD)
    assert (reply.status, reply.json()["error"]["code"]) == (200, -32004)
    reply = server.http("GET", path, headers={"Mcp-Session-Id": new_session_id()})
    assert (reply.status, reply.json()["error"]["code"]) == (404, -32004)


def test_a_stream_that_breaks_off_ends_with_an_error_for_its_request(server, stateless):
    request = build("tools/call", 9, name="die", arguments={})
    reply = server.http("POST", invocation_path(stateless), request, HEAD)
    told = read_message(reply.body)
    assert (told["id"], told["error"]["code"]) == (9, -32010)
    assert "ended with code 3" in told["error"]["message"] or reply.status == 200


def test_other_ways_to_ask_are_for_sessions_that_live(server, stateful, mirror, probe):
    path = invocation_path(stateful)
    assert server.http("GET", path).status == 400
    unknown = {"Mcp-Session-Id": new_session_id()}
    for method in ("GET", "DELETE"):
        reply = server.http(method, path, headers=unknown)
        assert (reply.status, reply.json()["error"]["code"]) == (404, -32004)
        assert server.http(method, invocation_path(probe)).status == 404
    assert server.http("PATCH", path).status == 404
    assert not [s for s in server.sessions(stateful) if s["sessionId"] == unknown["Mcp-Session-Id"]]


async def test_a_session_that_was_stopped_is_unknown_to_the_next_server(server, stateful):
    async with Client(url_of(server, stateful), mode="legacy") as client:
        await client.call_tool("count", {})
        session = (await asyncio.to_thread(server.sessions, stateful))[-1]
        await asyncio.to_thread(server.stop_session, stateful, session["sessionId"])
        with pytest.raises(MCPError, match="Session not found"):
            await client.call_tool("count", {})
    # What was started to find that out does not stay.
    wait_until(lambda: server.find_session(stateful, session["sessionId"]) is None, what="its end")


def test_a_request_that_begins_no_session_leaves_none(server, stateful):
    reply = server.http("POST", invocation_path(stateful), build("tools/list"), HEAD)
    assert reply.status == 404
    session_id = reply.headers[SESSION_HEADER.lower()]
    wait_until(lambda: server.find_session(stateful, session_id) is None, what="its end")


async def test_a_server_that_keeps_sessions_speaks_to_its_client_unasked(server, stateful):
    told = asyncio.Event()

    async def note(message):
        if type(getattr(message, "root", message)).__name__ == "ToolListChangedNotification":
            told.set()

    async def answer(context, params):
        return ElicitResult(action="accept", content={"is_sure": True})

    url = url_of(server, stateful)
    async with Client(url, mode="legacy", message_handler=note, elicitation_callback=answer) as client:
        assert text_of(await client.call_tool("confirm", {})) == "accept: True"
        while not told.is_set():  # its stream is opened beside what is asked first
            await client.call_tool("announce", {})
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(told.wait(), 0.2)


async def test_who_listens_keeps_nobody_from_asking(server, stateful):
    head = HEAD | {"mcp-protocol-version": "2026-07-28", "Headwater-When-Busy": "reject"}
    async with Client(url_of(server, stateful)) as client, client.listen(tools_list_changed=True):
        asked = asyncio.to_thread(server.http, "POST", invocation_path(stateful), build("ping"), head)
        reply = await asked
        assert reply.headers["mcp-session-id"].startswith("mcp-shared-")
        assert reply.json().get("error", {}).get("code") != -32005


async def test_a_client_finds_out_by_itself_how_to_get_a_token(server, issuer):
    rules = {"customJWTAuthorizer": {"discoveryUrl": issuer.discovery_url, "allowedClients": ["web"]}}
    agent = server.deploy(AGENTS / "mcp_tools.py", protocolConfiguration=MCP, authorizerConfiguration=rules)
    # As AWS's documents have the address.
    url, issuer.granted = f"{url_of(server, agent)}?qualifier=DEFAULT", {"client_id": "web"}
    refused = server.http("POST", invocation_path(agent), build("tools/list", 3), HEAD)
    assert (refused.status, refused.json()["error"]["code"], refused.json()["id"]) == (401, -32001, 3)
    assert "/.well-known/oauth-protected-resource" in refused.headers["www-authenticate"]

    provider = ClientCredentialsOAuthProvider(url, Tokens(), "web", "secret")
    async with (
        httpx2.AsyncClient(auth=provider) as http,
        Client(streamable_http_client(url, http_client=http)) as client,
    ):
        assert text_of(await client.call_tool("add", {"a": 1, "b": 2})) == "3"
    assert issuer.requests[TOKEN_PATH] == 1


class Tokens:
    """Where the official client keeps what it was granted."""

    tokens = client_info = None

    async def get_tokens(self):
        return self.tokens

    async def set_tokens(self, tokens):
        self.tokens = tokens

    async def get_client_info(self):
        return self.client_info

    async def set_client_info(self, client_info):
        self.client_info = client_info


def test_traces_say_which_tool_was_called_and_that_it_failed(server, stateless):
    session_id = new_session_id()
    request = build("tools/call", 4, name="add", arguments={"a": 1, "b": "x"})
    server.invoke(stateless, request, session_id, accept=ACCEPT)["response"].read()

    def find():
        found = server.get_json(f"traces?session={session_id}")["traces"]
        return found[0] if found else None

    told = wait_until(find, what="its trace")["attributes"]
    assert (told["mcp.method.name"], told["gen_ai.tool.name"]) == ("tools/call", "add")
    assert (told["error.type"], told["headwater.outcome"]) == ("tool_error", "ok")
