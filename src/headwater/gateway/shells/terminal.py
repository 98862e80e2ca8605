"""The server's end of a pseudo-terminal."""

from __future__ import annotations

import asyncio
import fcntl
import os
import struct
import termios
from collections.abc import Callable

from headwater.sandbox.terminals import TerminalPair
from headwater.wire.shell import WindowSize

#: What a terminal has until its client tells another size.
DEFAULT_SIZE = WindowSize(80, 24)
_READ_BYTES = 64 * 1024
#: A shell that prints without a pause is read from so often: it waits in its print, and not in our memory.
_PAUSE_S = 0.005
#: Of what was typed and is not taken: whoever types more waits, but Ctrl-C, say, is not held up by a little.
_INPUT_MAX_BYTES = 64 * 1024


class Terminal:
    """Reads what is printed, as fast as it is taken, and writes what is typed.

    `slave` is for the process that is to run in it; `give_away` closes it here.
    """

    def __init__(
        self, pair: TerminalPair, on_output: Callable[[bytes], None], on_hang_up: Callable[[], None]
    ) -> None:
        """
        Args:
            pair: is this one's from now on.
            on_hang_up: called once, when nobody has the other end open any more, or this one is closed.
        """
        self._fd, self.slave = pair.master, pair.slave
        os.set_blocking(self._fd, False)
        self._loop = asyncio.get_running_loop()
        self._on_output = on_output
        self._on_hang_up = on_hang_up
        self._input = bytearray()
        self._has_room = asyncio.Event()
        self._has_room.set()
        self._is_closed = False
        #: Whether reading waits for `resume`.
        self.is_paused = True
        self._resting: asyncio.TimerHandle | None = None
        self.resize(DEFAULT_SIZE)

    def give_away(self) -> None:
        """The process has its end: from now on its printing is read."""
        os.close(self.slave)
        self.resume()

    def discard(self) -> None:
        """There is no process to run in it."""
        os.close(self.slave)
        self.close()

    def pause(self) -> None:
        """Read nothing until `resume`: whoever prints waits."""
        if not self.is_paused:
            self.is_paused = True
            self._stop_reading()

    def resume(self) -> None:
        if self.is_paused and not self._is_closed:
            self.is_paused = False
            self._read_on()

    async def wait_room(self) -> None:
        """Until not much is left of what was typed before."""
        await self._has_room.wait()

    def write(self, data: bytes) -> None:
        """Type `data`; what the shell does not take yet is kept."""
        if self._is_closed or not data:
            return
        if not self._input:
            self._loop.add_writer(self._fd, self._write_on)
        self._input += data
        if len(self._input) >= _INPUT_MAX_BYTES:
            self._has_room.clear()

    def resize(self, size: WindowSize) -> None:
        """Tell the kernel, which tells what runs in the foreground (SIGWINCH), if this is another size."""
        if not self._is_closed:
            fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", size.height, size.width, 0, 0))

    def close(self) -> None:
        """Hang up: the kernel sends SIGHUP to what runs in it. Again is harmless."""
        if self._is_closed:
            return
        self._is_closed = True
        self._stop_reading()
        self._loop.remove_writer(self._fd)  # before the number is another file's
        self._has_room.set()
        os.close(self._fd)
        self._on_hang_up()

    def _read(self) -> None:
        left = _READ_BYTES
        while left > 0:
            try:
                data = os.read(self._fd, left)
            except BlockingIOError:
                return
            except OSError:  # EIO: the other end is closed
                data = b""
            if not data:
                self.close()
                return
            left -= len(data)
            self._on_output(data)
            if self.is_paused or self._is_closed:
                return
        self._stop_reading()
        self._resting = self._loop.call_later(_PAUSE_S, self._read_on)

    def _read_on(self) -> None:
        self._resting = None
        self._loop.add_reader(self._fd, self._read)

    def _stop_reading(self) -> None:
        if self._resting is not None:
            self._resting.cancel()
            self._resting = None
        self._loop.remove_reader(self._fd)

    def _write_on(self) -> None:
        try:
            written_bytes = os.write(self._fd, self._input)
        except BlockingIOError:
            return
        except OSError:  # the other end is closed, as reading will tell
            written_bytes = len(self._input)
        del self._input[:written_bytes]
        if not self._input:
            self._loop.remove_writer(self._fd)
        if len(self._input) < _INPUT_MAX_BYTES:
            self._has_room.set()
