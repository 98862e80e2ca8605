"""Trace context in headers: W3C `traceparent` and `baggage`, and AWS's `X-Amzn-Trace-Id`. No I/O.

Rule 1: what cannot be read is ignored, as the standard demands: a caller's mistake never costs an answer.
Rule 2: `traceparent` counts before `X-Amzn-Trace-Id`, which says the same in AWS's form.
Rule 3: a trace id is 32 hexadecimal digits, in AWS's form `1-` + 8 + `-` + 24 of them.

Source: W3C Trace Context (level 1) and Baggage; AWS X-Ray, "Tracing header".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

#: Baggage in W3C's bounds; more than that is passed on as it is and not added to.
MAX_BAGGAGE_BYTES = 8192
_TRACEPARENT = re.compile(rb"([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?", re.DOTALL)
_ROOT = re.compile(r"1-([0-9a-fA-F]{8})-([0-9a-fA-F]{24})")
_PARENT = re.compile(r"[0-9a-fA-F]{16}")
_NO_TRACE = "0" * 32
_NO_SPAN = "0" * 16
_NAMES = (b"traceparent", b"x-amzn-trace-id", b"baggage")


@dataclass(frozen=True, slots=True)
class TraceContext:
    """Where in which trace something happens.

    Attributes:
        trace_id: 32 lower-case hexadecimal digits, not all 0.
        span_id: 16 of them; None where the caller named a trace and no span in it.
        is_sampled: whether the trace is being kept; False is the caller's wish that it is not.
    """

    trace_id: str
    span_id: str | None
    is_sampled: bool = True

    def encode_traceparent(self) -> bytes:
        """As `traceparent`; there must be a span."""
        return f"00-{self.trace_id}-{self.span_id}-{'01' if self.is_sampled else '00'}".encode()

    def encode_amzn(self) -> bytes:
        """As `X-Amzn-Trace-Id`; there must be a span."""
        root = f"1-{self.trace_id[:8]}-{self.trace_id[8:]}"
        return f"Root={root};Parent={self.span_id};Sampled={int(self.is_sampled)}".encode()


def parse_traceparent(value: bytes) -> TraceContext | None:
    """None for what is no `traceparent`, or names no trace or no span."""
    found = _TRACEPARENT.fullmatch(value.strip(b" \t"))
    if found is None:
        return None
    version, trace_id, span_id, flags, rest = found.groups()
    if version == b"ff" or (version == b"00" and rest is not None):
        return None
    context = TraceContext(trace_id.decode(), span_id.decode(), bool(int(flags, 16) & 1))
    return None if context.trace_id == _NO_TRACE or context.span_id == _NO_SPAN else context


def parse_amzn(value: bytes) -> TraceContext | None:
    """None for what names no root in the form of `X-Amzn-Trace-Id`; its `Parent` may be missing."""
    fields: dict[str, str] = {}
    for part in value.decode("latin-1").split(";"):
        name, _, text = part.partition("=")
        fields.setdefault(name.strip().lower(), text.strip())
    root = _ROOT.fullmatch(fields.get("root", ""))
    if root is None:
        return None
    trace_id = (root[1] + root[2]).lower()
    if trace_id == _NO_TRACE:
        return None
    parent = fields.get("parent", "").lower()
    is_span = _PARENT.fullmatch(parent) is not None and parent != _NO_SPAN
    return TraceContext(trace_id, parent if is_span else None, fields.get("sampled") != "0")


def find_context(headers: Iterable[tuple[bytes, bytes]]) -> TraceContext | None:
    """The caller's trace, from headers with lower-case names; None if it has none."""
    amzn: TraceContext | None = None
    for name, value in headers:
        if name == b"traceparent":
            found = parse_traceparent(value)
            if found is not None:
                return found
        elif name == b"x-amzn-trace-id" and amzn is None:
            amzn = parse_amzn(value)
    return amzn


def build_headers(context: TraceContext) -> list[tuple[bytes, bytes]]:
    """`context` in both forms."""
    return [(b"traceparent", context.encode_traceparent()), (b"x-amzn-trace-id", context.encode_amzn())]


def replace_context(
    headers: list[tuple[bytes, bytes]], context: TraceContext, session_id: str
) -> list[tuple[bytes, bytes]]:
    """`headers` (lower-case names) with `context` in both forms, and the session in the baggage.

    A `tracestate` belongs to its `traceparent` and stays where the trace stays.
    """
    kept = [header for header in headers if header[0] not in _NAMES]
    baggage = b",".join(value for name, value in headers if name == b"baggage" and value.strip())
    kept += build_headers(context)
    kept.append((b"baggage", add_baggage(baggage, "session.id", session_id)))
    return kept


def add_baggage(baggage: bytes, key: str, value: str) -> bytes:
    """`baggage` with one more member, unless it has that key or would grow beyond W3C's bound."""
    member = f"{key}={quote(value, safe='')}".encode()
    if not baggage:
        return member
    keys = {part.split(b"=", 1)[0].strip() for part in baggage.split(b",")}
    if key.encode() in keys or len(baggage) + 1 + len(member) > MAX_BAGGAGE_BYTES:
        return baggage
    return baggage + b"," + member


def add_context(headers: list[tuple[bytes, bytes]], context: TraceContext) -> None:
    """Tell a caller the trace in an answer's `headers` (lower-case names), unless the agent told one."""
    named = {name for name, _ in headers}
    if b"x-amzn-trace-id" not in named:
        headers.append((b"x-amzn-trace-id", context.encode_amzn()))
    if b"traceparent" not in named:
        headers.append((b"traceparent", context.encode_traceparent()))
