"""A source of workers without processes: each serves on a real unix socket, in this very event loop."""

import asyncio
import contextlib
import json
import os
import tempfile

from headwater.core.errors import AgentError
from headwater.core.runtimes import RuntimeVersion, Target
from headwater.sandbox.base import ExitStatus, Worker, WorkerSource
from headwater.sandbox.startlog import StartLog
from headwater.sandbox.storage.tree import TreeSize


class FakeWorker:
    """A worker whose `/ping` answers `ping` (None: never) and whose other requests answer `answer`, raw."""

    mode = "fork"

    def __init__(self, worker_id: str, folder: str) -> None:
        self.worker_id = worker_id
        self.address = os.path.join(folder, worker_id)
        self.exited: asyncio.Future[ExitStatus] = asyncio.get_running_loop().create_future()
        self.start_log = StartLog()
        self.ping: bytes | None = b'{"status": "Healthy"}'
        self.answer = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}"
        self.ping_count = 0
        self.answered_count = 0
        self.storage_max_bytes: int | None = None
        #: Pids of real processes that stand in for those of the session.
        self.roots: tuple[int, ...] = ()
        self.stop_graces: list[float] = []
        #: How long the end takes once it is asked for.
        self.stop_delay_s = 0.0
        self._server: asyncio.Server | None = None
        self._exchanges: set[asyncio.Task[None]] = set()

    async def serve(self) -> None:
        self._server = await asyncio.start_unix_server(self._serve_one, self.address)

    def find_pid(self) -> int | None:
        return None

    def find_roots(self) -> tuple[int, ...]:
        return self.roots

    def find_view(self) -> None:
        return None

    async def wait_view(self) -> None:
        return None

    def storage_size(self) -> TreeSize | None:
        return None

    def note_answered(self) -> None:
        self.answered_count += 1

    async def run_command(self, plan, fds):
        raise AgentError("there are no commands here")

    def drain_output(self) -> None:
        pass

    def on_silent(self, tell) -> None:
        tell()

    async def stop(self, grace_s: float) -> None:
        self.stop_graces.append(grace_s)
        await asyncio.sleep(self.stop_delay_s)
        self.end(0)

    def end(self, code: int | None) -> None:
        """Be gone, as after `exit(code)`; again is harmless."""
        if self.exited.done():
            return
        if self._server is not None:
            self._server.close()
        for task in self._exchanges:
            task.cancel()
        os.unlink(self.address)
        self.exited.set_result(ExitStatus(code))

    async def _serve_one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._exchanges.add(task)
        task.add_done_callback(self._exchanges.discard)
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            if head.startswith(b"GET /ping "):
                self.ping_count += 1
                if self.ping is None:
                    await asyncio.Event().wait()
                writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n%b" % (len(self.ping), self.ping))
            else:
                writer.write(self.answer)
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            writer.transport.abort()
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    async def wait_closed(self) -> None:
        """Until nothing of it is left in the event loop."""
        for _ in range(5):  # a connection may have been accepted that nobody serves yet
            await asyncio.sleep(0)
        await asyncio.gather(*self._exchanges, return_exceptions=True)


class FakeSource:
    """Makes `FakeWorker`s; `gate` holds starts back, `failure` makes them fail."""

    def __init__(self) -> None:
        self.workers: list[FakeWorker] = []
        self.start_count = 0
        self.gate = asyncio.Event()
        self.gate.set()
        self.failure: Exception | None = None
        self.default_ping: bytes | None = b'{"status": "Healthy"}'
        self._folder = tempfile.TemporaryDirectory()

    async def prepare(self, version: RuntimeVersion) -> None:
        """Nothing to load."""

    async def start_worker(
        self, version: RuntimeVersion, worker_id: str, session_id: str, *, endpoint: str, owner: str | None
    ) -> Worker:
        self.start_count += 1
        await self.gate.wait()
        if self.failure is not None:
            raise self.failure
        worker = FakeWorker(worker_id, self._folder.name)
        worker.ping = self.default_ping
        await worker.serve()
        self.workers.append(worker)
        return worker

    async def retire(self, runtime_id: str, number: int | None) -> None:
        """Nothing is kept."""

    async def close(self) -> None:
        """End all workers."""
        for worker in self.workers:
            worker.end(None)
            await worker.wait_closed()
        self._folder.cleanup()


class Journal:
    """Lives as they were written down: (session id, reason of its end or None)."""

    def __init__(self) -> None:
        self.lives: list[list[str | None]] = []

    def started(self, *, runtime_id, endpoint, session_id, version, owner, start_ms) -> str:
        self.lives.append([session_id, None])
        return str(len(self.lives) - 1)

    def ended(self, record_id: str, reason: str, *, request_count: int, cpu_s: float | None) -> None:
        assert self.lives[int(record_id)][1] is None, "it ended twice"
        self.lives[int(record_id)][1] = reason


def build_target(
    tmp_path, *, number=1, endpoint="DEFAULT", runtime_id="a-abcdefghij", idle_s=900, lifetime_s=28800
):
    """What an invocation resolves to."""
    version = RuntimeVersion(
        runtime_id=runtime_id,
        runtime_arn=f"arn:aws:bedrock-agentcore:us-west-2:000000000000:runtime/{runtime_id}",
        runtime_name="a",
        number=number,
        bundle_dir=tmp_path,
        entry_point=("agent.py",),
        idle_timeout_s=idle_s,
        max_lifetime_s=lifetime_s,
    )
    return Target(endpoint=endpoint, version=version)


async def wait_until(condition, timeout_s: float = 10.0) -> None:
    """Until `condition()` is true."""
    async with asyncio.timeout(timeout_s):
        while not condition():  # noqa: ASYNC110  # conditions of all kinds
            await asyncio.sleep(0.002)


def encode_ping(**members) -> bytes:
    return json.dumps(members).encode()


def _conforms(source: FakeSource) -> WorkerSource:
    return source
