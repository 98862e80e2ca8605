"""boto3's control client as the judge: its requests in, its parsing of the answers out, no network."""

from __future__ import annotations

import asyncio
import json

import pytest
from botocore.exceptions import ClientError
from control_wire import make_client


@pytest.fixture
async def call(bench):
    """`await call("create_agent_runtime", ...)`, and the client behind it for paginators."""
    client = make_client(bench.plane, asyncio.get_running_loop())

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


LETTERS = ("weather", "Größe", "天気エージェント", "طقس", "погода", "🌦️👩‍🔬", "a\u0301 \u202e ‮", "\t\n\"\\'")


@pytest.mark.parametrize("text", LETTERS)
async def test_texts_in_every_script_come_back_as_they_went(bench, call, text):
    bench.preparer.gate.set()
    token = (text * 40)[:60].replace("\n", "-")
    request = await create_request(bench, agentRuntimeName="weather", description=text)
    request["environmentVariables"] = {"TEXT": text, text.replace("=", ""): "x"}
    request["clientToken"] = "t" * 33
    created = await call("create_agent_runtime", **request)
    assert await call("create_agent_runtime", **request) == created
    runtime_id, arn = created["agentRuntimeId"], created["agentRuntimeArn"]
    await bench.settled(runtime_id)

    shown = await call("get_agent_runtime", agentRuntimeId=runtime_id)
    assert (shown["description"], shown["environmentVariables"]) == (text, request["environmentVariables"])
    assert (await call("list_agent_runtimes"))["agentRuntimes"][0]["description"] == text
    await call("create_agent_runtime_endpoint", agentRuntimeId=runtime_id, name="prod", description=text)
    found = await call("get_agent_runtime_endpoint", agentRuntimeId=runtime_id, endpointName="prod")
    assert found["description"] == text
    policy = json.dumps({"Sid": text}, ensure_ascii=False)
    await call("put_resource_policy", resourceArn=arn, policy=policy)
    assert (await call("get_resource_policy", resourceArn=arn))["policy"] == policy
    for name in ("agentRuntimeName", "clientToken"):
        with pytest.raises(call.client.exceptions.ValidationException):
            await call("create_agent_runtime", **{**request, name: token + "!é"})
    for operation in ("list_agent_runtimes", "list_agent_runtime_endpoints"):
        path = {"agentRuntimeId": runtime_id} if "endpoints" in operation else {}
        with pytest.raises(call.client.exceptions.ValidationException):
            await call(operation, nextToken=text, **path)


@pytest.mark.parametrize(
    "policy", ["no json", "[]", '"text"', "null", '{"a": NaN}', "[" * 20_000, '{"a": 1', "{}" * 2, "{} x"]
)
async def test_a_policy_is_a_json_object(bench, call, policy):
    arn = (await bench.get(await bench.ready()))["agentRuntimeArn"]
    with pytest.raises(call.client.exceptions.ValidationException, match="policy"):
        await call("put_resource_policy", resourceArn=arn, policy=policy)
    assert await call("get_resource_policy", resourceArn=arn) == {}


async def test_policies_belong_to_what_is_there(bench, call):
    runtime_id = await bench.ready()
    arn = (await bench.get(runtime_id))["agentRuntimeArn"]
    missing = call.client.exceptions.ResourceNotFoundException
    for other in (arn[:-1] + "_", arn.replace("000000000000", "1" * 12), f"{arn}/runtime-endpoint/none"):
        for operation, more in (("get", {}), ("put", {"policy": "{}"}), ("delete", {})):
            with pytest.raises(missing):
                await call(f"{operation}_resource_policy", resourceArn=other, **more)
    largest = json.dumps({"a": "x" * 20_471})
    assert len(largest) == 20_480
    endpoint = {"agentRuntimeId": runtime_id, "endpointName": "DEFAULT"}
    for resource in (arn, f"{arn}/runtime-endpoint/DEFAULT"):
        assert await call("put_resource_policy", resourceArn=resource, policy=largest) == {"policy": largest}
    with pytest.raises(Exception, match="policy"):
        await call("put_resource_policy", resourceArn=arn, policy=largest + " ")

    await call("delete_agent_runtime_endpoint", **endpoint)
    await call("create_agent_runtime_endpoint", agentRuntimeId=runtime_id, name="DEFAULT")
    assert await call("get_resource_policy", resourceArn=f"{arn}/runtime-endpoint/DEFAULT") == {}
    assert await call("get_resource_policy", resourceArn=arn) == {"policy": largest}
