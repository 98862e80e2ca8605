"""What happened, joined: the parts of telemetry that a server has, in the order in which they start."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from headwater.settings import Settings
from headwater.telemetry import metric_names
from headwater.telemetry.logbook import Logbook
from headwater.telemetry.metrics import Metrics
from headwater.telemetry.series import SeriesStore
from headwater.telemetry.settings import TelemetrySettings
from headwater.telemetry.spans import Recorder
from headwater.telemetry.store import SpanStore

_log = logging.getLogger("headwater.telemetry")
_DAY_S = 86_400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Telemetry:
    """Where traces, metrics and logs go to, and where they are read."""

    recorder: Recorder
    spans: SpanStore
    logbook: Logbook
    metrics: Metrics
    series: SeriesStore


@asynccontextmanager
async def open_telemetry(settings: Settings, data_dir: Path) -> AsyncIterator[Telemetry]:
    """While open, what happens is noted; leaving it writes what is left."""
    wanted = settings.telemetry
    recorder = Recorder(
        sampling_ratio=wanted.sampling_ratio,
        is_enabled=wanted.enabled,
        content_max_bytes=wanted.content_max_bytes,
    )
    async with AsyncExitStack() as stack:
        logbook = await stack.enter_async_context(
            Logbook(data_dir / "logs", settings.logs, keep_days=wanted.keep_days)
        )
        spans = await stack.enter_async_context(SpanStore(data_dir / "telemetry.db", wanted))
        recorder.on_kept.append(spans.add)
        metrics = Metrics()
        if wanted.enabled:
            recorder.on_segment.append(metrics.note_segment)
        metrics.show_counts(
            {
                metric_names.LOG_LINES: lambda: logbook.lines_count,
                metric_names.LOG_LINES_DROPPED: lambda: logbook.dropped_lines_count,
                metric_names.SPANS: lambda: spans.added_count,
                metric_names.SPANS_DROPPED: lambda: spans.dropped_count,
            }
        )
        series = SeriesStore(
            data_dir / "telemetry.db",
            metrics.traffic,
            keep_s=wanted.keep_days * _DAY_S,
            max_bytes=wanted.store_max_bytes // 4,
        )
        await stack.enter_async_context(series.running())
        if wanted.otlp_endpoint:
            await _export(stack, wanted, recorder, logbook, metrics)
        yield Telemetry(recorder=recorder, spans=spans, logbook=logbook, metrics=metrics, series=series)


@asynccontextmanager
async def open_forwarding(wanted: TelemetrySettings) -> AsyncIterator[tuple[Recorder, Metrics]]:
    """What front doors alone have of it: nothing is kept here, and all is sent where `wanted` says."""
    is_sent = wanted.enabled and bool(wanted.otlp_endpoint)
    recorder, metrics = Recorder(sampling_ratio=wanted.sampling_ratio, is_enabled=is_sent), Metrics()
    async with AsyncExitStack() as stack:
        if is_sent:
            await _export(stack, wanted, recorder, None, metrics)
        yield recorder, metrics


async def _export(
    stack: AsyncExitStack,
    wanted: TelemetrySettings,
    recorder: Recorder,
    logbook: Logbook | None,
    metrics: Metrics,
) -> None:
    from headwater.telemetry.export.otlp import OtlpExporter  # OpenTelemetry's SDK takes half a second

    exporter = await stack.enter_async_context(OtlpExporter(wanted, metrics.registry).running())
    recorder.on_kept.append(exporter.add_span)
    if logbook is not None:
        logbook.on_chunk = exporter.add_chunk
    metrics.show_exports(exporter.counts)
    _log.info("telemetry goes to %s by OTLP", wanted.otlp_endpoint)
