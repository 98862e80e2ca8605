"""What a running command prints, to its caller as events.

Back-pressure: what the caller does not take is not read from the command's pipes beyond one read, so that a
slow caller slows the command. What the command had written when it ended is passed on, whoever holds its
pipes open; what is left running in the session may go on printing, to nobody.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import struct
import termios
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import ClassVar

from headwater.core.errors import HeadwaterError, QuotaExceeded
from headwater.http.asgi import ClientGone, RequestBody
from headwater.sandbox.base import ExitStatus, RunningCommand
from headwater.sandbox.output import OutputReader
from headwater.wire.commandevents import DeltaEncoder, Stream

_READ_BYTES = 32 * 1024
#: Seconds for a killed command to be gone.
_KILL_WAIT_S = 10.0
#: Seconds that a caller has to take what is left once the command has ended.
_LAST_OUTPUT_S = 60.0

SendBytes = Callable[[bytes], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a command ended: its exit code (shells' way for signals), None where nobody knows."""

    exit_code: int | None
    is_timed_out: bool
    sent_bytes: int
    #: What was wrong beside; the caller is to be told of it instead.
    problem: HeadwaterError | None = None


class CommandStream:
    """One command on its way to one caller."""

    def __init__(
        self,
        command: RunningCommand,
        pipes: tuple[OutputPipe, OutputPipe],
        send: SendBytes,
        *,
        timeout_s: float,
        output_max_bytes: int,
    ) -> None:
        self._command = command
        self._pipes = pipes
        self._send = send
        self._timeout_s = timeout_s
        self._output_max_bytes = output_max_bytes
        self._sent_bytes = 0
        self._is_timed_out = False
        self._problem: HeadwaterError | None = None

    async def run(self, body: RequestBody) -> Outcome:
        """Pass all of it on. Whatever ends this ends the command.

        Raises:
            ClientGone: the caller has left, or takes nothing any more.
        """
        leaving = asyncio.create_task(_wait_leaving(body), name="command-caller")
        carrying = asyncio.create_task(self._carry(), name="command-output")
        try:
            await asyncio.wait((leaving, carrying), return_when=asyncio.FIRST_COMPLETED)
            if not carrying.done():
                raise ClientGone
            return carrying.result()
        finally:
            self._command.kill()
            for task in (leaving, carrying):
                task.cancel()
            await asyncio.gather(leaving, carrying, return_exceptions=True)

    async def _carry(self) -> Outcome:
        pumps = [asyncio.create_task(self._pump(pipe), name=f"command-{pipe.stream}") for pipe in self._pipes]
        try:
            await self._wait_exited()
            _, late = await asyncio.wait(pumps, timeout=_LAST_OUTPUT_S)
            if late:
                raise ClientGone
            for pump in pumps:
                pump.result()
        finally:
            for pump in pumps:
                pump.cancel()
            await asyncio.gather(*pumps, return_exceptions=True)
        return Outcome(
            exit_code=self._find_exit_code(),
            is_timed_out=self._is_timed_out,
            sent_bytes=self._sent_bytes,
            problem=self._problem,
        )

    async def _wait_exited(self) -> None:
        exited = asyncio.shield(self._command.exited)
        try:
            await asyncio.wait_for(exited, self._timeout_s)
        except TimeoutError:
            self._is_timed_out = True
            self._command.kill()
            await asyncio.wait((self._command.exited,), timeout=_KILL_WAIT_S)

    def _find_exit_code(self) -> int | None:
        if not self._command.exited.done() or self._command.is_lost:
            return None
        code = self._command.exited.result()
        return code if code >= 0 else 128 - code

    async def _pump(self, pipe: OutputPipe) -> None:
        encoder = DeltaEncoder(pipe.stream)
        while data := await pipe.read(self._command.exited):
            self._sent_bytes += len(data)
            if self._sent_bytes > self._output_max_bytes:
                self._problem = QuotaExceeded(
                    f"The command was ended: it printed more than {self._output_max_bytes} bytes, the most"
                    " that one may; have it write to a file, and read that in parts"
                )
                self._command.kill()
                return
            for message in encoder.feed(data):
                await self._send(message)
            await asyncio.sleep(0)  # one that prints without a pause must not have the loop for itself
        for message in encoder.feed(b"", is_last=True):
            await self._send(message)


async def _wait_leaving(body: RequestBody) -> None:
    with contextlib.suppress(ClientGone):
        while True:
            await body.next_part()


class OutputPipe:
    """Our end of one of a command's pipes."""

    def __init__(self, stream: Stream, on_failure: ExitStack, handed: ExitStack) -> None:
        """
        Args:
            on_failure: closes our end.
            handed: closes the other end, once the command has it.
        """
        self.stream: Stream = stream
        self._fd, self.handed_fd = os.pipe()
        on_failure.callback(os.close, self._fd)
        handed.callback(os.close, self.handed_fd)
        os.set_blocking(self._fd, False)
        self._loop = asyncio.get_running_loop()
        #: Of what was there when the command ended, what is still to be read; None: it runs.
        self._left_bytes: int | None = None
        self._is_at_end = False

    async def read(self, exited: asyncio.Future[int]) -> bytes:
        """What comes next; empty once nobody can write any more, or all is read that was there at the end."""
        while True:
            if self._left_bytes is None and exited.done():
                self._left_bytes = _count_waiting(self._fd)
            if self._left_bytes == 0:
                return b""
            try:
                data = os.read(self._fd, min(_READ_BYTES, self._left_bytes or _READ_BYTES))
            except BlockingIOError:
                await self._wait_readable(exited)
                continue
            self._is_at_end = not data
            if self._left_bytes is not None:
                self._left_bytes -= len(data)
            return data

    def leave(self, until: asyncio.Future[ExitStatus]) -> None:
        """Be done with it. Who still holds the other end may write on until `until` is done, to nobody."""
        if self._is_at_end or not Leftovers.keep(self._fd, self.stream, until):
            os.close(self._fd)

    async def _wait_readable(self, exited: asyncio.Future[int]) -> None:
        waiter = self._loop.create_future()

        def wake(*_: object) -> None:
            if not waiter.done():
                waiter.set_result(None)

        self._loop.add_reader(self._fd, wake)
        exited.add_done_callback(wake)
        try:
            await waiter
        finally:
            self._loop.remove_reader(self._fd)
            exited.remove_done_callback(wake)


class Leftovers:
    """Pipes that what a command left running may still print to: else its next line would be its death."""

    #: Of the whole server; with more, the reading ends are closed.
    MAX_COUNT: ClassVar[int] = 512
    _count: ClassVar[int] = 0

    @classmethod
    def keep(cls, fd: int, stream: Stream, until: asyncio.Future[ExitStatus]) -> bool:
        """Read on and throw away; False where there are too many. Takes `fd` over otherwise."""
        if cls._count >= cls.MAX_COUNT or until.done():
            return False
        cls._count += 1
        reader = OutputReader(fd, stream, lambda printed: None)

        def end(_: object) -> None:
            reader.close()

        def forget(_: object) -> None:
            cls._count -= 1
            until.remove_done_callback(end)

        until.add_done_callback(end)
        reader.finished.add_done_callback(forget)
        return True


def _count_waiting(fd: int) -> int:
    """Bytes that can be read from a pipe now."""
    answer = fcntl.ioctl(fd, termios.FIONREAD, bytes(4))
    return int(struct.unpack("=i", answer)[0])
