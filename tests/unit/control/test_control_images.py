"""Versions made of container images: no bundle, and nothing of others' bundles is touched for them."""

from __future__ import annotations

import pytest

from headwater.core.errors import InvalidRequest


def of_image(uri="localhost/weather:1"):
    return {"agentRuntimeArtifact": {"containerConfiguration": {"containerUri": uri}}}


async def test_a_version_of_an_image_is_prepared_with_its_name_and_no_code(bench):
    runtime_id = await bench.ready(**of_image())

    (version,) = bench.preparer.prepared
    assert (version.image, version.entry_point) == ("localhost/weather:1", ())
    assert (await bench.get(runtime_id))["agentRuntimeArtifact"] == of_image()["agentRuntimeArtifact"]


async def test_where_no_image_can_run_neither_create_nor_update_begins(bench):
    runtime_id = await bench.ready()
    bench.preparer.no_engine = "install podman"

    with pytest.raises(InvalidRequest, match="install podman"):
        await bench.create("other", **of_image())
    with pytest.raises(InvalidRequest, match="install podman"):
        await bench.update(runtime_id, **of_image())

    shown = await bench.get(runtime_id)
    assert (shown["status"], shown["agentRuntimeVersion"]) == ("READY", "1")
    assert (await bench.ask("ListAgentRuntimes"))["agentRuntimes"][0]["agentRuntimeId"] == runtime_id
    await bench.update(runtime_id)  # code needs no engine


async def test_deleting_an_image_leaves_the_code_of_others_alone(bench):
    code_id = await bench.ready()
    image_id = await bench.ready("boxed", **of_image())
    bundle = bench.preparer.prepared[0].bundle_dir

    await bench.ask("DeleteAgentRuntime", agentRuntimeId=image_id)
    await bench.until(lambda: bench.plane.resolver.runtime_count == 1)
    await bench.update(code_id, **of_image())
    await bench.settled(code_id)
    await bench.update(code_id, **of_image("localhost/weather:2"))
    await bench.settled(code_id)
    await bench.ask("DeleteAgentRuntime", agentRuntimeId=code_id, agentRuntimeVersion="2")

    assert (bundle / "agent.py").is_file()


async def test_images_and_code_survive_a_restart(tmp_path, opener):
    async with opener(tmp_path) as bench:
        await bench.ready()
        image_id = await bench.ready("boxed", **of_image())
        bundle = bench.preparer.prepared[0].bundle_dir

    async with opener(tmp_path) as again:
        await again.plane.recover()
        target = again.plane.resolver.resolve((await again.get(image_id))["agentRuntimeArn"], None, None)

        assert target.version.image == "localhost/weather:1"
        assert (bundle / "agent.py").is_file()
        assert {version.image for version in again.plane.resolver.live_versions()} == {
            None,
            "localhost/weather:1",
        }


async def test_a_preparation_of_an_image_that_was_interrupted_goes_on(tmp_path, opener):
    async with opener(tmp_path) as bench:
        created = await bench.create(**of_image())
        await bench.until(lambda: bench.preparer.prepared)

    async with opener(tmp_path) as again:
        again.preparer.gate.set()
        await again.plane.recover()

        assert (await again.settled(created["agentRuntimeId"]))["status"] == "READY"
        assert again.preparer.prepared[0].image == "localhost/weather:1"
