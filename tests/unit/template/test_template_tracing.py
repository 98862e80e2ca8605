"""An agent's part in traces, with OpenTelemetry's real SDK: context in, spans out, and nothing in its way."""

import asyncio
import json
import os
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opentelemetry import baggage, trace
from opentelemetry.baggage.propagation import W3CBaggagePropagator
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from opentelemetry.util._once import Once

from headwater.template import spans as spans_module
from headwater.template.tracing import TracedApp, _read_context
from headwater.wire.otlp.spans import iterate_spans

_ROOT = str(Path(spans_module.__file__).parents[2])
URL = "http://127.0.0.1:9"
PARENT = b"00-" + b"a" * 32 + b"-" + b"b" * 16 + b"-01"
SCOPE = {"type": "http", "path": "/invocations", "headers": [(b"traceparent", PARENT)]}


@pytest.fixture
def sent(monkeypatch):
    """What was sent to the server: lists of spans."""
    batches = []

    def post(body, dropped):
        request = json.loads(body)
        batches.append(list(iterate_spans(request)))
        return True

    monkeypatch.setattr(spans_module, "post", post)
    return batches


@pytest.fixture
def environment(monkeypatch, sent):
    """A session's environment, and an OpenTelemetry that nobody has set up."""
    monkeypatch.setenv("HEADWATER_TELEMETRY_URL", URL)
    monkeypatch.setenv("HEADWATER_TELEMETRY_TOKEN", "token")
    monkeypatch.setattr(trace, "_TRACER_PROVIDER", None)
    monkeypatch.setattr(trace, "_TRACER_PROVIDER_SET_ONCE", Once())
    monkeypatch.setattr(trace, "_set_tracer_provider", trace._set_tracer_provider)
    return monkeypatch


async def call(app, scope=SCOPE):
    messages = []

    async def send(message):
        messages.append(message)

    await app(scope, None, send)
    return messages


def names_of(sent):
    return [span.name for batch in sent for span in batch]


def wait_for(condition):
    deadline_s = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline_s
        time.sleep(0.005)


async def spanning(scope, receive, send):
    with trace.get_tracer("mine").start_as_current_span("work") as span:
        span.set_attribute("n", 1)
    await send({"type": "http.response.body", "body": b"x"})


async def test_spans_are_children_of_the_requests_and_are_sent(environment, sent):
    await call(TracedApp(spanning))

    wait_for(lambda: sent)
    (span,) = sent[0]
    assert (span.trace_id, span.parent_id, span.name, span.scope) == ("a" * 32, "b" * 16, "work", "mine")
    assert span.attributes == {"n": 1}


async def test_the_session_in_the_baggage_is_an_attribute(environment, sent):
    found = []

    async def app(scope, receive, send):
        found.append(baggage.get_baggage("session.id"))
        await spanning(scope, receive, send)

    headers = [*SCOPE["headers"], (b"baggage", b"a=1"), (b"baggage", b"session.id=s%201")]
    await call(TracedApp(app), SCOPE | {"headers": headers})

    wait_for(lambda: sent)
    assert found == ["s 1"]
    assert sent[0][0].attributes["session.id"] == "s 1"


@pytest.mark.parametrize(
    ("header", "trace_id", "span_id"),
    [
        ((b"x-amzn-trace-id", b"Root=1-%s-%s;Parent=%s;Sampled=1" % (b"c" * 8, b"d" * 24, b"e" * 16)), 1, 1),
        ((b"x-amzn-trace-id", b"Root=1-nonsense"), 0, 0),
        ((b"traceparent", b"\xff\xfe rubbish"), 0, 0),
        ((b"baggage", b"=" * 9000), 0, 0),
    ],
    ids=["amzn", "bad amzn", "bad traceparent", "bad baggage"],
)
async def test_other_and_bad_headers(environment, sent, header, trace_id, span_id):
    await call(TracedApp(spanning), SCOPE | {"headers": [header]})

    wait_for(lambda: sent)
    (span,) = sent[0]
    assert (span.trace_id == "c" * 8 + "d" * 24) == bool(trace_id)
    assert (span.parent_id == "e" * 16) == bool(span_id)


async def test_what_the_app_sends_and_raises_passes_unchanged(environment):
    parts = [{"type": "http.response.body", "body": bytes([n]), "more_body": True} for n in range(50)]

    async def app(scope, receive, send):
        for part in parts:
            await send(part)
        raise RuntimeError("its own")

    messages = []

    async def send(message):
        messages.append(message)

    with pytest.raises(RuntimeError, match="its own"):
        await TracedApp(app)(SCOPE, None, send)

    assert all(one is other for one, other in zip(messages, parts, strict=True))
    assert not trace.get_current_span().get_span_context().is_valid


async def test_requests_at_once_have_contexts_of_their_own(environment):
    found = {}

    async def app(scope, receive, send):
        await asyncio.sleep(0.01)
        found[scope["n"]] = trace.get_current_span().get_span_context().trace_id

    traced = TracedApp(app)

    def scope(n):
        return SCOPE | {"n": n, "headers": [(b"traceparent", b"00-%032x-%016x-01" % (n, n))]}

    await asyncio.gather(*(call(traced, scope(n)) for n in range(1, 20)))

    assert found == {n: n for n in range(1, 20)}


async def test_pings_and_agents_without_opentelemetry_are_left_alone(environment):
    found = []

    async def app(scope, receive, send):
        found.append(trace.get_current_span().get_span_context().is_valid)

    await call(TracedApp(app), SCOPE | {"path": "/ping"})
    environment.setattr(trace, "_TRACER_PROVIDER", None)
    environment.delitem(sys.modules, "opentelemetry.trace")
    traced = TracedApp(app)
    await call(traced)
    await call(traced, {"type": "lifespan"})

    assert found == [False, False, False]
    assert trace._TRACER_PROVIDER is None


async def test_a_provider_that_the_author_sets_later_takes_the_place_of_ours(environment, sent, caplog):
    traced = TracedApp(spanning)
    await call(traced)
    ours, theirs = trace.get_tracer_provider(), TracerProvider()
    own = InMemorySpanExporter()
    theirs.add_span_processor(SimpleSpanProcessor(own))

    trace.set_tracer_provider(theirs)
    await call(traced)

    assert trace.get_tracer_provider() is theirs is not ours
    assert "not allowed" not in caplog.text
    assert [span.name for span in own.get_finished_spans()] == ["work"]
    wait_for(lambda: len(names_of(sent)) == 2)


async def test_an_exporter_of_the_authors_to_this_server_is_not_doubled(environment, sent):
    provider = TracerProvider()
    exporter = OTLPSpanExporter(endpoint=f"{URL}/v1/traces")
    exported = []
    environment.setattr(exporter, "export", exported.extend)
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    trace.set_tracer_provider(provider)

    await call(TracedApp(spanning))
    await asyncio.sleep(0.05)

    assert [span.name for span in exported] == ["work"]
    assert sent == []
    provider.shutdown()


async def test_a_provider_that_is_set_within_a_request_is_seen_at_once(environment, sent):
    async def app(scope, receive, send):
        trace.set_tracer_provider(TracerProvider())
        await spanning(scope, receive, send)

    await call(TracedApp(app))

    wait_for(lambda: names_of(sent) == ["work"])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OTEL_SDK_DISABLED", "true"),
        ("OTEL_TRACES_EXPORTER", "none"),
        ("HEADWATER_TELEMETRY_URL", ""),
        ("HEADWATER_TELEMETRY_TOKEN", ""),
    ],
)
async def test_who_wants_no_spans_has_none_but_still_the_context(environment, name, value):
    environment.setenv(name, value)
    found = []

    async def app(scope, receive, send):
        found.append(trace.get_current_span().get_span_context().trace_id)

    await call(TracedApp(app))

    assert found == [int("a" * 32, 16)]
    assert trace._TRACER_PROVIDER is None


async def test_nothing_of_ours_that_fails_reaches_the_agent(environment):
    environment.setattr("headwater.template.tracing._read_context", lambda headers: 1 / 0)
    environment.setattr("headwater.template.clients.watch", lambda: 1 / 0)

    assert await call(TracedApp(spanning)) == [{"type": "http.response.body", "body": b"x"}]


def test_no_thread_runs_before_the_first_span(environment):
    before = threading.active_count()

    TracedApp(spanning)

    assert threading.active_count() == before
    assert isinstance(trace.get_tracer_provider(), TracerProvider)


_traceparents = st.builds(
    "{}-{}-{}-{}{}".format,
    st.sampled_from(["00", "01", "ff", "x"]),
    st.sampled_from(["a" * 32, "0" * 32, "A" * 32, "a" * 31]),
    st.sampled_from(["b" * 16, "0" * 16, "b" * 15]),
    st.sampled_from(["00", "01", "03", "1"]),
    st.sampled_from(["", "-more"]),
)
_members = st.builds(
    "{}={}".format,
    st.sampled_from(["a", "b c", "session.id", "", "k%20"]),
    st.sampled_from(["1", "%20x", "%E3%81%82%20", "", "y;p=1", "=", "ä", "a+b"]),
)
_baggages = st.lists(_members | st.sampled_from(["rubbish", ""]), max_size=4).map(",".join)
_states = st.sampled_from(["", "a=1", "a=1,b=2", "rubbish"])


@given(traceparent=_traceparents, tracestate=_states, held=_baggages)
def test_headers_mean_what_opentelemetry_takes_them_for(traceparent, tracestate, held):
    carrier = {"traceparent": traceparent, "tracestate": tracestate, "baggage": held}
    headers = [(name.encode(), value.encode("latin-1")) for name, value in carrier.items() if value]

    own = _read_context(headers)

    official = TraceContextTextMapPropagator().extract(carrier)
    official = W3CBaggagePropagator().extract(carrier, official)
    expected = trace.get_current_span(official).get_span_context()
    found = trace.get_current_span(own).get_span_context()
    assert (found.trace_id, found.span_id) == (expected.trace_id, expected.span_id)
    assert (found.trace_flags & 1, found.trace_state) == (expected.trace_flags & 1, expected.trace_state)
    assert dict(baggage.get_all(own)) == dict(baggage.get_all(official))


def test_who_loads_opentelemetry_in_a_call_has_that_call_traced():
    script = """
        import asyncio, json, os, sys
        sys.path.insert(0, sys.argv[1])
        from headwater.template import spans
        spans.post = lambda body, dropped: os.write(1, body + b"\\n")
        from headwater.template.tracing import TracedApp

        async def app(scope, receive, send):
            import opentelemetry.sdk.trace.export
            from opentelemetry import trace
            with trace.get_tracer("mine").start_as_current_span("late"):
                await asyncio.to_thread(lambda: trace.get_tracer("other").start_span("later").end())

        scope = {"type": "http", "path": "/", "headers": [(b"traceparent", sys.argv[2].encode())]}
        traced = TracedApp(app)
        assert "opentelemetry.trace" not in sys.modules
        for _ in range(2):
            asyncio.run(traced(scope, None, None))
        assert type(sys.modules["opentelemetry.trace"].__loader__).__name__ == "SourceFileLoader"
    """
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", textwrap.dedent(script), _ROOT, PARENT.decode()],
        env={**os.environ, "HEADWATER_TELEMETRY_URL": URL, "HEADWATER_TELEMETRY_TOKEN": "x"},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (0, "")
    found = [span for line in done.stdout.splitlines() for span in iterate_spans(json.loads(line))]
    assert sorted(span.name for span in found) == ["late", "late", "later", "later"]
    assert {span.trace_id for span in found} == {"a" * 32}
    assert [span.parent_id for span in found if span.name == "late"] == ["b" * 16] * 2
