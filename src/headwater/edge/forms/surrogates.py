"""Characters beyond U+FFFF whose halves come in two pieces of text, as agents that cut UTF-16 send them."""

from __future__ import annotations

import re

_LONE = re.compile("[\ud800-\udfff]")


class PairJoiner:
    """Gives text that UTF-8 can carry: a high half waits for its low half; a half alone becomes U+FFFD."""

    def __init__(self) -> None:
        self._high = ""

    def take(self, text: str) -> str:
        """What of the text so far is complete."""
        if text.isascii() and not self._high:
            return text
        return self._join(text)

    def close(self) -> str:
        """The end: whatever still waits."""
        high, self._high = self._high, ""
        return "\ufffd" if high else ""

    def _join(self, text: str) -> str:
        if not text:
            return text
        text, self._high = self._high + text, ""
        if "\ud800" <= text[-1] <= "\udbff":
            text, self._high = text[:-1], text[-1]
        if _LONE.search(text) is None:
            return text
        # UTF-16 knows what is a pair; "surrogatepass" lets the halves in, "replace" mends the lone ones.
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def whole_text(text: str) -> str:
    """`text` as UTF-8 can carry it."""
    joiner = PairJoiner()
    return joiner.take(text) + joiner.close()
