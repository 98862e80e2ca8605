"""`headwater shell`."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from headwater.cli.exits import Exit, describe_error, exit_code_of
from headwater.cli.options import Remote, bearer_option, remote_options
from headwater.cli.output import Output, format_duration
from headwater.core.errors import HeadwaterError

if TYPE_CHECKING:
    from headwater.client.shell import ShellEnd, ShellLink

#: As of `headwater exec`: a number that shells leave to such programs.
_NOT_RUN = 125
_EPILOG = (
    "Exit codes: 0 success, or it was left; else the shell's own; 125 it could not be opened, was lost,"
    " or was taken over by another client; 2 wrong usage; 3 no server answers; 4 no such agent."
)


@click.command("shell", epilog=_EPILOG)
@click.argument("agent")
@click.option("--session", "session_id", metavar="ID", help="In this session (33 to 256 characters).")
@click.option(
    "--shell-id", metavar="ID", help="Come back to this shell of the session, or give a new one its id."
)
@click.option("--list", "is_list", is_flag=True, help="List the shells that can be come back to.")
@click.option("--qualifier", default="DEFAULT", show_default=True, help="The endpoint's name.")
@remote_options
@bearer_option
def shell_command(
    remote: Remote,
    agent: str,
    session_id: str | None,
    shell_id: str | None,
    is_list: bool,
    qualifier: str,
) -> None:
    """Open a shell beside AGENT (a name, id or ARN), in one of its sessions.

    It has the agent's rights, files and variables. Without --session a new session is started. All keys go to
    the shell, Ctrl-C too; at the beginning of a line ~. leaves it, ~K ends it, ~? says so. A shell that was
    left, or whose connection broke, waits 15 minutes for somebody to come back with the same --session and
    --shell-id. A connection that breaks is made anew by itself, and nothing of the output is lost.

    With --json no terminal is needed: standard input is typed into the
    shell, and each event is a line of JSON: connected, output, notice, broken, ended.
    """
    if is_list:
        _list_shells(remote, agent)
        return
    import asyncio  # slow to import, as are the two

    from headwater.cli.shell_talk import talk, talk_json

    if sys.stdin is None or sys.stdin.closed:
        raise click.UsageError("standard input is closed, and is what is typed into the shell")
    if not remote.output.is_json and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.UsageError(
            "a shell needs a terminal, and standard input or output is none. `headwater exec` runs a single"
            " command; --json types standard input into a shell and tells what happens in lines of JSON"
        )
    link = remote.client.shell(agent, session_id=session_id, shell_id=shell_id, qualifier=qualifier)
    try:
        end = asyncio.run(talk_json(link, remote.output) if remote.output.is_json else talk(link))
    except HeadwaterError as exc:
        if exit_code_of(exc) is not Exit.FAILED:
            raise
        if remote.output.is_json:
            remote.output.json({"error": describe_error(exc)})
        remote.output.error(exc.message)
        raise click.exceptions.Exit(_NOT_RUN) from None
    raise click.exceptions.Exit(_tell_end(end, link, agent, remote.output))


def _list_shells(remote: Remote, agent: str) -> None:
    shells = remote.client.shells(agent)
    if remote.output.is_json:
        remote.output.json({"shells": shells})
        return
    rows = [
        (one["shellId"], one["sessionId"], one["endpoint"], one["state"], format_duration(one["aloneS"]))
        for one in shells
    ]
    columns = ("Shell", "Session", "Endpoint", "State", "Alone for")
    remote.output.table(columns, rows, empty=f"no shells in sessions of {agent}")


def _tell_end(end: ShellEnd, link: ShellLink, agent: str, output: Output) -> int:
    """Say how it ended; the command's exit code."""
    if output.is_json:
        facts = {"event": "ended", "how": end.kind, "exitCode": end.exit_code, "message": end.message or None}
        output.data(json.dumps(facts).encode() + b"\n")
    elif end.kind in ("left", "taken-over"):
        where = link.address
        again = f"headwater shell {agent} --session {where.session_id} --shell-id {where.shell_id}"
        output.note(f"{end.message or 'the shell goes on'}; to come back: {again}")
    elif end.kind == "lost":
        output.error(end.message)
    if end.exit_code is not None:
        return end.exit_code
    return Exit.OK if end.kind == "left" else _NOT_RUN
