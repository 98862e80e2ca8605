"""Invocations that are wrong, over plain HTTP, where no SDK mends them: error, status and shape as AWS's."""

import json
import socket
from urllib.parse import quote, urlsplit

import pytest

from servers import SESSION_HEADER, invocation_path

UNKNOWN_ARN = "arn:aws:bedrock-agentcore:us-west-2:000000000000:runtime/nobody-abcdefghij"


def check_problem(reply, status, code, text="", fields=()):
    """`reply` is an error as the services give it."""
    assert (reply.status, reply.headers["x-amzn-errortype"]) == (status, code), reply.body
    assert reply.headers["content-type"] == "application/json"
    assert len(reply.headers["x-amzn-requestid"]) == 36
    problem = reply.json()
    assert text in problem["message"]
    if code == "ValidationException":
        assert set(problem) == {"message", "reason", "fieldList"}
        assert problem["reason"] in ("FieldValidationFailed", "CannotParse")
        names = [field["name"] for field in problem["fieldList"]]
        for field in fields:
            assert field in names
            assert all(field["message"] for field in problem["fieldList"])
    else:
        assert set(problem) == {"message"}


def post(server, path, headers=None, body=b"{}"):
    return server.http("POST", path, body, headers)


@pytest.mark.parametrize("length", [1, 14, 32, 257, 1000])
def test_session_ids_of_wrong_lengths_are_refused(server, probe, length):
    reply = post(server, invocation_path(probe), {SESSION_HEADER: "x" * length})

    check_problem(reply, 400, "ValidationException", "runtimeSessionId", ["runtimeSessionId"])


@pytest.mark.parametrize("length", [32, 257])
def test_a_stop_with_such_an_id_is_refused_too(server, probe, length):
    path = invocation_path(probe).replace("/invocations", "/stopruntimesession")

    reply = post(server, path, {SESSION_HEADER: "x" * length})

    check_problem(reply, 400, "ValidationException", "runtimeSessionId", ["runtimeSessionId"])


def test_two_session_ids_are_one_too_many(server, probe):
    request = (
        f"POST {invocation_path(probe)} HTTP/1.1\r\nHost: localhost\r\n"
        "Connection: close\r\nContent-Length: 2\r\n"
        f"{SESSION_HEADER}: {'a' * 40}\r\n{SESSION_HEADER}: {'b' * 40}\r\n\r\n{{}}"
    )

    answer = send_raw(server, request.encode())

    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b"ValidationException" in answer


@pytest.mark.parametrize(
    ("arn", "status", "code"),
    [
        (UNKNOWN_ARN, 404, "ResourceNotFoundException"),
        (UNKNOWN_ARN.replace("us-west-2", "eu-west-1"), 404, "ResourceNotFoundException"),
        (UNKNOWN_ARN.replace("0" * 12, "1" * 12), 404, "ResourceNotFoundException"),
        (UNKNOWN_ARN.replace("0" * 12, "1"), 400, "ValidationException"),
        (UNKNOWN_ARN.replace(":runtime/", ":memory/"), 400, "ValidationException"),
        ("arn:aws:s3:::bucket", 400, "ValidationException"),
        ("arn:", 400, "ValidationException"),
        ("nobody", 400, "ValidationException"),
        ("nobody-abcdefghij", 400, "ValidationException"),
        ("..", 400, "ValidationException"),
        ("../../etc/passwd", 400, "ValidationException"),
        ("x" * 5000, 400, "ValidationException"),
        ("\x00", 400, "ValidationException"),
        ("nobody-abcdefghij\r\nX-Injected: 1", 400, "ValidationException"),
    ],
)
def test_runtimes_that_are_not_there(server, arn, status, code):
    reply = post(server, f"/runtimes/{quote(arn, safe='')}/invocations")

    check_problem(reply, status, code)
    assert "x-injected" not in reply.headers


def test_a_path_that_is_no_utf8_is_refused(server):
    check_problem(post(server, "/runtimes/%ff%fe/invocations"), 400, "ValidationException")


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("?qualifier=nothing", 404, "ResourceNotFoundException"),
        ("?qualifier=1", 404, "ResourceNotFoundException"),
        ("?qualifier=default", 404, "ResourceNotFoundException"),
        ("?accountId=12", 400, "ValidationException"),
        ("?accountId=111111111111", 404, "ResourceNotFoundException"),
        ("?qualifier=%ff", 400, "ValidationException"),
    ],
)
def test_qualifiers_and_accounts_that_are_wrong(server, probe, query, status, code):
    check_problem(post(server, invocation_path(probe, query)), status, code)


def test_a_qualifier_that_is_not_there_says_which_are(server, probe):
    reply = post(server, invocation_path(probe, "?qualifier=prod"))

    assert "'prod'" in reply.json()["message"]
    assert "DEFAULT" in reply.json()["message"]


@pytest.mark.parametrize(
    ("name", "length"),
    [
        ("X-Amzn-Trace-Id", 129),
        ("traceparent", 129),
        ("tracestate", 513),
        ("X-Amzn-Bedrock-AgentCore-Runtime-User-Id", 1025),
        ("Mcp-Session-Id", 1025),
        ("Content-Type", 257),
    ],
)
def test_headers_longer_than_the_model_allows_are_refused(server, probe, name, length):
    reply = post(server, invocation_path(probe), {name: "x" * length})

    check_problem(reply, 400, "ValidationException")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/nothing"),
        ("POST", "/nothing/here"),
        ("GET", "/runtimes"),
        ("PUT", "/runtimes/x-abcdefghij/invocations"),
        ("GET", "/headwater/v1/nothing"),
        ("DELETE", "/headwater/v1/status"),
        ("POST", "/healthzz"),
        ("POST", "//runtimes//"),
    ],
)
def test_routes_that_are_not_there(server, method, path):
    check_problem(server.http(method, path), 404, "UnknownOperationException")


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_do_not_invoke(server, probe, method):
    reply = server.http(method, invocation_path(probe))

    check_problem(reply, 404, "UnknownOperationException", "POST")


def test_head_has_no_body(server, probe):
    for path in (invocation_path(probe), "/nothing"):
        reply = server.http("HEAD", path)
        assert (reply.status, reply.body) == (404, b"")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/gateways/"),
        ("POST", "/identities/GetWorkloadAccessToken"),
    ],
)
def test_operations_that_are_modelled_but_not_built_say_so(server, method, path):
    reply = server.http(method, path, b"{}")

    check_problem(reply, 501, "NotImplementedException", "docs/differences.md")


def test_header_values_cannot_smuggle_headers(server, probe):
    request = (
        f"POST {invocation_path(probe)} HTTP/1.1\r\nHost: localhost\r\n"
        "Connection: close\r\nContent-Length: 17\r\n"
        f"{SESSION_HEADER}: {'a' * 40}\x0bX-Evil: 1\r\n\r\n" + json.dumps({"do": "headers"})[:17]
    )

    answer = send_raw(server, request.encode())

    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b"x-evil" not in answer.split(b"\r\n\r\n")[0].lower()


@pytest.mark.parametrize(
    "garbage",
    [
        b"\x16\x03\x01\x02\x00\x01\x00",
        b"GET\r\n\r\n",
        b"POST /x HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"POST /x HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        b"POST /x HTTP/1.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
)
def test_what_is_no_http_is_refused_and_the_server_goes_on(server, garbage):
    answer = send_raw(server, garbage)

    assert answer.startswith(b"HTTP/1.1 400 ") or answer == b""
    assert server.http("GET", "/healthz").json() == {"status": "ok"}


def test_a_caller_that_breaks_off_its_body_leaves_nothing_behind(server, probe, session_id):
    request = (
        f"POST {invocation_path(probe)} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n"
        f"{SESSION_HEADER}: {session_id}\r\n\r\n{{"
    )
    host, port = urlsplit(server.url).netloc.split(":")
    with socket.create_connection((host, int(port)), 10) as connection:
        connection.sendall(request.encode())

    assert server.ask(probe, {"do": "state"}, session_id)["calls"] in (1, 2)


def send_raw(server, request):
    host, port = urlsplit(server.url).netloc.split(":")
    with socket.create_connection((host, int(port)), 10) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65536), b""))
