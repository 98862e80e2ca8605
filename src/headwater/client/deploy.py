"""Deploying: pack, upload, create or update, wait until the new version serves."""

from __future__ import annotations

import hashlib
import re
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, Protocol

from headwater.client.address import segment
from headwater.client.bundle import BundlePlan, plan_bundle, write_bundle
from headwater.client.errors import BundleError, DeploymentFailed, RequestFailed
from headwater.client.own_memory import GivenMemory, MemoryWish, add_memory, find_wish
from headwater.client.signing import BODY_SHA256_HEADER
from headwater.core.identifiers import DEFAULT_ENDPOINT
from headwater.core.runtimes import ResourceStatus

#: AgentCore wants a role; here nothing is done in its name.
_ROLE_ARN = "arn:aws:iam::000000000000:role/headwater"
_PYTHON_VERSION = re.compile(r"3\.(?P<minor>[0-9]{1,2})(\.[0-9]+)?")
#: Begins the line of a build log behind which the agent's own code runs.
_LOADING = "loading "
#: Begins lines for those who read it later; who deploys knows, or hears it from the version's status.
_ASIDE = "=> "
#: What an update sends along unchanged, since it replaces everything.
_KEPT_MEMBERS = (
    "roleArn", "networkConfiguration", "description", "authorizerConfiguration", "requestHeaderConfiguration",
    "protocolConfiguration", "lifecycleConfiguration", "environmentVariables", "filesystemConfigurations",
)  # fmt: skip
_POLL_FIRST_S = 0.05
_POLL_MAX_S = 0.25
_UNDER_WAY = {ResourceStatus.CREATING, ResourceStatus.UPDATING}
_COPY_BYTES = 1024 * 1024

#: How uv lists what it installed, removed or changed.
_PACKAGE_LINES = (" + ", " - ", " ~ ")

StepName = Literal["packed", "uploaded", "memory", "created", "updated", "building", "loading", "ready"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeployOrder:
    """What is to be deployed, and how."""

    path: Path
    name: str
    entrypoint: str | None = None
    #: A file of packages that is not found by its name and place.
    requirements_file: Path | None = None
    #: None keeps the variables of the version before.
    environment: Mapping[str, str] | None = field(default=None, repr=False)
    #: PYTHON_3_x; None for that of the server.
    runtime: str | None = None
    #: A container image to run instead of the code in `path`.
    image: str | None = None
    #: Further members of the request. One that is None is back at its default; the others stay.
    members: Mapping[str, Any] = field(default_factory=dict)  # Any: JSON
    #: None gives code that reads its variable a memory of its own, and other code none.
    memory: MemoryWish | None = None
    #: Whether a runtime of this name may be updated, by its id.
    may_update: Callable[[str], bool] = lambda agent_id: True


@dataclass(frozen=True, slots=True, kw_only=True)
class DeployStep:
    """One step of a deployment that is done, or for `loading` has begun; `building` is a line of its log."""

    name: StepName
    detail: str

    @property
    def is_package(self) -> bool:
        """Whether it names one of many packages, which would hide the rest; the build log has them all."""
        return self.name == "building" and self.detail.startswith(_PACKAGE_LINES)


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
    #: The memory that was made or found for it; None if it has none, or had it before.
    memory: GivenMemory | None = None

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

    def deploy(self, order: DeployOrder, *, wait: bool, timeout_s: float) -> Deployment:
        """As `Client.deploy`."""
        deadline = time.monotonic() + timeout_s
        wish = order.memory
        if order.image is None:
            plan = plan_bundle(order.path, order.entrypoint, order.requirements_file)
            artifact, wish = self._upload(order, plan), wish or find_wish(plan, order.name)
        else:
            artifact = _name_image(order.image)
        settings: dict[str, Any] = {**order.members, "agentRuntimeArtifact": artifact}  # Any: JSON
        if order.environment is not None:
            settings["environmentVariables"] = dict(order.environment)
        deployment = self._create_or_update(order, settings, wish)
        return self._wait_ready(deployment, deadline, timeout_s) if wait else deployment

    def _server_runtime(self) -> str:
        """The Python that the server runs on, which is the one that is there for certain."""
        return str(self._client.request("GET", "/headwater/v1/status")["pythonRuntime"])

    def _upload(self, order: DeployOrder, plan: BundlePlan) -> dict[str, Any]:  # Any: JSON
        with write_bundle(plan) as packed:
            size_bytes = packed.seek(0, 2)
            packed.seek(0)
            digest = hashlib.sha256()
            for part in iter(lambda: packed.read(_COPY_BYTES), b""):
                digest.update(part)
            packed.seek(0)
            count = len(plan.names)
            files = "1 file" if count == 1 else f"{count} files"
            self._tell("packed", f"{files}, {max(1, size_bytes // 1000)} kB, entry point {plan.entrypoint}")
            stored = self._client.request(
                "PUT",
                "/headwater/v1/artifacts",
                content=iter(lambda: packed.read(_COPY_BYTES), b""),
                headers={
                    "content-type": "application/zip",
                    "content-length": str(size_bytes),
                    BODY_SHA256_HEADER: digest.hexdigest(),
                },
            )
        self._tell("uploaded", f"sha256 {stored['sha256'][:12]}")
        return {
            "codeConfiguration": {
                "code": {"s3": {"bucket": stored["bucket"], "prefix": stored["prefix"]}},
                "runtime": order.runtime or self._server_runtime(),
                "entryPoint": [plan.entrypoint],
            }
        }

    def _create_or_update(
        self,
        order: DeployOrder,
        settings: dict[str, Any],  # Any: JSON
        wish: MemoryWish | None,
    ) -> Deployment:
        name = order.name
        existing = self._find(name)
        memory = None if wish is None else self._give_memory(wish, settings, existing)
        if existing is None:
            try:
                created = self._client.request(
                    "PUT",
                    "/runtimes/",
                    json=_without_none(
                        {
                            "agentRuntimeName": name,
                            "roleArn": _ROLE_ARN,
                            "networkConfiguration": {"networkMode": "PUBLIC"},
                            "clientToken": str(uuid.uuid4()),
                            **settings,
                        }
                    ),
                )
            except RequestFailed as exc:
                # Somebody else created it since the look-up.
                if exc.code != "ConflictException" or (existing := self._find(name)) is None:
                    raise
            else:
                return self._told("created", name, created, memory)
        if not order.may_update(existing["agentRuntimeId"]):
            raise RequestFailed(
                f"the server has an agent {name} already ({existing['agentRuntimeId']}), which this project"
                " did not launch, and updating it is ruled out; choose another name, destroy that agent, or"
                " let it be updated",
                status=409,
                code="ConflictException",
            )
        kept = {member: existing[member] for member in _KEPT_MEMBERS if existing.get(member) is not None}
        updated = self._client.request(
            "PUT",
            f"/runtimes/{segment(existing['agentRuntimeId'])}/",
            json=_without_none({**kept, "clientToken": str(uuid.uuid4()), **settings}),
        )
        return self._told("updated", name, updated, memory)

    def _give_memory(
        self,
        wish: MemoryWish,
        settings: dict[str, Any],  # Any: JSON
        existing: dict[str, Any] | None,  # Any: JSON
    ) -> GivenMemory | None:
        """Put the memory's variables into `settings`."""
        kept = (existing or {}).get("environmentVariables") or {}
        is_chosen = "environmentVariables" in settings
        given = settings["environmentVariables"] if is_chosen else kept
        variables, memory = add_memory(self._client, wish, given, is_chosen=is_chosen)
        settings["environmentVariables"] = variables
        if memory is not None:
            self._tell("memory", memory.id)
        return memory

    def _tell(self, name: StepName, detail: str) -> None:
        self._on_progress(DeployStep(name=name, detail=detail))

    def _find(self, name: str) -> dict[str, Any] | None:  # Any: JSON
        try:
            runtime_id = self._client.status(name)["runtime"]["agentRuntimeId"]
            # Status masks what may be secret, and an update has to send it again.
            found = self._client.request("GET", f"/runtimes/{segment(runtime_id)}/")
        except RequestFailed as exc:
            if exc.is_not_found:
                return None
            raise
        return found

    def _told(
        self,
        step: StepName,
        name: str,
        answer: dict[str, Any],  # Any: JSON
        memory: GivenMemory | None,
    ) -> Deployment:
        deployment = Deployment(
            agent_arn=answer["agentRuntimeArn"],
            agent_id=answer["agentRuntimeId"],
            agent_name=name,
            version=answer["agentRuntimeVersion"],
            status=answer["status"],
            url=self._client.url,
            memory=memory,
        )
        self._tell(step, f"{deployment.agent_id}, version {deployment.version}")
        return deployment

    def _wait_ready(self, deployment: Deployment, deadline: float, timeout_s: float) -> Deployment:
        pause_s = _POLL_FIRST_S
        log = _BuildLog(self._client, deployment)
        while True:
            seen = self._look(deployment)
            for line in log.read():
                self._tell("loading" if line.startswith(_LOADING) else "building", line)
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
        return replace(
            deployment,
            status=runtime["status"],
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


def _name_image(image: str) -> dict[str, Any]:  # Any: JSON
    return {"containerConfiguration": {"containerUri": image}}


def _without_none(members: dict[str, Any]) -> dict[str, Any]:  # Any: JSON
    return {name: value for name, value in members.items() if value is not None}


class _BuildLog:
    """What the server says while it makes a version ready, as far as it was not told yet."""

    def __init__(self, client: Requester, deployment: Deployment) -> None:
        self._client = client
        self._path = (
            f"/headwater/v1/runtimes/{segment(deployment.agent_id)}/versions/{deployment.version}/build-log"
        )
        self._offset = 0
        self._rest = ""

    def read(self) -> list[str]:
        """The lines that have come since the last call."""
        part = self._client.request("GET", self._path, params={"offset": str(self._offset)})
        self._offset = part["nextOffset"]
        *lines, self._rest = (self._rest + str(part["text"])).split("\n")
        return [line for line in lines if not line.startswith(_ASIDE)]


def read_python_version(python: str | None) -> str | None:
    """`3.12` as the service model has it.

    Raises:
        BundleError: it is no such version.
    """
    if python is None:
        return None
    found = _PYTHON_VERSION.fullmatch(python)
    if found is None:
        raise BundleError(f"{python!r} is not a version of Python like 3.12")
    return f"PYTHON_3_{found['minor']}"
