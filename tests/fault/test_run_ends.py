"""Runs whose server or client ends without a word: what is told afterwards, and to whom."""

import ctypes
import json
import socket
import struct
import sys

import pytest

from headwater.wire.eventids import remove_event_ids
from runs import RUN, find_run, last_id, leave, open_run, read_stream
from servers import AGENTS, SESSION_HEADER, invocation_path, new_session_id, running_server, wait_until

SETTINGS = {
    "HEADWATER_SERVER__CLIENT_GONE_AFTER_S": "1",
    "HEADWATER_SERVER__DRAIN_TIMEOUT_S": "1",
    "HEADWATER_STREAMS__MEMORY_MAX_BYTES": "2000",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with running_server(tmp_path_factory.mktemp("ends"), SETTINGS) as server:
        yield server


@pytest.fixture(scope="module")
def streams(server):
    return server.deploy(AGENTS / "streams.py")


def vanish(sock):
    """No packet reaches it any more, as if its machine were gone."""
    drop_all = ctypes.create_string_buffer(struct.pack("HBBI", 0x06, 0, 0, 0))
    sock.setsockopt(socket.SOL_SOCKET, 26, struct.pack("HL", 1, ctypes.addressof(drop_all)))


@pytest.mark.skipif(sys.platform != "linux", reason="drops packets by a filter on a socket")
def test_an_agent_learns_that_its_plain_caller_vanished_and_a_run_goes_on(server, streams, session_id):
    plain = open_run(server, streams, {"do": "endless", "record": "p"}, session_id, Headwater_Resumable="0")
    run = open_run(server, streams, {"do": "endless", "record": "r"}, session_id)
    for response in (plain, run):
        response.readline()
        vanish(response.connection.sock)

    def record(name):
        return server.ask(streams, {"do": "record", "record": name}, session_id)

    wait_until(lambda: record("p")["ended"], 30, "the agent to hear of it")
    wait_until(lambda: find_run(server, run.headers[RUN])["viewers"] == 0, 30, "the reader to be gone")
    assert record("r")["ended"] is None
    server.http("DELETE", f"/headwater/v1/invocations/{run.headers[RUN]}")
    leave(plain)
    leave(run)


def test_a_server_that_is_killed_keeps_what_was_on_disk(server, streams, session_id):
    done = open_run(server, streams, {"do": "count", "count": 1000}, session_id)
    whole = done.read()
    going = open_run(server, streams, {"do": "gated", "gate": "k"}, session_id)
    first = going.readline() + going.readline() + going.readline()
    wait_until(lambda: find_run(server, going.headers[RUN])["lengthBytes"] == 15)
    headers = {SESSION_HEADER: new_session_id(), "Headwater-Detached": "1"}
    payload = json.dumps({"do": "gated", "gate": "never"}).encode()
    silent = server.http("POST", invocation_path(streams), payload, headers).json()["invocationId"]

    server.kill()
    server.start()

    assert read_stream(server, done.headers[RUN]).body == whole
    assert read_stream(server, done.headers[RUN], 7_590).body == whole[whole.index(b"id: 7590\n\n") + 10 :]
    rest = read_stream(server, going.headers[RUN], last_id(first))
    assert rest.body.startswith(b'event: headwater.end\ndata: {"reason": "server-restart"')
    assert first + rest.body == read_stream(server, going.headers[RUN]).body
    assert find_run(server, going.headers[RUN])["state"] == "lost"
    assert find_run(server, silent)["state"] == "lost"
    states = {run["invocationId"]: run["state"] for run in server.get_json("runs")["runs"]}
    assert states[going.headers[RUN]] == "lost"
    assert states[done.headers[RUN]] == "done"
    leave(done)
    leave(going)


def test_a_server_that_ends_lets_runs_end_and_tells_readers_of_the_others(server, streams, session_id):
    response = open_run(server, streams, {"do": "gated", "gate": "never"}, session_id)
    response.readline()
    run_id = response.headers[RUN]
    viewer = open_run(server, streams, {"do": "endless", "record": "d"}, new_session_id())
    viewer.readline()

    assert server.stop() == 0
    for one in (response, viewer):
        assert b'event: headwater.end\ndata: {"reason": "server-restart"' in one.read()
        leave(one)
    server.start()

    assert find_run(server, run_id)["state"] == "lost"
    again = read_stream(server, run_id).body
    assert remove_event_ids(again.partition(b"event: headwater.end")[0]) == b'data: "first"\n\n'
