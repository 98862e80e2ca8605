"""Whom a project's calls go to: which agent, in which session, in whose name."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from headwater.client.errors import ProjectError
from headwater.client.toolkit.inspection import explaining_absence
from headwater.client.toolkit.project import Project


@dataclass(frozen=True, slots=True)
class Aim:
    """Arguments of `Client.invoke`."""

    agent: str
    session_id: str
    headers: Mapping[str, str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallWish:
    """What a caller says himself."""

    session_id: str | None = None
    bearer_token: str | None = None
    headers: Mapping[str, str] | None = None


@contextmanager
def aiming(config_path: Path, name: str | None, wish: CallWish, url: str, *, is_local: bool) -> Iterator[Aim]:
    """Makes up what the caller does not say from the project file, and notes the session once he has called.

    Raises:
        ProjectError: nothing is launched.
        InvocationFailed: what the caller met, with a word on what to do where the agent is not known.
    """
    project = Project.read(config_path)
    entry = project.get(name)
    agent = entry.name if is_local else entry.agent_arn
    if agent is None:
        raise ProjectError(
            f"{entry.name} is not launched yet; launch it first: launch(), or `headwater launch`"
        )
    chosen = wish.session_id or entry.session_id or str(uuid.uuid4())
    bearer_token = wish.bearer_token or entry.find_bearer_token()
    bearing = {"authorization": f"Bearer {bearer_token}"} if bearer_token else {}
    with explaining_absence(entry.name, url):
        yield Aim(agent, chosen, {**(wish.headers or {}), **bearing} or None)
    if chosen != entry.session_id:
        entry.note_session(chosen)
        project.save()
