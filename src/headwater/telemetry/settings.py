"""What telemetry can be told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote, urlsplit

_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9a-z-]+")


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
    #: An OTLP endpoint such as `http://collector:4318`: traces, metrics and logs go to `/v1/traces`,
    #: `/v1/metrics` and `/v1/logs` below it. Empty: nowhere. Default: `OTEL_EXPORTER_OTLP_ENDPOINT`.
    otlp_endpoint: str = ""
    #: Headers of what is sent, `name=value,name2=value2`, values percent-encoded; a secret. Default:
    #: `OTEL_EXPORTER_OTLP_HEADERS`.
    otlp_headers: str = ""
    #: gRPC is not spoken. Default: `OTEL_EXPORTER_OTLP_PROTOCOL`.
    otlp_protocol: Literal["http/protobuf"] = "http/protobuf"
    #: For one attempt, with what the endpoint wants repeated; then it is dropped.
    otlp_timeout_s: float = 10.0
    #: Between two times that metrics are sent.
    otlp_metrics_every_s: float = 60.0
    #: That the end of the server waits for what is still to be sent.
    otlp_flush_timeout_s: float = 2.0


#: What OpenTelemetry's own variables set, where nothing else does.
STANDARD_VARIABLES = {
    "OTEL_EXPORTER_OTLP_ENDPOINT": "telemetry.otlp_endpoint",
    "OTEL_EXPORTER_OTLP_HEADERS": "telemetry.otlp_headers",
    "OTEL_EXPORTER_OTLP_PROTOCOL": "telemetry.otlp_protocol",
}


def parse_headers(text: str) -> dict[str, str]:
    """Headers from `name=value,name2=value2`, values percent-encoded, as OpenTelemetry has it.

    Raises:
        ValueError: it is anything else. Says where, and shows no value.
    """
    headers = {}
    for number, part in enumerate(text.split(","), 1):
        if not part.strip():
            continue
        name, equals, value = part.partition("=")
        name, value = name.strip().lower(), unquote(value).strip()
        if not equals or _HEADER_NAME.fullmatch(name) is None:
            raise ValueError(f"header {number} is not of the form name=value")
        if not value.isprintable() or not value.isascii():
            raise ValueError(f"the value of header {name} has characters that headers cannot have")
        headers[name] = value
    return headers


def find_problems(settings: TelemetrySettings) -> list[str]:
    """What cannot be meant, beyond numbers."""
    problems = []
    if settings.sampling_ratio > 1:
        problems.append(f"telemetry.sampling_ratio: {settings.sampling_ratio!r} is not from 0 to 1")
    if settings.otlp_endpoint:
        url = urlsplit(settings.otlp_endpoint)
        if url.scheme not in ("http", "https") or not url.hostname or url.query or url.fragment:
            problems.append(
                f"telemetry.otlp_endpoint: {settings.otlp_endpoint!r} is not a URL such as"
                " http://127.0.0.1:4318"
            )
    try:
        parse_headers(settings.otlp_headers)
    except ValueError as exc:
        problems.append(f"telemetry.otlp_headers: {exc}")
    return problems
