"""A trace as lines: its spans below each other as they are nested, each with a bar where its time is."""

from __future__ import annotations

import shutil
import unicodedata
from typing import Any

import click

from headwater.cli.output import format_duration

Span = dict[str, Any]  # Any: JSON
_BAR_WIDTH = 40
_NAME_MAX_WIDTH = 44
_MIN_BAR_WIDTH = 12
#: Eighths of a character, so that short spans differ.
_EIGHTHS = " ▏▎▍▌▋▊▉█"


def draw(spans: list[Span], *, is_terminal: bool = False) -> list[str]:
    """The lines of one trace, whose spans come by their start; one whose parent is not there is a root."""
    rows = _nest(spans)
    first_ms = min(span["startMs"] for span in spans)
    last_ms = max(span["startMs"] + span["durationMs"] for span in spans)
    width = min(_NAME_MAX_WIDTH, max(_width_of(indent + _label(span)) for indent, span in rows))
    bar_width = _choose_bar_width(width, is_terminal=is_terminal)
    scale = bar_width / max(last_ms - first_ms, 1e-6)
    lines = []
    for indent, span in rows:
        name = _fit(indent + _label(span), width)
        bar = _draw_bar((span["startMs"] - first_ms) * scale, span["durationMs"] * scale, bar_width)
        if is_terminal:
            color = (
                "red" if span["status"] == "error" else "cyan" if span["service"] != "headwater" else "blue"
            )
            bar = click.style(bar, fg=color)
        lines.append(f"{name} {bar} {format_span_duration(span['durationMs']):>9}{_note(span)}".rstrip())
    return lines


def format_span_duration(milliseconds: float) -> str:
    """As `format_duration`, with parts of a millisecond."""
    return f"{milliseconds:.2f} ms" if milliseconds < 10 else format_duration(milliseconds / 1000)


def _nest(spans: list[Span]) -> list[tuple[str, Span]]:
    """Each span with its indentation, children below their parents. Nothing is lost, whatever parents say."""
    known = {span["spanId"] for span in spans}
    children: dict[str | None, list[Span]] = {}
    for span in spans:
        parent = span["parentId"] if span["parentId"] in known else None
        children.setdefault(parent, []).append(span)
    rows: list[tuple[str, Span]] = []
    seen: set[str] = set()
    stack = [("", span) for span in reversed(children.get(None, []))]
    while stack or len(seen) < len(known):
        if not stack:  # parents in a circle: only an agent's own report can say so
            stack = [("", next(span for span in spans if span["spanId"] not in seen))]
        indent, span = stack.pop()
        if span["spanId"] in seen:
            continue
        seen.add(span["spanId"])
        rows.append((indent, span))
        stack += [(indent + "  ", child) for child in reversed(children.get(span["spanId"], []))]
    return rows


def _draw_bar(offset: float, length: float, width: int) -> str:
    start = min(int(offset), width - 1)
    eighths = max(1, min(round(length * 8), (width - start) * 8))
    bar = " " * start + _EIGHTHS[8] * (eighths // 8) + (_EIGHTHS[eighths % 8] if eighths % 8 else "")
    return bar.ljust(width)


def _choose_bar_width(name_width: int, *, is_terminal: bool) -> int:
    if not is_terminal:
        return _BAR_WIDTH
    columns = shutil.get_terminal_size().columns
    return max(_MIN_BAR_WIDTH, min(_BAR_WIDTH * 2, columns - name_width - 40))


def _label(span: Span) -> str:
    """Its name, without what could control a terminal: agents name their own spans."""
    return "".join(char if char.isprintable() else "�" for char in span["name"]) or "–"


def _note(span: Span) -> str:
    """What is worth a word: tokens, how a session came to be, what went wrong."""
    attributes = span["attributes"]
    words = []
    tokens = [attributes.get(f"gen_ai.usage.{kind}_tokens") for kind in ("input", "output")]
    if any(isinstance(count, int) for count in tokens):
        words.append(f"{tokens[0] or 0} → {tokens[1] or 0} tokens")
    if attributes.get("headwater.session.cold"):
        words.append(f"new session ({attributes.get('headwater.session.start', '?')})")
    if span["status"] == "error":
        words.append("error: " + "".join(c if c.isprintable() else " " for c in span["statusMessage"][:120]))
    return "  " + ", ".join(words) if words else ""


def _width_of(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _fit(text: str, width: int) -> str:
    """`text` cut or padded to `width` columns."""
    while _width_of(text) > width:
        text = text[:-2] + "…"
    return text + " " * (width - _width_of(text))
