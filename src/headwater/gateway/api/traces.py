"""Traces: spans, and what was said in an invocation."""

from __future__ import annotations

from typing import Annotated, TypedDict

_BASE64 = "Bytes, in base64."


class Phase(TypedDict):
    """A part of a span's time; phases follow each other without a gap."""

    name: str
    offsetMs: Annotated[float, "From the span's start."]
    durationMs: float


class Span(TypedDict):
    """Something that took time."""

    traceId: str
    spanId: str
    parentId: str | None
    name: str
    service: str
    kind: Annotated[str, "`internal`, `server` or `client`."]
    startMs: Annotated[float, "Since 1970."]
    durationMs: float
    status: Annotated[str, "`unset`, `ok` or `error`."]
    statusMessage: str
    runtimeId: str | None
    sessionId: str | None
    requestId: Annotated[str | None, "Of the invocation that it belongs to."]
    outcome: Annotated[object, "How the invocation ended."]
    attributes: dict[str, object]
    events: list[dict[str, object]]
    phases: list[Phase]


class SpanPage(TypedDict):
    """Invocations' spans, the newest first."""

    traces: list[Span]
    nextCursor: Annotated[str | None, "`cursor` of what comes after them; null: that was all."]


class Trace(TypedDict):
    """All spans of a trace that the caller may see."""

    traceId: str
    spans: list[Span]


class RecordedPart(TypedDict):
    """A part of an answer, as it went out."""

    offsetMs: Annotated[float, "From the invocation's start."]
    sizeBytes: int
    data: Annotated[str, _BASE64 + " Shorter than `sizeBytes` where not all was kept."]


class RecordedInvocation(TypedDict):
    """What was said in an invocation, with its timing."""

    invocation: Span
    contentType: str
    request: Annotated[str, _BASE64]
    isWhole: Annotated[bool, "All of the answer was kept."]
    parts: list[RecordedPart]
