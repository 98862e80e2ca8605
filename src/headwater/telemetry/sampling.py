"""From sums that only grow to figures of pieces of time: what was added since the last look."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from headwater.telemetry.distribution import Distribution, difference
from headwater.telemetry.figures import Figures, add_up
from headwater.telemetry.traffic import AGENTS_FAULTS, Fault, Traffic, TrafficBook


@dataclass(frozen=True, slots=True)
class _Seen:
    """The sums of one place at the last look."""

    starts: Mapping[str, int]
    errors: Mapping[Fault, int]
    durations: tuple[list[int], ...]
    bytes_in: int
    bytes_out: int


_NEW = _Seen({}, {}, (), 0, 0)


class Sampler:
    """Looks at a `TrafficBook` from time to time. For any thread, one at a time."""

    def __init__(self, book: TrafficBook) -> None:
        self._book = book
        self._seen: dict[int, tuple[Traffic, _Seen]] = {}
        self._tokens: dict[tuple[str, str], tuple[int, int]] = {}

    def take(self, live: Mapping[str, int]) -> dict[str, Figures]:
        """What was added since the last time, by runtime's id; only those of which there is something.

        Args:
            live: live sessions now, by runtime's id.
        """
        found: dict[str, list[Figures]] = defaultdict(list)
        seen: dict[int, tuple[Traffic, _Seen]] = {}
        for place, traffic in self._book.items():
            # A place that was left and taken again has other sums, though the same name.
            before = self._seen.get(id(traffic), (traffic, _NEW))[1]
            if sum(traffic.starts.values()) != sum(before.starts.values()):
                now = _look(traffic)
                found[place.runtime_id].append(_subtract(now, before))
                before = now
            seen[id(traffic)] = (traffic, before)
        self._seen = seen
        for runtime_id, added in self._take_tokens():
            found[runtime_id].append(added)
        for runtime_id, count in live.items():
            found[runtime_id].append(Figures(live=count))
        return {runtime_id: add_up(parts) for runtime_id, parts in found.items()}

    def _take_tokens(self) -> list[tuple[str, Figures]]:
        now, before = self._book.tokens(), self._tokens
        self._tokens = now
        found = []
        for key, (read, written) in now.items():
            read_before, written_before = before.get(key, (0, 0))
            if (read, written) != (read_before, written_before):
                added = Figures(tokens_in=read - read_before, tokens_out=written - written_before)
                found.append((key[0], added))
        return found


def _look(traffic: Traffic) -> _Seen:
    distributions: tuple[Distribution, ...] = (traffic.duration, traffic.first_byte, traffic.first_token)
    return _Seen(
        starts={str(start): count for start, count in traffic.starts.items()},
        errors=traffic.errors.copy(),
        durations=tuple(distribution.counts[:] for distribution in distributions),
        bytes_in=traffic.bytes_in,
        bytes_out=traffic.bytes_out,
    )


def _subtract(now: _Seen, before: _Seen) -> Figures:
    starts = {start: count - before.starts.get(start, 0) for start, count in now.starts.items()}
    errors: dict[str, int] = defaultdict(int)
    for fault, count in now.errors.items():
        errors[_outcome_of(fault)] += count - before.errors.get(fault, 0)
    earlier = before.durations or tuple([0] * len(counts) for counts in now.durations)
    duration, first_byte, first_token = map(difference, now.durations, earlier)
    return Figures(
        cold=starts["cold"],
        warm=starts["warm"],
        refused=starts["none"],
        bytes_in=now.bytes_in - before.bytes_in,
        bytes_out=now.bytes_out - before.bytes_out,
        errors={outcome: count for outcome, count in errors.items() if count},
        duration=duration,
        first_byte=first_byte,
        first_token=first_token,
    )


def _outcome_of(fault: Fault) -> str:
    """By `names.OUTCOMES`, which tells agents' failures from callers'."""
    return "agent" if fault.type == "user" and fault.kind in AGENTS_FAULTS else fault.type
