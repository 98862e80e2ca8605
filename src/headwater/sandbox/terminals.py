"""Pseudo-terminals for what runs in sessions: a session's own, or else this host's.

A session with a view of its own has terminals of its own (`template.filesystem`). The server opens one
through that view, so that it is there by the name that `tty` says, and can be opened by it. Nothing on the
way there is the agent's: neither the root nor /dev can be written to.
"""

from __future__ import annotations

import errno
import fcntl
import os
import pty
import stat
import struct
import termios
from dataclasses import dataclass

from headwater.core.errors import HeadwaterError, PlatformError
from headwater.sandbox.files import FileView, open_root

_MULTIPLEXER = os.makedev(5, 2)
#: The same numbers on both architectures with a sandbox; the second is there since Linux 4.13.
_TIOCSPTLCK, _TIOCGPTPEER = 0x4004_5431, 0x5441
#: The kernel takes back a whole character, and not a byte of it; `termios` does not name it.
_IUTF8 = 0x4000
_FLAGS = os.O_RDWR | os.O_NOCTTY | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class TerminalPair:
    """Both ends, each for its holder to close: `master` for who types and looks, `slave` for what runs."""

    master: int
    slave: int


def open_terminal(view: FileView | None, owner: int | None = None) -> TerminalPair:
    """A terminal in the session that is seen by `view`, or one of this host's where it has none to give.

    Args:
        owner: who a confined session's processes are, where this process is root: may open it by its name.
    Raises:
        PlatformError: the host has no terminal left.
    """
    pair = _open_where_it_can_be(view, owner)
    settings = termios.tcgetattr(pair.slave)
    settings[0] |= _IUTF8
    termios.tcsetattr(pair.slave, termios.TCSANOW, settings)
    return pair


def _open_where_it_can_be(view: FileView | None, owner: int | None) -> TerminalPair:
    if view is None or view.terminals is None:
        return _open_on_host()
    try:
        return _open_inside(view, view.terminals)
    except (OSError, HeadwaterError):
        # No such mount here, the session has used up its own, or is over: which is told when it matters.
        pair = _open_on_host()
    if owner is not None and os.geteuid() == 0:
        os.fchown(pair.slave, owner, -1)
    return pair


def _open_on_host() -> TerminalPair:
    try:
        return TerminalPair(*pty.openpty())
    except OSError as exc:
        raise PlatformError(f"no pseudo-terminal can be had from this host: {exc.strerror}") from exc


def _open_inside(view: FileView, path: str) -> TerminalPair:
    root_fd = open_root(view)
    try:
        master = os.open(path, _FLAGS | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=root_fd)
    finally:
        os.close(root_fd)
    try:
        status = os.fstat(master)
        if not stat.S_ISCHR(status.st_mode) or status.st_rdev != _MULTIPLEXER:
            raise OSError(errno.ENOTTY, f"{path} in the session makes no terminals")
        fcntl.ioctl(master, _TIOCSPTLCK, struct.pack("i", 0))
        # Not by its name: that would be looked for among this host's terminals.
        return TerminalPair(master, fcntl.ioctl(master, _TIOCGPTPEER, _FLAGS))
    except BaseException:
        os.close(master)
        raise
