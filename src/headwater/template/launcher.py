"""First process of a template: makes the namespaces, starts the template in them, and ends when it ends.

It stays outside the template's pid namespace because only a child can be inside. The server
knows its pid; killing it kills the template and every session below.

What the runtime declares as environment is for the agent alone: variables such as PYTHONPATH and LD_PRELOAD
run code in whatever program starts with them, and this one starts with the server's rights. So they come
under other names, and the template is a program of its own, started inside the sandbox with them.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import struct
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from types import FrameType

from . import confine, filesystem, ports, processes, supervisor
from . import syscalls as sc
from .channel import Channel
from .forkserver import ForkServer
from .fresh import serve_fresh
from .plan import ENVIRONMENT_PREFIX, HOME_DIR, WORK_DIR, Plan

_CONTROL_FD = 3
#: Seconds that what is left of a template without namespaces has to go when it is killed.
_KILL_DEADLINE_S = 4.0


def main(control_fd: int) -> None:
    """Run until the template ends. The exit status is the template's."""
    confine.die_with_parent(_find_server_pid(control_fd))
    _close_inherited(control_fd)
    channel = Channel(socket.socket(fileno=_CONTROL_FD))
    first = channel.receive()
    if first is None:
        sys.exit(0)
    plan = Plan.parse(first[0])
    fds = first[1]
    if plan.isolation == "process":
        _start_without_namespaces(plan, channel, fds)
    try:
        confine.enter_template_namespaces(plan)
    except OSError as exc:
        channel.send({"event": "failed", "kind": "sandbox", "summary": str(exc), "traceback": ""})
        sys.exit(1)
    pid = os.fork()
    if pid == 0:
        _start_template(plan, channel, fds)
        os._exit(1)
    channel.close()
    for fd in fds:
        os.close(fd)
    _forward(pid, signal.SIGUSR1)
    sys.exit(_wait_for(pid))


def run_template(control_fd: int, plan_fd: int, *fds: int) -> None:
    """Be the template, or the fresh session: a program started inside the sandbox. See `_become_template`."""
    for fd in (control_fd, *fds):
        os.set_inheritable(fd, False)
    with open(plan_fd, "rb") as file:
        plan = Plan.parse(json.load(file))
    channel = Channel(socket.socket(fileno=control_fd))
    if plan.mode == "fresh":
        serve_fresh(plan, channel, list(fds))
    else:
        ForkServer(plan, channel).run()


def _find_server_pid(control_fd: int) -> int:
    """Who made the control pipe: a server that is gone already is no longer this process's parent."""
    if not sc.IS_LINUX:
        return os.getppid()
    with socket.socket(fileno=os.dup(control_fd)) as sock:
        credentials = struct.unpack("3i", sock.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
    return int(credentials[0])


def _close_inherited(control_fd: int) -> None:
    """Whatever else the server's event loop let slip through its exec is nobody's business down here."""
    os.dup2(control_fd, _CONTROL_FD, inheritable=False)
    sc.close_fds_from(_CONTROL_FD + 1)


def _start_template(plan: Plan, channel: Channel, fds: list[int]) -> None:
    """Pid 1 of the template's namespace: its own view, then its own program. Returns when that failed."""
    sc.die_with_parent(9)  # the parent's pid reads 0 from in here, so it cannot be compared
    try:
        filesystem.mount_template_view()
        if plan.closed_port:
            ports.close_port(plan.closed_port)
        confine.restrict_template(plan)
        os.chdir(WORK_DIR)
        if plan.mode == "command":
            _run_command(plan, home=HOME_DIR, tmp="/tmp")
        _become_template(plan, fds, home=HOME_DIR, tmp="/tmp")
    except OSError as exc:
        channel.send({"event": "failed", "kind": "sandbox", "summary": str(exc), "traceback": ""})


def _start_without_namespaces(plan: Plan, channel: Channel, fds: list[int]) -> None:
    folder = filesystem.copy_work_dir(plan, plan.worker_id or "template")
    os.chdir(f"{folder}/task")
    if sc.IS_LINUX:
        _stay_above(plan, channel, fds)
    if plan.mode == "command":
        _run_command(plan, home=f"{folder}/home", tmp=f"{folder}/tmp")
    _become_template(plan, fds, home=f"{folder}/home", tmp=f"{folder}/tmp")


def _stay_above(plan: Plan, channel: Channel, fds: list[int]) -> None:
    """Fork; returns in the child. This process takes over whatever that one leaves behind, and kills it.

    Above a fresh session it begins the session's commands; a template does that itself.
    """
    sc.adopt_orphans()
    pid = os.fork()
    if pid == 0:
        sc.die_with_parent(signal.SIGKILL)
        return
    for fd in fds:
        os.close(fd)
    _forward(pid, signal.SIGUSR1, signal.SIGTERM)
    if plan.mode == "fresh":
        code = _serve_commands(pid, plan, channel)
    else:
        channel.close()
        code = _wait_for(pid)
    processes.kill_below(os.getpid(), _KILL_DEADLINE_S)
    os._exit(code)


def _serve_commands(pid: int, plan: Plan, channel: Channel) -> int:
    """Begin what the server asks for, until `pid` has ended; its exit status."""
    children = supervisor.ChildWatch()
    place = supervisor.place_without_namespaces(plan, plan.worker_id)
    poller = select.poll()
    poller.register(channel, select.POLLIN)
    poller.register(children.fd, select.POLLIN)
    while pid not in (ended := children.reap()):
        for fd, _ in poller.poll():
            received = channel.receive() if fd == channel.fileno() else None
            if received is not None:
                errand = supervisor.Errand(received[1], is_terminal=received[0]["is_terminal"])
                supervisor.begin(errand, place, os.fork)
            elif fd == channel.fileno():
                poller.unregister(channel)
    return _as_status(ended[pid])


def _become_template(plan: Plan, fds: list[int], *, home: str, tmp: str) -> None:
    """Go on as `run_template` in a new program, with the agent's environment. Never returns."""
    plan_fd = _open_with(json.dumps(asdict(plan)).encode())
    handed_over = (_CONTROL_FD, plan_fd, *fds)
    for fd in handed_over:
        os.set_inheritable(fd, True)
    folder = os.path.dirname(os.path.abspath(__file__))
    environment = {**read_declared(os.environ), "HOME": home, "TMPDIR": tmp}
    python = plan.python or sys.executable
    os.execve(python, [python, folder, *map(str, handed_over)], environment)


def _run_command(plan: Plan, *, home: str, tmp: str) -> None:
    """Be the plan's command, without any right over the sandbox it is in. Never returns."""
    if plan.isolation == "namespaces":
        filesystem.hide_private_dir()
        confine.become_agent(plan)
    else:
        confine.limit_resources(plan.limits)
    environment = {**read_declared(os.environ), "HOME": home, "TMPDIR": tmp}
    sc.close_fds_from(_CONTROL_FD + 1)
    os.execve(plan.command[0], plan.command, environment)


def read_declared(environment: Mapping[str, str]) -> dict[str, str]:
    """What the server set for the agent, under its own names."""
    return {
        name.removeprefix(ENVIRONMENT_PREFIX): value
        for name, value in environment.items()
        if name.startswith(ENVIRONMENT_PREFIX)
    }


def _open_with(content: bytes) -> int:
    """A descriptor from which `content` can be read, of whatever size."""
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        return os.dup(file.fileno())


def _forward(pid: int, *numbers: int) -> None:
    """Pass signals on to `pid`: SIGUSR1 has it dump its stacks."""

    def forward(signum: int, frame: FrameType | None) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signum)

    for number in numbers:
        signal.signal(number, forward)


def _wait_for(pid: int) -> int:
    """The exit status of `pid`; 128 + n for a death by signal n, as shells tell it."""
    _, status = os.waitpid(pid, 0)
    return _as_status(os.waitstatus_to_exitcode(status))


def _as_status(code: int) -> int:
    return code if code >= 0 else 128 - code
