"""Commands in a session's container: the engine's `exec`, which gives them the container's own confinement.

The engine's program can be killed and what it began goes on, so all of a command has a mark among its
variables, which its children inherit. What has it is killed from inside, by a shell with nothing but its
builtins, as a session at its limit of processes can start no other. A process that takes the mark off itself
is not found; it ends with its session.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import signal
import sys

from headwater.core.errors import HeadwaterError, SandboxError
from headwater.sandbox.base import CommandPlan, ExitStatus, RunningCommand
from headwater.sandbox.containers.client import EngineClient
from headwater.sandbox.environment import engine_environment

#: The variable that holds a command's mark.
MARK_VARIABLE = "HEADWATER_COMMAND"
#: Seconds for a command to be killed from inside.
_SWEEP_TIMEOUT_S = 15.0
#: Seconds for a container's end to be known when a command of it has ended like one that was killed.
_END_WAIT_S = 1.0
#: The engine's program says so for itself, or is killed.
_ENGINE_CODES = (125, 128 + signal.SIGKILL, 255)
#: Kills what has the mark $1, again and again until nothing has: what is killed may have forked before.
_SWEEP = """
n=0
while [ $n -lt 50 ]; do
    n=$((n + 1)); found=
    for folder in /proc/[0-9]*; do
        pid=${folder#/proc/}; marked=
        [ "$pid" = $$ ] && continue
        { while IFS= read -r line || [ -n "$line" ]; do
            case "$line" in *"$1"*) marked=1; break ;; esac
            line=
        done < "$folder/environ"; } 2>/dev/null
        [ -n "$marked" ] && kill -9 "$pid" 2>/dev/null && found=1
    done
    [ -z "$found" ] && exit 0
done
exit 1
"""
#: Makes its standard input the terminal of what it becomes: so the engine's program hears of its size.
_WITH_TERMINAL = (
    "import fcntl, os, sys, termios\n"
    "fcntl.ioctl(0, termios.TIOCSCTTY, 0)\n"
    "os.execv(sys.argv[1], sys.argv[1:])"
)


class ContainerCommand:
    """See `base.RunningCommand`. Made around the engine's `exec`, which lasts as long as the command."""

    def __init__(
        self,
        client: EngineClient,
        name: str,
        mark: str,
        process: asyncio.subprocess.Process,
        session_ended: asyncio.Future[ExitStatus],
    ) -> None:
        self.exited: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self.is_lost = False
        self._client = client
        self._name = name
        self._mark = mark
        self._process = process
        self._session_ended = session_ended
        self._sweeper: asyncio.Task[None] | None = None
        self._watcher = asyncio.create_task(self._watch(), name=f"container-command-{name}")

    def kill(self) -> None:
        """See `base.RunningCommand`."""
        if self._sweeper is None and not self.exited.done():
            self._sweeper = asyncio.create_task(self._sweep(), name=f"container-sweep-{self._name}")

    async def _sweep(self) -> None:
        if not self._session_ended.done():
            with contextlib.suppress(HeadwaterError):  # the session ends, or its image has no shell
                arguments = ("sh", "-c", _SWEEP, "sh", f"{MARK_VARIABLE}={self._mark}")
                await self._client.call("exec", self._name, *arguments, timeout_s=_SWEEP_TIMEOUT_S)
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()

    async def _watch(self) -> None:
        code = await self._process.wait()
        if self._sweeper is not None:
            await self._sweeper
            code = -signal.SIGKILL
        elif code < 0:  # the engine's program was killed, by its terminal's end say: what it began goes on
            await self._sweep()
        if code in _ENGINE_CODES or code < 0:
            await asyncio.wait((self._session_ended,), timeout=_END_WAIT_S)
            self.is_lost = self._session_ended.done()
        self.exited.set_result(code)


async def begin_in_container(
    client: EngineClient,
    name: str,
    plan: CommandPlan,
    fds: tuple[int, int, int],
    session_ended: asyncio.Future[ExitStatus],
) -> ContainerCommand:
    """See `base.Worker.run_command`. That its program cannot be run is told by the engine, as its output."""
    mark = secrets.token_hex(16)
    try:
        process = await asyncio.create_subprocess_exec(
            *_build_exec(client, name, plan, mark),
            stdin=fds[0], stdout=fds[1], stderr=fds[2],
            env=engine_environment(plan.environment), start_new_session=True,
        )  # fmt: skip
    except OSError as exc:
        program = client.engine.program
        raise SandboxError(f"{program} cannot be started: {exc.strerror or exc}") from exc
    return ContainerCommand(client, name, mark, process, session_ended)


def _build_exec(client: EngineClient, name: str, plan: CommandPlan, mark: str) -> list[str]:
    arguments = [client.engine.program, "exec", "--interactive", "--env", f"{MARK_VARIABLE}={mark}"]
    if plan.is_terminal:
        arguments = [sys.executable, "-c", _WITH_TERMINAL, *arguments, "--tty"]
    for variable in plan.environment:
        arguments += ["--env", variable]
    return [*arguments, name, *plan.argv]


def _conforms(command: ContainerCommand) -> RunningCommand:
    return command
