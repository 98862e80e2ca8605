"""What a metric is, and how its names follow from each other.

Names are OpenTelemetry's: dots, no unit. Prometheus' follow by OpenTelemetry's own rule: `.` becomes `_`, the
unit is added (`_seconds`, `_bytes`), then `_total` for what only grows. `telemetry.metric_names` has them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

MetricKind = Literal["counter", "gauge", "histogram"]

#: Seconds. Each is twice the one before, so that they are among the limits of `telemetry.distribution`.
SECONDS = tuple(0.01 * 2.0**power for power in range(-4, 19))
#: Of `gen_ai.client.token.usage`, as the semantic conventions have them.
TOKENS = (1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864)

#: What stands for all values of a label beyond as many as are kept.
OTHER = "other"


class Label(StrEnum):
    """The labels there are, by OpenTelemetry's names; Prometheus' have `_` for `.`."""

    RUNTIME = "runtime"
    ENDPOINT = "endpoint"
    START = "start"
    DIRECTION = "direction"
    TYPE = "type"
    KIND = "kind"
    STATE = "state"
    REASON = "reason"
    SOURCE = "source"
    PHASE = "phase"
    OPERATION = "operation"
    OUTCOME = "outcome"
    DOOR = "door"
    STATUS = "status"
    MODEL = "gen_ai.response.model"
    PROVIDER = "gen_ai.provider.name"
    TOKEN_TYPE = "gen_ai.token.type"
    ERROR = "error.type"
    SIGNAL = "signal"
    VERSION = "version"

    @property
    def prometheus(self) -> str:
        return self.value.replace(".", "_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One metric: name and unit as OpenTelemetry writes them, and what it says."""

    name: str
    kind: MetricKind
    #: UCUM, as OpenTelemetry has it: `s`, `By`, `{token}`.
    unit: str
    meaning: str
    labels: tuple[Label, ...] = ()
    #: Upper limits of a histogram's buckets.
    limits: tuple[float, ...] = ()

    @property
    def family(self) -> str:
        """Prometheus' name of the family: without `_total`, which its samples have."""
        base = self.name.replace(".", "_")
        unit = {"s": "_seconds", "By": "_bytes"}.get(self.unit, "")
        return base if base.endswith(unit) else base + unit

    @property
    def prometheus(self) -> str:
        """The name that one asks Prometheus for."""
        return self.family + ("_total" if self.kind == "counter" else "")

    @property
    def prometheus_labels(self) -> tuple[str, ...]:
        return tuple(label.prometheus for label in self.labels)


def counter(name: str, unit: str, meaning: str, *labels: Label) -> Metric:
    """A sum that only grows, until the server ends."""
    return Metric(name=name, kind="counter", unit=unit, meaning=meaning, labels=labels)


def gauge(name: str, unit: str, meaning: str, *labels: Label) -> Metric:
    """What is now."""
    return Metric(name=name, kind="gauge", unit=unit, meaning=meaning, labels=labels)


def seconds(name: str, meaning: str, *labels: Label) -> Metric:
    """Durations, by how long they were."""
    return Metric(name=name, kind="histogram", unit="s", meaning=meaning, labels=labels, limits=SECONDS)


def tokens(name: str, meaning: str, *labels: Label) -> Metric:
    """Numbers of tokens."""
    return Metric(name=name, kind="histogram", unit="{token}", meaning=meaning, labels=labels, limits=TOKENS)
