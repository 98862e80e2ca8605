"""Deploying: pack, upload, create or update, wait until the new version serves."""

from __future__ import annotations

import sys
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from headwater.client.address import segment
from headwater.client.bundle import plan_bundle, write_bundle
from headwater.client.errors import DeploymentFailed, RequestFailed
from headwater.core.identifiers import DEFAULT_ENDPOINT
from headwater.core.runtimes import ResourceStatus

#: AgentCore wants a role; here nothing is done in its name.
_ROLE_ARN = "arn:aws:iam::000000000000:role/headwater"
#: Languages of the service model are PYTHON_3_10 to PYTHON_3_14.
_PYTHON_MINORS = range(10, 15)
#: What an update sends along unchanged, since it replaces everything.
_KEPT_MEMBERS = (
    "roleArn", "networkConfiguration", "description", "authorizerConfiguration", "requestHeaderConfiguration",
    "protocolConfiguration", "lifecycleConfiguration", "environmentVariables", "filesystemConfigurations",
)  # fmt: skip
_POLL_FIRST_S = 0.05
_POLL_MAX_S = 0.5
_UNDER_WAY = {ResourceStatus.CREATING, ResourceStatus.UPDATING}
_COPY_BYTES = 1024 * 1024

StepName = Literal["packed", "uploaded", "created", "updated", "loading", "ready"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeployStep:
    """One step of a deployment that is done, or for `loading` has begun."""

    name: StepName
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """What a deployment led to. `traceback` is that of an agent that could not be loaded."""

    agent_arn: str
    agent_id: str
    agent_name: str
    version: str
    status: str
    url: str
    endpoint: str = DEFAULT_ENDPOINT
    failure_reason: str | None = None
    traceback: str | None = None

    @property
    def is_ready(self) -> bool:
        return self.status == ResourceStatus.READY


class Requester(Protocol):
    """What deploying needs of the client."""

    url: str

    def request(
        self, method: str, path: str, **options: Any
    ) -> dict[str, Any]: ...  # Any: httpx's options; JSON

    def status(self, agent: str) -> dict[str, Any]: ...  # Any: JSON


class Deployer:
    """Does one deployment after another, telling `on_progress` of each step."""

    def __init__(self, client: Requester, on_progress: Callable[[DeployStep], None]) -> None:
        self._client = client
        self._on_progress = on_progress

    def deploy(
        self,
        path: Path,
        name: str,
        *,
        entrypoint: str | None,
        environment: Mapping[str, str] | None,
        wait: bool,
        timeout_s: float,
    ) -> Deployment:
        """As `Client.deploy`."""
        deadline = time.monotonic() + timeout_s
        artifact = self._upload(path, entrypoint)
        settings: dict[str, Any] = {"agentRuntimeArtifact": artifact}  # Any: JSON
        if environment is not None:
            settings["environmentVariables"] = dict(environment)
        deployment = self._create_or_update(name, settings)
        return self._wait_ready(deployment, deadline, timeout_s) if wait else deployment

    def _upload(self, path: Path, entrypoint: str | None) -> dict[str, Any]:  # Any: JSON
        plan = plan_bundle(path, entrypoint)
        with write_bundle(plan) as packed:
            size_bytes = packed.seek(0, 2)
            packed.seek(0)
            files = "1 file" if len(plan.files) == 1 else f"{len(plan.files)} files"
            self._tell("packed", f"{files}, {max(1, size_bytes // 1000)} kB, entry point {plan.entrypoint}")
            stored = self._client.request(
                "PUT",
                "/headwater/v1/artifacts",
                content=iter(lambda: packed.read(_COPY_BYTES), b""),
                headers={"content-type": "application/zip", "content-length": str(size_bytes)},
            )
        self._tell("uploaded", f"sha256 {stored['sha256'][:12]}")
        return {
            "codeConfiguration": {
                "code": {"s3": {"bucket": stored["bucket"], "prefix": stored["prefix"]}},
                "runtime": _python_runtime(),
                "entryPoint": [plan.entrypoint],
            }
        }

    def _create_or_update(self, name: str, settings: dict[str, Any]) -> Deployment:  # Any: JSON
        existing = self._find(name)
        if existing is None:
            try:
                created = self._client.request(
                    "PUT",
                    "/runtimes/",
                    json={
                        "agentRuntimeName": name,
                        "roleArn": _ROLE_ARN,
                        "networkConfiguration": {"networkMode": "PUBLIC"},
                        "clientToken": str(uuid.uuid4()),
                        **settings,
                    },
                )
            except RequestFailed as exc:
                # Somebody else created it since the look-up.
                if exc.code != "ConflictException" or (existing := self._find(name)) is None:
                    raise
            else:
                return self._told("created", name, created)
        kept = {member: existing[member] for member in _KEPT_MEMBERS if existing.get(member) is not None}
        updated = self._client.request(
            "PUT",
            f"/runtimes/{segment(existing['agentRuntimeId'])}/",
            json={**kept, "clientToken": str(uuid.uuid4()), **settings},
        )
        return self._told("updated", name, updated)

    def _tell(self, name: StepName, detail: str) -> None:
        self._on_progress(DeployStep(name=name, detail=detail))

    def _find(self, name: str) -> dict[str, Any] | None:  # Any: JSON
        try:
            found: dict[str, Any] = self._client.status(name)["runtime"]
        except RequestFailed as exc:
            if exc.is_not_found:
                return None
            raise
        return found

    def _told(self, step: StepName, name: str, answer: dict[str, Any]) -> Deployment:  # Any: JSON
        deployment = Deployment(
            agent_arn=answer["agentRuntimeArn"],
            agent_id=answer["agentRuntimeId"],
            agent_name=name,
            version=answer["agentRuntimeVersion"],
            status=answer["status"],
            url=self._client.url,
        )
        self._tell(step, f"{deployment.agent_id}, version {deployment.version}")
        return deployment

    def _wait_ready(self, deployment: Deployment, deadline: float, timeout_s: float) -> Deployment:
        self._tell("loading", "importing the agent")
        pause_s = _POLL_FIRST_S
        while True:
            seen = self._look(deployment)
            if seen.is_ready and self._is_served(seen):
                self._tell("ready", seen.agent_arn)
                return seen
            if not seen.is_ready and seen.status not in _UNDER_WAY:
                raise DeploymentFailed(
                    f"version {seen.version} of {seen.agent_name} is {seen.status}:"
                    f" {seen.failure_reason or 'the server gave no reason'}",
                    deployment=seen,
                )
            if time.monotonic() + pause_s > deadline:
                raise DeploymentFailed(
                    f"version {seen.version} of {seen.agent_name} is still {seen.status}"
                    f" after {timeout_s:g} s",
                    deployment=seen,
                )
            time.sleep(pause_s)
            pause_s = min(pause_s * 1.5, _POLL_MAX_S)

    def _look(self, deployment: Deployment) -> Deployment:
        runtime = self._client.request(
            "GET", f"/runtimes/{segment(deployment.agent_id)}/", params={"version": deployment.version}
        )
        reason = runtime.get("failureReason")
        return Deployment(
            agent_arn=deployment.agent_arn,
            agent_id=deployment.agent_id,
            agent_name=deployment.agent_name,
            version=deployment.version,
            status=runtime["status"],
            url=deployment.url,
            failure_reason=reason,
            traceback=self._read_traceback(deployment) if reason else None,
        )

    def _is_served(self, deployment: Deployment) -> bool:
        """Whether the DEFAULT endpoint has moved to this version, or a later one that overtook it."""
        try:
            endpoint = self._client.request(
                "GET", f"/runtimes/{segment(deployment.agent_id)}/runtime-endpoints/{DEFAULT_ENDPOINT}/"
            )
        except RequestFailed as exc:
            if exc.status == 404:
                return True  # DEFAULT was deleted by hand: there is nothing that could move
            raise
        live = endpoint.get("liveVersion")
        return (
            endpoint["status"] == ResourceStatus.READY
            and live is not None
            and int(live) >= int(deployment.version)
        )

    def _read_traceback(self, deployment: Deployment) -> str | None:
        for template in self._client.status(deployment.agent_id)["templates"]:
            if template["version"] == deployment.version and template.get("error"):
                return template["error"].get("traceback") or None
        return None


def _python_runtime() -> str:
    """The language member. The agent runs in the server's own interpreter, whichever is named."""
    minor = min(max(sys.version_info.minor, _PYTHON_MINORS[0]), _PYTHON_MINORS[-1])
    return f"PYTHON_3_{minor}"
