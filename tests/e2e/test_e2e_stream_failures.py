"""Agents that fail while they answer: the caller hears of it, at once, and never hangs."""

import json

import pytest
from botocore.exceptions import ClientError, ResponseStreamingError

from servers import invocation_path, new_session_id, read_events, wait_until

APP = """
    import os
    from {module} import {name}

    app = {name}()

    @app.entrypoint
    async def answer(payload):
        yield "before"
        if payload == "die":
            os._exit(3)
        if payload == "raise":
            raise ValueError("told to fail")
        yield "after"

    app.run()
"""


@pytest.fixture(scope="module")
def app(server):
    return server.deploy(APP.format(module="headwater", name="App"))


@pytest.mark.parametrize("how", ["exit", "kill"])
def test_an_agent_that_dies_in_mid_stream_ends_it_with_an_error_event(server, streams, session_id, how):
    events = read_events(server.invoke(streams, {"do": "dies", "how": how}, session_id))

    assert events[0] == "before"
    assert events[-1]["error_type"] == "RuntimeClientError"
    assert "ended with code 3" in events[-1]["error"] or "killed by signal 9" in events[-1]["error"]
    assert server.find_session(streams, session_id) is None


def test_the_error_event_does_not_run_into_a_torn_one(server, streams, session_id):
    response = server.invoke(streams, {"do": "dies", "how": "exit", "is_torn": True}, session_id)

    torn, _, rest = response["response"].read().partition(b"\n\n")

    assert torn == b"data: torn"
    assert json.loads(rest.removeprefix(b"data: "))["message"] == "An error occurred during streaming"


def test_the_next_call_with_the_same_id_starts_anew(server, streams, session_id):
    read_events(server.invoke(streams, {"do": "dies", "how": "kill"}, session_id))

    assert read_events(server.invoke(streams, {"do": "count", "count": 2}, session_id)) == [0, 1]


def test_all_streams_of_a_session_that_dies_end(server, streams, session_id):
    others = [server.invoke(streams, {"do": "gated", "gate": "never"}, session_id) for _ in range(3)]
    read_events(server.invoke(streams, {"do": "dies", "how": "kill"}, session_id))

    for response in others:
        events = read_events(response)
        assert events[0] == "first"
        assert events[-1]["error_type"] == "RuntimeClientError"


def test_a_framework_that_drops_the_connection_after_an_error_gives_an_error_event(
    server, streams, session_id
):
    events = read_events(server.invoke(streams, {"do": "raises"}, session_id))

    assert events[0] == "before"
    assert "broke off" in events[-1]["error"]
    assert server.find_session(streams, session_id) is not None
    wait_until(
        lambda: "told to fail" in server.agent_log(streams, session_id), what="the traceback in the log"
    )


def test_a_broken_answer_that_is_no_event_stream_cannot_be_taken_for_the_whole(server, streams, session_id):
    response = server.invoke(streams, {"do": "broken_json"}, session_id)

    with pytest.raises(ResponseStreamingError):
        response["response"].read()


def test_an_error_in_the_agents_generator_is_its_last_event(server, app, session_id):
    events = read_events(server.invoke(app, "raise", session_id))

    assert events[0] == "before"
    assert events[-1]["error"] == "told to fail"
    assert events[-1]["error_type"] == "ValueError"


def test_the_official_sdks_error_event_comes_through(server, session_id):
    agent = server.deploy(APP.format(module="bedrock_agentcore", name="BedrockAgentCoreApp"))

    raw = server.invoke(agent, "raise", session_id)["response"].read()

    failure = {
        "error": "told to fail",
        "error_type": "ValueError",
        "message": "An error occurred during streaming",
    }
    assert raw == b'data: "before"\n\ndata: ' + json.dumps(failure).encode() + b"\n\n"
    (span,) = wait_until(lambda: server.get_json(f"traces?session={session_id}")["traces"])
    assert (span["outcome"], span["statusMessage"]) == ("agent", "ValueError: told to fail")


@pytest.mark.parametrize(
    ("order", "reason"),
    [({"do": "exit_now", "code": 7}, "ended with code 7"), ({"do": "kill_itself"}, "killed by signal 9")],
)
def test_an_agent_that_dies_before_it_answers_is_a_424_that_says_how(
    server, probe, session_id, order, reason
):
    with pytest.raises(ClientError) as caught:
        server.ask(probe, order, session_id)

    error = caught.value.response
    assert error["Error"]["Code"] == "RuntimeClientError"
    assert reason in error["Error"]["Message"]
    assert error["ResponseMetadata"]["HTTPStatusCode"] == 424
    assert server.ask(probe, {"do": "state"}, session_id)["calls"] == 1


@pytest.mark.parametrize("status", [400, 404, 413, 500, 503])
def test_an_agents_error_is_a_424_and_its_text_stays_in_the_log(server, probe, session_id, status):
    order = {"do": "fail", "status": status, "body": json.dumps({"error": "for the author"})}

    reply = server.http(
        "POST",
        invocation_path(probe),
        json.dumps(order),
        {"X-Amzn-Bedrock-AgentCore-Runtime-Session-Id": session_id},
    )

    assert reply.status == 424
    assert reply.headers["x-amzn-errortype"] == "RuntimeClientError"
    assert reply.headers["x-amzn-requestid"]
    assert f"Received error ({status}) from runtime" in reply.json()["message"]
    assert "for the author" not in reply.body.decode()
    wait_until(
        lambda: "for the author" in server.agent_log(probe, session_id), what="the agent's text in the log"
    )


def test_a_session_outlives_an_error_of_its_agent(server, probe):
    session_id = new_session_id()
    with pytest.raises(ClientError):
        server.ask(probe, {"do": "fail", "status": 500}, session_id)

    assert server.ask(probe, {"do": "state"}, session_id)["calls"] == 2
