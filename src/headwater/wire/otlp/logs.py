"""ExportLogsServiceRequest -> log records, as AgentCore's stream `otel-rt-logs` has them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from headwater.wire.otlp.spans import RawItem, iterate_items, read_id
from headwater.wire.otlp.values import MAX_NAME_CHARS, clean, read_attributes, read_int, read_plain


def list_records(request: dict[str, Any]) -> Iterator[RawItem]:  # Any: OTLP's JSON
    """Each record of a request."""
    return iterate_items(request, "resourceLogs", "scopeLogs", "logRecords")


def read_record(raw: RawItem) -> dict[str, Any] | str:  # Any: JSON
    """A record, or why it cannot be taken."""
    item = raw.item
    if not isinstance(item, dict):
        return "a log record is not an object"
    return {
        "resource": {"attributes": raw.resource},
        "scope": {"name": raw.scope},
        "timeUnixNano": read_int(item.get("timeUnixNano")) or 0,
        "observedTimeUnixNano": read_int(item.get("observedTimeUnixNano")) or 0,
        "severityNumber": read_int(item.get("severityNumber")) or 0,
        "severityText": _read_text(item.get("severityText")),
        "body": read_plain(item.get("body")),
        "attributes": read_attributes(item.get("attributes")),
        "traceId": read_id(item.get("traceId"), 32) or "",
        "spanId": read_id(item.get("spanId"), 16) or "",
    }


def iterate_records(request: dict[str, Any]) -> Iterator[dict[str, Any] | str]:  # Any: OTLP's JSON, and JSON
    """Each record of a request, or why one cannot be taken."""
    return map(read_record, list_records(request))


def _read_text(value: Any) -> str:  # Any: what should be a text
    return clean(value, MAX_NAME_CHARS) if isinstance(value, str) else ""
