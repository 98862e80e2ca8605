"""Whose a session of MCP is, on a server that asks callers who they are."""

import json

import httpx2
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from callers import make_quick_caller
from headwater.client import find_auth
from servers import AGENTS, SESSION_HEADER, invocation_path

HEAD = {"content-type": "application/json", "accept": "application/json, text/event-stream"}
MODERN = HEAD | {"mcp-protocol-version": "2026-07-28", "mcp-method": "tools/list"}
REQUEST = json.dumps({"jsonrpc": "2.0", "id": 4, "method": "tools/list"}).encode()


@pytest.fixture(scope="module")
def path(keyed):
    agent = keyed.deploy(AGENTS / "mcp_mirror.py", protocolConfiguration={"serverProtocol": "MCP"})
    return invocation_path(agent)


@pytest.fixture(scope="module")
def ada(keyed):
    return make_quick_caller(keyed, "ada")


@pytest.fixture(scope="module")
def bob(keyed):
    return make_quick_caller(keyed, "bob")


def test_nobody_uses_hears_or_ends_anothers_session(keyed, path, ada, bob):
    mcp_id = ada.http("POST", path, REQUEST, HEAD).headers["mcp-session-id"]
    named = {"mcp-session-id": mcp_id}

    refused = bob.http("POST", path, REQUEST, HEAD | named)
    assert (refused.status, refused.json()["error"]["code"], refused.json()["id"]) == (403, -32002, 4)
    for method in ("GET", "DELETE"):
        refused = bob.http(method, path, headers=named)
        assert (refused.status, refused.json()["error"]["code"]) == (403, -32002)
        assert keyed.http(method, path, headers=named).status == 403
    assert ada.http("GET", path, headers=named).json()["result"]["method"] == "GET"
    assert ada.http("DELETE", path, headers=named).status == 200
    # An id stays its maker's when its session is over.
    assert bob.http("POST", path, REQUEST, HEAD | named).status == 403
    assert ada.http("POST", path, REQUEST, HEAD | named).headers["mcp-session-id"] == mcp_id


def test_requests_that_name_no_session_share_one_with_their_callers_alone(path, ada, bob):
    def find(caller, **user):
        return caller.http("POST", path, REQUEST, MODERN | user).headers[SESSION_HEADER.lower()]

    shared = find(ada)
    assert find(ada) == shared
    user = {"X-Amzn-Bedrock-AgentCore-Runtime-User-Id": "ann"}
    assert len({shared, find(bob), find(ada, **user)}) == 3
    assert bob.http("POST", path, REQUEST, MODERN | {"mcp-session-id": shared}).status == 403


async def test_the_official_client_signs_with_the_environments_key(keyed, ada, monkeypatch):
    agent = keyed.deploy(AGENTS / "mcp_tools.py", protocolConfiguration={"serverProtocol": "MCP"})
    monkeypatch.setenv("HEADWATER_ACCESS_KEY_ID", ada.access_key_id)
    monkeypatch.setenv("HEADWATER_SECRET_ACCESS_KEY", ada.secret)
    url = f"{keyed.url}{invocation_path(agent)}"

    async with (
        httpx2.AsyncClient(auth=find_auth(keyed.url)) as http,
        Client(streamable_http_client(url, http_client=http), mode="legacy") as client,
    ):
        result = await client.call_tool("add", {"a": 1, "b": 2})
    assert result.content[0].text == "3"
