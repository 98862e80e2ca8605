"""OTLP's messages as tables for `wire.protobuf`, with the names that OTLP has in JSON.

Source: opentelemetry-proto 1.x, `collector/trace/v1`, `collector/logs/v1` and what they use.
"""

from __future__ import annotations

from headwater.wire.protobuf import Member, Table

_ANY_VALUE: Table = {}
_KEY_VALUE: Table = {1: Member("key", "text"), 2: Member("value", "message", _ANY_VALUE)}
_ANY_VALUE |= {
    1: Member("stringValue", "text"),
    2: Member("boolValue", "bool"),
    3: Member("intValue", "int"),
    4: Member("doubleValue", "double"),
    5: Member("arrayValue", "message", {1: Member("values", "message", _ANY_VALUE, is_list=True)}),
    6: Member("kvlistValue", "message", {1: Member("values", "message", _KEY_VALUE, is_list=True)}),
    7: Member("bytesValue", "base64"),
}
_RESOURCE: Table = {1: Member("attributes", "message", _KEY_VALUE, is_list=True)}
_SCOPE: Table = {1: Member("name", "text"), 2: Member("version", "text")}
_EVENT: Table = {
    1: Member("timeUnixNano", "fixed64"),
    2: Member("name", "text"),
    3: Member("attributes", "message", _KEY_VALUE, is_list=True),
}
_STATUS: Table = {2: Member("message", "text"), 3: Member("code", "int")}
_SPAN: Table = {
    1: Member("traceId", "hex"),
    2: Member("spanId", "hex"),
    4: Member("parentSpanId", "hex"),
    5: Member("name", "text"),
    6: Member("kind", "int"),
    7: Member("startTimeUnixNano", "fixed64"),
    8: Member("endTimeUnixNano", "fixed64"),
    9: Member("attributes", "message", _KEY_VALUE, is_list=True),
    11: Member("events", "message", _EVENT, is_list=True),
    15: Member("status", "message", _STATUS),
}
_LOG_RECORD: Table = {
    1: Member("timeUnixNano", "fixed64"),
    2: Member("severityNumber", "int"),
    3: Member("severityText", "text"),
    5: Member("body", "message", _ANY_VALUE),
    6: Member("attributes", "message", _KEY_VALUE, is_list=True),
    9: Member("traceId", "hex"),
    10: Member("spanId", "hex"),
    11: Member("observedTimeUnixNano", "fixed64"),
    12: Member("eventName", "text"),
}


def _build_export(groups: str, scopes: str, items: str, item: Table) -> Table:
    """A request: items by the scope they come from, and those by resource."""
    scope = {1: Member("scope", "message", _SCOPE), 2: Member(items, "message", item, is_list=True)}
    resource = {
        1: Member("resource", "message", _RESOURCE),
        2: Member(scopes, "message", scope, is_list=True),
    }
    return {1: Member(groups, "message", resource, is_list=True)}


EXPORT_TRACES = _build_export("resourceSpans", "scopeSpans", "spans", _SPAN)
EXPORT_LOGS = _build_export("resourceLogs", "scopeLogs", "logRecords", _LOG_RECORD)
