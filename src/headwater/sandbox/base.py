"""What the session layer needs of a sandbox, whatever makes it."""

from __future__ import annotations

import asyncio
import secrets
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from headwater.core.runtimes import RuntimeVersion
from headwater.sandbox.files import FileView
from headwater.sandbox.output import Printed
from headwater.sandbox.startlog import StartLog
from headwater.sandbox.storage.tree import TreeSize

#: Called with version, session id (None: of none), worker id (the same), and what was printed.
LogSink = Callable[[RuntimeVersion, str | None, str | None, Printed], None]

_WORKER_ID_BYTES = 8

StartMode = Literal["fork", "fresh", "container"]


class Dialer(Protocol):
    """A way to an agent that is not a path of this host's file system."""

    async def dial(self) -> socket.socket:
        """A new connection: a connected stream socket that does not block.

        Raises:
            OSError: nobody listens there.
        """


#: Where an agent is reached: the path of a unix socket, or what connects in another way.
Address = str | Dialer


@dataclass(frozen=True, slots=True)
class ExitStatus:
    """How a worker ended: its exit code, or minus the signal that killed it; None when unknown.

    `is_cleared` is false when the kernel has not said in time that every process of it is gone.
    """

    code: int | None
    is_cleared: bool = True

    def describe(self) -> str:
        if self.code is None:
            return "its process is gone"
        if self.code in (70,):
            return "its sandbox could not be made"
        if self.code < 0 or self.code > 128:
            number = -self.code if self.code < 0 else self.code - 128
            return f"its process was killed by signal {number}"
        return f"its process ended with code {self.code}"


def build_worker_id() -> str:
    """An id that no other worker has."""
    return f"w-{secrets.token_hex(_WORKER_ID_BYTES)}"


def build_holder_id() -> str:
    """An id of what holds credentials and is no worker."""
    return f"t-{secrets.token_hex(_WORKER_ID_BYTES)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandPlan:
    """A program to run in a live session, beside its agent: with its variables, folder, user and limits.

    `argv[0]` without a slash is looked for on the session's PATH; see `shells.py` for shells. `environment`
    goes beyond the agent's own. With `is_terminal` its streams are one pseudo-terminal's, and it becomes the
    leader of a session of processes that has this terminal.
    """

    argv: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    is_terminal: bool = False


class RunningCommand(Protocol):
    """A command in a live session. It ends with its session at the latest."""

    @property
    def exited(self) -> asyncio.Future[int]:
        """Done when it has ended: its exit code, or minus the signal that killed it. What it left behind in
        the session may live on, and hold its streams open."""

    @property
    def is_lost(self) -> bool:
        """Whether nobody has told how it ended, and `exited` is a guess: its session has ended, mostly."""

    def kill(self) -> None:
        """End it at once, with all below it that can be found; again is harmless."""


class Worker(Protocol):
    """What serves one session: `POST /invocations` and `GET /ping` at an address."""

    @property
    def worker_id(self) -> str: ...

    @property
    def mode(self) -> StartMode: ...

    @property
    def address(self) -> Address:
        """Connecting to it works from the start, whether or not the agent accepts already."""

    @property
    def exited(self) -> asyncio.Future[ExitStatus]:
        """Done once every process of the session is gone."""

    @property
    def start_log(self) -> StartLog: ...

    def find_pid(self) -> int | None:
        """The agent's pid as this host sees it; None when it cannot be told."""

    def find_roots(self) -> tuple[int, ...]:
        """Pids, on this host, that every process of the session is or is below; empty when not to be told."""

    def find_view(self) -> FileView | None:
        """Where the session's files are seen from here; None when that is not to be told."""

    async def wait_view(self) -> FileView | None:
        """`find_view`, once that can tell: the session's process is there, or over."""

    #: What the session keeps on disk, as last measured; None: it keeps nothing, or that is not known yet.
    storage_size: Callable[[], TreeSize | None]
    #: Bytes that it may keep there; None where it keeps nothing.
    storage_max_bytes: int | None

    def note_answered(self) -> None:
        """Its session has answered a request: what it needed for that can be had ready for others."""

    async def run_command(self, plan: CommandPlan, fds: tuple[int, int, int]) -> RunningCommand:
        """Begin a command in the session. Returns once its program runs; cancelling ends what has begun.

        Args:
            fds: its standard input, output and error; the caller closes his copies.
        Raises:
            AgentError: the session has ended, or the program cannot be run in it; says why.
            SandboxError: it cannot be brought into the session.
        """

    def drain_output(self) -> None:
        """Hand on now what has been printed so far: it belongs to what has been asked so far."""

    def on_silent(self, tell: Callable[[], None]) -> None:
        """Call `tell` once, when all that it printed was handed on: soon after its end, or at once."""

    async def stop(self, grace_s: float) -> None:
        """End it: politely, then by force after `grace_s`. Returns when it is gone; again is harmless."""


class WorkerSource(Protocol):
    """Makes workers of versions."""

    async def prepare(self, version: RuntimeVersion) -> None:
        """Load the version so that workers start quickly.

        Raises:
            AgentError: the agent's file does not come to serve; the message says why.
        """

    async def start_worker(self, version: RuntimeVersion, worker_id: str, session_id: str) -> Worker:
        """A worker of `version`.

        Raises:
            AgentError: the agent could not be started.
            SandboxError: its sandbox could not be made.
        """

    async def retire(self, runtime_id: str, number: int | None) -> None:
        """Drop templates of a runtime (of one version of it, if `number`); live workers of them end."""


class SessionSource(Protocol):
    """Makes workers of versions, each with what its session has stored."""

    async def start_worker(
        self, version: RuntimeVersion, worker_id: str, session_id: str, *, endpoint: str, owner: str | None
    ) -> Worker:
        """A worker of `version`. Cancelling leaves none.

        Args:
            endpoint: with the session's id and the runtime, what its storage goes by.
            owner: whose the session is; None: nobody's in particular.
        Raises:
            AgentError: the agent could not be started.
            SandboxError: its sandbox could not be made.
        """
