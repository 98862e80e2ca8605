"""ExportTraceServiceRequest -> spans; see `parse_request` for bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from headwater.wire.otlp.values import MAX_NAME_CHARS, Value, clean, read_attributes, read_int, take_list

MAX_EVENTS = 64
_TRACE_ID = re.compile(r"[0-9a-fA-F]{32}")
_SPAN_ID = re.compile(r"[0-9a-fA-F]{16}")
_NOTHING = re.compile(r"0*")
_MAX_TIME_NS = (1 << 63) - 1
_KIND_NAMES = {2: "server", 3: "client", 4: "client", 5: "server"}  # producers and consumers too
_STATUS_NAMES = {1: "ok", 2: "error"}
_SERVICE = "service.name"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedSpan:
    """A span as somebody says that it was; times in nanoseconds since 1970."""

    trace_id: str
    span_id: str
    parent_id: str | None
    name: str
    kind: str
    start_ns: int
    duration_ns: int
    status: str
    status_message: str
    attributes: dict[str, Value]
    events: tuple[dict[str, object], ...]
    scope: str
    #: What the sender calls itself; None: nothing.
    service: str | None


@dataclass(frozen=True, slots=True)
class RawItem:
    """A span or a log record as it stands in a request, with where it comes from; still to be read."""

    resource: Mapping[str, Value]
    scope: str
    item: Any  # Any: OTLP's JSON


def list_spans(request: dict[str, Any]) -> Iterator[RawItem]:  # Any: OTLP's JSON
    """Each span of a request."""
    return iterate_items(request, "resourceSpans", "scopeSpans", "spans")


def read_span(raw: RawItem) -> ReceivedSpan | str:
    """A span, or why it cannot be taken."""
    service = raw.resource.get(_SERVICE)
    return _read_span(raw.item, raw.scope, service if isinstance(service, str) else None)


def iterate_spans(request: dict[str, Any]) -> Iterator[ReceivedSpan | str]:  # Any: OTLP's JSON
    """Each span of a request, or why one cannot be taken."""
    return map(read_span, list_spans(request))


def iterate_items(
    request: dict[str, Any], groups: str, scopes: str, items: str
) -> Iterator[RawItem]:  # Any: OTLP's JSON
    """Each item of a request."""
    for group in _tables(request.get(groups)):
        resource = group.get("resource")
        attributes = read_attributes(resource.get("attributes")) if isinstance(resource, dict) else {}
        for part in _tables(group.get(scopes)):
            scope = part.get("scope")
            name = scope.get("name") if isinstance(scope, dict) else None
            scope_name = clean(name, MAX_NAME_CHARS) if isinstance(name, str) else ""
            for item in take_list(part.get(items)):
                yield RawItem(attributes, scope_name, item)


def read_id(value: Any, digits: int) -> str | None:  # Any: what should be hexadecimal
    """A trace's or a span's id in lower case; None for what is none, and for the one of zeros."""
    pattern = _TRACE_ID if digits == 32 else _SPAN_ID
    if not isinstance(value, str) or not pattern.fullmatch(value) or _NOTHING.fullmatch(value):
        return None
    return value.lower()


def _read_span(item: Any, scope: str, service: str | None) -> ReceivedSpan | str:  # Any: OTLP's JSON
    if not isinstance(item, dict):
        return "a span is not an object"
    trace_id, span_id = read_id(item.get("traceId"), 32), read_id(item.get("spanId"), 16)
    start_ns, end_ns = read_int(item.get("startTimeUnixNano")), read_int(item.get("endTimeUnixNano"))
    if trace_id is None or span_id is None:
        return f"a span's traceId or spanId is none: {str(item.get('traceId'))[:40]!r}"
    if start_ns is None or not 0 < start_ns <= _MAX_TIME_NS:
        return f"a span's startTimeUnixNano is no time: {str(item.get('startTimeUnixNano'))[:40]!r}"
    name, status = item.get("name"), item.get("status")
    status = status if isinstance(status, dict) else {}
    message = status.get("message")
    return ReceivedSpan(
        trace_id=trace_id,
        span_id=span_id,
        parent_id=read_id(item.get("parentSpanId"), 16),
        name=clean(name, MAX_NAME_CHARS) if isinstance(name, str) and name else "unnamed",
        kind=_KIND_NAMES.get(read_int(item.get("kind")) or 0, "internal"),
        start_ns=start_ns,
        duration_ns=max(0, min(end_ns or 0, _MAX_TIME_NS) - start_ns),
        status=_STATUS_NAMES.get(read_int(status.get("code")) or 0, "unset"),
        status_message=clean(message) if isinstance(message, str) else "",
        attributes=read_attributes(item.get("attributes")),
        events=tuple(_read_events(item.get("events"), start_ns)),
        scope=scope,
        service=service,
    )


def _read_events(items: Any, start_ns: int) -> Iterator[dict[str, object]]:  # Any: OTLP's JSON
    for event in _tables(items)[:MAX_EVENTS]:
        name = event.get("name")
        yield {
            "name": clean(name, MAX_NAME_CHARS) if isinstance(name, str) else "",
            "time_ns": min(read_int(event.get("timeUnixNano")) or start_ns, _MAX_TIME_NS),
            "attributes": read_attributes(event.get("attributes")),
        }


def _tables(items: Any) -> list[dict[str, Any]]:  # Any: OTLP's JSON
    return [item for item in take_list(items) if isinstance(item, dict)]
