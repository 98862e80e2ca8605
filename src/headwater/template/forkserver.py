"""The template after the agent's file was loaded: forks sessions on request, reports those that end.

The loop runs inside the file's own call to serve, on its stack. In a child it returns, with
the session's listening socket, and the file goes on serving as if nothing had happened.
"""

from __future__ import annotations

import asyncio
import contextlib
import faulthandler
import gc
import os
import select
import signal
import socket
import sys
import time
from typing import Any

from . import capture, priming, runningloop, safety, session
from . import syscalls as sc
from .channel import Channel
from .loader import load
from .plan import Plan

#: Milliseconds between looks for ended children where the kernel has no pidfd.
_REAP_EVERY_MS = 50


class ForkServer:
    """One template process."""

    def __init__(self, plan: Plan, channel: Channel) -> None:
        self._plan = plan
        self._channel = channel
        self._workers: dict[int, str] = {}
        self._pidfds: dict[int, int] = {}
        self._started_at = time.monotonic()
        self._uses_namespaces = plan.isolation == "namespaces"
        self._own_pid_namespace = -1

    def run(self) -> None:
        """Load the agent's file; comes back in a child when its session is over, in the template on failure."""
        faulthandler.register(signal.SIGUSR1, all_threads=True)
        if self._uses_namespaces:
            self._own_pid_namespace = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)
        # Compiled files would land in the layer that sessions read through.
        sys.dont_write_bytecode = True
        capture.install(self)
        failure = load(self._plan.entry_file, self._plan.argv)
        if failure is not None:
            self._channel.send(failure.message())
            sys.stdout.flush()

    def wait_for_session(self, config: Any, loop: asyncio.AbstractEventLoop | None) -> socket.socket:
        """See `capture.Host`."""
        own_fds = {self._channel.fileno(), self._own_pid_namespace} | runningloop.loop_fds(loop)
        reasons = safety.find_reasons(own_fds)
        if loop is not None:
            reasons += runningloop.find_reasons(loop)
        if reasons:
            self._channel.send({"event": "unsafe", "reasons": reasons, "load_ms": self._elapsed_ms()})
            self._wait_for_end()
        if loop is None:
            priming.prime(config)
        sys.stdout.flush()
        sys.stderr.flush()
        gc.collect()
        gc.freeze()  # keeps the collector from writing to pages that every session shares
        self._channel.send({"event": "ready", "load_ms": self._elapsed_ms(), "pid": os.getpid()})
        return self._serve_forks(loop)

    def _serve_forks(self, loop: asyncio.AbstractEventLoop | None) -> socket.socket:
        poller = select.poll()
        poller.register(self._channel, select.POLLIN)
        while True:
            timeout = _REAP_EVERY_MS if self._workers and not self._pidfds else None
            for fd, _ in poller.poll(timeout):
                if fd != self._channel.fileno():
                    continue
                received = self._channel.receive()
                if received is None:
                    os._exit(0)
                listener = self._handle(*received, poller)
                if listener is not None:
                    if loop is not None:
                        runningloop.renew(loop)
                    return listener
            self._reap(poller)

    def _handle(self, message: dict[str, Any], fds: list[int], poller: select.poll) -> socket.socket | None:
        if message["op"] == "spawn":
            return self._spawn(message, fds, poller)
        if message["op"] == "signal":
            for pid, worker_id in self._workers.items():
                if worker_id == message["worker_id"]:
                    self._signal(pid, message["signal"])
        return None

    def _signal(self, pid: int, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            if self._uses_namespaces:
                os.kill(pid, number)
            else:
                os.killpg(pid, number)

    def _spawn(self, message: dict[str, Any], fds: list[int], poller: select.poll) -> socket.socket | None:
        """Fork a session. Returns its listening socket in the agent process, None here."""
        worker_id = message["worker_id"]
        try:
            if self._uses_namespaces:
                sc.unshare(sc.CLONE_NEWPID)  # for the next child; undone below for the one after
            pid = os.fork()
        except OSError as exc:
            self._channel.send({"event": "exited", "worker_id": worker_id, "status": 1, "error": str(exc)})
            pid = -1
        if pid == 0:
            self._leave_template()
            return session.become_session(self._plan, worker_id, message.get("environment", {}), fds)
        if self._uses_namespaces:
            sc.setns(self._own_pid_namespace, sc.CLONE_NEWPID)
        for fd in fds:
            os.close(fd)
        if pid > 0:
            self._workers[pid] = worker_id
            with contextlib.suppress(OSError, AttributeError):
                pidfd = os.pidfd_open(pid)
                self._pidfds[pid] = pidfd
                poller.register(pidfd, select.POLLIN)
            self._channel.send({"event": "spawned", "worker_id": worker_id, "pid": pid})
        return None

    def _leave_template(self) -> None:
        """In the child: nothing of the template's stays open."""
        self._channel.close()
        for fd in (self._own_pid_namespace, *self._pidfds.values()):
            if fd >= 0:
                os.close(fd)

    def _reap(self, poller: select.poll) -> None:
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            worker_id = self._workers.pop(pid, None)
            pidfd = self._pidfds.pop(pid, None)
            if pidfd is not None:
                poller.unregister(pidfd)
                os.close(pidfd)
            if worker_id is not None:
                code = os.waitstatus_to_exitcode(status)
                self._channel.send({"event": "exited", "worker_id": worker_id, "status": code})

    def _wait_for_end(self) -> None:
        while self._channel.receive() is not None:
            pass
        os._exit(0)

    def _elapsed_ms(self) -> float:
        return round((time.monotonic() - self._started_at) * 1000, 1)
