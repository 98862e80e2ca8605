"""WebSockets to agents: what goes through unchanged, what is bounded, and how it ends."""

import asyncio
import contextlib
import json
import os
import random
import time

import pytest
from websockets.exceptions import ConnectionClosed

import effort
from servers import AGENTS, SESSION_HEADER, wait_until
from sockets import closing_of, open_signed, open_socket, refusal_of, session_of, socket_path

#: A header that the agent wants.
LISTED = "X-Amzn-Bedrock-AgentCore-Runtime-Custom-Who"
#: More than a client may send by default.
FAST = {"HEADWATER_SOCKETS__FRAMES_PER_S": "0"}


@pytest.fixture(scope="module")
def agent(server):
    """With the official SDK's class."""
    listed = {"requestHeaderAllowlist": [LISTED]}
    return server.deploy(AGENTS / "sockets.py", requestHeaderConfiguration=listed)


@pytest.fixture(scope="module")
def own(server):
    """With ours."""
    return server.deploy(AGENTS / "sockets.py", environment={"FACE": "headwater"})


@pytest.fixture(scope="module", params=["agent", "own"])
def either(request):
    return request.getfixturevalue(request.param)


async def test_text_and_bytes_come_back(server, either, session_id):
    async with open_socket(server, either, additional_headers={SESSION_HEADER: session_id}) as socket:
        assert session_of(socket) == session_id
        for message in ("", "hallo", "Grüße 🌍", b"", bytes(range(256)), b"x" * 65536, "é" * 30000):
            await socket.send(message)
            assert await socket.recv() == message
        await (await socket.ping(b"are you there"))
    assert socket.close_code == 1000


async def test_fragments_are_one_message(server, agent):
    """Each frame is bounded, not what they add up to."""
    parts = [b"a" * 60000, b"b" * 60000, b"c"]
    async with open_socket(server, agent, max_size=None) as socket:
        await socket.send("/close 1000")
        assert (await closing_of(socket))[0] == 1000
    async with open_socket(server, agent) as socket:
        await socket.send(["/ab", "out"])
        about = json.loads(await socket.recv())
        assert about["session"] == session_of(socket)
        await socket.send(iter(parts))
        code, reason = await closing_of(socket)
        # The agent sends them back in one frame, which is too long.
        assert (code, "the agent" in reason) == (1009, True)


async def test_what_the_agent_learns(server, agent, session_id):
    query = {
        "qualifier": "DEFAULT",
        "voice": "a b&c",
        SESSION_HEADER: session_id,
        "X-Amz-Other": "kept back",
        "X-Amzn-Bedrock-AgentCore-Runtime-Custom-Kept": "no",
    }
    async with open_socket(server, agent, query, subprotocols=["other", "chat"]) as socket:
        assert socket.subprotocol == "chat"
        await socket.send("/about")
        about = json.loads(await socket.recv())
    assert about["query"] == [["voice", "a b&c"]]
    assert about["session"] == session_id
    assert about["headers"][SESSION_HEADER.lower()] == session_id
    assert about["headers"]["traceparent"].split("-")[1] in socket.response.headers["traceparent"]
    unwanted = {"authorization", "cookie", "sec-websocket-extensions", "content-type", "origin"}
    assert not unwanted & set(about["headers"])


async def test_custom_headers_may_be_in_the_query(server, agent):
    async with open_socket(server, agent, {LISTED: "ada"}) as socket:
        await socket.send("/about")
        assert json.loads(await socket.recv())["headers"][LISTED.lower()] == "ada"
    twice = await refusal_of(open_socket(server, agent, {LISTED: "ada"}, additional_headers={LISTED: "bob"}))
    assert twice[:2] == (400, "ValidationException")


async def test_a_session_is_shared_with_invocations(server, agent, session_id):
    pid = server.ask(agent, {}, session_id)["pid"]
    async with (
        open_socket(server, agent, {SESSION_HEADER: session_id}) as one,
        open_socket(server, agent, {SESSION_HEADER: session_id}) as other,
    ):
        for socket in (one, other):
            await socket.send("/pid")
            assert int(await socket.recv()) == pid
        found = server.find_session(agent, session_id)
        assert (found["state"], found["activeInvocations"]) == ("ACTIVE", 2)
    idle = wait_until(lambda: server.find_session(agent, session_id)["activeInvocations"] == 0)
    assert idle


@pytest.mark.parametrize(("asked", "code", "reason"), [
    ("/close 1000 done", 1000, "done"),
    ("/close 4321 ours", 4321, "ours"),
    ("/raise anything", 1011, ""),
    ("/send 65537", 1009, "the agent: a frame has 65537 bytes; at most 65536 are allowed"),
])  # fmt: skip
async def test_what_a_client_is_closed_with(server, either, asked, code, reason):
    async with open_socket(server, either) as socket:
        await socket.send(asked)
        assert await closing_of(socket) == (code, reason)


async def test_an_agent_learns_how_its_client_ends(server, agent, session_id):
    async with open_socket(server, agent, {SESSION_HEADER: session_id}) as socket:
        await socket.close(4001, "bye")
    assert (socket.close_code, socket.close_reason) == (4001, "bye")
    wait_until(lambda: "DISCONNECTED 4001 bye" in server.agent_log(agent, session_id))
    socket = await open_socket(server, agent, {SESSION_HEADER: session_id})
    socket.transport.abort()
    await asyncio.sleep(0)
    wait_until(lambda: server.agent_log(agent, session_id).count("DISCONNECTED") == 2)
    wait_until(lambda: server.find_session(agent, session_id)["activeInvocations"] == 0)


async def test_a_client_within_bounds(server, agent, session_id):
    """What is too large or too much closes it."""
    async with open_socket(server, agent, {SESSION_HEADER: session_id}) as socket:
        await socket.send(b"x" * (10 << 20))
        code, reason = await closing_of(socket)
        assert (code, "10485760 bytes; at most 65536" in reason) == (1009, True)
    async with open_socket(server, agent, {SESSION_HEADER: session_id}) as socket:
        with contextlib.suppress(ConnectionClosed):
            for _ in range(2000):
                await socket.send("x")
        code, reason = await closing_of(socket)
        assert (code, "250 frames a second" in reason) == (1008, True)
    wait_until(lambda: "DISCONNECTED 1009" in server.agent_log(agent, session_id))


async def test_an_agent_that_sends_much_is_slowed(server, agent):
    async with open_socket(server, agent) as socket:
        began_s = time.monotonic()
        await socket.send("/burst 400")
        assert [int(await socket.recv()) for _ in range(400)] == list(range(400))
        assert time.monotonic() - began_s > 0.5  # 250 at once, the others within the second after it


async def test_stopping_the_session_ends_it(server, agent, session_id):
    async with open_socket(server, agent, {SESSION_HEADER: session_id}) as socket:
        await asyncio.to_thread(server.stop_session, agent, session_id)
        assert await closing_of(socket) == (1001, "the session was stopped")
    async with open_socket(server, agent, {SESSION_HEADER: session_id}) as socket:
        await socket.send("again")
        assert await socket.recv() == "again"


@pytest.mark.parametrize(("query", "status", "error"), [
    ({"qualifier": "NONE"}, 404, "ResourceNotFoundException"),
    ({SESSION_HEADER: "short"}, 400, "ValidationException"),
    ({SESSION_HEADER: "x" * 40 + "\r\nevil: yes"}, 400, "ValidationException"),
])  # fmt: skip
async def test_what_is_wrong_before_it_opens_is_an_http_answer(server, agent, query, status, error):
    assert (await refusal_of(open_socket(server, agent, query)))[:2] == (status, error)


async def test_two_ids_of_a_session_are_refused(server, agent, new_session_id):
    opening = open_socket(
        server,
        agent,
        {SESSION_HEADER: new_session_id()},
        additional_headers={SESSION_HEADER: new_session_id()},
    )
    assert (await refusal_of(opening))[:2] == (400, "ValidationException")


async def test_agents_without_one_are_told_so(server, probe, session_id):
    status, error, message = await refusal_of(open_socket(server, probe, {SESSION_HEADER: session_id}))
    assert (status, error) == (424, "RuntimeClientError")
    assert "Received error (" in message


WITHOUT_LIBRARY = """
import sys
sys.modules["websockets"] = sys.modules["wsproto"] = None
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
async def ping(request):
    return PlainTextResponse('{"status": "Healthy"}')
app = Starlette(routes=[Route("/ping", ping)])
"""


async def test_an_environment_without_a_library_is_named(server, session_id):
    agent = server.deploy(WITHOUT_LIBRARY)
    status, error, message = await refusal_of(open_socket(server, agent, {SESSION_HEADER: session_id}))
    assert (status, error, "(501)" in message) == (424, "RuntimeClientError", True)
    server.wait_logged("add `websockets` to its requirements", agent, session_id)


async def test_pages_of_other_hosts_open_none(server, agent):
    refused = await refusal_of(open_socket(server, agent, origin="https://evil.example"))
    assert refused[:2] == (403, "AccessDeniedException")
    refused = await refusal_of(open_signed(server, "ws://evil.example" + socket_path(agent)))
    assert refused[:2] == (403, "AccessDeniedException")
    two = open_socket(server, agent, additional_headers={"Host": "evil.example"})
    assert (await refusal_of(two))[:2] == (400, "ValidationException")
    async with open_socket(server, agent, origin=server.url) as socket:
        await socket.send("hallo")
        assert await socket.recv() == "hallo"


def test_a_plain_request_is_told_what_is_there(server, agent):
    reply = server.http("GET", socket_path(agent))
    assert (reply.status, reply.headers["x-amzn-errortype"]) == (426, "ValidationException")
    elsewhere = {"Connection": "Upgrade", "Upgrade": "websocket"}
    assert server.http("GET", "/healthz", headers=elsewhere).status in (400, 404)


async def test_many_frames_of_all_sizes_come_back(make_server, server, agent):
    """In a usual run at the default rate, so that no server is started for it."""
    count = effort.count(200, 10_000)
    if effort.IS_LONG:
        server = make_server(**FAST)
        agent = server.deploy(AGENTS / "sockets.py")
    sizes = [random.choice([0, 1, 125, 126, 1000, 65535, 65536]) for _ in range(count)]
    messages = [os.urandom(size) if size % 2 else "é" * (size // 2) for size in sizes]
    async with open_socket(server, agent) as socket:

        async def send_all():
            for message in messages:
                await socket.send(message)

        sending = asyncio.create_task(send_all())
        for message in messages:
            assert await socket.recv() == message
        await sending


async def test_it_is_noted_as_a_call_of_its_own(server, agent, session_id):
    async with open_socket(server, agent, {SESSION_HEADER: session_id}) as socket:
        await socket.send("12345")
        await socket.recv()
        await socket.send("/close 4000 enough")
        await closing_of(socket)
    request_id = socket.response.headers["x-amzn-requestid"]

    def find():
        reply = server.http("GET", f"/headwater/v1/invocations/{request_id}")
        return reply.json() if reply.status == 200 else None

    text = json.dumps(wait_until(find))
    assert '"InvokeAgentRuntimeWithWebSocketStream"' in text
    assert '"headwater.socket.close.code": 4000' in text
    metrics = server.http("GET", "/metrics").body.decode()
    frames = [line for line in metrics.splitlines() if line.startswith("headwater_socket_frames_total")]
    assert any(agent.name in line and 'direction="in"' in line for line in frames)
    assert f'headwater_sockets_open{{runtime="{agent.name}"}} 0.0' in metrics
