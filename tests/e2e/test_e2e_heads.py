"""Heads of requests that no client of AWS's sends: too large, and sent while another one is answered."""

import json
import socket
from urllib.parse import urlsplit

from servers import invocation_path, wait_until


def connect(server):
    parts = urlsplit(server.url)
    return socket.create_connection((parts.hostname, parts.port), timeout=30)


def encode_invocation(agent, session_id, order):
    body = json.dumps(order).encode()
    head = (
        f"POST {invocation_path(agent)} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"X-Amzn-Bedrock-AgentCore-Runtime-Session-Id: {session_id}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def test_an_agent_hears_that_a_caller_left_who_had_sent_a_second_request(server, streams, session_id):
    with connect(server) as sock:
        sock.sendall(encode_invocation(streams, session_id, {"do": "endless", "record": "r"}))
        assert sock.recv(65536).startswith(b"HTTP/1.1 200 ")
        sock.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        sock.recv(65536)

    wait_until(
        lambda: server.find_session(streams, session_id)["activeInvocations"] == 0,
        what="the agent to hear that its caller left",
    )


def test_a_head_without_end_is_refused_in_the_words_of_aws(server):
    with connect(server) as sock:
        sock.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"y" * 100_000 + b"\r\n\r\n")
        answer = sock.makefile("rb").read()

    assert answer.startswith(b"HTTP/1.1 431 ")
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["message"] == "the request's head is too large"
