"""Front doors under attack: requests that are slow, torn, ambiguous, or claim what is not so."""

import json
import socket
import threading
import time
from urllib.parse import urlsplit

import pytest

from edges import running_edge
from planes import answer, begin_stream, running_plane
from servers import new_session_id, wait_until

ARN = "arn:aws:bedrock-agentcore:us-west-2:123456789012:runtime/weather-0123456789"
CONFIG = """
[listen]
trusted_proxies = ["{proxies}"]
[[door]]
name = "open"
keep_alive_s = 0.5
[door.guards]
body_max_bytes = 100_000
body_timeout_s = 0.5
deny = ["203.0.113.0/24"]
[[door]]
name = "few"
path = "/few"
[door.guards]
address_concurrency = 2
[[door]]
name = "rare"
path = "/rare"
[door.guards]
address_rate = ["3/hour"]
[[door]]
name = "keyed"
path = "/keyed"
[door.auth]
kind = "api-key"
failures_per_address = ["3/hour"]
keys = {{alice = "sha256:{digest}"}}
"""
OK = b'{"prompt": "hi"}'


@pytest.fixture(scope="module")
def plane():
    with running_plane() as plane:
        yield plane


@pytest.fixture(autouse=True)
def _quick_answers(plane):
    plane.answer = lambda handler: answer(handler, 200, b'"hi"')


def start(plane, folder, proxies):
    config = CONFIG.format(proxies=proxies, digest="0" * 64)
    return running_edge(folder, config, "--target", ARN, "--endpoint-url", plane.url)


@pytest.fixture(scope="module")
def edge(plane, tmp_path_factory):
    with start(plane, tmp_path_factory.mktemp("edge"), "192.0.2.1") as edge:
        yield edge


@pytest.fixture(scope="module")
def behind_proxy(plane, tmp_path_factory):
    """An edge that believes what this machine says of whom it speaks for."""
    with start(plane, tmp_path_factory.mktemp("edge"), "127.0.0.1") as edge:
        yield edge


def connect(edge):
    host, port = urlsplit(edge.url).netloc.split(":")
    return socket.create_connection((host, int(port)), timeout=20)


def talk(edge, data):
    """Every byte that comes back until the edge closes."""
    with connect(edge) as sock:
        sock.sendall(data)
        received = b""
        while part := sock.recv(65536):
            received += part
    return received


def count_answers(received):
    return received.count(b"HTTP/1.1 ")


POST = b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
INNER = b"GET /?prompt=smuggled HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.mark.parametrize(
    "data",
    [
        POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + INNER,
        POST + b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n" + INNER,
        POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + INNER,
        POST + b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + INNER,
        POST + b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + INNER,
        POST + b"Content-Length: 16\r\nContent-Length: 17\r\n\r\n" + OK + INNER,
        POST + b"Content-Length: +16\r\n\r\n" + OK + INNER,
        POST + b"Content-Length: 16, 16\r\n\r\n" + OK + INNER,
        POST + b"Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n" + INNER,
        POST + b"Transfer-Encoding: chunked\r\n\r\n-1\r\n" + INNER,
        POST + b"X: y\r\n Content-Length: 16\r\n\r\n" + INNER,
        POST + b"X\x00Y: z\r\n\r\n" + INNER,
        b"POST / HTTP/1.1\nHost: x\nContent-Length: 16\n\n" + OK + INNER,
    ],
)
def test_an_ambiguous_request_smuggles_nothing_in(edge, plane, data):
    before = len(plane.requests)

    received = talk(edge, data)

    assert count_answers(received) <= 1
    assert not [body for _, _, body in plane.requests[before:] if b"smuggled" in body]


@pytest.mark.parametrize(
    "path",
    [
        "//",
        "/.",
        "/./",
        "/%2e",
        "/%2e%2e/",
        "/x/..",
        "/few/",
        "//few",
        "/few%20",
        "/%66ew",
        "/few;a",
        "/FEW",
        "/few\\",
    ],
)
def test_only_a_doors_own_path_leads_to_it(edge, path):
    received = talk(edge, f"GET {path}?prompt=hi HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())

    assert received.split()[1] in (b"404", b"400")


@pytest.mark.parametrize(
    "session_id",
    [
        "x" * 32,
        "x" * 257,
        "x" * 40 + "\n",
        "x" * 40 + "\x00",
        "-" + "x" * 40,
        "ü" * 40,
        "edge-" + "0" * 64,
        7,
        [],
    ],
)
def test_a_session_id_that_is_none_is_refused(edge, session_id):
    assert edge.post({"prompt": "hi", "runtimeSessionId": session_id}).status == 400


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"null", b'"x"', b"{}", b'{"prompt": 7}', b'{"prompt": ""}', b"\xff\xfe",
        b'{"prompt": "\xff"}', b"[" * 50_000, b'{"prompt": "x", "response": "none"}', b'{"a":' * 10_000,
        b'{"prompt": ' + b"1" * 10_000 + b"}",
    ],
)  # fmt: skip
def test_a_body_that_is_none_is_refused(edge, body):
    reply = edge.request("POST", "/", body)

    assert reply.status == 400
    assert reply.json()["error"]["type"] == "invalid_request"


def test_half_a_surrogate_pair_reaches_the_agent_as_json_has_it(edge, plane):
    assert edge.request("POST", "/", b'{"prompt": "\\ud83d"}').status in (200, 400)


def test_a_body_that_does_not_come_is_not_waited_for(edge):
    with connect(edge) as sock:
        sock.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 16\r\n\r\n{")
        received = sock.recv(65536)

    assert received.startswith(b"HTTP/1.1 408 ")


def test_a_body_over_the_limit_is_refused_whether_it_says_so_or_not(edge, plane):
    before = len(plane.requests)
    large = b"x" * 200_000

    assert edge.request("POST", "/", large).status == 413
    assert edge.request("POST", "/", iter([large])).status == 413
    assert len(plane.requests) == before


def test_connections_that_are_cut_leave_nothing_behind(edge, plane):
    for data in (b"", b"GET", b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 16\r\n\r\n{", POST + b"\r\n"):
        for _ in range(5):
            with connect(edge) as sock:
                sock.sendall(data)

    assert edge.post({"prompt": "hi"}).status == 200
    assert "Traceback" not in edge.log_text()


def test_who_claims_to_be_another_is_believed_from_listed_proxies_only(edge, behind_proxy):
    denied, spoofed = {"X-Forwarded-For": "203.0.113.9"}, {"X-Forwarded-For": "203.0.113.9, 198.51.100.7"}

    assert edge.request("POST", "/", OK, denied).status == 200
    assert behind_proxy.request("POST", "/", OK, denied).status == 403
    assert behind_proxy.request("POST", "/", OK, spoofed).status == 200
    assert behind_proxy.request("POST", "/", OK, {"Forwarded": "for=203.0.113.9"}).status == 403


def test_a_rate_is_of_the_client_and_not_of_his_proxy(behind_proxy):
    def statuses(address):
        headers = {"X-Forwarded-For": address}
        return [behind_proxy.request("POST", "/rare", OK, headers).status for _ in range(4)]

    assert statuses("198.51.100.1") == [200, 200, 200, 429]
    assert statuses("198.51.100.2") == [200, 200, 200, 429]


def test_guesses_at_keys_are_throttled(edge):
    statuses = [edge.post({"prompt": "hi"}, "/keyed", x_api_key=f"hwe_{n}").status for n in range(5)]

    assert statuses == [401, 401, 401, 429, 429]
    assert edge.post({"prompt": "hi"}, "/keyed").status == 429


def test_no_more_than_the_limit_are_served_at_once(edge, plane):
    ended = threading.Event()

    def wait(handler):
        begin_stream(handler)
        handler.wfile.write(b'data: "hi"\n\n')
        ended.wait(30)

    plane.answer = wait
    held = [edge.open({"prompt": "hi"}, "/few") for _ in range(2)]
    try:
        assert [reply.status for _, reply in held] == [200, 200]
        refused = edge.post({"prompt": "hi"}, "/few")
        assert (refused.status, refused.headers["retry-after"]) == (429, "1")
    finally:
        for connection, reply in held:
            reply.close()
            connection.close()
        ended.set()
    plane.answer = lambda handler: answer(handler, 200, b'"hi"')
    wait_until(lambda: edge.post({"prompt": "hi"}, "/few").status == 200, what="the doors to be free again")


def test_silence_is_filled_between_events_and_not_within(edge, plane):
    def be_slow(handler):
        begin_stream(handler)
        handler.wfile.write(b'data: "one"\n\ndata: "tw')
        handler.wfile.flush()
        time.sleep(1.5)
        handler.wfile.write(b'o"\n\n')
        handler.wfile.flush()
        time.sleep(1.5)
        handler.wfile.write(b'data: "three"\n\n')

    plane.answer = be_slow

    body = edge.post({"prompt": "hi"}).body

    assert body.replace(b": keep-alive\n\n", b"") == b'data: "one"\n\ndata: "two"\n\ndata: "three"\n\n'
    assert b'"two"\n\n: keep-alive\n\n' in body


def test_a_client_that_does_not_read_makes_the_agent_wait(edge, plane):
    sent, is_over = [0], threading.Event()

    def flood(handler):
        begin_stream(handler)
        try:
            while sent[0] < 200_000_000:
                handler.wfile.write(b"data: " + b"x" * 10_000 + b"\n\n")
                sent[0] += 10_008
        finally:
            is_over.set()

    plane.answer = flood
    with connect(edge) as sock:
        sock.sendall(b"GET /?prompt=hi HTTP/1.1\r\nHost: x\r\n\r\n")
        sock.recv(100)
        settled = wait_until(lambda: _is_settled(sent), what="the agent to wait")
        assert settled
        assert sent[0] < 50_000_000
    assert is_over.wait(20), "the agent was not told that its client left"


def _is_settled(sent):
    before = sent[0]
    time.sleep(0.5)
    return before > 0 and sent[0] == before


def test_a_request_within_an_answer_is_not_served_and_does_not_hide_a_leaving_client(edge, plane):
    is_over = threading.Event()

    def tick(handler):
        begin_stream(handler)
        try:
            while True:
                handler.wfile.write(b'data: "tick"\n\n')
                time.sleep(0.02)
        finally:
            is_over.set()

    plane.answer = tick
    before = len(plane.requests)
    with connect(edge) as sock:
        sock.sendall(b"GET /?prompt=hi HTTP/1.1\r\nHost: x\r\n\r\n")
        assert b"tick" in sock.recv(65536) + sock.recv(65536)
        sock.sendall(INNER * 3)
        assert sock.recv(65536)

    assert is_over.wait(20), "the agent was not told that its client left"
    assert len(plane.requests) == before + 1
    assert "Traceback" not in edge.log_text()


def test_two_requests_in_one_packet_get_one_whole_answer(edge, plane):
    session_id = new_session_id()
    body = json.dumps({"prompt": "hi", "runtimeSessionId": session_id}).encode()
    one = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % len(body) + body

    received = talk(edge, one + POST + b"Content-Length: 16\r\n\r\n" + OK)

    assert count_answers(received) == 1
    assert received.count(session_id.encode()) == 1
    assert received.endswith(b"0\r\n\r\n")
