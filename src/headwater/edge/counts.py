"""What came to the doors, counted for those who look after them. Bounded by doors and their rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

#: The name of what came to no door.
NO_DOOR = "-"


#: Minutes that are remembered one by one.
HOUR_MINUTES = 60


@dataclass(slots=True)
class LastHour:
    """What came in each of the last minutes, by minutes since 1970; none where nothing came."""

    requests: Counter[int] = field(default_factory=Counter)
    refusals: dict[int, Counter[str]] = field(default_factory=dict)

    def note_request(self, at: datetime) -> None:
        self.requests[self._open(at)] += 1

    def note_refusal(self, at: datetime, rule: str) -> None:
        self.refusals.setdefault(self._open(at), Counter())[rule] += 1

    def _open(self, at: datetime) -> int:
        """This minute; forgets those that are too old."""
        minute = minute_of(at)
        if minute not in self.requests and minute not in self.refusals:
            for old in [one for one in self.requests if one <= minute - HOUR_MINUTES]:
                del self.requests[old]
            for old in [one for one in self.refusals if one <= minute - HOUR_MINUTES]:
                del self.refusals[old]
        return minute


def minute_of(at: datetime) -> int:
    """Minutes since 1970."""
    return int(at.timestamp() // 60)


@dataclass(slots=True)
class DoorCounts:
    """Of one door, since this process opened it first."""

    requests: int = 0
    #: Being answered now.
    running: int = 0
    last_request_at: datetime | None = None
    refusals: Counter[str] = field(default_factory=Counter)
    refused_at: dict[str, datetime] = field(default_factory=dict)
    last_hour: LastHour = field(default_factory=LastHour)


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
        counts.last_hour.note_request(counts.last_request_at)

    def end(self, door: str) -> None:
        """One that began is over."""
        self.of(door).running -= 1

    def refuse(self, door: str, rule: str) -> int:
        """One was refused by a rule; says how many were by now."""
        counts = self.of(door)
        counts.refusals[rule] += 1
        counts.refused_at[rule] = datetime.now(UTC)
        counts.last_hour.note_refusal(counts.refused_at[rule], rule)
        return counts.refusals[rule]

    def forget_others(self, doors: Iterable[str]) -> None:
        """Doors that are gone are not counted any more, once the last request of theirs is over."""
        kept = {*doors, NO_DOOR}
        self._doors = {name: counts for name, counts in self._doors.items() if name in kept or counts.running}
