"""Our metrics as OpenTelemetry's SDK has them, under OpenTelemetry's names."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable

from opentelemetry.sdk.metrics.export import (
    AggregationTemporality,
    Gauge,
    Histogram,
    HistogramDataPoint,
    Metric,
    MetricsData,
    NumberDataPoint,
    ResourceMetrics,
    ScopeMetrics,
    Sum,
)
from prometheus_client import CollectorRegistry
from prometheus_client.metrics_core import Metric as Family
from prometheus_client.samples import Sample

from headwater.telemetry import metric_names, names
from headwater.telemetry.export.spans import SCOPE, build_resource

_DECLARED = {metric.family: metric for metric in metric_names.METRICS}
_LABELS = {label.prometheus: str(label) for label in metric_names.LABELS}
_CUMULATIVE = AggregationTemporality.CUMULATIVE
#: What semantic conventions want beyond our labels: our models are asked for nothing else.
_GEN_AI = {names.GEN_AI_OPERATION: names.CHAT}
Labels = tuple[tuple[str, str], ...]


def build_metrics(registry: CollectorRegistry, start_ns: int, instance_id: str) -> tuple[MetricsData, int]:
    """All metrics as they are now, and how many points they have.

    Args:
        start_ns: since when sums are counted, in nanoseconds since 1970.
    """
    metrics = [build_metric(family, start_ns, time.time_ns()) for family in registry.collect()]
    scope = ScopeMetrics(scope=SCOPE, metrics=[metric for metric in metrics if metric], schema_url="")
    resource = ResourceMetrics(
        resource=build_resource("headwater", instance_id), scope_metrics=[scope], schema_url=""
    )
    count = sum(len(metric.data.data_points) for metric in metrics if metric)
    return MetricsData([resource]), count


def build_metric(family: Family, start_ns: int, now_ns: int) -> Metric | None:
    """One family; None for what has no point yet."""
    declared = _DECLARED.get(family.name)
    data: Gauge | Histogram | Sum
    if family.type == "histogram":
        fixed = _GEN_AI if declared is not None and declared.name.startswith("gen_ai.") else {}
        data = Histogram(_histogram_points(family.samples, fixed, start_ns, now_ns), _CUMULATIVE)
    elif family.type == "counter":
        data = Sum(_number_points(family.samples, start_ns, now_ns), _CUMULATIVE, True)
    else:
        data = Gauge(_number_points(family.samples, start_ns, now_ns))
    if not data.data_points:
        return None
    name, unit = (declared.name, declared.unit) if declared is not None else (family.name, "")
    return Metric(name=name, description=family.documentation, unit=unit, data=data)


def _number_points(samples: Iterable[Sample], start_ns: int, now_ns: int) -> list[NumberDataPoint]:
    return [
        NumberDataPoint(
            attributes=dict(_name(sample.labels)),
            start_time_unix_nano=start_ns,
            time_unix_nano=now_ns,
            value=float(sample.value),
        )
        for sample in samples
        if not sample.name.endswith("_created")
    ]


def _histogram_points(
    samples: Iterable[Sample], fixed: dict[str, str], start_ns: int, now_ns: int
) -> list[HistogramDataPoint]:
    buckets: dict[Labels, list[tuple[float, int]]] = defaultdict(list)
    sums: dict[Labels, float] = {}
    for sample in samples:
        own = {name: value for name, value in sample.labels.items() if name != "le"}
        labels = _name(own | fixed)
        if sample.name.endswith("_bucket"):
            buckets[labels].append((float(sample.labels["le"]), int(sample.value)))
        elif sample.name.endswith("_sum"):
            sums[labels] = sample.value
    return [
        _histogram_point(labels, sorted(found), sums.get(labels, 0.0), start_ns, now_ns)
        for labels, found in buckets.items()
    ]


def _histogram_point(
    labels: Labels, buckets: list[tuple[float, int]], total: float, start_ns: int, now_ns: int
) -> HistogramDataPoint:
    """`buckets` are (limit, how many were at most that), the last without a limit."""
    counts = [count for _, count in buckets]
    return HistogramDataPoint(
        attributes=dict(labels),
        start_time_unix_nano=start_ns,
        time_unix_nano=now_ns,
        count=counts[-1],
        sum=total,
        bucket_counts=[now - before for before, now in zip([0, *counts], counts, strict=False)],
        explicit_bounds=[limit for limit, _ in buckets[:-1]],
        min=None,  # type: ignore[arg-type]  # it is not known, and optional in the protocol
        max=None,  # type: ignore[arg-type]  # as above
    )


def _name(labels: dict[str, str]) -> Labels:
    """Labels by OpenTelemetry's names; an empty one is none."""
    return tuple((_LABELS.get(name, name), value) for name, value in labels.items() if value)
