"""prometheus_client's instruments for what `names` declares, with a bound on how many label sets each has."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.metrics import MetricWrapperBase

from headwater.telemetry.metric import OTHER, Label, Metric

#: Of one metric; whatever comes after these is counted under `other`.
LABEL_SETS_MAX_COUNT = 500
#: Labels whose values are not a closed list.
_OPEN = frozenset({Label.RUNTIME, Label.ENDPOINT, Label.DOOR, Label.REASON, Label.MODEL, Label.PROVIDER})

_Kind = TypeVar("_Kind", bound=MetricWrapperBase)


class Labelled(Generic[_Kind]):
    """An instrument whose children are made once and kept. For any thread."""

    def __init__(self, metric: Metric, whole: _Kind, sets_max_count: int = LABEL_SETS_MAX_COUNT) -> None:
        self._metric = metric
        self._whole = whole
        self._max_count = sets_max_count
        self._children: dict[tuple[str, ...], _Kind] = {}
        self._lock = threading.Lock()

    def of(self, *values: str) -> _Kind:
        """The child with these label values, in the order in which they are declared."""
        found = self._children.get(values)
        return found if found is not None else self._open(values)

    def remove(self, label: str, value: str) -> None:
        """Forget all children that have a value."""
        position = self._metric.labels.index(label)
        with self._lock:
            for values in [values for values in self._children if values[position] == value]:
                del self._children[values]
                self._whole.remove(*values)

    def _open(self, values: tuple[str, ...]) -> _Kind:
        with self._lock:
            if len(self._children) >= self._max_count:
                pairs = zip(self._metric.labels, values, strict=True)
                values = tuple(OTHER if label in _OPEN else value for label, value in pairs)
            child = self._children.get(values)
            if child is None:
                child = self._children[values] = self._whole.labels(*values) if values else self._whole
            return child


class Instruments:
    """Makes them, in one registry."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._registry = registry
        self._by_runtime: list[Callable[[str], None]] = []

    def counter(self, metric: Metric) -> Labelled[Counter]:
        whole = Counter(metric.family, metric.meaning, metric.prometheus_labels, registry=self._registry)
        return self._keep(metric, Labelled(metric, whole))

    def gauge(self, metric: Metric) -> Labelled[Gauge]:
        whole = Gauge(metric.family, metric.meaning, metric.prometheus_labels, registry=self._registry)
        return self._keep(metric, Labelled(metric, whole))

    def histogram(self, metric: Metric) -> Labelled[Histogram]:
        whole = Histogram(
            metric.family,
            metric.meaning,
            metric.prometheus_labels,
            buckets=metric.limits,
            registry=self._registry,
        )
        return self._keep(metric, Labelled(metric, whole))

    def remove_runtime(self, name: str) -> None:
        """Forget what has the name of a runtime in its labels."""
        for remove in self._by_runtime:
            remove(name)

    def _keep(self, metric: Metric, made: Labelled[_Kind]) -> Labelled[_Kind]:
        if Label.RUNTIME in metric.labels:
            self._by_runtime.append(lambda name: made.remove(Label.RUNTIME, name))
        return made
