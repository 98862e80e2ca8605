"""Sends traces, metrics and logs to an OTLP endpoint, by OpenTelemetry's own exporters.

Each signal has a thread of its own, so that an endpoint that is slow, or gone, holds up nothing but that
thread. An exporter repeats what the endpoint asks it to (429, 502 to 504, with `Retry-After`) for as long as
one attempt may take; what is not taken then is dropped and counted, and the log says so once a minute.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
import uuid
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import requests
from opentelemetry.exporter.otlp.proto.http import Compression
from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter
from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceResponse
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceResponse
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceResponse
from opentelemetry.sdk._logs.export import LogRecordExportResult
from opentelemetry.sdk.metrics.export import MetricExportResult
from opentelemetry.sdk.trace.export import SpanExportResult
from prometheus_client import CollectorRegistry

from headwater.telemetry.export.logs import build_logs
from headwater.telemetry.export.metrics import build_metrics
from headwater.telemetry.export.pipe import Pipe
from headwater.telemetry.export.spans import build_spans
from headwater.telemetry.loglines import LogChunk
from headwater.telemetry.settings import TelemetrySettings, parse_headers
from headwater.telemetry.spans import Finished, SpanRecord

_log = logging.getLogger("headwater.telemetry")
SIGNALS = ("traces", "metrics", "logs")
_SAY_EVERY_S = 60.0
#: Lines of logs that are exported a second, and at once: a line costs some 50 us of the interpreter's time.
_LINES_PER_S, _LINES_BURST = 2_000, 20_000
#: An answer is looked into for what was refused up to this size.
_ANSWER_MAX_BYTES = 64 * 1024


class OtlpExporter:
    """Takes spans and lines as they come, and metrics at an interval. Use as `async with running()`."""

    def __init__(self, settings: TelemetrySettings, registry: CollectorRegistry) -> None:
        assert settings.otlp_endpoint, "there is nowhere to export to"
        self._settings = settings
        self._registry = registry
        self._instance_id = str(uuid.uuid4())
        self._start_ns = time.time_ns()
        self._answers = {signal: _Answers(signal) for signal in SIGNALS}
        # They report each failure; we say once a minute what came of them.
        logging.getLogger("opentelemetry.exporter").setLevel(logging.CRITICAL)
        headers, timeout_s = parse_headers(settings.otlp_headers), settings.otlp_timeout_s
        self._spans = OTLPSpanExporter(
            endpoint=self._url("traces"),
            headers=headers,
            timeout=timeout_s,
            compression=Compression.Gzip,
            session=self._answers["traces"].session,
        )
        self._metrics = OTLPMetricExporter(
            endpoint=self._url("metrics"),
            headers=headers,
            timeout=timeout_s,
            compression=Compression.Gzip,
            session=self._answers["metrics"].session,
        )
        self._logs = OTLPLogExporter(
            endpoint=self._url("logs"),
            headers=headers,
            timeout=timeout_s,
            compression=Compression.Gzip,
            session=self._answers["logs"].session,
        )
        self._trace_pipe: Pipe[Finished] = Pipe("traces", self._send_spans, weigh=_weigh_span)
        self._log_pipe: Pipe[LogChunk] = Pipe("logs", self._send_logs, weigh=_weigh_chunk)
        self._metrics_pipe: Pipe[None] = Pipe(
            "metrics", self._send_metrics, queue_max_count=1, batch_count=1, delay_s=0.25
        )
        self._lines_left, self._lines_at_s = float(_LINES_BURST), time.monotonic()
        self._said: Counter[str] = Counter()

    def add_span(self, finished: Finished) -> None:
        """Have a span exported, or a segment. A `FinishedSink`."""
        self._trace_pipe.add(finished)

    def add_chunk(self, chunk: LogChunk) -> None:
        """Have lines of a log exported, so many a second at most: each is work that calls wait for."""
        lines_count, _ = _weigh_chunk(chunk)
        now_s = time.monotonic()
        self._lines_left = min(_LINES_BURST, self._lines_left + (now_s - self._lines_at_s) * _LINES_PER_S)
        self._lines_at_s = now_s
        if lines_count > self._lines_left:
            self._log_pipe.drop(lines_count)
            return
        self._lines_left -= lines_count
        self._log_pipe.add(chunk)

    def counts(self) -> dict[str, tuple[int, int]]:
        """How many were taken at the other end, and how many were dropped, by signal."""
        pipes = (self._trace_pipe, self._metrics_pipe, self._log_pipe)
        return {pipe.name: (pipe.sent_count, pipe.dropped_count) for pipe in pipes}

    @asynccontextmanager
    async def running(self) -> AsyncIterator[OtlpExporter]:
        """While open, things are sent; leaving it takes at most `telemetry.otlp_flush_timeout_s`."""
        tasks = [
            asyncio.create_task(self._send_metrics_for_ever(), name="otlp-metrics"),
            asyncio.create_task(self._say_for_ever(), name="otlp-drops"),
        ]
        try:
            yield self
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self._close()

    async def _close(self) -> None:
        self._metrics_pipe.add(None)
        pipes = (self._trace_pipe, self._metrics_pipe, self._log_pipe)
        timeout_s = self._settings.otlp_flush_timeout_s
        closing = [threading.Thread(target=pipe.close, args=(timeout_s,), daemon=True) for pipe in pipes]
        for thread in closing:
            thread.start()
        for thread in closing:
            await asyncio.to_thread(thread.join, timeout_s + 1.0)
        for exporter in (self._spans, self._metrics, self._logs):
            exporter.shutdown()  # ends pauses between attempts
        self._say()

    async def _send_metrics_for_ever(self) -> None:
        while True:
            await asyncio.sleep(self._settings.otlp_metrics_every_s)
            self._metrics_pipe.add(None)

    async def _say_for_ever(self) -> None:
        while True:
            await asyncio.sleep(_SAY_EVERY_S)
            self._say()

    def _say(self) -> None:
        for signal, (_, dropped_count) in self.counts().items():
            new_count = dropped_count - self._said[signal]
            if new_count:
                self._said[signal] = dropped_count
                reason = self._answers[signal].reason or "they came faster than they could be sent"
                _log.warning(
                    "%d %s were dropped and not exported to %s: %s",
                    new_count,
                    signal,
                    self._url(signal),
                    reason,
                )

    def _url(self, signal: str) -> str:
        return f"{(self._settings.otlp_endpoint or '').rstrip('/')}/v1/{signal}"

    # In the threads of the pipes

    def _send_spans(self, finished: Sequence[Finished]) -> tuple[int, int]:
        spans = build_spans(finished, self._instance_id)
        answers = self._answers["traces"]
        answers.begin()
        return answers.judge(self._spans.export(spans) is SpanExportResult.SUCCESS, len(spans))

    def _send_logs(self, chunks: Sequence[LogChunk]) -> tuple[int, int]:
        answers = self._answers["logs"]
        answers.begin()
        records = build_logs(chunks, self._instance_id)
        return answers.judge(self._logs.export(records) is LogRecordExportResult.SUCCESS, len(records))

    def _send_metrics(self, ticks: Sequence[None]) -> tuple[int, int]:
        data, count = build_metrics(self._registry, self._start_ns, self._instance_id)
        answers = self._answers["metrics"]
        answers.begin()
        return answers.judge(self._metrics.export(data) is MetricExportResult.SUCCESS, count)


def _weigh_span(finished: Finished) -> tuple[int, int]:
    """What an agent reported may be large; what is ours is not, and is not looked at."""
    if not isinstance(finished, SpanRecord):
        return finished.spans_count, 4096
    texts = sum(len(value) for value in finished.attributes.values() if isinstance(value, str))
    return 1 + len(finished.phases), 1024 + texts + sum(len(str(event)) for event in finished.events)


def _weigh_chunk(chunk: LogChunk) -> tuple[int, int]:
    return chunk.data.count(b"\n") + 1, 512 + len(chunk.data)


class _Answers:
    """What an endpoint says: exporters tell whether it went well, and not how much of it was refused."""

    def __init__(self, signal: str) -> None:
        self._signal = signal
        self._refused_count = 0
        #: Why something was dropped last.
        self.reason = ""
        self.session = requests.Session()
        self.session.auth = lambda request: request  # or a .netrc would take the place of our headers
        self.session.hooks["response"].append(self._note)

    def begin(self) -> None:
        """A batch is about to be sent."""
        self._refused_count = 0
        self.reason = "the endpoint cannot be reached, or did not answer in time"

    def judge(self, is_taken: bool, count: int) -> tuple[int, int]:
        """How many of a batch were taken, and how many were not."""
        refused = min(count, self._refused_count) if is_taken else count
        return count - refused, refused

    def _note(self, response: requests.Response, **_: object) -> None:
        if response.status_code >= 400:
            self.reason = f"the endpoint answered {response.status_code}"
            return
        content = response.content
        if len(content) > _ANSWER_MAX_BYTES or "protobuf" not in response.headers.get("content-type", ""):
            return
        refused, message = _read_partial(self._signal, content)
        self._refused_count = refused
        if refused:
            self.reason = f"the endpoint refused them: {message[:200]!r}"


def _read_partial(signal: str, content: bytes) -> tuple[int, str]:
    """How much was refused of what was taken, and why; of what is no such answer, nothing was."""
    try:
        if signal == "traces":
            spans = ExportTraceServiceResponse.FromString(content).partial_success
            return spans.rejected_spans, spans.error_message
        if signal == "logs":
            logs = ExportLogsServiceResponse.FromString(content).partial_success
            return logs.rejected_log_records, logs.error_message
        points = ExportMetricsServiceResponse.FromString(content).partial_success
        return points.rejected_data_points, points.error_message
    except ValueError:  # protobuf's DecodeError is one
        return 0, ""
