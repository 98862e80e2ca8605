"""What telemetry can be told."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TelemetrySettings:
    """[telemetry]: traces and metrics, and how long they are kept here."""

    #: False: nothing is kept; trace context is still passed on.
    enabled: bool = True
    #: The part of traces that begin here that is kept, 0 to 1. A caller's own trace context counts before it.
    sampling_ratio: float = 1.0
    #: Days that spans and figures are kept.
    keep_days: float = 7.0
    #: Of what is said in an invocation, each way, kept with its trace for as long; 0 keeps nothing of it.
    content_max_bytes: int = 256 * 1024
    #: Bytes of the file that they are kept in; the oldest go first.
    store_max_bytes: int = 1024 * 1024 * 1024
    #: Agents with OpenTelemetry report their spans by themselves, with nothing to set up in them.
    instrument_agents: bool = True
    #: Spans and log records that one session may report a second, for ten seconds at once; more are dropped.
    agent_spans_per_s: int = 500
