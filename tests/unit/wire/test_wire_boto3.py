"""boto3's clients, unmodified, talking to this package: requests, answers, error classes, paginators.

botocore's `before-send` hook hands over the signed request and takes our answer, so nothing opens a socket.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import boto3
import pytest
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.config import Config
from botocore.exceptions import ClientError, EventStreamError

from headwater.core.errors import AgentError, HeadwaterError, NotFound
from headwater.wire.eventstream import encode_event, encode_exception
from headwater.wire.headers import REQUEST_ID
from headwater.wire.problem import encode_problem
from headwater.wire.restjson import RouteMatch, encode_output, load_api, parse_input

API = load_api()
ARN = "arn:aws:bedrock-agentcore:us-west-2:123456789012:runtime/weather-AbCdEfGhIj"
MOMENT = datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)
RUNTIME = {
    "agentRuntimeName": "weather",
    "agentRuntimeArtifact": {
        "codeConfiguration": {
            "code": {"s3": {"bucket": "headwater", "prefix": "weather.zip"}},
            "runtime": "PYTHON_3_11",
            "entryPoint": ["main.py"],
        }
    },
    "roleArn": "arn:aws:iam::123456789012:role/agent",
}

Handler = Callable[[dict[str, Any]], dict[str, Any]]


class RawBody(io.BytesIO):
    """What botocore expects of urllib3's response."""

    def stream(self, amt: int = 65536, **options: object):
        while chunk := self.read(amt):
            yield chunk


def connect(service: str, handle: Handler):
    """A client of `service` whose every request is parsed, given to `handle`, and answered."""
    client = boto3.client(
        service,
        region_name="us-west-2",
        endpoint_url="http://127.0.0.1:1",
        aws_access_key_id="AKIDEXAMPLE",
        aws_secret_access_key="secret",
        config=Config(retries={"total_max_attempts": 1}),
    )

    def send(request: AWSPreparedRequest, **_: object) -> AWSResponse:
        url = urlsplit(request.url)
        headers = [
            (name.encode(), value if isinstance(value, bytes) else value.encode())
            for name, value in request.headers.items()
        ]
        body = request.body.encode() if isinstance(request.body, str) else request.body
        match: RouteMatch | None = None
        try:
            match = API.match(request.method, url.path)
            answer = encode_output(match.operation, handle(parse_input(match, url.query, headers, body)))
        except HeadwaterError as error:
            modelled = match.operation.error_names if match else ()
            answer = encode_problem(error, "r-1", modelled=modelled)
        pairs = dict(answer.headers) | {REQUEST_ID: "r-1"}
        return AWSResponse(request.url, answer.status, pairs, RawBody(answer.body))

    client.meta.events.register("before-send", send)
    return client


def test_a_runtime_is_created():
    seen = []

    def handle(values: dict[str, Any]) -> dict[str, Any]:
        seen.append(values)
        return {"agentRuntimeArn": ARN, "createdAt": MOMENT, "status": "CREATING", "agentRuntimeVersion": "1"}

    answer = connect("bedrock-agentcore-control", handle).create_agent_runtime(**RUNTIME)

    assert len(seen[0].pop("clientToken")) == 36
    assert seen == [RUNTIME]
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 202
    assert answer["ResponseMetadata"]["RequestId"] == "r-1"
    assert answer["createdAt"] == MOMENT


def test_an_invocation_goes_both_ways_byte_for_byte():
    def handle(values: dict[str, Any]) -> dict[str, Any]:
        assert values["agentRuntimeArn"] == ARN
        assert values["qualifier"] == "prod"
        stream = b"data: " + values["payload"] + b"\n\n"
        return {
            "contentType": "text/event-stream; charset=utf-8",
            "runtimeSessionId": values["runtimeSessionId"],
            "response": stream,
        }

    payload = '{"prompt": "天気は？"}'.encode()
    client = connect("bedrock-agentcore", handle)
    answer = client.invoke_agent_runtime(agentRuntimeArn=ARN, qualifier="prod", payload=payload)

    assert answer["contentType"] == "text/event-stream; charset=utf-8"
    assert len(answer["runtimeSessionId"]) == 36
    assert answer["statusCode"] == 200
    assert list(answer["response"].iter_lines()) == [b"data: " + payload, b""]


def test_pages_are_walked_to_the_last():
    def handle(values: dict[str, Any]) -> dict[str, Any]:
        start = int(values.get("nextToken", "0"))
        items = [
            {"agentRuntimeId": f"r{n}-AbCdEfGhIj", "lastUpdatedAt": MOMENT} for n in range(start, start + 2)
        ]
        return {"agentRuntimes": items, "nextToken": str(start + 2) if start < 4 else None}

    pages = connect("bedrock-agentcore-control", handle).get_paginator("list_agent_runtimes").paginate()

    assert [item["agentRuntimeId"][:2] for item in pages.search("agentRuntimes")] == [
        "r0",
        "r1",
        "r2",
        "r3",
        "r4",
        "r5",
    ]


@pytest.mark.parametrize(
    ("error", "name", "status"),
    [
        (NotFound("No such runtime."), "ResourceNotFoundException", 404),
        (AgentError("It fell."), "RuntimeClientError", 424),
    ],
)
def test_an_error_is_the_class_the_client_knows(error: HeadwaterError, name: str, status: int):
    def handle(values: dict[str, Any]) -> dict[str, Any]:
        raise error

    client = connect("bedrock-agentcore", handle)
    with pytest.raises(getattr(client.exceptions, name)) as caught:
        client.invoke_agent_runtime(agentRuntimeArn=ARN, payload=b"{}")

    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == status
    assert caught.value.response["Error"]["Message"] == error.message


def test_what_boto3_does_not_check_is_refused_with_its_field():
    client = connect("bedrock-agentcore", lambda values: {})

    with pytest.raises(client.exceptions.ValidationException) as caught:
        client.invoke_agent_runtime(agentRuntimeArn=ARN, payload=b"{}", runtimeSessionId="s" * 257)

    assert caught.value.response["reason"] == "FieldValidationFailed"
    assert [field["name"] for field in caught.value.response["fieldList"]] == ["runtimeSessionId"]


def test_a_command_streams_events_and_fails_inside_the_stream():
    frames = (
        encode_event("chunk", b'{"contentDelta":{"stdout":"hi\\n"}}')
        + encode_exception("throttlingException", "Rate exceeded")
    )  # fmt: skip

    def handle(values: dict[str, Any]) -> dict[str, Any]:
        assert values["body"] == {"command": "echo hi", "timeout": 5}
        return {"stream": frames}

    client = connect("bedrock-agentcore", handle)
    answer = client.invoke_agent_runtime_command(
        agentRuntimeArn=ARN, body={"command": "echo hi", "timeout": 5}
    )
    events = iter(answer["stream"])

    assert next(events) == {"chunk": {"contentDelta": {"stdout": "hi\n"}}}
    with pytest.raises(EventStreamError, match="throttlingException"):
        next(events)


def test_tags_go_through_the_path_and_the_query():
    seen = []
    client = connect("bedrock-agentcore-control", lambda values: seen.append(values) or {})

    client.tag_resource(resourceArn=ARN, tags={"a": "1"})
    client.untag_resource(resourceArn=ARN, tagKeys=["a", "b c"])

    assert seen == [{"resourceArn": ARN, "tags": {"a": "1"}}, {"resourceArn": ARN, "tagKeys": ["a", "b c"]}]


def test_an_unknown_path_is_a_client_error_with_its_code():
    client = connect("bedrock-agentcore-control", lambda values: {})
    client.meta.events.register_first("before-send", _to_nowhere)

    with pytest.raises(ClientError) as caught:
        client.list_agent_runtimes()

    assert caught.value.response["Error"]["Code"] == "UnknownOperationException"


def _to_nowhere(request: AWSPreparedRequest, **_: object) -> None:
    request.url = request.url.replace("/runtimes/", "/nowhere/")
