"""`headwater logs`."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import click

from headwater.cli.options import Remote, remote_options
from headwater.cli.output import Output

_AGO = re.compile(r"(\d+)([smhd])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def parse_since(ctx: click.Context, param: click.Parameter, text: str | None) -> datetime | None:
    """`10m` (that long ago), or a time in ISO form; without a zone it is local time."""
    if text is None:
        return None
    if ago := _AGO.fullmatch(text):
        return datetime.now(UTC) - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        raise click.BadParameter(
            f"{text!r} is neither like 30s, 10m, 2h, 1d nor like 2026-01-31T12:00:00"
        ) from None


@click.command("logs")
@click.argument("agent")
@click.option("--session", "session_id", metavar="ID", help="Of this session only.")
@click.option(
    "--since", metavar="TIME", callback=parse_since, help="Lines since then: 10m, 2h, or a time in ISO form."
)
@click.option("--limit", type=click.IntRange(1), help="At most this many of the latest lines.")
@click.option("--build", "is_build", is_flag=True, help="What was said while a version was made ready.")
@click.option("--version", metavar="NUMBER", help="With --build: this version's. [default: the latest]")
@click.option("--follow", "-f", "is_following", is_flag=True, help="Go on printing new lines until Ctrl-C.")
@remote_options
def logs_command(
    remote: Remote,
    agent: str,
    session_id: str | None,
    since: datetime | None,
    limit: int | None,
    is_build: bool,
    version: str | None,
    is_following: bool,
) -> None:
    """Print what AGENT printed and what befell it. With --json, one JSON object a line."""
    if is_build or version is not None:
        _print_build_log(remote, agent, version)
        return
    lines = remote.client.logs(agent, session_id=session_id, since=since, limit=limit, follow=is_following)
    for line in lines:
        print_log_line(remote.output, line)


def _print_build_log(remote: Remote, agent: str, version: str | None) -> None:
    if version is not None and not version.isdigit():
        raise click.UsageError(f"{version!r} is not the number of a version")
    for line in remote.client.build_log(agent, version).splitlines():
        remote.output.text(json.dumps({"text": line}, ensure_ascii=False) if remote.output.is_json else line)


def print_log_line(output: Output, line: dict[str, Any]) -> None:  # Any: JSON
    """One line of a log, with its time and where it is from."""
    if output.is_json:
        output.text(json.dumps(line, ensure_ascii=False))
        return
    origin = line["sessionId"][:8] if line.get("sessionId") else line.get("source", "")
    head = f"{_local_time(line['time'])} v{line.get('version', '?')} {origin:<8} "
    if output.is_terminal:
        color = {"stderr": "yellow", "event": "cyan"}.get(line.get("stream", ""))
        output.text(click.style(head, dim=True) + click.style(line["text"], fg=color))
    else:
        output.text(head + line["text"])


def _local_time(text: str) -> str:
    return datetime.fromisoformat(text).astimezone().strftime("%H:%M:%S.%f")[:-3]
