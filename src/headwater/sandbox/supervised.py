"""Commands in sessions of this host: the server's side of `headwater.template.supervisor`."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import stat
import tempfile
from collections.abc import Callable, Mapping

from headwater.core.errors import AgentError, SandboxError
from headwater.sandbox.base import CommandPlan, RunningCommand

#: Seconds until a command's program runs: three forks and an entry into a sandbox, on a busy host.
_START_TIMEOUT_S = 20.0
#: What a supervisor may say in all; it belongs to the session.
_ANSWER_MAX_BYTES = 16 * 1024
_REASON_MAX_CHARS = 500
_READ_BYTES = 4096

#: Hands descriptors to whoever forks the supervisor. SandboxError: it is gone.
SendErrand = Callable[[tuple[int, ...], bool], None]


class SupervisedCommand:
    """See `base.RunningCommand`. Made around our end of the supervisor's socket, which it owns."""

    def __init__(self, control: socket.socket) -> None:
        self._loop = asyncio.get_running_loop()
        #: Done when the program runs, or with why it does not.
        self.started: asyncio.Future[None] = self._loop.create_future()
        self.exited: asyncio.Future[int] = self._loop.create_future()
        #: See `base.RunningCommand`.
        self.is_lost = False
        self._buffer = bytearray()
        self._received_bytes = 0
        self._control = control
        control.setblocking(False)
        self._loop.add_reader(control.fileno(), self._read)

    def kill(self) -> None:
        """See `base.RunningCommand`."""
        if not self.exited.done():
            with contextlib.suppress(OSError):
                self._control.shutdown(socket.SHUT_WR)

    def abandon(self) -> None:
        """Kill it, and do not wait for what its supervisor has to say."""
        self.kill()
        self._close()

    def _read(self) -> None:
        try:
            data = self._control.recv(_READ_BYTES)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        self._buffer += data
        self._received_bytes += len(data)
        while b"\n" in self._buffer:
            line, _, rest = self._buffer.partition(b"\n")
            self._buffer = bytearray(rest)
            self._take(bytes(line))
        if not data or self._received_bytes > _ANSWER_MAX_BYTES:
            self._close()

    def _take(self, line: bytes) -> None:
        try:
            message = json.loads(line)
        except (ValueError, RecursionError):
            message = None
        if not isinstance(message, dict):
            return
        if "failed" in message and not self.started.done():
            reason = str(message["failed"])[:_REASON_MAX_CHARS].encode("utf-8", "replace").decode()
            self.started.set_exception(AgentError(f"The command could not be started: {reason}"))
        if message.get("started") is True and not self.started.done():
            self.started.set_result(None)
        code = message.get("exited")
        if isinstance(code, int) and -64 <= code <= 255 and not self.exited.done():
            self.exited.set_result(code)

    def _close(self) -> None:
        """The supervisor is gone, or is not believed any more."""
        self._loop.remove_reader(self._control.fileno())
        self._control.close()
        if not self.started.done():
            self.started.set_exception(
                AgentError("The command could not be started: what was to start it in the session is gone")
            )
        if not self.exited.done():
            self.is_lost = True
            self.exited.set_result(-signal.SIGKILL)


async def begin_supervised(
    plan: CommandPlan, fds: tuple[int, int, int], environment: Mapping[str, str], send: SendErrand
) -> SupervisedCommand:
    """See `base.Worker.run_command`.

    Args:
        environment: the agent's variables, as it was given them.
        send: gives the descriptors to whoever forks for the session.
    """
    content = {
        "argv": list(plan.argv),
        "environment": dict(environment),
        "beyond": dict(plan.environment),
    }
    for fd in fds:
        _let_open(fd)
    ours, theirs = socket.socketpair()
    command = SupervisedCommand(ours)
    try:
        sealed = _seal(json.dumps(content).encode())
        try:
            send((*fds, theirs.fileno(), sealed), plan.is_terminal)
        finally:
            os.close(sealed)
            theirs.close()
        async with asyncio.timeout(_START_TIMEOUT_S):
            await asyncio.shield(command.started)
    except TimeoutError:
        command.abandon()
        raise SandboxError(f"the command did not come to run within {_START_TIMEOUT_S:g} s") from None
    except BaseException:
        if not command.exited.done():
            command.abandon()
        raise
    finally:
        if command.started.done():
            command.started.exception()  # told above
    return command


def _let_open(fd: int) -> None:
    """Programs open /dev/stdout as a file, as another user than ours. Only who holds the pipe finds it."""
    if stat.S_ISFIFO(os.fstat(fd).st_mode):
        os.fchmod(fd, 0o622)


def _seal(content: bytes) -> int:
    """A descriptor from which `content` can be read, once."""
    try:
        with open(_open_empty(), "w+b") as file:
            file.write(content)
            file.seek(0)
            return os.dup(file.fileno())
    except OSError as exc:
        raise SandboxError(f"the command cannot be handed over: {exc.strerror}") from exc


def _open_empty() -> int:
    if hasattr(os, "memfd_create"):
        return os.memfd_create("command")
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())


def _conforms(command: SupervisedCommand) -> RunningCommand:
    return command
