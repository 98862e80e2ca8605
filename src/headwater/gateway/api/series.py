"""Figures over time: arrays with an element for each step."""

from __future__ import annotations

from typing import Annotated, TypedDict

from headwater.gateway.api.schemas import Time

_MS = "Milliseconds; null where there was nothing."


class ErrorSeries(TypedDict):
    """Invocations that failed, by how."""

    user: Annotated[list[int], "The caller has to change something (4xx)."]
    throttle: Annotated[list[int], "A limit or quota was reached (402, 429)."]
    agent: Annotated[list[int], "The agent failed (424), or its answer broke off."]
    system: Annotated[list[int], "Headwater failed (5xx), or was shut down."]


class LatencySeries(TypedDict):
    """Percentiles of how long something took."""

    p50: Annotated[list[float | None], _MS]
    p95: Annotated[list[float | None], _MS]
    p99: Annotated[list[float | None], _MS]


class FirstTokenSeries(TypedDict):
    """Percentiles of the time to the first part of an event stream that says something."""

    p50: Annotated[list[float | None], _MS]
    p95: Annotated[list[float | None], _MS]


class TokenSeries(TypedDict):
    """Tokens of models that sessions asked; see `headwater_runtime_tokens_total`."""

    input: list[int]
    output: list[int]


class LatencyPercentiles(TypedDict):
    """Percentiles over the whole window."""

    p50: Annotated[float | None, _MS]
    p95: Annotated[float | None, _MS]
    p99: Annotated[float | None, _MS]


class FirstTokenPercentiles(TypedDict):
    """As `LatencyPercentiles`, of the time to the first token."""

    p50: Annotated[float | None, _MS]
    p95: Annotated[float | None, _MS]


class TokenCounts(TypedDict):
    """Tokens in and out."""

    input: int
    output: int


ByteCounts = TypedDict("ByteCounts", {"in": int, "out": int})
ByteCounts.__doc__ = "Bytes of payloads, and of answers."


class SeriesTotal(TypedDict):
    """Of the whole window."""

    requests: int
    errors: int
    cold: int
    warm: int
    latencyMs: LatencyPercentiles
    firstTokenMs: FirstTokenPercentiles
    tokens: TokenCounts
    bytes: ByteCounts


class Series(TypedDict):
    """What happened in each step from `since` to `until`."""

    since: Time
    until: Time
    stepS: Annotated[int, "Seconds of a step."]
    times: Annotated[list[int], "When each step begins, in seconds since 1970."]
    requests: Annotated[list[int], "Invocations that ended."]
    errors: ErrorSeries
    cold: Annotated[list[int], "Invocations that a session began with."]
    warm: Annotated[list[int], "Invocations of sessions that were there."]
    latencyMs: LatencySeries
    firstByteMs: LatencySeries
    firstTokenMs: FirstTokenSeries
    tokens: TokenSeries
    liveSessions: Annotated[list[int], "The most there were of each runtime, added up."]
    total: SeriesTotal
