"""`headwater sessions` and `headwater stop`."""

from __future__ import annotations

from typing import Any

import click

from headwater.cli.options import Remote, remote_options
from headwater.cli.output import Output, format_duration, format_size
from headwater.core.errors import PlatformError

_ENDED_COUNT = 100


@click.command("sessions")
@click.argument("agent", required=False)
@click.option("--ended", "is_ended", is_flag=True, help="Those that have ended, the latest first, and why.")
@click.option("--search", metavar="TEXT", help="With --ended: those whose id has this in it.")
@click.option("--limit", type=click.IntRange(1, 1000), help="With --ended: at most so many. [default: 100]")
@remote_options
def sessions_command(
    remote: Remote, agent: str | None, is_ended: bool, search: str | None, limit: int | None
) -> None:
    """List the live sessions of AGENT, or of all agents; or those on record that have ended."""
    if is_ended:
        _list_ended(remote, agent, search, limit or _ENDED_COUNT)
        return
    if search is not None or limit is not None:
        raise click.UsageError("--search and --limit go with --ended")
    sessions = remote.client.sessions(agent)
    if remote.output.is_json:
        remote.output.json({"sessions": sessions})
    else:
        print_sessions(remote.output, sessions)


def _list_ended(remote: Remote, agent: str | None, search: str | None, limit: int) -> None:
    sessions: list[dict[str, Any]] = []  # Any: JSON
    cursor: str | None = ""
    while cursor is not None and len(sessions) < limit:  # a page may be short, and more may follow
        wanted = limit - len(sessions)
        page = remote.client.session_page(agent, limit=wanted, cursor=cursor, search=search, ended=True)
        sessions += page["sessions"]
        cursor = page["nextCursor"]
    if remote.output.is_json:
        remote.output.json({"sessions": sessions})
        return
    columns = ("Session", "Agent", "Endpoint", "Version", "Started", "Ended", "Why", "Requests", "CPU")
    members = ("sessionId", "runtimeName", "endpoint", "version", "createdAt", "endedAt", "endReason")
    rows = [
        [
            *(session[member] for member in members),
            session["requestCount"],
            format_duration(session["cpuSeconds"]),
        ]
        for session in sessions
    ]
    remote.output.table(columns, rows, empty="no session that ended is on record")


@click.command("stop")
@click.argument("agent")
@click.option("--session", "session_id", metavar="ID", help="The session to end.")
@click.option("--all", "is_all", is_flag=True, help="End all sessions of the agent.")
@click.option("--qualifier", help="The endpoint's name. [default: DEFAULT with --session, any with --all]")
@click.option(
    "--grace",
    "grace_s",
    type=click.FloatRange(0, 60),
    metavar="S",
    help="Seconds from the polite signal to the deadly one. [default: the server's, 0.5]",
)
@remote_options
def stop_command(
    remote: Remote,
    agent: str,
    session_id: str | None,
    is_all: bool,
    qualifier: str | None,
    grace_s: float | None,
) -> None:
    """End one session of AGENT, or all of them. What they are doing is cut off.

    Returns when every process of them is gone, within two seconds whatever they do; fails if one is not.
    """
    if is_all == (session_id is not None):
        raise click.UsageError("say which session to end: --session ID, or --all")
    sessions = remote.client.stop_verbosely(
        agent, session_id, qualifier=qualifier, all_sessions=is_all, grace_s=grace_s
    )
    stopped = [session["sessionId"] for session in sessions if session["stopped"]]
    if remote.output.is_json:
        remote.output.json({"stopped": stopped, "sessions": sessions})
    else:
        for stopped_id in stopped:
            remote.output.text(stopped_id)
        remote.output.note(_sum_up(sessions, len(stopped)))
    left = [session["sessionId"] for session in sessions if not session["stopped"]]
    if left:
        raise PlatformError(f"processes of {', '.join(left)} were still there after SIGKILL")


def _sum_up(sessions: list[dict[str, Any]], stopped_count: int) -> str:  # Any: JSON
    text = f"{stopped_count} session{'' if stopped_count == 1 else 's'} ended"
    process_count = sum(session["processesKilled"] for session in sessions)
    if not process_count:
        return text
    took = format_duration(max(session["ms"] for session in sessions) / 1000)
    return f"{text}, {process_count} process{'' if process_count == 1 else 'es'} gone within {took}"


def print_sessions(output: Output, sessions: list[dict[str, Any]]) -> None:  # Any: JSON
    """Sessions as a table."""
    columns = (
        *("Session", "Agent", "Endpoint", "Version", "State", "Busy", "Age", "Idle"),
        *("Requests", "CPU", "Memory", "Stored", "Processes", "Started in", "Pid"),
    )
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
                session["requestCount"],
                format_duration(session["cpuSeconds"]),
                format_size(session["memoryBytes"]),
                format_size(session.get("storageBytes")),
                session["processCount"],
                None if start_ms is None else f"{format_duration(start_ms / 1000)} ({session.get('mode')})",
                session.get("pid"),
            )
        )
    output.table(columns, rows, empty="no live sessions")
