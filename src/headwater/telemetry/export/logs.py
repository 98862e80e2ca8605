"""What agents print as OpenTelemetry's SDK has it, a record each line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from opentelemetry._logs import LogRecord, SeverityNumber
from opentelemetry.context import Context
from opentelemetry.sdk._logs import ReadableLogRecord
from opentelemetry.trace import NonRecordingSpan, SpanContext, TraceFlags, set_span_in_context

from headwater.telemetry import names
from headwater.telemetry.export.spans import SCOPE, build_resource
from headwater.telemetry.loglines import FactFinder, LineFacts, LogChunk
from headwater.telemetry.loglines import LogRecord as KeptRecord

_SEVERITIES = {
    "debug": SeverityNumber.DEBUG,
    "info": SeverityNumber.INFO,
    "warning": SeverityNumber.WARN,
    "error": SeverityNumber.ERROR,
    "critical": SeverityNumber.FATAL,
}


def build_logs(chunks: Iterable[LogChunk], instance_id: str) -> list[ReadableLogRecord]:
    """Each line with whose it is, its level and its trace, as far as they are known."""
    resource = build_resource("headwater", instance_id)
    return [ReadableLogRecord(record, resource, SCOPE) for chunk in chunks for record in _split(chunk)]


def _split(chunk: LogChunk) -> Iterator[LogRecord]:
    text = chunk.data.decode(errors="replace")
    entry = {
        "requestId": chunk.request_id,
        "traceId": chunk.trace_id,
        "spanId": chunk.span_id,
        "level": chunk.level,
    }
    kept = KeptRecord(time=datetime.now(UTC), entry=entry, lines=text.split("\n"), text=text)
    finder = FactFinder(kept)
    origin = chunk.origin
    whose = {
        names.AGENT_ID: origin.runtime_id,
        names.VERSION: origin.version,
        names.ENDPOINT: origin.endpoint,
        names.SESSION_ID: origin.session_id,
        "log.iostream": chunk.stream,
    }
    shared = {name: value for name, value in whose.items() if value}
    for line in kept.lines:
        facts = finder.find(line)
        attributes = shared | ({names.REQUEST_ID: facts.request_id} if facts.request_id else {})
        yield LogRecord(
            timestamp=chunk.time_ns,
            observed_timestamp=chunk.time_ns,
            context=_build_context(facts),
            severity_text=facts.level,
            severity_number=_SEVERITIES.get(facts.level or "", SeverityNumber.UNSPECIFIED),
            body=line,
            attributes=attributes,
        )


def _build_context(facts: LineFacts) -> Context | None:
    if facts.trace_id is None:
        return None
    trace_id, span_id = int(facts.trace_id, 16), int(facts.span_id or "0", 16)
    context = SpanContext(trace_id, span_id, True, TraceFlags(TraceFlags.SAMPLED))
    return set_span_in_context(NonRecordingSpan(context))
