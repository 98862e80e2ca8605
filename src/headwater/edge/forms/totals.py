"""The tokens and figures of an answer for which the model was called several times."""

from __future__ import annotations

from typing import Any, TypeGuard

from headwater.edge.forms.events import Metadata

#: Counts above it are no counts; every reader of JSON keeps them exactly.
_MOST = 2**53
#: Agents have some ten.
_NAMES_MAX = 100


class Totals:
    """Adds up `Metadata`: the tokens of an answer are those of all its calls, and so is the time."""

    def __init__(self) -> None:
        self.usage: dict[str, Any] = {}  # Any: JSON
        self.metrics: dict[str, Any] = {}  # Any: JSON

    def add(self, metadata: Metadata) -> None:
        _add(self.usage, metadata.usage)
        _add(self.metrics, metadata.metrics)

    def as_table(self) -> dict[str, Any]:  # Any: JSON
        """What there is of `usage` and `metrics`, in Converse's shape."""
        return {name: sums for name, sums in (("usage", self.usage), ("metrics", self.metrics)) if sums}

    def count(self, name: str) -> int:
        """A count of tokens, 0 if the agent did not say."""
        value = self.usage.get(name)
        return int(value) if _is_number(value) else 0


def _add(sums: dict[str, Any], values: dict[str, Any]) -> None:  # Any: JSON
    """Numbers are added; anything else stays as it came first."""
    for name, value in values.items():
        if isinstance(value, int | float) and not _is_number(value):
            continue
        if name not in sums and len(sums) >= _NAMES_MAX:
            continue
        before = sums.setdefault(name, 0 if _is_number(value) else value)
        if _is_number(value) and _is_number(before):
            sums[name] = before + value


def _is_number(value: object) -> TypeGuard[int | float]:
    """Whether it can be added up and written as JSON again; NaN is not within any bounds."""
    return isinstance(value, int | float) and not isinstance(value, bool) and -_MOST <= value <= _MOST
