"""What the toolkit's verbs return. Members have the official toolkit's names where it has them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

#: Where a launch put the agent: on the server, on one of this process's own, on the server as an image.
LaunchMode = Literal["server", "local", "local_build"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigureResult:
    """What was configured and where it is written. `notes` say what has no effect here, and why."""

    config_path: Path
    agent_name: str
    dockerfile_path: Path | None = None
    dockerignore_path: Path | None = None
    runtime: str | None = None
    runtime_type: str | None = None
    region: str
    account_id: str
    execution_role: str | None = None
    ecr_repository: str | None = None
    auto_create_ecr: bool = False
    s3_path: str | None = None
    auto_create_s3: bool = False
    memory_id: str | None = None
    network_mode: str | None = None
    network_subnets: list[str] | None = None
    network_security_groups: list[str] | None = None
    network_vpc_id: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LaunchResult:
    """Where the agent runs now. `ecr_uri` names the image, where one was built."""

    mode: LaunchMode
    agent_arn: str
    agent_id: str
    agent_name: str
    version: str
    status: str
    url: str
    protocol: str = "HTTP"
    tag: str | None = None
    ecr_uri: str | None = None
    env_vars: dict[str, str] | None = field(default=None, repr=False)  # values may be secrets
    port: int | None = None
    runtime: str | None = None
    codebuild_id: str | None = None
    build_output: list[str] | None = field(default=None, repr=False)
    notes: tuple[str, ...] = ()
    _stop: Callable[[], None] | None = field(default=None, repr=False, compare=False)

    def stop(self) -> None:
        """End the server that `launch(local=True)` started, with its sessions. Else nothing is to end."""
        if self._stop is not None:
            self._stop()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusConfig:
    """What the project file says of the agent."""

    name: str
    entrypoint: str
    region: str | None = None
    account: str | None = None
    execution_role: str | None = None
    ecr_repository: str | None = None
    agent_id: str | None = None
    agent_arn: str | None = None
    network_mode: str | None = None
    network_subnets: list[str] | None = None
    network_security_groups: list[str] | None = None
    network_vpc_id: str | None = None
    memory_id: str | None = None
    memory_enabled: bool = False
    idle_timeout: int | None = None
    max_lifetime: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusResult:
    """`agent` and `endpoint` are what the control plane answers for the runtime and its DEFAULT endpoint.

    None: not launched yet. `{"error": …}`: the server knows no such runtime (any more).
    """

    config: StatusConfig
    agent: dict[str, Any] | None  # Any: JSON
    endpoint: dict[str, Any] | None  # Any: JSON

    @property
    def is_launched(self) -> bool:
        return self.agent is not None and "error" not in self.agent


@dataclass(frozen=True, slots=True, kw_only=True)
class DestroyResult:
    """What was removed, or with `dry_run` would be."""

    agent_name: str
    resources_removed: list[str]
    warnings: list[str]
    errors: list[str]
    dry_run: bool = False
