"""Servers that run images, with each container engine that works here.

Where none does the tests are skipped; in CI, podman has to be there (see `install_engine.sh`).
"""

import os
import shutil
from functools import cache

import box_image
import pytest
from boxes import IMAGE, MEMORY_MAX_BYTES, PROCESSES_MAX_COUNT, Box, remove_images

from headwater.sandbox.containers.engine import NoEngine, find_engine
from headwater.sandbox.containers.settings import ContainerSettings
from headwater.sandbox.settings import SandboxSettings
from servers import running_server, wait_until


@cache
def why_not(engine):
    """Why an engine cannot be used here; None if it can."""
    try:
        find_engine(ContainerSettings(engine=engine), SandboxSettings())
    except NoEngine as exc:
        return exc.reason
    return None


def require(engine):
    reason = why_not(engine)
    if reason is None:
        return
    can_install = os.geteuid() == 0 and shutil.which("apt-get")
    if os.environ.get("CI") and engine == "podman" and can_install:
        pytest.fail(f"in CI podman has to run: {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session", params=["podman", "docker"])
def engine(request):
    """The name of a container engine that works here."""
    require(request.param)
    yield request.param
    remove_images(request.param)


@pytest.fixture(scope="session")
def agent_image(engine):
    box_image.import_image(engine, f"{IMAGE}:1")
    return f"{IMAGE}:1"


@pytest.fixture(scope="session")
def environment(engine):
    return {
        "HEADWATER_CONTAINERS__ENGINE": engine,
        "HEADWATER_SANDBOX__MEMORY_MAX_BYTES": str(MEMORY_MAX_BYTES),
        "HEADWATER_SANDBOX__PROCESSES_MAX_COUNT": str(PROCESSES_MAX_COUNT),
        "HEADWATER_SANDBOX__START_TIMEOUT_S": "20",
    }


@pytest.fixture(scope="session")
def box(engine, agent_image, environment, tmp_path_factory):
    """A server for many tests. Do not stop it."""
    with running_server(tmp_path_factory.mktemp("box"), environment) as server:
        yield Box(server, engine, agent_image)


@pytest.fixture
def own_box(engine, agent_image, environment, tmp_path):
    """A server to kill."""
    with running_server(tmp_path, environment) as server:
        yield Box(server, engine, agent_image)


@pytest.fixture(scope="session")
def agent(box):
    """The test agent, deployed."""
    return box.create(
        environment={"PLAIN": "b c", "KEY": "-----BEGIN-----\nabc\n", "TEXT": "ž\" ' # =$HOME "}
    )


@pytest.fixture
def wait_gone(box):
    """`wait_gone(name)`: until the engine knows nothing of a container any more."""
    return lambda name: wait_until(lambda: name not in box.containers(), what=f"{name} to go")
