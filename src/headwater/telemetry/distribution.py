"""Durations as counts in buckets whose limits grow by a constant factor: small, and two can be added.

A bucket's limits are a factor of 2^(1/8) apart, and any quantile is read as the middle of its bucket: it is
wrong by at most 4.5 % (2^(1/16) - 1) for values from 0.16 ms to 1.2 hours; what is shorter or longer counts
as the nearest of these. Every eighth limit is one of `metric.SECONDS`, so that Prometheus' buckets are exact.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

_PER_OCTAVE = 8
#: The limit of the first bucket: 0.01 s * 2^-6.
_LOWEST_S = 0.01 * 2.0**-6
_OCTAVES = 25
BUCKETS_COUNT = _PER_OCTAVE * _OCTAVES + 1
#: A quantile is read with an error of at most this share.
RELATIVE_ERROR = 2 ** (1 / (2 * _PER_OCTAVE)) - 1

_log2 = math.log2
#: index = ceil(8 * log2(value) + this)
_OFFSET = -_PER_OCTAVE * math.log2(_LOWEST_S)
#: So that a value at a limit belongs below it, whatever the logarithm's last digit is.
_SLACK = 1e-9


class Distribution:
    """How often durations of each length were seen, and their sum. Of the event loop's thread."""

    __slots__ = ("counts", "sum_s")

    def __init__(self) -> None:
        self.counts = [0] * BUCKETS_COUNT
        self.sum_s = 0.0

    def observe(self, value_s: float) -> None:
        """Note one duration in seconds."""
        self.sum_s += value_s
        self.counts[index_of(value_s)] += 1

    def cumulative(self, limits_s: Sequence[float]) -> list[int]:
        """How many were at most each of `limits_s`, some of `metric.SECONDS`; at last, how many in all."""
        counts = self.counts[:]  # one moment's
        found, total, begin = [], 0, 0
        for limit_s in limits_s:
            end = index_of(limit_s) + 1
            total += sum(counts[begin:end])
            found.append(total)
            begin = end
        return [*found, total + sum(counts[begin:])]


def index_of(value_s: float) -> int:
    """Which bucket a duration belongs in."""
    if value_s <= _LOWEST_S:
        return 0
    index = math.ceil(_PER_OCTAVE * _log2(value_s) + _OFFSET - _SLACK)
    return index if index < BUCKETS_COUNT else BUCKETS_COUNT - 1


def limit_of(index: int) -> float:
    """The longest duration in seconds of a bucket."""
    return float(_LOWEST_S * 2.0 ** (index / _PER_OCTAVE))


def difference(later: Sequence[int], earlier: Sequence[int]) -> dict[int, int]:
    """What was added between two moments: bucket -> count, those alone in which there is something."""
    return {i: b - a for i, (a, b) in enumerate(zip(earlier, later, strict=True)) if b != a}


def merge(parts: Iterable[Mapping[int, int]]) -> dict[int, int]:
    """Several distributions as one."""
    merged: dict[int, int] = {}
    for part in parts:
        for index, count in part.items():
            merged[index] = merged.get(index, 0) + count
    return merged


def quantile(counts: Mapping[int, int], share: float) -> float | None:
    """The duration in seconds that `share` (0 to 1) of all are at most; None where there are none."""
    total = sum(counts.values())
    if total == 0:
        return None
    rank, seen = share * total, 0
    for index in sorted(counts):
        seen += counts[index]
        if seen >= rank:
            break
    return limit_of(index) / 2 ** (1 / (2 * _PER_OCTAVE))
