"""Which traces this server has given to which sessions: what an agent reports must fit into its own.

A trace that began here belongs to the sessions it was handed to. One that a caller brought along may have
spans of anybody's, as this server cannot know who takes part in it. Spans of this server's own nobody
else can claim to be.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

from headwater.wire.tracecontext import TraceContext

#: Traces that are remembered; what is older is taken for unknown, and belongs to whoever reports it.
_MAX_TRACES = 20_000
_MAX_SPANS = 64
#: A span's phases have ids that follow its own, in this distance; see `spans.build_phase_id`.
_IDS_OF_ONE = 64 << 32
_IDS = 1 << 64


@dataclass(slots=True)
class _Handed:
    began_here: bool
    worker_ids: set[str] = field(default_factory=set)
    span_ids: list[int] = field(default_factory=list)


class TraceBook:
    """The traces of the last invocations."""

    def __init__(self) -> None:
        self._handed: OrderedDict[str, _Handed] = OrderedDict()

    def note(self, context: TraceContext, worker_id: str, *, began_here: bool) -> None:
        """A worker is given `context`, as the parent of all it does."""
        found = self._handed.get(context.trace_id)
        if found is None:
            found = self._handed[context.trace_id] = _Handed(began_here)
            if len(self._handed) > _MAX_TRACES:
                self._handed.popitem(last=False)
        found.worker_ids.add(worker_id)
        if context.span_id is not None and len(found.span_ids) < _MAX_SPANS:
            found.span_ids.append(int(context.span_id, 16))

    def may_join(self, trace_id: str, worker_id: str) -> bool:
        """Whether a worker's spans may be part of a trace."""
        found = self._handed.get(trace_id)
        return found is None or not found.began_here or worker_id in found.worker_ids

    def is_own(self, trace_id: str, span_id: str) -> bool:
        """Whether a span is one of this server's that an agent has heard of, or one of its phases."""
        found = self._handed.get(trace_id)
        if found is None:
            return False
        number = int(span_id, 16)
        return any((number - own) % _IDS < _IDS_OF_ONE for own in found.span_ids)
