"""Agent runtimes, their versions and endpoints, as the rest of the system sees them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from headwater.core.authorizers import JwtRules

#: Seconds. Defaults and ranges of `lifecycleConfiguration` in AgentCore Runtime.
DEFAULT_IDLE_TIMEOUT_S = 900
DEFAULT_MAX_LIFETIME_S = 28_800
MIN_LIFECYCLE_S = 60
MAX_LIFECYCLE_S = 28_800


class ResourceStatus(StrEnum):
    """Status of a runtime or an endpoint."""

    CREATING = "CREATING"
    CREATE_FAILED = "CREATE_FAILED"
    UPDATING = "UPDATING"
    UPDATE_FAILED = "UPDATE_FAILED"
    READY = "READY"
    DELETING = "DELETING"
    DELETE_FAILED = "DELETE_FAILED"


class ServerProtocol(StrEnum):
    """What the agent's server speaks."""

    HTTP = "HTTP"
    MCP = "MCP"
    A2A = "A2A"
    AGUI = "AGUI"

    @property
    def has_ping(self) -> bool:
        """Whether its servers say how they are; of others the process tells."""
        return self is not ServerProtocol.MCP

    @property
    def default_port(self) -> int:
        """Where its servers listen in a container, unless `protocolConfiguration.port` says otherwise."""
        return _DEFAULT_PORTS[self]

    @property
    def default_path(self) -> str:
        """Where its requests are posted to, unless `protocolConfiguration.path` says otherwise."""
        return _DEFAULT_PATHS[self]


_DEFAULT_PORTS = {
    ServerProtocol.HTTP: 8080,
    ServerProtocol.MCP: 8000,
    ServerProtocol.A2A: 9000,
    ServerProtocol.AGUI: 8080,
}
_DEFAULT_PATHS = {
    ServerProtocol.HTTP: "/invocations",
    ServerProtocol.MCP: "/mcp",
    ServerProtocol.A2A: "/",
    ServerProtocol.AGUI: "/invocations",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpreter:
    """A Python with the packages of one version: the virtual environment `folder`, which rests on `base`.

    With `packages_first` its packages go before what lies beside the agent's code, where another machine's
    packages lie.
    """

    folder: Path
    base: Path
    packages_first: bool = False

    @property
    def executable(self) -> Path:
        return self.folder / "bin" / "python"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuntimeVersion:
    """An immutable, numbered revision of an agent runtime: all that is needed to start a session of it.

    `bundle_dir` holds the unpacked code; `entry_point` is the file to run, relative to it, and
    its arguments. Where `image` names a container image these two mean nothing: the image brings its code
    and its command. `environment` is what the version declares, nothing of the server's. Without an
    `interpreter` of its own it runs in the server's.
    """

    runtime_id: str
    runtime_arn: str
    runtime_name: str
    number: int
    bundle_dir: Path = Path()
    entry_point: tuple[str, ...] = ()
    image: str | None = None
    environment: dict[str, str] = field(default_factory=dict, repr=False)  # may hold secrets
    interpreter: Interpreter | None = None
    protocol: ServerProtocol = ServerProtocol.HTTP
    #: Where requests are posted to; None: where the protocol has it.
    path: str | None = None
    #: Where a container listens; None: where the protocol has it.
    port: int | None = None
    idle_timeout_s: float = DEFAULT_IDLE_TIMEOUT_S
    max_lifetime_s: float = DEFAULT_MAX_LIFETIME_S
    request_header_allowlist: tuple[str, ...] = ()
    #: Folders, each `/mnt/<name>`, that a session finds again after its end.
    storage_paths: tuple[str, ...] = ()
    #: Callers bear tokens that satisfy these; None: they sign their requests.
    authorizer: JwtRules | None = None

    @property
    def agent_path(self) -> str:
        """The path that invocations are posted to."""
        return self.path or self.protocol.default_path

    @property
    def agent_port(self) -> int:
        """The port that a container of it listens on. Code is served on a socket that it is given."""
        return self.port or self.protocol.default_port

    @property
    def key(self) -> tuple[str, int]:
        return (self.runtime_id, self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a qualifier resolves to: one endpoint of one runtime and the version it serves now.

    `is_preparing`: that version is still being made ready, and is not complete here.
    """

    endpoint: str
    version: RuntimeVersion
    is_preparing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """A named pointer to one version of a runtime."""

    runtime_id: str
    name: str
    status: ResourceStatus
    live_version: int | None
    target_version: int | None
    created_at: datetime
    updated_at: datetime
