"""What WebSockets to agents add up to: AgentCore counts those that are open, and bytes each way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from headwater.telemetry import metric_names, names
from headwater.telemetry.instruments import Instruments
from headwater.telemetry.spans import Segment
from headwater.telemetry.traffic import Fault, type_of_status


class SocketCounts:
    """Of one server."""

    def __init__(self, make: Instruments) -> None:
        self._open = make.gauge(metric_names.SOCKETS_OPEN)
        self._ended = make.counter(metric_names.SOCKETS)
        self._errors = make.counter(metric_names.SOCKET_ERRORS)
        self._duration = make.histogram(metric_names.SOCKET_DURATION)
        self._frames = make.counter(metric_names.SOCKET_FRAMES)
        self._bytes = make.counter(metric_names.SOCKET_BYTES)

    @contextmanager
    def opened(self, runtime: str) -> Iterator[None]:
        """While open, one more is."""
        gauge = self._open.of(runtime)  # kept: its runtime may be deleted, and forgotten, before the end
        gauge.inc()
        try:
            yield
        finally:
            gauge.dec()

    def note(self, segment: Segment, fault: Fault | None) -> None:
        """One has ended, or was not opened."""
        find = segment.attributes.get
        place = (str(find(names.RUNTIME_NAME, "")), str(find(names.ENDPOINT, "")))
        self._ended.of(*place).inc()
        self._duration.of(*place).observe(segment.end_offset_ns / 1e9)
        if fault is not None:
            self._errors.of(*place, fault.type, fault.kind).inc()
        for direction, frames, size in (
            ("in", names.FRAMES_IN, names.REQUEST_BYTES),
            ("out", names.FRAMES_OUT, names.RESPONSE_BYTES),
        ):
            self._frames.of(*place, direction).inc(_count_of(find(frames)))
            self._bytes.of(*place, direction).inc(_count_of(find(size)))

    def note_refused(self, status: int, kind: str) -> None:
        """One was refused before anything was known of it but the caller's request."""
        self._ended.of("", "").inc()
        self._errors.of("", "", type_of_status(status) or "system", kind).inc()


def _count_of(value: object) -> int:
    return value if isinstance(value, int) else 0
