"""Requests for runs that are sent again, as their callers did not hear what became of them."""

import json
import socket
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest

from runs import RUN, leave, open_run, read_stream
from servers import SESSION_HEADER, invocation_path, new_session_id, wait_until

COUNT = {"do": "count", "count": 3}
COUNTED = b"data: 0\nid: 9\n\ndata: 1\nid: 18\n\ndata: 2\nid: 27\n\n"


@pytest.fixture
def key(session_id):
    return f"of-{session_id}"


def start(server, agent, payload, session_id, key, **headers):
    named = {SESSION_HEADER: session_id} if session_id else {}
    named |= {"Headwater-Detached": "1", "Idempotency-Key": key}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}
    return server.http("POST", invocation_path(agent), json.dumps(payload).encode(), headers=named)


def list_runs(server, key):
    return server.get_json(f"runs?key={key}")["runs"]


def test_however_often_it_is_sent_it_begins_one_run(server, streams, session_id, key):
    with ThreadPoolExecutor(8) as pool:
        sent = [pool.submit(start, server, streams, COUNT, session_id, key) for _ in range(20)]
        replies = [one.result() for one in sent]
    again = open_run(server, streams, COUNT, session_id, Idempotency_Key=f'"{key}"')

    assert {reply.status for reply in replies} == {202}
    [run_id] = {reply.json()["invocationId"] for reply in replies}
    assert (again.headers[RUN], again.read()) == (run_id, COUNTED)
    leave(again)
    assert [run["invocationId"] for run in list_runs(server, key)] == [run_id]


def test_it_is_the_same_request_without_a_session_of_its_own_too(server, streams, key):
    first, second = (start(server, streams, COUNT, None, key).json() for _ in range(2))

    assert first == second


def test_another_request_with_the_key_is_refused(server, streams, session_id, key):
    assert start(server, streams, COUNT, session_id, key).status == 202

    other_payload = start(server, streams, {"do": "count", "count": 4}, session_id, key)
    other_session = start(server, streams, COUNT, new_session_id(), key)

    assert (other_payload.status, other_session.status) == (409, 409)
    assert f"'{key}' was that of a request with another payload" in other_payload.json()["message"]
    assert f"with session {session_id}" in other_session.json()["message"]
    assert len(list_runs(server, key)) == 1


def test_a_key_is_its_callers_alone(server, streams, key):
    begun = [
        start(server, streams, COUNT, None, key, X_Amzn_Bedrock_AgentCore_Runtime_User_Id=user).json()
        for user in ("ada", "bob", "ada")
    ]

    ids = [one["invocationId"] for one in begun]
    assert ids[0] == ids[2] != ids[1]


def test_a_request_that_broke_off_has_begun_nothing(server, streams, session_id, key):
    payload = json.dumps(COUNT).encode()
    parts = urlsplit(server.url)
    head = (
        f"POST {invocation_path(streams)} HTTP/1.1\r\nHost: {parts.netloc}\r\n"
        f"Content-Length: {len(payload)}\r\n"
        f"{SESSION_HEADER}: {session_id}\r\nHeadwater-Detached: 1\r\nIdempotency-Key: {key}\r\n\r\n"
    )
    with socket.create_connection((parts.hostname, parts.port)) as hanging:
        hanging.sendall(head.encode() + payload[:-1])
        wait_until(lambda: list_runs(server, key))

        begun = start(server, streams, COUNT, session_id, key)

        assert begun.status == 202
        assert begun.json()["invocationId"].encode() not in hanging.recv(65536)
    assert read_stream(server, begun.json()["invocationId"], 0).body == COUNTED


def test_a_request_that_was_refused_may_be_sent_again(server, streams, session_id, key):
    busy = open_run(server, streams, {"do": "gated", "gate": key}, session_id)
    busy.readline()

    refused = start(server, streams, COUNT, session_id, key, Headwater_When_Busy="reject")
    begun = start(server, streams, COUNT, session_id, key, Headwater_When_Busy="concurrent")

    assert (refused.status, begun.status) == (409, 202)
    server.ask(streams, {"do": "open", "gate": key}, session_id)
    busy.read()
    leave(busy)


def test_what_was_cancelled_stays_so(server, streams, session_id, key):
    order = {"do": "endless", "record": key}
    run_id = start(server, streams, order, session_id, key).json()["invocationId"]
    server.http("DELETE", f"/headwater/v1/invocations/{run_id}")

    again = start(server, streams, order, session_id, key)

    assert (again.status, again.json()["invocationId"]) == (202, run_id)
    assert [run["state"] for run in list_runs(server, key)] == ["cancelled"]


@pytest.mark.parametrize("key", ["", '""', "k" * 256, "a\tb", "é"])
def test_keys_that_are_none_are_refused(server, streams, session_id, key):
    reply = start(server, streams, COUNT, session_id, key.encode())

    assert reply.status == 400
    assert "Idempotency-Key must be 1 to 255 printable ASCII characters" in reply.json()["message"]


def test_a_plain_invocation_knows_no_keys(server, streams, session_id):
    named = {SESSION_HEADER: session_id, "Idempotency-Key": "x" * 999}
    path, payload = invocation_path(streams), json.dumps(COUNT).encode()

    assert [server.http("POST", path, payload, headers=named).status for _ in range(2)] == [200, 200]
