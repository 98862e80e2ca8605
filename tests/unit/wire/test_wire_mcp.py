"""What the platform reads of MCP: never more than it says, whatever comes."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.wire.protocols.base import is_rpc_error
from headwater.wire.protocols.mcp import (
    McpMessage,
    choose_session_id,
    find_failure,
    has_sessions,
    is_mcp_session_id,
    read_message,
    takes_answers,
)

JSON_HEAD = [(b"Content-Type", b"application/json; charset=utf-8")]


@pytest.mark.parametrize(
    ("accept", "is_enough"),
    [
        ("application/json, text/event-stream", True),
        ("text/event-stream;q=0.5,application/json;q=0.9", True),
        ("TEXT/Event-Stream, Application/JSON", True),
        ("*/*", True),
        ("application/*, text/*", True),
        ("application/json", False),
        ("text/event-stream", False),
        ("application/json-seq, text/event-stream", False),
        ("", False),
    ],
)
def test_both_forms_of_an_answer_are_to_be_taken(accept, is_enough):
    assert takes_answers(accept) is is_enough


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({"method": "tools/call", "id": 1, "params": {"name": "add"}}, McpMessage("tools/call", "add")),
        ({"method": "prompts/get", "id": 1, "params": {"name": "p"}}, McpMessage("prompts/get", "p")),
        (
            {"method": "resources/read", "id": 1, "params": {"uri": "a:b"}},
            McpMessage("resources/read", "a:b"),
        ),
        ({"method": "tools/list", "id": 1, "params": {"name": "x"}}, McpMessage("tools/list")),
        ({"method": "tools/call", "id": 1, "params": {"name": 5}}, McpMessage("tools/call")),
        ({"method": "tools/call", "id": 1, "params": [1]}, McpMessage("tools/call")),
        ({"method": "notifications/cancelled"}, McpMessage("notifications/cancelled", is_request=False)),
        ({"id": 1, "result": {}}, McpMessage(None, is_request=False)),
        ({"id": 1, "error": {}}, McpMessage(None, is_request=False)),
        ({"id": 1}, None),
        ({"method": 5}, None),
        ([{"method": "a"}], None),
        ("method", None),
    ],
)
def test_messages_are_read(body, found):
    assert read_message(json.dumps(body).encode(), is_whole=True) == found


def test_what_is_long_or_cut_is_not_read():
    whole = json.dumps({"method": "tools/call", "id": 1}).encode()
    assert read_message(whole, is_whole=False) is None
    assert read_message(whole + b" " * 70_000, is_whole=True) is None
    assert read_message(b"[" * 60_000, is_whole=True) is None


@given(st.binary())
def test_any_bytes_can_come(data):
    message = read_message(data, is_whole=True)
    assert message is None or message.method is None or len(message.method) <= 256
    assert is_rpc_error(JSON_HEAD, data) in (True, False)


@pytest.mark.parametrize(
    ("version", "has"),
    [
        (None, True),
        ("2025-03-26", True),
        ("2025-11-25", True),
        ("2026-07-28", False),
        ("2027-01-01", False),
        ("DRAFT-2026", True),
        ("9", True),
    ],
)
def test_clients_since_a_day_name_no_sessions(version, has):
    assert has_sessions(version) is has


@given(st.text(alphabet=st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=1024))
def test_every_id_of_a_client_leads_to_one_session(mcp_id):
    session_id = choose_session_id(mcp_id)
    assert 33 <= len(session_id) <= 256
    assert choose_session_id(mcp_id) == session_id
    assert is_mcp_session_id(session_id)
    if 33 <= len(mcp_id) <= 256:
        assert session_id == mcp_id


@pytest.mark.parametrize("session_id", ["with blank", "ü", "", "tab\there", "a\x7f"])
def test_ids_that_are_not_visible_ascii_are_not_given_to_clients(session_id):
    assert not is_mcp_session_id(session_id)


@pytest.mark.parametrize(
    ("headers", "body", "is_one"),
    [
        (JSON_HEAD, {"jsonrpc": "2.0", "id": 1, "error": {"code": -1, "message": "x"}}, True),
        (JSON_HEAD, {"jsonrpc": "2.0", "id": None, "error": {"code": -32600}}, True),
        (JSON_HEAD, {"jsonrpc": "2.0", "id": 1, "result": {}}, False),
        (JSON_HEAD, {"error": {"code": -1}}, False),
        (JSON_HEAD, {"jsonrpc": "2.0", "error": "no"}, False),
        (JSON_HEAD, {"jsonrpc": "2.0", "error": {"code": "x"}}, False),
        (JSON_HEAD, [], False),
        ([(b"content-type", b"text/plain")], {"jsonrpc": "2.0", "error": {"code": -1}}, False),
        ([], {"jsonrpc": "2.0", "error": {"code": -1}}, False),
    ],
)
def test_errors_that_are_for_the_caller_are_told_from_others(headers, body, is_one):
    assert is_rpc_error(headers, json.dumps(body).encode()) is is_one


@pytest.mark.parametrize(
    ("last", "found"),
    [
        (b'event: message\ndata: {"jsonrpc": "2.0", "id": 1, "error": {"code": -32602}}\n\n', "-32602"),
        (b'{"jsonrpc": "2.0", "id": 1, "error": {"code": -32601, "message": "x"}}', "-32601"),
        (
            b'data: {}\n\ndata: {"jsonrpc":"2.0","id":1,"result":{"isError":true,"content":[]}}\r\n\r\n',
            "tool_error",
        ),
        (b'data: {"jsonrpc":"2.0","id":1,"result":{"isError":false,"content":[]}}\n\n', None),
        (b'data: {"jsonrpc":"2.0","id":1,"result":{"content":[{"text":"\\"error\\""}]}}\n\n', None),
        (b'd": 1, "error": {"code": -1}}\n\n', None),
        (b'["error"]', None),
        (b"", None),
    ],
)
def test_failures_that_an_answer_tells_of_are_found_in_its_last_part(last, found):
    assert find_failure(last) == found


@given(st.binary())
def test_any_last_part_can_come(data):
    assert find_failure(data + b'"error"') is None or b"code" in data
