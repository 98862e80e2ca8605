"""What a command prints, and where: results on standard output, all else on standard error.

Colour and things that move are for terminals; a pipe gets plain lines. With `--json`, standard output holds
JSON and nothing else.
"""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import click


class Output:
    """The two streams, and what the reader of each can show."""

    def __init__(self, *, is_json: bool = False) -> None:
        self.is_json = is_json

    @property
    def is_terminal(self) -> bool:
        """Whether a person reads standard output."""
        return sys.stdout.isatty()

    @property
    def is_error_terminal(self) -> bool:
        """Whether a person reads standard error."""
        return sys.stderr.isatty()

    def json(self, value: Any) -> None:  # Any: JSON
        """Print one JSON document: indented for a person, one line for a program."""
        indent = 2 if self.is_terminal else None
        try:
            encoded = json.dumps(value, ensure_ascii=False, indent=indent, default=_show_bytes).encode()
        except UnicodeEncodeError:  # half of a surrogate pair: JSON can say it, UTF-8 only as an escape
            encoded = json.dumps(value, indent=indent, default=_show_bytes).encode()
        self.data(encoded + b"\n")

    def text(self, text: str, *, newline: bool = True) -> None:
        """Print at once: a stream must not wait in a buffer."""
        self.data((text + ("\n" if newline else "")).encode("utf-8", "replace"))

    def data(self, data: bytes) -> None:
        """Print bytes as they are, at once."""
        click.echo(data, nl=False)

    def note(self, text: str, *, style: str | None = "dim") -> None:
        """Print a line for a person on standard error."""
        styles: dict[str, dict[str, Any]] = {  # Any: click's arguments
            "dim": {"dim": True}, "good": {"fg": "green"}, "bad": {"fg": "red"}, "strong": {"bold": True},
        }  # fmt: skip
        # click takes the colours out where no terminal reads them.
        click.echo(click.style(text, **styles[style]) if style else text, err=True)

    def error(self, message: str) -> None:
        """Print why the command failed."""
        click.echo(click.style("error: ", fg="red", bold=True) + message, err=True)

    def table(self, columns: Sequence[str], rows: Sequence[Sequence[object]], *, empty: str) -> None:
        """Print rows under a heading; `empty` is said to a person when there are none."""
        cells = [["–" if cell in (None, "") else str(cell) for cell in row] for row in rows]
        if not cells:
            self.note(empty)
        elif self.is_terminal:
            _print_rich(columns, cells)
        else:
            for line in align([[column.upper() for column in columns], *cells]):
                self.text(line)


def align(rows: Sequence[Sequence[str]]) -> list[str]:
    """Lines whose columns stand under each other, two spaces apart."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]


def format_duration(seconds: float | None) -> str:
    """`12 ms`, `3.4 s`, `5 m 20 s`, `2 h 10 m`."""
    if seconds is None:
        return "–"
    if seconds < 1:
        return f"{seconds * 1000:.0f} ms"
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(int(seconds), 60)
    if minutes < 60:
        return f"{minutes} m {rest} s"
    return f"{minutes // 60} h {minutes % 60} m"


def format_size(size_bytes: int | None) -> str:
    """`812 KB`, `23 MB`, `1.4 GB`, in powers of ten."""
    if size_bytes is None:
        return "–"
    if size_bytes < 1_000_000:
        return f"{size_bytes / 1e3:.0f} KB"
    return f"{size_bytes / 1e6:.0f} MB" if size_bytes < 1_000_000_000 else f"{size_bytes / 1e9:.1f} GB"


def format_time(at_s: float) -> str:
    """Seconds since 1970 as a person reads them: `2026-02-16 10:00:00.250Z`."""
    at_ms = round(at_s * 1000)
    at = datetime.fromtimestamp(at_ms // 1000, UTC).replace(microsecond=at_ms % 1000 * 1000)
    return at.isoformat(sep=" ", timespec="milliseconds").replace("+00:00", "Z")


def _show_bytes(value: object) -> dict[str, str]:
    """An answer that is no text, inside JSON."""
    if not isinstance(value, bytes):
        raise TypeError(f"{value!r} has no JSON form")
    return {"base64": base64.b64encode(value).decode()}


def _print_rich(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.console import Console  # slow to import; piped output does without
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell, style=_STATUS_STYLES.get(cell, "")) for cell in row))
    Console().print(table)


_STATUS_STYLES = {
    "READY": "green", "ACTIVE": "green", "ok": "green", "IDLE": "cyan", "CREATING": "yellow",
    "UPDATING": "yellow", "STARTING": "yellow", "CREATE_FAILED": "red", "UPDATE_FAILED": "red", "no": "red",
}  # fmt: skip
