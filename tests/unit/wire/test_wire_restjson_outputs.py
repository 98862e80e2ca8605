"""Every operation's answer, made by us, is read by botocore as the result it was made of."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime

import pytest
from botocore.awsrequest import HeadersDict
from botocore.eventstream import EventStream
from botocore.parsers import create_parser
from wire_samples import Sampler

from headwater.wire.eventstream import encode_event
from headwater.wire.http import HttpAnswer
from headwater.wire.restjson import EncodedList, Operation, encode_output, load_api

API = load_api()
PARSER = create_parser("rest-json")
ROUNDS = 3


def is_event_stream(operation: Operation) -> bool:
    return any(member.serialization.get("eventstream") for member in operation.output_shape.members.values())


def is_status_member(shape) -> bool:
    member = shape.members.get("statusCode")
    return member is not None and member.serialization.get("location") == "statusCode"


PLAIN = [operation for operation in API if not is_event_stream(operation)]


def read(operation: Operation, answer: HttpAnswer) -> dict:
    is_streaming = operation.name == "InvokeAgentRuntime"
    body = io.BytesIO(answer.body) if is_streaming else answer.body
    response = {"status_code": answer.status, "headers": HeadersDict(answer.headers), "body": body}
    parsed = PARSER.parse(response, operation.output_shape)
    del parsed["ResponseMetadata"]
    if is_streaming:
        parsed["response"] = parsed["response"].read()
    return parsed


@pytest.mark.parametrize("operation", PLAIN, ids=lambda operation: operation.name)
def test_botocore_reads_what_we_answer(operation: Operation):
    for round_number in range(ROUNDS):
        result = Sampler((operation.name, round_number)).value(operation.output_shape)
        if is_status_member(operation.output_shape):
            result["statusCode"] = operation.success_status

        answer = encode_output(operation, result)

        assert answer.status == operation.success_status
        parsed = read(operation, answer)
        if operation.name == "GetAgentCard":
            parsed.setdefault("agentCard", {})
            result.setdefault("agentCard", {})
        if operation.name == "InvokeAgentRuntime":
            result.setdefault("response", b"")
            result.setdefault("contentType", "application/octet-stream")
        assert parsed == result


def test_an_event_stream_is_sent_as_given():
    operation = API.get_operation("InvokeAgentRuntimeCommand")
    frames = encode_event("chunk", b'{"contentStop":{"exitCode":0,"status":"COMPLETED"}}')

    answer = encode_output(operation, {"runtimeSessionId": "s" * 33, "stream": frames})

    headers = dict(answer.headers)
    assert headers["Content-Type"] == "application/vnd.amazon.eventstream"
    assert headers["X-Amzn-Bedrock-AgentCore-Runtime-Session-Id"] == "s" * 33
    stream_shape = operation.output_shape.members["stream"]
    raw = io.BytesIO(answer.body)
    raw.stream = lambda: iter([raw.read()])
    events = list(EventStream(raw, stream_shape, PARSER._event_stream_parser, "op"))
    assert events == [{"chunk": {"contentStop": {"exitCode": 0, "status": "COMPLETED"}}}]


def test_times_are_text_for_runtimes_and_numbers_for_memory():
    moment = datetime(2025, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)

    runtime = encode_output(API.get_operation("UpdateAgentRuntime"), {"createdAt": moment})
    memory = encode_output(API.get_operation("CreateEvent"), {"event": {"eventTimestamp": moment}})

    assert json.loads(runtime.body) == {"createdAt": "2025-01-02T03:04:05.678901Z"}
    assert json.loads(memory.body) == {"event": {"eventTimestamp": 1735787045.678901}}


def test_none_is_left_out_at_every_depth():
    operation = API.get_operation("GetAgentRuntime")

    answer = encode_output(
        operation,
        {"failureReason": None, "networkConfiguration": {"networkMode": "PUBLIC", "networkModeConfig": None}},
    )

    assert json.loads(answer.body) == {"networkConfiguration": {"networkMode": "PUBLIC"}}


def test_an_answer_without_content_has_no_body():
    answer = encode_output(API.get_operation("TagResource"), {})

    assert answer == HttpAnswer(204, (), b"")


def test_an_empty_result_is_an_empty_object():
    answer = encode_output(API.get_operation("StopRuntimeSession"), {"runtimeSessionId": "s" * 33})

    assert answer.status == 200
    assert answer.body == b"{}"


@pytest.mark.parametrize(
    "result",
    [
        {"noSuchMember": 1},
        {"networkConfiguration": {"noSuchMember": 1}},
        {"agentRuntimeId": 7},
        {"agentRuntimeArtifact": {}},
        {"lifecycleConfiguration": {"maxLifetime": True}},
        {"createdAt": "2025-01-02"},
        {"createdAt": datetime(2025, 1, 2)},
    ],
)
def test_a_result_that_the_model_does_not_know_is_a_mistake_of_ours(result):
    with pytest.raises(AssertionError):
        encode_output(API.get_operation("GetAgentRuntime"), result)


def test_a_list_that_is_encoded_already_goes_out_as_it_stands_and_reads_as_a_list():
    raw = '[{"blob":1.0},{"json":{"content":"é\\u0000"}}]'.encode()
    payload = EncodedList(raw)
    event = {"memoryId": "m-0123456789", "payload": payload}
    answer = encode_output(API.get_operation("CreateEvent"), {"event": event})
    assert answer.body == b'{"event":{"memoryId":"m-0123456789","payload":' + raw + b"}}"
    assert payload == json.loads(raw)
    assert (len(payload), payload[0], list(payload)) == (2, {"blob": 1.0}, json.loads(raw))
