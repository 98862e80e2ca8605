"""Sandboxes made ahead of the sessions that will live in them.

Making namespaces and mounting a view takes as long as forking the agent. Neither depends on the agent's
code, so a small process, forked before that code is loaded, keeps a sandbox ready: an *init*, pid 1 of new
pid, mount, IPC and UTS namespaces with the whole view in place and nobody else inside. A session
is then one fork of the template that enters them. The init reaps what is left to it, and
killing it kills all of the session.

    template ──┬── nursery ──┬── init of session A (pid 1)
               │             └── init kept ready
               └── agent of session A (pid 2 inside)
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import struct

from . import confine, filesystem, supervisor
from . import syscalls as sc
from .plan import Plan
from .supervisor import Errand

_PID = struct.Struct("!i")
#: What the template asks for: a sandbox; a command in one, with a terminal or without.
_ASK, _COMMAND, _TERMINAL = b"n", b"c", b"t"
#: With a command come the sandbox's descriptor, the agent's, and those of an errand.
_FDS_MAX_COUNT = 7


class Nursery:
    """The template's side. `open` orders a first sandbox; `take` gives one and orders the next."""

    def __init__(self, plan: Plan) -> None:
        self._own_pid_namespace = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)
        ours, theirs = socket.socketpair()
        self.pid = os.fork()
        if self.pid == 0:
            ours.close()
            _run(plan, theirs, self._own_pid_namespace)
        theirs.close()
        self._socket = ours
        #: Readable when the nursery process has ended.
        self.pidfd = os.pidfd_open(self.pid)

    def fds(self) -> set[int]:
        """Descriptors of ours in the template."""
        return {self._socket.fileno(), self._own_pid_namespace, self.pidfd}

    def open(self) -> None:
        """Order the first sandbox: with the agent's file loaded, as a view holds what it wrote by then."""
        self._socket.sendall(_ASK)

    def take(self) -> Cradle:
        """A sandbox nobody is in. Waits for one that is being made.

        Raises:
            OSError: it could not be made, or the nursery is gone.
        """
        answer = self._socket.recv(_PID.size, socket.MSG_WAITALL)
        if len(answer) < _PID.size:
            raise OSError("the process that makes sandboxes is gone")
        self._socket.sendall(_ASK)
        (pid,) = _PID.unpack(answer)
        if pid < 0:
            raise OSError(-pid, f"the sandbox could not be made: {os.strerror(-pid)}")
        return Cradle(pid, os.pidfd_open(pid))

    def fork_into(self, cradle: Cradle) -> int:
        """Fork; the child has its pid in the sandbox, and has still to call `cradle.enter`."""
        return _fork_into(cradle.pidfd, self._own_pid_namespace)

    def begin_command(self, cradle: Cradle, agent_fd: int, errand: Errand) -> None:
        """Have a command begun beside the agent that `agent_fd` stands for. Takes over the errand.

        The nursery forks it: it has none of the agent's memory to copy, nor what its libraries do at forks.
        """
        try:
            kind = _TERMINAL if errand.is_terminal else _COMMAND
            socket.send_fds(self._socket, [kind], [cradle.pidfd, agent_fd, *errand.fds()])
        except OSError as exc:
            errand.refuse(f"it cannot be handed on: {exc.strerror}")
        errand.close()

    def close(self) -> None:
        """Close our descriptors: in a child that leaves the template."""
        self._socket.close()
        os.close(self._own_pid_namespace)
        os.close(self.pidfd)


class Cradle:
    """One sandbox: its init's pid, and a descriptor that stands for it."""

    def __init__(self, pid: int, pidfd: int) -> None:
        self.pid = pid
        self.pidfd = pidfd

    def enter(self, worker_id: str) -> None:
        """Be in the sandbox's mount, IPC and UTS namespaces, which get the session's name."""
        supervisor.enter_sandbox(self.pidfd)
        sc.set_hostname(worker_id[:63])

    def kill(self) -> None:
        """End every process inside."""
        signal.pidfd_send_signal(self.pidfd, signal.SIGKILL)


def _run(plan: Plan, sock: socket.socket, own_pid_namespace: int) -> None:
    """The nursery process: makes one sandbox per byte read. Never returns."""
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # inits that end leave no zombies
        while True:
            kind, fds, _, _ = socket.recv_fds(sock, 1, _FDS_MAX_COUNT)
            if not kind:
                break
            if kind == _ASK:
                sock.sendall(_PID.pack(_make_sandbox(plan, own_pid_namespace)))
            else:
                _begin_command(plan, fds, own_pid_namespace, is_terminal=kind == _TERMINAL)
    finally:
        os._exit(0)


def _fork_into(sandbox_fd: int, own_pid_namespace: int) -> int:
    sc.setns(sandbox_fd, sc.CLONE_NEWPID)  # for the next child, not for this process
    pid = -1
    try:
        pid = os.fork()
    finally:
        if pid:  # the child is inside for good
            sc.setns(own_pid_namespace, sc.CLONE_NEWPID)
    return pid


def _begin_command(plan: Plan, fds: list[int], own_pid_namespace: int, *, is_terminal: bool) -> None:
    sandbox_fd, agent_fd, *rest = fds
    errand = Errand(rest, is_terminal=is_terminal)
    place = supervisor.Place(plan, sandbox_fd=sandbox_fd, agent_fd=agent_fd)
    supervisor.begin(errand, place, lambda: _fork_into(sandbox_fd, own_pid_namespace))
    os.close(sandbox_fd)
    os.close(agent_fd)


def _make_sandbox(plan: Plan, own_pid_namespace: int) -> int:
    """Pid of a new init whose view is in place, or minus the errno of what failed."""
    ready_read, ready_write = os.pipe()
    try:
        sc.unshare(sc.CLONE_NEWPID)
        pid = os.fork()
        if pid == 0:
            _be_init(plan, ready_write)
        sc.setns(own_pid_namespace, sc.CLONE_NEWPID)
        os.close(ready_write)
        ready_write = -1
        answer = os.read(ready_read, _PID.size)
        error = _PID.unpack(answer)[0] if len(answer) == _PID.size else 1
        return -error if error else pid
    except OSError as exc:
        return -(exc.errno or 1)
    finally:
        os.close(ready_read)
        if ready_write >= 0:
            os.close(ready_write)


def _be_init(plan: Plan, ready_write: int) -> None:
    """Pid 1 of a session: the view, then nothing but being there. Never returns."""
    error = 0
    try:
        confine.enter_session_namespaces()
        filesystem.mount_session_view(plan)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)  # the nursery ignores it
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        sc.drop_capabilities()
    except OSError as exc:
        error = exc.errno or 1
    os.write(ready_write, _PID.pack(error))
    if error:
        os._exit(1)
    devnull = os.open("/dev/null", os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(devnull, fd)
    sc.close_fds_from(3)
    while True:
        signal.sigwait({signal.SIGCHLD})
        _reap()


def _reap() -> None:
    """Wait for all children that have ended. The kernel would do it where SIGCHLD is ignored, but it then
    forgets the processor time they used, which counts for the session's budget."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
