"""What happened to one agent runtime in a piece of time, in few bytes; pieces can be put together.

Durations are counts in the buckets of `distribution`, so that percentiles of any number of pieces, and of any
number of runtimes, are as exact as those of one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from headwater.telemetry.distribution import merge

#: Key in the JSON that is kept -> field. Short, as there are many.
_NUMBERS = {
    "c": "cold",
    "w": "warm",
    "n": "refused",
    "i": "tokens_in",
    "o": "tokens_out",
    "r": "bytes_in",
    "s": "bytes_out",
    "l": "live",
}
_DURATIONS = {"d": "duration", "b": "first_byte", "t": "first_token"}


@dataclass(slots=True, kw_only=True)
class Figures:
    """Of a runtime, or of several, in a piece of time."""

    #: Invocations that ended in it, by whether a session began with them.
    cold: int = 0
    warm: int = 0
    #: That came to no session.
    refused: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    bytes_in: int = 0
    bytes_out: int = 0
    #: Live sessions: the most that were seen.
    live: int = 0
    #: By `names.OUTCOMES`.
    errors: dict[str, int] = field(default_factory=dict)
    duration: dict[int, int] = field(default_factory=dict)
    first_byte: dict[int, int] = field(default_factory=dict)
    first_token: dict[int, int] = field(default_factory=dict)

    @property
    def requests(self) -> int:
        return self.cold + self.warm + self.refused

    @property
    def is_empty(self) -> bool:
        return not (self.requests or self.live or self.tokens_in or self.tokens_out)

    def encode(self) -> str:
        """As it is kept: JSON, without what is zero."""
        found: dict[str, object] = {key: getattr(self, name) for key, name in _NUMBERS.items()}
        found |= {key: getattr(self, name) for key, name in _DURATIONS.items()} | {"e": self.errors}
        return json.dumps({key: value for key, value in found.items() if value}, separators=(",", ":"))


def decode(text: str) -> Figures:
    """What `encode` wrote."""
    found = json.loads(text)
    figures = Figures(errors=found.get("e", {}))
    for key, name in _NUMBERS.items():
        setattr(figures, name, found.get(key, 0))
    for key, name in _DURATIONS.items():
        setattr(figures, name, {int(index): count for index, count in found.get(key, {}).items()})
    return figures


def add_up(parts: Iterable[Figures]) -> Figures:
    """Of several runtimes at the same time: what there was of each, together."""
    return _combine(list(parts), sum)


def follow(parts: Iterable[Figures]) -> Figures:
    """Of one runtime in pieces of time that follow each other: live sessions are the most there were."""
    return _combine(list(parts), lambda numbers: max(numbers, default=0))


def _combine(parts: list[Figures], combine_live: Callable[[list[int]], int]) -> Figures:
    whole = Figures()
    for name in _NUMBERS.values():
        setattr(whole, name, sum(getattr(part, name) for part in parts))
    whole.live = combine_live([part.live for part in parts])
    for name in _DURATIONS.values():
        setattr(whole, name, merge(getattr(part, name) for part in parts))
    whole.errors = _merge_counts(part.errors for part in parts)
    return whole


def _merge_counts(parts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    merged: dict[str, int] = {}
    for part in parts:
        for name, count in part.items():
            merged[name] = merged.get(name, 0) + count
    return merged
