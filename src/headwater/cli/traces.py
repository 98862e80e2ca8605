"""`headwater traces`."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import click

from headwater.cli.logs import parse_since
from headwater.cli.options import Remote, remote_options
from headwater.cli.output import format_time
from headwater.cli.waterfall import draw
from headwater.core.errors import InvalidRequest

_TRACE_ID = re.compile(r"[0-9a-fA-F]{32}")


@click.command("traces")
@click.argument("agent")
@click.option("--session", "session_id", metavar="ID", help="Of this session only.")
@click.option(
    "--slow",
    "slow_ms",
    type=click.FloatRange(0),
    is_flag=False,
    flag_value=1000.0,
    metavar="[MS]",
    help="That took at least so many milliseconds, the slowest first. [default with --slow: 1000]",
)
@click.option("--errors", "only_errors", is_flag=True, help="That failed.")
@click.option(
    "--since", metavar="TIME", callback=parse_since, help="Since then: 10m, 2h, or a time in ISO form."
)
@click.option("--grep", "search", metavar="TEXT", help="Whose ids, status or attributes hold this text.")
@click.option("--trace", "trace_id", metavar="ID", help="This trace alone.")
@click.option(
    "--limit", type=click.IntRange(1, 500), default=10, show_default=True, help="At most so many traces."
)
@remote_options
def traces_command(
    remote: Remote,
    agent: str,
    session_id: str | None,
    slow_ms: float | None,
    only_errors: bool,
    since: datetime | None,
    search: str | None,
    trace_id: str | None,
    limit: int,
) -> None:
    """Show what the time of AGENT's invocations went to, the newest first.

    With --json, one array of spans: `trace_id`, `span_id`, `parent_id`, `name`, `start_ms`, `duration_ms`,
    `session_id`, and what else is known of each.
    """
    if trace_id is not None and _TRACE_ID.fullmatch(trace_id) is None:
        raise InvalidRequest(f"--trace {trace_id!r} is not the id of a trace: 32 hexadecimal digits")
    found = remote.client.traces(
        agent,
        session_id=session_id,
        min_s=(slow_ms or 0.0) / 1000,
        since=since,
        only_errors=only_errors,
        search=trace_id.lower() if trace_id else search,
        limit=limit,
    )
    if slow_ms is not None:
        found.sort(key=lambda one: -one["durationMs"])
    ids = list(dict.fromkeys(one["traceId"] for one in found if trace_id in (None, one["traceId"])))
    traces = [remote.client.trace(one) for one in ids]
    if remote.output.is_json:
        remote.output.json([_as_json(span) for spans in traces for span in spans])
    elif not traces:
        remote.output.note("no invocations are on record that this asks for")
    for spans in traces if not remote.output.is_json else []:
        _print(remote, spans)


def _print(remote: Remote, spans: list[dict[str, Any]]) -> None:  # Any: JSON
    first = spans[0]
    session = next((span["sessionId"] for span in spans if span["sessionId"]), None)
    when = format_time(min(span["startMs"] for span in spans) / 1000)
    head = f"trace {first['traceId']}  session {session or '–'}  {when}"
    remote.output.text(click.style(head, bold=True) if remote.output.is_terminal else head)
    for line in draw(spans, is_terminal=remote.output.is_terminal):
        remote.output.text(line)
    remote.output.text("")


def _as_json(span: dict[str, Any]) -> dict[str, Any]:  # Any: JSON
    return {
        "trace_id": span["traceId"],
        "span_id": span["spanId"],
        "parent_id": span["parentId"],
        "name": span["name"],
        "start_ms": span["startMs"],
        "duration_ms": span["durationMs"],
        "session_id": span["sessionId"],
        "request_id": span["requestId"],
        "service": span["service"],
        "kind": span["kind"],
        "status": span["status"],
        "status_message": span["statusMessage"],
        "attributes": span["attributes"],
        "events": span["events"],
    }
