"""Trace context: our reading agrees with OpenTelemetry's own, and nothing a caller sends breaks it."""

from hypothesis import given
from hypothesis import strategies as st
from opentelemetry import trace
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from headwater.wire.tracecontext import (
    MAX_BAGGAGE_BYTES,
    TraceContext,
    add_baggage,
    add_context,
    find_context,
    parse_amzn,
    parse_traceparent,
    replace_context,
)

_HEX = "0123456789abcdef"
_ids = st.builds(
    TraceContext,
    st.text(_HEX, min_size=32, max_size=32).filter(lambda text: set(text) != {"0"}),
    st.text(_HEX, min_size=16, max_size=16).filter(lambda text: set(text) != {"0"}),
    st.booleans(),
)
_almost = st.from_regex(
    r"[0-9a-fA-F]{1,3}-[0-9a-g]{31,33}-[0-9a-f]{15,17}-[0-9a-f]{1,3}(-.*)?", fullmatch=True
)


@given(_ids)
def test_both_forms_come_back_as_they_were(context):
    assert parse_traceparent(context.encode_traceparent()) == context
    assert parse_amzn(context.encode_amzn()) == context


@given(st.one_of(st.text(max_size=80), _almost, _ids.map(lambda c: c.encode_traceparent().decode())))
def test_traceparent_is_read_as_opentelemetry_reads_it(text):
    found = parse_traceparent(text.encode())
    span = trace.get_current_span(TraceContextTextMapPropagator().extract({"traceparent": text}))
    theirs = span.get_span_context()

    # It also takes white space that is not HTTP's, which no header value can have at its ends.
    if text == text.strip():
        assert (found is not None) == theirs.is_valid
    if found is not None:
        assert int(found.trace_id, 16) == theirs.trace_id
        assert found.span_id is not None
        assert int(found.span_id, 16) == theirs.span_id
        assert found.is_sampled == bool(theirs.trace_flags & 1)


@given(
    st.lists(
        st.tuples(st.sampled_from([b"traceparent", b"x-amzn-trace-id", b"baggage"]), st.binary(max_size=99))
    )
)
def test_nothing_a_caller_sends_breaks_it(headers):
    context = find_context(headers) or TraceContext("a" * 32, "b" * 16)
    context = TraceContext(context.trace_id, context.span_id or "b" * 16)
    replaced = replace_context(headers, context, "s" * 33)

    assert find_context(replaced) == context
    assert sum(name == b"baggage" for name, _ in replaced) == 1


def test_a_root_alone_is_a_trace_without_a_span():
    found = parse_amzn(b"Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0")

    assert found == TraceContext("5759e988bd862e3fe1be46a994272793", None, False)
    assert parse_amzn(b"Self=1-5759e988-bd862e3fe1be46a994272793") is None
    assert parse_amzn(b"Root=1-00000000-000000000000000000000000") is None


def test_traceparent_counts_before_amazons_header():
    ours = TraceContext("a" * 32, "b" * 16)
    headers = [
        (b"x-amzn-trace-id", b"Root=1-11111111-222222222222222222222222"),
        (b"traceparent", ours.encode_traceparent()),
    ]

    assert find_context(headers) == ours
    assert find_context(headers[:1]).trace_id == "11111111222222222222222222222222"
    assert find_context([]) is None


def test_baggage_keeps_what_was_there_and_its_bound():
    assert add_baggage(b"", "session.id", "ä b") == b"session.id=%C3%A4%20b"
    assert add_baggage(b"a=1", "session.id", "s") == b"a=1,session.id=s"
    assert add_baggage(b"session.id=mine;p=1,a=1", "session.id", "s") == b"session.id=mine;p=1,a=1"
    full = b"a=" + b"x" * MAX_BAGGAGE_BYTES
    assert add_baggage(full, "session.id", "s") == full


def test_what_the_agent_says_of_the_trace_stays():
    headers = [(b"traceparent", b"its own")]
    add_context(headers, TraceContext("a" * 32, "b" * 16))

    assert headers[0] == (b"traceparent", b"its own")
    assert [name for name, _ in headers] == [b"traceparent", b"x-amzn-trace-id"]
