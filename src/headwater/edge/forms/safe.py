"""An agent's error as it may be shown to the public: without what a front door hides."""

from __future__ import annotations

import re

_SHOWN_CHARS = 500
#: Of one only the last line is for whoever asked.
_TRACEBACK = "Traceback (most recent call last)"
#: What an exception may quote: ARNs, AWS's hosts, account ids, regions, keys, tokens, paths, addresses.
_HIDDEN = re.compile(
    r"arn:aws[\w-]*:[^\s'\"<>]*"
    r"|(?<![\w.-])(?:https?://)?[\w.-]*amazonaws\.com[^\s'\"<>]*"
    r"|(?<!\d)\d{12}(?!\d)"
    r"|(?<![\w-])[a-z]{2}(?:-[a-z]+)+-\d(?![\w-])"
    r"|(?<![A-Z0-9])A[A-Z]{3}[A-Z0-9]{16}(?![A-Z0-9])"
    r"|(?<![\w-])eyJ[\w-]+\.[\w-]+\.[\w-]*"
    r"|(?<![\w.:/])(?:/[\w.@+-]+){2,}/?"
    r"|(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?(?![\d.])"
)


def shown_error(message: str) -> str:
    """One line of at most 500 characters, without what tells of the door's other side."""
    if _TRACEBACK in message:
        message = message.rstrip().rpartition("\n")[2]
    line = " ".join(message[: 8 * _SHOWN_CHARS].split())
    line = _HIDDEN.sub("[removed]", line)
    return line if len(line) <= _SHOWN_CHARS else line[: _SHOWN_CHARS - 1] + "…"
