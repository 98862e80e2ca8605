"""Workers of this host: a session forked from a template, or one with a process tree of its own."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable, Mapping
from functools import partial

from headwater.core.errors import AgentError
from headwater.sandbox.base import CommandPlan, ExitStatus, RunningCommand, StartMode
from headwater.sandbox.files import FileView
from headwater.sandbox.journals import JournalFolder
from headwater.sandbox.output import OutputPipes
from headwater.sandbox.process import TemplateProcess
from headwater.sandbox.sockets import SocketFolder
from headwater.sandbox.startlog import StartLog
from headwater.sandbox.storage.tree import TreeSize
from headwater.sandbox.supervised import begin_supervised

#: Seconds for the last lines of a session that ended to be read.
_LAST_LINES_S = 1.0


class LocalWorker:
    """What forked and fresh workers share: a socket, two log pipes, and an end."""

    def __init__(
        self,
        worker_id: str,
        address: str,
        process: TemplateProcess,
        output: OutputPipes,
        sockets: SocketFolder,
        journals: JournalFolder,
    ) -> None:
        self.worker_id = worker_id
        self.address = address
        #: Whether it has been through its rehearsal, where its app can have one: as ready as it gets.
        self.is_ready = False
        #: None while it is a spare that no session has taken yet.
        self.session_id: str | None = None
        self.start_log = StartLog()
        #: What it was started with, for what runs beside it.
        self.find_environment: Callable[[], Mapping[str, str]] = dict
        self.storage_size: Callable[[], TreeSize | None] = lambda: None
        self.storage_max_bytes: int | None = None
        self._process = process
        self._output = output
        self._sockets = sockets
        self._journals = journals
        self.exited: asyncio.Future[ExitStatus] = asyncio.get_running_loop().create_future()

    mode: StartMode

    @property
    def _inner_id(self) -> str | None:
        """What the process knows it by; None: it is all that the process is for."""
        return self.worker_id

    def find_pid(self) -> int | None:
        """See `base.Worker`."""
        return None if self.exited.done() else self._process.find_agent_pid(self._inner_id)

    def find_roots(self) -> tuple[int, ...]:
        """See `base.Worker`."""
        return () if self.exited.done() else self._process.find_roots(self._inner_id)

    def find_view(self) -> FileView | None:
        """See `base.Worker`."""
        return None if self.exited.done() else self._process.find_view(self._inner_id)

    async def run_command(self, plan: CommandPlan, fds: tuple[int, int, int]) -> RunningCommand:
        """See `base.Worker`."""
        if self.exited.done():
            raise AgentError("The command could not be started: its session has ended")
        send = partial(self._process.send_errand, self._inner_id)
        return await begin_supervised(plan, fds, self.find_environment(), send)

    async def wait_view(self) -> FileView | None:
        """See `base.Worker`."""
        return self.find_view()

    async def stop(self, grace_s: float) -> None:
        """See `base.Worker`."""
        raise NotImplementedError

    def note_answered(self) -> None:
        """See `base.Worker`."""

    def drain_output(self) -> None:
        """See `base.Worker`."""
        self._output.drain()

    def on_silent(self, tell: Callable[[], None]) -> None:
        """See `base.Worker`."""
        self._output.on_finished(tell)

    def note_exit(self, code: int | None, *, is_cleared: bool = True) -> None:
        """All processes of the session are gone."""
        self.start_log.close()
        if not self.exited.done():
            self._sockets.remove(self.address)
            self._journals.end(self.worker_id)
            # Its last lines are still in the pipes: they are its own, and come before its end. If anybody is
            # left to write more, he has a moment.
            self._output.drain()
            asyncio.get_running_loop().call_later(_LAST_LINES_S, self._output.stop)
            self.exited.set_result(ExitStatus(code, is_cleared))

    async def _wait_exited(self, timeout_s: float) -> bool:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.shield(self.exited), timeout_s)
        return self.exited.done()


class ForkWorker(LocalWorker):
    """A session forked from a template."""

    mode: StartMode = "fork"

    async def wait_view(self) -> FileView | None:
        return None if self.exited.done() else await self._process.wait_view(self.worker_id)

    def note_answered(self) -> None:
        self._process.learn_from(self.worker_id)

    async def stop(self, grace_s: float) -> None:
        if self.exited.done():
            return
        self._process.send_signal(self.worker_id, signal.SIGTERM)
        if not await self._wait_exited(grace_s):
            self._process.send_signal(self.worker_id, signal.SIGKILL)
            await self._wait_exited(grace_s + 5)


class FreshWorker(LocalWorker):
    """A session with a process tree of its own."""

    mode: StartMode = "fresh"

    @property
    def _inner_id(self) -> None:
        return None

    async def stop(self, grace_s: float) -> None:
        if self.exited.done():
            return
        self._process.terminate()
        if not await self._wait_exited(grace_s):
            await self.kill()

    async def kill(self) -> None:
        """End it by force."""
        is_cleared = await self._process.kill()
        self.note_exit(None, is_cleared=is_cleared)
