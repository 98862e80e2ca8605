"""One container that serves one session."""

from __future__ import annotations

import asyncio
import contextlib
import os
import select
import signal
import socket
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from headwater.core.errors import AgentError, SandboxError
from headwater.core.runtimes import RuntimeVersion
from headwater.sandbox.base import Address, CommandPlan, ExitStatus, RunningCommand, StartMode, Worker
from headwater.sandbox.containers.client import EngineClient, EngineFailed
from headwater.sandbox.containers.command import HOME, parse_pid, parse_port, summarize_error
from headwater.sandbox.containers.execution import begin_in_container
from headwater.sandbox.containers.namespace import ContainerNetwork, NamespaceThread
from headwater.sandbox.containers.readiness import NeverReady, wait_serving
from headwater.sandbox.files import FileView
from headwater.sandbox.output import OutputPipes
from headwater.sandbox.startlog import StartLog
from headwater.sandbox.storage.tree import TreeSize

_FIRST_PAUSE_S = 0.002
_PAUSE_MAX_S = 0.05
_PAUSE_GROWTH = 1.5
#: Seconds for a killed container to be gone before its engine is asked to remove it.
_KILL_WAIT_S = 5.0
#: Seconds for the last lines of a container that ended to be read.
_LAST_LINES_S = 1.0
_KEPT_LINES = 60
#: What a container can write to.
_PLACES = {"/tmp": "/tmp", HOME: HOME}
#: Exit codes of the engine's program when it, and not the agent, ended.
_ENGINE_CODES = (125, 126, 127)


@dataclass(frozen=True, slots=True)
class PublishedPort:
    """A `Dialer` to a port that the engine published on this host's loopback."""

    port: int

    async def dial(self) -> socket.socket:
        """See `base.Dialer`."""
        sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            sock.setblocking(False)
            await asyncio.get_running_loop().sock_connect(sock, ("127.0.0.1", self.port))
        except BaseException:
            sock.close()
            raise
        return sock


@dataclass(frozen=True, slots=True)
class InnerPort:
    """A `Dialer` to the agent's port inside its container's own network."""

    network: ContainerNetwork
    port: int

    async def dial(self) -> socket.socket:
        """See `base.Dialer`."""
        return await self.network.connect(self.port)


class ContainerWorker:
    """See `base.Worker`. Made around the engine's `run`, which lasts as long as the container does."""

    mode: StartMode = "container"

    def __init__(
        self,
        worker_id: str,
        name: str,
        *,
        client: EngineClient,
        process: asyncio.subprocess.Process,
        output: OutputPipes,
        last_lines: deque[str],
        files: tuple[Path, ...],
        places: tuple[str, ...] = (),
    ) -> None:
        """
        Args:
            files: of the host's, to be removed at its end.
            places: folders beside /tmp and its home that it can write to.
        """
        self.worker_id = worker_id
        self.name = name
        #: None while it is a spare that no session has taken yet.
        self.session_id: str | None = None
        self.exited: asyncio.Future[ExitStatus] = asyncio.get_running_loop().create_future()
        self.start_log = StartLog()
        self.last_lines = last_lines
        self._client = client
        self._process = process
        self._output = output
        self.storage_size: Callable[[], TreeSize | None] = lambda: None
        self.storage_max_bytes: int | None = None
        self._files = files
        self._places = {**_PLACES, **{path: path for path in places}}
        self._address: Address | None = None
        self._network: ContainerNetwork | None = None
        self._pid: int | None = None
        self._pid_fd = -1
        self._watcher = asyncio.create_task(self._watch(), name=f"container-{worker_id}")

    @property
    def address(self) -> Address:
        assert self._address is not None, "the container has not been reached yet"
        return self._address

    def find_pid(self) -> int | None:
        """See `base.Worker`."""
        return None if self.exited.done() else self._pid

    def find_roots(self) -> tuple[int, ...]:
        """See `base.Worker`."""
        pid = self.find_pid()
        return () if pid is None else (pid,)

    def find_view(self) -> FileView | None:
        """See `base.Worker`. The engine of an ordinary user does not tell the agent's pid."""
        pid = self.find_pid()
        return None if pid is None else FileView(root=f"/proc/{pid}/root", places=self._places, pid=pid)

    async def wait_view(self) -> FileView | None:
        """See `base.Worker`."""
        return self.find_view()

    def note_answered(self) -> None:
        """See `base.Worker`. A container has nothing to learn for others."""

    async def run_command(self, plan: CommandPlan, fds: tuple[int, int, int]) -> RunningCommand:
        """See `base.Worker`."""
        if self.exited.done():
            raise AgentError("The command could not be started: its session has ended")
        return await begin_in_container(self._client, self.name, plan, fds, self.exited)

    def drain_output(self) -> None:
        """See `base.Worker`."""
        self._output.drain()

    def on_silent(self, tell: Callable[[], None]) -> None:
        """See `base.Worker`."""
        self._output.on_finished(tell)

    async def reach(
        self,
        version: RuntimeVersion,
        pid_file: Path | None,
        thread: NamespaceThread | None,
        forwarded_port: int,
        timeout_s: float,
    ) -> None:
        """Find a way to the agent and wait until it serves. Whoever gives up has to `kill`.

        Args:
            forwarded_port: of this host, where the agent finds us at the same port of its own.
        Raises:
            AgentError: the container ended, or does not serve in time.
            SandboxError: it cannot be reached from here.
        """
        serving = asyncio.create_task(self._reach(version, pid_file, thread, forwarded_port, timeout_s))
        try:
            await asyncio.wait((serving, self.exited), return_when=asyncio.FIRST_COMPLETED)
            if serving.done() and isinstance(serving.exception(), OSError):
                await self._wait_exited(_KILL_WAIT_S)  # what it was looking for is gone; so the rest will be
            if self.exited.done():
                raise AgentError(await self._explain_early_end(str(version.image), self.exited.result()))
            serving.result()
        except OSError as exc:
            raise SandboxError(f"the container cannot be reached: {exc}") from exc
        except NeverReady as exc:
            wanted = "answer GET /ping" if version.protocol.has_ping else "speak HTTP"
            raise AgentError(
                f"the container of {version.image} did not {wanted} on port {version.agent_port}"
                f" within {timeout_s:g} s: {exc}"
            ) from None
        finally:
            serving.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):  # told above, if it was wanted
                await serving
            for path in self._files:  # they hold secrets, and the engine has read them
                path.unlink(missing_ok=True)

    async def stop(self, grace_s: float) -> None:
        """See `base.Worker`."""
        if self.exited.done():
            return
        if self._pid is None or _heeds(self._pid, signal.SIGTERM):
            await self._signal(signal.SIGTERM)
            await self._wait_exited(grace_s)
        await self.kill()

    async def kill(self) -> None:
        """End it by force; returns when the engine has nothing left of it."""
        if self.exited.done():
            return
        await self._signal(signal.SIGKILL)
        if not await self._wait_exited(_KILL_WAIT_S):
            # Perhaps it was not there yet to be killed, or the engine's program hangs.
            await self._client.remove(self.name)
            if not await self._wait_exited(_KILL_WAIT_S):
                with contextlib.suppress(ProcessLookupError):
                    self._process.kill()
                await self.exited

    async def _reach(
        self,
        version: RuntimeVersion,
        pid_file: Path | None,
        thread: NamespaceThread | None,
        forwarded_port: int,
        timeout_s: float,
    ) -> None:
        if thread is None:
            self._address = PublishedPort(await self._find_port(version.agent_port))
        else:
            pid = await self._find_new_pid(pid_file)
            self._pid_fd = os.pidfd_open(pid)
            self._pid = pid
            self._network = ContainerNetwork(pid, thread)
            await self._network.forward(forwarded_port)
            self._address = InnerPort(self._network, version.agent_port)
        await wait_serving(self._address, timeout_s, has_ping=version.protocol.has_ping)
        if self._pid is not None and _is_root_process(self._pid):
            raise AgentError(
                "the image's user is root under another name; let it name an ordinary one (USER) or none"
            )

    async def _find_new_pid(self, pid_file: Path | None) -> int:
        """The agent's pid as soon as the engine tells it."""
        pause_s = _FIRST_PAUSE_S
        while True:
            if pid_file is not None:
                pid = _read_pid(pid_file)
                if pid is not None:
                    return pid
            else:
                with contextlib.suppress(EngineFailed):  # it is not there yet
                    shown = await self._client.call(
                        "inspect", "--format", "{{.State.Pid}} {{.Id}}", self.name
                    )
                    text, _, container_id = shown.strip().partition(" ")
                    pid = parse_pid(text)
                    if pid is not None:
                        return _check_is_here(pid, container_id)
            await asyncio.sleep(pause_s)
            pause_s = min(pause_s * _PAUSE_GROWTH, _PAUSE_MAX_S)

    async def _find_port(self, port: int) -> int:
        pause_s = _FIRST_PAUSE_S
        while True:
            with contextlib.suppress(EngineFailed, ValueError, IndexError):
                return parse_port(await self._client.call("port", self.name, str(port)))
            await asyncio.sleep(pause_s)
            pause_s = min(pause_s * _PAUSE_GROWTH, _PAUSE_MAX_S)

    async def _signal(self, number: signal.Signals) -> None:
        """Signal the container's first process, with which all others end."""
        if self._pid_fd >= 0:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._pid_fd, number)
            return
        with contextlib.suppress(EngineFailed):
            await self._client.call("kill", "--signal", number.name.removeprefix("SIG"), self.name)

    async def _wait_exited(self, timeout_s: float) -> bool:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.shield(self.exited), timeout_s)
        return self.exited.done()

    async def _watch(self) -> None:
        """The engine's program ends when the container has; if it was killed, the container follows."""
        code = await self._process.wait()
        if self._pid_fd < 0 or not select.select([self._pid_fd], [], [], 0)[0]:
            await self._client.remove(self.name)
        if self._network is not None:
            self._network.close()
        if self._pid_fd >= 0:
            os.close(self._pid_fd)
            self._pid_fd = -1
        for path in self._files:
            path.unlink(missing_ok=True)
        # Its last lines are still in the pipes: they are its own, and come before its end.
        self._output.drain()
        asyncio.get_running_loop().call_later(_LAST_LINES_S, self._output.stop)
        self.exited.set_result(ExitStatus(code))

    async def _explain_early_end(self, image: str, status: ExitStatus) -> str:
        readers = [reader.finished for reader in self._output.readers]
        await asyncio.wait(readers, timeout=_LAST_LINES_S)
        said = summarize_error("\n".join(self.last_lines))
        if status.code in _ENGINE_CODES:
            return f"{self._client.engine.kind} cannot run the image {image}: {said}"
        ended = status.describe().removeprefix("its process ")
        return f"the container of {image} {ended} before it served; it said last: {said}"


def _read_pid(path: Path) -> int | None:
    try:
        return parse_pid(path.read_text())
    except OSError:
        return None


def _check_is_here(pid: int, container_id: str) -> int:
    """The pid again, if it is one of this host: a daemon may run elsewhere, where pids mean others.

    Raises:
        OSError: there is no such process (any more).
        SandboxError: it is somebody else's.
    """
    if container_id not in Path(f"/proc/{pid}/cgroup").read_text():
        raise SandboxError("the container engine runs on another host; run the server as an ordinary user")
    return pid


def _is_root_process(pid: int) -> bool:
    """Whether it is root here: root of a user namespace shows as another user."""
    return "0" in _read_status(pid, "Uid").split()


def _heeds(pid: int, number: signal.Signals) -> bool:
    """Whether a container's first process handles a signal: the kernel keeps from it what it does not."""
    caught = _read_status(pid, "SigCgt")
    return not caught or bool(int(caught, 16) >> (number - 1) & 1)


def _read_status(pid: int, name: str) -> str:
    """A line of the process's status; empty when it is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(f"{name}:")), "")


def _conforms(worker: ContainerWorker) -> Worker:
    return worker
