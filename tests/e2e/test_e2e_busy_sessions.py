"""A second request for a session that serves one: beside it, after it, instead of it, or not at all."""

import json

import pytest
from test_e2e_runs import leave, open_run

from servers import SESSION_HEADER, invocation_path, wait_until


def ask_busy(server, agent, session_id, policy, payload):
    headers = {SESSION_HEADER: session_id, "Headwater-When-Busy": policy}
    return server.http("POST", invocation_path(agent), json.dumps(payload).encode(), headers)


@pytest.fixture
def busy(server, streams, session_id):
    """A session with a stream in flight."""
    response = open_run(server, streams, {"do": "gated", "gate": "b"}, session_id, Headwater_Resumable="0")
    assert response.readline() == b'data: "first"\n'
    yield session_id
    leave(response)


def test_who_is_not_to_wait_is_refused(server, streams, busy):
    reply = ask_busy(server, streams, busy, "reject", {"do": "record", "record": "x"})

    assert (reply.status, reply.headers["x-amzn-errortype"]) == (409, "ConflictException")
    assert "busy" in reply.json()["message"]
    assert ask_busy(server, streams, busy, "concurrent", {"do": "record", "record": "x"}).status == 200


def test_a_word_that_is_none_is_refused(server, streams, session_id):
    reply = ask_busy(server, streams, session_id, "later", {})

    assert reply.status == 400
    assert "'later'" in reply.json()["message"]


def test_who_interrupts_cuts_a_plain_stream_and_a_run(server, streams, session_id):
    plain = open_run(server, streams, {"do": "endless", "record": "p"}, session_id, Headwater_Resumable="0")
    run = open_run(server, streams, {"do": "endless", "record": "r"}, session_id)
    plain.readline()
    run.readline()

    reply = ask_busy(server, streams, session_id, "interrupt", {"do": "record", "record": "p"})

    assert reply.status == 200
    assert b"another request for its session interrupted it" in plain.read()
    assert b'event: headwater.end\ndata: {"reason": "cancelled"' in run.read()
    ended = [server.ask(streams, {"do": "record", "record": name}, session_id)["ended"] for name in "pr"]
    assert None not in ended
    leave(plain)
    leave(run)


def test_a_runtimes_limits_say_what_becomes_of_requests_and_a_run_waits_detached(server, streams, busy):
    limits = f"/headwater/v1/runtimes/{streams.name}/limits"
    try:
        assert server.http("PUT", limits, b'{"whenBusy": "queue"}').json()["whenBusy"] == "queue"
        payload = json.dumps({"do": "count", "count": 2}).encode()
        headers = {SESSION_HEADER: busy, "Headwater-Detached": "1"}
        reply = server.http("POST", invocation_path(streams), payload, headers)
        assert reply.status == 202
        run = f"/headwater/v1/invocations/{reply.json()['invocationId']}"
        assert server.http("GET", run).json()["run"]["contentType"] is None
    finally:
        server.http("PUT", limits, b'{"whenBusy": null}')
    assert ask_busy(server, streams, busy, "concurrent", {"do": "open", "gate": "b"}).status == 200

    stream = server.http("GET", reply.json()["streamUrl"])

    assert stream.body == b"data: 0\nid: 9\n\ndata: 1\nid: 18\n\n"
    wait_until(lambda: server.http("GET", run).json()["run"]["state"] == "done")


def test_a_detached_request_that_is_refused_is_no_run(server, streams, busy):
    headers = {SESSION_HEADER: busy, "Headwater-Detached": "1", "Headwater-When-Busy": "reject"}
    reply = server.http("POST", invocation_path(streams), b'{"do": "count", "count": 1}', headers)

    assert reply.status == 409
    assert server.http("GET", f"/headwater/v1/runs?session={busy}").json()["runs"] == []
