"""What agents print as OpenTelemetry's SDK has it."""

from __future__ import annotations

from collections.abc import Iterable

from opentelemetry._logs import LogRecord, SeverityNumber
from opentelemetry.context import Context
from opentelemetry.sdk._logs import ReadableLogRecord
from opentelemetry.trace import NonRecordingSpan, SpanContext, TraceFlags, set_span_in_context

from headwater.telemetry import names
from headwater.telemetry.export.lines import LineRecord
from headwater.telemetry.export.spans import SCOPE, build_resource, clean

_SEVERITIES = {
    "debug": SeverityNumber.DEBUG,
    "info": SeverityNumber.INFO,
    "warning": SeverityNumber.WARN,
    "error": SeverityNumber.ERROR,
    "critical": SeverityNumber.FATAL,
}


def build_logs(lines: Iterable[LineRecord], instance_id: str) -> list[ReadableLogRecord]:
    """Each line with whose it is."""
    return [_build(line, instance_id) for line in lines]


def _build(line: LineRecord, instance_id: str) -> ReadableLogRecord:
    attributes = {
        names.AGENT_ID: line.runtime_id,
        names.VERSION: line.version,
        "log.iostream": line.stream,
        names.SESSION_ID: line.session_id,
        names.REQUEST_ID: line.request_id,
    }
    record = LogRecord(
        timestamp=line.time_ns,
        observed_timestamp=line.time_ns,
        context=_build_context(line),
        severity_text=line.level,
        severity_number=_SEVERITIES.get((line.level or "").lower(), SeverityNumber.UNSPECIFIED),
        body=clean(line.text),
        attributes={name: value for name, value in attributes.items() if value is not None},
    )
    return ReadableLogRecord(record, build_resource("headwater", instance_id), SCOPE)


def _build_context(line: LineRecord) -> Context | None:
    if line.trace_id is None or line.span_id is None:
        return None
    context = SpanContext(int(line.trace_id, 16), int(line.span_id, 16), True, TraceFlags(TraceFlags.SAMPLED))
    return set_span_in_context(NonRecordingSpan(context))
