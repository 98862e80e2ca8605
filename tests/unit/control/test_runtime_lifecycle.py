"""Runtimes from create to delete."""

from __future__ import annotations

import asyncio

import pytest

from headwater.core.errors import Conflict, NotFound


async def test_create_answers_at_once_and_then_becomes_ready(bench):
    answer = await bench.create()

    assert answer["status"] == "CREATING"
    assert answer["agentRuntimeVersion"] == "1"
    runtime_id = answer["agentRuntimeId"]
    assert runtime_id.startswith("weather-")
    assert answer["agentRuntimeArn"].endswith(f":runtime/{runtime_id}")
    assert (await bench.get(runtime_id))["status"] == "CREATING"
    assert (await bench.endpoint(runtime_id))["status"] == "CREATING"
    assert "liveVersion" not in await bench.endpoint(runtime_id)

    bench.preparer.gate.set()

    assert (await bench.settled(runtime_id))["status"] == "READY"
    endpoint = await bench.endpoint(runtime_id)
    assert (endpoint["status"], endpoint["liveVersion"], endpoint["targetVersion"]) == ("READY", "1", "1")
    assert endpoint["createdAt"].tzinfo is not None


async def test_get_gives_back_what_was_asked_for_and_the_defaults(bench):
    runtime_id = await bench.ready(
        description="says the weather",
        environmentVariables={"AWS_REGION": "x", "KEY": "値"},
        lifecycleConfiguration={"maxLifetime": 300},
        requestHeaderConfiguration={"requestHeaderAllowlist": ["X-Tenant"]},
    )

    shown = await bench.get(runtime_id)

    assert shown["description"] == "says the weather"
    assert shown["environmentVariables"] == {"AWS_REGION": "x", "KEY": "値"}
    assert shown["lifecycleConfiguration"] == {"idleRuntimeSessionTimeout": 300, "maxLifetime": 300}
    assert shown["networkConfiguration"] == {"networkMode": "PUBLIC"}
    assert shown["protocolConfiguration"] == {"serverProtocol": "HTTP"}
    assert shown["requestHeaderConfiguration"] == {"requestHeaderAllowlist": ["X-Tenant"]}
    assert "failureReason" not in shown
    version = bench.preparer.prepared[0]
    assert version.environment == {"AWS_REGION": "x", "KEY": "値"}
    assert (version.idle_timeout_s, version.max_lifetime_s) == (300, 300)
    assert (version.bundle_dir / "agent.py").read_text() == "app = None\n"


async def test_a_version_that_does_not_load_fails_with_the_reason(bench):
    bench.preparer.failure = "agent.py: SyntaxError on line 3"
    runtime_id = await bench.ready()

    assert (await bench.get(runtime_id))["status"] == "CREATE_FAILED"
    assert (await bench.get(runtime_id))["failureReason"] == "agent.py: SyntaxError on line 3"
    endpoint = await bench.endpoint(runtime_id)
    assert (endpoint["status"], endpoint["failureReason"]) == (
        "CREATE_FAILED",
        "agent.py: SyntaxError on line 3",
    )


async def test_a_missing_entry_file_fails_the_version_and_says_what_is_there(bench):
    artifact = await bench.upload({"main.py": "", "lib/tool.py": ""})
    code = {
        "code": {"s3": {"bucket": artifact.bucket, "prefix": artifact.prefix}},
        "runtime": "PYTHON_3_11",
        "entryPoint": ["agent.py"],
    }
    runtime_id = await bench.ready(agentRuntimeArtifact={"codeConfiguration": code})

    shown = await bench.get(runtime_id)
    assert shown["status"] == "CREATE_FAILED"
    assert (
        shown["failureReason"]
        == "entryPoint 'agent.py' is not in the code artifact; at its top are: lib, main.py"
    )


async def test_a_failed_create_is_mended_by_an_update(bench):
    bench.preparer.failure = "broken"
    runtime_id = await bench.ready()
    bench.preparer.failure = None

    await bench.update(runtime_id)

    assert (await bench.settled(runtime_id))["status"] == "READY"
    assert "failureReason" not in await bench.get(runtime_id)
    assert (await bench.endpoint(runtime_id))["liveVersion"] == "2"
    assert "failureReason" not in await bench.endpoint(runtime_id)


async def test_default_moves_when_the_new_version_is_proven_and_not_before(bench):
    runtime_id = await bench.ready()
    bench.preparer.gate.clear()

    answer = await bench.update(runtime_id)

    assert (answer["status"], answer["agentRuntimeVersion"]) == ("UPDATING", "2")
    assert answer["lastUpdatedAt"] > answer["createdAt"]
    shown = await bench.get(runtime_id)
    assert (shown["status"], shown["agentRuntimeVersion"]) == ("UPDATING", "2")
    endpoint = await bench.endpoint(runtime_id)
    assert (endpoint["status"], endpoint["liveVersion"], endpoint["targetVersion"]) == ("UPDATING", "1", "2")
    arn = shown["agentRuntimeArn"]
    assert bench.plane.resolver.resolve(arn, None, None).version.number == 1

    bench.preparer.gate.set()
    await bench.settled(runtime_id)

    endpoint = await bench.endpoint(runtime_id)
    assert (endpoint["status"], endpoint["liveVersion"], endpoint["targetVersion"]) == ("READY", "2", "2")
    assert bench.plane.resolver.resolve(arn, None, None).version.number == 2


async def test_a_broken_update_leaves_default_on_the_old_version(bench):
    runtime_id = await bench.ready()
    bench.preparer.failure = "does not import"

    await bench.update(runtime_id)
    shown = await bench.settled(runtime_id)

    assert (shown["status"], shown["failureReason"]) == ("UPDATE_FAILED", "does not import")
    assert (await bench.get(runtime_id, agentRuntimeVersion="1"))["status"] == "READY"
    endpoint = await bench.endpoint(runtime_id)
    assert (endpoint["status"], endpoint["liveVersion"]) == ("UPDATE_FAILED", "1")
    assert bench.plane.resolver.resolve(shown["agentRuntimeArn"], None, None).version.number == 1


async def test_update_replaces_everything_and_leaves_the_old_version_as_it_was(bench):
    runtime_id = await bench.ready(description="first", environmentVariables={"A": "1"})

    await bench.update(runtime_id)
    await bench.settled(runtime_id)

    latest = await bench.get(runtime_id)
    assert "description" not in latest
    assert "environmentVariables" not in latest
    first = await bench.get(runtime_id, agentRuntimeVersion="1")
    assert (first["description"], first["environmentVariables"]) == ("first", {"A": "1"})


async def test_of_concurrent_updates_one_wins(bench):
    runtime_id = await bench.ready()
    bench.preparer.gate.clear()

    results = await asyncio.gather(*(bench.update(runtime_id) for _ in range(8)), return_exceptions=True)

    won = [result for result in results if not isinstance(result, BaseException)]
    assert [answer["agentRuntimeVersion"] for answer in won] == ["2"]
    assert all(isinstance(result, Conflict) for result in results if result not in won)
    bench.preparer.gate.set()
    await bench.settled(runtime_id)
    assert [version.number for version in bench.preparer.prepared] == [1, 2]


async def test_update_while_creating_conflicts(bench):
    runtime_id = (await bench.create())["agentRuntimeId"]

    with pytest.raises(Conflict, match="CREATING"):
        await bench.update(runtime_id)


async def test_a_name_is_taken_until_its_runtime_is_gone(bench):
    runtime_id = await bench.ready()

    with pytest.raises(Conflict, match="already exists"):
        await bench.create()
    await bench.ask("DeleteAgentRuntime", agentRuntimeId=runtime_id)
    with pytest.raises(NotFound):
        await bench.settled(runtime_id)
    assert await bench.ready() != runtime_id


async def test_delete_ends_sessions_and_then_all_is_gone(bench):
    runtime_id = await bench.ready(tags={"team": "sky"})
    bundle = bench.preparer.prepared[0].bundle_dir
    arn = (await bench.get(runtime_id))["agentRuntimeArn"]

    answer = await bench.ask("DeleteAgentRuntime", agentRuntimeId=runtime_id)

    assert answer == {"status": "DELETING", "agentRuntimeId": runtime_id}
    with pytest.raises(NotFound):
        bench.plane.resolver.resolve(arn, None, None)
    with pytest.raises(NotFound):
        await bench.settled(runtime_id)
    with pytest.raises(NotFound):
        await bench.endpoint(runtime_id)
    with pytest.raises(NotFound):
        await bench.ask("ListTagsForResource", resourceArn=arn)
    assert bench.preparer.retired == [(runtime_id, None)]
    await bench.until(lambda: not bundle.exists())
    assert bench.plane.resolver.runtime_count == 0


async def test_delete_while_creating_stops_the_preparation(bench):
    runtime_id = (await bench.create())["agentRuntimeId"]
    await bench.until(lambda: bench.preparer.prepared)

    await bench.ask("DeleteAgentRuntime", agentRuntimeId=runtime_id)

    with pytest.raises(NotFound):
        await bench.settled(runtime_id)
    assert bench.preparer.cancelled_count == 1


async def test_a_deletion_that_sticks_says_so_and_can_be_asked_for_again(bench):
    runtime_id = await bench.ready()
    bench.preparer.stuck = "a session does not stop"

    await bench.ask("DeleteAgentRuntime", agentRuntimeId=runtime_id)
    shown = await bench.settled(runtime_id)

    assert (shown["status"], shown["failureReason"]) == ("DELETE_FAILED", "a session does not stop")
    with pytest.raises(Conflict):
        await bench.update(runtime_id)
    bench.preparer.stuck = None
    await bench.ask("DeleteAgentRuntime", agentRuntimeId=runtime_id)
    with pytest.raises(NotFound):
        await bench.settled(runtime_id)


async def test_a_caller_who_leaves_does_not_stop_the_change(bench):
    request = await bench.request(agentRuntimeName="weather")
    call = asyncio.ensure_future(bench.ask("CreateAgentRuntime", **request))
    await asyncio.sleep(0)
    call.cancel()
    await asyncio.wait([call])
    bench.preparer.gate.set()

    await bench.until(lambda: bench.plane.resolver.runtime_count == 1)

    assert (await bench.settled(bench.plane.find_runtime_id("weather")))["status"] == "READY"
