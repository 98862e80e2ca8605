"""A control plane on real files, with a preparer that does as it is told."""

from __future__ import annotations

import asyncio
import io
import itertools
import sys
import uuid
import zipfile
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet

from headwater.control.artifacts import Artifact, ArtifactStore
from headwater.control.base import ArtifactSettings, ControlSettings
from headwater.control.furnishing import Furnisher
from headwater.control.plane import ControlPlane
from headwater.control.sealing import Sealer
from headwater.core.errors import AgentError, InvalidRequest
from headwater.core.runtimes import RuntimeVersion
from headwater.environments.buildlog import BuildLogs
from headwater.environments.pythons import Pythons
from headwater.environments.settings import EnvironmentSettings
from headwater.environments.store import EnvironmentStore
from headwater.store.engine import open_store

DEADLINE_S = 10.0
SEALER = Sealer([Fernet.generate_key().decode()])
OWN_RUNTIME = f"PYTHON_3_{sys.version_info.minor}"


def pack(files: Mapping[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return buffer.getvalue()


async def stream_of(data: bytes, step: int = 65536) -> AsyncIterator[bytes]:
    for start in range(0, len(data), step):
        yield data[start : start + step]


@dataclass
class ToldPreparer:
    """A preparer whose outcome the test decides: at once, or when it opens the gate."""

    failure: str | None = None
    stuck: str | None = None
    #: Why images cannot be run; None where they can.
    no_engine: str | None = None
    no_storage: str | None = None
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    prepared: list[RuntimeVersion] = field(default_factory=list)
    retired: list[tuple[str, int | None]] = field(default_factory=list)
    cancelled_count: int = 0

    async def check_images(self) -> None:
        if self.no_engine is not None:
            raise InvalidRequest(self.no_engine)

    async def check_storage(self, *, is_image: bool) -> None:
        if self.no_storage is not None:
            raise InvalidRequest(self.no_storage)

    async def prepare(self, version: RuntimeVersion) -> None:
        self.prepared.append(version)
        try:
            await self.gate.wait()
        except asyncio.CancelledError:
            self.cancelled_count += 1
            raise
        if self.failure is not None:
            raise AgentError(self.failure)

    async def retire(self, runtime_id: str, version: int | None) -> None:
        self.retired.append((runtime_id, version))
        if self.stuck is not None:
            raise AgentError(self.stuck)


class Bench:
    """The plane under test and short ways to ask it."""

    def __init__(self, plane: ControlPlane, preparer: ToldPreparer, artifacts: ArtifactStore) -> None:
        self.plane = plane
        self.preparer = preparer
        self.artifacts = artifacts
        self._serial = itertools.count()

    async def upload(self, files: Mapping[str, str] | None = None) -> Artifact:
        return await self.artifacts.put(stream_of(pack(files or {"agent.py": "app = None\n"})))

    async def request(self, **members: Any) -> dict[str, Any]:
        artifact = await self.upload()
        code = {
            "code": {"s3": {"bucket": artifact.bucket, "prefix": artifact.prefix}},
            "runtime": OWN_RUNTIME,
            "entryPoint": ["agent.py"],
        }
        return {
            "agentRuntimeArtifact": {"codeConfiguration": code},
            "roleArn": "arn:aws:iam::000000000000:role/agent",
            "clientToken": str(uuid.uuid4()),
            **members,
        }

    async def ask(self, operation: str, **members: Any) -> dict[str, Any]:
        return await self.plane.handlers()[operation](members)

    async def create(self, name: str = "weather", **members: Any) -> dict[str, Any]:
        return await self.ask("CreateAgentRuntime", **await self.request(agentRuntimeName=name, **members))

    async def update(self, runtime_id: str, **members: Any) -> dict[str, Any]:
        return await self.ask(
            "UpdateAgentRuntime", **await self.request(agentRuntimeId=runtime_id, **members)
        )

    async def get(self, runtime_id: str, **members: Any) -> dict[str, Any]:
        return await self.ask("GetAgentRuntime", agentRuntimeId=runtime_id, **members)

    async def endpoint(self, runtime_id: str, name: str = "DEFAULT") -> dict[str, Any]:
        return await self.ask("GetAgentRuntimeEndpoint", agentRuntimeId=runtime_id, endpointName=name)

    async def ready(self, name: str = "weather", **members: Any) -> str:
        """Create a runtime and wait until it is READY; gives its id."""
        self.preparer.gate.set()
        runtime_id = (await self.create(name, **members))["agentRuntimeId"]
        await self.settled(runtime_id)
        return runtime_id

    async def until(self, is_true: Callable[[], object]) -> None:
        """Wait for what background work brings about."""
        async with asyncio.timeout(DEADLINE_S):
            while not is_true():  # noqa: ASYNC110  what is waited for is state of the code under test
                await asyncio.sleep(0.002)

    async def settled(self, runtime_id: str) -> dict[str, Any]:
        """Wait until nothing is under way for a runtime; gives what Get answers then."""
        async with asyncio.timeout(DEADLINE_S):
            while True:
                answer = await self.get(runtime_id)
                if answer["status"] not in ("CREATING", "UPDATING", "DELETING"):
                    return answer
                await asyncio.sleep(0.002)


class NoCommands:
    """No code of these tests names packages, so nothing is run for it."""

    async def run(self, command, on_line, *, timeout_s):
        raise AssertionError(f"{command.argv} was run")


def build_furnisher(data_dir: Path) -> Furnisher:
    environments = EnvironmentStore(
        EnvironmentSettings(),
        data_dir=data_dir,
        owner=None,
        runner=NoCommands(),
        own_package=data_dir,
        server_environment={},
    )
    return Furnisher(
        environments=environments,
        pythons=Pythons(),
        logs=BuildLogs(data_dir / "builds"),
        own_runtime=OWN_RUNTIME,
    )


@asynccontextmanager
async def open_bench(data_dir: Path, preparer: ToldPreparer | None = None) -> AsyncIterator[Bench]:
    told = preparer or ToldPreparer()
    artifacts = ArtifactStore(ArtifactSettings(data_dir=data_dir))
    async with (
        open_store(f"sqlite:///{data_dir / 'headwater.db'}") as store,
        ControlPlane(
            store=store,
            artifacts=artifacts,
            furnisher=build_furnisher(data_dir),
            preparer=told,
            settings=ControlSettings(),
            sealer=SEALER,
        ) as plane,
    ):
        yield Bench(plane, told, artifacts)


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    async with open_bench(tmp_path) as opened:
        yield opened


@pytest.fixture(scope="session")
def opener() -> Any:
    """`open_bench`, for tests that open a data directory more than once."""
    return open_bench
