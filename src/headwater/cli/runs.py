"""`headwater runs`: invocations that go on without their callers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from headwater.cli.exits import EPILOG, Exit
from headwater.cli.following import keep_up, show
from headwater.cli.options import Remote, bearer_option, remote_options
from headwater.cli.output import Output, format_size

if TYPE_CHECKING:
    from headwater.client import Client

_STATES = ("running", "done", "failed", "cancelled", "lost")


@click.group("runs")
def runs_command() -> None:
    """Runs: invocations whose answers are kept, whoever listens.

    `headwater invoke` and `chat`, the console's playground, and every caller that sends the header
    Headwater-Resumable or Headwater-Detached make one. ID is the invocation's id.
    """


@runs_command.command("list", epilog=EPILOG)
@click.argument("agent", required=False)
@click.option("--session", "session_id", metavar="ID", help="Of this session only.")
@click.option("--state", type=click.Choice(_STATES), help="In this state only.")
@remote_options
def list_command(remote: Remote, agent: str | None, session_id: str | None, state: str | None) -> None:
    """List the runs of AGENT that are kept, or of all agents, the latest first."""
    found = remote.client.runs(agent, session_id=session_id, state=state)
    if remote.output.is_json:
        remote.output.json({"runs": found})
        return
    columns = ("Invocation", "Agent", "Session", "State", "Started", "Size", "Viewers", "Kept until")
    rows = [
        [
            run["invocationId"],
            run["runtimeName"],
            run["sessionId"],
            run["state"],
            run["createdAt"],
            format_size(run["lengthBytes"]),
            run["viewers"],
            run["expiresAt"],
        ]
        for run in found
    ]
    remote.output.table(columns, rows, empty="no run is kept that this asks for")


@runs_command.command("attach", epilog=EPILOG)
@click.argument("invocation_id", metavar="ID")
@click.option(
    "--offset",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    metavar="N",
    help="Begin with this byte of the answer.",
)
@click.option(
    "--raw", "is_raw", is_flag=True, help="Print the answer's bytes exactly as the agent sent them."
)
@remote_options
@bearer_option
def attach_command(remote: Remote, invocation_id: str, offset: int, is_raw: bool) -> None:
    """Show the answer of the run ID: what there is of it, and what comes until it ends.

    Any number of viewers may do so, also when it is over, as long as it is kept. Ctrl-C leaves, and the run
    goes on. Where bytes are not kept any more, standard error says how many.
    """
    output = remote.output
    if is_raw and output.is_json:
        raise click.UsageError("--raw and --json exclude each other")
    if is_raw:
        _pass_on(output, remote.client, invocation_id, offset)
        return
    resuming = keep_up(output, accepts_gaps=True)
    if not show(output, remote.client.resume(invocation_id, offset, resuming=resuming)):
        raise click.exceptions.Exit(Exit.FAILED)


@runs_command.command("cancel", epilog=EPILOG)
@click.argument("invocation_ids", metavar="ID...", nargs=-1, required=True)
@remote_options
@bearer_option
def cancel_command(remote: Remote, invocation_ids: tuple[str, ...]) -> None:
    """Stop the work on each run ID. Harmless for one that is over."""
    told: list[dict[str, Any]] = [remote.client.cancel(one) for one in invocation_ids]  # Any: JSON
    if remote.output.is_json:
        remote.output.json({"runs": told})
        return
    for run in told:
        remote.output.text(f"{run['invocationId']} {run['state']}")


def _pass_on(output: Output, client: Client, invocation_id: str, offset: int) -> None:
    from headwater.client import StreamGap

    while True:
        try:
            show(output, client.resume(invocation_id, offset, resuming=keep_up(output)), is_raw=True)
            return
        except StreamGap as exc:
            output.note(exc.message)
            offset = exc.gap.to_offset
