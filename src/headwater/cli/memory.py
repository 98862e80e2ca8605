"""`headwater memory`: memories, what is in them, and taking it elsewhere."""

from __future__ import annotations

import sys
from typing import Any

import click

from headwater.cli.exits import EPILOG
from headwater.cli.memory_contents import (
    actors_command,
    events_command,
    records_command,
    search_command,
    sessions_command,
)
from headwater.cli.memory_jobs import jobs_command
from headwater.cli.memory_transfer import export_command, import_command
from headwater.cli.options import Remote, remote_options
from headwater.cli.output import format_time

#: AWS's own bounds.
_EXPIRY_DAYS = click.IntRange(3, 3650)


@click.group("memory")
def memory_command() -> None:
    """Memories: what agents remember of conversations.

    MEMORY is a memory's name, its id or its ARN.
    """


@memory_command.command("create", epilog=EPILOG)
@click.argument("name")
@click.option("--expiry-days", type=_EXPIRY_DAYS, default=90, show_default=True,
              help="Days after which an event is forgotten.")  # fmt: skip
@click.option("--strategy", "strategies", multiple=True, metavar="KIND[=NAMESPACE]",
              help="Make records of what is said: semantic (facts), summary, user-preference or episodic. "
                   "NAMESPACE is where, like /facts/{actorId}/. May be given several times.")  # fmt: skip
@click.option("--description", help="What it is for.")
@click.option(
    "--if-absent", is_flag=True, help="Be content with a memory of this name that is there, as it is."
)
@remote_options
def create_command(
    remote: Remote,
    name: str,
    expiry_days: int,
    strategies: tuple[str, ...],
    description: str | None,
    if_absent: bool,
) -> None:
    """Make the memory NAME and print its id."""
    from headwater.client.errors import RequestFailed
    from headwater.client.memory.api import is_name_taken
    from headwater.client.memory.strategies import read_strategy

    members: dict[str, Any] = {"name": name, "eventExpiryDuration": expiry_days}  # Any: members of the API
    if strategies:
        members["memoryStrategies"] = [read_strategy(text) for text in strategies]
    if description:
        members["description"] = description
    memories = remote.memories
    try:
        memory, is_new = memories.create(members), True
    except RequestFailed as exc:
        if not (if_absent and is_name_taken(exc)):
            raise
        memory, is_new = memories.get(memories.resolve(name)), False
    if remote.output.is_json:
        remote.output.json({"memory": memory, "isNew": is_new})
        return
    remote.output.text(memory["id"])
    if not is_new:
        remote.output.note("it was there, and stays as it is")


@memory_command.command("list", epilog=EPILOG)
@remote_options
def list_command(remote: Remote) -> None:
    """List the memories, in the order they were made."""
    from headwater.client.memory.api import name_of

    found = [{"name": name_of(memory["id"]), **memory} for memory in remote.memories.list_all()]
    if remote.output.is_json:
        remote.output.json({"memories": found})
        return
    rows = [(m["name"], m["id"], m["status"], format_time(m["createdAt"])) for m in found]
    remote.output.table(("Name", "Id", "Status", "Made at"), rows, empty="no memories")


@memory_command.command("show", epilog=EPILOG)
@click.argument("memory")
@remote_options
def show_command(remote: Remote, memory: str) -> None:
    """Show a memory and its strategies."""
    memories = remote.memories
    found = memories.get(memories.resolve(memory))
    output = remote.output
    if output.is_json:
        output.json({"memory": found})
        return
    for label, value in (
        ("name", found["name"]),
        ("id", found["id"]),
        ("ARN", found["arn"]),
        ("status", found["status"]),
        ("description", found.get("description")),
        ("events kept for", f"{found['eventExpiryDuration']} days"),
        ("made at", format_time(found["createdAt"])),
        ("indexed keys", ", ".join(f"{k['key']} ({k['type']})" for k in found.get("indexedKeys", []))),
    ):
        if value:
            output.text(f"{label:<16} {value}")
    rows = [(s["name"], s["type"], s["strategyId"], ", ".join(s["namespaces"])) for s in found["strategies"]]
    if rows:
        output.text("")
    output.table(("Strategy", "Type", "Id", "Namespace"), rows, empty="no strategies: no records are made")


@click.command("delete", epilog=EPILOG)
@click.argument("memory")
@click.option("--yes", "-y", "is_confirmed", is_flag=True, help="Do not ask.")
@remote_options
def delete_command(remote: Remote, memory: str, is_confirmed: bool) -> None:
    """Delete a memory with all its events and records."""
    memories = remote.memories
    found = memories.get(memories.resolve(memory))
    if not is_confirmed:
        if not sys.stdin.isatty():
            raise click.UsageError("nobody is here to confirm; say --yes")
        question = f"Delete {found['name']} ({found['id']}) with all its events and records?"
        click.confirm(question, abort=True, err=True)
    answer = memories.delete(found["id"])
    if remote.output.is_json:
        remote.output.json(answer)
    else:
        remote.output.note(f"{found['id']} is deleted")


memory_command.add_command(events_command)
memory_command.add_command(actors_command)
memory_command.add_command(sessions_command)
memory_command.add_command(search_command)
memory_command.add_command(records_command)
memory_command.add_command(jobs_command)
memory_command.add_command(export_command)
memory_command.add_command(import_command)
memory_command.add_command(delete_command)
