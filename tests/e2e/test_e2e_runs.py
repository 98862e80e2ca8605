"""Runs that outlive their callers: resumed, watched, cancelled."""

import pytest

from headwater.wire.eventids import remove_event_ids
from runs import RUN, last_id, leave, open_run, read_stream
from servers import wait_until


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
