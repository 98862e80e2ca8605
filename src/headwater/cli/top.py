"""`headwater top`: sessions by what they use, live."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from headwater.cli.options import Remote, remote_options
from headwater.cli.output import Output, align, format_duration, format_size
from headwater.cli.rates import SORTS, Rates, sort_sessions

if TYPE_CHECKING:
    from rich.console import RenderableType

Json = dict[str, Any]  # Any: JSON
#: Sessions that are looked at; those that were active last.
_LIMIT = 1000
#: Seconds between the two looks that `--once` takes.
_ONCE_PAUSE_S = 1.0
#: Lines of a terminal that are not a session's.
_OTHER_LINES = 4
_COLUMNS = (
    *("Session", "Agent", "State", "CPU %", "Memory", "Streams", "Tokens/s", "Bytes/s"),
    *("Requests", "Age", "Idle"),
)
_LEFT = 3


@click.command("top")
@click.option("--runtime", "agent", metavar="AGENT", help="Sessions of this agent only.")
@click.option(
    "--sort",
    type=click.Choice(list(SORTS)),
    default="cpu",
    show_default=True,
    help="What to sort by, the highest first.",
)
@click.option(
    "--every",
    "every_s",
    type=click.FloatRange(0.2, 3600),
    default=2.0,
    show_default=True,
    metavar="S",
    help="Seconds between two looks.",
)
@click.option("--once", "is_once", is_flag=True, help="Look for one second, print that, and end.")
@remote_options
def top_command(remote: Remote, agent: str | None, sort: str, every_s: float, is_once: bool) -> None:
    """Show live sessions by what they use, until Ctrl-C.

    A terminal shows a table that stays in its place; a pipe gets a table a look, and with --json one JSON
    object a line. CPU % is of one processor; streams are answers in flight; tokens are those of the models
    that agents ask through the server.
    """
    looks = _look(remote, agent, sort, _ONCE_PAUSE_S if is_once else every_s)
    try:
        if is_once:
            next(looks)
            _print(remote.output, next(looks))
        elif remote.output.is_terminal and not remote.output.is_json:
            _show(looks)
        else:
            for look in looks:
                _print(remote.output, look)
    except KeyboardInterrupt:
        pass  # that is how it ends
    except BrokenPipeError:  # whoever read has enough; Python would complain of it when it ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _look(remote: Remote, agent: str | None, sort: str, every_s: float) -> Iterator[Json]:
    """What is seen at each look, for ever."""
    rates = Rates()
    while True:
        began_s = time.monotonic()
        page = remote.client.session_page(agent, limit=_LIMIT, sort="-activity", measure=True)
        sessions = sort_sessions(rates.add(page["sessions"], time.monotonic()), sort)
        yield {"at": time.time(), "total": page["total"], "counts": page["counts"], "sessions": sessions}
        time.sleep(max(0.0, every_s - (time.monotonic() - began_s)))


def _print(output: Output, look: Json) -> None:
    if output.is_json:
        output.text(json.dumps(look, ensure_ascii=False))
        return
    lines = align([[column.upper() for column in _COLUMNS], *map(_cells_of, look["sessions"])])
    output.text("\n".join([_sum_up(look), *lines, ""]))


def _show(looks: Iterator[Json]) -> None:
    from rich.console import Console
    from rich.live import Live

    console = Console()
    with Live(console=console, screen=True, auto_refresh=False) as live:
        for look in looks:
            live.update(_build_table(look, console.size.height - _OTHER_LINES), refresh=True)


def _build_table(look: Json, rows_count: int) -> RenderableType:
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold", expand=True)
    for number, column in enumerate(_COLUMNS):
        is_left = number < _LEFT
        table.add_column(column, justify="left" if is_left else "right", no_wrap=True, overflow="ellipsis")
    for session in look["sessions"][: max(1, rows_count)]:
        style = {"ACTIVE": "green", "STARTING": "yellow", "STOPPING": "yellow"}.get(session["state"], "")
        table.add_row(*(Text(cell) for cell in _cells_of(session)), style=style)
    left = look["total"] - min(len(look["sessions"]), max(1, rows_count))
    rest = Text(f"… and {left} more" if left > 0 else "", style="dim")
    return Group(Text(_sum_up(look), style="bold"), Text(""), table, rest)


def _sum_up(look: Json) -> str:
    counts = {state.lower(): count for state, count in look["counts"].items() if count}
    at = time.strftime("%H:%M:%S", time.localtime(look["at"]))
    text = f"{at}  {look['total']} session{'' if look['total'] == 1 else 's'}"
    return ", ".join([text, *(f"{count} {state}" for state, count in counts.items())])


def _cells_of(session: Json) -> list[str]:
    return [
        session["sessionId"],
        session["runtimeName"],
        session["state"],
        _format_rate(session["cpuPercent"]),
        format_size(session["memoryBytes"]),
        str(session["activeInvocations"]),
        _format_rate(session["tokensPerS"]),
        "–" if session["bytesPerS"] is None else format_size(round(session["bytesPerS"])),
        str(session["requestCount"]),
        format_duration(session["ageS"]),
        format_duration(session["idleS"]),
    ]


def _format_rate(rate: float | None) -> str:
    return "–" if rate is None else f"{rate:.1f}"
