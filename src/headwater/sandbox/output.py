"""What agents print: read from pipes, cut into lines, handed to a sink with where it came from."""

from __future__ import annotations

import asyncio
import codecs
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Stream = Literal["stdout", "stderr", "event"]
#: Called with the stream and one line, without its end.
OutputSink = Callable[[Stream, str], None]

_READ_BYTES = 64 * 1024
#: A longer line is handed on in parts, so that an agent without newlines holds no memory here.
_MAX_LINE_CHARS = 64 * 1024
#: An agent that prints more than this in so many seconds waits in its print, and not in our memory.
_WINDOW_BYTES = 2 * 1024 * 1024
_WINDOW_S = 0.1


class OutputReader:
    """Reads one pipe until its last writer is gone."""

    def __init__(self, fd: int, stream: Stream, sink: OutputSink) -> None:
        self._fd = fd
        self._stream: Stream = stream
        self._sink = sink
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._rest = ""
        self._loop = asyncio.get_running_loop()
        self._window_ends_at = 0.0
        self._window_bytes = 0
        self.finished: asyncio.Future[None] = self._loop.create_future()
        os.set_blocking(fd, False)
        self._loop.add_reader(fd, self._read)

    def close(self) -> None:
        """Stop reading; what has come so far is handed on."""
        if self.finished.done():
            return
        self._loop.remove_reader(self._fd)
        os.close(self._fd)
        self._rest += self._decoder.decode(b"", final=True)
        if self._rest:
            self._sink(self._stream, self._rest)
        self.finished.set_result(None)

    def _read(self) -> None:
        try:
            data = os.read(self._fd, _READ_BYTES)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.close()
            return
        self._count(len(data))
        *lines, self._rest = (self._rest + self._decoder.decode(data)).split("\n")
        for line in lines:
            self._sink(self._stream, line)
        if len(self._rest) > _MAX_LINE_CHARS:
            self._sink(self._stream, self._rest)
            self._rest = ""

    def _count(self, size_bytes: int) -> None:
        now = self._loop.time()
        if now >= self._window_ends_at:
            self._window_ends_at, self._window_bytes = now + _WINDOW_S, 0
        self._window_bytes += size_bytes
        if self._window_bytes >= _WINDOW_BYTES:
            self._loop.remove_reader(self._fd)
            self._loop.call_at(self._window_ends_at, self._go_on)

    def _go_on(self) -> None:
        if not self.finished.done():
            self._loop.add_reader(self._fd, self._read)


@dataclass(frozen=True, slots=True)
class OutputPipes:
    """Standard output and error of one process: our readers, and the ends to hand over."""

    stdout_fd: int
    stderr_fd: int
    readers: tuple[OutputReader, OutputReader]

    def close_handed_over(self) -> None:
        """Close our copies of the ends that the process has now."""
        os.close(self.stdout_fd)
        os.close(self.stderr_fd)

    async def wait_finished(self, timeout_s: float) -> None:
        """Return when all that was printed has been read, or the time is over; read no more after that."""
        await asyncio.wait([reader.finished for reader in self.readers], timeout=timeout_s)
        self.stop()

    def stop(self) -> None:
        """Read no more, even when a writer is left."""
        for reader in self.readers:
            reader.close()


def open_output(sink: OutputSink) -> OutputPipes:
    """Pipes for one process, whose lines go to `sink`."""
    out_read, out_write = os.pipe()
    err_read, err_write = os.pipe()
    for fd in (out_write, err_write):
        # Agents run as another user, and some open /dev/stdout as a file. Only holders of the pipe find it.
        os.fchmod(fd, 0o622)
    readers = (OutputReader(out_read, "stdout", sink), OutputReader(err_read, "stderr", sink))
    return OutputPipes(out_write, err_write, readers)
