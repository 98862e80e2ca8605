"""An agent's error as it may be shown to the public: without what a front door hides."""

from __future__ import annotations

import re

_SHOWN_CHARS = 500
#: ARNs, AWS host names, account ids, regions: whichever of them an exception's text may quote.
_HIDDEN = re.compile(
    r"arn:aws[\w-]*:[^\s'\"<>]*"
    r"|(?:https?://)?[\w.-]*amazonaws\.com[^\s'\"<>]*"
    r"|(?<!\d)\d{12}(?!\d)"
    r"|(?<![\w-])[a-z]{2}(?:-[a-z]+)+-\d(?![\w-])"
)


def shown_error(message: str) -> str:
    """One line of at most 500 characters, with ARNs, accounts, regions and AWS's hosts taken out."""
    line = " ".join(message.split())
    line = _HIDDEN.sub("[hidden]", line[: 4 * _SHOWN_CHARS])
    return line if len(line) <= _SHOWN_CHARS else line[: _SHOWN_CHARS - 1] + "…"
