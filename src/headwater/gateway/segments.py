"""What is noted of a call that goes to a session: its span, how the session came to be, who learns of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from headwater.core.errors import AgentError, HeadwaterError
from headwater.core.runtimes import Target
from headwater.http.asgi import ClientGone, Scope
from headwater.sandbox.startlog import StartLog
from headwater.sessions.session import Session
from headwater.telemetry import names
from headwater.telemetry.serverlog import note_segment
from headwater.telemetry.spans import Recorder, Segment, build_steps, current
from headwater.telemetry.traffic import type_of_status
from headwater.wire.tracecontext import find_context


@contextmanager
def tracing(
    recorder: Recorder, name: str, scope: Scope, request_id: str, arrived_ns: int | None
) -> Iterator[Segment]:
    """The span `name` of a call, from its arrival on; it begins with the phase in which its caller is found.

    Args:
        arrived_ns: when it came, by `time.perf_counter_ns`; None: now.
    """
    segment = recorder.begin(name, find_context(scope["headers"]), arrived_ns=arrived_ns)
    segment.begin_phase(names.AUTHENTICATE)
    segment.request_id = request_id
    with carrying(segment):
        yield segment


@contextmanager
def carrying(segment: Segment) -> Iterator[None]:
    """While open, this task works on a call; what it raises is the call's outcome. Ends the segment."""
    token = current.set(segment)
    note_segment(segment)
    try:
        yield
    except BaseException as exc:
        fail(segment, exc)
        raise
    finally:
        current.reset(token)
        segment.end()


def describe(segment: Segment, operation: str, target: Target, session_id: str) -> None:
    """Say what the call goes to."""
    version = target.version
    segment.runtime_id = version.runtime_id
    segment.session_id = session_id
    segment.attributes |= {
        names.OPERATION: operation,
        names.REQUEST_ID: segment.request_id or "",
        names.AGENT_ID: version.runtime_id,
        names.RUNTIME_NAME: version.runtime_name,
        names.VERSION: str(version.number),
        names.ENDPOINT: target.endpoint,
        names.SESSION_ID: session_id,
    }


def note_session(recorder: Recorder, segment: Segment, session: Session) -> None:
    """The call has its session: say whether it was started for it, and how."""
    segment.attributes[names.COLD] = session.request_count == 0
    if session.request_count == 0:
        _note_start(recorder, segment, session)


def hand_out(recorder: Recorder, segment: Segment, session: Session) -> None:
    """The session is about to learn of the trace."""
    recorder.handed.note(segment.context, session.worker_id, began_here=segment.parent_id is None)


def fail(segment: Segment, exc: BaseException) -> None:
    """The call ended with an exception."""
    segment.fail(*judge(exc))
    if isinstance(exc, HeadwaterError):
        segment.attributes[names.ERROR_CODE] = exc.code


def judge(exc: BaseException) -> tuple[str, str]:
    """The outcome of a call that ended so, by `telemetry.names.OUTCOMES`, and what to say of it."""
    if isinstance(exc, ClientGone):
        return "client_gone", "the caller left"
    if not isinstance(exc, HeadwaterError):
        return "system", type(exc).__name__
    if isinstance(exc, AgentError):
        return "agent", exc.message
    return type_of_status(exc.http_status) or "system", exc.message


def _note_start(recorder: Recorder, segment: Segment, session: Session) -> None:
    """What became of the start may be known after the call's end only."""
    assert session.worker is not None
    log = session.worker.start_log
    segment.attributes[names.START_MODE] = "spare" if log.was_spare else session.worker.mode
    if not log.was_spare and segment.context.is_sampled:
        log.known.add_done_callback(lambda _: _add_steps(recorder, segment, log))


def _add_steps(recorder: Recorder, segment: Segment, log: StartLog) -> None:
    steps = [(step.name, step.start_ns, step.end_ns) for step in log.steps]
    if steps:
        recorder.add(build_steps(segment, names.FIND_OR_START, names.START_SESSION, steps))
