"""What came to the doors, counted for those who look after them. Bounded by doors and their rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

#: The name of what came to no door.
NO_DOOR = "-"


@dataclass(slots=True)
class DoorCounts:
    """Of one door, since this process opened it first."""

    requests: int = 0
    #: Being answered now.
    running: int = 0
    last_request_at: datetime | None = None
    refusals: Counter[str] = field(default_factory=Counter)
    refused_at: dict[str, datetime] = field(default_factory=dict)


class EdgeCounts:
    """Of all doors of a process. They outlive a change of the configuration."""

    def __init__(self) -> None:
        self._doors: dict[str, DoorCounts] = {}

    def of(self, door: str) -> DoorCounts:
        return self._doors.setdefault(door, DoorCounts())

    def begin(self, door: str) -> None:
        """A request came to a door."""
        counts = self.of(door)
        counts.requests += 1
        counts.running += 1
        counts.last_request_at = datetime.now(UTC)

    def end(self, door: str) -> None:
        """One that began is over."""
        self.of(door).running -= 1

    def refuse(self, door: str, rule: str) -> int:
        """One was refused by a rule; says how many were by now."""
        counts = self.of(door)
        counts.refusals[rule] += 1
        counts.refused_at[rule] = datetime.now(UTC)
        return counts.refusals[rule]

    def forget_others(self, doors: Iterable[str]) -> None:
        """Doors that are gone are not counted any more, once the last request of theirs is over."""
        kept = {*doors, NO_DOOR}
        self._doors = {name: counts for name, counts in self._doors.items() if name in kept or counts.running}
