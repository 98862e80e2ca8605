"""A session of its own process from the start: confine first, then load the file and serve.

For files that cannot be forked once loaded. Slower by the time the file takes to load, and always correct.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import sys
import time
from typing import Any

from . import capture, confine, filesystem, session, supervisor
from . import syscalls as sc
from .channel import Channel
from .loader import load
from .plan import Plan


class _FreshHost:
    """Serves the one session this process is for."""

    def __init__(self, channel: Channel, listener: socket.socket) -> None:
        self._channel = channel
        self._listener = listener
        self._started_at = time.monotonic()

    def wait_for_session(self, config: Any, loop: asyncio.AbstractEventLoop | None) -> socket.socket:
        """See `capture.Host`: the session is waiting already."""
        elapsed_ms = round((time.monotonic() - self._started_at) * 1000, 1)
        self._channel.send({"event": "ready", "load_ms": elapsed_ms, "pid": os.getpid()})
        self._channel.close()
        return self._listener

    def note_serving(self) -> None:
        """See `capture.Host`: nobody waits for it."""


def serve_fresh(plan: Plan, channel: Channel, fds: list[int]) -> None:
    """Serve one session, then end. `fds`: as of `session.take_output`."""
    listener_fd = session.take_output(fds)
    if plan.isolation == "namespaces":
        filesystem.hide_private_dir()
        agent = os.fork()
        if agent:
            agent_fd = os.pidfd_open(agent)
            if os.fork() == 0:
                _serve_commands(plan, channel, agent_fd)
            os.close(agent_fd)
            os.close(listener_fd)
            channel.close()
            session.run_init(agent)
        session.settle_agent(plan)
    else:
        with contextlib.suppress(OSError):
            os.setsid()
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        confine.limit_resources(plan.limits)
    capture.install(_FreshHost(channel, socket.socket(fileno=listener_fd)))
    failure = load(plan.entry_file, plan.argv, packages_first=plan.packages_first)
    if failure is not None:
        channel.send(failure.message())
    sys.stdout.flush()


def _serve_commands(plan: Plan, channel: Channel, agent_fd: int) -> None:
    """The commander: forks what commands need, with rights over the sandbox that the init gives up. Never
    returns. It runs no code of the agent's, and ends with the init."""
    sc.close_fds_but([0, 1, 2, channel.fileno(), agent_fd])
    place = supervisor.Place(plan, agent_fd=agent_fd)
    while (received := channel.receive()) is not None:
        message, fds = received
        if message["op"] == "command":
            supervisor.begin(supervisor.Errand(fds, is_terminal=message["is_terminal"]), place, os.fork)
        with contextlib.suppress(ChildProcessError):  # those that were for a moment above supervisors
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
    os._exit(0)
