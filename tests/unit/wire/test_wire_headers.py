"""Which headers may be listed, which reach the agent, which reach the caller."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.core.errors import InvalidRequest
from headwater.wire.headers import (
    CUSTOM_PREFIX,
    RESTRICTED_HEADERS,
    build_agent_headers,
    build_allowlist,
    build_caller_headers,
    check_allowlist,
    is_forwardable,
)

SESSION = "s" * 33
SESSION_HEADER = b"x-amzn-bedrock-agentcore-runtime-session-id"
REQUEST_HEADER = b"x-amzn-bedrock-agentcore-runtime-request-id"


def to_agent(*inbound: tuple[bytes, bytes], allow: tuple[str, ...] = ()) -> dict[bytes, bytes]:
    headers = build_agent_headers(
        inbound, session_id=SESSION, request_id="r", allowlist=build_allowlist(allow)
    )
    assert len(dict(headers)) == len(headers)
    return dict(headers)


@pytest.mark.filterwarnings("ignore")  # the SDK's own, at its import
def test_the_restricted_names_are_those_of_the_official_sdk():
    models = pytest.importorskip("bedrock_agentcore.runtime.models")
    named = {name.lower() for name in models.RESTRICTED_HEADERS if not name.startswith(":")}

    assert named == RESTRICTED_HEADERS


@pytest.mark.parametrize("name", ["X-Tenant", CUSTOM_PREFIX + "Tenant", "traceparent", "Authorization", "a"])
def test_names_that_may_be_listed(name: str):
    assert is_forwardable(name)
    assert check_allowlist([name], has_jwt_authorizer=True) == []


@pytest.mark.parametrize(
    "name",
    [
        "Cookie",
        "HOST",
        "x-amz-date",
        "X-Amzn-Other",
        "WorkloadAccessToken",
        ":path",
        "1a",
        "a b",
        "",
        "n" * 257,
    ],
)
def test_names_that_may_not_be_listed(name: str):
    assert not is_forwardable(name)
    (problem,) = check_allowlist(["X-Fine", name])
    assert problem.name == "requestHeaderConfiguration.requestHeaderAllowlist[1]"


def test_authorization_needs_an_authorizer():
    assert "customJWTAuthorizer" in check_allowlist(["authorization"])[0].message


def test_a_list_has_1_to_20_different_names():
    assert len(check_allowlist([])) == 1
    assert check_allowlist([f"x-{n}" for n in range(20)]) == []
    assert len(check_allowlist([f"x-{n}" for n in range(21)])) == 1
    assert "more than once" in check_allowlist(["X-A", "x-a"])[0].message


def test_an_agent_gets_the_ids_and_a_content_type_whatever_was_sent():
    assert to_agent() == {
        SESSION_HEADER: SESSION.encode(),
        REQUEST_HEADER: b"r",
        b"content-type": b"application/json",
    }


def test_an_agent_gets_what_the_contract_names_and_what_is_listed():
    passed = [
        (b"content-type", b"text/plain"),
        (b"accept", b"text/event-stream"),
        (b"x-amzn-bedrock-agentcore-runtime-user-id", b"u"),
        (b"mcp-session-id", b"m"),
        (b"traceparent", b"00-a-b-01"),
        (b"baggage", b"k=v"),
        (b"x-tenant", b"t"),
    ]
    dropped = [
        (b"host", b"h"),
        (b"connection", b"close"),
        (b"content-length", b"3"),
        (b"transfer-encoding", b"chunked"),
        (b"authorization", b"AWS4-HMAC-SHA256 secret"),
        (b"cookie", b"c"),
        (b"x-amz-date", b"d"),
        (b"x-other", b"o"),
        (b"workloadaccesstoken", b"forged"),
    ]

    headers = to_agent(*passed, *dropped, allow=("X-Tenant", "WorkloadAccessToken"))

    assert headers == dict(passed) | {SESSION_HEADER: SESSION.encode(), REQUEST_HEADER: b"r"}


def test_a_caller_cannot_choose_the_ids_the_agent_sees():
    headers = to_agent((SESSION_HEADER, b"other" * 8), (REQUEST_HEADER, b"other"), (b"X-Amzn-Trace-Id", b"t"))

    assert headers[SESSION_HEADER] == SESSION.encode()
    assert headers[REQUEST_HEADER] == b"r"
    assert headers[b"x-amzn-trace-id"] == b"t"


def test_a_listed_value_has_at_most_4_kb():
    assert to_agent((b"x-tenant", b"v" * 4096), allow=("x-tenant",))[b"x-tenant"] == b"v" * 4096
    with pytest.raises(InvalidRequest, match="x-tenant has 4097 bytes"):
        to_agent((b"x-tenant", b"v" * 4097), allow=("x-tenant",))


@pytest.mark.parametrize("session_id", ["s" * 33 + "\r\nx: y", "s\x00" * 20, "s" * 40 + "\x7f"])
def test_a_session_id_cannot_smuggle_a_header(session_id: str):
    with pytest.raises(InvalidRequest, match="control characters"):
        build_agent_headers([], session_id=session_id, request_id="r")


def test_a_caller_gets_what_the_contract_names():
    passed = [
        (b"Content-Type", b"text/event-stream; charset=utf-8"),
        (b"mcp-session-id", b"m"),
        (b"mcp-protocol-version", b"2025-06-18"),
        (b"tracestate", b"a=b"),
        (b"content-encoding", b"gzip"),
    ]
    dropped = [
        (b"set-cookie", b"c"),
        (b"server", b"uvicorn"),
        (b"date", b"now"),
        (b"connection", b"keep-alive"),
        (b"transfer-encoding", b"chunked"),
        (b"x-secret", b"s"),
        (SESSION_HEADER, b"other"),
    ]

    headers = build_caller_headers([*passed, *dropped], session_id=SESSION, request_id="r")

    expected = {name.lower(): value for name, value in passed}
    assert dict(headers) == expected | {SESSION_HEADER: SESSION.encode(), b"x-amzn-requestid": b"r"}
    assert len(headers) == len(passed) + 2


@given(st.lists(st.tuples(st.binary(), st.binary())))
def test_random_headers_pass_or_are_dropped(headers: list[tuple[bytes, bytes]]):
    build_agent_headers(headers, session_id=SESSION, request_id="r")
    build_caller_headers(headers, session_id=SESSION, request_id="r")
