"""Answers that stream: the agent's bytes, in order, as they come, and nothing else."""

import base64
import hashlib
import json
import socket
import time
from urllib.parse import urlsplit

import pytest

from servers import SESSION_HEADER, invocation_path, read_events, wait_until

TEXT = 'data: "こんにちは 🎐 é"\n\ndata: "line\\r\\nbreaks"\r\n\r\n: comment\n\nno event at all'.encode()


def send_raw(server, agent, payload, session_id):
    """A connection with an invocation on its way and nothing read."""
    host, port = urlsplit(server.url).netloc.split(":")
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 64 * 1024)
    connection.settimeout(30)
    connection.connect((host, int(port)))
    body = json.dumps(payload).encode()
    head = (
        f"POST {invocation_path(agent)} HTTP/1.1\r\nHost: {host}:{port}\r\n{SESSION_HEADER}: {session_id}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    connection.sendall(head.encode() + body)
    return connection


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_bytes_arrive_as_they_left_however_they_were_cut(server, streams, session_id, size):
    chunks = [TEXT[at : at + size] for at in range(0, len(TEXT), size)]
    encoded = [base64.b64encode(chunk).decode() for chunk in chunks]

    response = server.invoke(streams, {"do": "chunks", "chunks": encoded}, session_id)

    assert response["response"].read() == TEXT


def test_a_hundred_thousand_events_arrive_in_order(server, streams, session_id):
    response = server.invoke(streams, {"do": "count", "count": 100_000}, session_id)

    body = response["response"].read()

    assert body == b"".join(b"data: %d\n\n" % number for number in range(100_000))


def test_the_first_event_arrives_before_the_second_is_made(server, streams, session_id):
    response = server.invoke(streams, {"do": "gated", "gate": "g"}, session_id)
    lines = response["response"].iter_lines(chunk_size=1)

    first = next(line for line in lines if line)
    server.ask(streams, {"do": "open", "gate": "g"}, session_id)
    second = next(line for line in lines if line)

    assert (first, second) == (b'data: "first"', b'data: "second"')


def test_headers_of_the_contract_come_back_and_others_do_not(server, streams, session_id):
    response = server.invoke(streams, {"do": "count", "count": 1}, session_id)
    response["response"].read()

    headers = response["ResponseMetadata"]["HTTPHeaders"]
    assert response["statusCode"] == 200
    assert response["contentType"] == "text/event-stream; charset=utf-8"
    assert response["runtimeSessionId"] == session_id
    assert response["traceParent"].startswith("00-0af7651916cd43dd")
    assert headers["x-amzn-requestid"]
    assert "x-own" not in headers
    assert "content-encoding" not in headers


@pytest.mark.parametrize(("status", "body"), [(200, "plain text"), (202, "accepted"), (204, "")])
def test_every_good_status_is_passed_on(server, streams, session_id, status, body):
    response = server.invoke(streams, {"do": "status", "status": status, "body": body}, session_id)

    assert response["statusCode"] == status
    assert response["response"].read().decode() == body


def test_an_answer_without_a_length_is_whole(server, streams, session_id):
    response = server.invoke(streams, {"do": "without_length"}, session_id)

    assert response["contentType"] == "application/json"
    assert response["response"].read() == b"[1,2]"


def test_a_caller_who_leaves_cancels_the_agents_stream(server, streams, session_id):
    response = server.invoke(streams, {"do": "endless", "record": "left"}, session_id)
    next(response["response"].iter_lines(chunk_size=1))

    response["response"].close()

    def ended():
        return server.ask(streams, {"do": "record", "record": "left"}, session_id)["ended"]

    assert wait_until(ended, what="the generator to be cancelled") in ("CancelledError", "GeneratorExit")


def test_a_caller_who_does_not_read_stops_the_agent_and_costs_no_memory(server, streams, session_id):
    count, size = 2000, 32 * 1024  # 64 MB
    order = {"do": "flood", "record": "flood", "count": count, "size": size}
    with send_raw(server, streams, order, session_id) as connection:
        before = read_server_rss_bytes(server)

        taken = wait_until_still(lambda: server.ask(streams, {"do": "record", "record": "flood"}, session_id))

        assert taken["bytes"] < 16 * 1024 * 1024, "the agent was not slowed"
        assert read_server_rss_bytes(server) - before < 16 * 1024 * 1024
        body = read_chunked(connection)
    record = server.ask(streams, {"do": "record", "record": "flood"}, session_id)
    assert len(body) > count * size
    assert hashlib.sha256(body).hexdigest() == record["digest"]


def test_many_streams_at_once_do_not_mix(server, streams, new_session_id):
    session_ids = [new_session_id() for _ in range(4)]
    responses = [
        server.invoke(streams, {"do": "count", "count": 300 + number}, session_ids[number % 4])
        for number in range(16)
    ]

    lengths = [len(read_events(response)) for response in responses]

    assert lengths == [300 + number for number in range(16)]


def read_server_rss_bytes(server):
    with open(f"/proc/{server.pid}/statm") as file:
        return int(file.read().split()[1]) * 4096


def wait_until_still(look):
    """The first value that comes five times in a row, a tenth of a second apart."""
    same = [look()]
    deadline_s = time.monotonic() + 30
    while len(same) < 5 or same[0] is None:
        assert time.monotonic() < deadline_s, "it never came to rest"
        time.sleep(0.1)
        value = look()
        same = [*same, value] if value == same[-1] else [value]
    return same[0]


def read_chunked(connection):
    with connection.makefile("rb") as file:
        while file.readline() != b"\r\n":
            pass
        parts = []
        while size := int(file.readline(), 16):
            parts.append(file.read(size))
            file.readline()
    return b"".join(parts)
