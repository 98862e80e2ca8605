"""Runs, joined: where their streams are kept, what is counted of them, and when they end."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from headwater.gateway.access import TargetResolver
from headwater.gateway.endings import Endings
from headwater.gateway.invoke import Invocations
from headwater.gateway.runs.carrying import Runs
from headwater.metering import SessionMeter
from headwater.settings import Settings
from headwater.streams.store import StreamStore, open_streams
from headwater.telemetry import metric_names
from headwater.telemetry.metrics import Metrics


@asynccontextmanager
async def open_kept_streams(
    settings: Settings, data_dir: Path, metrics: Metrics
) -> AsyncIterator[StreamStore]:
    """While open, streams are kept, those of an earlier server too."""
    async with open_streams(data_dir / "streams", settings.streams) as store:
        counts = store.counts
        metrics.show_counts(
            {
                metric_names.RUNS_RESUMED: lambda: counts.resumed_count,
                metric_names.RUN_GAPS: lambda: counts.gaps_count,
                metric_names.RUNS_KEPT: lambda: store.kept_count,
                metric_names.RUNS_KEPT_SIZE: lambda: store.disk_bytes,
            }
        )
        yield store


@asynccontextmanager
async def open_runs(
    settings: Settings,
    invocations: Invocations,
    resolver: TargetResolver,
    store: StreamStore,
    endings: Endings,
) -> AsyncIterator[Runs]:
    """While open, runs go on; they have the server's drain to come to their end."""
    runs = Runs(invocations, resolver, store, settings.streams, drain_s=settings.server.drain_timeout_s)
    with endings.calling(runs.begin_end):
        async with runs.running():
            yield runs


async def forget_runtime(meter: SessionMeter, store: StreamStore, runtime_id: str) -> None:
    """A runtime was deleted."""
    store.remove_runtime(runtime_id)
    await meter.remove_runtime(runtime_id)
