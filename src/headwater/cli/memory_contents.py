"""`headwater memory events`, `actors`, `sessions`, `search` and `records`: what is in a memory."""

from __future__ import annotations

import json
from itertools import islice
from typing import Any

import click

from headwater.cli.exits import EPILOG
from headwater.cli.options import Remote, remote_options
from headwater.cli.output import Output, format_time

#: Every namespace that begins with a slash, as those of strategies do.
_EVERYWHERE = "/"
_TOP_COUNT = click.IntRange(1, 100)
_ACTOR = click.option("--actor", "actor_id", required=True, metavar="ID", help="Whom the events are about.")


@click.command("events", epilog=EPILOG)
@click.argument("memory")
@_ACTOR
@click.option("--session", "session_id", required=True, metavar="ID", help="The conversation.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="How many events.")
@click.option(
    "--branch", metavar="NAME", help="Only this branch, with what it grew from; main is the main one."
)
@remote_options
def events_command(
    remote: Remote, memory: str, actor_id: str, session_id: str, limit: int, branch: str | None
) -> None:
    """Show the newest events of a conversation, in reading order: the oldest of them first."""
    memories = remote.memories
    newest_first = memories.events(
        memories.resolve(memory), actor_id, session_id, branch=branch, with_parents=True, page_count=limit
    )
    events = [*islice(newest_first, limit)][::-1]
    if remote.output.is_json:
        remote.output.json({"events": events})
        return
    for event in events:
        _print_event(remote.output, event)
    if not events:
        remote.output.note(f"no events of {actor_id} in {session_id}")


@click.command("actors", epilog=EPILOG)
@click.argument("memory")
@remote_options
def actors_command(remote: Remote, memory: str) -> None:
    """List those about whom there are events."""
    actors = remote.memories.actors(remote.memories.resolve(memory))
    if remote.output.is_json:
        remote.output.json({"actors": [*actors]})
        return
    is_empty = True
    for actor_id in actors:
        is_empty = False
        remote.output.text(actor_id)
    if is_empty:
        remote.output.note("no actors")


@click.command("sessions", epilog=EPILOG)
@click.argument("memory")
@_ACTOR
@remote_options
def sessions_command(remote: Remote, memory: str, actor_id: str) -> None:
    """List the conversations of an actor, the newest first."""
    found = [*remote.memories.sessions(remote.memories.resolve(memory), actor_id)]
    if remote.output.is_json:
        remote.output.json({"sessions": found})
        return
    rows = [(session["sessionId"], format_time(session["createdAt"])) for session in found]
    remote.output.table(("Session", "Begun at"), rows, empty=f"no sessions of {actor_id}")


@click.command("search", epilog=EPILOG)
@click.argument("memory")
@click.argument("query")
@click.option("--namespace", metavar="NAME", help="Only records of exactly this namespace.")
@click.option("--namespace-path", metavar="PATH", help="Only records of this namespace and those below it.")
@click.option("--top", "top_count", type=_TOP_COUNT, default=10, show_default=True, help="How many records.")
@remote_options
def search_command(
    remote: Remote,
    memory: str,
    query: str,
    namespace: str | None,
    namespace_path: str | None,
    top_count: int,
) -> None:
    """Find the records that answer QUERY best, by meaning and by words, the best first.

    Records are what strategies make of events; without --namespace or --namespace-path all are searched.
    """
    scope = _choose_scope(namespace, namespace_path)
    memories = remote.memories
    found = memories.search(memories.resolve(memory), query, scope, top_count=top_count)
    _print_records(remote.output, found, "nothing is found")


@click.command("records", epilog=EPILOG)
@click.argument("memory")
@click.option("--namespace", metavar="NAME", help="Only records of exactly this namespace.")
@click.option("--namespace-path", metavar="PATH", help="Only records of this namespace and those below it.")
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True, help="How many records.")
@remote_options
def records_command(
    remote: Remote, memory: str, namespace: str | None, namespace_path: str | None, limit: int
) -> None:
    """List the records that strategies made of events, by namespace."""
    scope = _choose_scope(namespace, namespace_path)
    found = [*islice(remote.memories.records(remote.memories.resolve(memory), scope), limit)]
    _print_records(remote.output, found, "no records")


def _choose_scope(namespace: str | None, namespace_path: str | None) -> dict[str, str]:
    if namespace is not None and namespace_path is not None:
        raise click.UsageError("say either --namespace (that one) or --namespace-path (it and those below)")
    if namespace is not None:
        return {"namespace": namespace}
    return {"namespacePath": _EVERYWHERE if namespace_path is None else namespace_path}


def _print_event(output: Output, event: dict[str, Any]) -> None:  # Any: members of the API
    branch = event.get("branch", {}).get("name")
    head = f"{format_time(event['eventTimestamp'])}  {event['eventId']}"
    output.text(head + (f"  branch {branch}" if branch else ""))
    for item in event["payload"]:
        if "conversational" in item:
            said = item["conversational"]
            output.text(f"  {said['role']}: {said['content']['text']}")
        else:
            ((kind, value),) = item.items()
            output.text(f"  {kind}: {json.dumps(value, ensure_ascii=False)}")
    if event.get("metadata"):
        pairs = (f"{name}={value.get('stringValue')}" for name, value in event["metadata"].items())
        output.text(f"  ({', '.join(pairs)})")


def _print_records(output: Output, found: list[dict[str, Any]], empty: str) -> None:  # Any: JSON
    if output.is_json:
        output.json({"records": found})
        return
    for record in found:
        score = f"{record['score']:.2f}  " if "score" in record else ""
        output.text(f"{score}{record['content']['text']}")
        output.note(f"  {', '.join(record['namespaces']) or 'no namespace'}  {record['memoryRecordId']}")
    if not found:
        output.note(empty)
