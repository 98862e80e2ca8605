"""How a process gives up what it must not have. Linux namespaces; a no-op list elsewhere, which says so."""

from __future__ import annotations

import contextlib
import errno
import functools
import os
import resource
import signal
import time

from . import seccomp
from . import syscalls as sc
from .filesystem import build_root
from .plan import AGENT_UID, Plan

#: Who goes first when memory runs out: a session before its template, and that before the server.
_TEMPLATE_OOM_POINTS = 100
AGENT_OOM_POINTS = 400
_MAX_OOM_SCORE = 1000
#: Seconds for which a process that is not alone yet is waited for, and between two tries.
_ALONE_WAIT_S = 0.2
_ALONE_PAUSE_S = 0.0005


def enter_template_namespaces(plan: Plan) -> None:
    """Launcher: build the template's view, become unprivileged, and unshare all it will live in.

    As root the view is built with root's rights, then the process becomes `plan.host_uid` for good; as
    an ordinary user it is built in a first user namespace. Either way the template then lives in a user
    namespace below the one that made its mounts, so the kernel keeps those mounts locked.
    """
    raise_oom_score(_TEMPLATE_OOM_POINTS)
    if plan.host_uid is not None:
        sc.unshare(sc.CLONE_NEWNS)
    else:
        _unshare_with_user(sc.CLONE_NEWNS, inside_id=0)
    build_root(plan)
    if plan.host_uid is not None:
        parent = os.getppid()
        _become(plan.host_uid)
        die_with_parent(parent)  # a change of user makes the kernel forget the request
    _unshare_with_user(sc.CLONE_NEWNS | sc.CLONE_NEWPID | sc.CLONE_NEWIPC | sc.CLONE_NEWUTS, inside_id=0)


def enter_own_mounts() -> None:
    """An ordinary user's process: be where it may mount what it can see."""
    _unshare_with_user(sc.CLONE_NEWNS, inside_id=0)


def enter_session_namespaces() -> None:
    """Init of a session: own mounts, IPC and host name. The pid namespace was unshared before the fork."""
    sc.unshare(sc.CLONE_NEWNS | sc.CLONE_NEWIPC | sc.CLONE_NEWUTS)


def restrict_template(plan: Plan) -> None:
    """Template, its view being mounted: keep its agent's module-level code from taking the view apart.

    It has every capability in its own user namespace, with which it makes sandboxes. Without this it could
    unmount its /proc, and see those of the host's processes underneath.
    """
    # Not the number of processes: those of all its sessions count as the template's too.
    limit_resources({name: value for name, value in plan.limits.items() if name != "NPROC"})
    program = seccomp.build_program(os.uname().machine, is_template=True)
    if program is not None:
        seccomp.install(program)


def restrict_loading() -> None:
    """Template, its nursery being there: it mounts nothing more itself.

    What its module-level code mounted would be in every session, and written to by all of them.
    """
    program = seccomp.build_program(os.uname().machine, is_template=True, may_mount=False)
    if program is not None:
        seccomp.install(program)


def become_agent(plan: Plan) -> None:
    """Agent process: a user of its own without any right over the namespaces it is in. Irrevocable."""
    _unshare_with_user(0, inside_id=AGENT_UID)
    give_up_rights(plan)


def give_up_rights(plan: Plan) -> None:
    """Whoever has entered an agent's user namespace: no capability, its limits, its filter. Irrevocable."""
    sc.drop_capabilities()
    limit_resources(plan.limits)
    sc.prctl(sc.PR_SET_NO_NEW_PRIVS, 1)
    program = _program()
    if program is not None:
        seccomp.install(program)


@functools.cache
def _program() -> bytes | None:
    return seccomp.build_program(os.uname().machine)


def warm_up() -> None:
    """Compute in the template what every session needs."""
    _program()


def limit_resources(limits: dict[str, int]) -> None:
    """Set each `RLIMIT_<name>` to at most the given value, never above the hard limit in force."""
    for name, value in limits.items():
        number = getattr(resource, f"RLIMIT_{name}", None)
        if number is None:
            continue  # this system has no such limit
        _, hard = resource.getrlimit(number)
        ceiling = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(number, (ceiling, ceiling))


def raise_oom_score(points: int) -> None:
    """When memory runs out, go before the parent does. What root has raised, nobody below can lower again."""
    path = "/proc/self/oom_score_adj"
    with contextlib.suppress(OSError):
        with open(path, encoding="ascii") as file:
            inherited = int(file.read())
        _write(path, str(min(_MAX_OOM_SCORE, inherited + points)))


def die_with_parent(expected_parent: int) -> None:
    """Be killed with the parent; at once if it is already gone (the request came too late)."""
    sc.die_with_parent(signal.SIGKILL)
    if os.getppid() != expected_parent:
        os._exit(1)


def _become(uid: int) -> None:
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)
    # A change of user makes /proc/self root's; the id maps below could not be written then.
    sc.prctl(sc.PR_SET_DUMPABLE, 1)


def _unshare_with_user(flags: int, *, inside_id: int) -> None:
    """Unshare a user namespace and `flags`; this process's user and group appear inside as `inside_id`."""
    uid, gid = os.geteuid(), os.getegid()
    _unshare_alone(sc.CLONE_NEWUSER | flags)
    _write("/proc/self/setgroups", "deny")
    _write("/proc/self/uid_map", f"{inside_id} {uid} 1")
    _write("/proc/self/gid_map", f"{inside_id} {gid} 1")


def _unshare_alone(flags: int) -> None:
    """Unshare what only a process with one thread may.

    The kernel goes on counting a thread for a moment after it was joined, and now and then takes a process
    that has just been forked for one with others: what is refused for that is asked for again.
    """
    deadline_s = time.monotonic() + _ALONE_WAIT_S
    while True:
        try:
            sc.unshare(flags)
            return
        except OSError as exc:
            if exc.errno != errno.EINVAL or time.monotonic() >= deadline_s:
                raise
        time.sleep(_ALONE_PAUSE_S)


def _write(path: str, text: str) -> None:
    # Plain descriptors: Python's text files cost more than these writes, and every session makes them.
    fd = os.open(path, os.O_WRONLY | os.O_CLOEXEC)
    try:
        os.write(fd, text.encode("ascii"))
    finally:
        os.close(fd)
