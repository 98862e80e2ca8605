"""`headwater exec`."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING

import click

from headwater.cli.options import Remote, bearer_option, remote_options
from headwater.core.errors import HeadwaterError

if TYPE_CHECKING:
    from headwater.client.commands import Command

#: As `timeout` and `docker exec` have them; shells leave these to such programs.
_TIMED_OUT = 124
_NOT_RUN = 125
_EPILOG = (
    "Exit codes: 0 success; else CMD's own; 124 it took too long; 125 it could not be run, or was lost;"
    " 3 no server answers; 4 no such agent; 130 cancelled with Ctrl-C, which ends CMD."
)


@click.command("exec", epilog=_EPILOG)
@click.argument("agent")
@click.argument("command", metavar="-- CMD...", nargs=-1, required=True, type=click.UNPROCESSED)
@click.option(
    "--session",
    "session_id",
    metavar="ID",
    help="The session to run it in; default: a new one.",
)
@click.option(
    "--timeout",
    "timeout_s",
    metavar="SECONDS",
    type=click.IntRange(1, 3600),
    default=300,
    show_default=True,
    help="End CMD after so long.",
)
@click.option("--qualifier", default="DEFAULT", show_default=True, help="The endpoint's name.")
@remote_options
@bearer_option
def exec_command(
    remote: Remote,
    agent: str,
    command: tuple[str, ...],
    session_id: str | None,
    timeout_s: int,
    qualifier: str,
) -> None:
    """Run CMD in a session of AGENT, beside the agent: in its sandbox, with its files and its variables.

    What CMD prints, and its exit code, are passed on. One word is a line for the session's shell, bash or
    sh; of several, each is one argument:

    \b
      headwater exec weather --session $S -- 'ls /tmp | wc -l'
      headwater exec weather --session $S -- python -c 'print(6 * 7)'

    CMD has no standard input (AgentCore's operation has none) and no terminal: see `headwater shell`.
    """
    line = command[0] if len(command) == 1 else shlex.join(command)
    try:
        with remote.client.run_command(
            agent, line, session_id=session_id, qualifier=qualifier, timeout_s=timeout_s
        ) as running:
            if session_id is None and remote.output.is_error_terminal:
                remote.output.note(f"session {running.session_id}")
            if remote.output.is_json:
                _print_json(remote, running)
            else:
                _pass_on(running)
    except HeadwaterError as exc:
        if exc.http_status == 404 or type(exc).__name__ == "ServerNotReachable":
            raise
        remote.output.error(exc.message)
        raise click.exceptions.Exit(_NOT_RUN) from None
    if running.is_timed_out:
        remote.output.error(f"the command was ended after {timeout_s} s (--timeout)")
        raise click.exceptions.Exit(_TIMED_OUT)
    code = running.exit_code
    if code is None or code < 0:
        remote.output.error("the command was lost: nobody can tell how it ended")
    raise click.exceptions.Exit(_NOT_RUN if code is None or code < 0 else code)


def _pass_on(running: Command) -> None:
    streams = {"stdout": sys.stdout.buffer, "stderr": sys.stderr.buffer}
    for output in running:
        stream = streams[output.stream]
        stream.write(output.text.encode("utf-8", "surrogatepass"))
        stream.flush()


def _print_json(remote: Remote, running: Command) -> None:
    result = running.result()
    remote.output.json(
        {
            "sessionId": result.session_id,
            "exitCode": result.exit_code,
            "status": "TIMED_OUT" if result.is_timed_out else "COMPLETED",
            "stdout": result.stdout,
            "stderr": result.stderr,
        }
    )
