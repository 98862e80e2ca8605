"""Payloads at and around the limits, both ways."""

import hashlib
import json

import pytest
from botocore.exceptions import ClientError

from servers import SESSION_HEADER, invocation_path

LIMIT = 100_000_000
RAW = "application/octet-stream"


@pytest.fixture(scope="module")
def hasty(server):
    return server.deploy(
        """
        from starlette.responses import JSONResponse

        async def app(scope, receive, send):
            assert scope["type"] == "http", "no lifespan here"
            await JSONResponse("early")(scope, receive, send)
        """
    )


def measure(server, streams, body, session_id, headers=None):
    reply = server.http(
        "POST",
        invocation_path(streams),
        body,
        {SESSION_HEADER: session_id, "Content-Type": RAW, **(headers or {})},
    )
    return reply


@pytest.mark.parametrize("payload", [b"", b"\x00\xff\r\n\r\n0\r\n\r\n", b"x" * 65536, b"y" * 1_000_003])
def test_payloads_reach_the_agent_byte_for_byte(server, streams, session_id, payload):
    answer = server.ask(streams, payload, session_id, contentType=RAW)

    assert answer == {"length": len(payload), "sha256": hashlib.sha256(payload).hexdigest()}


def test_a_payload_of_exactly_the_limit_passes(server, streams, session_id):
    payload = bytes(LIMIT)

    answer = server.ask(streams, payload, session_id, contentType=RAW)

    assert answer == {"length": LIMIT, "sha256": hashlib.sha256(payload).hexdigest()}


def test_an_answer_of_the_limits_size_passes(server, streams, session_id):
    response = server.invoke(streams, {"do": "bytes", "count": LIMIT}, session_id)

    length = sum(len(part) for part in response["response"].iter_chunks(1024 * 1024))

    assert length == LIMIT


def test_a_payload_over_the_limit_is_refused(server, streams, session_id):
    with pytest.raises(ClientError) as caught:
        server.invoke(streams, bytes(LIMIT + 1), session_id, contentType=RAW)

    error = caught.value.response
    assert error["Error"]["Code"] == "ValidationException"
    assert error["ResponseMetadata"]["HTTPStatusCode"] == 400
    assert str(LIMIT) in error["Error"]["Message"]
    assert server.find_session(streams, session_id) is None, "a session was started for it"


def test_a_payload_over_the_limit_without_a_length_is_refused_too(server, streams, session_id):
    parts = (bytes(1_000_000) for _ in range(102))

    reply = measure(server, streams, parts, session_id)

    assert reply.status == 400
    assert reply.headers["x-amzn-errortype"] == "ValidationException"
    assert server.ask(streams, b"still here", session_id, contentType=RAW)["length"] == 10


def test_a_payload_without_a_length_reaches_the_agent(server, streams, session_id):
    parts = [b"a" * 1000, b"b", b"c" * 100_000]

    answer = measure(server, streams, iter(parts), session_id).json()

    assert answer == {"length": 101_001, "sha256": hashlib.sha256(b"".join(parts)).hexdigest()}


@pytest.mark.parametrize("size", [0, 100_000, 20_000_000])
def test_an_agent_may_answer_without_reading(server, session_id, hasty, size):
    assert server.ask(hasty, bytes(size), session_id) == "early"


def test_an_expectation_of_100_continue_is_met(server, streams, session_id):
    reply = measure(server, streams, b"z" * 2_000_000, session_id, {"Expect": "100-continue"})

    assert reply.json()["length"] == 2_000_000


def test_a_payload_that_is_no_json_is_the_agents_to_refuse(server, session_id):
    agent = server.deploy(
        "from headwater import App\napp = App()\n@app.entrypoint\ndef f(p): return p\napp.run()\n"
    )

    with pytest.raises(server.data.exceptions.RuntimeClientError) as caught:
        server.invoke(agent, b"not json", session_id)

    assert "Received error (400) from runtime" in str(caught.value)
    assert server.ask(agent, ["any", "JSON"], session_id) == ["any", "JSON"]


@pytest.mark.parametrize("given", [None, "text/plain; charset=utf-8", "application/json"])
def test_the_agent_gets_the_callers_content_type_or_json(server, probe, session_id, given):
    kwargs = {"contentType": given} if given else {}

    headers = dict(server.ask(probe, {"do": "headers"}, session_id, accept="text/event-stream", **kwargs))

    assert headers["content-type"] == (given or "application/json")
    assert headers["accept"] == "text/event-stream"


def test_unicode_survives_in_both_directions(server, session_id, probe):
    text = "日本語 \u2028 🎐 \x00 é"

    answer = server.ask(probe, {"do": "note", "notes": {text: text}}, session_id)

    assert answer == {text: text}
    assert json.dumps(answer)
