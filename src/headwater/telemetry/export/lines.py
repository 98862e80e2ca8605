"""A line of an agent's log on its way out of the server."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRecord:
    """One line of an agent's log."""

    time_ns: int
    text: str
    #: `stdout`, `stderr`, or `event` for what befalls it.
    stream: str
    runtime_id: str
    version: str
    session_id: str | None = None
    level: str | None = None
    request_id: str | None = None
    trace_id: str | None = None
    span_id: str | None = None
