"""Spans as agents report them -> spans as they are kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from headwater.telemetry import names
from headwater.telemetry.spans import Kind, SpanRecord, Status, Value
from headwater.wire.otlp.spans import ReceivedSpan

#: Names that only the server uses.
_OWN_PREFIX = "headwater."
#: Characters of all attributes and events of one span.
_MAX_SPAN_CHARS = 256 * 1024
#: A span that began before or after that is no span of now: it would outlive what is kept, or lead it.
_MAX_AGE_NS = 24 * 3600 * 1_000_000_000
_MAX_AHEAD_NS = 300 * 1_000_000_000


def find_objection(span: ReceivedSpan, now_ns: int) -> str | None:
    """Why a span is not kept; None if nothing speaks against it."""
    if now_ns - span.start_ns > _MAX_AGE_NS:
        return f"a span began more than a day ago: {span.start_ns}"
    if span.start_ns - now_ns > _MAX_AHEAD_NS:
        return f"a span has not begun yet: {span.start_ns}"
    return None


def build_record(span: ReceivedSpan, *, runtime_id: str, session_id: str | None, service: str) -> SpanRecord:
    """The span, with whose it is by what the server knows."""
    attributes, left = _bound(span.attributes, _MAX_SPAN_CHARS)
    events: list[Mapping[str, object]] = []
    for event in span.events:
        inner, left = _bound(cast("dict[str, Value]", event["attributes"]), left)
        events.append(event | {"attributes": inner})
    if session_id is not None:
        attributes[names.SESSION_ID] = session_id
    if span.scope:
        attributes[names.SCOPE] = span.scope
    if span.service not in (None, service):
        attributes[names.SERVICE_NAME] = span.service or ""
    return SpanRecord(
        trace_id=span.trace_id,
        span_id=span.span_id,
        parent_id=span.parent_id,
        name=span.name,
        start_ns=span.start_ns,
        duration_ns=min(span.duration_ns, _MAX_AGE_NS),
        kind=cast("Kind", span.kind),
        status=cast("Status", span.status),
        status_message=span.status_message,
        runtime_id=runtime_id,
        session_id=session_id,
        attributes=attributes,
        events=tuple(events),
        service=service,
    )


def _bound(attributes: Mapping[str, Value], left: int) -> tuple[dict[str, Value], int]:
    """What of `attributes` fits into `left` characters, and how many are left then."""
    kept: dict[str, Value] = {}
    left_out = 0
    for name, value in attributes.items():
        if name.startswith(_OWN_PREFIX):
            continue
        size = len(name) + (sum(map(len, value)) if isinstance(value, tuple) else len(str(value)))
        if size > left:
            left_out += 1
            continue
        left -= size
        kept[name] = value
    if left_out:
        kept[names.LEFT_OUT] = left_out
    return kept, left
