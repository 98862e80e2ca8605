"""Which trace a call from a session belongs to, and what its span says."""

import pytest

from headwater.core.errors import InvalidRequest, Throttled
from headwater.gateway.observer import CallObserver, note_result
from headwater.sessions.session import SessionFlow, SessionKey
from headwater.telemetry.spans import Recorder, current
from headwater.wire.tracecontext import TraceContext

TRACE = "a" * 32
TOLD = {"headers": [(b"traceparent", b"00-" + b"a" * 32 + b"-" + b"c" * 16 + b"-01")]}
NOTHING = {"headers": []}


class FakeSession:
    key = SessionKey("bot-1", "DEFAULT", "s1")

    def __init__(self, only):
        self._only = only
        self.flow = SessionFlow()

    def find_only_invocation(self):
        return self._only


@pytest.fixture
def kept():
    return []


@pytest.fixture
def recorder(kept):
    recorder = Recorder()
    recorder.on_kept.append(lambda segment: kept.append(segment.build_record()))
    return recorder


@pytest.fixture
def invocation(recorder):
    return recorder.begin("InvokeAgentRuntime", None)


def observer_of(recorder, only=None):
    return CallObserver(recorder, {"w1": FakeSession(only)}.get)


def test_a_call_belongs_to_the_span_it_names(recorder, kept, invocation):
    with observer_of(recorder, invocation).observing("chat", TOLD, "w1") as segment:
        assert current.get() is segment

    (record,) = kept
    assert (record.trace_id, record.parent_id) == (TRACE, "c" * 16)
    assert (record.runtime_id, record.session_id) == ("bot-1", "s1")
    assert current.get() is None


def test_without_a_name_it_belongs_to_the_only_invocation(recorder, kept, invocation):
    with observer_of(recorder, invocation).observing("chat", NOTHING, "w1"):
        pass
    with observer_of(recorder).observing("chat", NOTHING, "w1"):
        pass
    with observer_of(recorder).observing("chat", NOTHING, None):
        pass

    of_invocation, alone, of_nobody = kept
    assert of_invocation.parent_id == invocation.within("first_byte").span_id
    assert (alone.parent_id, alone.session_id) == (None, "s1")
    assert (of_nobody.parent_id, of_nobody.session_id) == (None, None)


def test_another_sessions_trace_cannot_be_named(recorder, kept, invocation):
    recorder.handed.note(TraceContext(TRACE, "d" * 16), "w2", began_here=True)

    with observer_of(recorder, invocation).observing("chat", TOLD, "w1"):
        pass

    assert kept[0].trace_id == invocation.context.trace_id


@pytest.mark.parametrize(
    ("failure", "flags"),
    [
        (None, [False, False, False]),
        (InvalidRequest("no"), [False, True, False]),
        (Throttled("slower"), [True, True, False]),
        (ZeroDivisionError(), [False, False, True]),
    ],
)
def test_an_operation_on_a_memory_says_what_it_was_and_how_it_went(recorder, kept, failure, flags):
    values = {"memoryId": "m1", "actorId": "ann", "sessionId": "talk", "payload": []}

    def run():
        with observer_of(recorder).observing_memory("CreateEvent", NOTHING, "w1", values) as segment:
            if failure is not None:
                raise failure
            note_result(segment, {"event": {"eventId": "e1"}})

    if failure is None:
        run()
    else:
        with pytest.raises(type(failure)):
            run()

    (record,) = kept
    found = record.attributes
    assert (found["memory.id"], found["actor.id"], found["session.id"]) == ("m1", "ann", "talk")
    assert [found[name] for name in ("throttled", "error", "fault")] == flags
    assert found.get("event.id") == ("e1" if failure is None else None)
    assert record.status == ("ok" if failure is None else "error")
