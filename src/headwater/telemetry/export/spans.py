"""Our spans as OpenTelemetry's SDK has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TypeVar

from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import Event, ReadableSpan
from opentelemetry.sdk.util.instrumentation import InstrumentationScope
from opentelemetry.trace import SpanContext, SpanKind, TraceFlags
from opentelemetry.trace.status import Status, StatusCode

from headwater.core.version import VERSION
from headwater.telemetry.spans import Finished, SpanRecord, record_of

T = TypeVar("T")
SCOPE = InstrumentationScope("headwater", VERSION)
_KINDS = {"internal": SpanKind.INTERNAL, "server": SpanKind.SERVER, "client": SpanKind.CLIENT}
_CODES = {"unset": StatusCode.UNSET, "ok": StatusCode.OK, "error": StatusCode.ERROR}


def build_spans(finished: Iterable[Finished], instance_id: str) -> list[ReadableSpan]:
    """Each span, and each phase as a span of its own."""
    records = (span for one in finished for span in record_of(one).expand())
    return [_build(record, instance_id) for record in records]


@lru_cache(maxsize=1024)
def build_resource(service: str, instance_id: str) -> Resource:
    """Who says so: this server, or one of its agents (`{name}.{endpoint}`)."""
    return Resource(
        {"service.name": service, "service.instance.id": instance_id, "service.version": VERSION}
        if service == "headwater"
        else {"service.name": service, "service.instance.id": instance_id}
    )


def _build(record: SpanRecord, instance_id: str) -> ReadableSpan:
    code = _CODES[record.status]
    return ReadableSpan(
        name=clean(record.name),
        context=_build_context(record.trace_id, record.span_id),
        parent=None if record.parent_id is None else _build_context(record.trace_id, record.parent_id),
        resource=build_resource(record.service, instance_id),
        attributes={name: clean(value) for name, value in record.attributes.items()},
        events=[_build_event(event, record.start_ns) for event in record.events],
        kind=_KINDS[record.kind],
        status=Status(code, clean(record.status_message) if code is StatusCode.ERROR else None),
        start_time=record.start_ns,
        end_time=record.start_ns + record.duration_ns,
        instrumentation_scope=SCOPE,
    )


def clean(value: T) -> T:
    """Text that protobuf takes: what is no character is a question mark. Anything else is as it was."""
    if isinstance(value, str) and not value.isascii():
        return value.encode(errors="replace").decode()  # type: ignore[return-value]  # it is text, as before
    return value


def _build_context(trace_id: str, span_id: str) -> SpanContext:
    return SpanContext(int(trace_id, 16), int(span_id, 16), False, TraceFlags(TraceFlags.SAMPLED))


def _build_event(event: Mapping[str, object], start_ns: int) -> Event:
    time_ns, attributes = event.get("time_ns"), event.get("attributes")
    return Event(
        str(event.get("name", "event")),
        dict(attributes) if isinstance(attributes, Mapping) else {},
        time_ns if isinstance(time_ns, int) else start_ns,
    )
