"""What is wrong with a request, found on the server, where boto3 looks only at some of it."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import effort
from headwater.core.errors import InvalidRequest
from headwater.wire.restjson import load_api, parse_input
from headwater.wire.restjson.findings import MAX_FINDINGS_COUNT

API = load_api()
ARN = "arn%3Aaws%3Abedrock-agentcore%3Aus-west-2%3A123456789012%3Aruntime%2Fmy_agent-AbCdEfGhIj"
SESSION_HEADER = b"x-amzn-bedrock-agentcore-runtime-session-id"
VALID_RUNTIME = {
    "agentRuntimeName": "weather",
    "agentRuntimeArtifact": {
        "codeConfiguration": {
            "code": {"s3": {"bucket": "headwater-artifacts", "prefix": "weather/1.zip"}},
            "runtime": "PYTHON_3_11",
            "entryPoint": ["main.py"],
        }
    },
    "roleArn": "arn:aws:iam::123456789012:role/agent",
}


def create(changes: dict, *, drop: tuple[str, ...] = ()) -> dict:
    body = {name: value for name, value in (VALID_RUNTIME | changes).items() if name not in drop}
    return parse_input(API.match("PUT", "/runtimes/"), "", [], json.dumps(body).encode())


def invoke(*headers: tuple[bytes, bytes], query: str = "", body: bytes | None = None) -> dict:
    return parse_input(API.match("POST", f"/runtimes/{ARN}/invocations"), query, headers, body)


def problems(caught) -> dict[str, str]:
    return {problem.name: problem.message for problem in caught.value.fields}


def test_a_valid_request_is_taken_as_it_is_with_a_token():
    values = create({})

    assert len(values.pop("clientToken")) == 36
    assert values == VALID_RUNTIME


def test_everything_wrong_is_reported_at_once():
    code = {"code": {"s3": {"bucket": "UPPER"}}, "runtime": "PYTHON_2_7", "entryPoint": []}
    with pytest.raises(InvalidRequest) as caught:
        create(
            {
                "agentRuntimeName": "has-hyphen",
                "agentRuntimeArtifact": {"codeConfiguration": code},
                "description": "",
                "lifecycleConfiguration": {"idleRuntimeSessionTimeout": 59},
                "environmentVariables": {"secret": 3},
                "tags": {"k" * 129: "v", "ok": "v"},
            },
            drop=("roleArn",),
        )

    assert caught.value.reason == "FieldValidationFailed"
    found = problems(caught)
    assert set(found) == {
        "agentRuntimeName",
        "agentRuntimeArtifact.codeConfiguration.code.s3.bucket",
        "agentRuntimeArtifact.codeConfiguration.code.s3.prefix",
        "agentRuntimeArtifact.codeConfiguration.runtime",
        "agentRuntimeArtifact.codeConfiguration.entryPoint",
        "roleArn",
        "description",
        "lifecycleConfiguration.idleRuntimeSessionTimeout",
        "environmentVariables",
        "tags." + "k" * 100,
    }
    assert "PYTHON_3_11" in found["agentRuntimeArtifact.codeConfiguration.runtime"]
    assert "secret" not in str(found)
    assert caught.value.message.startswith("10 validation errors detected: Value ")


@pytest.mark.parametrize(
    ("changes", "name", "words"),
    [
        ({"agentRuntimeName": 7}, "agentRuntimeName", "must be a string"),
        ({"agentRuntimeArtifact": {}}, "agentRuntimeArtifact", "exactly one of"),
        ({"agentRuntimeArtifact": {"unheardOf": {}}}, "agentRuntimeArtifact", "exactly one of"),
        ({"agentRuntimeArtifact": []}, "agentRuntimeArtifact", "must be an object"),
        ({"lifecycleConfiguration": {"maxLifetime": 1.5}}, "lifecycleConfiguration.maxLifetime", "integer"),
        ({"lifecycleConfiguration": {"maxLifetime": True}}, "lifecycleConfiguration.maxLifetime", "integer"),
        (
            {"lifecycleConfiguration": {"maxLifetime": 10**30}},
            "lifecycleConfiguration.maxLifetime",
            "32 bits",
        ),
        ({"environmentVariables": ["a"]}, "environmentVariables", "must be an object"),
        (
            {"environmentVariables": {str(n): "" for n in range(51)}},
            "environmentVariables",
            "at most 50 entries",
        ),
        ({"filesystemConfigurations": {}}, "filesystemConfigurations", "must be a list"),
        ({"allowedPorts": [None]}, "allowedPorts[0]", "must not be null"),
        ({"clientToken": "short"}, "clientToken", "at least 33 characters"),
        (
            {"networkConfiguration": {"networkMode": "HOME"}},
            "networkConfiguration.networkMode",
            "PUBLIC, VPC",
        ),
    ],
)
def test_each_constraint_is_named(changes: dict, name: str, words: str):
    with pytest.raises(InvalidRequest) as caught:
        create(changes)

    assert words in problems(caught)[name]


def test_a_union_may_have_null_siblings_and_an_unknown_one_does_not_count():
    artifact = VALID_RUNTIME["agentRuntimeArtifact"] | {"containerConfiguration": None, "newInNextYear": {}}

    assert (
        create({"agentRuntimeArtifact": artifact})["agentRuntimeArtifact"]
        == VALID_RUNTIME["agentRuntimeArtifact"]
    )


def test_unknown_members_are_ignored_and_null_is_absent():
    values = create({"newInNextYear": 1, "description": None})

    assert "newInNextYear" not in values
    assert "description" not in values


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b'"text"',
        b"null",
        b"\xff\xfe",
        b'{"a": NaN}',
        b'{"a": 1e999}',
        b'{"a": ' + b"9" * 5000 + b"}",
        b'{"agentRuntimeName": "\\ud800"}',
        b'{"a":' * 101 + b"1" + b"}" * 101,
        b"[" * 100_000,
        b"{" * 3 + b"[" * 3000 + b'"',
    ],
)
def test_a_body_that_is_no_json_object_cannot_be_parsed(body: bytes):
    with pytest.raises(InvalidRequest) as caught:
        parse_input(API.match("PUT", "/runtimes/"), "", [], body)

    assert caught.value.reason == "CannotParse"
    assert caught.value.fields == ()


def test_a_payload_that_is_no_object_cannot_be_parsed_and_an_empty_one_lacks_its_members():
    match = API.match("POST", f"/runtimes/{ARN}/commands")

    with pytest.raises(InvalidRequest) as caught:
        parse_input(match, "", [], b"[]")
    assert caught.value.reason == "CannotParse"

    with pytest.raises(InvalidRequest) as caught:
        parse_input(match, "", [], b"")
    assert set(problems(caught)) == {"body.command"}


def test_brackets_inside_strings_do_not_nest():
    values = create({"description": '[{"' * 300, "tags": {"a": "b"}})

    assert values["description"] == '[{"' * 300


def test_a_whole_surrogate_pair_is_a_character():
    body = json.dumps(VALID_RUNTIME | {"description": "🌊"}).encode()
    assert b"\\ud83c" in body

    assert parse_input(API.match("PUT", "/runtimes/"), "", [], body)["description"] == "🌊"


def test_an_empty_body_is_an_empty_object():
    match = API.match("POST", f"/runtimes/{ARN}/stopruntimesession")

    for body in (None, b""):
        values = parse_input(match, "", [(SESSION_HEADER, b"s" * 33)], body)
        assert values["runtimeSessionId"] == "s" * 33
        assert len(values["clientToken"]) == 36


def test_a_session_id_is_made_up_for_an_invocation_but_not_for_a_stop():
    assert len(invoke()["runtimeSessionId"]) == 36
    with pytest.raises(InvalidRequest) as caught:
        parse_input(API.match("POST", f"/runtimes/{ARN}/stopruntimesession"), "", [], b"")
    assert set(problems(caught)) == {"runtimeSessionId"}


@pytest.mark.parametrize(("length", "is_valid"), [(32, False), (33, True), (256, True), (257, False)])
def test_a_session_id_has_33_to_256_characters(length: int, is_valid: bool):
    header = (SESSION_HEADER, b"s" * length)

    if is_valid:
        assert invoke(header)["runtimeSessionId"] == "s" * length
        return
    with pytest.raises(InvalidRequest) as caught:
        invoke(header)
    assert set(problems(caught)) == {"runtimeSessionId"}
    assert f"it has {length}" in caught.value.message


def test_a_streamed_payload_is_left_alone_and_a_given_one_is_kept_byte_for_byte():
    assert "payload" not in invoke(body=None)
    assert invoke(body=b"")["payload"] == b""
    assert invoke(body=b"\xff not json")["payload"] == b"\xff not json"


def test_headers_are_found_in_any_case_and_blank_ones_are_absent():
    values = invoke((b"TraceParent", b" 00-ab-cd-01 "), (b"Accept", b""), (b"X-Unknown", b"x"))

    assert values["traceParent"] == "00-ab-cd-01"
    assert "accept" not in values


def test_a_header_twice_is_refused_unless_it_is_a_list():
    values = invoke((b"baggage", b"a=1"), (b"baggage", b"b=2"), (b"mcp-name", b"x"), (b"mcp-name", b"x"))
    assert (values["baggage"], values["mcpName"]) == ("a=1,b=2", "x")
    # As the client of a2a-sdk 0.3 sends it.
    assert invoke((b"accept", b"*/*"), (b"accept", b"text/event-stream"))["accept"] == "*/*,text/event-stream"

    with pytest.raises(InvalidRequest) as caught:
        invoke((SESSION_HEADER, b"a" * 33), (SESSION_HEADER, b"b" * 33))
    assert set(problems(caught)) == {"runtimeSessionId"}


def test_query_members_are_typed_and_lists_repeat():
    listed = parse_input(API.match("POST", "/runtimes/"), "maxResults=5&nextToken=a%2Bb", [], b"")
    assert listed == {"maxResults": 5, "nextToken": "a+b"}

    arn = ARN.replace("%2Fmy_agent", "%2fmy_agent")
    untagged = parse_input(API.match("DELETE", f"/tags/{arn}"), "tagKeys=a&x=1&tagKeys=b%20c", [], b"")
    assert untagged["tagKeys"] == ["a", "b c"]


@pytest.mark.parametrize(
    "query", ["maxResults=0", "maxResults=101", "maxResults=x", "maxResults=", "maxResults=1e1"]
)
def test_a_page_size_out_of_range_is_refused(query: str):
    with pytest.raises(InvalidRequest) as caught:
        parse_input(API.match("POST", "/runtimes/"), query, [], b"")

    assert set(problems(caught)) == {"maxResults"}


@pytest.mark.parametrize("query", ["nextToken=%ff", "a=1&" * 2000])
def test_a_query_that_cannot_be_read_is_refused(query: str):
    with pytest.raises(InvalidRequest) as caught:
        parse_input(API.match("POST", "/runtimes/"), query, [], b"")

    assert caught.value.reason == "CannotParse"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (1735787045.678901, datetime(2025, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)),
        (1735787045, datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("2025-01-02T03:04:05Z", None),
        (1e15, None),
        (True, None),
    ],
)
def test_times_of_memory_are_numbers(given: object, expected: datetime | None):
    match = API.match("POST", "/memories/memory-AbCdEfGhIj/events")
    body = {"actorId": "a", "eventTimestamp": given, "payload": [{"blob": {"any": [None, 1.5]}}]}

    if expected is None:
        with pytest.raises(InvalidRequest, match="eventTimestamp"):
            parse_input(match, "", [], json.dumps(body).encode())
        return
    values = parse_input(match, "", [], json.dumps(body).encode())
    assert values["eventTimestamp"] == expected
    assert values["payload"] == body["payload"]


def test_a_sensitive_value_is_not_shown():
    match = API.match("POST", "/memories/memory-AbCdEfGhIj/events")
    content = {"conversational": {"content": {"text": ["my secret"]}, "role": "USER"}}
    body = {"actorId": "a", "eventTimestamp": 1, "payload": [content]}

    with pytest.raises(InvalidRequest) as caught:
        parse_input(match, "", [], json.dumps(body).encode())

    assert "secret" not in caught.value.message + str(caught.value.fields)


def test_a_long_value_is_shortened_and_a_flood_of_problems_is_cut():
    with pytest.raises(InvalidRequest) as caught:
        create({"environmentVariables": {f"{n} ": "v" * 5001 for n in range(50)}, "description": "d" * 10**6})
    assert len(caught.value.message) < 5000

    match = API.match("POST", "/memories/memory-AbCdEfGhIj/memoryRecords/batchDelete")
    with pytest.raises(InvalidRequest) as caught:
        parse_input(match, "", [], json.dumps({"records": [{}] * 100, "clientToken": 1}).encode())
    assert len(caught.value.fields) <= MAX_FINDINGS_COUNT


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(["name", "type", "bytes", "object"]), JSON, st.binary(max_size=40))
@settings(max_examples=effort.count(50, 150), deadline=None)
def test_nothing_but_an_invalid_request_comes_of_bad_input(kind: str, value: object, raw: bytes):
    try:
        match kind:
            case "name":
                create({"agentRuntimeName": value})
            case "type":
                create(
                    dict.fromkeys(
                        ("agentRuntimeArtifact", "tags", "allowedPorts", "hooksConfiguration"), value
                    )
                )
            case "bytes":
                parse_input(API.match("PUT", "/runtimes/"), raw.decode("latin-1"), [(raw, raw)], raw)
            case _:
                invoke((SESSION_HEADER, raw), (b"accept", raw), query=raw.decode("latin-1"), body=raw)
    except InvalidRequest as caught:
        assert caught.message  # noqa: PT017
