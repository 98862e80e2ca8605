"""What this host can enforce, found by trying it."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from headwater.sandbox.containers.engine import INSTALL_HINT, NoEngine, find_engine
from headwater.sandbox.containers.settings import ContainerSettings
from headwater.sandbox.settings import SandboxSettings
from headwater.template import ports, seccomp

_PROBE_TIMEOUT_S = 20.0
#: Run in a process of its own: everything it unshares ends with it.
_PROBE = """
import sys
sys.path.insert(0, {parent!r})
from headwater.template import confine, filesystem
from headwater.template.plan import Plan
import os, sys
plan = Plan(entry_file="x", argv=[], bundle_dir={bundle!r}, mode="fork", isolation="namespaces",
            scratch_dir="/tmp", host_uid={uid!r}, limits={{}})
confine.enter_template_namespaces(plan)
pid = os.fork()
if pid == 0:
    try:
        filesystem.mount_template_view()
        kinds = [line.split()[2] for line in open("/proc/mounts") if line.split()[1] == "/var/task"]
        try:
            terminals = bool(os.openpty())
        except OSError:
            terminals = False
        sys.stdout.write(f"{{kinds[-1]}} {{terminals}}"); sys.stdout.flush()
        os._exit(0)
    except OSError as exc:
        sys.stderr.write(str(exc)); sys.stderr.flush()
        os._exit(1)
_, status = os.waitpid(pid, 0)
sys.exit(os.waitstatus_to_exitcode(status))
"""


_NAMESPACES_REMEDY = (
    "allow user namespaces: sysctl user.max_user_namespaces > 0, kernel.unprivileged_userns_clone=1,"
    " kernel.apparmor_restrict_unprivileged_userns=0; in a container: --privileged, or a profile that"
    " allows unshare and mount"
)
_TERMINALS_REMEDY = "Linux 4.7 or newer, and a host that lets user namespaces mount devpts"
_NETWORK_REMEDY = "expected in this release; do not run agents you do not trust beside private services"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing this host does or does not enforce."""

    name: str
    ok: bool
    detail: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Capability:
    """What sessions can be confined with here."""

    is_root: bool
    has_namespaces: bool
    copy_on_write: bool
    problem: str = ""
    closes_ports: bool = False
    has_terminals: bool = False

    @property
    def level(self) -> str:
        return "namespaces" if self.has_namespaces else "process"

    def describe(self) -> list[str]:
        """What the level in force holds back, and what it does not."""
        if not self.has_namespaces:
            return [
                "sessions are separate processes, NOT isolated from each other or from this user's files",
                self.problem,
            ]
        user = "an unprivileged user" if self.is_root else "this server's user"
        lines = [
            f"own process, mount, IPC and host-name namespaces; {user} in a user namespace,"
            " without capabilities",
            "private /tmp, HOME and copy of the code; the rest of the file system read-only or absent",
            "limits on memory, processes and open files; no new privileges",
            "the network is shared with the host; a shared kernel is not a microVM",
        ]
        if self.closes_ports:
            lines.append(
                "the server's own port is closed to agents; theirs serves models, memories, invocations only"
            )
        else:
            lines.append(
                "the server's own port is open to agents: this kernel cannot close it (Landlock, 6.7)"
            )
        if seccomp.build_program(platform.machine()) is None:
            lines.append(f"no system call filter: none is known for {platform.machine()}")
        return lines


def is_root() -> bool:
    """Whether this process may act for other users."""
    return os.geteuid() == 0


def probe(uid: int) -> Capability:
    """Try the confinement once. `uid`: the unprivileged user for agents where this process is root."""
    as_root = is_root()
    if not sys.platform.startswith("linux"):
        return Capability(
            as_root, False, False, f"{platform.system()} has no namespaces; use Linux for isolation"
        )
    code = _PROBE.format(
        parent=str(Path(__file__).resolve().parents[2]),
        bundle=str(Path(__file__).resolve().parent),
        uid=uid if as_root else None,
    )
    try:
        done = subprocess.run(
            [sys.executable, "-S", "-c", code],
            capture_output=True,
            text=True,
            timeout=_PROBE_TIMEOUT_S,
            check=False,
            cwd="/",
        )
    except (OSError, subprocess.TimeoutExpired) as exc:
        return Capability(as_root, False, False, f"the probe did not finish: {exc}")
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        return Capability(as_root, False, False, f"namespaces cannot be used here: {last}")
    code_kind, _, terminals = done.stdout.partition(" ")
    return Capability(
        as_root,
        True,
        code_kind == "overlay",
        closes_ports=ports.can_close_ports(),
        has_terminals=terminals == "True",
    )


def inspect(
    sandbox: SandboxSettings | None = None, containers: ContainerSettings | None = None
) -> list[Finding]:
    """All findings, for `headwater doctor`; with default settings where none are given."""
    sandbox = sandbox or SandboxSettings()
    capability = probe(sandbox.uid)
    machine = platform.machine()
    namespaces = (
        "user, pid, mount, ipc and uts namespaces work" if capability.has_namespaces else capability.problem
    )
    user = (
        "root; agents run as an unprivileged user"
        if capability.is_root
        else "an ordinary user; agents run in a user namespace"
    )
    code = (
        "overlay file systems work in user namespaces"
        if capability.copy_on_write
        else "each session copies its code"
    )
    is_new_enough, is_linux = sys.version_info >= (3, 11), sys.platform.startswith("linux")
    where = f"{platform.system()} {platform.release()} {machine}"
    has_filter = seccomp.build_program(machine) is not None
    return [
        Finding(
            "python", is_new_enough, f"{platform.python_version()} at {sys.executable}", "use 3.11 or newer"
        ),
        Finding("platform", is_linux, where, "run on Linux for isolation"),
        Finding("user", True, user),
        Finding("namespaces", capability.has_namespaces, namespaces, _NAMESPACES_REMEDY),
        Finding("copy-on-write code", capability.copy_on_write, code, "Linux 5.11 or newer has them"),
        Finding("system call filter", has_filter, f"seccomp on {machine}", "x86_64 and aarch64 have one"),
        Finding(
            "own port", capability.closes_ports, "agents cannot connect to the server's own port", "Linux 6.7"
        ),
        Finding("terminals", capability.has_terminals, _describe_terminals(capability), _TERMINALS_REMEDY),
        Finding("limits", True, "memory, processes, open files and core dumps are limited per session"),
        Finding("network", False, "sessions share this host's network", _NETWORK_REMEDY),
        _inspect_engine(sandbox, containers or ContainerSettings()),
    ]


def _describe_terminals(capability: Capability) -> str:
    if capability.has_terminals:
        return "each session has its own, and sees no others"
    if capability.has_namespaces:
        return "sessions have none of their own: shells work; tmux, script, ssh and the like fail in them"
    return "sessions open this host's, and see those of each other and of this user"


def _inspect_engine(sandbox: SandboxSettings, containers: ContainerSettings) -> Finding:
    try:
        engine = find_engine(containers, sandbox)
    except NoEngine as exc:
        return Finding("containers", False, exc.reason, f"to host container images, {INSTALL_HINT}")
    return Finding("containers", True, "; ".join((engine.describe(), *engine.gaps)))
