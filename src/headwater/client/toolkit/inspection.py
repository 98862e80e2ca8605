"""`status` and `destroy`: what the server says of a project's agent, and the end of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from headwater.client.address import segment
from headwater.client.client import Client
from headwater.client.errors import InvocationFailed, ProjectError, RequestFailed
from headwater.client.toolkit.entry import AgentEntry, find_account
from headwater.client.toolkit.project import Project
from headwater.client.toolkit.results import DestroyResult, StatusConfig, StatusResult
from headwater.core.identifiers import DEFAULT_ENDPOINT

#: Members of control plane answers that are moments.
_MOMENTS = ("createdAt", "lastUpdatedAt")
_GONE_TIMEOUT_S = 30.0
_GONE_POLL_S = 0.1


def look_up(entry: AgentEntry, agent: str | None, client: Client | None) -> StatusResult:
    """What is configured for `entry`, and what the server says of `agent`, its name or id."""
    config = _read_config(entry)
    if agent is None or client is None:
        return StatusResult(config=config, agent=None, endpoint=None)
    try:
        # The local server knows the agent by name; the control plane goes by ids.
        agent_id = agent if agent == entry.agent_id else client.status(agent)["runtime"]["agentRuntimeId"]
    except RequestFailed as exc:
        return StatusResult(config=config, agent={"error": str(exc)}, endpoint={"error": str(exc)})
    path = f"/runtimes/{segment(agent_id)}/"
    return StatusResult(
        config=config,
        agent=_ask(client, path),
        endpoint=_ask(client, f"{path}runtime-endpoints/{DEFAULT_ENDPOINT}/"),
    )


@contextmanager
def explaining_absence(name: str, url: str) -> Iterator[None]:
    """Says what to do where the project file names an agent that the server does not have."""
    try:
        yield
    except InvocationFailed as exc:
        if not exc.is_not_found:
            raise
        raise InvocationFailed(
            f"{exc.message}; if {name} was launched on another server than {url}, or deleted there, launch it"
            " again: launch(), or `headwater launch`",
            status=exc.status,
            code=exc.code,
            request_id=exc.request_id,
        ) from None


def destroy_agent(
    project: Project, entry: AgentEntry, connect: Callable[[], Client], *, dry_run: bool, has_ecr: bool
) -> DestroyResult:
    """Delete the runtime, wait until it is gone, and take the entry out of the project file.

    Raises:
        ProjectError: it was launched elsewhere; the entry stays.
        RequestFailed: the server refused; the entry stays.
        ServerNotReachable: the entry stays.
    """
    removed: list[str] = []
    warnings: list[str] = []
    if entry.agent_id is None:
        warnings.append(f"{entry.name} is not launched, so there is no runtime to delete")
    elif dry_run:
        removed.append(f"agent runtime {entry.agent_id}, its versions, endpoints and sessions")
    else:
        client = connect()
        _require_here(client, entry)
        _delete(client, entry.agent_id, removed, warnings)
    if has_ecr:
        warnings.append(
            "delete_ecr_repo means something in AWS only: images here are in the engine's own store"
        )
    if entry.table("headwater", "elsewhere") is not None:
        if not dry_run:
            warnings.append(f"{project.path} names {entry.restore_elsewhere()} again, launched elsewhere")
            project.save()
    else:
        removed.append(f"agent {entry.name} in {project.path}")
        if not dry_run:
            project.remove(entry.name)
            project.save()
    return DestroyResult(
        agent_name=entry.name, resources_removed=removed, warnings=warnings, errors=[], dry_run=dry_run
    )


def _require_here(client: Client, entry: AgentEntry) -> None:
    account = client.server_status()["accountId"]
    if entry.agent_arn is not None and find_account(entry.agent_arn) != account:
        raise ProjectError(
            f"{entry.agent_arn} was not launched on the server at {client.url}, whose account is {account};"
            " delete it with the tool that launched it"
        )


def _delete(client: Client, agent_id: str, removed: list[str], warnings: list[str]) -> None:
    path = f"/runtimes/{segment(agent_id)}/"
    try:
        client.request("DELETE", path)
    except RequestFailed as exc:
        if not exc.is_not_found:
            raise
        warnings.append(f"the server at {client.url} has no agent runtime {agent_id} (any more)")
        return
    removed.append(f"agent runtime {agent_id}, its versions, endpoints and sessions")
    deadline = time.monotonic() + _GONE_TIMEOUT_S
    while time.monotonic() < deadline:
        try:
            client.request("GET", path)
        except RequestFailed as exc:
            if exc.is_not_found:
                return
            raise
        time.sleep(_GONE_POLL_S)
    warnings.append(f"agent runtime {agent_id} is still being deleted; its name is free when that is done")


def _ask(client: Client, path: str) -> dict[str, Any]:  # Any: JSON
    try:
        answer = client.request("GET", path)
    except RequestFailed as exc:
        return {"error": str(exc)}
    # As boto3 gives them.
    moments = {name: datetime.fromisoformat(answer[name]) for name in _MOMENTS if name in answer}
    return {**answer, **moments}


def _read_config(entry: AgentEntry) -> StatusConfig:
    network = entry.table("aws", "network_configuration", "network_mode_config") or {}
    return StatusConfig(
        name=entry.name,
        entrypoint=entry.text("entrypoint") or "",
        region=entry.text("aws", "region"),
        account=entry.text("aws", "account"),
        execution_role=entry.text("aws", "execution_role"),
        ecr_repository=entry.text("aws", "ecr_repository"),
        agent_id=entry.agent_id,
        agent_arn=entry.agent_arn,
        network_mode=entry.text("aws", "network_configuration", "network_mode"),
        network_subnets=network.get("subnets"),
        network_security_groups=network.get("security_groups"),
        memory_id=entry.text("memory", "memory_id"),
        memory_enabled=(entry.text("memory", "mode") or "NO_MEMORY") != "NO_MEMORY",
        idle_timeout=entry.number("aws", "lifecycle_configuration", "idle_runtime_session_timeout"),
        max_lifetime=entry.number("aws", "lifecycle_configuration", "max_lifetime"),
    )
