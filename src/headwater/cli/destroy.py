"""`headwater destroy`."""

from __future__ import annotations

import sys

import click

from headwater.cli.options import Remote, remote_options


@click.command("destroy")
@click.argument("agent")
@click.option("--yes", "-y", "is_confirmed", is_flag=True, help="Do not ask.")
@remote_options
def destroy_command(remote: Remote, agent: str, is_confirmed: bool) -> None:
    """Delete AGENT with all its versions, endpoints and live sessions."""
    found = remote.client.status(agent)
    name, sessions = found["runtime"]["agentRuntimeName"], len(found["sessions"])
    if not is_confirmed:
        if not sys.stdin.isatty():
            raise click.UsageError("nobody is here to confirm; say --yes")
        plural = "" if sessions == 1 else "s"
        click.confirm(f"Delete {name} and end its {sessions} live session{plural}?", abort=True, err=True)
    deleted = remote.client.destroy(found["runtime"]["agentRuntimeId"])
    if remote.output.is_json:
        remote.output.json(deleted)
    else:
        remote.output.note(f"{name} is being deleted", style="good")
