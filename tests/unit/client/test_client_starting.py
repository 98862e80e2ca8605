"""The request that begins a run, against a stub that breaks connections before it answers one."""

import asyncio

import pytest

from headwater.client import AsyncClient, Client, InvocationFailed, Resuming, ServerNotReachable
from headwater.client import resuming as resuming_module
from servers import wait_until

DEADLINE_S = 10
ID = "0b7c8a52-1111-4222-8333-444455556666"
SESSION = "stub-session-0123456789012345678901234"
INVOKE = "/runtimes/.*/invocations"
INVOCATION = f"/headwater/v1/invocations/{ID}"
KEY = "idempotency-key"


class Server:
    """Breaks `cuts` requests off, then answers; knows what it was asked, and what was cancelled."""

    def __init__(self, stub, cuts=1, *, answers=True):
        self.cuts = cuts
        self.answers = answers
        self.posts = []
        self.cancelled = []
        self.looked_for = []
        stub.on("POST", INVOKE, self.start)
        stub.on("GET", f"{INVOCATION}/stream", self.stream)
        stub.on("GET", "/headwater/v1/runs", self.list)
        stub.on("DELETE", INVOCATION, self.cancel)

    async def start(self, request):
        self.posts.append(request)
        if len(self.posts) <= self.cuts:
            await request.begin(202, content_length="99")
            await request.part(b"{")
            raise ConnectionError("the stub cuts")
        if not self.answers:
            await request.wait_gone()
            return
        await request.answer_json({"invocationId": ID, "sessionId": SESSION, "streamUrl": ""}, 202)

    async def stream(self, request):
        await request.begin(
            content_type="text/plain",
            headwater_invocation_id=ID,
            headwater_stream_offset="0",
        )
        await request.part(b"done", more=False)

    async def list(self, request):
        self.looked_for.append(request.query)
        await request.answer_json({"runs": [{"invocationId": ID, "state": "running"}]})

    async def cancel(self, request):
        self.cancelled.append(request.path)
        await request.answer_json({"invocationId": ID, "state": "cancelled"})


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch):
    monkeypatch.setattr(resuming_module, "_PAUSE_S", 0.001)
    monkeypatch.setattr(resuming_module, "_PAUSE_MAX_S", 0.01)


@pytest.fixture
def client(stub):
    with Client(stub.url, timeout_s=DEADLINE_S) as client:
        yield client


def test_what_was_not_answered_is_sent_again_as_the_same_request(stub, client):
    server, breaks = Server(stub, cuts=3), []

    answer = client.invoke("echo", {"n": 1}, resumable=Resuming(on_break=breaks.append)).read()

    assert answer.text == "done"
    assert len(server.posts) == 4
    assert len({(post.headers[KEY], post.body, post.path) for post in server.posts}) == 1
    assert len({post.headers["x-amzn-bedrock-agentcore-runtime-session-id"] for post in server.posts}) == 1
    assert [(one.invocation_id, one.offset) for one in breaks] == [(None, 0)]


async def test_in_an_event_loop_too(stub):
    server = Server(stub, cuts=2)
    async with AsyncClient(stub.url, timeout_s=DEADLINE_S) as client:
        assert (await client.invoke("echo", {}, resumable=True).read()).text == "done"
        assert (await client.start("echo", {})).invocation_id == ID
    assert len({post.headers[KEY] for post in server.posts}) == 2


async def test_what_changes_nothing_is_asked_again_where_its_connection_breaks(stub):
    cuts = []

    async def cut_then_answer(request):
        if len(cuts) < 2:
            cuts.append(request)
            await request.begin(200, content_length="99")
            await request.part(b"{")
            raise ConnectionError("the stub cuts")
        cuts.clear()
        await request.answer_json({"runtime": {"agentRuntimeArn": "arn:cut"}})

    Server(stub, cuts=0)
    for method in ("GET", "POST"):
        stub.on(method, "/headwater/v1/runtimes/cut", cut_then_answer)
    with Client(stub.url) as client:
        assert client.status("cut")["runtime"] == {"agentRuntimeArn": "arn:cut"}
        with pytest.raises(ServerNotReachable):
            client.request("POST", "/headwater/v1/runtimes/cut")
    cuts.clear()
    async with AsyncClient(stub.url, timeout_s=DEADLINE_S) as client:
        assert (await client.invoke("cut", {}, resumable=True).read()).text == "done"


def test_each_request_has_a_key_of_its_own_unless_its_caller_says_one(stub, client):
    server = Server(stub, cuts=0)

    client.start("echo", {})
    client.start("echo", {})
    client.start("echo", {}, headers={"Idempotency-Key": "order-17"})

    assert "x-amzn-bedrock-agentcore-runtime-session-id" not in server.posts[2].headers  # it may be known
    keys = [post.headers[KEY] for post in server.posts]
    assert len(set(keys)) == 3
    assert keys[2] == "order-17"


def test_a_plain_invocation_is_sent_once_and_has_no_key(stub, client):
    server = Server(stub)

    with pytest.raises(InvocationFailed):
        client.invoke("echo", {}).read()
    assert [KEY in post.headers for post in server.posts] == [False]


def test_a_server_of_which_nothing_is_known_is_not_asked_twice(stub, client):
    """AWS's own would have the agent work twice."""
    server = Server(stub)
    arn = "arn:aws:bedrock-agentcore:us-west-2:000000000000:runtime/echo-AbCdEfGhIj"

    with pytest.raises(ServerNotReachable):
        client.invoke(arn, {}, resumable=True)
    assert len(server.posts) == 1
    assert client.invoke(arn, {}, resumable=True).read().text == "done"  # and now it is known
    server.cuts = 3
    assert client.invoke(arn, {}, resumable=True).read().text == "done"
    assert len(server.posts) == 4


def test_a_server_that_stays_away_is_given_up(stub, client):
    Server(stub, cuts=10**6)

    with pytest.raises(ServerNotReachable):
        client.invoke("echo", {}, resumable=Resuming(retry_for_s=0.05))


async def test_who_leaves_before_the_run_has_a_name_leaves_none_behind(stub):
    server = Server(stub, cuts=0, answers=False)
    async with AsyncClient(stub.url, timeout_s=DEADLINE_S) as client:
        reader = asyncio.create_task(client.invoke("echo", {}, resumable=True).read())
        await asyncio.to_thread(wait_until, lambda: server.posts)
        reader.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reader

    key = server.posts[0].headers[KEY]
    assert server.looked_for == [f"key={key}&state=running"]
    assert server.cancelled == [INVOCATION]
