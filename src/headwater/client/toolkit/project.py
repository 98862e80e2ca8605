"""`.bedrock_agentcore.yaml`: a project's agents, in the format of AWS's starter toolkit (0.3.14).

Both tools read and write the same file, so that a folder can go either way. Rules:
Rule 1: what is not understood here is kept as it is. Comments are not: YAML's parser drops them.
Rule 2: a write replaces the file whole or not at all.
Rule 3: what the format has no place for stands under the member `headwater` of an agent, which the other
tool reads over (and drops when it writes).
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

import yaml

from headwater.client.errors import ProjectError
from headwater.client.toolkit.entry import AgentEntry

CONFIG_NAME = ".bedrock_agentcore.yaml"


class Project:
    """The file's contents. Nothing is written before `save`."""

    def __init__(self, path: Path, data: dict[str, Any]) -> None:  # Any: YAML
        self.path = path
        self._data = data

    @classmethod
    def read(cls, path: Path) -> Self:
        """The project at `path`; an empty one if there is no such file.

        Raises:
            ProjectError: it cannot be read, or is not what such a file should be; says where.
        """
        try:
            text = path.read_text("utf-8")
        except FileNotFoundError:
            return cls(path, {"default_agent": None, "agents": {}})
        except (OSError, ValueError) as exc:
            raise ProjectError(f"{path} cannot be read: {exc}") from exc
        return cls(path, _check(path, _parse(path, text)))

    @property
    def names(self) -> list[str]:
        return list(self._agents)

    @property
    def default_name(self) -> str | None:
        """The agent that is meant when none is named: the default, or the only one there is."""
        default = self._data.get("default_agent")
        if isinstance(default, str) and default in self._agents:
            return default
        return self.names[0] if len(self.names) == 1 else None

    def find(self, name: str | None = None) -> AgentEntry | None:
        """The agent `name`, or the default one."""
        chosen = name or self.default_name
        if chosen is None or chosen not in self._agents:
            return None
        return AgentEntry(self._agents[chosen], name=chosen, path=self.path)

    def get(self, name: str | None = None) -> AgentEntry:
        """As `find`.

        Raises:
            ProjectError: there is none; says what to do.
        """
        found = self.find(name)
        if found is not None:
            return found
        if not self._agents:
            raise ProjectError(
                f"no agent is configured in {self.path.parent}; configure one first:"
                ' Runtime().configure(entrypoint="agent.py"), or `headwater configure agent.py`'
            )
        known = ", ".join(self.names)
        if name is None:
            raise ProjectError(f"{self.path} names no default_agent; say which one is meant: {known}")
        raise ProjectError(f"{self.path} has no agent {name!r}; it has {known}")

    def put(self, name: str, entry: Mapping[str, Any], *, is_default: bool = True) -> None:  # Any: YAML
        """Add or replace an agent."""
        self._agents[name] = dict(entry)
        if is_default:
            self._data["default_agent"] = name

    def remove(self, name: str) -> None:
        """Forget an agent; another one becomes the default, if it was."""
        self._agents.pop(name, None)
        if self._data.get("default_agent") == name:
            self._data["default_agent"] = next(iter(self._agents), None)

    def save(self) -> None:
        """Write the file; without agents left it is deleted.

        Raises:
            ProjectError: it cannot be written.
        """
        try:
            if self._agents:
                _write(self.path, self._data)
            else:
                self.path.unlink(missing_ok=True)
        except OSError as exc:
            raise ProjectError(f"{self.path} cannot be written: {exc.strerror or exc}") from exc

    @property
    def _agents(self) -> dict[str, Any]:  # Any: YAML
        agents: dict[str, Any] = self._data["agents"]  # Any: YAML
        return agents


def _parse(path: Path, text: str) -> Any:  # Any: YAML
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as exc:
        mark = getattr(exc, "problem_mark", None)
        where = f"{path}, line {mark.line + 1}, column {mark.column + 1}" if mark else str(path)
        what = getattr(exc, "problem", None) or str(exc)
        raise ProjectError(f"{where}: this is not YAML: {what}") from exc


def _check(path: Path, data: Any) -> dict[str, Any]:  # Any: YAML
    """The table that the file holds, its agents under `agents`."""
    if data is None:
        data = {}
    if not isinstance(data, dict):
        raise ProjectError(f"{path} must hold a table with `default_agent` and `agents`")
    if "agents" not in data and "name" in data and "entrypoint" in data:
        # Early versions of the format held one agent, without a table of agents around it.
        return {"default_agent": str(data["name"]), "agents": {str(data["name"]): data}}
    agents = data.get("agents")
    data["agents"] = {} if agents is None else agents
    if not isinstance(data["agents"], dict):
        raise ProjectError(f"{path}: `agents` must be a table of agents by name")
    for name, entry in data["agents"].items():
        if not isinstance(name, str) or not isinstance(entry, dict):
            raise ProjectError(f"{path}: `agents.{name}` must be a table")
        if not isinstance(entry.get("entrypoint"), str):
            raise ProjectError(f"{path}: `agents.{name}.entrypoint` must name the agent's file")
    return data


def _write(path: Path, data: dict[str, Any]) -> None:  # Any: YAML
    mode = path.stat().st_mode & 0o777 if path.exists() else None
    handle, name = tempfile.mkstemp(prefix=f"{path.name}.", dir=path.parent)
    written = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            yaml.safe_dump(data, file, sort_keys=False, allow_unicode=True, default_flow_style=False)
            file.flush()
            os.fsync(file.fileno())
        written.chmod(_usual_mode() if mode is None else mode)
        written.replace(path)
    except BaseException:
        written.unlink(missing_ok=True)
        raise


def _usual_mode() -> int:
    """What a new file would have got: temporary ones are made for their owner alone."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
