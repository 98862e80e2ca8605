"""Where the server may not enter its containers' networks it reaches them by a port on loopback."""

import asyncio

import pytest

from headwater.auth.workers import WorkerCredentialBook
from headwater.core.runtimes import RuntimeVersion
from headwater.sandbox.containers import engine as engines
from headwater.sandbox.containers.settings import ContainerSettings
from headwater.sandbox.containers.source import ContainerSource
from headwater.sandbox.credentials import WorkerEnvironments
from headwater.sandbox.journals import JournalFolder
from headwater.sandbox.settings import SandboxSettings
from headwater.sessions.connection import open_connection
from headwater.sessions.ping import ping

pytestmark = pytest.mark.containers


@pytest.fixture
async def source(engine, tmp_path, monkeypatch):
    monkeypatch.setattr(engines, "_can_enter", lambda: False)
    lines = []
    async with ContainerSource(
        ContainerSettings(engine=engine),
        SandboxSettings(spare_count=0, start_timeout_s=30),
        run_dir=tmp_path / "run",
        data_dir=tmp_path,
        environments=WorkerEnvironments({}, {}, WorkerCredentialBook()),
        agent_port=1,
        log=lambda version, session_id, worker_id, printed: lines.append((session_id, printed.data.decode())),
        journals=JournalFolder(tmp_path / "journals", lambda path: None),
    ) as source:
        source.lines = lines
        yield source
        await source.retire("weather-1", None)


async def test_a_session_is_served_logged_and_stopped_through_a_published_port(source, agent_image):
    version = RuntimeVersion(
        runtime_id="weather-1", runtime_arn="arn", runtime_name="weather", number=1, image=agent_image
    )
    await source.prepare(version)
    worker = await source.start_worker(version, "w-published", "session-1")

    answer = await ping(worker.address, 10)
    assert answer is not None
    assert answer.status == "Healthy"
    connection = await open_connection(worker.address)
    connection.send_head(b"POST", b"/invocations", [(b"content-length", b"2")], b"{}")
    assert (await connection.read_head()).status == 200
    connection.close()
    assert any("is open on this host's loopback" in line for line in source.describe_isolation()["detail"])

    async with asyncio.timeout(30):
        await worker.stop(0.1)

    assert worker.exited.done()
    assert ("session-1", "serving") in source.lines
    assert await ping(worker.address, 1) is None


async def test_what_a_session_stores_is_bound_at_its_start(source, agent_image, tmp_path):
    version = RuntimeVersion(
        runtime_id="weather-1", runtime_arn="arn", runtime_name="weather", number=1, image=agent_image,
        storage_paths=("/mnt/work",),
    )  # fmt: skip
    folder = tmp_path / "work"
    folder.mkdir()
    folder.chmod(0o777)
    await source.prepare(version)
    assert await source.binds_early()
    worker = await source.start_worker(version, "w-bound", "session-1", binds={"/mnt/work": folder})
    connection = await open_connection(worker.address)
    body = b'{"write": ["/mnt/work/a", "/mnt/b"]}'
    connection.send_head(b"POST", b"/invocations", [(b"content-length", b"%d" % len(body))], body)
    assert (await connection.read_head()).status == 200
    connection.close()
    assert [path.name for path in folder.iterdir()] == ["a"]
    async with asyncio.timeout(30):
        await worker.stop(0.1)
