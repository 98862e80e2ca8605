"""`Runtime`: configure, launch, status, invoke, destroy, for notebooks and scripts.

The verbs are those of AWS's starter toolkit, and so is the project file they share. Each returns data; what
it shows while it works is for people only (`display.py`).
"""

from __future__ import annotations

import weakref
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, Self

from headwater.client.client import Client
from headwater.client.errors import ProjectError
from headwater.client.invocation import Invocation
from headwater.client.toolkit.aim import Aim, CallWish, aiming
from headwater.client.toolkit.answer import Answer, read_payload
from headwater.client.toolkit.configuring import configure_agent, read_entrypoint
from headwater.client.toolkit.display import Display, QuietDisplay, choose_display
from headwater.client.toolkit.entry import AgentEntry
from headwater.client.toolkit.inspection import destroy_agent, look_up
from headwater.client.toolkit.launching import Launcher
from headwater.client.toolkit.local import LocalServer
from headwater.client.toolkit.options import Options
from headwater.client.toolkit.project import CONFIG_NAME, Project
from headwater.client.toolkit.results import ConfigureResult, DestroyResult, LaunchResult, StatusResult
from headwater.core.identifiers import DEFAULT_ENDPOINT

#: Building an environment from a long list of packages takes minutes where nothing is cached.
LAUNCH_TIMEOUT_S = 900.0


class Runtime:
    """One agent of a project folder, and the server it runs on.

    runtime = Runtime()
    runtime.configure(entrypoint="agent.py")
    runtime.launch()
    runtime.invoke({"prompt": "Hello"})
    """

    def __init__(
        self,
        url: str | None = None,
        *,
        folder: str | Path | None = None,
        agent_name: str | None = None,
        display: Display | Literal["quiet"] | None = None,
    ) -> None:
        """
        Args:
            url: the server's address; default is `HEADWATER_URL`, else http://127.0.0.1:8642.
            folder: where the project file is; default is the working directory.
            agent_name: which of its agents; default is the one configured here, else the file's default.
            display: where progress and answers are shown; default is what suits where this runs.
        """
        self.name = agent_name
        self._url = url
        self._folder = None if folder is None else Path(folder).absolute()
        if display == "quiet":
            display = QuietDisplay()
        self._display = choose_display() if display is None else display
        self._clients: dict[str, Client] = {}
        self._local = LocalServer()
        self._finalizer = weakref.finalize(self, _close, self._clients, self._local)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections, and end a server that `launch(local=True)` started."""
        _close(self._clients, self._local)

    @property
    def config_path(self) -> Path:
        """Where the project file is, or will be."""
        return (self._folder or Path.cwd()) / CONFIG_NAME

    def find_entry(self) -> AgentEntry:
        """What the project file says of this agent.

        Raises:
            ProjectError: nothing is configured, or the file is not in order.
        """
        return Project.read(self.config_path).get(self.name)

    def configure(
        self,
        entrypoint: str | Path,
        execution_role: str | None = None,
        code_build_execution_role: str | None = None,
        agent_name: str | None = None,
        requirements: list[str] | None = None,
        requirements_file: str | Path | None = None,
        ecr_repository: str | None = None,
        container_runtime: str | None = None,
        auto_create_ecr: bool | None = None,
        auto_create_execution_role: bool | None = None,
        s3_path: str | None = None,
        auto_create_s3: bool | None = None,
        authorizer_configuration: Mapping[str, Any] | None = None,  # Any: JSON
        request_header_configuration: Mapping[str, Any] | None = None,  # Any: JSON
        region: str | None = None,
        protocol: str | None = None,
        disable_otel: bool | None = None,
        memory_mode: str | None = None,
        non_interactive: bool = True,
        vpc_enabled: bool | None = None,
        vpc_subnets: list[str] | None = None,
        vpc_security_groups: list[str] | None = None,
        idle_timeout: int | None = None,
        max_lifetime: int | None = None,
        deployment_type: str = "container",
        runtime_type: str | None = None,
        *,
        environment_variables: Mapping[str, str] | None = None,
        storage: list[str] | None = None,
        otel: bool | None = None,
    ) -> ConfigureResult:
        """Write the agent into the project file, and make it the default there. No server is needed.

        Arguments that mean something in AWS only are recorded, and the result's `notes` explain each. An
        agent that is there already keeps its id, its session and what this does not know of.

        Args:
            entrypoint: the agent's Python file; `agent.py:app` is read as `agent.py`.
            agent_name: default is made from the file's name.
            requirements: packages, written to a new requirements.txt.
            requirements_file: goes along as requirements.txt, whatever its name and place.
            authorizer_configuration: a `customJWTAuthorizer`, whose tokens callers then need.
            protocol: HTTP, MCP, A2A or AGUI; the server decides at launch whether it serves it.
            non_interactive: nothing is ever asked here.
            idle_timeout: seconds; with max_lifetime, when sessions end.
            deployment_type: `container` also writes Dockerfile and .dockerignore.
            runtime_type: `PYTHON_3_12` and the like; default is this interpreter's.
            environment_variables: for the agent; they stand in the project file in plain text, so hand
                secrets to `launch(env_vars=)` instead.
            storage: folders, each `/mnt/<name>`, that a session finds again after its end.
            otel: start the image under OpenTelemetry; default is whether the requirements bring it.
        Raises:
            ProjectError: an argument asks for what cannot be.
            BundleError: there is no such file.
        """
        file = read_entrypoint(entrypoint)
        options = Options(
            agent_name=agent_name or self.name or file.stem.replace("-", "_"),
            execution_role=execution_role,
            auto_create_execution_role=auto_create_execution_role,
            code_build_execution_role=code_build_execution_role,
            ecr_repository=ecr_repository,
            auto_create_ecr=auto_create_ecr,
            s3_path=s3_path,
            auto_create_s3=auto_create_s3,
            container_runtime=container_runtime,
            authorizer_configuration=authorizer_configuration,
            request_header_configuration=request_header_configuration,
            environment_variables=environment_variables,
            storage=storage,
            region=region,
            protocol=protocol,
            disable_otel=disable_otel,
            memory_mode=memory_mode,
            vpc_enabled=vpc_enabled,
            vpc_subnets=vpc_subnets,
            vpc_security_groups=vpc_security_groups,
            idle_timeout=idle_timeout,
            max_lifetime=max_lifetime,
            deployment_type=deployment_type,
            runtime_type=runtime_type,
        )
        result = configure_agent(
            Project.read(self.config_path),
            file,
            options,
            requirements_file=None if requirements_file is None else Path(requirements_file).absolute(),
            requirements=requirements,
            otel=otel,
        )
        self.name = result.agent_name
        self._show_configured(result)
        return result

    def launch(
        self,
        local: bool = False,
        local_build: bool = False,
        auto_update_on_conflict: bool = True,
        env_vars: Mapping[str, str] | None = None,
        *,
        timeout_s: float = LAUNCH_TIMEOUT_S,
        port: int | None = None,
    ) -> LaunchResult:
        """Deploy the agent and wait until it is READY. Launching again gives it a new version.

        Args:
            local: on a server of this process's own, which `stop()` of the result ends, or the process.
            local_build: build the folder's Dockerfile with podman or docker, and run the image.
            auto_update_on_conflict: False refuses to update an agent of this name that others launched.
            env_vars: laid over those configured; not written down. None of either kind keeps the
                variables of the version before.
            port: of the local server; default is 8642 if that is free.
        Raises:
            ProjectError: nothing is configured, or it is not in order.
            BundleError: the files cannot be packed.
            ImageError: the image cannot be built; says what to install.
            ServerNotReachable: no server answers; says how to start one.
            DeploymentFailed: the version could not be loaded; the one before goes on.
        """
        if local and local_build:
            raise ProjectError(
                "local and local_build exclude each other: local serves the agent from this process,"
                " local_build runs it on the server as an image"
            )
        launcher = Launcher(
            Project.read(self.config_path), self.name, display=self._display, timeout_s=timeout_s
        )
        if local:
            return launcher.launch_local(self._local, environment=env_vars, port=port)
        return launcher.launch(
            self._client(),
            environment=env_vars,
            builds_image=local_build,
            updates_others=auto_update_on_conflict,
        )

    def status(self) -> StatusResult:
        """What is configured, and what the server says of the runtime and its DEFAULT endpoint.

        Raises:
            ProjectError: nothing is configured.
            ServerNotReachable: no server answers.
        """
        entry = self.find_entry()
        agent = entry.name if self._local.url else entry.agent_id
        return look_up(entry, agent, self._client() if agent else None)

    def invoke(
        self,
        payload: Any,  # Any: whatever JSON can say, JSON as text, or bytes
        session_id: str | None = None,
        bearer_token: str | None = None,
        local: bool | None = None,
        user_id: str | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        stream: bool = True,
    ) -> Answer:
        """Ask the agent, and return the events of its answer once it is complete.

        Args:
            payload: text that is no JSON goes as `{"prompt": text}`.
            session_id: 33 to 256 characters; default is the session of the call before, which is kept in
                the project file until the agent is launched again.
            bearer_token: sent as Authorization header. Where the project file has an authorizer, the default
                is what the variable BEDROCK_AGENTCORE_BEARER_TOKEN holds.
            local: True insists on the server of `launch(local=True)`, which is asked anyway while it runs.
            stream: show the answer's text as it comes, where a person looks on.
        Raises:
            InvocationFailed: the agent, or the way to it, failed; what the agent reports inside its
                answer is the result's `error` instead.
            ProjectError: nothing is launched.
            ServerNotReachable: no server answers.
        """
        with self.stream(
            payload,
            session_id=session_id,
            bearer_token=bearer_token,
            local=local,
            user_id=user_id,
            headers=headers,
        ) as invocation:
            if stream:
                self._show_answer(invocation)
            return Answer.of(invocation)

    def stream(
        self,
        payload: Any,  # Any: whatever JSON can say, JSON as text, or bytes
        session_id: str | None = None,
        bearer_token: str | None = None,
        local: bool | None = None,
        user_id: str | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        qualifier: str = DEFAULT_ENDPOINT,
    ) -> Invocation:
        """As `invoke`, but returns when the answer begins: iterate it to get each event as it comes."""
        if local and not self._local.url:
            raise ProjectError("no local server runs in this process; start one with launch(local=True)")
        wish = CallWish(session_id=session_id, bearer_token=bearer_token, headers=headers)
        with self.aiming(wish) as (aim, client):
            return client.invoke(
                aim.agent,
                read_payload(payload),
                session_id=aim.session_id,
                user_id=user_id,
                qualifier=qualifier,
                headers=aim.headers,
            )

    @contextmanager
    def aiming(self, wish: CallWish) -> Iterator[tuple[Aim, Client]]:
        """Whom a call goes to, and by whom it is made; within, it is made."""
        client = self._client()
        is_local = bool(self._local.url)
        with aiming(self.config_path, self.name, wish, client.url, is_local=is_local) as aim:
            yield aim, client

    def stop_session(self, session_id: str | None = None) -> dict[str, Any]:  # Any: JSON
        """End a session, by default that of the calls so far; the next call begins a new one.

        Raises:
            ProjectError: there is no session to end.
            RequestFailed: the server knows no such session.
        """
        project = Project.read(self.config_path)
        entry = project.get(self.name)
        chosen = session_id or entry.session_id
        agent = entry.name if self._local.url else entry.agent_id
        if chosen is None or agent is None:
            raise ProjectError(f"{entry.name} has no session yet that could be stopped; name one")
        self._client().stop(agent, chosen)
        if chosen == entry.session_id:
            entry.data["bedrock_agentcore"]["agent_session_id"] = None
            project.save()
        return {
            "session_id": chosen,
            "agent_name": entry.name,
            "status_code": 200,
            "message": "Session stopped successfully",
        }

    def destroy(self, dry_run: bool = False, delete_ecr_repo: bool = False) -> DestroyResult:
        """Delete the runtime with its versions, endpoints and sessions, and the agent's entry.

        Args:
            dry_run: only say what would be removed.
            delete_ecr_repo: means something in AWS only.
        Raises:
            ProjectError: nothing is configured.
            ServerNotReachable: no server answers; the entry stays.
        """
        project = Project.read(self.config_path)
        entry = project.get(self.name)
        if self._local.url and not dry_run:
            self._local.stop()
        result = destroy_agent(project, entry, self._client, dry_run=dry_run, has_ecr=delete_ecr_repo)
        for removed in result.resources_removed:
            self._display.line("would go" if dry_run else "removed", removed)
        for warning in result.warnings:
            self._display.line("note", warning)
        if not dry_run:
            self.name = None
        return result

    def _client(self) -> Client:
        url = self._local.url or self._url
        key = url or ""
        if key not in self._clients:
            self._clients[key] = Client(url)
        return self._clients[key]

    def _show_notes(self, notes: tuple[str, ...]) -> None:
        for note in notes:
            self._display.line("note", note)

    def _show_configured(self, result: ConfigureResult) -> None:
        self._display.line("configured", f"{result.agent_name} in {result.config_path}")
        for path in (result.dockerfile_path, result.dockerignore_path):
            if path is not None:
                self._display.line("file", str(path))
        self._show_notes(result.notes)

    def _show_answer(self, invocation: Invocation) -> None:
        is_shown = False
        for piece in invocation.pieces():
            if piece.text and invocation.is_stream:
                self._display.token(piece.text)
                is_shown = True
        if is_shown:
            self._display.token("")


def _close(clients: dict[str, Client], local: LocalServer) -> None:
    for client in clients.values():
        client.close()
    clients.clear()
    local.stop()
