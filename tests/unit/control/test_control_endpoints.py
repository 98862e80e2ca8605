"""Named endpoints, single versions, tags."""

from __future__ import annotations

import pytest

from headwater.core.errors import Conflict, InvalidRequest, NotFound, QuotaExceeded


async def create_endpoint(bench, runtime_id, name="prod", **members):
    return await bench.ask("CreateAgentRuntimeEndpoint", agentRuntimeId=runtime_id, name=name, **members)


async def update_endpoint(bench, runtime_id, name="prod", **members):
    return await bench.ask(
        "UpdateAgentRuntimeEndpoint", agentRuntimeId=runtime_id, endpointName=name, **members
    )


async def two_versions(bench):
    runtime_id = await bench.ready()
    await bench.update(runtime_id)
    await bench.settled(runtime_id)
    return runtime_id


async def test_a_named_endpoint_stays_when_default_moves(bench):
    runtime_id = await bench.ready()

    answer = await create_endpoint(bench, runtime_id, description="for all")

    assert (answer["status"], answer["targetVersion"], answer["endpointName"]) == ("CREATING", "1", "prod")
    await bench.update(runtime_id)
    await bench.settled(runtime_id)
    shown = await bench.endpoint(runtime_id, "prod")
    assert (shown["status"], shown["liveVersion"], shown["name"]) == ("READY", "1", "prod")
    assert shown["description"] == "for all"
    assert shown["id"].startswith("prod-")
    assert shown["agentRuntimeEndpointArn"].endswith(f"{runtime_id}/runtime-endpoint/prod")
    assert (await bench.endpoint(runtime_id))["liveVersion"] == "2"


async def test_an_endpoint_on_a_version_in_preparation_settles_with_it(bench):
    runtime_id = await bench.ready()
    bench.preparer.gate.clear()
    await bench.update(runtime_id)

    await create_endpoint(bench, runtime_id, "good")
    assert (await bench.endpoint(runtime_id, "good"))["status"] == "CREATING"
    bench.preparer.failure = "broken"
    bench.preparer.gate.set()
    await bench.settled(runtime_id)

    shown = await bench.endpoint(runtime_id, "good")
    assert (shown["status"], shown["failureReason"]) == ("CREATE_FAILED", "broken")


async def test_an_endpoint_can_be_moved_back(bench):
    runtime_id = await two_versions(bench)

    answer = await update_endpoint(bench, runtime_id, "DEFAULT", agentRuntimeVersion="1")

    assert (answer["status"], answer["liveVersion"], answer["targetVersion"]) == ("UPDATING", "2", "1")
    shown = await bench.endpoint(runtime_id)
    assert (shown["status"], shown["liveVersion"]) == ("READY", "1")
    arn = shown["agentRuntimeArn"]
    assert bench.plane.resolver.resolve(arn, None, None).version.number == 1


async def test_updating_without_a_version_keeps_it(bench):
    runtime_id = await two_versions(bench)
    await create_endpoint(bench, runtime_id, agentRuntimeVersion="1")

    await update_endpoint(bench, runtime_id, description="new words")

    shown = await bench.endpoint(runtime_id, "prod")
    assert (shown["liveVersion"], shown["description"]) == ("1", "new words")


async def test_an_endpoint_under_way_cannot_be_updated(bench):
    runtime_id = await bench.ready()
    bench.preparer.gate.clear()
    await bench.update(runtime_id)

    with pytest.raises(Conflict, match="UPDATING"):
        await update_endpoint(bench, runtime_id, "DEFAULT", agentRuntimeVersion="1")


async def test_endpoints_refuse_what_cannot_be(bench):
    runtime_id = await bench.ready()
    bench.preparer.failure = "broken"
    await bench.update(runtime_id)
    await bench.settled(runtime_id)
    await create_endpoint(bench, runtime_id, agentRuntimeVersion="1")

    with pytest.raises(Conflict, match="already has an endpoint"):
        await create_endpoint(bench, runtime_id, agentRuntimeVersion="1")
    with pytest.raises(NotFound, match="no version 7"):
        await create_endpoint(bench, runtime_id, "other", agentRuntimeVersion="7")
    with pytest.raises(Conflict, match="UPDATE_FAILED and cannot be served: broken"):
        await create_endpoint(bench, runtime_id, "other")
    with pytest.raises(NotFound, match="no endpoint named 'nothing'"):
        await update_endpoint(bench, runtime_id, "nothing")
    with pytest.raises(NotFound, match="no agent runtime"):
        await create_endpoint(bench, "nothing-0123456789")


async def test_default_can_be_deleted_first_as_awss_teardown_does(bench):
    runtime_id = await bench.ready()
    arn = (await bench.get(runtime_id))["agentRuntimeArn"]

    answer = await bench.ask("DeleteAgentRuntimeEndpoint", agentRuntimeId=runtime_id, endpointName="DEFAULT")

    assert answer == {"status": "DELETING", "agentRuntimeId": runtime_id, "endpointName": "DEFAULT"}
    with pytest.raises(NotFound):
        await bench.endpoint(runtime_id)
    with pytest.raises(NotFound, match="no endpoint named 'DEFAULT'; it has: none"):
        bench.plane.resolver.resolve(arn, None, None)
    await bench.update(runtime_id)
    assert (await bench.settled(runtime_id))["status"] == "READY"
    await bench.ask("DeleteAgentRuntime", agentRuntimeId=runtime_id)
    with pytest.raises(NotFound):
        await bench.settled(runtime_id)


async def delete_version(bench, runtime_id, number):
    return await bench.ask("DeleteAgentRuntime", agentRuntimeId=runtime_id, agentRuntimeVersion=number)


async def test_a_version_nobody_uses_can_be_deleted(bench):
    runtime_id = await two_versions(bench)

    answer = await delete_version(bench, runtime_id, "1")

    assert answer == {"status": "DELETING", "agentRuntimeId": runtime_id, "agentRuntimeVersion": "1"}
    with pytest.raises(NotFound, match="no version 1"):
        await bench.get(runtime_id, agentRuntimeVersion="1")
    await bench.until(lambda: (runtime_id, 1) in bench.preparer.retired)
    assert (await bench.get(runtime_id))["agentRuntimeVersion"] == "2"


async def test_a_version_in_use_or_the_last_cannot_be_deleted(bench):
    runtime_id = await two_versions(bench)
    await create_endpoint(bench, runtime_id, agentRuntimeVersion="1")

    with pytest.raises(Conflict, match="in use by endpoint prod"):
        await delete_version(bench, runtime_id, "1")
    with pytest.raises(Conflict, match="in use by endpoint DEFAULT"):
        await delete_version(bench, runtime_id, "2")
    with pytest.raises(NotFound):
        await delete_version(bench, runtime_id, "3")
    for name in ("prod", "DEFAULT"):
        await bench.ask("DeleteAgentRuntimeEndpoint", agentRuntimeId=runtime_id, endpointName=name)
    await delete_version(bench, runtime_id, "1")
    with pytest.raises(Conflict, match="last one"):
        await delete_version(bench, runtime_id, "2")


async def test_numbers_of_deleted_versions_are_not_given_again(bench):
    runtime_id = await two_versions(bench)
    await update_endpoint(bench, runtime_id, "DEFAULT", agentRuntimeVersion="1")

    await delete_version(bench, runtime_id, "2")

    shown = await bench.get(runtime_id)
    assert (shown["agentRuntimeVersion"], shown["status"]) == ("1", "READY")
    assert (await bench.update(runtime_id))["agentRuntimeVersion"] == "3"


async def test_tags_of_runtimes_and_endpoints(bench):
    runtime_id = await bench.ready(tags={"team": "sky", "stage": "test"})
    arn = (await bench.get(runtime_id))["agentRuntimeArn"]
    await create_endpoint(bench, runtime_id, tags={"tier": "1"})

    await bench.ask("TagResource", resourceArn=arn, tags={"stage": "live", "cost": "7"})
    await bench.ask("UntagResource", resourceArn=arn, tagKeys=["team", "nothing"])

    assert await bench.ask("ListTagsForResource", resourceArn=arn) == {"tags": {"stage": "live", "cost": "7"}}
    prod = f"{arn}/runtime-endpoint/prod"
    assert await bench.ask("ListTagsForResource", resourceArn=prod) == {"tags": {"tier": "1"}}


async def test_tags_refuse_what_cannot_be(bench):
    runtime_id = await bench.ready()
    arn = (await bench.get(runtime_id))["agentRuntimeArn"]

    with pytest.raises(InvalidRequest, match="reserved"):
        await bench.ask("TagResource", resourceArn=arn, tags={"aws:x": ""})
    with pytest.raises(QuotaExceeded):
        await bench.ask("TagResource", resourceArn=arn, tags={str(n): "" for n in range(51)})
    memory = arn.replace("runtime/", "memory/")
    elsewhere = arn.replace("us-west-2", "eu-west-1")
    for other in (f"{arn}/runtime-endpoint/nothing", memory, elsewhere, arn.replace("weather-", "other-")):
        with pytest.raises(NotFound):
            await bench.ask("TagResource", resourceArn=other, tags={})
