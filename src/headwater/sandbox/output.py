"""What agents print: read from pipes and handed on in whole lines, as many as came at once.

Nothing is decoded here, and no line looked at: that would cost the event loop more than the reading does.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Literal

Stream = Literal["stdout", "stderr", "event"]

_READ_BYTES = 64 * 1024
#: A longer line is handed on in parts, so that an agent without newlines holds no memory here.
_MAX_LINE_BYTES = 64 * 1024
#: An agent that prints without a pause is read from so often: it waits in its print, and not in our memory.
#: With as many as `_SHARE_COUNT` of them, less often, or the event loop would do nothing else.
_PAUSE_S = 0.005
_SHARE_COUNT = 8
#: Reads in a row where a session ended, or its invocation did. A pipe holds 64 KB; an agent may ask for 1 MB.
_DRAIN_READS_MAX_COUNT = 32


@dataclass(frozen=True, slots=True)
class Printed:
    """Lines that came at once, without the last one's end. Events are ours, the rest is the agent's."""

    stream: Stream
    data: bytes
    #: The last line is a part of one, which goes on in the next of the same stream.
    continues: bool = False
    #: Of an event; what agents print says it itself.
    level: str | None = None


OutputSink = Callable[[Printed], None]


def event(text: str, *, level: str = "info") -> Printed:
    """A line of ours in an agent's log, or several."""
    return Printed("event", text.encode("utf-8", "backslashreplace"), level=level)


def by_line(on_line: Callable[[str], None]) -> OutputSink:
    """A sink that takes each line as text."""

    def sink(printed: Printed) -> None:
        for line in printed.data.decode("utf-8", "replace").split("\n"):
            on_line(line)

    return sink


class OutputReader:
    """Reads one pipe until its last writer is gone."""

    _paused_count: ClassVar[int] = 0

    def __init__(self, fd: int, stream: Stream, sink: OutputSink) -> None:
        self._fd = fd
        self._stream: Stream = stream
        self._sink = sink
        self._rest = b""
        self._loop = asyncio.get_running_loop()
        self._read_at = 0.0
        self.finished: asyncio.Future[None] = self._loop.create_future()
        os.set_blocking(fd, False)
        self._loop.add_reader(fd, self._read)

    def close(self) -> None:
        """Stop reading; what has come so far is handed on."""
        if self.finished.done():
            return
        self._loop.remove_reader(self._fd)
        os.close(self._fd)
        if self._rest:
            self._sink(Printed(self._stream, self._rest))
        self.finished.set_result(None)

    def drain(self) -> None:
        """Read now what has been printed so far."""
        for _ in range(_DRAIN_READS_MAX_COUNT):
            if self.finished.done() or not self._read_once():
                return

    def _read(self) -> None:
        self._read_once()
        if self.finished.done():
            return
        now = self._loop.time()
        if now - self._read_at < _PAUSE_S:
            self._pause()
        self._read_at = now

    def _read_once(self) -> bool:
        """Whether there may be more."""
        try:
            data = os.read(self._fd, _READ_BYTES)
        except BlockingIOError:
            return False
        except OSError:
            data = b""
        if not data:
            self.close()
            return False
        end = data.rfind(b"\n")
        if end >= 0:
            self._sink(Printed(self._stream, self._rest + data[:end]))
            self._rest = data[end + 1 :]
        else:
            self._rest += data
        if len(self._rest) >= _MAX_LINE_BYTES:
            end = _find_character_end(self._rest)
            self._sink(Printed(self._stream, self._rest[:end], continues=True))
            self._rest = self._rest[end:]
        return True

    def _pause(self) -> None:
        self._loop.remove_reader(self._fd)
        OutputReader._paused_count += 1
        share = 1 + OutputReader._paused_count // _SHARE_COUNT
        self._loop.call_later(_PAUSE_S * share, self._go_on)

    def _go_on(self) -> None:
        OutputReader._paused_count -= 1
        if not self.finished.done():
            self._loop.add_reader(self._fd, self._read)


def _find_character_end(data: bytes) -> int:
    """Where the last whole character of UTF-8 ends; the end of the data where it is something else."""
    for back in range(1, 4):
        byte = data[-back]
        if byte >= 0xC0:  # it begins a character of two to four bytes
            length = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return len(data) if length <= back else len(data) - back
        if byte < 0x80:
            break
    return len(data)


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

    def drain(self) -> None:
        """Read now what has been printed so far."""
        for reader in self.readers:
            reader.drain()

    def on_finished(self, tell: Callable[[], None]) -> None:
        """Call `tell` once, when nothing more will be read: at once, if that is so already."""
        open_readers = [reader for reader in self.readers if not reader.finished.done()]
        if not open_readers:
            tell()
            return
        # One at a time: when it is finished, the other is looked at.
        open_readers[0].finished.add_done_callback(lambda _: self.on_finished(tell))

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
