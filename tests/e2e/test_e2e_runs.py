"""Runs that outlive their callers: resumed, watched, cancelled."""

import hashlib
import http.client
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest

from headwater.wire.eventids import remove_event_ids
from runs import RUN, find_run, last_id, leave, open_run, read_resident_bytes, read_stream
from servers import SESSION_HEADER, invocation_path, wait_until


def test_a_run_goes_on_when_its_caller_leaves_and_the_rest_is_exactly_the_rest(server, streams, session_id):
    response = open_run(server, streams, {"do": "gated", "gate": "g1"}, session_id)
    first = response.readline() + response.readline() + response.readline()
    run_id = response.headers[RUN]
    leave(response)
    server.ask(streams, {"do": "open", "gate": "g1"}, session_id)

    rest = read_stream(server, run_id, last_id(first))

    assert first == b'data: "first"\nid: 15\n\n'
    assert (rest.status, rest.body) == (200, b'data: "second"\nid: 31\n\n')
    assert rest.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert rest.headers["headwater-stream-offset"] == "15"
    assert rest.headers["headwater-run-state"] in ("running", "done")
    whole = read_stream(server, run_id)
    assert remove_event_ids(whole.body) == b'data: "first"\n\ndata: "second"\n\n'


def test_a_run_that_is_cancelled_ends_for_agent_and_readers(server, streams, session_id):
    response = open_run(server, streams, {"do": "endless", "record": "c1"}, session_id)
    response.readline()
    run_id = response.headers[RUN]

    reply = server.http("DELETE", f"/headwater/v1/invocations/{run_id}")

    assert (reply.status, reply.json()) == (200, {"invocationId": run_id, "state": "cancelled"})
    tail = response.read()
    assert b'\n\nevent: headwater.end\ndata: {"reason": "cancelled"' in tail
    leave(response)
    wait_until(lambda: server.ask(streams, {"do": "record", "record": "c1"}, session_id)["ended"])
    assert server.http("DELETE", f"/headwater/v1/invocations/{run_id}").json()["state"] == "cancelled"


@pytest.mark.parametrize("text", ["-1", "x", "1.5", "٣", "9" * 40, "1e3", "", "0x10"])
def test_cursors_that_are_none_are_refused(server, streams, session_id, text):
    response = open_run(server, streams, {"do": "count", "count": 1}, session_id)
    response.read()
    run_id = response.headers[RUN]

    reply = read_stream(server, run_id, text.encode())

    assert reply.status == 400
    leave(response)


def test_a_reader_who_does_not_read_slows_no_run_and_costs_no_memory(server, streams, session_id):
    count, size = 500, 32 * 1024  # 16 MB
    order = {"do": "flood", "record": "fast", "count": count, "size": size}
    response = open_run(server, streams, order, session_id)
    before = read_resident_bytes(server)

    def record():
        return server.ask(streams, {"do": "record", "record": "fast"}, session_id)

    digest = wait_until(lambda: record()["digest"], 30, "the agent to be done, whom nobody slows")

    assert read_resident_bytes(server) - before < 8 * 1024 * 1024
    body = remove_event_ids(response.read())
    assert hashlib.sha256(body).hexdigest() == digest
    leave(response)
    assert find_run(server, response.headers[RUN])["lengthBytes"] == len(body)


def test_several_watch_one_run_and_each_gets_all_of_it(server, streams, session_id):
    first = open_run(server, streams, {"do": "gated", "gate": "w"}, session_id)
    run_id = first.headers[RUN]
    with ThreadPoolExecutor(4) as pool:
        watching = [pool.submit(read_stream, server, run_id) for _ in range(4)]
        wait_until(lambda: find_run(server, run_id)["viewers"] == 5)
        assert find_run(server, run_id)["state"] == "running"
        server.ask(streams, {"do": "open", "gate": "w"}, session_id)

        bodies = {reply.result().body for reply in watching} | {first.read()}

    assert bodies == {b'data: "first"\nid: 15\n\ndata: "second"\nid: 31\n\n'}
    leave(first)


def test_what_the_agent_did_not_begin_to_answer_is_told_to_all_alike(server, streams, session_id):
    headers = {SESSION_HEADER: session_id, "Headwater-Resumable": "1"}
    order = b'{"do": "status", "status": 500}'
    refused = server.http("POST", invocation_path(streams), order, headers)
    detached = {**headers, "Headwater-Detached": "1"}
    run_id = server.http("POST", invocation_path(streams), order, detached).json()["invocationId"]

    later = read_stream(server, run_id)

    assert refused.status == later.status == 424
    assert later.headers["x-amzn-errortype"] == refused.headers["x-amzn-errortype"] == "RuntimeClientError"
    assert later.json() == refused.json()
    assert find_run(server, run_id)["state"] == "failed"


def test_answers_that_are_no_event_streams_are_kept_too(server, streams, session_id):
    response = open_run(server, streams, {"do": "bytes", "count": 100_000}, session_id)
    assert response.read() == b"x" * 100_000
    assert response.headers["content-length"] == "100000"
    leave(response)

    rest = server.http("GET", f"/headwater/v1/invocations/{response.headers[RUN]}/stream?offset=99990")

    assert (rest.status, rest.body) == (200, b"x" * 10)
    assert rest.headers["content-type"] == "application/octet-stream"


def test_a_plain_streams_silence_has_heartbeats_for_who_asks(server, streams, session_id):
    asked = {"Headwater_Heartbeat": "1", "Headwater_Resumable": "0"}
    response = open_run(server, streams, {"do": "gated", "gate": "h"}, session_id, **asked)
    beat = b""
    while b": heartbeat\n" not in beat:
        beat += response.readline()
    server.ask(streams, {"do": "open", "gate": "h"}, session_id)

    body = beat + response.read()

    assert remove_event_ids(body.replace(b": heartbeat\n\n", b"")) == b'data: "first"\n\ndata: "second"\n\n'
    leave(response)


@pytest.mark.parametrize(
    ("name", "value"), [("Heartbeat", "0"), ("Heartbeat", "x"), ("Heartbeat", "301"), ("Resumable", "yes")]
)
def test_wishes_that_are_none_are_refused(server, streams, session_id, name, value):
    headers = {SESSION_HEADER: session_id, f"Headwater-{name}": value}

    reply = server.http("POST", invocation_path(streams), b"{}", headers)

    assert reply.status == 400
    assert repr(value) in reply.json()["message"]


def test_who_leaves_before_his_request_is_complete_leaves_no_run(server, streams, session_id):
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=30)
    connection.putrequest("POST", invocation_path(streams))
    for name, value in (
        (SESSION_HEADER, session_id),
        ("Headwater-Resumable", "1"),
        ("Content-Length", "1000"),
    ):
        connection.putheader(name, value)
    connection.endheaders(b'{"do": ')

    def runs():
        return server.get_json(f"runs?session={session_id}")["runs"]

    wait_until(lambda: [run["state"] for run in runs()] == ["running"])
    connection.close()

    wait_until(lambda: [run["state"] for run in runs()] == ["failed"])


def test_a_plain_callers_answer_is_what_it_was(server, streams, session_id):
    reply = server.http(
        "POST", invocation_path(streams), b'{"do": "count", "count": 2}', {SESSION_HEADER: session_id}
    )

    assert reply.body == b"data: 0\n\ndata: 1\n\n"
    assert not [name for name in reply.headers if name.startswith("headwater")]


def test_a_run_whose_agent_breaks_off_has_failed_and_says_so_to_all(server, streams, session_id):
    response = open_run(server, streams, {"do": "raises"}, session_id)
    body = response.read()
    leave(response)

    assert b"broke off" in body
    assert read_stream(server, response.headers[RUN]).body == body
    assert find_run(server, response.headers[RUN])["state"] == "failed"
