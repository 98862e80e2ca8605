"""One shell: its terminal, its process, the last of its output, and the client that is attached to it."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from headwater.gateway.access import explain_end
from headwater.gateway.shells.tail import OutputTail
from headwater.gateway.shells.terminal import Terminal
from headwater.sandbox.base import CommandPlan, RunningCommand
from headwater.sandbox.shells import build_interactive_shell
from headwater.sandbox.terminals import open_terminal
from headwater.sessions.session import Session
from headwater.wire.shell import (
    REPLAY_MAX_BYTES,
    CloseCode,
    Exited,
    Failed,
    Status,
    WindowSize,
    find_cut,
    find_replay_start,
)

_ENVIRONMENT = {"TERM": "xterm-256color"}
#: A client that has not taken so much stops the reading. Less than the tail keeps, so nothing is lost to it.
_UNSENT_MAX_BYTES = 64 * 1024
#: Of one message: clients take whole ones, and have this much less before them when Ctrl-C is typed.
_MESSAGE_MAX_BYTES = 16 * 1024
#: Seconds for the rest of the beginning of a character; then it is sent as it is.
_CHARACTER_WAIT_S = 0.05
#: Seconds from a terminal's hang-up until its process is killed, and from a process's end to its terminal's.
_HANG_UP_GRACE_S = 2.0
_LAST_WORDS_WAIT_S = 0.25
#: The same until all of it is seen to be gone, which takes the longest in containers.
_KILL_WAIT_S = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How a connection ends: what is said last, and the close code.

    `is_final`: the platform has ended the shell, which a frame of its own says.
    """

    code: CloseCode
    reason: str
    notice: str | None = None
    status: Status | None = None
    is_final: bool = False
    is_gone: bool = False

    def describe(self) -> str:
        """In a line of a log."""
        return f"its exit code is {self.status.code}" if isinstance(self.status, Exited) else self.reason


#: The client is not there any more: nothing can be said to it.
GONE = Ending(code=CloseCode.GOING_AWAY, reason="", is_gone=True)
KICKED = Ending(code=CloseCode.KICKED, reason="another client has connected to this shell")


class Viewer:
    """A client that is attached. `ending` is done once its connection is to end."""

    def __init__(self, tail: OutputTail, offset: int) -> None:
        self.offset = offset
        self.ending: asyncio.Future[Ending] = asyncio.get_running_loop().create_future()
        self._tail = tail
        self._has_news = asyncio.Event()

    @property
    def unsent_bytes(self) -> int:
        return self._tail.end - self.offset

    def end(self, ending: Ending) -> None:
        """The first one to say how counts."""
        if not self.ending.done():
            self.ending.set_result(ending)

    def note_news(self) -> None:
        self._has_news.set()

    async def wait_output(self) -> bytes:
        """What to send next; empty: there is nothing yet, but the shell may have ended.

        Characters are not cut, unless the rest of one does not come.
        """
        data = self._tail.read(self.offset, _MESSAGE_MAX_BYTES)
        cut = find_cut(data)
        if cut:
            return data[:cut]
        self._has_news.clear()
        if not data:
            await self._has_news.wait()
            return b""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_CHARACTER_WAIT_S):
                await self._has_news.wait()
                return b""
        return data


class Shell:
    """Lives from `start` until its process ends, whoever is attached meanwhile. `ended` says how it did."""

    def __init__(
        self, shell_id: str, session: Session, *, detached_max_s: float, owner: int | None = None
    ) -> None:
        """`owner`: the user that sessions' processes are, where the server is root."""
        self.shell_id = shell_id
        self.session = session
        self.created_at = datetime.now(UTC)
        self.ended: asyncio.Future[Ending] = asyncio.get_running_loop().create_future()
        self.tail = OutputTail(REPLAY_MAX_BYTES)
        self._detached_max_s = detached_max_s
        self._owner = owner
        self._viewer: Viewer | None = None
        self._terminal: Terminal | None = None
        self._command: RunningCommand | None = None
        self._hung_up = asyncio.Event()
        self._leaving: asyncio.TimerHandle | None = None
        #: What it was given of what clients typed.
        self.typed_bytes = 0
        #: By the loop's clock; None: somebody is there, or was not yet.
        self.alone_since_s: float | None = None
        self._why_ended: str | None = None

    @property
    def is_attached(self) -> bool:
        return self._viewer is not None

    def describe(self, now_s: float) -> dict[str, object]:
        """As our own routes show it."""
        state = "ENDED" if self.ended.done() else "CONNECTED" if self.is_attached else "ALONE"
        return {
            "shellId": self.shell_id,
            "sessionId": self.session.key.session_id,
            "endpoint": self.session.key.endpoint,
            "state": state,
            "createdAt": self.created_at.isoformat(),
            "aloneS": None if self.alone_since_s is None else round(now_s - self.alone_since_s, 3),
            "outputBytes": self.tail.end,
        }

    async def start(self) -> None:
        """Begin the process, in the session's confinement.

        Raises:
            AgentError, SandboxError: it could not be started.
            PlatformError: there is no terminal to be had.
        """
        assert self.session.worker is not None
        pair = open_terminal(await self.session.worker.wait_view(), self._owner)
        terminal = Terminal(pair, self._note_output, self._hung_up.set)
        plan = CommandPlan(argv=build_interactive_shell(), environment=_ENVIRONMENT, is_terminal=True)
        try:
            fds = (terminal.slave, terminal.slave, terminal.slave)
            self._command = await self.session.worker.run_command(plan, fds)
        except BaseException:
            terminal.discard()
            raise
        self._terminal = terminal
        terminal.give_away()
        self._expect_somebody()

    @contextmanager
    def attached(self, offset: int | None) -> Iterator[Viewer]:
        """While open, output goes to this viewer; whoever was attached before is told to leave.

        Args:
            offset: how much of the output the client has; None: it is shown the last of it anew.
        """
        if self._viewer is not None:
            self._viewer.end(KICKED)
        if self._leaving is not None:
            self._leaving.cancel()
        self.alone_since_s = None
        viewer = self._viewer = Viewer(self.tail, self._find_offset(offset))
        self._keep_pace()
        try:
            yield viewer
        finally:
            if self._viewer is viewer:
                self._viewer = None
                self._keep_pace()
                self._expect_somebody()

    def note_sent(self, viewer: Viewer, size_bytes: int) -> None:
        """The viewer's client has taken so much more."""
        viewer.offset += size_bytes
        if viewer is self._viewer:
            self._keep_pace()

    async def type(self, viewer: Viewer, data: bytes) -> None:
        """What a viewer's client typed; dropped if another has taken over, who was told what was taken."""
        if self._terminal is not None:
            await self._terminal.wait_room()
            if viewer is self._viewer:
                self._terminal.write(data)
                self.typed_bytes += len(data)

    def resize(self, size: WindowSize) -> None:
        if self._terminal is not None:
            self._terminal.resize(size)

    def hang_up(self, why: str | None = None) -> None:
        """End it as a terminal does that is switched off; what does not mind is killed soon.

        Args:
            why: the platform's reason; None: somebody asked for it.
        """
        self._why_ended = self._why_ended or why
        if self._terminal is not None:
            self._terminal.close()

    async def run(self) -> None:
        """Carry it to its end."""
        assert self._command is not None
        ending = build_final_ending(CloseCode.DONE, "the server could not follow the shell")
        try:
            code = await self._wait_exit(self._command)
            await self._wait_last_words()
            ending = await self._judge(code)
        finally:  # also where the server ends, and the session with it
            self.hang_up()
            self._command.kill()
            self.ended.set_result(ending)
            if self._leaving is not None:
                self._leaving.cancel()
            if self._viewer is not None:
                self._viewer.note_news()

    async def _wait_exit(self, command: RunningCommand) -> int:
        hanging_up = asyncio.ensure_future(self._hung_up.wait())
        first: set[asyncio.Future[Any]] = {command.exited, hanging_up}  # Any: their results differ
        try:
            await asyncio.wait(first, return_when=asyncio.FIRST_COMPLETED)
        finally:
            hanging_up.cancel()
        if not command.exited.done():
            await asyncio.wait({command.exited}, timeout=_HANG_UP_GRACE_S)
            command.kill()
            await asyncio.wait({command.exited}, timeout=_KILL_WAIT_S)
        # The session can stop who would tell; it ends with its session at the latest.
        return command.exited.result() if command.exited.done() else -signal.SIGKILL

    async def _wait_last_words(self) -> None:
        """Its process is gone, but what it printed may still be on the way; jobs may hold the terminal."""
        assert self._terminal is not None
        while not self._hung_up.is_set():
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_LAST_WORDS_WAIT_S):
                    await self._hung_up.wait()
            if not self._terminal.is_paused:
                return

    async def _judge(self, code: int) -> Ending:
        if self._why_ended is not None:
            status = Failed(f"the shell was ended: {self._why_ended}")
            return Ending(code=CloseCode.DONE, reason=self._why_ended, status=status, is_final=True)
        if code == -signal.SIGKILL and (ending := await explain_session(self.session)):
            return ending
        number = code if code >= 0 else 128 - code
        return Ending(code=CloseCode.DONE, reason="the shell has ended", status=Exited(number))

    def _note_output(self, data: bytes) -> None:
        self.tail.append(data)
        if self._viewer is not None:
            self._viewer.note_news()
            self._keep_pace()

    def _keep_pace(self) -> None:
        """Read no faster than the client takes it; with nobody there, what is too old is let go."""
        if self._terminal is None:
            return
        if self._viewer is not None and self._viewer.unsent_bytes >= _UNSENT_MAX_BYTES:
            self._terminal.pause()
        else:
            self._terminal.resume()

    def _find_offset(self, offset: int | None) -> int:
        first = self.tail.start
        if offset is not None and first <= offset <= self.tail.end:
            return offset
        if first == 0:
            return 0
        return first + find_replay_start(self.tail.read(first, REPLAY_MAX_BYTES))

    def _expect_somebody(self) -> None:
        if not self.ended.done():
            loop = asyncio.get_running_loop()
            self.alone_since_s = loop.time()
            why = f"no client was connected for {self._detached_max_s:g} s"
            self._leaving = loop.call_later(self._detached_max_s, self.hang_up, why)


async def explain_session(session: Session) -> Ending | None:
    """How connections end whose session does; None while it lives."""
    reasons = [reason async for reason in explain_end(session)]
    return build_final_ending(CloseCode.DONE, "; ".join(reasons)) if reasons else None


def build_final_ending(code: CloseCode, reason: str) -> Ending:
    """The session is over, and its shells with it."""
    status = Failed(f"the session has ended: {reason}")
    return Ending(code=code, reason=reason, notice=status.message, status=status, is_final=True)
