"""`headwater logs`."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import click

from headwater.cli.exits import EPILOG
from headwater.cli.options import Remote, remote_options
from headwater.cli.output import Output

_AGO = re.compile(r"(\d+)([smhd])")
_COLOUR = re.compile(r"\x1b\[[0-9;:]*m")
#: Of C0 all but the tab, C1, and what turns the direction of writing.
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
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


_LEVELS = ("debug", "info", "warning", "error", "critical")
_STREAMS = ("runtime", "otel", "stdout", "stderr", "event")
_STYLES: dict[str, dict[str, Any]] = {  # Any: click's arguments
    "debug": {"dim": True},
    "warning": {"fg": "yellow"},
    "error": {"fg": "red"},
    "critical": {"fg": "red", "bold": True},
}
_SHORT_ID_CHARS = 8


@click.command("logs", epilog=EPILOG)
@click.argument("agent")
@click.option("--session", "session_id", metavar="ID", help="Of this session only.")
@click.option(
    "--since", metavar="TIME", callback=parse_since, help="Lines since then: 10m, 2h, or a time in ISO form."
)
@click.option("--until", metavar="TIME", callback=parse_since, help="Lines up to then, in the same forms.")
@click.option("--level", type=click.Choice(_LEVELS), help="Lines as serious as this, or more.")
@click.option("--grep", metavar="PATTERN", help="Lines that hold this regular expression (RE2).")
@click.option(
    "--stream",
    "streams",
    type=click.Choice(_STREAMS),
    multiple=True,
    help="Of this stream only (may be repeated): runtime is all but otel, records sent over OTLP.",
)
@click.option("--request", "request_id", metavar="ID", help="Of the invocation with this request id.")
@click.option("--trace", "trace_id", metavar="ID", help="Of this trace.")
@click.option("--limit", type=click.IntRange(0), help="At most this many of the latest lines.")
@click.option("--build", "is_build", is_flag=True, help="What was said while a version was made ready.")
@click.option("--version", metavar="NUMBER", help="With --build: this version's. [default: the latest]")
@click.option("--follow", "-f", "is_following", is_flag=True, help="Go on printing new lines until Ctrl-C.")
@remote_options
def logs_command(
    remote: Remote,
    agent: str,
    is_build: bool,
    version: str | None,
    is_following: bool,
    **wanted: Any,  # Any: the members of `LogWish`, by the options' names
) -> None:
    """Print what AGENT printed and what befell it. With --json, one JSON object a line."""
    if is_build or version is not None:
        _print_build_log(remote, agent, version)
        return
    if is_following and wanted["until"] is not None:
        raise click.UsageError("--until and --follow exclude each other: what is followed has no end")

    def note_break(message: str) -> None:
        remote.output.note(f"{message}; the log goes on when it is back")

    lines = remote.client.logs(agent, follow=is_following, on_break=note_break, **wanted)
    for line in lines:
        print_log_line(remote.output, line, is_only_session=wanted["session_id"] is not None)


def _print_build_log(remote: Remote, agent: str, version: str | None) -> None:
    if version is not None and not version.isdigit():
        raise click.UsageError(f"{version!r} is not the number of a version")
    for line in remote.client.build_log(agent, version).splitlines():
        remote.output.text(json.dumps({"text": line}, ensure_ascii=False) if remote.output.is_json else line)


def print_log_line(
    output: Output,
    line: dict[str, Any],  # Any: JSON
    *,
    is_only_session: bool = False,
) -> None:
    """One line of a log, with its time and where it is from."""
    if output.is_json:
        output.text(json.dumps(line, ensure_ascii=False))
        return
    session_id = line.get("sessionId")
    if session_id and not is_only_session:
        session_id = session_id[:_SHORT_ID_CHARS]
    origin = show_safely(session_id or line.get("source", ""))
    head = f"{_local_time(line['time'])} v{line.get('version', '?')} {origin:<8} "
    text = show_safely(line["text"]) + (" …" if line.get("continues") else "")
    if output.is_terminal:
        style = _STYLES.get(line.get("level") or "") or {}
        if not style and line.get("stream") in ("event", "otel"):
            style = {"fg": "cyan"}
        output.text(click.style(head, dim=True) + click.style(text, **style))
    else:
        output.text(head + text)


def show_safely(text: str) -> str:
    """What an agent wrote, with nothing in it that a terminal obeys: colours go, the rest is spelt out."""
    if text.isprintable():
        return text
    return _CONTROL.sub(lambda found: ascii(found[0])[1:-1], _COLOUR.sub("", text))


def _local_time(text: str) -> str:
    return datetime.fromisoformat(text).astimezone().strftime("%H:%M:%S.%f")[:-3]
