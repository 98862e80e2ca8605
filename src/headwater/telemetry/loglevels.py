"""The level that a line of text gives itself, by the forms that loggers are known for. No I/O.

A word counts where a logger puts it: first, behind a time, or set off by a bracket, a bar or a hyphen. A line
without such a word has no level: to take it for one would be a guess.
"""

from __future__ import annotations

import re

#: From the least to the most serious.
LEVELS = ("debug", "info", "warning", "error", "critical")
_RANKS = {name: rank for rank, name in enumerate(LEVELS)}
_ALIASES = {
    **{name: name for name in LEVELS},
    "trace": "debug",
    "verbose": "debug",
    "notice": "info",
    "information": "info",
    "warn": "warning",
    "err": "error",
    "fatal": "critical",
    "panic": "critical",
    "alert": "critical",
    "emergency": "critical",
}
#: Where loggers put it, further behind is what was said.
_HEAD_CHARS = 200
_WORD = re.compile(
    r"(?<![A-Za-z0-9_])(TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|CRITICAL|FATAL)(?![A-Za-z0-9_])"
    r"|(?<![A-Za-z0-9_])(?:level|lvl)=\"?([A-Za-z]+)"
)
#: Of what any form needs there is some in a text that holds a level.
_HINT = re.compile(
    "TRACE|DEBUG|INFO|NOTICE|WARN|ERROR|CRITICAL|FATAL|l(?:eve|v)l=|above exc|panic: |Warning: |Fatal|Segm"
)
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
#: What stands before a level: a time, brackets, perhaps one word such as a module's name or a pid.
_BEFORE = re.compile(r"[\d\W_TZ]*|[\[(]?\d[\d\W_TZ]*[A-Za-z][\w.\-]*[\])]?:?\s+")
_SET_OFF = ("-", "|", "[", "(", "<")
_OTHERS = (
    ("During handling of the above exception", "error"),
    ("The above exception was the direct cause", "error"),
    ("Fatal Python error", "critical"),
    ("Segmentation fault", "critical"),
    ("panic: ", "critical"),
)
_WARNING = re.compile(r"\S+:\d+: \w*Warning: ")


def normalize_level(value: object) -> str | None:
    """One of `LEVELS`, from any name loggers have for it; None if it is none."""
    if not isinstance(value, str):
        return None
    name = value.strip().lower()
    return _ALIASES.get(name) or _ALIASES.get(name.rstrip("0123456789"))  # OpenTelemetry has WARN2


def is_at_least(level: str | None, least: str) -> bool:
    """Whether a line is as serious as `least`; one without a level counts as information."""
    return _RANKS[level or "info"] >= _RANKS[least]


def may_hold_levels(text: str) -> bool:
    """Whether any line of a text may give itself a level: a quick look at many lines at once."""
    return _HINT.search(text) is not None


def find_level(text: str) -> str | None:
    """The level a line of text gives itself; None if it gives none."""
    head = text[:_HEAD_CHARS]
    if "\x1b" in head:
        head = _COLOUR.sub("", head)
    found = _WORD.search(head)
    if found is not None:
        if found[2] is not None:
            return normalize_level(found[2])
        before = head[: found.start()]
        if _BEFORE.fullmatch(before) or before.rstrip().endswith(_SET_OFF):
            return normalize_level(found[1])
    for start, level in _OTHERS:
        if head.startswith(start):
            return level
    return "warning" if _WARNING.match(head) else None
