"""Which container engine works here, found by running a container with it, just as a session's is run."""

from __future__ import annotations

import os
import platform
import resource
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace

from headwater.core.errors import HeadwaterError, SandboxError
from headwater.sandbox.containers import probe_image
from headwater.sandbox.containers.command import (
    ContainerLimits,
    ContainerPlan,
    EngineKind,
    build_run,
    summarize_error,
)
from headwater.sandbox.containers.settings import ContainerSettings
from headwater.sandbox.settings import SandboxSettings
from headwater.template import syscalls

_TIMEOUT_S = 30.0
_KINDS: tuple[EngineKind, ...] = ("podman", "docker")
#: docker's own network for our containers: with a way out, and none to each other.
_DOCKER_NETWORK = "headwater"
#: podman lowers its own limit to this, and cannot raise it again for a container where it lacks the right.
_USER_PROCESSES_MAX_COUNT = 32_768
INSTALL_HINT = (
    "install podman (Debian and Ubuntu: apt-get install podman runc slirp4netns; Fedora: dnf install podman)"
    " or start docker"
)

NO_MODELS = (
    "this server's models and agents cannot be reached from inside these containers, as only root can arrange"
    " that: run the server as root, or give the agent the address of another model service"
)


class NoEngine(HeadwaterError):
    """No container engine runs on this host. `reason` says what was tried, the message also what to do."""

    def __init__(self, reason: str, remedy: str = "") -> None:
        self.reason = reason
        super().__init__(f"{reason}; {remedy}" if remedy else reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """An engine that ran a container here, and how sessions are run with it."""

    kind: EngineKind
    program: str
    version: str
    #: What goes before and behind the arguments of `run`.
    arguments: tuple[str, ...]
    network: str | None
    limits: ContainerLimits
    #: Whether this server can enter its containers' networks, so that none of their ports is opened.
    is_entered: bool
    #: Whether containers can reach each other's ports.
    is_shared: bool
    #: What does not hold here though it was asked for.
    gaps: tuple[str, ...] = ()

    def binds_early(self) -> bool:
        """Whether storages have to be bound at a container's start: only root gets into one that runs.

        Raises:
            SandboxError: they cannot be had at all, as nobody here could remove what a container wrote.
        """
        if not self.is_entered and self.kind == "docker":
            raise SandboxError(
                "session storage of containers takes a server that runs as root, or podman instead of docker"
            )
        return not self.is_entered

    def describe(self) -> str:
        """One line for people."""
        extra = f", {' '.join(self.arguments)}" if self.arguments else ""
        return f"{self.kind} {self.version} runs (network {self.network or 'of its own choice'}{extra})"

    def describe_isolation(self) -> list[str]:
        """What a session in a container is held back by, and what not."""
        limits = self.limits
        lines = [
            f"one {self.kind} container a session: its own root, read-only, with /tmp and HOME in memory",
            "an ordinary user, no capabilities, no new privileges, the engine's system call filter",
            f"limits on the whole session: {limits.memory_max_bytes // 1024**2} MB of memory,"
            f" {limits.processes_max_count} processes, {limits.cpus_max_count:g} processors,"
            f" {limits.open_files_max_count} open files",
        ]
        if self.is_entered:
            lines.append("no port of a container is open to this host or to others")
        else:
            lines.append(
                "the agent's port is open on this host's loopback, to whoever can connect there; the server's"
                " models cannot be reached from inside: run the server as root to have both otherwise"
            )
        if self.network != "none":
            lines.append("the network beyond this host is open to agents")
        if self.is_shared:
            lines.append("containers can reach each other's ports: install slirp4netns, or set a network")
        return [*lines, "a shared kernel is not a microVM", *self.gaps]


def find_engine(settings: ContainerSettings, sandbox: SandboxSettings) -> Engine:
    """The first engine that runs a container. Blocks for up to a second or so.

    Raises:
        NoEngine: none does; the message says what was tried and what to do.
    """
    if settings.engine == "none":
        raise NoEngine(
            "containers.engine is set to `none`", "set it to auto, podman or docker to host images"
        )
    kinds = _KINDS if settings.engine == "auto" else (settings.engine,)
    reasons = []
    for kind in kinds:
        program = shutil.which(kind)
        if program is None:
            reasons.append(f"{kind} is not installed")
            continue
        try:
            return _try_engine(kind, program, settings, sandbox)
        except NoEngine as exc:
            reasons.append(f"{kind}: {exc.message}")
    raise NoEngine(
        f"no container engine runs on this host ({'; '.join(reasons)})",
        f"{INSTALL_HINT}, then try again: `headwater doctor` shows what is missing",
    )


def _try_engine(
    kind: EngineKind, program: str, settings: ContainerSettings, sandbox: SandboxSettings
) -> Engine:
    field = "{{.Server.Version}}" if kind == "docker" else "{{.Client.Version}}"
    version = _call(program, "version", "--format", field).strip()
    machine = platform.machine()
    archive = probe_image.build_archive(machine)
    if archive is None:
        raise NoEngine(f"no probe is known for {machine}, so it cannot be tried; x86_64 and aarch64 have one")
    if not _has_image(program):
        _call(program, "import", "-", probe_image.NAME, input_bytes=archive)
    limits = ContainerLimits(
        memory_max_bytes=sandbox.memory_max_bytes,
        processes_max_count=sandbox.processes_max_count,
        open_files_max_count=_within_own(resource.RLIMIT_NOFILE, sandbox.open_files_max_count),
        scratch_max_bytes=sandbox.scratch_max_bytes,
        cpus_max_count=min(settings.cpus_max_count, float(os.cpu_count() or 1)),
        user_processes_max_count=_within_own(resource.RLIMIT_NPROC, _USER_PROCESSES_MAX_COUNT),
    )
    engine = Engine(
        kind=kind, program=program, version=version, arguments=(), network=None, limits=limits,
        is_entered=_can_enter(), is_shared=True, gaps=_find_gaps(kind, program),
    )  # fmt: skip
    reason = ""
    for candidate in _variants(engine, settings):
        plan = ContainerPlan(
            name=f"headwater-probe-{secrets.token_hex(4)}", image=probe_image.NAME, label="probe",
            user=f"{settings.uid}:{settings.uid}", limits=limits, network=candidate.network,
            arguments=candidate.arguments,
        )  # fmt: skip
        try:
            _call(program, *build_run(kind, plan, probe_image.COMMAND))
        except NoEngine as exc:
            reason = reason or exc.message  # the first says what is wrong with what one would expect to work
        else:
            return candidate
    raise NoEngine(f"it cannot run a container: {reason}")


def _variants(engine: Engine, settings: ContainerSettings) -> Iterator[Engine]:
    """Ways to run sessions, best first."""
    networks: list[tuple[str | None, bool]]
    if settings.network == "none" and not engine.is_entered:
        raise NoEngine(
            "containers.network = none needs a server that runs as root: no other can reach its agents"
        )
    if settings.network:
        networks = [(settings.network, settings.network != "none")]
    elif engine.kind == "docker":
        networks = [(_make_docker_network(engine.program), False)]
    elif shutil.which("slirp4netns") and is_root():
        networks = [("slirp4netns", False), (None, True)]
    else:
        networks = [(None, is_root())]  # of an ordinary user: a user-mode network for each container
    runtimes: list[tuple[str, ...]] = [()]
    if engine.kind == "podman" and not any(text.startswith("--runtime") for text in settings.run_arguments):
        runtimes += [("--runtime", name) for name in ("runc", "crun") if shutil.which(name)]
    for network, is_shared in networks:
        for runtime in runtimes:
            yield replace(
                engine, network=network, is_shared=is_shared, arguments=(*runtime, *settings.run_arguments)
            )


def _make_docker_network(program: str) -> str:
    try:
        _call(program, "network", "inspect", _DOCKER_NETWORK)
    except NoEngine:
        option = "com.docker.network.bridge.enable_icc=false"
        _call(program, "network", "create", "--driver", "bridge", "--opt", option, _DOCKER_NETWORK)
    return _DOCKER_NETWORK


def _find_gaps(kind: EngineKind, program: str) -> tuple[str, ...]:
    if kind == "podman" and not is_root():
        version = _call(program, "info", "--format", "{{.Host.CgroupsVersion}}").strip()
        if version == "v1":
            return ("limits are NOT enforced: podman of an ordinary user needs cgroup v2 for them",)
    return ()


def is_root() -> bool:
    return os.geteuid() == 0


def _within_own(resource_number: int, wanted: int) -> int:
    """`wanted`, or our own limit where that is lower: an engine without rights cannot exceed it."""
    hard = resource.getrlimit(resource_number)[1]
    return wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)


def _can_enter() -> bool:
    """Whether this process may enter network namespaces: root of this host may. Tried with its own."""
    if not is_root() or not os.path.exists("/proc/self/ns/net"):
        return False
    with open("/proc/self/ns/net", "rb") as own:
        try:
            syscalls.setns(own.fileno(), syscalls.CLONE_NEWNET)
        except OSError:
            return False
    return True


def _has_image(program: str) -> bool:
    try:
        _call(program, "image", "inspect", "--format", "{{.Id}}", probe_image.NAME)
    except NoEngine:
        return False
    return True


def _call(program: str, *arguments: str, input_bytes: bytes | None = None) -> str:
    """What the engine prints on standard output. Raises NoEngine with its reason."""
    try:
        done = subprocess.run(
            [program, *arguments],
            input=input_bytes,
            stdin=None if input_bytes is not None else subprocess.DEVNULL,
            capture_output=True,
            timeout=_TIMEOUT_S,
            check=False,
        )
    except subprocess.TimeoutExpired as exc:
        raise NoEngine(f"`{arguments[0]}` did not end within {_TIMEOUT_S:g} s") from exc
    except OSError as exc:
        raise NoEngine(f"it cannot be started: {exc.strerror or exc}") from exc
    if done.returncode != 0:
        raise NoEngine(summarize_error(done.stderr.decode(errors="replace")))
    return done.stdout.decode(errors="replace")
