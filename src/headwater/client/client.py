"""The client: invokes agents, deploys them, and looks after their sessions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self, Unpack

import httpx

from headwater.client.address import choose_url, segment
from headwater.client.commands import Commands
from headwater.client.deploy import Deployer, Deployment, DeployOrder, DeployStep, read_python_version
from headwater.client.errors import BundleError
from headwater.client.invoking import Invoking
from headwater.client.logs import LogClient, LogQuery, LogWish
from headwater.client.prompts import Prompting
from headwater.client.protocols import Speaking, build_protocol
from headwater.client.record import SESSION_ID_HEADER, parse_failure
from headwater.client.storage import build_storage
from headwater.client.terminals import Terminals
from headwater.client.tracing import Tracing
from headwater.client.transport import (
    BROKE,
    DEFAULT_TIMEOUT_S,
    build_options,
    count_spare,
    limit_control,
    reaching,
    read_json,
)
from headwater.core.identifiers import DEFAULT_ENDPOINT

OWN = "/headwater/v1"


class Client(Invoking, Prompting, Tracing, Commands, Terminals, Speaking):
    """Talks to one Headwater server. Safe to share between threads; close it, or use `with`.

    An agent is named by its name, its id or its ARN. A name is looked up once and remembered.
    """

    def __init__(
        self,
        url: str | None = None,
        *,
        timeout_s: float | None = DEFAULT_TIMEOUT_S,
        bearer_token: str | None = None,
    ) -> None:
        """
        Args:
            url: default is `HEADWATER_URL`, else http://127.0.0.1:8642.
            timeout_s: how long the server may be silent before a call is given up; None for ever.
            bearer_token: sent with invocations, for agents whose callers need a token (JWT). An agent that is
                named by its ARN needs no other rights then.
        """
        self.url = choose_url(url)
        self._bearer_token = bearer_token
        self._http = httpx.Client(**build_options(self.url, timeout_s))
        self._timeout_s = timeout_s
        self._control_timeout = limit_control(timeout_s)
        self._arns: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()

    def deploy(
        self,
        path: str | Path | None,
        name: str,
        *,
        image: str | None = None,
        protocol: str | None = None,
        entrypoint: str | None = None,
        requirements_file: str | Path | None = None,
        environment: Mapping[str, str] | None = None,
        python: str | None = None,
        authorizer: Mapping[str, Any] | None = None,  # Any: JSON
        storage: Iterable[str] | None = None,
        on_progress: Callable[[DeployStep], None] | None = None,
        wait: bool = True,
        timeout_s: float = 300.0,
    ) -> Deployment:
        """Create the agent `name` or give it a new version: of a file or folder, or of a container image.

        A redeployment keeps what it does not name: environment (None), description, lifecycle, headers.

        Args:
            path: a folder, or a Python file, which takes the modules beside it that it imports; None with
                `image`.
            image: a container image that serves the contract on its protocol's port (HTTP's is 8080), as
                podman or docker names it.
            protocol: HTTP, MCP, A2A or AGUI; None keeps what is set, which at first is HTTP.
            entrypoint: the file in the folder to run; found by itself where there is no doubt.
            requirements_file: lists the agent's packages, where it is not called so or lies elsewhere.
            python: the version to run it with, like "3.12"; default is the server's own.
            authorizer: whose tokens callers need, `{"customJWTAuthorizer": …}`; None keeps what is set, `{}`
                takes it away.
            storage: folders, each `/mnt/<name>`, that a session finds again after its end; None keeps what is
                set, `[]` takes it away.
            wait: until the version is loaded and DEFAULT serves it.
        Raises:
            BundleError: there is nothing to run in `path`, or it is not clear what.
            DeploymentFailed: the version could not be loaded, or not in time; `deployment` has the reason
                and the traceback. An earlier version goes on serving.
            RequestFailed: the server refused.
        """
        if (path is None) == (image is None):
            raise BundleError("give either the path of the agent's code or a container image")
        if image is not None and not (entrypoint is requirements_file is python is None):
            raise BundleError("an image has a command, packages and a Python of its own: name none of them")
        order = DeployOrder(
            path=Path() if path is None else Path(path),
            name=name,
            image=image,
            entrypoint=entrypoint,
            requirements_file=None if requirements_file is None else Path(requirements_file),
            environment=environment,
            runtime=read_python_version(python),
            members={
                **({} if authorizer is None else {"authorizerConfiguration": dict(authorizer) or None}),
                **build_storage(storage),
                **build_protocol(protocol),
            },
        )
        deployer = Deployer(self, on_progress or (lambda step: None))
        return deployer.deploy(order, wait=wait, timeout_s=timeout_s)

    def server_status(self) -> dict[str, Any]:  # Any: JSON
        """The server's version, isolation, models, counts."""
        return self._own("GET", "/status")

    def status(self, agent: str, *, with_memory: bool = False) -> dict[str, Any]:  # Any: JSON
        """An agent's runtime, endpoints, templates (with the traceback of one that failed), limits, sessions.

        Args:
            with_memory: tell how much memory each session uses, which takes its time when there are many.
        """
        query = {"memory": "1"} if with_memory else None
        return self._own("GET", f"/runtimes/{segment(agent)}", params=query)

    def list_agents(self) -> list[dict[str, Any]]:  # Any: JSON
        """All agent runtimes, as ListAgentRuntimes has them."""
        found: list[dict[str, Any]] = []
        token: str | None = None
        while True:
            query = {"maxResults": "100", **({"nextToken": token} if token else {})}
            page = self.request("POST", "/runtimes/", params=query)
            found += page.get("agentRuntimes", [])
            token = page.get("nextToken")
            if not token:
                return found

    def sessions(self, agent: str | None = None) -> list[dict[str, Any]]:  # Any: JSON
        """The live sessions of one agent, or of all.

        Of each among others: `state`, `ageS`, `lastActivityAt`, `requestCount`, `processCount`, `cpuSeconds`,
        and `memoryBytes`, in which memory shared with other sessions counts in parts (PSS).
        """
        query = {"runtime": agent} if agent else None
        found = self._own("GET", "/sessions", params=query)["sessions"]
        return list(found)

    def session_page(
        self,
        agent: str | None = None,
        *,
        limit: int = 100,
        cursor: str | None = None,
        sort: str = "-created",
        state: str | None = None,
        search: str | None = None,
        ended: bool = False,
        measure: bool = False,
    ) -> dict[str, Any]:  # Any: JSON
        """Some of the sessions: `sessions`, how many there are (`total`, `counts`), and `nextCursor`.

        Args:
            sort: created, activity, requests, cpu, memory or session; with a `-` before it, highest first.
            state: such as IDLE, or several with commas between.
            search: a part of the session's id or of its agent's name.
            ended: those that have ended, as far as they are on record; the latest first.
            measure: what those of the page use now, instead of what was measured last.
        """
        query: dict[str, str] = {"limit": str(limit)}
        optional = {"runtime": agent, "cursor": cursor, "search": search}
        query |= {name: value for name, value in optional.items() if value}
        if ended:
            query["ended"] = "1"
        else:
            query |= {"sort": sort, "measure": str(int(measure)), **({"state": state} if state else {})}
        return self._own("GET", "/sessions", params=query)

    def stop(
        self,
        agent: str,
        session_id: str | None = None,
        *,
        qualifier: str | None = None,
        all_sessions: bool = False,
        grace_s: float | None = None,
    ) -> list[str]:
        """End one session, or with `all_sessions` each of them; returns the ids of those ended.

        Returns when their processes are gone, which `stop_verbosely` tells more about. With a bearer token a
        session of an agent that is named by its ARN is ended in the bearer's name.
        """
        if self._bearer_token is not None and session_id is not None and agent.startswith("arn:"):
            self.request(
                "POST",
                f"/runtimes/{segment(agent)}/stopruntimesession",
                params={"qualifier": qualifier or DEFAULT_ENDPOINT},
                headers={SESSION_ID_HEADER: session_id, "authorization": f"Bearer {self._bearer_token}"},
            )
            return [session_id]
        found = self.stop_verbosely(
            agent, session_id, qualifier=qualifier, all_sessions=all_sessions, grace_s=grace_s
        )
        return [str(session["sessionId"]) for session in found if session["stopped"]]

    def stop_verbosely(
        self,
        agent: str,
        session_id: str | None = None,
        *,
        qualifier: str | None = None,
        all_sessions: bool = False,
        grace_s: float | None = None,
    ) -> list[dict[str, Any]]:  # Any: JSON
        """As `stop`; of each session its id, `stopped` (whether all of its processes are gone), `ms`, and
        `processesKilled`, how many it had.

        Args:
            grace_s: from SIGTERM to SIGKILL; None is the server's `sessions.operator_grace_s`.
        """
        wanted: dict[str, object] = {"all": True} if all_sessions else {"sessionId": session_id}
        if qualifier is not None:
            wanted["qualifier"] = qualifier
        if grace_s is not None:
            wanted["graceSeconds"] = grace_s
        return list(self._own("POST", f"/runtimes/{segment(agent)}/stop", json=wanted)["sessions"])

    def limits(self, agent: str) -> dict[str, Any]:  # Any: JSON
        """What is set for an agent's sessions, in the form that `set_limits` has it."""
        return self._own("GET", f"/runtimes/{segment(agent)}/limits")

    def set_limits(self, agent: str, limits: Mapping[str, object]) -> dict[str, Any]:  # Any: JSON
        """Set members of `limits`, at once and for good; None clears one, what is absent stays. All of them:

            {"sessionsMaxCount": 20, "warmSessions": 5,
             "budget": {"cpuSeconds": 60, "wallSeconds": 3600, "requests": 100}}

        Returns:
            What is set now.
        Raises:
            RequestFailed: a value that is none; the text says which.
        """
        return self._own("PUT", f"/runtimes/{segment(agent)}/limits", json=dict(limits))

    def logs(
        self,
        agent: str,
        *,
        follow: bool = False,
        on_break: Callable[[str], None] | None = None,
        **wanted: Unpack[LogWish],
    ) -> Iterator[dict[str, Any]]:  # Any: JSON
        """What the agent printed and what befell it, a line at a time; with `follow`, until it is deleted.

        Args:
            on_break: told when the server goes away from a log that is followed, which then goes on behind
                the last line once it is back; None: `ServerNotReachable` is raised.
        """
        path = f"{OWN}/runtimes/{segment(agent)}/logs"
        client, query = LogClient(self._http, self.url, path, self._check), LogQuery(**wanted)
        return client.follow(query, on_break) if follow else client.read(query, timeout_s=DEFAULT_TIMEOUT_S)

    def build_log(self, agent: str, version: str | int | None = None) -> str:
        """What the server said while it made a version ready; by default the latest."""
        runtime = self.status(agent)["runtime"]
        number = version or runtime["agentRuntimeVersion"]
        path = f"/runtimes/{segment(runtime['agentRuntimeId'])}/versions/{number}/build-log"
        text, offset = "", 0
        while (part := self._own("GET", path, params={"offset": str(offset)}))["text"]:
            text, offset = text + part["text"], part["nextOffset"]
        return text

    def destroy(self, agent: str) -> dict[str, Any]:  # Any: JSON
        """Delete an agent runtime with its versions, endpoints and sessions."""
        agent_id = self.status(agent)["runtime"]["agentRuntimeId"]
        self._arns.clear()
        return self.request("DELETE", f"/runtimes/{segment(agent_id)}/")

    def create_key(self, wanted: Mapping[str, Any]) -> dict[str, Any]:  # Any: JSON
        """Make an access key: `name`, where wanted `policy`, `expiresAt`. The answer has its secret."""
        return self._own("POST", "/keys", json=dict(wanted))

    def keys(self) -> dict[str, Any]:  # Any: JSON
        """All access keys, without their secrets."""
        return self._own("GET", "/keys")

    def revoke_key(self, access_key_id: str) -> dict[str, Any]:  # Any: JSON
        """Take an access key back."""
        return self._own("DELETE", f"/keys/{segment(access_key_id)}")

    def request(self, method: str, path: str, **options: Any) -> dict[str, Any]:  # Any: httpx's options; JSON
        """One call of the server's JSON API.

        Raises:
            RequestFailed: the server answered with an error.
            ServerNotReachable: nothing answers at `url`.
        """
        options = {"timeout": self._control_timeout, **options}
        with reaching(self.url):
            return read_json(self._ask(method, path, options))

    def _ask(self, method: str, path: str, options: dict[str, Any]) -> httpx.Response:  # Any: as above
        for _ in range(count_spare(method)):
            with suppress(*BROKE):
                return self._http.request(method, path, **options)
        return self._http.request(method, path, **options)

    def _own(self, method: str, path: str, **options: Any) -> dict[str, Any]:  # Any: httpx's options; JSON
        return self.request(method, OWN + path, **options)

    def _check(self, response: httpx.Response) -> None:
        if response.status_code >= 400:
            raise parse_failure(response.status_code, response.headers, response.read())
