"""Serving from inside a running event loop (`await server.serve()`), forked.

A fork shares the loop's epoll descriptor and its wake-up sockets with the parent. The child gives its copy of
the loop new ones before it runs another step. Only asyncio's own selector loop, with nothing
else going on in it, can be treated so; anything else is served from a fresh process.
"""

from __future__ import annotations

import asyncio
import os
import selectors
import signal
from typing import Any


def loop_fds(loop: Any) -> set[int]:
    """Descriptors of an idle selector loop, which are replaced in each child; empty for other loops."""
    if not _is_selector_loop(loop):
        return set()
    return {loop._selector.fileno(), loop._ssock.fileno(), loop._csock.fileno()}


def find_reasons(loop: Any) -> list[str]:
    """Why the program inside `loop` cannot be forked here."""
    if not _is_selector_loop(loop):
        return [f"the file serves from inside a running {type(loop).__module__} event loop"]
    tasks = len(asyncio.all_tasks(loop)) - 1
    if tasks:
        return [f"{tasks} other task(s) in the event loop the file serves from"]
    if loop._ready or loop._scheduled or len(loop._selector.get_map()) > 1:
        return ["timers or connections in the event loop the file serves from"]
    return []


def renew(loop: Any) -> None:
    """In the child: give `loop` its own epoll and wake-up sockets."""
    old_fds = loop_fds(loop)
    # Closed as plain numbers: unregistering would reach into the epoll that the parent still uses.
    loop._selector = selectors.DefaultSelector()
    loop._ssock.detach()
    loop._csock.detach()
    for fd in old_fds:
        os.close(fd)
    loop._internal_fds -= 1
    loop._make_self_pipe()
    if getattr(loop, "_signal_handlers", None):
        signal.set_wakeup_fd(loop._csock.fileno())
    # What another process, by its pid, said to be its running loop is none to asyncio.
    asyncio._set_running_loop(loop)


def _is_selector_loop(loop: Any) -> bool:
    return isinstance(loop, asyncio.SelectorEventLoop) and type(loop).__module__.startswith("asyncio.")
