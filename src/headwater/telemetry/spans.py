"""Spans: what happened, when, and in which trace.

An invocation is one `Segment`: a span whose time is cut into phases that follow each other without a gap. On
the way of a request a phase costs one reading of the clock; ids and JSON are made later, off that
way, and OpenTelemetry's own objects only where spans are exported.
"""

from __future__ import annotations

import random
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import Literal

from headwater.telemetry import names
from headwater.telemetry.handed import TraceBook
from headwater.telemetry.recordings import ContentBudget, Recording
from headwater.wire.tracecontext import TraceContext

Value = str | bool | int | float | tuple[str, ...]
Kind = Literal["internal", "server", "client"]
Status = Literal["unset", "ok", "error"]


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of a span's time; `offset_ns` counts from the span's start."""

    name: str
    offset_ns: int
    duration_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanRecord:
    """One finished span.

    Attributes:
        trace_id: 32 hexadecimal digits.
        span_id, parent_id: 16 of them.
        start_ns: since 1970, in nanoseconds.
        phases: what its time went to; each is a child span of its own once expanded.
        service: who says so: `headwater`, or `{name}.{endpoint}` for what an agent reports.
        request_id: of the invocation that this span is, if it is one.
    """

    trace_id: str
    span_id: str
    parent_id: str | None
    name: str
    start_ns: int
    duration_ns: int
    kind: Kind = "internal"
    status: Status = "unset"
    status_message: str = ""
    runtime_id: str | None = None
    session_id: str | None = None
    request_id: str | None = None
    attributes: Mapping[str, Value] = field(default_factory=dict)
    events: tuple[Mapping[str, object], ...] = ()
    phases: tuple[Phase, ...] = ()
    service: str = "headwater"

    def expand(self) -> list[SpanRecord]:
        """The span, then its phases as spans. Their ids follow from its own, and are the same each time."""
        children = [
            SpanRecord(
                trace_id=self.trace_id,
                span_id=span_id,
                parent_id=self.span_id,
                name=phase.name,
                start_ns=self.start_ns + phase.offset_ns,
                duration_ns=phase.duration_ns,
                runtime_id=self.runtime_id,
                session_id=self.session_id,
                service=self.service,
            )
            for span_id, phase in zip(self._phase_ids(), self.phases, strict=True)
        ]
        return [replace(self, phases=()), *children]

    def _phase_ids(self) -> Iterator[str]:
        seen: Counter[str] = Counter()
        for phase in self.phases:
            yield build_phase_id(self.span_id, phase.name, seen[phase.name])
            seen[phase.name] += 1


class Segment:
    """One span at work. Not for threads: marks are made on the event loop."""

    __slots__ = (
        "_marks",
        "_on_end",
        "_started",
        "attributes",
        "context",
        "end_offset_ns",
        "is_ended",
        "kind",
        "name",
        "outcome",
        "parent_id",
        "recording",
        "request_id",
        "runtime_id",
        "session_id",
        "start_ns",
        "status_message",
    )

    def __init__(
        self,
        name: str,
        parent: TraceContext | None,
        on_end: Callable[[Segment], None],
        *,
        kind: Kind = "server",
        arrived_ns: int | None = None,
        is_sampled: bool = True,
    ) -> None:
        """
        Args:
            arrived_ns: when it began, by `time.perf_counter_ns`; None: now.
            is_sampled: whether it is kept, where the caller's trace does not say so.
        """
        now = time.perf_counter_ns()
        self._started = now if arrived_ns is None else arrived_ns
        self.start_ns = time.time_ns() - (now - self._started)
        self._marks: list[tuple[str, int]] = []
        self._on_end = on_end
        self.name = name
        self.kind: Kind = kind
        if parent is None:
            self.context = TraceContext(_new_trace_id(), new_span_id(), is_sampled)
        else:
            self.context = TraceContext(parent.trace_id, new_span_id(), parent.is_sampled)
        self.parent_id = None if parent is None else parent.span_id
        self.runtime_id: str | None = None
        self.session_id: str | None = None
        self.request_id: str | None = None
        self.attributes: dict[str, Value] = {}
        self.outcome = "ok"
        self.status_message = ""
        self.end_offset_ns = 0
        self.is_ended = False
        #: What is said in it, where that is kept.
        self.recording: Recording | None = None

    def record(self, budget: ContentBudget) -> None:
        """Keep what is said, within `budget`."""
        self.recording = Recording(budget, self._started)

    def within(self, phase: str) -> TraceContext:
        """Where things are that happen during a phase, which need not have begun; the first of that name."""
        assert self.context.span_id is not None
        span_id = build_phase_id(self.context.span_id, phase)
        return TraceContext(self.context.trace_id, span_id, self.context.is_sampled)

    def begin_phase(self, name: str) -> int:
        """The phase before ends, and this one begins; returns when, in nanoseconds from the start.

        The first phase begins with the segment, whenever it is named.
        """
        offset_ns = time.perf_counter_ns() - self._started if self._marks else 0
        self._marks.append((name, offset_ns))
        return offset_ns

    def elapsed_ns(self) -> int:
        """Nanoseconds from the start to now."""
        return time.perf_counter_ns() - self._started

    def fail(self, outcome: str, message: str) -> None:
        """It went wrong; the first thing that did counts."""
        if self.outcome == "ok":
            self.outcome = outcome
            self.status_message = message

    def end(self) -> None:
        """It is over, and goes where spans go. Once: a second time does nothing."""
        if not self.is_ended:
            self.is_ended = True
            self.end_offset_ns = time.perf_counter_ns() - self._started
            self._on_end(self)

    def unix_ns(self, counter_ns: int) -> int:
        """A time of `time.perf_counter_ns` as nanoseconds since 1970."""
        return self.start_ns + counter_ns - self._started

    @property
    def spans_count(self) -> int:
        """How many spans it is once expanded."""
        return 1 + len(self._marks)

    def phases(self) -> tuple[Phase, ...]:
        """The phases so far; the last one until now, or until the end."""
        end = self.end_offset_ns if self.is_ended else time.perf_counter_ns() - self._started
        ends = [offset for _, offset in self._marks[1:]] + [end]
        return tuple(
            Phase(name, offset, until - offset)
            for (name, offset), until in zip(self._marks, ends, strict=False)
        )

    def build_record(self) -> SpanRecord:
        """The finished segment in the form in which spans are kept."""
        is_error = self.outcome not in ("ok", "client_gone")
        assert self.context.span_id is not None
        return SpanRecord(
            trace_id=self.context.trace_id,
            span_id=self.context.span_id,
            parent_id=self.parent_id,
            name=self.name,
            start_ns=self.start_ns,
            duration_ns=self.end_offset_ns,
            kind=self.kind,
            status="error" if is_error else "ok",
            status_message=self.status_message,
            runtime_id=self.runtime_id,
            session_id=self.session_id,
            request_id=self.request_id,
            attributes=self.attributes | {names.OUTCOME: self.outcome},
            phases=self.phases(),
        )


#: What is kept: finished elsewhere, or a segment that has ended. `record_of` takes both, in any thread.
Finished = SpanRecord | Segment
#: Where finished spans go: neither may wait nor raise.
SegmentSink = Callable[[Segment], None]
FinishedSink = Callable[[Finished], None]

#: The segment that this task works on.
current: ContextVar[Segment | None] = ContextVar("headwater_segment", default=None)


class Recorder:
    """Begins segments and hands what is finished to its sinks, on the event loop."""

    def __init__(
        self, *, sampling_ratio: float = 1.0, is_enabled: bool = True, content_max_bytes: int = 0
    ) -> None:
        """
        Args:
            sampling_ratio: how many of the traces that begin here are kept, 0 to 1.
            content_max_bytes: of what is said in an invocation, each way, that is kept with its trace.
            is_enabled: False: no span is kept, whatever callers ask for; outcomes are still told.
        """
        self._sampling_ratio = sampling_ratio
        self._is_enabled = is_enabled
        self._content = ContentBudget(content_max_bytes)
        self.handed = TraceBook()
        #: Told of each segment that ends, kept or not: what metrics count.
        self.on_segment: list[SegmentSink] = []
        #: Given what is kept.
        self.on_kept: list[FinishedSink] = []

    def begin(
        self,
        name: str,
        parent: TraceContext | None,
        *,
        kind: Kind = "server",
        arrived_ns: int | None = None,
        is_public: bool = False,
    ) -> Segment:
        """A segment that has begun; its owner ends it, or forgets it where it is not to be noted.

        Args:
            is_public: the caller's context names the trace and does not decide whether it is kept.
        """
        is_sampled = self._sampling_ratio >= 1.0 or random.random() < self._sampling_ratio
        if is_public and parent is not None:
            parent = TraceContext(parent.trace_id, parent.span_id, is_sampled)
        return Segment(name, parent, self._end, kind=kind, arrived_ns=arrived_ns, is_sampled=is_sampled)

    def record(self, segment: Segment) -> None:
        """Keep what is said in an invocation, if its trace is kept and content is to be."""
        if self._is_enabled and segment.context.is_sampled and self._content.each_max_bytes:
            segment.record(self._content)

    def add(self, record: SpanRecord) -> None:
        """Keep a span that was finished elsewhere."""
        if self._is_enabled:
            for sink in self.on_kept:
                sink(record)

    def _end(self, segment: Segment) -> None:
        for sink in self.on_segment:
            sink(segment)
        if segment.context.is_sampled and self._is_enabled:
            for keep in self.on_kept:
                keep(segment)


def record_of(finished: Finished) -> SpanRecord:
    """The span of what was kept; of a segment after its end."""
    return finished.build_record() if isinstance(finished, Segment) else finished


def build_phase_id(span_id: str, name: str, occurrence: int = 0) -> str:
    """The id of a phase's span: known before the phase begins, so that what it waits for can be told."""
    number = int(span_id, 16) + zlib.crc32(name.encode()) + (occurrence << 32)
    return f"{number % (1 << 64) or 1:016x}"


def build_steps(segment: Segment, phase: str, name: str, steps: list[tuple[str, int, int]]) -> SpanRecord:
    """A span within a phase of `segment` whose phases are `steps`, of which there is at least one.

    Args:
        steps: name, start and end of each, by `time.perf_counter_ns`, which is `time.monotonic_ns` on Linux.
    """
    steps = sorted(steps, key=lambda step: step[1])
    first_ns, last_ns = steps[0][1], max(end for _, _, end in steps)
    return SpanRecord(
        trace_id=segment.context.trace_id,
        span_id=new_span_id(),
        parent_id=segment.within(phase).span_id,
        name=name,
        start_ns=segment.unix_ns(first_ns),
        duration_ns=last_ns - first_ns,
        runtime_id=segment.runtime_id,
        session_id=segment.session_id,
        phases=tuple(Phase(step, start - first_ns, end - start) for step, start, end in steps),
    )


def new_span_id() -> str:
    """16 hexadecimal digits, not all 0."""
    return f"{random.getrandbits(64) or 1:016x}"


def _new_trace_id() -> str:
    """As X-Ray wants them: the first 8 digits are the time in seconds, so that ids can be sorted by it."""
    return f"{int(time.time()) & 0xFFFFFFFF:08x}{random.getrandbits(96) or 1:024x}"
