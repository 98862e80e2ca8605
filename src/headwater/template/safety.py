"""Whether this process may be forked after the agent's file was loaded.

A fork copies one thread only, and shares every open file description: a lock held by another
thread stays locked for ever, a connection is spoken over by two, a file's contents are read by
other sessions. What is found is told in plain words, and the file then runs from a fresh
process per session.
"""

from __future__ import annotations

import os
import stat
import sys
import threading

_HARMLESS_LINKS = ("/dev/null", "/dev/urandom", "/dev/random", "/dev/zero", "/dev/tty")


def find_reasons(own_fds: set[int], own_children: set[int]) -> list[str]:
    """Why this process must not be forked; empty when it may. What is ours is harmless."""
    reasons = _thread_reasons()
    if sys.platform == "linux":
        reasons += _child_reasons(own_children)
        reasons += _fd_reasons(own_fds | {0, 1, 2})
    return reasons


def _thread_reasons() -> list[str]:
    others = [thread for thread in threading.enumerate() if thread is not threading.main_thread()]
    if others:
        names = ", ".join(sorted({thread.name for thread in others})[:5])
        return [f"{len(others)} thread(s) running after import: {names}"]
    if sys.platform != "linux" or len(os.listdir("/proc/self/task")) == 1:
        return []
    # Libraries such as OpenBLAS end their threads in a hook that runs before a fork; look again after one.
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    native = len(os.listdir("/proc/self/task")) - 1
    return [f"{native} thread(s) of a native library running after import"] if native else []


def _child_reasons(harmless: set[int]) -> list[str]:
    with open("/proc/self/task/%d/children" % os.getpid(), encoding="ascii") as file:  # noqa: UP031
        children = {int(text) for text in file.read().split()} - harmless
    return [f"{len(children)} child process(es) started at import"] if children else []


def _fd_reasons(harmless: set[int]) -> list[str]:
    reasons = []
    for name in os.listdir("/proc/self/fd"):
        fd = int(name)
        if fd in harmless:
            continue
        try:
            reason = _fd_reason(fd)
        except OSError:
            continue  # the descriptor of this very listing, closed since
        if reason:
            reasons.append(reason)
    return reasons


def _fd_reason(fd: int) -> str | None:
    link = os.readlink(f"/proc/self/fd/{fd}")
    mode = os.fstat(fd).st_mode
    if stat.S_ISDIR(mode) or link in _HARMLESS_LINKS:
        return None
    if stat.S_ISREG(mode):
        if link.startswith("/memfd:"):
            return "a memory file (memfd) open after import"
        with open(f"/proc/self/fdinfo/{fd}", encoding="ascii") as file:
            flags = next(int(line.split()[1], 8) for line in file if line.startswith("flags"))
        return f"the file {link} open for writing after import" if flags & os.O_ACCMODE else None
    if stat.S_ISSOCK(mode):
        return "a socket open after import"
    if stat.S_ISFIFO(mode):
        return "a pipe open after import"
    if "eventpoll" in link:
        return "an event loop made at import"
    return f"{link} open after import"
