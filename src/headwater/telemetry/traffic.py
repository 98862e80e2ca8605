"""What invocations add up to, for each endpoint of each agent runtime: counted once, for metrics and series.

On the path of every invocation, so it is plain numbers in the event loop's thread and no locks: noting one
takes a microsecond or two (`bench`, area `telemetry`). Readers in other threads see each number whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily
from prometheus_client.metrics_core import Metric as Family

from headwater.telemetry import metric_names
from headwater.telemetry.distribution import Distribution
from headwater.telemetry.metric import OTHER, Metric

ErrorType = Literal["user", "throttle", "system"]
Start = Literal["cold", "warm", "none"]
STARTS: tuple[Start, ...] = ("cold", "warm", "none")
#: Endpoints of runtimes that are counted each for itself; those beyond share one place, `other`.
PLACES_MAX_COUNT = 500
#: Of an answer that broke off after its head was out, whose status says nothing.
STREAM_BROKEN = "StreamBroken"
#: What goes wrong in agents, which AWS counts as a caller's fault.
AGENTS_FAULTS = frozenset({"RuntimeClientError", STREAM_BROKEN})
_THROTTLES = frozenset({402, 429})


@dataclass(frozen=True, slots=True)
class Place:
    """What is counted for itself: an endpoint of a runtime."""

    runtime_id: str
    runtime_name: str
    endpoint: str


#: Where none is left.
ELSEWHERE = Place(OTHER, OTHER, OTHER)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an invocation failed: whose fault as AWS counts it, and what."""

    type: ErrorType
    kind: str


class Traffic:
    """The sums of one place. They only grow; changed in the event loop's thread alone."""

    __slots__ = (
        "bytes_in",
        "bytes_out",
        "chunks",
        "duration",
        "errors",
        "first_byte",
        "first_token",
        "starts",
    )

    def __init__(self) -> None:
        self.starts: dict[Start, int] = dict.fromkeys(STARTS, 0)
        self.errors: dict[Fault, int] = {}
        self.duration = Distribution()
        self.first_byte = Distribution()
        self.first_token = Distribution()
        self.chunks = self.bytes_in = self.bytes_out = 0

    def note(
        self,
        start: Start,
        fault: Fault | None,
        duration_s: float,
        first_byte_s: float | None,
        first_token_s: float | None,
        chunks: int,
        bytes_in: int,
        bytes_out: int,
    ) -> None:
        """Count one invocation that ended. Without names of arguments, which cost as much as the work."""
        self.starts[start] += 1
        self.duration.observe(duration_s)
        if first_byte_s is not None:
            self.first_byte.observe(first_byte_s)
        if first_token_s is not None:
            self.first_token.observe(first_token_s)
        if fault is not None:
            self.errors[fault] = self.errors.get(fault, 0) + 1
        self.chunks += chunks
        self.bytes_in += bytes_in
        self.bytes_out += bytes_out


class TrafficBook:
    """All places; a `Collector` of prometheus_client."""

    def __init__(self, places_max_count: int = PLACES_MAX_COUNT) -> None:
        self._max_count = places_max_count
        self._places: dict[tuple[str, str], tuple[Place, Traffic]] = {}
        #: Tokens that models read and wrote, by id and name of the runtime that asked them.
        self._tokens: dict[tuple[str, str], tuple[int, int]] = {}

    def of(self, runtime_id: str, runtime_name: str, endpoint: str) -> Traffic:
        """The sums of a place, which is there from now on."""
        found = self._places.get((runtime_id, endpoint))
        return found[1] if found is not None else self._open(Place(runtime_id, runtime_name, endpoint))

    def remove(self, runtime_id: str) -> None:
        """Forget a runtime, which leaves its places to others."""
        for key in [key for key in self._places if key[0] == runtime_id]:
            del self._places[key]
        for name in [name for name in self._tokens if name[0] == runtime_id]:
            del self._tokens[name]

    def note_tokens(self, runtime_id: str, runtime_name: str, tokens: tuple[int | None, int | None]) -> None:
        """A session of a runtime has asked a model; tokens in and out, None where it is not known."""
        key = (runtime_id, runtime_name)
        if key not in self._tokens and len(self._tokens) >= self._max_count:
            key = (OTHER, OTHER)
        read, written = self._tokens.get(key, (0, 0))
        self._tokens[key] = (read + (tokens[0] or 0), written + (tokens[1] or 0))

    def tokens(self) -> dict[tuple[str, str], tuple[int, int]]:
        """Tokens in and out by runtime's id and name, as they are at this moment; for any thread."""
        return self._tokens.copy()

    def items(self) -> list[tuple[Place, Traffic]]:
        """All places, as they are at this moment; for any thread."""
        return list(self._places.values())

    def _open(self, place: Place) -> Traffic:
        if len(self._places) >= self._max_count:
            place = ELSEWHERE
        key = (place.runtime_id, place.endpoint)
        return self._places.setdefault(key, (place, Traffic()))[1]

    def collect(self) -> Iterator[Family]:
        """What /metrics shows of them."""
        places = self.items()
        yield _sums(metric_names.INVOCATIONS, places, _count_starts)
        yield _sums(metric_names.INVOCATION_ERRORS, places, _count_errors)
        yield _distributions(metric_names.INVOCATION_DURATION, places, lambda traffic: traffic.duration)
        yield _distributions(metric_names.INVOCATION_FIRST_BYTE, places, lambda traffic: traffic.first_byte)
        yield _distributions(metric_names.INVOCATION_FIRST_TOKEN, places, lambda traffic: traffic.first_token)
        yield _sums(metric_names.INVOCATION_CHUNKS, places, lambda traffic: [((), traffic.chunks)])
        yield _sums(metric_names.INVOCATION_BYTES, places, _count_bytes)
        metric = metric_names.RUNTIME_TOKENS
        family = CounterMetricFamily(metric.family, metric.meaning, labels=metric.prometheus_labels)
        for (_, runtime_name), (read, written) in self.tokens().items():
            family.add_metric([runtime_name, "input"], read)
            family.add_metric([runtime_name, "output"], written)
        yield family


def type_of_status(status: int) -> ErrorType | None:
    """Whose fault a status tells of; None: it tells of none."""
    if status in _THROTTLES:
        return "throttle"
    if status >= 500:
        return "system"
    return "user" if status >= 400 else None


#: Further label values, and how many.
_Counts = list[tuple[tuple[str, ...], float]]


def _count_starts(traffic: Traffic) -> _Counts:
    return [((start,), traffic.starts[start]) for start in STARTS]


def _count_errors(traffic: Traffic) -> _Counts:
    return [((fault.type, fault.kind), count) for fault, count in list(traffic.errors.items())]


def _count_bytes(traffic: Traffic) -> _Counts:
    return [(("in",), traffic.bytes_in), (("out",), traffic.bytes_out)]


def _sums(
    metric: Metric, places: list[tuple[Place, Traffic]], counts_of: Callable[[Traffic], _Counts]
) -> Family:
    family = CounterMetricFamily(metric.family, metric.meaning, labels=metric.prometheus_labels)
    for place, traffic in places:
        for further, count in counts_of(traffic):
            family.add_metric([place.runtime_name, place.endpoint, *further], count)
    return family


def _distributions(
    metric: Metric,
    places: list[tuple[Place, Traffic]],
    distribution_of: Callable[[Traffic], Distribution],
) -> Family:
    family = HistogramMetricFamily(metric.family, metric.meaning, labels=metric.prometheus_labels)
    limits = [f"{limit:g}" for limit in metric.limits] + ["+Inf"]
    for place, traffic in places:
        seen = distribution_of(traffic)
        sum_s, counts = seen.sum_s, seen.cumulative(metric.limits)
        buckets = list(zip(limits, map(float, counts), strict=True))
        family.add_metric([place.runtime_name, place.endpoint], buckets, sum_s)
    return family
