"""boto3's control client as the judge: its requests in, its parsing of the answers out, no network."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

import boto3
import pytest
from botocore.awsrequest import AWSResponse
from botocore.config import Config
from botocore.exceptions import ClientError

from headwater.core.errors import HeadwaterError
from headwater.wire.problem import encode_problem
from headwater.wire.restjson import encode_output, load_api, parse_input


class _Raw:
    def __init__(self, body):
        self._body = body

    def stream(self, **_options):
        yield self._body


async def answer(bench, request):
    """What a server would do with a request: route, parse, handle, encode."""
    url = urlsplit(request.url)
    headers = [
        (name.lower().encode(), value if isinstance(value, bytes) else str(value).encode())
        for name, value in request.headers.items()
    ]
    body = request.body.encode() if isinstance(request.body, str) else request.body
    match = load_api().match(request.method, url.path)
    try:
        members = parse_input(match, url.query, headers, body)
        result = await bench.plane.handlers()[match.operation.name](members)
        return encode_output(match.operation, result)
    except HeadwaterError as error:
        return encode_problem(error, "request-1", modelled=match.operation.error_names)


@pytest.fixture
async def call(bench):
    """`await call("create_agent_runtime", ...)`, and the client behind it for paginators."""
    loop = asyncio.get_running_loop()
    client = boto3.client(
        "bedrock-agentcore-control",
        region_name="us-west-2",
        endpoint_url="http://127.0.0.1:9",
        aws_access_key_id="x",
        aws_secret_access_key="x",
        config=Config(retries={"total_max_attempts": 1}),
    )

    def send(request, **_rest):
        done = asyncio.run_coroutine_threadsafe(answer(bench, request), loop).result(10)
        return AWSResponse(request.url, done.status, dict(done.headers), _Raw(done.body))

    client.meta.events.register("before-send", send)

    async def ask(name, /, **members):
        result = await asyncio.to_thread(getattr(client, name), **members)
        result.pop("ResponseMetadata")
        return result

    ask.client = client
    return ask


async def create_request(bench, **members):
    request = await bench.request(**members)
    del request["clientToken"]
    return request


async def test_a_runtimes_life_as_boto3_sees_it(bench, call):
    bench.preparer.gate.set()
    request = await create_request(bench, agentRuntimeName="weather", description="first", tags={"a": "b"})
    created = await call("create_agent_runtime", **request)
    runtime_id, arn = created["agentRuntimeId"], created["agentRuntimeArn"]
    assert (created["status"], created["createdAt"].tzinfo is not None) == ("CREATING", True)
    await bench.settled(runtime_id)

    shown = await call("get_agent_runtime", agentRuntimeId=runtime_id)
    assert (shown["status"], shown["description"]) == ("READY", "first")
    assert shown["agentRuntimeArtifact"] == request["agentRuntimeArtifact"]
    endpoint = await call("get_agent_runtime_endpoint", agentRuntimeId=runtime_id, endpointName="DEFAULT")
    assert (endpoint["status"], endpoint["liveVersion"]) == ("READY", "1")

    del request["agentRuntimeName"], request["tags"]
    updated = await call("update_agent_runtime", agentRuntimeId=runtime_id, **request)
    assert (updated["status"], updated["agentRuntimeVersion"]) == ("UPDATING", "2")
    await bench.settled(runtime_id)
    pinned = {"agentRuntimeId": runtime_id, "name": "prod", "agentRuntimeVersion": "1"}
    assert (await call("create_agent_runtime_endpoint", **pinned))["targetVersion"] == "1"
    moved = {"agentRuntimeId": runtime_id, "endpointName": "prod", "agentRuntimeVersion": "2"}
    assert (await call("update_agent_runtime_endpoint", **moved))["targetVersion"] == "2"

    await call("tag_resource", resourceArn=arn, tags={"c": "d"})
    await call("untag_resource", resourceArn=arn, tagKeys=["a"])
    assert (await call("list_tags_for_resource", resourceArn=arn))["tags"] == {"c": "d"}

    gone = await call("delete_agent_runtime", agentRuntimeId=runtime_id, agentRuntimeVersion="1")
    assert gone["agentRuntimeVersion"] == "1"
    for name in ("prod", "DEFAULT"):
        await call("delete_agent_runtime_endpoint", agentRuntimeId=runtime_id, endpointName=name)
    assert (await call("delete_agent_runtime", agentRuntimeId=runtime_id))["status"] == "DELETING"
    with pytest.raises(Exception, match="no agent runtime"):
        await bench.settled(runtime_id)
    with pytest.raises(call.client.exceptions.ResourceNotFoundException):
        await call("get_agent_runtime", agentRuntimeId=runtime_id)


async def test_paginators_run_to_the_end(bench, call):
    for n in range(5):
        await bench.ready(f"agent{n}")
    runtime_id = bench.plane.find_runtime_id("agent0")
    for _ in range(2):
        await bench.update(runtime_id)
        await bench.settled(runtime_id)

    def collect(name, key, **members):
        pages = call.client.get_paginator(name).paginate(PaginationConfig={"PageSize": 2}, **members)
        return [row for page in pages for row in page[key]]

    runtimes = await asyncio.to_thread(collect, "list_agent_runtimes", "agentRuntimes")
    assert [row["agentRuntimeName"] for row in runtimes] == [f"agent{n}" for n in range(5)]
    versions = await asyncio.to_thread(
        collect, "list_agent_runtime_versions", "agentRuntimes", agentRuntimeId=runtime_id
    )
    assert [row["agentRuntimeVersion"] for row in versions] == ["3", "2", "1"]
    endpoints = await asyncio.to_thread(
        collect, "list_agent_runtime_endpoints", "runtimeEndpoints", agentRuntimeId=runtime_id
    )
    assert [row["name"] for row in endpoints] == ["DEFAULT"]


async def test_errors_are_boto3s_own_classes(bench, call):
    runtime_id = await bench.ready()
    errors = call.client.exceptions
    request = await create_request(bench, agentRuntimeName="weather")

    with pytest.raises(errors.ConflictException, match="already exists"):
        await call("create_agent_runtime", **request)
    with pytest.raises(errors.ResourceNotFoundException):
        await call("get_agent_runtime", agentRuntimeId="nothing-0123456789")
    with pytest.raises(errors.ValidationException):
        await call("create_agent_runtime", **{**request, "agentRuntimeName": "with-hyphen"})
    with pytest.raises(errors.ValidationException) as caught:
        await call("list_agent_runtimes", nextToken="nonsense")
    assert caught.value.response["fieldList"][0]["name"] == "nextToken"

    token = "t" * 36
    await call("create_agent_runtime", **{**request, "agentRuntimeName": "other"}, clientToken=token)
    with pytest.raises(ClientError) as caught:
        await call("create_agent_runtime", **{**request, "agentRuntimeName": "third"}, clientToken=token)
    assert caught.value.response["reason"] == "IdempotentParameterMismatchException"
    assert runtime_id
