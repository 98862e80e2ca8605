"""`launch`: from an agent in the project file to what the server is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from headwater.client.client import Client
from headwater.client.deploy import Deployer, Deployment, DeployOrder, DeployStep
from headwater.client.errors import DeploymentFailed, ProjectError
from headwater.client.storage import build_storage
from headwater.client.toolkit.display import Display
from headwater.client.toolkit.engine import BuiltImage, build_image, find_engine
from headwater.client.toolkit.entry import AgentEntry
from headwater.client.toolkit.local import LocalServer
from headwater.client.toolkit.options import complete_role
from headwater.client.toolkit.project import Project
from headwater.client.toolkit.results import LaunchMode, LaunchResult
from headwater.core.identifiers import LOCAL_ACCOUNT_ID

_IMAGE_NOTE = (
    "deployment_type is container; what was launched is the code itself, for which no image is needed"
    " (local_build makes one and runs it)."
)


class Launcher:
    """Launches one agent of a project, and notes in its file where it is."""

    def __init__(self, project: Project, name: str | None, *, display: Display, timeout_s: float) -> None:
        """
        Raises:
            ProjectError: there is no such agent.
        """
        self._project = project
        self._entry = project.get(name)
        self._display = display
        self._timeout_s = timeout_s

    def launch(
        self,
        client: Client,
        *,
        environment: Mapping[str, str] | None,
        builds_image: bool,
        updates_others: bool,
    ) -> LaunchResult:
        """On the server: as code, or as an image that is built first."""
        entry = self._entry
        is_container = entry.deployment_type == "container"
        if builds_image and not is_container:
            raise ProjectError(
                f"local_build needs deployment_type container, and {entry.name} is configured as"
                f" {entry.deployment_type}; configure it anew, or launch() the code"
            )
        # What is wrong with the entry or the server is said before anything is built.
        build_order(entry, environment=environment)
        client.server_status()
        image = self._build() if builds_image else None
        order = build_order(
            entry,
            environment=environment,
            image=None if image is None else image.name,
            updates_others=updates_others,
        )
        deployment = self._deploy(client, order)
        notes = (_IMAGE_NOTE,) if is_container and image is None else ()
        for note in notes:
            self._display.line("note", note)
        mode: LaunchMode = "local_build" if image else "server"
        return _build_result(self._entry, mode, deployment, environment, image, notes)

    def launch_local(
        self, server: LocalServer, *, environment: Mapping[str, str] | None, port: int | None
    ) -> LaunchResult:
        """On a server of this process's own; the project file is left as it is."""
        order = build_order(self._entry, environment=environment)
        with self._display.working(f"launching {self._entry.name} locally"):
            try:
                deployment = server.start(
                    order, on_progress=self._show_step, timeout_s=self._timeout_s, port=port
                )
            except DeploymentFailed as exc:
                self._show_failure(exc)
                raise
        return _build_result(self._entry, "local", deployment, environment, None, (), server)

    def _build(self) -> BuiltImage:
        entry = self._entry
        dockerfile = entry.folder / "Dockerfile"
        engine = find_engine(entry.text("container_runtime"))
        if not dockerfile.is_file():
            raise ProjectError(f"{dockerfile} is not there; configure {entry.name} anew, which makes it")
        with self._display.working(f"building the image with {engine}"):
            image = build_image(
                entry.folder,
                dockerfile,
                entry.name,
                engine=engine,
                on_line=lambda line: self._display.line("build", line),
            )
        self._display.line("built", image.name)
        return image

    def _deploy(self, client: Client, order: DeployOrder) -> Deployment:
        with self._display.working(f"launching {order.name}"):
            try:
                deployment = Deployer(client, self._show_step).deploy(
                    order, wait=True, timeout_s=self._timeout_s
                )
            except DeploymentFailed as exc:
                self._note(exc.deployment)  # there is one, though it does not serve
                self._show_failure(exc)
                raise
        self._note(deployment)
        return deployment

    def _note(self, deployment: Deployment) -> None:
        replaced = self._entry.note_deployment(agent_id=deployment.agent_id, agent_arn=deployment.agent_arn)
        if deployment.memory is not None:
            self._entry.note_memory(deployment.memory)
        self._project.save()
        if replaced is not None:
            self._display.line("note", f"{replaced}, launched elsewhere, is named again after destroy.")

    def _show_step(self, step: DeployStep) -> None:
        if not step.is_package:
            self._display.line(step.name, step.detail)

    def _show_failure(self, failure: DeploymentFailed) -> None:
        if failure.deployment.traceback:
            self._display.line("failed", failure.deployment.traceback.rstrip())


def build_order(
    entry: AgentEntry,
    *,
    environment: Mapping[str, str] | None,
    image: str | None = None,
    updates_others: bool = True,
) -> DeployOrder:
    """What to deploy.

    Args:
        environment: variables laid over those in the project file.
        image: run this container image instead of the code.
        updates_others: whether a runtime of this name that this project did not launch may be updated.
    Raises:
        ProjectError: the entry is not in order, or the agent's file is gone.
    """
    recorded = entry.environment
    variables = (
        None if recorded is None and environment is None else {**(recorded or {}), **(environment or {})}
    )
    known_id = entry.agent_id
    return DeployOrder(
        path=entry.folder,
        name=entry.name,
        entrypoint=entry.relative_file,
        requirements_file=entry.requirements_file,
        environment=variables,
        runtime=entry.text("runtime_type"),
        image=image,
        members=build_members(entry),
        memory=entry.memory,
        may_update=lambda agent_id: updates_others or agent_id == known_id,
    )


def build_members(entry: AgentEntry) -> dict[str, Any]:  # Any: JSON
    """The members of CreateAgentRuntime that the project file decides; None for what it leaves open."""
    role = complete_role(
        entry.text("aws", "execution_role"), entry.text("aws", "account") or LOCAL_ACCOUNT_ID
    )
    lifecycle = {
        "idleRuntimeSessionTimeout": entry.number(
            "aws", "lifecycle_configuration", "idle_runtime_session_timeout"
        ),
        "maxLifetime": entry.number("aws", "lifecycle_configuration", "max_lifetime"),
    }
    return {
        **({"roleArn": role} if role else {}),
        "networkConfiguration": _build_network(entry),
        "protocolConfiguration": {"serverProtocol": _find_protocol(entry)},
        "lifecycleConfiguration": {k: v for k, v in lifecycle.items() if v is not None} or None,
        "authorizerConfiguration": entry.table("authorizer_configuration") or None,
        "requestHeaderConfiguration": entry.table("request_header_configuration") or None,
        **build_storage(entry.storage),
    }


def _find_protocol(entry: AgentEntry) -> str:
    return entry.text("aws", "protocol_configuration", "server_protocol") or "HTTP"


def _build_network(entry: AgentEntry) -> dict[str, Any]:  # Any: JSON
    mode = entry.text("aws", "network_configuration", "network_mode") or "PUBLIC"
    config = entry.table("aws", "network_configuration", "network_mode_config")
    if config is None:
        return {"networkMode": mode}
    return {
        "networkMode": mode,
        "networkModeConfig": {
            "securityGroups": config.get("security_groups") or [],
            "subnets": config.get("subnets") or [],
        },
    }


def _build_result(
    entry: AgentEntry,
    mode: LaunchMode,
    deployment: Deployment,
    environment: Mapping[str, str] | None,
    image: BuiltImage | None,
    notes: tuple[str, ...],
    local: LocalServer | None = None,
) -> LaunchResult:
    return LaunchResult(
        mode=mode,
        agent_arn=deployment.agent_arn,
        agent_id=deployment.agent_id,
        agent_name=deployment.agent_name,
        version=deployment.version,
        status=deployment.status,
        url=deployment.url,
        tag=image.tag if image else None,
        ecr_uri=image.name if image else None,
        env_vars=None if environment is None else dict(environment),
        port=urlsplit(deployment.url).port if local else None,
        protocol=_find_protocol(entry),
        runtime=image.engine if image else None,
        build_output=image.output if image else None,
        notes=notes,
        _stop=local.stop if local else None,
    )
