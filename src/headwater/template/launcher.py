"""First process of a template: makes the namespaces, starts the template in them, and ends when it ends.

It stays outside the template's pid namespace because only a child can be inside. The server
knows its pid; killing it kills the template and every session below.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sys
from types import FrameType

from . import confine, filesystem, ports
from . import syscalls as sc
from .channel import Channel
from .forkserver import ForkServer
from .fresh import serve_fresh
from .plan import HOME_DIR, WORK_DIR, Plan


def main(control_fd: int) -> None:
    """Run until the template ends. The exit status is the template's."""
    confine.die_with_parent(os.getppid())
    _close_inherited(control_fd)
    channel = Channel(socket.socket(fileno=3))
    first = channel.receive()
    if first is None:
        sys.exit(0)
    plan = Plan.parse(first[0])
    fds = first[1]
    if plan.isolation == "process":
        _run_without_namespaces(plan, channel, fds)
        return
    try:
        confine.enter_template_namespaces(plan)
    except OSError as exc:
        channel.send({"event": "failed", "kind": "sandbox", "summary": str(exc), "traceback": ""})
        sys.exit(1)
    launcher_pid = os.getpid()
    pid = os.fork()
    if pid == 0:
        _run_template(plan, channel, fds, launcher_pid)
        os._exit(0)
    channel.close()
    for fd in fds:
        os.close(fd)
    _forward_stack_dumps(pid)
    sys.exit(_wait_for(pid))


def _close_inherited(control_fd: int) -> None:
    """Whatever else the server's event loop let slip through its exec is nobody's business down here."""
    os.dup2(control_fd, 3, inheritable=False)
    sc.close_fds_from(4)


def _run_template(plan: Plan, channel: Channel, fds: list[int], launcher_pid: int) -> None:
    """Pid 1 of the template's namespace: its own view, then the agent's file."""
    sc.die_with_parent(9)  # the parent's pid reads 0 from in here, so it cannot be compared
    try:
        filesystem.mount_template_view()
        if plan.closed_port:
            ports.close_port(plan.closed_port)
        confine.restrict_template(plan)
    except OSError as exc:
        channel.send({"event": "failed", "kind": "sandbox", "summary": str(exc), "traceback": ""})
        return
    os.environ.update(HOME=HOME_DIR, TMPDIR="/tmp")
    os.chdir(WORK_DIR)
    _start(plan, channel, fds)


def _run_without_namespaces(plan: Plan, channel: Channel, fds: list[int]) -> None:
    folder = filesystem.copy_work_dir(plan, plan.worker_id or "template")
    os.environ.update(HOME=f"{folder}/home", TMPDIR=f"{folder}/tmp")
    os.chdir(f"{folder}/task")
    _start(plan, channel, fds)


def _start(plan: Plan, channel: Channel, fds: list[int]) -> None:
    if plan.mode == "fresh":
        serve_fresh(plan, channel, fds)
    else:
        ForkServer(plan, channel).run()


def _forward_stack_dumps(pid: int) -> None:
    def forward(signum: int, frame: FrameType | None) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signum)

    signal.signal(signal.SIGUSR1, forward)


def _wait_for(pid: int) -> int:
    """The exit status of `pid`; 128 + n for a death by signal n, as shells tell it."""
    _, status = os.waitpid(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else 128 - code
