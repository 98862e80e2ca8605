"""What a process does to become a session's agent, and the init that a fresh one has above it."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import socket
import sys
from types import FrameType

from . import confine, filesystem
from . import syscalls as sc
from .credentials import Imprints, read_sealed
from .nursery import Cradle
from .plan import AGENT_UID, HOME_DIR, WORK_DIR, Plan

#: Exit code of a session whose sandbox could not be made.
SANDBOX_FAILED = 70
#: Tells an agent's memory of the file that outlives the session, as `memory.hybrid.journal` reads it.
JOURNAL_VARIABLE = "HEADWATER_JOURNAL_FD"
#: Seconds an agent of a fresh process has between the polite signal and the deadly one.
_STOP_GRACE_S = 2.0


def become_session(
    plan: Plan, worker_id: str, fds: list[int], cradle: Cradle | None, imprints: Imprints
) -> socket.socket:
    """Turn a fresh fork of the template into a session's agent; gives the socket to serve on.

    Args:
        fds: listening socket, standard output, standard error, journal, and the session's credentials; made
            by the server.
        cradle: the sandbox to live in; None where the host has no namespaces.
        imprints: where the template's credentials are held.
    """
    *fds, sealed_fd = fds
    listener_fd = take_output(fds)
    try:
        if cradle is not None:
            cradle.enter(worker_id)
            os.close(cradle.pidfd)
            settle_agent(plan)
        else:
            _enter_process_group(plan, worker_id)
    except OSError as exc:
        os.write(2, f"headwater: the session's sandbox could not be made: {exc}\n".encode())
        os._exit(SANDBOX_FAILED)
    imprints.replace(read_sealed(sealed_fd))
    reseed()
    return socket.socket(fileno=listener_fd)


def take_output(fds: list[int]) -> int:
    """Print to the server's pipes from here on; gives the listening socket's descriptor, first of `fds`."""
    listener_fd, stdout_fd, stderr_fd, journal_fd = fds
    for fd, own in ((stdout_fd, 1), (stderr_fd, 2)):
        os.dup2(fd, own)
        os.close(fd)
    status = os.fstat(journal_fd)
    os.environ[JOURNAL_VARIABLE] = f"{journal_fd}:{status.st_dev}:{status.st_ino}"
    return listener_fd


def _enter_process_group(plan: Plan, worker_id: str) -> None:
    os.setsid()
    sc.die_with_parent(signal.SIGKILL)
    sc.adopt_orphans()  # what its children leave behind is found below it when it is stopped
    folder = filesystem.copy_work_dir(plan, worker_id)
    os.environ.update(HOME=f"{folder}/home", TMPDIR=f"{folder}/tmp")
    os.chdir(f"{folder}/task")
    confine.limit_resources(plan.limits)


def settle_agent(plan: Plan) -> None:
    """The agent process of a confined session: unprivileged, in its own working directory."""
    os.setsid()
    confine.become_agent(plan)
    os.environ.update(HOME=HOME_DIR, TMPDIR="/tmp")
    confine.raise_oom_score(confine.AGENT_OOM_POINTS)
    os.chdir(WORK_DIR)
    assert os.geteuid() == AGENT_UID


def run_init(agent: int) -> None:
    """Pid 1 of a fresh session: reap what is left to it, end with the agent and its status. Never returns."""

    def stop(signum: int, frame: FrameType | None) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(agent, signal.SIGTERM)
        signal.setitimer(signal.ITIMER_REAL, _STOP_GRACE_S)

    def kill(signum: int, frame: FrameType | None) -> None:
        os._exit(137)  # the kernel kills all of a pid namespace with its pid 1

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGALRM, kill)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sc.drop_capabilities()
    devnull = os.open("/dev/null", os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(devnull, fd)
    sc.close_fds_from(3)
    while True:
        pid, status = os.wait()
        if pid == agent:
            code = os.waitstatus_to_exitcode(status)
            os._exit(code if code >= 0 else 128 - code)


def reseed() -> None:
    """Fresh random state: every fork would otherwise draw the template's next numbers."""
    random.seed()
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        with contextlib.suppress(Exception):
            numpy.random.seed()
    torch = sys.modules.get("torch")
    if torch is not None:
        with contextlib.suppress(Exception):
            torch.seed()
