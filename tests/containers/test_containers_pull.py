"""Images that are fetched from a registry."""

import platform

import box_image
import pytest
from boxes import RUN, Box
from registry import running_registry

from servers import running_server

pytestmark = pytest.mark.containers

HERE, ELSEWHERE = ("amd64", "arm64") if platform.machine() == "x86_64" else ("arm64", "amd64")
CONFIG = {"Cmd": list(box_image.COMMAND), "Env": [f"{k}={v}" for k, v in box_image.ENVIRONMENT.items()]}


@pytest.fixture(scope="module")
def layer(tmp_path_factory):
    path = tmp_path_factory.mktemp("layer") / "rootfs.tar"
    box_image.build_rootfs(path)
    return path


@pytest.fixture
def registry():
    with running_registry() as registry:
        yield registry


@pytest.fixture
def pulling_box(engine, environment, registry, tmp_path):
    """A server whose engine takes the registry's plain HTTP; docker does that on loopback by itself."""
    config = tmp_path / "registries.conf"
    config.write_text(f'[[registry]]\nlocation = "{registry.address}"\ninsecure = true\n')
    variables = {**environment, "CONTAINERS_REGISTRIES_CONF": str(config)}
    with running_server(tmp_path, variables) as server:
        yield Box(server, engine, "")


def test_an_image_is_pulled_once_with_its_progress_in_the_log(pulling_box, registry, layer, new_session_id):
    registry.push(f"{RUN}/weather:1", layer, CONFIG, HERE)

    agent = pulling_box.create(f"{registry.address}/{RUN}/weather:1")
    pulls = len(registry.pulls)
    for _ in range(3):
        assert pulling_box.server.ask(agent, {"count": 1}, new_session_id())["count"] == 1

    assert pulls > 0
    assert len(registry.pulls) == pulls
    pulling_box.server.wait_logged("weather:1 is ", agent)


def test_an_image_can_be_named_by_its_digest(pulling_box, registry, layer, session_id):
    digest = registry.push(f"{RUN}/digest:1", layer, {**CONFIG, "Labels": {"by": "digest"}}, HERE)

    agent = pulling_box.create(f"{registry.address}/{RUN}/digest@{digest}")

    assert pulling_box.server.ask(agent, {"count": 1}, session_id)["count"] == 1


def test_an_image_for_another_machine_fails_with_what_to_do(pulling_box, registry, layer):
    registry.push(f"{RUN}/other:1", layer, CONFIG, ELSEWHERE)

    agent = pulling_box.create(f"{registry.address}/{RUN}/other:1", expect="CREATE_FAILED")

    assert f"is built for {ELSEWHERE}, and this host is {HERE}" in agent.failure_reason
    assert f"--platform linux/{HERE}" in agent.failure_reason
