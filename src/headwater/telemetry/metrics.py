"""All that this server counts, in a registry of its own; `names` declares each of it.

What each invocation costs is in `traffic`; everything here comes at most some times per second, or at a
scrape. Callers note what happened and never wait; readers may be in other threads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from prometheus_client import (
    CollectorRegistry,
    GCCollector,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
)
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric as Family

from headwater.core.version import VERSION
from headwater.telemetry import metric_names, names
from headwater.telemetry.instruments import Instruments
from headwater.telemetry.metric import Metric
from headwater.telemetry.socket_counts import SocketCounts
from headwater.telemetry.spans import Segment
from headwater.telemetry.traffic import STREAM_BROKEN, Fault, TrafficBook, type_of_status

_ERROR_FREE = frozenset({"ok", "client_gone"})


class Metrics:
    """One server's."""

    def __init__(self) -> None:
        # A second line beside each sum, which says no more than the start of the process does.
        disable_created_metrics()  # type: ignore[no-untyped-call]  # it has no types
        self.registry = CollectorRegistry()
        self.traffic = TrafficBook()
        self.registry.register(self.traffic)
        make = Instruments(self.registry)
        self._remove_runtime = make.remove_runtime
        self._sessions_created = make.counter(metric_names.SESSIONS_CREATED)
        self._sessions_ended = make.counter(metric_names.SESSIONS_ENDED)
        self._start_duration = make.histogram(metric_names.START_DURATION)
        self._phase_duration = make.histogram(metric_names.START_PHASE_DURATION)
        self._operation_duration = make.histogram(metric_names.OPERATION_DURATION)
        self._edge_requests = make.counter(metric_names.EDGE_REQUESTS)
        self._edge_refusals = make.counter(metric_names.EDGE_REFUSALS)
        self._model_duration = make.histogram(metric_names.MODEL_DURATION)
        self._model_first_token = make.histogram(metric_names.MODEL_FIRST_TOKEN)
        self._model_tokens = make.histogram(metric_names.MODEL_TOKENS)
        #: Runtimes that had sessions: id -> name.
        self._names: dict[str, str] = {}
        self.sockets = SocketCounts(make)
        make.gauge(metric_names.INFO).of(VERSION).set(1)
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        GCCollector(registry=self.registry)

    # Invocations

    def note_segment(self, segment: Segment) -> None:
        """A segment ended; those that are invocations or WebSockets count. A `SegmentSink`."""
        if segment.name not in (names.INVOKE, names.SOCKET):
            return
        fault = None if segment.outcome in _ERROR_FREE else _fault_of(segment)
        if segment.name == names.SOCKET:
            self.sockets.note(segment, fault)
            return
        attributes = segment.attributes
        find = attributes.get
        traffic = self.traffic.of(
            segment.runtime_id or "", str(find(names.RUNTIME_NAME, "")), str(find(names.ENDPOINT, ""))
        )
        is_cold = find(names.COLD)
        traffic.note(
            "none" if is_cold is None else "cold" if is_cold else "warm",
            fault,
            segment.end_offset_ns / 1e9,
            _seconds_of(find(names.FIRST_BYTE_MS)),
            _seconds_of(find(names.FIRST_TOKEN_MS)),
            _count_of(find(names.PARTS)),
            _count_of(find(names.REQUEST_BYTES)),
            _count_of(find(names.RESPONSE_BYTES)),
        )

    def note_refused_invocation(self, status: int, kind: str, duration_s: float) -> None:
        """An invocation was refused before anything was known of it but the caller's request."""
        fault = Fault(type_of_status(status) or "system", kind)
        self.traffic.of("", "", "").note("none", fault, duration_s, None, None, 0, 0, 0)

    # Sessions

    def note_session_started(self, runtime_id: str, runtime: str, source: str, start_s: float) -> None:
        """A session has its worker.

        Args:
            runtime: its name.
            source: `spare`, `fork`, `fresh`, `container`.
            start_s: from the first call to then.
        """
        self._names[runtime_id] = runtime
        self._sessions_created.of(runtime).inc()
        self._start_duration.of(runtime, source).observe(start_s)

    def note_start_phase(self, phase: str, duration_s: float) -> None:
        """A part of a cold start is over; `phase` is one of a closed list."""
        self._phase_duration.of(phase).observe(duration_s)

    def note_session_ended(self, runtime: str, reason: str) -> None:
        """Nothing is left of a session; `reason` is one of a closed list."""
        self._sessions_ended.of(runtime, reason).inc()

    def remove_runtime(self, runtime_id: str) -> str | None:
        """A runtime was deleted: what was counted of it is not shown any more. Returns its name, if known."""
        self.traffic.remove(runtime_id)
        name = self._names.pop(runtime_id, None)
        if name is not None:
            self._remove_runtime(name)
        return name

    # APIs, doors, models

    def note_operation(self, operation: str, status: int, duration_s: float) -> None:
        """An operation of the control plane or of the Memory API was answered with an HTTP status."""
        self._operation_duration.of(operation, type_of_status(status) or "ok").observe(duration_s)

    def note_edge_request(self, door: str, status: str) -> None:
        """A request to a front door is over; `status` is as in `metric_names.LABELS`."""
        self._edge_requests.of(door, status).inc()

    def note_edge_refusal(self, door: str, rule: str) -> None:
        """A front door refused a request."""
        self._edge_refusals.of(door, rule).inc()

    def note_model_call(
        self,
        model: str,
        provider: str,
        error: str,
        duration_s: float,
        first_token_s: float | None,
        tokens: tuple[int | None, int | None],
    ) -> None:
        """A model's answer is over.

        Args:
            error: an error's code; empty: none.
            first_token_s: None: there was no text.
            tokens: in and out; None where the provider does not say.
        """
        self._model_duration.of(model, provider, error).observe(duration_s)
        if first_token_s is not None:
            self._model_first_token.of(model, provider).observe(first_token_s)
        for token_type, count in zip(("input", "output"), tokens, strict=True):
            if count is not None:
                self._model_tokens.of(model, provider, token_type).observe(count)

    # What is counted elsewhere

    def show_counts(self, counts: dict[Metric, Callable[[], int]]) -> None:
        """From now on, show sums and gauges without labels that others keep."""
        self.registry.register(_Counts(counts))

    def show_exports(self, counts: Callable[[], dict[str, tuple[int, int]]]) -> None:
        """From now on, show what was exported and what was dropped, by signal."""
        self.registry.register(_Exports(counts))


class _Exports:
    """Reads what exporters count; a `Collector`."""

    def __init__(self, counts: Callable[[], dict[str, tuple[int, int]]]) -> None:
        self._counts = counts

    def collect(self) -> Iterator[Family]:
        counts = self._counts()
        for place, metric in enumerate((metric_names.EXPORTED, metric_names.EXPORT_DROPPED)):
            family = CounterMetricFamily(metric.family, metric.meaning, labels=metric.prometheus_labels)
            for signal, pair in counts.items():
                family.add_metric([signal], pair[place])
            yield family


class _Counts:
    """Reads sums when they are asked for; a `Collector`."""

    def __init__(self, counts: dict[Metric, Callable[[], int]]) -> None:
        self._counts = counts

    def collect(self) -> Iterator[Family]:
        for metric, read in self._counts.items():
            kind = CounterMetricFamily if metric.kind == "counter" else GaugeMetricFamily
            yield kind(metric.family, metric.meaning, value=read())


def _fault_of(segment: Segment) -> Fault:
    """Whose fault, as AWS counts: an agent's failure is a 424, which is below 500."""
    outcome = segment.outcome
    kind = segment.attributes.get(names.ERROR_CODE)
    if kind is None:
        kind = STREAM_BROKEN if names.STATUS_CODE in segment.attributes else "InternalServerException"
    return Fault("user" if outcome == "agent" else outcome, str(kind))  # type: ignore[arg-type]  # of OUTCOMES


def _count_of(value: object) -> int:
    return value if isinstance(value, int) else 0


def _seconds_of(milliseconds: object) -> float | None:
    return milliseconds / 1000 if isinstance(milliseconds, float) else None
