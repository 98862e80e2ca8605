"""From what sessions have used so far to what they use a second: pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]  # Any: JSON
#: What counts up in a session -> what its rate is called, and by how much a unit a second counts.
_COUNTERS = {
    "cpuSeconds": ("cpuPercent", 100.0),
    "sentBytes": ("bytesPerS", 1.0),
    "outputTokens": ("tokensPerS", 1.0),
}
#: What a table can be sorted by -> the value, the highest of which comes first.
SORTS: dict[str, Callable[[Json], float]] = {
    "cpu": lambda session: session["cpuPercent"] or 0.0,
    "memory": lambda session: session["memoryBytes"] or 0,
    "streams": lambda session: session["activeInvocations"],
    "tokens": lambda session: session["tokensPerS"] or 0.0,
    "bytes": lambda session: session["bytesPerS"] or 0.0,
    "requests": lambda session: session["requestCount"],
    "age": lambda session: session["ageS"],
    "idle": lambda session: session["idleS"],
}


@dataclass(slots=True)
class Rates:
    """Remembers what was seen last."""

    _at_s: float | None = None
    _seen: dict[tuple[str, ...], Mapping[str, float]] = field(default_factory=dict)

    def add(self, sessions: Sequence[Json], now_s: float) -> list[Json]:
        """The sessions with their rates since the look before; None for what is seen the first time."""
        elapsed_s = None if self._at_s is None else now_s - self._at_s
        shown = [{**session, **self._rates_of(session, elapsed_s)} for session in sessions]
        self._at_s = now_s
        self._seen = {_key_of(session): {name: session[name] for name in _COUNTERS} for session in sessions}
        return shown

    def _rates_of(self, session: Json, elapsed_s: float | None) -> dict[str, float | None]:
        before = self._seen.get(_key_of(session))
        if before is None or not elapsed_s:
            return {name: None for name, _ in _COUNTERS.values()}
        return {
            name: round(max(0.0, session[counter] - before[counter]) / elapsed_s * factor, 1)
            for counter, (name, factor) in _COUNTERS.items()
        }


def sort_sessions(sessions: Sequence[Json], key: str) -> list[Json]:
    """The highest first; those that are equal by age, so that rows do not dance."""
    value = SORTS[key]
    return sorted(sessions, key=lambda session: (-value(session), session["createdAt"], session["sessionId"]))


def _key_of(session: Json) -> tuple[str, ...]:
    """One life of a session."""
    return tuple(str(session[name]) for name in ("runtimeId", "endpoint", "sessionId", "createdAt"))
