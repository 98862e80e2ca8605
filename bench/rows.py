"""What a measurement gives: rows of one shape, and the arithmetic they share."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

#: Told what is being measured, for whoever waits.
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure and the one it is to be compared with; `aim` is what it should reach, in words."""

    name: str
    value: float
    unit: str
    reference: str
    reference_value: float
    aim: str = ""
    note: str = ""

    @property
    def ratio(self) -> float:
        """Ours by the reference."""
        return self.value / self.reference_value if self.reference_value else math.nan

    def as_json(self) -> dict[str, Any]:  # Any: JSON
        return {**asdict(self), "ratio": round_to(self.ratio)}


def median(values: Sequence[float]) -> float:
    return round_to(statistics.median(values))


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that `percent` of all do not exceed."""
    ordered = sorted(values)
    return round_to(ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)])


def round_to(value: float, digits: int = 4) -> float:
    """Round to `digits` significant digits."""
    return float(f"{value:.{digits}g}")
