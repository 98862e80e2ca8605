"""Spans for what agents ask of this server: models, and operations on memories.

Such a call belongs to the span that its `traceparent` names; without one, to the only invocation that its
session has in flight; where that cannot be told, it is a trace of its own, with the session's id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from headwater.gateway.segments import carrying, fail
from headwater.http.asgi import Scope
from headwater.sessions.session import Session
from headwater.telemetry import names
from headwater.telemetry.spans import Recorder, Segment
from headwater.wire.tracecontext import TraceContext, find_context

#: Members of memories' operations -> how their spans name them.
_MEMBERS = {
    "memoryId": names.MEMORY_ID,
    "actorId": names.ACTOR_ID,
    "sessionId": names.SESSION_ID,
    "eventId": names.EVENT_ID,
    "namespace": names.NAMESPACE,
}


class CallObserver:
    """Makes spans of calls."""

    def __init__(self, recorder: Recorder, find_session: Callable[[str], Session | None]) -> None:
        """`find_session` knows the session of a worker."""
        self._recorder = recorder
        self._find_session = find_session

    @contextmanager
    def observing(
        self, name: str, scope: Scope, worker_id: str | None, arrived_ns: int | None = None
    ) -> Iterator[Segment]:
        """While open, this task works on a call; what it raises is the call's outcome.

        Args:
            worker_id: of the session that calls; None: it is no session.
            arrived_ns: when the call came, by `time.perf_counter_ns`; None: now.
        """
        session = None if worker_id is None else self._find_session(worker_id)
        parent = self._find_parent(scope, worker_id, session)
        segment = self._recorder.begin(name, parent, arrived_ns=arrived_ns)
        if session is not None:
            segment.runtime_id = session.key.runtime_id
            segment.session_id = session.key.session_id
            segment.attributes[names.SESSION_ID] = session.key.session_id
        with carrying(segment):
            try:
                yield segment
            finally:
                if session is not None:
                    found = segment.attributes
                    session.flow.note_tokens(
                        found.get(names.GEN_AI_INPUT_TOKENS), found.get(names.GEN_AI_OUTPUT_TOKENS)
                    )

    @contextmanager
    def observing_memory(
        self, operation: str, scope: Scope, worker_id: str | None, values: Mapping[str, Any]
    ) -> Iterator[Segment]:
        """The same for an operation on a memory; `values` are its members."""
        with self.observing(operation, scope, worker_id) as segment:
            segment.attributes[names.OPERATION] = operation
            for member, name in _MEMBERS.items():
                if isinstance(values.get(member), str):
                    segment.attributes[name] = values[member]
            try:
                yield segment
            except BaseException as exc:
                fail(segment, exc)
                raise
            finally:
                segment.attributes[names.THROTTLED] = segment.outcome == "throttle"
                segment.attributes[names.ERROR] = segment.outcome in ("user", "throttle")
                segment.attributes[names.FAULT] = segment.outcome in ("system", "agent")

    def _find_parent(
        self, scope: Scope, worker_id: str | None, session: Session | None
    ) -> TraceContext | None:
        told = find_context(scope["headers"])
        if told is not None and self._recorder.handed.may_join(told.trace_id, worker_id or ""):
            return told
        only = None if session is None else session.find_only_invocation()
        return None if only is None else only.within(names.FIRST_BYTE)


def note_result(segment: Segment, result: Mapping[str, Any]) -> None:
    """What an operation's answer says: the id of an event that was made."""
    event = result.get("event")
    if isinstance(event, dict) and isinstance(event.get("eventId"), str):
        segment.attributes[names.EVENT_ID] = event["eventId"]
