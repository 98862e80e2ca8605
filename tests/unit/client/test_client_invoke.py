"""The sync client against a stub: streaming, errors, names, and what happens when somebody leaves."""

import threading

import pytest

from headwater.client import Client, InvocationFailed, RequestFailed, ServerNotReachable
from headwater.core.errors import InvalidRequest

DEADLINE_S = 10
INVOKE = "/runtimes/.*/invocations"


@pytest.fixture
def client(stub):
    with Client(stub.url, timeout_s=DEADLINE_S) as client:
        yield client


def streaming(*events, after=None):
    async def handler(request):
        await request.begin(content_type="text/event-stream; charset=utf-8")
        for event in events:
            await request.part(b"data: " + event + b"\n\n")
        if after is not None:
            await after(request)
        await request.part(b"", more=False)

    return handler


def test_events_come_before_the_answer_ends(stub, client):
    may_end = threading.Event()

    async def wait(request):
        import asyncio

        assert await asyncio.to_thread(may_end.wait, DEADLINE_S)
        await request.part(b'data: "last"\n\n')

    stub.on("POST", INVOKE, streaming(b'"first"', after=wait))

    events = iter(client.invoke("echo", {}))

    assert next(events) == "first"
    may_end.set()
    assert list(events) == ["last"]


def test_leaving_an_iteration_closes_the_connection(stub, client):
    gone = threading.Event()

    async def wait(request):
        await request.wait_gone()
        gone.set()

    stub.on("POST", INVOKE, streaming(b'"one"', b'"two"', after=wait))

    for event in client.invoke("echo", {}):
        assert event == "one"
        break

    assert gone.wait(DEADLINE_S), "the server was not told"


def test_an_invocation_can_be_iterated_again_without_the_network(stub, client):
    stub.on("POST", INVOKE, streaming(b'"one"', b'{"k": 1}', b'"two"'))
    invocation = client.invoke("echo", {})

    assert list(invocation) == list(invocation) == ["one", {"k": 1}, "two"]
    assert (invocation.text, invocation.metadata) == ("onetwo", [{"k": 1}])
    assert len([r for r in stub.requests if r.method == "POST"]) == 1


def test_what_came_before_leaving_can_still_be_read(stub, client):
    async def wait(request):
        await request.wait_gone()

    stub.on("POST", INVOKE, streaming(b'"one"', after=wait))
    with client.invoke("echo", {}) as invocation:
        assert next(iter(invocation)) == "one"

    assert invocation.events == ["one"]
    assert not invocation.is_complete


def test_a_stream_that_is_cut_keeps_its_events_and_raises(stub, client):
    async def fail(request):
        raise RuntimeError("the server dies")

    stub.on("POST", INVOKE, streaming(b'"one"', after=fail))
    invocation = client.invoke("echo", {})
    got = []

    with pytest.raises(InvocationFailed, match="broke off after 1 events"):
        got.extend(event for event in invocation)

    assert invocation.events == ["one"]


def test_silence_for_too_long_raises(stub):
    async def wait(request):
        await request.wait_gone()

    stub.on("POST", INVOKE, streaming(b'"one"', after=wait))
    with Client(stub.url, timeout_s=0.3) as client, pytest.raises(InvocationFailed, match="timeout_s"):
        client.invoke("echo", {}).read()


def test_an_answer_at_once_is_the_result(stub, client):
    async def answer(request):
        await request.answer_json({"result": "日本", "n": 1})

    stub.on("POST", INVOKE, answer)
    invocation = client.invoke("echo", {})

    assert invocation.result == {"result": "日本", "n": 1}
    assert (invocation.text, invocation.events) == ("日本", [{"result": "日本", "n": 1}])
    assert invocation.timings.total_s is not None
    assert not invocation.is_stream


def test_the_request_is_that_of_the_data_plane(stub, client, arn):
    stub.on("POST", INVOKE, streaming())

    invocation = client.invoke(
        "echo", b"\x00raw", session_id="s" * 33, user_id="ada", qualifier="prod", headers={"X-Own": "1"}
    )
    request = stub.requests[-1]

    assert request.path == "/runtimes/" + arn.replace(":", "%3A").replace("/", "%2F") + "/invocations"
    assert request.query == "qualifier=prod"
    assert request.body == b"\x00raw"
    assert request.headers["x-amzn-bedrock-agentcore-runtime-session-id"] == "s" * 33
    assert request.headers["x-amzn-bedrock-agentcore-runtime-user-id"] == "ada"
    assert (request.headers["x-own"], request.headers["accept-encoding"]) == ("1", "identity")
    assert invocation.session_id == "s" * 33


def test_each_invocation_without_a_session_names_a_new_one(stub, client):
    stub.on("POST", INVOKE, streaming())

    ids = {client.invoke("echo", {}).session_id for _ in range(2)}

    assert len(ids) == 2
    assert all(33 <= len(session_id) <= 100 for session_id in ids)


def test_a_name_is_looked_up_once(stub, client):
    stub.on("POST", INVOKE, streaming())

    for _ in range(3):
        client.invoke("echo", {}).read()

    assert [r.method for r in stub.requests] == ["GET", "POST", "POST", "POST"]


def test_a_name_that_was_deployed_anew_is_looked_up_again(stub, client, arn):
    new_arn = arn.replace("AbCdEfGhIj", "ZZZZZZZZZZ")
    stub.on("POST", INVOKE, streaming())
    client.invoke("echo", {}).read()

    async def describe(request):
        await request.answer_json({"runtime": {"agentRuntimeArn": new_arn}})

    async def unknown(request):
        await request.answer_json({"message": "gone"}, 404, x_amzn_errortype="ResourceNotFoundException")

    stub.on("GET", "/headwater/v1/runtimes/echo", describe)
    stub.on("POST", ".*AbCdEfGhIj/invocations", unknown)

    assert client.invoke("echo", {}).read().status_code == 200
    assert "ZZZZZZZZZZ" in stub.requests[-1].path


def test_a_refusal_is_typed_and_sent_once(stub, client):
    async def refuse(request):
        await request.answer_json(
            {"message": "failed"}, 424, x_amzn_errortype="RuntimeClientError", x_amzn_requestid="r-9"
        )

    stub.on("POST", INVOKE, refuse)

    with pytest.raises(InvocationFailed) as caught:
        client.invoke("echo", {})

    assert (caught.value.status, caught.value.code, caught.value.request_id) == (
        424,
        "RuntimeClientError",
        "r-9",
    )
    assert [r.method for r in stub.requests] == ["GET", "POST"]


def test_an_unknown_name_is_a_404(client):
    with pytest.raises(InvocationFailed) as caught:
        client.invoke("nobody", {})

    assert caught.value.is_not_found


def test_a_payload_json_cannot_say_is_refused_before_anything_is_sent(stub, client, arn):
    with pytest.raises(InvalidRequest, match="JSON"):
        client.invoke(arn, {"when": {1, 2}})

    assert stub.requests == []


def test_nobody_listening_says_how_to_start_a_server():
    with Client("http://127.0.0.1:1") as client, pytest.raises(ServerNotReachable, match="headwater serve"):
        client.server_status()


@pytest.mark.parametrize("url", ["127.0.0.1:8642", "ftp://x", "http://", "http://x:0", "http://x:99999"])
def test_a_url_that_is_none_is_refused(url):
    with pytest.raises(InvalidRequest):
        Client(url)


def test_the_url_comes_from_the_environment(monkeypatch):
    monkeypatch.setenv("HEADWATER_URL", "http://127.0.0.9:1234/")

    with Client() as client:
        assert client.url == "http://127.0.0.9:1234"


def test_an_html_error_of_something_in_between_is_a_failure(stub, client):
    async def refuse(request):
        await request.begin(502, "text/html")
        await request.part(b"<h1>Bad gateway</h1>", more=False)

    stub.on("GET", "/headwater/v1/status", refuse)

    with pytest.raises(RequestFailed, match="Bad gateway"):
        client.server_status()


@pytest.mark.parametrize("body", [b"<h1>Hello</h1>", b"[1]"])
def test_something_else_at_the_url_is_said(stub, client, body):
    async def answer(request):
        await request.begin(200, "text/html")
        await request.part(body, more=False)

    stub.on("GET", "/headwater/v1/.*", answer)

    with pytest.raises(RequestFailed, match="not a Headwater server"):
        client.server_status()
    with pytest.raises(InvocationFailed, match="not a Headwater server"):
        client.invoke("other", {})
