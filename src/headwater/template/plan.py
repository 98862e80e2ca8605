"""What the server asks of a template: the first message on the control pipe."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

#: Where an agent finds its code, as in AgentCore's own code deployments.
WORK_DIR = "/var/task"
HOME_DIR = "/home/agent"
#: What the agent's variables are called in the environment of the launcher, where they must have no effect.
ENVIRONMENT_PREFIX = "HEADWATER_DECLARED_"
#: Ids the agent has inside its user namespace.
AGENT_UID = 1000


@dataclass(frozen=True)
class Plan:
    """One template's instructions.

    `host_uid` is the unprivileged user a server running as root hands the agent to; None when the
    server is an ordinary user. `limits` maps names of `resource.RLIMIT_*` to values. `readable` are
    paths beyond the interpreter's own that the agent may read; `hidden` are paths it may never see,
    even inside those, save the `revealed` (read-only) and the `writable` ones. `python` is the interpreter to
    run, with all it consists of in `python_paths`; the launcher's own where it is empty. `command` is what a
    plan of mode `command` runs instead of an agent. With `packages_first` the code comes behind the
    interpreter's packages on the import path, as it holds ones that this machine cannot run. `closed_port`
    is a TCP port of this host that the agent may not connect to (0: none). `issued` are the names of the
    variables that hold credentials of the template's, and of each session's own. `mount_points` are empty
    folders that something may be mounted on later, from outside.
    """

    entry_file: str
    argv: list[str]
    bundle_dir: str
    mode: str  # "fork" | "fresh" | "command"
    isolation: str  # "namespaces" | "process"
    scratch_dir: str
    host_uid: int | None = None
    readable: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    revealed: list[str] = field(default_factory=list)
    writable: list[str] = field(default_factory=list)
    python: str = ""
    python_paths: list[str] = field(default_factory=list)
    command: list[str] = field(default_factory=list)
    packages_first: bool = False
    limits: dict[str, int] = field(default_factory=dict)
    scratch_max_bytes: int = 512 * 1024 * 1024
    worker_id: str = ""
    closed_port: int = 0
    issued: list[str] = field(default_factory=list)
    mount_points: list[str] = field(default_factory=list)

    @staticmethod
    def parse(message: dict[str, Any]) -> Plan:
        """Build from the server's message; members this side does not know are an error."""
        known = {f.name for f in fields(Plan)}
        unknown = set(message) - known
        if unknown:
            raise ValueError(f"the server's plan has unknown members: {sorted(unknown)}")
        return Plan(**message)
