"""The engines' command lines, and what they print: text in, text out.

podman and docker take the same arguments but for what is marked. Nothing here runs anything.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from headwater.core.errors import AgentError

EngineKind = Literal["podman", "docker"]

#: No image has this folder: a mount over one that exists takes over its mode, and could not be written.
HOME = "/home/session"
#: Where a container finds its journal, as `memory.hybrid.delivery` reads it. No image has this folder.
JOURNAL = "/home/journal/session.journal"
JOURNAL_VARIABLE = "HEADWATER_JOURNAL_FILE"
#: Every container of ours has it; its value tells servers on one host apart.
LABEL = "headwater.server"
#: Our own name for an image that a version was pinned to.
PIN_REPOSITORY = "localhost/headwater"
#: Folders of the host's by where a container finds them.
Binds = Mapping[str, Path]
NO_BINDS: Binds = MappingProxyType({})
_MIB = 1024 * 1024
#: docker reads an env file by lines of at most 64 KB.
_ENV_LINE_MAX_BYTES = 60_000
#: Names that mean something to the engine's own program, which must not be led by an agent's author.
_ENGINE_NAMES = re.compile(
    r"(?i:path|home|user|tmpdir|lang|tz|notify_socket|.*_proxy)"
    r"|(LD|LC|XDG|DOCKER|CONTAINERS?|_CONTAINERS|STORAGE|REGISTRY|BUILDAH|PODMAN|NETAVARK|DBUS|LISTEN|SSL_CERT)_.*"
    r"|GO(DEBUG|GC|MAXPROCS|MEMLIMIT|TRACEBACK)"
)
_ENV_NAME = re.compile(r"[^\s#=\0*][^\s=\0*]*")
#: Machine names as `uname` has them, and as images do.
_ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64", "armv7l": "arm", "i686": "386"}
_ROOT_USERS = {"", "0", "root"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ContainerLimits:
    """What one container may use."""

    memory_max_bytes: int
    processes_max_count: int
    open_files_max_count: int
    scratch_max_bytes: int
    cpus_max_count: float
    #: Processes of one user over all containers, so not what limits one: engines' own default is more
    #: than some hosts let them set.
    user_processes_max_count: int = 32_768


@dataclass(frozen=True, slots=True, kw_only=True)
class ContainerPlan:
    """All that a container is started with."""

    name: str
    image: str
    label: str
    #: `uid:gid`, or None to leave it to the image.
    user: str | None
    limits: ContainerLimits
    network: str | None
    env_file: Path | None = None
    #: Variables taken from the environment of the engine's program, as no file can hold them.
    env_names: tuple[str, ...] = ()
    #: Where podman writes the pid of the agent.
    pid_file: Path | None = None
    #: A file of the host's that the agent writes its journal to.
    journal: Path | None = None
    binds: Binds = field(default_factory=lambda: NO_BINDS)
    #: Empty folders that something is mounted on later.
    mount_points: tuple[str, ...] = ()
    #: What may be stored there; 0: there is nothing.
    storage_max_bytes: int = 0
    #: The agent's port if it is published at a port of this host's loopback.
    published_port: int | None = None
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageFacts:
    """What an engine says of an image."""

    image_id: str
    architecture: str
    user: str
    names: tuple[str, ...] = ()
    digests: tuple[str, ...] = ()


def build_run(kind: EngineKind, plan: ContainerPlan, command: tuple[str, ...] = ()) -> list[str]:
    """Arguments of `run`: in the foreground, removed at its end, with nothing it does not need."""
    limits = plan.limits
    memory = str(limits.memory_max_bytes)
    scratch = f"rw,nosuid,nodev,mode=1777,size={max(1, limits.scratch_max_bytes // _MIB)}m"
    if kind == "podman":
        scratch += ",notmpcopyup"  # else the folder of the image lends its mode, and its files
    files, processes = limits.open_files_max_count, limits.user_processes_max_count
    arguments = [
        "run", "--rm", "--pull", "never", "--name", plan.name, "--label", f"{LABEL}={plan.label}",
        "--read-only", "--security-opt", "no-new-privileges", "--cap-drop", "all",
        "--memory", memory, "--memory-swap", memory, "--pids-limit", str(limits.processes_max_count),
        "--cpus", f"{limits.cpus_max_count:g}",
        "--ulimit", f"nofile={files}:{files}", "--ulimit", f"nproc={processes}:{processes}",
        "--ulimit", "core=0:0",
        "--tmpfs", f"/tmp:{scratch}", "--tmpfs", f"{HOME}:{scratch}",
    ]  # fmt: skip
    if kind == "podman":
        arguments.append("--http-proxy=false")  # else this server's proxies, with their passwords, go along
        if plan.pid_file is not None:
            arguments += ["--pidfile", str(plan.pid_file)]
    if plan.user is not None:
        arguments += ["--user", plan.user]
    if plan.network is not None:
        arguments += ["--network", plan.network]
    if plan.published_port is not None:
        arguments += ["--publish", f"127.0.0.1::{plan.published_port}"]
    if plan.env_file is not None:
        arguments += ["--env-file", str(plan.env_file)]
    for name in plan.env_names:
        arguments += ["--env", name]
    for target, source in plan.binds.items():
        arguments += ["--mount", f"type=bind,source={source},target={target}"]
    for target in plan.mount_points:
        arguments += ["--tmpfs", f"{target}:ro,nosuid,nodev,mode=0555,size=4k"]
    if plan.journal is not None:
        file_max_bytes = max(limits.scratch_max_bytes, plan.storage_max_bytes) + _MIB
        arguments += [
            "--mount", f"type=bind,source={plan.journal},target={JOURNAL}",
            "--env", f"{JOURNAL_VARIABLE}={JOURNAL}",
            # Its own files are bounded by the disk they are on anyway, which is full before.
            "--ulimit", f"fsize={file_max_bytes}:{file_max_bytes}",
        ]  # fmt: skip
    return [*arguments, *plan.arguments, plan.image, *command]


def build_remove(kind: EngineKind, names: Iterable[str]) -> list[str]:
    """Arguments that kill containers and remove what is left of them."""
    # podman would first wait for an orderly end.
    at_once = ("--time", "0") if kind == "podman" else ()
    return ["rm", "--force", *at_once, *names]


def split_environment(variables: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """The text of an env file, and the variables that such a file cannot hold: line breaks, great length.

    Raises:
        AgentError: a variable that no engine can be given. It is not repeated: names may be secret too.
    """
    lines, others = [], {}
    for name, value in variables.items():
        if _ENV_NAME.fullmatch(name) is None:
            raise AgentError(
                "environmentVariables: a container's variable cannot have an empty name, one that begins"
                " with #, or one with blanks, = or * in it"
            )
        line = f"{name}={value}\n"
        if "\n" not in value and "\r" not in value and len(line.encode()) < _ENV_LINE_MAX_BYTES:
            lines.append(line)
        elif _ENGINE_NAMES.fullmatch(name) is not None:
            raise AgentError(
                f"environmentVariables: the value of {name} has line breaks or is very long: a container is"
                " given such a one only under a name that its engine does not read itself; use another name"
            )
        else:
            others[name] = value
    return "".join(lines), others


def write_env_file(path: Path, text: str) -> None:
    """Variables for the engine's program, which nobody else may read. FileExistsError: there is one."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)


def label_of(data_dir: Path) -> str:
    """The value of our label on the containers of the server with this data folder."""
    return hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:16]


def pin_name(runtime_id: str, number: int) -> str:
    """Our name for the image of a version; it keeps the engine from clearing that image away."""
    return f"{PIN_REPOSITORY}:{runtime_id}-{number}"


def is_pin_of(pin: str, runtime_id: str, number: int | None) -> bool:
    """Whether a name is ours for an image of a runtime, or of one version of it."""
    if number is not None:
        return pin == pin_name(runtime_id, number)
    start, _, digits = pin.rpartition("-")
    return start == f"{PIN_REPOSITORY}:{runtime_id}" and digits.isdigit()


def choose_user(facts: ImageFacts, uid: int) -> str | None:
    """The image's own user, unless that is root or nobody in particular."""
    name = facts.user.partition(":")[0]
    return f"{uid}:{uid}" if name in _ROOT_USERS or name.strip("0") == "" else None


def object_to_architecture(image: str, facts: ImageFacts, machine: str) -> str | None:
    """Why the image cannot run on this machine; None if it can."""
    here = _ARCHITECTURES.get(machine, machine)
    if not facts.architecture or facts.architecture == here:
        return None
    return (
        f"the image {image} is built for {facts.architecture}, and this host is {here};"
        f" build it with --platform linux/{here}"
    )


def parse_image(output: str) -> ImageFacts:
    """What `image inspect` prints.

    Raises:
        ValueError: it is not that.
    """
    found: list[dict[str, Any]] = json.loads(output)  # Any: JSON
    if not isinstance(found, list) or not found or not isinstance(found[0], dict):
        raise ValueError("no image in the engine's answer")
    image = found[0]
    return ImageFacts(
        image_id=str(image["Id"]).removeprefix("sha256:"),
        architecture=str(image.get("Architecture") or ""),
        user=str((image.get("Config") or {}).get("User") or ""),
        names=tuple(map(str, image.get("RepoTags") or ())),
        digests=tuple(map(str, image.get("RepoDigests") or ())),
    )


def parse_port(output: str) -> int:
    """The host's port in what `port NAME 8080` prints, such as `127.0.0.1:49153`.

    Raises:
        ValueError: there is none.
    """
    return int(output.split()[0].rpartition(":")[2])


def parse_pid(output: str) -> int | None:
    """A pid, once there is one: engines say 0, or nothing, before."""
    text = output.strip()
    return int(text) if text.isdigit() and int(text) > 0 else None


def summarize_error(output: str) -> str:
    """The engine's reason in what it printed: its last line that says something, without its own prefixes."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    lines = [line for line in lines if not line.startswith(("See '", "Run '", "For more help"))]
    if not lines:
        return "it gave no reason"
    return re.sub(r"^(Error: |docker: |Error response from daemon: )+", "", lines[-1])[:1000]
