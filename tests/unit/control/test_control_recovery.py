"""The server ends in the middle of things and starts again."""

from __future__ import annotations

import logging
import shutil

import pytest

from headwater.core.errors import NotFound


async def test_what_is_ready_is_served_again_without_being_prepared(tmp_path, opener):
    async with opener(tmp_path) as bench:
        runtime_id = await bench.ready(environmentVariables={"A": "1"})
        await bench.update(runtime_id)
        shown = await bench.settled(runtime_id)
        await bench.ask(
            "CreateAgentRuntimeEndpoint", agentRuntimeId=runtime_id, name="old", agentRuntimeVersion="1"
        )

    async with opener(tmp_path) as bench:
        await bench.plane.recover()
        resolver = bench.plane.resolver
        arn = shown["agentRuntimeArn"]
        assert resolver.resolve(arn, None, None).version.number == 2
        old = resolver.resolve(arn, "old", None).version
        assert (old.number, old.environment) == (1, {"A": "1"})
        assert old.bundle_dir.is_dir()
        assert await bench.get(runtime_id) == shown
        assert bench.preparer.prepared == []


@pytest.mark.parametrize("is_update", [False, True])
async def test_a_preparation_that_was_cut_off_is_done_again(tmp_path, opener, is_update):
    async with opener(tmp_path) as bench:
        runtime_id = await bench.ready() if is_update else (await bench.create())["agentRuntimeId"]
        if is_update:
            bench.preparer.gate.clear()
            await bench.update(runtime_id)
        await bench.until(lambda: len(bench.preparer.prepared) == 1 + is_update)

    assert bench.preparer.cancelled_count == 1
    async with opener(tmp_path) as bench:
        assert (await bench.get(runtime_id))["status"] == ("UPDATING" if is_update else "CREATING")
        arn = (await bench.get(runtime_id))["agentRuntimeArn"]
        assert bench.plane.resolver.resolve(arn, None, None).version.number == 1
        bench.preparer.gate.set()
        await bench.plane.recover()
        assert (await bench.settled(runtime_id))["status"] == "READY"
        assert bench.plane.resolver.resolve(arn, None, None).version.number == 1 + is_update
        assert [version.number for version in bench.preparer.prepared] == [1 + is_update]


async def test_a_deletion_that_was_cut_off_is_finished(tmp_path, opener):
    async with opener(tmp_path) as bench:
        runtime_id = await bench.ready()
        bench.plane._preparation.begin_removal = lambda runtime_id: None  # the server dies before it
        await bench.ask("DeleteAgentRuntime", agentRuntimeId=runtime_id)

    async with opener(tmp_path) as bench:
        assert (await bench.get(runtime_id))["status"] == "DELETING"
        with pytest.raises(NotFound):
            bench.plane.resolver.resolve((await bench.get(runtime_id))["agentRuntimeArn"], None, None)
        await bench.plane.recover()
        with pytest.raises(NotFound):
            await bench.settled(runtime_id)
        assert bench.preparer.retired == [(runtime_id, None)]
        assert await bench.ready() != runtime_id


async def test_a_bundle_that_was_removed_is_unpacked_again(tmp_path, opener):
    async with opener(tmp_path) as bench:
        runtime_id = await bench.ready()
        arn = (await bench.get(runtime_id))["agentRuntimeArn"]
    shutil.rmtree(tmp_path / "bundles")

    async with opener(tmp_path) as bench:
        await bench.plane.recover()
        version = bench.plane.resolver.resolve(arn, None, None).version
        assert (version.bundle_dir / "agent.py").is_file()


async def test_an_artifact_that_was_lost_fails_what_needs_it_and_nothing_else(tmp_path, opener, caplog):
    async with opener(tmp_path) as bench:
        ready = await bench.ready("whole")
        bench.preparer.gate.clear()
        other = (await bench.create("lost"))["agentRuntimeId"]
        await bench.until(lambda: len(bench.preparer.prepared) == 2)
    shutil.rmtree(tmp_path / "bundles")
    shutil.rmtree(tmp_path / "artifacts")

    async with opener(tmp_path) as bench:
        with caplog.at_level(logging.ERROR):
            await bench.plane.recover()
        assert f"the code of {ready} version 1 is lost" in caplog.text
        shown = await bench.settled(other)
        assert shown["status"] == "CREATE_FAILED"
        assert "is gone; upload it again" in shown["failureReason"]


async def test_an_unforeseen_error_becomes_a_failure_and_stays_in_the_log(bench, caplog):
    async def break_down(_version):
        raise ZeroDivisionError

    bench.preparer.prepare = break_down
    runtime_id = (await bench.create(environmentVariables={"KEY": "hunter2"}))["agentRuntimeId"]

    shown = await bench.settled(runtime_id)

    assert shown["status"] == "CREATE_FAILED"
    assert "its log has more" in shown["failureReason"]
    assert "ZeroDivisionError" in caplog.text
    assert "hunter2" not in caplog.text


async def test_describe_shows_runtime_endpoints_and_notes(bench):
    runtime_id = await bench.ready()

    for text in (runtime_id, "weather", (await bench.get(runtime_id))["agentRuntimeArn"]):
        shown = await bench.plane.describe_runtime(text)
        assert shown["runtime"] == await bench.get(runtime_id)
        assert shown["endpoints"] == [await bench.endpoint(runtime_id)]
        assert shown["notes"] == []
    with pytest.raises(NotFound):
        await bench.plane.describe_runtime("nothing")
