"""`headwater destroy`."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from headwater.cli.options import Remote, remote_options
from headwater.cli.project import find_project, open_runtime

if TYPE_CHECKING:
    from headwater.client.toolkit.entry import AgentEntry


@click.command("destroy")
@click.argument("agent", required=False)
@click.option("--yes", "-y", "is_confirmed", is_flag=True, help="Do not ask.")
@click.option("--dry-run", is_flag=True, help="Only say what would be deleted.")
@remote_options
def destroy_command(remote: Remote, agent: str | None, is_confirmed: bool, dry_run: bool) -> None:
    """Delete AGENT with all its versions, endpoints and live sessions.

    In a project folder, one with a .bedrock_agentcore.yaml, its default agent is meant if none is named, and
    the agent's entry there goes too.
    """
    entry = _find_entry(agent)
    if entry is not None:
        _destroy_project_agent(remote, entry, is_confirmed, dry_run)
    elif agent is None:
        raise click.UsageError("which agent? Name one, or call this in a project folder")
    else:
        _destroy(remote, agent, is_confirmed, dry_run)


def _find_entry(agent: str | None) -> AgentEntry | None:
    """The project's agent that is meant, if one is."""
    project = find_project()
    if project is None:
        return None
    if agent is None:
        return project.get()
    named = (project.find(name) for name in project.names)
    return next((e for e in named if e and agent in (e.name, e.agent_id, e.agent_arn)), None)


def _destroy_project_agent(remote: Remote, entry: AgentEntry, is_confirmed: bool, dry_run: bool) -> None:
    if not dry_run:
        _confirm(f"Delete {entry.name}, its sessions, and its entry in the project file?", is_confirmed)
    with open_runtime(remote, entry.name) as runtime:
        result = runtime.destroy(dry_run=dry_run)
    if remote.output.is_json:
        remote.output.json(asdict(result))


def _confirm(question: str, is_confirmed: bool) -> None:
    if is_confirmed:
        return
    if not sys.stdin.isatty():
        raise click.UsageError("nobody is here to confirm; say --yes")
    click.confirm(question, abort=True, err=True)


def _destroy(remote: Remote, agent: str, is_confirmed: bool, dry_run: bool) -> None:
    found = remote.client.status(agent)
    name, sessions = found["runtime"]["agentRuntimeName"], len(found["sessions"])
    if dry_run:
        remote.output.note(f"{name} and its {sessions} live session(s) would be deleted")
        if remote.output.is_json:
            remote.output.json({"agentRuntimeId": found["runtime"]["agentRuntimeId"], "dryRun": True})
        return
    _confirm(
        f"Delete {name} and end its {sessions} live session{'' if sessions == 1 else 's'}?", is_confirmed
    )
    deleted = remote.client.destroy(found["runtime"]["agentRuntimeId"])
    if remote.output.is_json:
        remote.output.json(deleted)
    else:
        remote.output.note(f"{name} is being deleted", style="good")
