"""What a client of a front door can get to know of what is behind it: nothing."""

import json
import socket
import time
from urllib.parse import urlsplit

import pytest

from edges import running_edge
from planes import answer, begin_stream, running_plane

ACCOUNT, REGION, RUNTIME = "918273645546", "ap-south-9", "hidden_runtime-aB3dE5fG7h"
ARN = f"arn:aws:bedrock-agentcore:{REGION}:{ACCOUNT}:runtime/{RUNTIME}"
KEY_ID, SECRET = "AKIAHIDDENHIDDEN", "hidden-secret-of-the-edge"
DETAIL = f"User arn:aws:iam::{ACCOUNT}:role/hidden is not authorized on {ARN} at /srv/hidden/agent.py"
CONFIG = """
[[door]]
name = "public"
forms = ["transformed", "openai", "ai-sdk"]
target = {first_byte_timeout_s = 1.0}
[door.guards]
body_max_bytes = 2000
[[door]]
name = "keyed"
path = "/keyed"
auth = {kind = "api-key", keys = {a = "sha256:ZEROS"}}
""".replace("ZEROS", "0" * 64)
STATUSES = [301, 302, 304, 307, 400, 401, 402, 403, 404, 408, 409, 413, 418, 424, 429]
STATUSES += [500, 501, 502, 503, 504, 599]


@pytest.fixture(scope="module")
def plane():
    with running_plane() as plane:
        yield plane


@pytest.fixture(scope="module")
def edge(plane, tmp_path_factory):
    credentials = {"AWS_ACCESS_KEY_ID": KEY_ID, "AWS_SECRET_ACCESS_KEY": SECRET}
    arguments = ("--target", ARN, "--endpoint-url", plane.url)
    folder = tmp_path_factory.mktemp("edge")
    with running_edge(folder, CONFIG, *arguments, environment=credentials) as edge:
        yield edge


def talk(edge, data):
    """Every byte that comes back until the edge closes or has been silent for a while."""
    host, port = urlsplit(edge.url).netloc.split(":")
    received = b""
    with socket.create_connection((host, int(port)), timeout=10) as sock:
        sock.sendall(data)
        while True:
            try:
                part = sock.recv(65536)
            except TimeoutError:
                break
            if not part:
                break
            received += part
    return received


def post(edge, body, path="/", headers=""):
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = f"Host: x\r\nConnection: close\r\nContent-Length: {len(data)}\r\n{headers}"
    head = f"POST {path} HTTP/1.1\r\n{headers}\r\n"
    return talk(edge, head.encode() + data)


def check_hidden(edge, plane, received):
    assert received, "nothing came back"
    port = urlsplit(plane.url).netloc
    hidden = [ARN, ACCOUNT, REGION, RUNTIME, KEY_ID, SECRET, port, "arn:", "amzn", "amazon", "bedrock"]
    hidden += ["/srv/", "hidden", "Traceback", 'File "', "uvicorn", "python", str(edge.config.parent)]
    text = received.decode("latin-1").lower()
    assert [word for word in hidden if word.lower() in text] == []


@pytest.mark.parametrize("status", STATUSES)
def test_errors_of_the_target_keep_their_class_and_nothing_else(edge, plane, status):
    plane.answer = lambda handler: answer(
        handler,
        status,
        json.dumps({"message": DETAIL}).encode() if status != 304 else b"",
        location=f"https://hidden/{ARN}",
        set_cookie="hidden=1",
        x_amzn_errortype="HiddenException",
        x_amzn_requestid="hidden",
        server="hidden",
        www_authenticate=f'Bearer resource_metadata="https://hidden/{ARN}"',
    )

    for body in ({"prompt": "hi"}, {"prompt": "hi", "response": "transformed"}):
        received = post(edge, body)
        check_hidden(edge, plane, received)
        answered = int(received.split()[1])
        assert answered // 100 == (status // 100 if status >= 400 and status != 401 else 5)
        assert json.loads(received.partition(b"\r\n\r\n")[2])["error"]["message"]


@pytest.mark.parametrize("error", ["UnrecognizedClientException", "ExpiredTokenException:http://hidden/"])
def test_the_edges_own_credentials_are_no_fault_of_clients(edge, plane, error):
    plane.answer = lambda handler: answer(handler, 403, b"{}", x_amzn_errortype=error)

    received = post(edge, {"prompt": "hi"})

    check_hidden(edge, plane, received)
    assert received.startswith(b"HTTP/1.1 502 ")


def test_headers_of_a_good_answer_stay_behind(edge, plane):
    plane.answer = lambda handler: answer(
        handler,
        200,
        b'"hi"',
        set_cookie="hidden=1",
        server="hidden",
        x_amzn_requestid="hidden",
        x_amzn_bedrock_agentcore_runtime_session_id="hidden",
        via="hidden",
    )

    received = post(edge, {"prompt": "hi"})

    check_hidden(edge, plane, received)
    assert received.endswith(b'"hi"\r\n0\r\n\r\n')


def test_a_compressed_answer_is_refused_rather_than_spoiled(edge, plane):
    plane.answer = lambda handler: answer(handler, 200, b"\x1f\x8bhidden", content_encoding="gzip")

    received = post(edge, {"prompt": "hi"})

    check_hidden(edge, plane, received)
    assert received.startswith(b"HTTP/1.1 502 ")
    assert plane.requests[-1][1]["accept-encoding"] == "identity"


def test_an_answer_that_breaks_off_tells_no_reason(edge, plane):
    def break_off(handler):
        begin_stream(handler)
        handler.wfile.write(b'data: {"event": {"contentBlockDelta": {"delta": {"text": "hi"}}}}\n\n')
        handler.wfile.flush()
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        handler.connection.close()

    plane.answer = break_off
    chat = {"model": "x", "stream": True, "messages": [{"role": "user", "content": "hi"}]}

    for received in (
        post(edge, {"prompt": "hi"}),
        post(edge, {"prompt": "hi", "response": "transformed"}),
        post(edge, chat, "/v1/chat/completions"),
        post(edge, {**chat, "stream": False}, "/v1/chat/completions"),
        post(edge, {"id": "0123456789abcdef", "messages": [{"role": "user", "content": "hi"}]}, "/api/chat"),
    ):
        check_hidden(edge, plane, received)
        assert b"stopped before its answer was complete" in received


def test_a_silent_a_foreign_and_a_missing_target_are_told_alike(edge, plane, tmp_path):
    plane.answer = lambda handler: time.sleep(1.5)
    received = post(edge, {"prompt": "hi"})
    check_hidden(edge, plane, received)
    assert received.startswith(b"HTTP/1.1 504 ")

    plane.answer = lambda handler: handler.wfile.write(b"hidden is no HTTP\r\n\r\n")
    received = post(edge, {"prompt": "hi"})
    check_hidden(edge, plane, received)
    assert received.startswith(b"HTTP/1.1 502 ")

    with socket.create_server(("127.0.0.1", 0)) as closed:
        url = f"http://127.0.0.1:{closed.getsockname()[1]}"
    credentials = {"AWS_ACCESS_KEY_ID": KEY_ID, "AWS_SECRET_ACCESS_KEY": SECRET}
    arguments = ("--target", ARN, "--endpoint-url", url)
    with running_edge(tmp_path, CONFIG, *arguments, environment=credentials) as lonely:
        received = post(lonely, {"prompt": "hi"})
    check_hidden(lonely, plane, received)
    assert received.startswith(b"HTTP/1.1 502 ")


@pytest.mark.parametrize(
    "data",
    [
        b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET /?prompt= HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET /v1/models HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET /keyed?prompt=x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"OPTIONS / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"TRACE / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"BREW / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"nonsense\r\n\r\n",
        b"GET / HTTP/9.9\r\nHost: x\r\n\r\n",
        b"GET /%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + b"y" * 100_000 + b"\r\n\r\n",
        b"GET /?" + b"q" * 100_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"X-Many: y\r\n" * 1000 + b"\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nConnection: close\r\n\r\n\xff\xfe\x00",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999\r\nConnection: close\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: close\r\n\r\n",
    ],
)
def test_refusals_of_the_edge_tell_nothing(edge, plane, data):
    received = talk(edge, data)

    check_hidden(edge, plane, received)
    assert int(received.split()[1]) < 500


def test_the_edge_signs_with_its_own_credentials_and_passes_nothing_of_the_clients(edge, plane):
    plane.answer = lambda handler: answer(handler, 200, b'"hi"')
    headers = (
        "Authorization: Bearer clients\r\nCookie: clients\r\nX-Amzn-Trace-Id: clients\r\nX-Any: clients\r\n"
    )

    post(edge, {"prompt": "hi", "secret": "clients"}, headers=headers)

    path, sent, body = plane.requests[-1]
    assert path == f"/runtimes/{ARN.replace(':', '%3A').replace('/', '%2F')}/invocations"
    assert sent["authorization"].startswith(f"AWS4-HMAC-SHA256 Credential={KEY_ID}/")
    assert f"/{REGION}/bedrock-agentcore/aws4_request" in sent["authorization"]
    assert json.loads(body) == {"prompt": "hi"}
    assert "clients" not in str(sent)
