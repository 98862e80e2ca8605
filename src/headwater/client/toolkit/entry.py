"""One agent in `.bedrock_agentcore.yaml`: what it says, and what a new one says."""

from __future__ import annotations

import copy
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from headwater.client.errors import ProjectError
from headwater.client.own_memory import DEFAULT_EXPIRY_DAYS, GivenMemory, MemoryWish, build_memory_name

#: A new agent's members in the order of the official toolkit, with the values that mean "nothing asked for".
DEFAULT_ENTRY: Mapping[str, Any] = {  # Any: YAML
    "name": None,
    "language": "python",
    "node_version": None,
    "entrypoint": None,
    "deployment_type": "container",
    "runtime_type": None,
    "platform": "linux/arm64",
    "container_runtime": None,
    "source_path": None,
    "aws": {
        "execution_role": None,
        "execution_role_auto_create": True,
        "account": None,
        "region": None,
        "ecr_repository": None,
        "ecr_auto_create": True,
        "s3_path": None,
        "s3_auto_create": False,
        "network_configuration": {"network_mode": "PUBLIC", "network_mode_config": None},
        "protocol_configuration": {"server_protocol": "HTTP"},
        "observability": {"enabled": True},
        "lifecycle_configuration": {"idle_runtime_session_timeout": None, "max_lifetime": None},
    },
    "bedrock_agentcore": {"agent_id": None, "agent_arn": None, "agent_session_id": None},
    "codebuild": {"project_name": None, "execution_role": None, "source_bucket": None},
    "memory": {
        "mode": "NO_MEMORY",
        "memory_id": None,
        "memory_arn": None,
        "memory_name": None,
        "event_expiry_days": 30,
        "first_invoke_memory_check_done": False,
        "was_created_by_toolkit": False,
    },
    "identity": {"credential_providers": [], "workload": None},
    "aws_jwt": {
        "enabled": False,
        "audiences": [],
        "signing_algorithm": "ES384",
        "issuer_url": None,
        "duration_seconds": 300,
    },
    "authorizer_configuration": None,
    "request_header_configuration": None,
    "oauth_configuration": None,
    "api_key_env_var_name": None,
    "api_key_credential_provider_name": None,
    "is_generated_by_agentcore_create": False,
}

BEARER_VARIABLE = "BEDROCK_AGENTCORE_BEARER_TOKEN"
_DEPLOYMENT_MEMBERS = ("agent_id", "agent_arn", "agent_session_id")


def find_account(arn: str) -> str:
    """The account that an ARN names; "" if it is none."""
    return arn.split(":")[4] if arn.count(":") >= 5 else ""


def complete(entry: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:  # Any: YAML
    """`over` laid on `entry`, tables within tables, with the defaults for what neither says."""
    return _overlay(_overlay(DEFAULT_ENTRY, entry), over)


class AgentEntry:
    """Reads and changes one agent's table; whoever holds the project saves it."""

    def __init__(self, data: dict[str, Any], *, name: str, path: Path) -> None:  # Any: YAML
        self.data = data
        self.name = name
        self._path = path

    @property
    def folder(self) -> Path:
        """What is deployed: `source_path`, or else the project's folder."""
        source = self.text("source_path")
        return Path(self._path.parent, source) if source else self._path.parent

    @property
    def file(self) -> Path:
        """The agent's file.

        Raises:
            ProjectError: it is not there.
        """
        stem, colon, _ = str(self.data["entrypoint"]).partition(".py:")  # agent.py:app names the app in it
        entrypoint = f"{stem}.py" if colon else stem
        for base in (self._path.parent, self.folder):
            if (file := base / entrypoint).is_file():
                return file
        raise ProjectError(
            f"the agent's file {entrypoint}, which {self._path} names for {self.name}, is not there;"
            " configure it anew with the file's place"
        )

    @property
    def relative_file(self) -> str:
        """The agent's file as seen from `folder`."""
        file, folder = self.file.resolve(), self.folder.resolve()
        if not file.is_relative_to(folder):
            raise ProjectError(
                f"the agent's file {file} lies outside of {folder}, which would be deployed;"
                " configure it from the folder it lies in"
            )
        return file.relative_to(folder).as_posix()

    @property
    def requirements_file(self) -> Path | None:
        """The file that lists the agent's packages, where it is not one that is found by its name."""
        named = self.text("headwater", "requirements_file")
        return Path(self._path.parent, named) if named else None

    @property
    def environment(self) -> dict[str, str] | None:
        """Variables for the agent, or None if none are recorded."""
        found = self.table("headwater", "environment_variables")
        return None if found is None else {str(name): str(value) for name, value in found.items()}

    @property
    def storage(self) -> list[str]:
        """Folders that a session finds again after its end."""
        found = (self.table("headwater") or {}).get("storage")
        if found is not None and not isinstance(found, list):
            raise ProjectError(f"headwater.storage of {self.name} in {self._path} is not a list: {found!r}")
        return [str(path) for path in found or ()]

    def find_bearer_token(self) -> str | None:
        """What callers bear if nothing else is said, where there is an authorizer; as in AWS's toolkit."""
        return os.environ.get(BEARER_VARIABLE) if self.table("authorizer_configuration") else None

    @property
    def memory(self) -> MemoryWish | None:
        """The memory it is to have, by name: another server has one of the same name and another id."""
        mode = self.text("memory", "mode") or "NO_MEMORY"
        if mode == "NO_MEMORY":
            return None
        return MemoryWish(
            name=self.text("memory", "memory_name") or build_memory_name(self.name),
            has_strategies=mode == "STM_AND_LTM",
            expiry_days=self.number("memory", "event_expiry_days") or DEFAULT_EXPIRY_DAYS,
        )

    @property
    def deployment_type(self) -> str:
        return self.text("deployment_type") or "container"

    @property
    def agent_id(self) -> str | None:
        return self.text("bedrock_agentcore", "agent_id")

    @property
    def agent_arn(self) -> str | None:
        return self.text("bedrock_agentcore", "agent_arn")

    @property
    def session_id(self) -> str | None:
        return self.text("bedrock_agentcore", "agent_session_id")

    def note_memory(self, memory: GivenMemory) -> None:
        """The agent has this memory, if the file wants one and names none of another account's."""
        known = self.text("memory", "memory_arn")
        is_elsewhere = known is not None and find_account(known) != find_account(memory.arn)
        if self.memory is not None and not is_elsewhere:
            self._part("memory").update(memory_id=memory.id, memory_arn=memory.arn)

    def note_deployment(self, *, agent_id: str, agent_arn: str) -> str | None:
        """The agent is deployed: its id and ARN. A session of the version before is not gone on with.

        Returns:
            The ARN that it had in another account, in AWS say. It is kept until `restore_elsewhere`.
        """
        part = self._part("bedrock_agentcore")
        replaced = self.agent_arn
        is_elsewhere = replaced is not None and find_account(replaced) != find_account(agent_arn)
        if is_elsewhere:
            self._part("headwater")["elsewhere"] = {name: part.get(name) for name in _DEPLOYMENT_MEMBERS}
        part.update(agent_id=agent_id, agent_arn=agent_arn, agent_session_id=None)
        return replaced if is_elsewhere else None

    def restore_elsewhere(self) -> str | None:
        """Name the deployment in another account again, which one here had replaced; its ARN."""
        elsewhere = self.table("headwater", "elsewhere")
        if elsewhere is None:
            return None
        self._part("bedrock_agentcore").update(elsewhere)
        del self.data["headwater"]["elsewhere"]
        if not self.data["headwater"]:
            del self.data["headwater"]
        return self.agent_arn

    def note_session(self, session_id: str) -> None:
        self._part("bedrock_agentcore")["agent_session_id"] = session_id

    def text(self, *keys: str) -> str | None:
        """A member's text; None where it is not said. Numbers are taken for text: YAML's 123 may be an id."""
        value = self._find(keys)
        if isinstance(value, dict | list):
            raise self._unfit(keys, "text")
        return None if value is None else str(value)

    def number(self, *keys: str) -> int | None:
        value = self._find(keys)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            raise self._unfit(keys, "a whole number")
        return value

    def table(self, *keys: str) -> dict[str, Any] | None:  # Any: YAML
        value = self._find(keys)
        if value is not None and not isinstance(value, dict):
            raise self._unfit(keys, "a table")
        return value

    def _find(self, keys: tuple[str, ...]) -> Any:  # Any: YAML
        value: Any = self.data  # Any: YAML
        for index, key in enumerate(keys):
            if value is None:
                return None
            if not isinstance(value, dict):
                raise self._unfit(keys[:index], "a table")
            value = value.get(key)
        return value

    def _part(self, key: str) -> dict[str, Any]:  # Any: YAML
        if self.table(key) is None:
            self.data[key] = {}
        part: dict[str, Any] = self.data[key]  # Any: YAML
        return part

    def _unfit(self, keys: tuple[str, ...], wanted: str) -> ProjectError:
        return ProjectError(f"{self._path}: `agents.{self.name}.{'.'.join(keys)}` must be {wanted}")


def _overlay(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:  # Any: YAML
    merged = {key: copy.deepcopy(value) for key, value in base.items()}
    for key, value in over.items():
        below = merged.get(key)
        if isinstance(value, Mapping) and isinstance(below, Mapping) and value:
            merged[key] = _overlay(below, value)
        else:
            merged[key] = copy.deepcopy(value)
    return merged
