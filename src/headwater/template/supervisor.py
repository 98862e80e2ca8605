"""A command in a live session: a program beside the agent, and a small process of ours above it.

    init of the session (pid 1) ──┬── agent
                                  └── supervisor ── the command, and whatever it leaves behind

The supervisor is a fork of the nursery, or of a fresh session's commander, that has entered the session's
sandbox and given up the same rights as the agent; without namespaces it is one of the template, or of the
launcher. It adopts what the command's processes leave behind, so that all of it is found and can be ended,
and tells the server how the command ended.

It speaks with the server over a socket of its own: {"started": true} or {"failed": why}, then
{"exited": code}, a line each. Anything the server sends, and its closing of its end, ends the command with
all below it.

The session can kill its supervisors, stop them, or lie in their name: about its own commands, to its caller.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
import select
import signal
import termios
import time
from collections.abc import Callable
from typing import Any, NoReturn

from . import confine, filesystem, processes
from . import syscalls as sc
from .plan import HOME_DIR, WORK_DIR, Plan

#: Seconds that all of a command has to go when it is killed.
_KILL_DEADLINE_S = 4.0
#: Seconds that an agent has to give up its rights once it was forked.
_SETTLE_DEADLINE_S = 5.0
_SETTLE_PAUSE_S = 0.002
#: Exit code of what could not become the command.
_CANNOT_EXECUTE = 126


class Errand:
    """What one command needs of the server: five descriptors, and whether the first three are a terminal's.

    `sealed` holds JSON: the program's arguments, the agent's variables, and those that go beyond them.
    They come by a descriptor and not by a message, as a template's memory is in all later sessions.
    """

    def __init__(self, fds: list[int], *, is_terminal: bool) -> None:
        self.streams = fds[:3]
        self.control, self.sealed = fds[3:]
        self.is_terminal = is_terminal

    def fds(self) -> list[int]:
        return [*self.streams, self.control, self.sealed]

    def refuse(self, reason: str) -> None:
        """Tell the server that there will be no command."""
        _tell(self.control, {"failed": reason})

    def close(self) -> None:
        for fd in self.fds():
            os.close(fd)


class Place:
    """Where a session's commands run: its sandbox, and the user namespace of its agent; or a copied folder.

    Args:
        sandbox_fd: stands for its init; None where who forks is in the sandbox already, or there is none.
        agent_fd: stands for the agent's process; None without namespaces.
        folder: the session's own folders without namespaces.
    """

    def __init__(
        self, plan: Plan, *, sandbox_fd: int | None = None, agent_fd: int | None = None, folder: str = ""
    ) -> None:
        self.plan = plan
        self._sandbox_fd = sandbox_fd
        self._agent_fd = agent_fd
        self._folder = folder
        self.is_confined = agent_fd is not None
        self.home = f"{folder}/home" if folder else HOME_DIR
        self.tmp = f"{folder}/tmp" if folder else "/tmp"

    def fds(self) -> list[int]:
        """Descriptors that `enter` needs."""
        return [fd for fd in (self._sandbox_fd, self._agent_fd) if fd is not None]

    def enter(self) -> None:
        """Be where the agent is, with its rights and no others. Closes `fds`.

        Raises:
            OSError: the sandbox, or the agent in it, is gone.
        """
        if self._sandbox_fd is not None:
            enter_sandbox(self._sandbox_fd)
        if self._agent_fd is not None:
            _join_agent(self._agent_fd)
            # Still with every right over the agent's namespace, so that the agent cannot look in here.
            for fd in self.fds():
                os.close(fd)
            confine.give_up_rights(self.plan)
            confine.raise_oom_score(confine.AGENT_OOM_POINTS)
        else:
            confine.limit_resources(self.plan.limits)
        os.chdir(f"{self._folder}/task" if self._folder else WORK_DIR)


def enter_sandbox(sandbox_fd: int) -> None:
    """Be in the mount, IPC and UTS namespaces of the process that `sandbox_fd` stands for."""
    sc.setns(sandbox_fd, sc.CLONE_NEWNS | sc.CLONE_NEWIPC | sc.CLONE_NEWUTS)


def _join_agent(agent_fd: int) -> None:
    """Be in the agent's user namespace, which it makes itself: one that was forked just now has none yet."""
    end_at = time.monotonic() + _SETTLE_DEADLINE_S
    while True:
        try:
            return sc.setns(agent_fd, sc.CLONE_NEWUSER)
        except OSError as exc:
            if exc.errno != errno.EINVAL or time.monotonic() > end_at:  # it is in this process's own
                raise
        time.sleep(_SETTLE_PAUSE_S)


def place_without_namespaces(plan: Plan, worker_id: str) -> Place:
    """Of a session that is a separate process, and no more."""
    return Place(plan, folder=filesystem.folder_of(plan, worker_id))


def begin(errand: Errand, place: Place, fork: Callable[[], int]) -> int:
    """Fork a supervisor, which begins the command. Takes over the errand's descriptors.

    Where there are namespaces the session's init becomes its parent. What was its parent for a moment is the
    caller's child; it is not waited for here, as the session can see it, and stop it.

    Returns:
        The pid of the caller's child; 0: nothing was begun.
    """
    try:
        pid = fork()
    except OSError as exc:
        errand.refuse(f"no process could be made for it: {exc.strerror}")
        errand.close()
        return 0
    if pid == 0:
        _supervise(errand, place)
    errand.close()
    return pid


def _supervise(errand: Errand, place: Place) -> NoReturn:
    """All forks come first: what libraries do at a fork is to descriptors that are closed afterwards."""
    try:
        if place.is_confined and os.fork():
            os._exit(0)
        os.setsid()
        sc.adopt_orphans()
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGUSR1):
            signal.signal(number, signal.SIG_IGN)  # whoever forked this process does something at these
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)  # ignored, a command that is quick would leave no trace
        failing, failed = os.pipe()  # closed by a program that begins
        pid = os.fork()
        if pid == 0:
            _become_command(errand, place, failed)
        sc.close_fds_but([errand.control, failing, *place.fds()])
        _take_null()
        place.enter()
        _watch_over(pid, failing, errand, place)
    except OSError as exc:
        errand.refuse(f"the session's sandbox could not be entered: {exc.strerror or exc}")
    finally:
        os._exit(1)


def _become_command(errand: Errand, place: Place, failed: int) -> NoReturn:
    program = "the session's sandbox"
    try:
        os.setsid()
        for own, fd in enumerate(errand.streams):
            os.dup2(fd, own)
        sc.close_fds_but([0, 1, 2, failed, errand.sealed, *place.fds()])
        if errand.is_terminal:
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)
        place.enter()
        argv, environment = _read_sealed(errand.sealed, place)
        program = argv[0]
        _reset_signals()
        os.execvpe(argv[0], argv, environment)
    except OSError as exc:
        os.write(failed, f"{program}: {exc.strerror or exc}".encode("utf-8", "replace"))
    finally:
        os._exit(_CANNOT_EXECUTE)


def _reset_signals() -> None:
    for number in signal.valid_signals():
        with contextlib.suppress(OSError, ValueError):
            signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])


def _read_sealed(fd: int, place: Place) -> tuple[list[str], dict[str, str]]:
    with open(fd, "rb") as file:
        found = json.loads(file.read())
    own = {"HOME": place.home, "TMPDIR": place.tmp}
    return found["argv"], {**found["environment"], **own, **found["beyond"]}


def _take_null() -> None:
    """Standard streams that lead nowhere: what is printed here by mistake is nobody's."""
    null = os.open("/dev/null", os.O_RDWR)
    for fd in (0, 1, 2):
        if fd != null:
            os.dup2(null, fd)
    if null > 2:
        os.close(null)


def _watch_over(pid: int, failing: int, errand: Errand, place: Place) -> None:
    children = ChildWatch()
    reason = os.read(failing, 4096)
    os.close(failing)
    if reason:
        errand.refuse(reason.decode("utf-8", "replace"))
        return
    _tell(errand.control, {"started": True})
    code = _watch(pid, errand.control, children)
    _tell(errand.control, {"exited": code})
    os.close(errand.control)
    if not place.is_confined:
        _stay_above()


def _watch(pid: int, control: int, children: ChildWatch) -> int:
    """How the command ended: its exit code, or minus the signal."""
    poller = select.poll()
    poller.register(control, select.POLLIN)
    poller.register(children.fd, select.POLLIN)
    while True:
        ended = children.reap()
        if pid in ended:
            return ended[pid]
        for fd, _ in poller.poll():
            if fd == control:
                return _kill(pid, children)


def _kill(pid: int, children: ChildWatch) -> int:
    """End all that is below. The command itself first: it shall not see the others die and go on."""
    with contextlib.suppress(OSError):
        os.killpg(pid, signal.SIGKILL)
    processes.kill_below(os.getpid(), _KILL_DEADLINE_S)
    return children.reap().get(pid, -signal.SIGKILL)


def _stay_above() -> None:
    """What the command left behind is the session's, and is found below this process when that ends."""
    with contextlib.suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)


class ChildWatch:
    """A descriptor that becomes readable when a child of this process has ended."""

    def __init__(self) -> None:
        self.fd, writing = os.pipe()
        for fd in (self.fd, writing):
            os.set_blocking(fd, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
        signal.set_wakeup_fd(writing, warn_on_full_buffer=False)

    def reap(self) -> dict[int, int]:
        """Children that have ended, and how."""
        with contextlib.suppress(BlockingIOError):
            while os.read(self.fd, 4096):
                pass
        ended: dict[int, int] = {}
        with contextlib.suppress(ChildProcessError):
            while (found := os.waitpid(-1, os.WNOHANG))[0]:
                ended[found[0]] = os.waitstatus_to_exitcode(found[1])
        return ended


def _tell(control: int, message: dict[str, Any]) -> None:
    """A server that is gone is not an error here."""
    with contextlib.suppress(OSError):
        os.write(control, json.dumps(message).encode() + b"\n")
