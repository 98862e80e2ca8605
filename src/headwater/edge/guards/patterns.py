"""Regular expressions that no text can make slow: RE2, which takes time linear in the text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import re2

#: Of a compiled pattern; a larger one is refused.
_MAX_PATTERN_BYTES = 8 * 1024 * 1024

Search = Callable[[str], bool]


def compile_pattern(pattern: str) -> Search:
    """Whether a pattern is found in a text; ValueError where RE2 cannot read the pattern."""
    options = re2.Options()
    options.max_mem = _MAX_PATTERN_BYTES
    options.log_errors = False
    options.dot_nl = True
    try:
        compiled: Any = re2.compile(pattern, options)  # Any: re2 has no types
    except re2.error as exc:
        text = exc.args[0] if exc.args else exc
        shown = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
        raise ValueError(f"{pattern!r} is not a regular expression of RE2: {shown}") from exc

    def search(text: str) -> bool:
        # Half a surrogate pair has no UTF-8 form, which RE2 works on.
        return compiled.search(text.encode("utf-8", "replace").decode()) is not None

    return search
