"""The terminal of the one who types: raw while a shell has it, and as it was afterwards."""

from __future__ import annotations

import asyncio
import os
import re
import select
import signal
import termios
import tty
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Literal

_READ_BYTES = 64 * 1024
#: Escapes count behind one of these, as in ssh.
_LINE_ENDS = b"\r\n"
_TILDE = ord("~")
#: What a terminal sends around what is pasted, where the program in the shell has asked for that.
_PASTE_BEGINS, _PASTE_ENDS = b"\x1b[200~", b"\x1b[201~"

Escape = Literal["leave", "end", "help"]
_ESCAPES: dict[int, Escape] = {ord("."): "leave", ord("K"): "end", ord("?"): "help"}

#: Private modes that a program may leave switched on: its own screen, mouse, focus, pasting, keys.
_MODES = re.compile(rb"\x1b\[\?([0-9;]{1,40})([hl])")
_PARTIAL_MODE = re.compile(rb"\x1b(\[(\?[0-9;]{0,40})?)?$")
_UNDONE = frozenset(
    {b"1", b"9", b"47", b"66", b"1000", b"1001", b"1002", b"1003", b"1004", b"1005", b"1006", b"1015"}
    | {b"1047", b"1049", b"2004"}
)
_CURSOR = b"25"


class EscapeReader:
    """Finds `~.`, `~K` and `~?` at the beginning of a line, in bytes cut anywhere; `~~` is a `~`.

    What is pasted has none: a text may well have a line of tildes.
    """

    def __init__(self) -> None:
        self._is_line_start = True
        self._has_tilde = False
        self._is_paste = False
        #: The last of what was typed, as long as a mark is.
        self._last = b""

    def feed(self, data: bytes) -> tuple[bytes, list[Escape]]:
        """What is to be typed, and what is asked for. Nothing behind a leave counts."""
        if data and _TILDE not in data and not self._has_tilde:  # marks of pasting have one too
            self._is_line_start = not self._is_paste and data[-1] in _LINE_ENDS
            self._last = (self._last + data)[-len(_PASTE_ENDS) :]
            return data, []
        typed, escapes = bytearray(), list[Escape]()
        for byte in data:
            self._note_paste(byte)
            if self._is_paste:
                typed.append(byte)
                continue
            if self._has_tilde:
                self._has_tilde = False
                if byte in _ESCAPES:
                    escapes.append(_ESCAPES[byte])
                    continue
                typed.append(_TILDE)
                if byte == _TILDE:
                    self._is_line_start = False
                    continue
            elif self._is_line_start and byte == _TILDE:
                self._has_tilde = True
                continue
            typed.append(byte)
            self._is_line_start = byte in _LINE_ENDS
        return bytes(typed), escapes

    def _note_paste(self, byte: int) -> None:
        self._last = self._last[1 - len(_PASTE_ENDS) :] + bytes((byte,))
        if self._last in (_PASTE_BEGINS, _PASTE_ENDS):
            self._is_paste = self._last == _PASTE_BEGINS


class ModeWatch:
    """Which modes what was shown has switched on, so that they can be switched off."""

    def __init__(self) -> None:
        self._on: set[bytes] = set()
        self._is_cursor_hidden = False
        self._rest = b""

    def note(self, data: bytes) -> None:
        """This is shown."""
        data = self._rest + data
        for numbers, way in _MODES.findall(data):
            for number in numbers.split(b";"):
                if number == _CURSOR:
                    self._is_cursor_hidden = way == b"l"
                elif way == b"h":
                    self._on.add(number)
                else:
                    self._on.discard(number)
        partial = _PARTIAL_MODE.search(data[-64:])
        self._rest = partial.group() if partial else b""

    def undo(self) -> bytes:
        """What brings a terminal back, attributes of letters included; to be shown at once."""
        modes = b"".join(b"\x1b[?%sl" % number for number in sorted(self._on & _UNDONE))
        cursor = b"\x1b[?25h" if self._is_cursor_hidden else b""
        self._on.clear()
        self._is_cursor_hidden = False
        return modes + cursor + b"\x1b[0m"


@contextmanager
def raw_terminal(fd: int) -> Iterator[None]:
    """While open, each key goes through as it is, Ctrl-C too. Restored whatever happens."""
    before = termios.tcgetattr(fd)
    tty.setraw(fd, termios.TCSADRAIN)
    try:
        yield
    finally:
        termios.tcsetattr(fd, termios.TCSADRAIN, before)


def find_window_size(fd: int) -> tuple[int, int] | None:
    """Columns and rows; None: it does not tell."""
    try:
        size = os.get_terminal_size(fd)
    except OSError:
        return None
    return (size.columns, size.lines) if size.columns > 0 and size.lines > 0 else None


@contextmanager
def on_signals(handlers: Mapping[signal.Signals, Callable[[], object]]) -> Iterator[None]:
    """Calls handlers in the running event loop."""
    loop = asyncio.get_running_loop()
    for number, handler in handlers.items():
        loop.add_signal_handler(number, handler)
    try:
        yield
    finally:
        for number in handlers:
            loop.remove_signal_handler(number)


async def read_some(fd: int) -> bytes:
    """What can be read, waiting for it; empty at the end.

    The descriptor stays a blocking one: others have it too.
    """
    loop = asyncio.get_running_loop()
    readable = asyncio.Event()
    try:
        loop.add_reader(fd, readable.set)
    except (OSError, ValueError):  # a file, say, which can always be read
        return await asyncio.to_thread(os.read, fd, _READ_BYTES)
    try:
        await readable.wait()
    finally:
        loop.remove_reader(fd)
    try:
        return os.read(fd, _READ_BYTES)
    except OSError:  # the terminal is gone
        return b""


async def write_all(fd: int, data: bytes) -> None:
    """Write in a thread: a terminal that stands still must not hold up the connection."""
    await asyncio.to_thread(write_now, fd, data)


def write_now(fd: int, data: bytes) -> None:
    """The same, holding up everything."""
    view = memoryview(data)
    while view:
        try:
            view = view[os.write(fd, view) :]
        except BlockingIOError:  # somebody else has made it so
            select.select([], [fd], [])
