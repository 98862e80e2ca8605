"""`headwater sessions` and `headwater stop`."""

from __future__ import annotations

from typing import Any

import click

from headwater.cli.options import Remote, remote_options
from headwater.cli.output import Output, format_duration


@click.command("sessions")
@click.argument("agent", required=False)
@remote_options
def sessions_command(remote: Remote, agent: str | None) -> None:
    """List the live sessions of AGENT, or of all agents."""
    sessions = remote.client.sessions(agent)
    if remote.output.is_json:
        remote.output.json({"sessions": sessions})
    else:
        print_sessions(remote.output, sessions)


@click.command("stop")
@click.argument("agent")
@click.option("--session", "session_id", metavar="ID", help="The session to end.")
@click.option("--all", "is_all", is_flag=True, help="End all sessions of the agent.")
@click.option("--qualifier", help="The endpoint's name. [default: DEFAULT with --session, any with --all]")
@remote_options
def stop_command(
    remote: Remote, agent: str, session_id: str | None, is_all: bool, qualifier: str | None
) -> None:
    """End one session of AGENT, or all of them. What they are doing is cut off."""
    if is_all == (session_id is not None):
        raise click.UsageError("say which session to end: --session ID, or --all")
    stopped = remote.client.stop(agent, session_id, qualifier=qualifier, all_sessions=is_all)
    if remote.output.is_json:
        remote.output.json({"stopped": stopped})
        return
    for stopped_id in stopped:
        remote.output.text(stopped_id)
    remote.output.note(f"{len(stopped)} session{'' if len(stopped) == 1 else 's'} ended")


def print_sessions(output: Output, sessions: list[dict[str, Any]]) -> None:  # Any: JSON
    """Sessions as a table."""
    columns = ("Session", "Agent", "Endpoint", "Version", "State", "Busy", "Age", "Idle", "Started in", "Pid")
    rows = []
    for session in sessions:
        start_ms = session.get("startMs")
        rows.append(
            (
                session["sessionId"],
                session["runtimeName"],
                session["endpoint"],
                session["version"],
                session["state"],
                session["activeInvocations"],
                format_duration(session["ageS"]),
                format_duration(session["idleS"]),
                None if start_ms is None else f"{format_duration(start_ms / 1000)} ({session.get('mode')})",
                session.get("pid"),
            )
        )
    output.table(columns, rows, empty="no live sessions")
