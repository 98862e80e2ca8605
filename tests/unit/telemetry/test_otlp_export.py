"""Traces, metrics and logs at a collector; one that is slow, wrong or gone does nothing to us."""

import asyncio
import threading
import time
from contextlib import asynccontextmanager

import pytest

from collectors import Answer, attributes_of, running_collector
from headwater.telemetry import names
from headwater.telemetry.export import otlp
from headwater.telemetry.export.otlp import OtlpExporter
from headwater.telemetry.export.pipe import Pipe
from headwater.telemetry.loglines import LogChunk, LogOrigin
from headwater.telemetry.metrics import Metrics
from headwater.telemetry.settings import TelemetrySettings
from headwater.telemetry.spans import Recorder, SpanRecord
from servers import wait_until

TRACE, SPAN, PARENT = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", "00f067aa0ba902b7"


@pytest.fixture
def collector():
    with running_collector() as collector:
        yield collector


@asynccontextmanager
async def exporting(collector, **kwargs):
    settings = {"otlp_endpoint": collector.url, "otlp_timeout_s": 5.0, "otlp_flush_timeout_s": 5.0} | kwargs
    metrics, recorder = Metrics(), Recorder()
    exporter = OtlpExporter(TelemetrySettings(**settings), metrics.registry)
    recorder.on_segment.append(metrics.note_segment)
    recorder.on_kept.append(exporter.add_span)
    async with exporter.running():
        yield exporter, recorder, metrics


def build_span(**kwargs):
    members = {"trace_id": TRACE, "span_id": SPAN, "parent_id": PARENT, "name": "chat"}
    return SpanRecord(**members | {"start_ns": 1_000, "duration_ns": 500} | kwargs)


def build_chunk(data=b"hi", session_id=None, **kwargs):
    origin = LogOrigin(runtime_id="r-1", version="1", session_id=session_id)
    return LogChunk(**{"origin": origin, "stream": "stdout", "data": data, "time_ns": 7} | kwargs)


async def test_spans_come_as_they_are_each_phase_one_of_its_own(collector):
    async with exporting(collector, otlp_headers="authorization=Basic%20abc, x-tenant=a") as (
        _,
        recorder,
        _m,
    ):
        recorder.add(build_span(kind="client", status="error", status_message="no", service="bot.DEFAULT"))
        segment = recorder.begin(names.INVOKE, None)
        segment.begin_phase(names.ROUTE)
        segment.begin_phase(names.STREAM)
        segment.end()

    found = {span.name: (resource, span) for resource, span in collector.spans}
    resource, chat = found["chat"]
    assert resource["service.name"] == "bot.DEFAULT"
    assert (chat.trace_id.hex(), chat.span_id.hex(), chat.parent_span_id.hex()) == (TRACE, SPAN, PARENT)
    assert (chat.start_time_unix_nano, chat.end_time_unix_nano) == (1_000, 1_500)
    assert (chat.kind, chat.status.code, chat.status.message) == (3, 2, "no")
    resource, invoked = found[names.INVOKE]
    assert resource["service.name"] == "headwater"
    assert attributes_of(invoked)[names.OUTCOME] == "ok"
    assert found[names.STREAM][1].parent_span_id == invoked.span_id
    headers = collector.requests[0][1]
    assert (headers["authorization"], headers["x-tenant"]) == ("Basic abc", "a")
    assert (headers["content-type"], headers["content-encoding"]) == ("application/x-protobuf", "gzip")


async def test_metrics_come_under_opentelemetrys_names_at_the_end_too(collector):
    async with exporting(collector) as (_, _r, metrics):
        metrics.note_model_call("m", "scripted", "", 0.5, 0.1, (3, 4))
        metrics.traffic.of("r", "bot", "DEFAULT").note("cold", None, 0.02, None, None, 1, 1, 1)

    found = collector.metrics
    tokens = found["gen_ai.client.token.usage"]
    assert tokens.unit == "{token}"
    points = {attributes_of(point)["gen_ai.token.type"]: point for point in tokens.histogram.data_points}
    assert (points["input"].sum, points["output"].sum) == (3, 4)
    assert attributes_of(points["input"])["gen_ai.response.model"] == "m"
    assert attributes_of(points["input"])["gen_ai.operation.name"] == "chat"
    invocations = found["headwater.invocations"].sum
    assert invocations.is_monotonic
    starts = {attributes_of(point)["start"]: point.as_double for point in invocations.data_points}
    assert starts == {"cold": 1, "warm": 0, "none": 0}
    (duration,) = found["headwater.invocation.duration"].histogram.data_points
    assert (duration.count, duration.sum) == (1, 0.02)
    limits = [*duration.explicit_bounds, float("inf")]
    assert [limit for limit, count in zip(limits, duration.bucket_counts, strict=True) if count] == [0.02]
    assert "process_resident_memory_bytes" in found


async def test_lines_come_with_whose_they_are(collector):
    async with exporting(collector) as (exporter, _r, _m):
        exporter.add_chunk(build_chunk(b"x" * 10_000, "s-1", trace_id=TRACE, span_id=SPAN))
        exporter.add_chunk(build_chunk(b"\xff bad\nERROR worse"))

    (_, line), (_, bad), (_, worse) = collector.lines
    assert (line.body.string_value, line.trace_id.hex(), line.span_id.hex()) == ("x" * 10_000, TRACE, SPAN)
    assert attributes_of(line)["session.id"] == "s-1"
    assert (bad.body.string_value, bad.trace_id) == ("\ufffd bad", b"")
    assert (worse.severity_text, worse.severity_number) == ("error", 17)
    assert exporter.counts()["logs"] == (3, 0)


async def test_a_flood_of_lines_is_not_all_exported(collector, monkeypatch):
    monkeypatch.setattr(otlp, "_LINES_BURST", 500)
    async with exporting(collector) as (exporter, _r, _m):
        for _ in range(30):
            exporter.add_chunk(build_chunk(b"\n" * 99))

    taken, dropped = exporter.counts()["logs"]
    assert taken + dropped == 3_000
    assert 500 <= taken < 2_500


async def test_what_is_refused_in_part_is_counted(collector, caplog):
    collector.answers["/v1/traces"] = [Answer(rejected=2)]
    async with exporting(collector) as (exporter, recorder, _m):
        for _ in range(5):
            recorder.add(build_span())

    assert exporter.counts()["traces"] == (3, 2)
    assert "2 traces were dropped" in caplog.text
    assert "'not these'" in caplog.text


async def test_what_the_endpoint_wants_again_is_sent_again(collector):
    collector.answers["/v1/traces"] = [Answer(status=503, headers={"retry-after": "0"})] * 2
    async with exporting(collector) as (exporter, recorder, _m):
        recorder.add(build_span())

    assert len(collector.spans) == 1
    assert exporter.counts()["traces"] == (1, 0)


@pytest.mark.parametrize("status", [400, 503])
async def test_what_is_never_taken_is_dropped_and_said_once(collector, caplog, status):
    collector.always = lambda path: Answer(status=status, headers={"retry-after": "3600"})
    async with exporting(collector) as (exporter, recorder, _m):
        for _ in range(3):
            recorder.add(build_span())

    assert exporter.counts()["traces"] == (0, 3)
    assert caplog.text.count("3 traces were dropped") == 1
    assert f"answered {status}" in caplog.text


async def test_an_endpoint_that_hangs_holds_up_nobody(collector, caplog):
    release = threading.Event()
    collector.always = lambda path: Answer(wait=release)
    began_s = time.monotonic()
    async with exporting(collector, otlp_flush_timeout_s=0.2, otlp_timeout_s=30) as (exporter, recorder, _m):
        for _ in range(30_000):
            recorder.add(build_span())
        await asyncio.sleep(0)
        added_s = time.monotonic() - began_s
    took_s = time.monotonic() - began_s
    release.set()

    taken, dropped = exporter.counts()["traces"]
    assert taken == 0
    assert dropped >= 30_000 - 20_000 - 1_024
    assert added_s < 10
    assert took_s - added_s < 10  # and not the 30 s of an attempt


async def test_nobody_there_costs_what_is_dropped_alone(caplog):
    class Nobody:
        url = "http://127.0.0.1:9"

    async with exporting(Nobody, otlp_flush_timeout_s=0.5) as (exporter, recorder, _m):
        recorder.add(build_span())
    assert exporter.counts()["traces"][0] == 0
    assert "were dropped" in caplog.text


def test_a_full_pipe_drops_and_counts_and_goes_on():
    gate, sent = threading.Event(), []

    def send(batch):
        gate.wait(10)
        sent.extend(batch)
        return len(batch), 0

    pipe = Pipe("things", send, queue_max_count=10, batch_count=2, delay_s=0.01)
    pipe.add(0)
    pipe.add(1)
    wait_until(lambda: not pipe._queue)
    for number in range(2, 20):
        pipe.add(number)
    gate.set()
    pipe.close(10)

    assert sent == list(range(12))
    assert (pipe.sent_count, pipe.dropped_count) == (12, 8)


def test_a_pipe_holds_so_many_bytes_and_no_more():
    pipe = Pipe("things", lambda batch: (0, 0), weigh=len_of, queue_max_bytes=100, delay_s=60)
    for size in (60, 60, 30, 20):
        pipe.add("x" * size)
    pipe.close(10)

    assert pipe.dropped_count == 80  # the second and the last


def len_of(text):
    return len(text), len(text)


def test_a_batch_that_cannot_be_sent_takes_no_other_with_it(caplog):
    def send(batch):
        if 0 in batch:
            raise RuntimeError("of this batch")
        return len(batch), 0

    pipe = Pipe("things", send, batch_count=1, delay_s=0.01)
    pipe.add(0)
    pipe.add(1)
    pipe.close(10)

    assert (pipe.sent_count, pipe.dropped_count) == (1, 1)
    assert "of this batch" in caplog.text
