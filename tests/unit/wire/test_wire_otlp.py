"""OTLP as OpenTelemetry's own library writes it, and as nobody should."""

import gzip
import json
import math
import zlib

import pytest
from google.protobuf.json_format import MessageToDict
from hypothesis import given
from hypothesis import strategies as st
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)
from opentelemetry.proto.common.v1.common_pb2 import AnyValue, ArrayValue, KeyValue, KeyValueList

from headwater.wire.otlp import requests, values
from headwater.wire.otlp.logs import iterate_records
from headwater.wire.otlp.requests import JSON, PROTOBUF, encode_success, inflate, parse_request
from headwater.wire.otlp.spans import ReceivedSpan, iterate_spans
from headwater.wire.protobuf import MAX_DEPTH, TooMuch, Unreadable

NOW_NS = 1_780_000_000_000_000_000
_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_values = st.recursive(
    st.one_of(
        st.builds(AnyValue, string_value=_texts),
        st.builds(AnyValue, bool_value=st.booleans()),
        st.builds(AnyValue, int_value=st.integers(-(1 << 63), (1 << 63) - 1)),
        st.builds(AnyValue, double_value=st.floats(allow_nan=False)),
        st.builds(AnyValue, bytes_value=st.binary(max_size=20)),
    ),
    lambda inner: st.one_of(
        st.builds(AnyValue, array_value=st.builds(ArrayValue, values=st.lists(inner, max_size=3))),
        st.builds(
            AnyValue,
            kvlist_value=st.builds(
                KeyValueList, values=st.lists(st.builds(KeyValue, key=_texts, value=inner), max_size=3)
            ),
        ),
    ),
    max_leaves=5,
)
_attributes = st.lists(st.builds(KeyValue, key=_texts, value=_values), max_size=4)


def build_span(request, **members):
    scope = request.resource_spans.add().scope_spans.add()
    scope.scope.name = "strands"
    given_members = {
        "trace_id": bytes(range(16)),
        "span_id": bytes(range(1, 9)),
        "name": "chat",
        "start_time_unix_nano": NOW_NS,
        "end_time_unix_nano": NOW_NS + 5,
    } | members
    span = scope.spans.add(**given_members)
    return span


def read_both(request):
    """The spans of a request, which must be the same from protobuf and from JSON."""
    encoded = MessageToDict(request)
    for group in encoded.get("resourceSpans", []):  # OTLP's JSON has ids in hexadecimal, protobuf's in base64
        for span in group["scopeSpans"][0].get("spans", []):
            source = request.resource_spans[encoded["resourceSpans"].index(group)].scope_spans[0].spans[0]
            span |= {"traceId": source.trace_id.hex(), "spanId": source.span_id.hex()}
            span |= {"kind": source.kind, "parentSpanId": source.parent_span_id.hex()}
            span["status"] = {"code": source.status.code, "message": source.status.message}
    from_json = list(iterate_spans(parse_request("traces", json.dumps(encoded).encode(), JSON)))
    from_protobuf = list(iterate_spans(parse_request("traces", request.SerializeToString(), PROTOBUF)))
    assert from_json == from_protobuf
    return from_protobuf


@given(attributes=_attributes, kind=st.integers(0, 5), code=st.integers(0, 2), name=_texts)
def test_protobuf_and_json_say_the_same(attributes, kind, code, name):
    request = ExportTraceServiceRequest()
    span = build_span(request, kind=kind, name=name, parent_span_id=b"\1" * 8, attributes=attributes)
    span.status.code = code
    span.events.add(name="said", time_unix_nano=NOW_NS + 1, attributes=attributes)

    (found,) = read_both(request)

    assert found.trace_id == bytes(range(16)).hex()
    assert (found.parent_id, found.scope, found.duration_ns) == ("01" * 8, "strands", 5)
    assert found.name == (name or "unnamed")
    assert json.loads(json.dumps(found.attributes, allow_nan=False)) is not None
    assert found.events[0]["name"] == "said"


@given(st.binary(max_size=200))
def test_any_bytes_are_a_request_or_unreadable(content):
    for signal in ("traces", "logs"):
        for content_type in (PROTOBUF, JSON):
            try:
                request = parse_request(signal, content, content_type)
            except Unreadable:
                continue
            list(iterate_spans(request))
            list(iterate_records(request))


_MEMBERS = [
    "resourceSpans",
    "scopeSpans",
    "spans",
    "resource",
    "scope",
    "attributes",
    "key",
    "value",
    "name",
    "traceId",
    "events",
    "status",
    "arrayValue",
    "values",
    "stringValue",
    "intValue",
    "doubleValue",
]
_rubbish = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(_MEMBERS),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(st.dictionaries(st.sampled_from(["resourceSpans", "resourceLogs"]), _rubbish))
def test_any_json_has_spans_or_objections(request_):
    for item in iterate_spans(request_):
        assert isinstance(item, str | ReceivedSpan)


@given(_rubbish)
def test_any_value_is_one_that_can_be_kept(value):
    read = values.read_value(value)

    json.dumps(read, allow_nan=False, ensure_ascii=False).encode()


def test_values_that_no_database_takes_become_ones_that_it_takes():
    def read(**value):
        return values.read_value(value)

    assert read(stringValue="\ud800") == "?"
    assert read(doubleValue=math.inf) == "inf"
    assert read(doubleValue="NaN") == "nan"
    assert read(doubleValue=10**400) is None
    assert read(intValue="9" * 30) is None
    assert read(intValue=1 << 63) is None
    assert len(read(stringValue="x" * 10_000_000)) == values.MAX_TEXT_CHARS + 1
    assert read(arrayValue={"values": [{"stringValue": "a"}, {"stringValue": "b"}]}) == ("a", "b")
    assert read(arrayValue={"values": [{"intValue": "1"}]}) == "[1]"


@pytest.mark.parametrize(
    "member",
    [
        {"traceId": "0" * 32},
        {"traceId": "xyz"},
        {"traceId": None},
        {"spanId": "0" * 16},
        {"startTimeUnixNano": str(1 << 63)},
        {"startTimeUnixNano": -5},
        {"startTimeUnixNano": 0},
        {"startTimeUnixNano": "soon"},
    ],
)
def test_a_span_without_an_id_or_a_time_is_objected_to(member):
    span = {"traceId": "a" * 32, "spanId": "b" * 16, "startTimeUnixNano": str(NOW_NS)} | member
    request = {"resourceSpans": [{"scopeSpans": [{"spans": [span, 5]}]}]}

    first, second = iterate_spans(request)

    assert next(iter(member)) in first or "traceId" in first
    assert second == "a span is not an object"


def test_values_nested_deeply_are_read_to_a_depth():
    value = AnyValue(string_value="end")
    for _ in range(40):
        value = AnyValue(array_value=ArrayValue(values=[value]))
    request = ExportTraceServiceRequest()
    build_span(
        request,
        attributes=[KeyValue(key="deep", value=value), KeyValue(key="b", value=AnyValue(int_value=1))],
    )

    parsed = parse_request("traces", request.SerializeToString(), PROTOBUF)
    (span,) = iterate_spans(parsed)

    assert str(parsed).count("arrayValue") < MAX_DEPTH
    assert span.attributes["b"] == 1
    with pytest.raises(Unreadable, match="deeply"):
        parse_request("traces", b'{"a":' * 100_000, JSON)


def test_empty_messages_do_not_become_gigabytes():
    empty_spans = b"\x12\x00" * 1_000_000
    scope = b"\x12" + _varint(len(empty_spans)) + empty_spans
    content = b"\x0a" + _varint(len(scope)) + scope

    with pytest.raises(TooMuch, match="more parts"):
        parse_request("traces", content, PROTOBUF)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "GZIP", "identity", ""])
def test_bodies_are_inflated(encoding):
    compress = {"gzip": gzip.compress, "deflate": zlib.compress}.get(encoding.lower(), bytes)

    assert inflate(compress(b"{}" * 100), encoding) == b"{}" * 100


def test_what_cannot_be_inflated_is_refused():
    with pytest.raises(Unreadable, match="middle"):
        inflate(gzip.compress(b"x" * 1000)[:-10], "gzip")
    with pytest.raises(Unreadable, match="no gzip"):
        inflate(b"rubbish", "gzip")
    with pytest.raises(Unreadable, match="zstd"):
        inflate(b"", "zstd")
    with pytest.raises(TooMuch, match="inflated"):
        inflate(gzip.compress(bytes(requests.MAX_INFLATED_BYTES + 1)), "gzip")


def test_a_partial_success_is_read_by_the_official_library():
    said = ExportTraceServiceResponse.FromString(encode_success("traces", PROTOBUF, 300, "zu viele, 多い"))

    assert said.partial_success.rejected_spans == 300
    assert said.partial_success.error_message == "zu viele, 多い"
    assert encode_success("traces", PROTOBUF, 0, "") == b""
    partial = json.loads(encode_success("logs", JSON, 2, "why"))["partialSuccess"]
    assert partial == {"rejectedLogRecords": "2", "errorMessage": "why"}


def test_log_records_are_read():
    request = ExportLogsServiceRequest()
    group = request.resource_logs.add()
    group.resource.attributes.add(key="service.name", value=AnyValue(string_value="bot"))
    record = group.scope_logs.add().log_records.add(
        time_unix_nano=NOW_NS,
        severity_number=17,
        severity_text="ERROR",
        trace_id=b"\1" * 16,
        span_id=b"\2" * 8,
    )
    record.body.kvlist_value.values.add(key="said", value=AnyValue(string_value="hi"))

    (found,) = iterate_records(parse_request("logs", request.SerializeToString(), PROTOBUF))

    assert found["body"] == {"said": "hi"}
    assert (found["severityNumber"], found["traceId"]) == (17, "01" * 16)
    assert found["resource"] == {"attributes": {"service.name": "bot"}}


def _varint(number):
    encoded = bytearray()
    while number > 0x7F:
        encoded.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*encoded, number])
