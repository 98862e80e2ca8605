"""How failures are told to clients of each protocol."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.core import errors
from headwater.core.runtimes import ServerProtocol
from headwater.wire.protocols import CallDialect, encode_protocol_problem
from headwater.wire.protocols.base import read_reason, write_reason

#: Error -> (JSON-RPC code, status) of MCP and of A2A, (code, status) of AG-UI; None: plain HTTP.
TABLE = {
    errors.AccessDenied: ((-32002, 403), None, ("ACCESS_DENIED", 403)),
    errors.Throttled: ((-32003, 200), (-32053, 429), ("RATE_LIMIT_EXCEEDED", 429)),
    errors.QuotaExceeded: ((-32003, 200), (-32053, 429), ("SERVICE_QUOTA_EXCEEDED", 429)),
    errors.NotFound: ((-32004, 200), (-32051, 404), ("RESOURCE_NOT_FOUND", 404)),
    errors.Conflict: ((-32005, 200), (-32054, 409), ("SESSION_BUSY", 409)),
    errors.RetryableConflict: ((-32005, 200), (-32054, 409), ("SESSION_BUSY", 409)),
    errors.InvalidRequest: ((-32006, 200), (-32052, 400), ("VALIDATION_ERROR", 400)),
    errors.AgentError: ((-32010, 200), (-32055, 424), ("AGENT_ERROR", 200)),
    errors.SandboxError: ((-32603, 200), (-32603, 500), ("INTERNAL_ERROR", 500)),
}
LONG = b'{"params": "' + b"x" * 2_000_000 + b'"'
REQUEST = b'{"jsonrpc": "2.0", "id": 7, "method": "tools/call"}'


def tell(protocol, error, first=REQUEST):
    dialect = CallDialect(protocol, "s-1")
    for at in range(0, len(first), 1000):
        dialect.note_part(first[at : at + 1000])
    return dialect.encode(error("it is so"), "r-1")


@pytest.mark.parametrize("error", TABLE)
def test_errors_are_told_as_each_protocol_has_them(error):
    mcp, a2a, agui = TABLE[error]
    answer = tell(ServerProtocol.MCP, error)
    assert (json.loads(answer.body)["error"]["code"], answer.status) == mcp
    answer = tell(ServerProtocol.A2A, error)
    if a2a is None:
        assert answer.status == 403
        assert "jsonrpc" not in json.loads(answer.body)
    else:
        assert (json.loads(answer.body)["error"]["code"], answer.status) == a2a
    answer = tell(ServerProtocol.AGUI, error)
    assert dict(answer.headers)["Content-Type"] == "text/event-stream"
    event = json.loads(answer.body.removeprefix(b"data: "))
    assert event["type"] == "RUN_ERROR"
    assert (event["code"], answer.status) == agui


def test_a_failure_of_ours_shows_nothing_of_itself():
    for protocol in ServerProtocol:
        assert b"it is so" not in tell(protocol, errors.SandboxError).body


@pytest.mark.parametrize(
    ("first", "rpc_id"),
    [
        (REQUEST, 7),
        (b'{"id": "a"}', "a"),
        (b'{"id": true}', None),
        (b'{"id": [1]}', None),
        (b"[1, 2]", None),
        (b'{"id": 7, "cut', None),
        (b"\xff", None),
        (b"[" * 100_000, None),
        (b'{"params": "' + b"x" * 100_000 + b'", "id": 8}', 8),
        # Longer than what is kept: at the end, or at the beginning, and never what is nested or quoted.
        (LONG + b', "jsonrpc": "2.0", "id": 8}\n', 8),
        (LONG + b',"id":"a \\" b", "method": "x"}', 'a " b'),
        (b'{"jsonrpc":"2.0","id":-9,' + LONG[1:] + b"}", -9),
        (LONG + b', "p": {"id": 8}}', None),
        (LONG + b', "p": "\\"id\\":8"}', None),
        (LONG + b', "id": null}', None),
        (LONG + b', "id": 1.2.3}', None),
    ],
)
def test_the_id_of_the_request_comes_back(first, rpc_id):
    assert json.loads(tell(ServerProtocol.MCP, errors.Throttled, first).body)["id"] == rpc_id


def test_http_is_told_as_aws_does():
    answer = encode_protocol_problem(ServerProtocol.HTTP, errors.Throttled("slow down"), "r-1")
    assert answer.status == 429
    assert json.loads(answer.body) == {"message": "slow down"}


@pytest.mark.parametrize("protocol", [one for one in ServerProtocol if one is not ServerProtocol.HTTP])
def test_a_failure_names_its_kind_and_session(protocol):
    headers = dict(tell(protocol, errors.AgentError).headers)
    assert headers["x-amzn-ErrorType"] == "RuntimeClientError"
    assert headers["X-Amzn-Bedrock-AgentCore-Runtime-Session-Id"] == "s-1"


def test_text_that_has_no_utf_8_is_told_all_the_same():
    for protocol in ServerProtocol:
        dialect = CallDialect(protocol)
        assert dialect.encode(errors.NotFound("\ud800"), "r-1").body
        assert dialect.write_event("\ud800").startswith(b"data: ")


def read_event(protocol):
    dialect = CallDialect(protocol)
    dialect.note_part(REQUEST)
    raw = dialect.write_event("it broke\noff")
    assert raw.endswith(b"\n\n")
    assert raw.count(b"\n") == 2
    return json.loads(raw.removeprefix(b"data: "))


@pytest.mark.parametrize(("protocol", "code"), [(ServerProtocol.MCP, -32010), (ServerProtocol.A2A, -32055)])
def test_a_failure_in_mid_stream_is_an_answer_to_the_request(protocol, code):
    error = {"code": code, "message": "it broke\noff"}
    assert read_event(protocol) == {"jsonrpc": "2.0", "id": 7, "error": error}


def test_a_failure_in_mid_run_is_an_event_of_ag_ui():
    told = read_event(ServerProtocol.AGUI)
    assert told == {"type": "RUN_ERROR", "message": "it broke\noff", "code": "AGENT_ERROR"}


def test_a_failure_in_mid_stream_is_the_sdks_event_over_http():
    assert read_event(ServerProtocol.HTTP)["error_type"] == "RuntimeClientError"


@given(st.text(st.characters(), max_size=700))
def test_what_a_header_tells_is_what_was_said(text):
    written = write_reason(text)

    assert written == "" or (written.isascii() and written.isprintable())
    assert read_reason(written) == text[:600]
    assert read_reason('any "thing" \\x') == 'any "thing" \\x'
