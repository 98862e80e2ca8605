"""Collects everything that is wrong with a request, to report it in one answer."""

from __future__ import annotations

from typing import Any

from headwater.core.errors import FieldProblem, InvalidRequest

#: A list of a million bad items shall not become an answer of a million lines.
MAX_FINDINGS_COUNT = 100
_SHOWN_IN_MESSAGE_COUNT = 10
_SHOWN_CHARS = 100


class Findings:
    """The problems found so far, in the order of the members."""

    def __init__(self) -> None:
        self._problems: list[FieldProblem] = []
        self._dropped_count = 0

    def add(self, path: str, value: Any, constraint: str, *, is_sensitive: bool = False) -> None:  # Any: JSON
        """`value` at `path` breaks `constraint`, a sentence that begins with "Member must"."""
        if len(self._problems) >= MAX_FINDINGS_COUNT:
            self._dropped_count += 1
            return
        shown = "(not shown)" if is_sensitive else _shorten(value)
        self._problems.append(
            FieldProblem(path, f"Value {shown} at '{path}' failed to satisfy constraint: {constraint}")
        )

    def add_missing(self, path: str) -> None:
        self.add(path, None, "Member must not be null")

    def raise_if_any(self) -> None:
        """
        Raises:
            InvalidRequest: with every problem in `fields` (the first hundred of them).
        """
        if not self._problems:
            return
        count = len(self._problems) + self._dropped_count
        shown = [problem.message for problem in self._problems[:_SHOWN_IN_MESSAGE_COUNT]]
        if count > len(shown):
            shown.append(f"and {count - len(shown)} more")
        plural = "s" if count > 1 else ""
        raise InvalidRequest(
            f"{count} validation error{plural} detected: {'; '.join(shown)}", fields=tuple(self._problems)
        )


def _shorten(value: Any) -> str:  # Any: JSON
    match value:
        case None:
            return "null"
        case str():
            return f"'{value[:_SHOWN_CHARS]}…'" if len(value) > _SHOWN_CHARS else f"'{value}'"
        case list():
            return f"[{len(value)} items]"
        case dict():
            return f"{{{len(value)} members}}"
        case bytes():
            return f"({len(value)} bytes)"
        case bool():
            return "true" if value else "false"
        case _:
            return str(value)[:_SHOWN_CHARS]
