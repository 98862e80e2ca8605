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

from . import capture, confine, deferral, priming, processes, runningloop, safety, session, supervisor
from . import syscalls as sc
from .burial import Burials
from .channel import Channel
from .credentials import Imprints
from .loader import load
from .marks import MarkPipes, Marks
from .nursery import Cradle, Nursery
from .plan import Plan
from .workingset import WorkingSet

#: Milliseconds between looks for ended children where the kernel has no pidfd.
_REAP_EVERY_MS = 50
#: Seconds that the processes of one session without namespaces have to go when they are killed.
_KILL_DEADLINE_S = 4.0


class ForkServer:
    """One template process."""

    def __init__(self, plan: Plan, channel: Channel) -> None:
        self._plan = plan
        self._channel = channel
        self._workers: dict[int, _Worker] = {}
        #: Without namespaces: who is above commands of sessions, and which session's.
        self._supervisors: dict[int, str] = {}
        self._poller = select.poll()
        self._burials = Burials(self._poller, self._report_exit)
        self._mark_pipes = MarkPipes(self._poller, self._report_started)
        self._marks: Marks | None = None
        self._working_set = WorkingSet()
        self._imprints = Imprints(plan.issued)
        self._started_at = time.monotonic()
        self._nursery: Nursery | None = None
        self._own_fds = {channel.fileno()}

    def run(self) -> None:
        """Load the agent's file; returns in a child when its session is over, in the template on failure."""
        faulthandler.register(signal.SIGUSR1, all_threads=True)
        if self._plan.isolation == "namespaces":
            self._nursery = Nursery(self._plan)
            self._own_fds |= self._nursery.fds()
            confine.restrict_loading()
        else:
            sc.adopt_orphans()  # what a session that ended leaves behind comes here, and is killed
        # Compiled files would land in the layer that sessions read through.
        sys.dont_write_bytecode = True
        deferral.install()
        capture.install(self)
        failure = load(self._plan.entry_file, self._plan.argv, packages_first=self._plan.packages_first)
        if failure is not None:
            deferral.release()  # or nobody could wait for their end
            self._channel.send(failure.message())
            sys.stdout.flush()

    def wait_for_session(self, config: Any, loop: asyncio.AbstractEventLoop | None) -> socket.socket:
        """See `capture.Host`."""
        own_children = {self._nursery.pid} if self._nursery is not None else set()
        reasons = safety.find_reasons(self._own_fds | runningloop.loop_fds(loop), own_children)
        if loop is not None:
            reasons += runningloop.find_reasons(loop)
        if reasons:
            self._channel.send({"event": "unsafe", "reasons": reasons, "load_ms": self._elapsed_ms()})
            self._wait_for_end()
        if loop is None:
            priming.prime(config)
        else:  # another loop cannot run inside it
            priming.import_late_modules()
        if self._nursery is not None:
            self._nursery.open()
        confine.warm_up()
        sys.stdout.flush()
        sys.stderr.flush()
        gc.collect()
        self._imprints.find()
        gc.freeze()  # keeps the collector from writing to pages that every session shares
        has_routes = capture.is_framework_app(config.app)
        ready = {
            "event": "ready",
            "load_ms": self._elapsed_ms(),
            "pid": os.getpid(),
            "has_routes": has_routes,
        }
        self._channel.send(ready)
        return self._serve_forks(loop)

    def _serve_forks(self, loop: asyncio.AbstractEventLoop | None) -> socket.socket:
        self._poller.register(self._channel, select.POLLIN)
        if self._nursery is not None:
            self._poller.register(self._nursery.pidfd, select.POLLIN)
        while True:
            # A supervisor's end is of no hurry: it is found in the same way.
            has_blind = bool(self._supervisors) or any(w.pidfd is None for w in self._workers.values())
            for fd, _ in self._poller.poll(_REAP_EVERY_MS if has_blind else self._burials.timeout_ms()):
                if fd != self._channel.fileno():
                    if not self._mark_pipes.note_ready(fd):
                        self._burials.note_ready(fd)
                    continue
                received = self._channel.receive()
                if received is None:
                    os._exit(0)
                listener = self._handle(*received)
                if listener is not None:
                    if loop is not None:
                        runningloop.renew(loop)
                    return listener
            self._reap()
            self._burials.end_overdue()

    def _handle(self, message: dict[str, Any], fds: list[int]) -> socket.socket | None:
        if message["op"] == "spawn":
            return self._spawn(message, fds)
        if message["op"] == "signal":
            for pid, worker in self._find(message):
                _signal(pid, worker, message["signal"])
        if message["op"] == "learn":
            for pid, _ in self._find(message):
                self._working_set.learn(pid)
        if message["op"] == "command":
            self._begin_command(message, fds)
        return None

    def _find(self, message: dict[str, Any]) -> list[tuple[int, _Worker]]:
        """The worker that a message is about, with its pid; nothing when it has ended."""
        wanted = message["worker_id"]
        return [(pid, worker) for pid, worker in self._workers.items() if worker.worker_id == wanted]

    def _begin_command(self, message: dict[str, Any], fds: list[int]) -> None:
        errand = supervisor.Errand(fds, is_terminal=message["is_terminal"])
        found = self._find(message)
        if not found:
            errand.refuse("the session has ended")
            errand.close()
            return
        worker = found[0][1]
        if worker.cradle is not None and worker.pidfd is not None and self._nursery is not None:
            self._nursery.begin_command(worker.cradle, worker.pidfd, errand)
            return
        place = supervisor.place_without_namespaces(self._plan, worker.worker_id)
        pid = supervisor.begin(errand, place, os.fork)
        if pid:
            self._supervisors[pid] = worker.worker_id
            self._channel.send({"event": "supervised", "worker_id": worker.worker_id, "pid": pid})

    def _spawn(self, message: dict[str, Any], fds: list[int]) -> socket.socket | None:
        """Fork a session. Returns its listening socket in the agent process, None here."""
        worker_id = message["worker_id"]
        asked_ns = sheltered_ns = time.monotonic_ns()
        marks_fd, own_marks_fd = os.pipe()
        cradle = None
        try:
            if self._nursery is not None:
                cradle = self._nursery.take()
                sheltered_ns = time.monotonic_ns()
                pid = self._nursery.fork_into(cradle)
            else:
                pid = os.fork()
        except OSError as exc:
            os.write(fds[2], f"headwater: the session's sandbox could not be made: {exc}\n".encode())
            self._report_exit(worker_id, session.SANDBOX_FAILED)
            pid = -1
        if pid == 0:
            self._leave_template()
            os.close(marks_fd)
            self._marks = Marks(own_marks_fd)
            self._marks.add()
            listener = session.become_session(self._plan, worker_id, fds, cradle, self._imprints)
            deferral.release()
            self._marks.add()
            if message.get("is_spare"):
                self._working_set.populate()
            return listener
        for fd in (*fds, own_marks_fd):
            os.close(fd)
        if pid < 0:
            os.close(marks_fd)
        if pid > 0:
            self._mark_pipes.begin(marks_fd, worker_id, asked_ns, sheltered_ns)
            self._workers[pid] = worker = _Worker(worker_id, cradle, _open_pidfd(pid))
            if worker.pidfd is not None:
                self._poller.register(worker.pidfd, select.POLLIN)
            init = cradle.pid if cradle is not None else None
            self._channel.send({"event": "spawned", "worker_id": worker_id, "pid": pid, "init": init})
        elif cradle is not None:
            cradle.kill()
            os.close(cradle.pidfd)
        return None

    def _leave_template(self) -> None:
        """In the child: nothing of the template's stays open."""
        self._channel.close()
        self._burials.close()
        self._mark_pipes.close()
        if self._nursery is not None:
            self._nursery.close()
        for worker in self._workers.values():
            for fd in (worker.pidfd, worker.cradle.pidfd if worker.cradle is not None else None):
                if fd is not None:
                    os.close(fd)

    def _reap(self) -> None:
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            if self._nursery is not None and pid == self._nursery.pid:
                os._exit(1)  # no session can be made any more; the server starts a new template
            worker = self._workers.pop(pid, None)
            if worker is None:
                self._note_supervisor_ended(pid)
                continue
            if worker.pidfd is not None:
                self._poller.unregister(worker.pidfd)
                os.close(worker.pidfd)
            code = os.waitstatus_to_exitcode(status)
            if worker.cradle is None:
                self._report_exit(worker.worker_id, code, self._kill_orphans())
            else:
                self._burials.begin(worker.cradle, worker.worker_id, code)

    def _kill_orphans(self) -> bool:
        """Without namespaces: end what sessions that are gone have left to us; whether nothing is left."""
        alive = {worker.worker_id for worker in self._workers.values()}
        supervisors = {pid for pid, worker_id in self._supervisors.items() if worker_id in alive}
        return processes.kill_below(os.getpid(), _KILL_DEADLINE_S, spare={*self._workers, *supervisors})

    def _note_supervisor_ended(self, pid: int) -> None:
        worker_id = self._supervisors.pop(pid, None)
        if worker_id is not None:
            self._channel.send({"event": "unsupervised", "worker_id": worker_id, "pid": pid})

    def note_serving(self) -> None:
        """See `capture.Host`."""
        if self._marks is not None:
            self._marks.add()

    def _report_started(self, worker_id: str, times: list[int]) -> None:
        self._channel.send({"event": "started", "worker_id": worker_id, "times_ns": times})

    def _report_exit(self, worker_id: str, code: int, is_cleared: bool = True) -> None:
        message = {"event": "exited", "worker_id": worker_id, "status": code, "is_cleared": is_cleared}
        self._channel.send(message)

    def _wait_for_end(self) -> None:
        while self._channel.receive() is not None:
            pass
        os._exit(0)

    def _elapsed_ms(self) -> float:
        return round((time.monotonic() - self._started_at) * 1000, 1)


class _Worker:
    """A forked session: who it is, the sandbox it is in, and a descriptor that tells of its end."""

    def __init__(self, worker_id: str, cradle: Cradle | None, pidfd: int | None) -> None:
        self.worker_id = worker_id
        self.cradle = cradle
        self.pidfd = pidfd


def _open_pidfd(pid: int) -> int | None:
    try:
        return os.pidfd_open(pid)
    except (OSError, AttributeError):
        return None


def _signal(pid: int, worker: _Worker, number: int) -> None:
    """SIGKILL goes to all of the session, anything else to the agent."""
    with contextlib.suppress(ProcessLookupError):
        if worker.cradle is None and number == signal.SIGKILL:
            processes.kill_tree(pid, _KILL_DEADLINE_S)
        elif worker.cradle is None:
            os.killpg(pid, number)
        elif number == signal.SIGKILL:
            worker.cradle.kill()
        else:
            os.kill(pid, number)
