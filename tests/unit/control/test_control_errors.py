"""Every operation of the control plane that is built, and every error of it that a caller can bring about."""

from __future__ import annotations

import asyncio

import pytest
from botocore.exceptions import ClientError
from control_wire import make_client

from headwater.wire.restjson import load_api

NOWHERE = "nothing-0123456789"
INVALID, MISSING, CONFLICT = "ValidationException", "ResourceNotFoundException", "ConflictException"

#: (operation, members beyond the valid ones of `VALID`, the error). "$" names what the fixture made.
CASES = [
    ("create_agent_runtime", {"agentRuntimeName": "weather"}, CONFLICT),
    ("create_agent_runtime", {"agentRuntimeName": "with-hyphen"}, INVALID),
    ("create_agent_runtime", {"roleArn": "nobody"}, INVALID),
    ("create_agent_runtime", {"description": ""}, INVALID),
    ("create_agent_runtime", {"clientToken": "short"}, INVALID),
    ("create_agent_runtime", {"tags": {"aws:mine": "x"}}, INVALID),
    ("create_agent_runtime", {"tags": {f"key{n}": "" for n in range(51)}}, INVALID),
    ("create_agent_runtime", {"environmentVariables": {f"KEY{n}": "" for n in range(51)}}, INVALID),
    ("create_agent_runtime", {"lifecycleConfiguration": {"maxLifetime": 59}}, INVALID),
    ("create_agent_runtime", {"protocolConfiguration": {"serverProtocol": "SOAP"}}, INVALID),
    ("create_agent_runtime", {"networkConfiguration": {"networkMode": "VPC"}}, INVALID),
    ("create_agent_runtime", {"agentRuntimeArtifact": {}}, INVALID),
    ("get_agent_runtime", {"agentRuntimeId": NOWHERE}, MISSING),
    ("get_agent_runtime", {"agentRuntimeId": "weather"}, INVALID),
    ("get_agent_runtime", {"agentRuntimeVersion": "9"}, MISSING),
    ("get_agent_runtime", {"agentRuntimeVersion": "v1"}, INVALID),
    ("update_agent_runtime", {"agentRuntimeId": NOWHERE}, MISSING),
    ("update_agent_runtime", {"agentRuntimeId": "$busy"}, CONFLICT),
    ("update_agent_runtime", {"roleArn": ""}, INVALID),
    ("delete_agent_runtime", {"agentRuntimeId": NOWHERE}, MISSING),
    ("delete_agent_runtime", {"agentRuntimeVersion": "1"}, CONFLICT),
    ("delete_agent_runtime", {"agentRuntimeVersion": "9"}, MISSING),
    ("list_agent_runtimes", {"maxResults": 0}, INVALID),
    ("list_agent_runtimes", {"maxResults": 101}, INVALID),
    ("list_agent_runtimes", {"nextToken": "none of ours"}, INVALID),
    ("list_agent_runtime_versions", {"agentRuntimeId": NOWHERE}, MISSING),
    ("list_agent_runtime_versions", {"nextToken": "none of ours"}, INVALID),
    ("create_agent_runtime_endpoint", {"agentRuntimeId": NOWHERE}, MISSING),
    ("create_agent_runtime_endpoint", {"name": "DEFAULT"}, CONFLICT),
    ("create_agent_runtime_endpoint", {"name": "with-hyphen"}, INVALID),
    ("create_agent_runtime_endpoint", {"agentRuntimeVersion": "9"}, MISSING),
    ("create_agent_runtime_endpoint", {"description": "d" * 257}, INVALID),
    ("create_agent_runtime_endpoint", {"agentRuntimeVersion": "2"}, CONFLICT),
    ("get_agent_runtime_endpoint", {"agentRuntimeId": NOWHERE}, MISSING),
    ("get_agent_runtime_endpoint", {"endpointName": "none"}, MISSING),
    ("get_agent_runtime_endpoint", {"endpointName": "with-hyphen"}, INVALID),
    ("update_agent_runtime_endpoint", {"endpointName": "none"}, MISSING),
    ("update_agent_runtime_endpoint", {"agentRuntimeVersion": "9"}, MISSING),
    ("update_agent_runtime_endpoint", {"agentRuntimeVersion": "2"}, CONFLICT),
    ("update_agent_runtime_endpoint", {"agentRuntimeId": "$busy"}, CONFLICT),
    ("update_agent_runtime_endpoint", {"agentRuntimeVersion": "0"}, INVALID),
    ("delete_agent_runtime_endpoint", {"agentRuntimeId": NOWHERE}, MISSING),
    ("delete_agent_runtime_endpoint", {"endpointName": "none"}, MISSING),
    ("list_agent_runtime_endpoints", {"agentRuntimeId": NOWHERE}, MISSING),
    ("list_agent_runtime_endpoints", {"maxResults": 1000}, INVALID),
    ("tag_resource", {"resourceArn": "$nobody"}, MISSING),
    ("tag_resource", {"resourceArn": "short"}, INVALID),
    ("tag_resource", {"tags": {"aws:mine": "x"}}, INVALID),
    ("tag_resource", {"tags": {f"key{n}": "" for n in range(49)}}, "ServiceQuotaExceededException"),
    ("untag_resource", {"resourceArn": "$nobody"}, MISSING),
    ("untag_resource", {"tagKeys": ["k" * 129]}, INVALID),
    ("list_tags_for_resource", {"resourceArn": "$nobody"}, MISSING),
    ("put_resource_policy", {"resourceArn": "$nobody"}, MISSING),
    ("put_resource_policy", {"policy": "[]"}, INVALID),
    ("get_resource_policy", {"resourceArn": "$nobody"}, MISSING),
    ("get_resource_policy", {"resourceArn": "x"}, INVALID),
    ("delete_resource_policy", {}, MISSING),
]
#: Modelled for an operation that has no use for it here: 404 says more than an empty list.
UNMODELLED = {("list_agent_runtime_endpoints", MISSING)}


@pytest.fixture
async def world(bench):
    """A runtime of which version 2 failed, and one that is being created."""
    runtime_id = await bench.ready("weather", tags={"first": "", "second": ""})
    bench.preparer.failure = "broken"
    await bench.update(runtime_id)
    await bench.settled(runtime_id)
    bench.preparer.gate.clear()
    busy_id = (await bench.create("busy"))["agentRuntimeId"]
    arn = (await bench.get(runtime_id))["agentRuntimeArn"]
    client = make_client(bench.plane, asyncio.get_running_loop(), is_checked=False)
    artifact = await bench.request()
    version = {name: artifact[name] for name in ("agentRuntimeArtifact", "roleArn")}
    path, endpoint = {"agentRuntimeId": runtime_id}, {"endpointName": "DEFAULT"}
    valid = {
        "create_agent_runtime": {"agentRuntimeName": "fresh", **version},
        "get_agent_runtime": path,
        "update_agent_runtime": {**path, **version},
        "delete_agent_runtime": path,
        "list_agent_runtimes": {},
        "list_agent_runtime_versions": path,
        "create_agent_runtime_endpoint": {**path, "name": "prod"},
        "get_agent_runtime_endpoint": {**path, **endpoint},
        "update_agent_runtime_endpoint": {**path, **endpoint},
        "delete_agent_runtime_endpoint": {**path, **endpoint},
        "list_agent_runtime_endpoints": path,
        "tag_resource": {"resourceArn": arn, "tags": {"a": "b"}},
        "untag_resource": {"resourceArn": arn, "tagKeys": ["a"]},
        "list_tags_for_resource": {"resourceArn": arn},
        "put_resource_policy": {"resourceArn": arn, "policy": "{}"},
        "get_resource_policy": {"resourceArn": arn},
        "delete_resource_policy": {"resourceArn": arn},
    }
    return bench, client, valid, {"$busy": busy_id, "$nobody": arn.replace("weather", "nobody")}


@pytest.mark.parametrize(("operation", "change", "code"), CASES)
async def test_errors_have_the_modelled_name_and_change_nothing(world, operation, change, code):
    bench, client, valid, named = world
    before = await picture(bench)
    change = {k: named.get(v, v) if isinstance(v, str) else v for k, v in change.items()}

    with pytest.raises(ClientError) as caught:
        await asyncio.to_thread(getattr(client, operation), **{**valid[operation], **change})

    response = caught.value.response
    assert response["Error"]["Code"] == code
    assert response["Error"]["Message"]
    model = client.meta.service_model.operation_model(client.meta.method_to_api_mapping[operation])
    shape = next((shape for shape in model.error_shapes if shape.name == code), None)
    if shape is not None:
        status = shape.metadata["error"]["httpStatusCode"]
        assert response["ResponseMetadata"]["HTTPStatusCode"] == status
        assert isinstance(caught.value, client.exceptions.from_code(code))
    else:
        assert (operation, code) in UNMODELLED or operation.startswith("delete_")
    if code == INVALID and "short" not in change.values():
        assert response["fieldList"], "the member that is to blame is named"
    assert await picture(bench) == before


async def test_every_built_operation_is_among_these(world):
    bench, client, valid, _ = world
    names = client.meta.method_to_api_mapping
    built = {operation.name for operation in load_api() if operation.name in bench.plane.handlers()}
    assert {names[operation] for operation in valid} == built
    assert {operation for operation, _, _ in CASES} == set(valid)


async def picture(bench):
    """All that a change could have changed."""
    runtimes = (await bench.ask("ListAgentRuntimes"))["agentRuntimes"]
    found = [runtimes]
    for row in runtimes:
        path = {"agentRuntimeId": row["agentRuntimeId"]}
        found.append(await bench.ask("ListAgentRuntimeVersions", **path))
        found.append(await bench.ask("ListAgentRuntimeEndpoints", **path))
        found.append(await bench.ask("ListTagsForResource", resourceArn=row["agentRuntimeArn"]))
        found.append(await bench.ask("GetResourcePolicy", resourceArn=row["agentRuntimeArn"]))
    return found
