"""The queue of an agent's spans: it never waits, never fails, never grows, and says what it drops."""

import contextlib
import json
import os
import threading
from types import SimpleNamespace

from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from headwater.template import spans as spans_module
from headwater.template.spans import SpanQueue, encode_spans
from headwater.wire.otlp.spans import iterate_spans


@contextlib.contextmanager
def ended_spans(count, **attributes):
    provider, own = TracerProvider(), InMemorySpanExporter()
    provider.add_span_processor(SimpleSpanProcessor(own))
    tracer = provider.get_tracer("mine", "1")
    for number in range(count):
        tracer.start_span(f"s{number}", attributes=attributes).end()
    yield own.get_finished_spans()
    provider.shutdown()


def test_a_full_queue_drops_and_counts():
    told, may_go = [], threading.Event()

    def send(body, dropped):
        may_go.wait()
        told.append((len(json.loads(body)["resourceSpans"][0]["scopeSpans"][0]["spans"]), dropped))
        return True

    queue = SpanQueue(send)
    with ended_spans(1) as (span,):
        for _ in range(10_000):
            queue.on_end(span)
        may_go.set()
        assert queue.force_flush()
        queue.on_end(span)
        assert queue.force_flush()

    assert sum(count + dropped for count, dropped in told) == 10_001
    assert sum(dropped for _, dropped in told) > 5000


def test_a_server_that_fails_is_asked_again_and_then_no_more(monkeypatch):
    monkeypatch.setattr(spans_module, "_RETRY_AFTER_S", 0.001)
    attempts = []

    def send(body, dropped):
        attempts.append(dropped)
        if len(attempts) > 4:
            raise ValueError("whatever")
        return False

    queue = SpanQueue(send)
    with ended_spans(1) as (span,):
        for _ in range(3):
            queue.on_end(span)
            assert queue.force_flush()

    assert attempts == [0, 0, 0, 1, 1, 2]


def test_the_end_of_a_process_waits_only_so_long():
    may_go = threading.Event()
    queue = SpanQueue(lambda body, dropped: may_go.wait())
    with ended_spans(1) as (span,):
        queue.on_end(span)
        queue.shutdown()  # or it would never return

    assert not may_go.is_set()
    may_go.set()


def test_a_fork_of_the_session_has_a_queue_of_its_own():
    reading, writing = os.pipe()
    queue = SpanQueue(lambda body, dropped: bool(os.write(writing, b"%d\n" % os.getpid())))
    with ended_spans(1) as (span,):
        queue.on_end(span)
        queue.force_flush()
        pid = os.fork()
        if pid == 0:
            queue.on_end(span)
            queue.force_flush(5000)
            os._exit(0)
        os.waitpid(pid, 0)

    assert os.read(reading, 100).split() == [b"%d" % os.getpid(), b"%d" % pid]


def test_large_spans_are_cut_and_go_in_several_requests():
    bodies = []
    queue = SpanQueue(lambda body, dropped: bodies.append(body) or True)
    large = {f"k{n}": "ü" * 100_000 for n in range(30)}
    large |= {"few": ("a", "b"), "inf": float("inf"), "big": 1 << 70}

    with ended_spans(5, **large) as spans:
        for span in spans:
            queue.on_end(span)
        assert queue.force_flush()

    assert max(map(len, bodies)) < 2 * 1024 * 1024
    assert len(bodies) > 1
    (first, *_) = iterate_spans(json.loads(bodies[0]))
    assert first.attributes["few"] == ("a", "b")
    assert first.attributes["inf"] == "inf"


def test_what_is_encoded_is_what_the_span_says():
    with ended_spans(1) as (span,):
        (found,) = iterate_spans(encode_spans([span]))

    assert found.start_ns == span.start_time
    assert found.duration_ns == span.end_time - span.start_time
    assert (found.status, found.kind, found.parent_id) == ("unset", "internal", None)


def test_unsampled_spans_stay():
    sent = []
    queue = SpanQueue(lambda body, dropped: sent.append(body) is None)
    flags = SimpleNamespace(sampled=False)

    queue.on_end(SimpleNamespace(context=SimpleNamespace(trace_flags=flags)))

    assert queue.force_flush()
    assert sent == []
