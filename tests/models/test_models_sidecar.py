"""The embedded model's process: what its death and its parent's death mean."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from headwater.models.base import ModelError, ModelNotReady
from headwater.models.embedded_process import EmbeddedProcess, missing_runtime
from headwater.models.registry import ModelRegistry
from headwater.models.settings import ModelsSettings

pytestmark = pytest.mark.skipif(missing_runtime() is not None, reason=str(missing_runtime()))

_PARENT = """
import asyncio, sys
from pathlib import Path
from headwater.models import embedded_process
from headwater.models.settings import ModelsSettings
embedded_process._MODULE = sys.argv[2]

async def main():
    weights = Path(sys.argv[1])
    process = embedded_process.EmbeddedProcess(ModelsSettings(cache_dir=weights.parent), weights)
    process.start()
    while process.describe()["pid"] is None:
        await asyncio.sleep(0.005)
    print(process.describe()["pid"], flush=True)
    await asyncio.sleep(600)

asyncio.run(main())
"""

#: Stands for a process that is deep in its work and reads no more of stdin.
_BUSY = """
import sys, time
from headwater.models.embedded_server import _die_with_parent
_die_with_parent(int(sys.argv[1]))
time.sleep(600)
"""


@pytest.fixture
def broken(tmp_path):
    """Settings whose weights are no weights."""
    path = tmp_path / "broken.gguf"
    path.write_bytes(b"not weights")
    return ModelsSettings(cache_dir=tmp_path, weights_path=path)


def is_alive(pid):
    """Whether the process runs; a zombie that nobody has fetched yet does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


async def test_weights_that_cannot_be_loaded_are_told_to_those_who_ask(broken):
    process = EmbeddedProcess(broken, broken.weights_path)
    process.start()

    with pytest.raises(ModelError, match="does not start"):
        await process.wait_ready(60)

    assert process.describe()["state"] == "failed"
    await process.stop()


async def test_a_request_waits_no_longer_than_its_deadline(broken):
    process = EmbeddedProcess(broken, broken.weights_path)
    process.start()

    with pytest.raises(ModelNotReady):
        await process.wait_ready(0.01)

    await process.stop()
    with pytest.raises(ModelError, match="not running"):
        await process.wait_ready(1)


async def test_closing_the_registry_leaves_no_process(broken):
    async with asyncio.timeout(30), ModelRegistry(broken) as registry:
        while (pid := registry.describe()["embedded"]["pid"]) is None:  # noqa: ASYNC110 - it has no event
            await asyncio.sleep(0.001)

    assert not is_alive(pid)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
@pytest.mark.parametrize("module", ["headwater.models.embedded_server", "busy_sidecar"])
def test_a_killed_parent_takes_its_model_along(tmp_path, module):
    (tmp_path / "busy_sidecar.py").write_text(_BUSY)
    weights = tmp_path / "fifo"
    os.mkfifo(weights)  # loading it never ends
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    command = [sys.executable, "-c", _PARENT, str(weights), module]
    parent = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment)
    pid = int(parent.stdout.readline())

    parent.send_signal(signal.SIGKILL)
    parent.communicate()

    deadline = time.monotonic() + 20
    while is_alive(pid):
        assert time.monotonic() < deadline, "the model outlived its parent"
        time.sleep(0.01)
