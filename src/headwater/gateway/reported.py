"""What agents report -> what is kept of it. No I/O: larger exports are read in a thread."""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from headwater.core.runtimes import RuntimeVersion
from headwater.telemetry import names
from headwater.telemetry.spans import Kind, SpanRecord, Status, Value
from headwater.wire.otlp.logs import list_records, read_record
from headwater.wire.otlp.requests import MAX_INFLATED_BYTES, MAX_PARTS, Signal, inflate, parse_request
from headwater.wire.otlp.spans import ReceivedSpan, list_spans, read_span
from headwater.wire.otlp.values import clean
from headwater.wire.protobuf import Budget

#: Names that only the server uses.
_OWN_PREFIX = "headwater."
#: Characters of all attributes and events of one span.
_MAX_SPAN_CHARS = 256 * 1024
#: A log record that is longer loses its attributes, and the end of its body.
_MAX_LOG_CHARS = 64 * 1024
#: What reading a message or a value costs, in bytes of text.
_PART_COST_BYTES = 16
#: A span that began before or after that is no span of now: it would outlive what is kept, or lead it.
_MAX_AGE_NS = 24 * 3600 * 1_000_000_000
_MAX_AHEAD_NS = 300 * 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporter:
    """Who reports: a living worker, or a version's file that is being loaded (which has no session)."""

    worker_id: str
    version: RuntimeVersion
    session_id: str | None
    endpoint: str

    @property
    def service(self) -> str:
        return f"{self.version.runtime_name}.{self.endpoint}"


@dataclass(frozen=True, slots=True)
class LogText:
    """A log record, as a line of a log."""

    text: str


class Export:
    """One request's body, and what is read of it."""

    def __init__(
        self, signal: Signal, content: bytes, encoding: str, content_type: str, items_max_count: int
    ) -> None:
        """`items_max_count` spans or records are read, and the rest counted."""
        self._signal: Signal = signal
        self._content = content
        self._encoding = encoding
        self._content_type = content_type
        self._items_max_count = items_max_count
        #: Spans and records, and for those that cannot be taken why.
        self.items: list[SpanRecord | LogText | str] = []
        self.unread_count = 0
        #: What it cost to read it, in bytes: parts cost time though they be empty.
        self.cost_bytes = len(content)

    def read(self, reporter: Reporter) -> None:
        """Fill `items` with what `reporter` says.

        Raises:
            Unreadable, TooMuch: it is no such request, or too large.
        """
        if self._encoding:
            self.cost_bytes = MAX_INFLATED_BYTES  # until it is known better
        content = inflate(self._content, self._encoding)
        budget = Budget(MAX_PARTS)
        try:
            request = parse_request(self._signal, content, self._content_type, budget)
        finally:
            self.cost_bytes = len(content) + (MAX_PARTS - budget.parts_left) * _PART_COST_BYTES
        now_ns = time.time_ns()
        raw = list_spans(request) if self._signal == "traces" else list_records(request)
        for found in itertools.islice(raw, self._items_max_count):
            item = read_record(found) if self._signal == "logs" else read_span(found)
            if isinstance(item, ReceivedSpan):
                self.items.append(find_objection(item, now_ns) or build_record(item, reporter))
            else:
                self.items.append(item if isinstance(item, str) else _as_text(item))
        self.unread_count = sum(1 for _ in raw)


def _as_text(record: Mapping[str, object]) -> LogText:
    text = json.dumps(record, ensure_ascii=False)
    if len(text) > _MAX_LOG_CHARS:
        body = clean(json.dumps(record["body"], ensure_ascii=False))
        text = json.dumps({**record, "resource": {}, "body": body, "attributes": {}}, ensure_ascii=False)
    return LogText(text)


def find_objection(span: ReceivedSpan, now_ns: int) -> str | None:
    """Why a span is not kept; None if nothing speaks against it."""
    if now_ns - span.start_ns > _MAX_AGE_NS:
        return f"a span began more than a day ago: {span.start_ns}"
    if span.start_ns - now_ns > _MAX_AHEAD_NS:
        return f"a span has not begun yet: {span.start_ns}"
    return None


def build_record(span: ReceivedSpan, reporter: Reporter) -> SpanRecord:
    """The span, with whose it is by what the server knows."""
    session_id, service = reporter.session_id, reporter.service
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
        runtime_id=reporter.version.runtime_id,
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
