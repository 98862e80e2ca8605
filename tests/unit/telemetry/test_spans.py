"""Segments: phases without a gap, outcomes, what is kept."""

from itertools import pairwise

import pytest

from headwater.telemetry import names
from headwater.telemetry.spans import Recorder, record_of
from headwater.wire.tracecontext import TraceContext


def make_recorder(**kwargs):
    recorder, ended, kept = Recorder(**kwargs), [], []
    recorder.on_segment.append(ended.append)
    recorder.on_kept.append(kept.append)
    return recorder, ended, kept


def test_phases_follow_each_other_without_a_gap():
    recorder, _, kept = make_recorder()
    segment = recorder.begin(names.INVOKE, None)
    for name in names.PHASES:
        segment.begin_phase(name)
    segment.end()

    record = record_of(kept[0])
    phases = record.phases
    assert [phase.name for phase in phases] == list(names.PHASES)
    assert phases[0].offset_ns == 0
    for one, following in pairwise(phases):
        assert one.offset_ns + one.duration_ns == following.offset_ns
    assert sum(phase.duration_ns for phase in phases) == record.duration_ns


def test_expanded_phases_are_children_with_ids_that_stay():
    recorder, _, kept = make_recorder()
    segment = recorder.begin(names.INVOKE, None)
    segment.begin_phase(names.ROUTE)
    segment.begin_phase(names.STREAM)
    segment.end()
    record = record_of(kept[0])

    spans = record.expand()
    assert spans == record.expand()
    assert [span.parent_id for span in spans[1:]] == [record.span_id] * 2
    assert len({span.span_id for span in spans}) == 3


def test_a_callers_trace_goes_on():
    recorder, _, kept = make_recorder()
    parent = TraceContext("a" * 32, "b" * 16)
    recorder.begin(names.INVOKE, parent).end()

    record = record_of(kept[0])
    assert (record.trace_id, record.parent_id) == (parent.trace_id, parent.span_id)
    assert record.span_id != parent.span_id


@pytest.mark.parametrize(
    ("options", "parent", "is_kept"),
    [
        ({}, None, True),
        ({"sampling_ratio": 0.0}, None, False),
        ({"sampling_ratio": 0.0}, TraceContext("a" * 32, "b" * 16), True),
        ({}, TraceContext("a" * 32, "b" * 16, False), False),
        ({"is_enabled": False}, TraceContext("a" * 32, "b" * 16), False),
    ],
)
def test_what_is_kept_and_that_all_is_counted(options, parent, is_kept):
    recorder, ended, kept = make_recorder(**options)
    recorder.begin(names.INVOKE, parent).end()

    assert len(ended) == 1
    assert bool(kept) == is_kept


def test_the_first_thing_that_went_wrong_counts_and_an_end_counts_once():
    recorder, ended, kept = make_recorder()
    segment = recorder.begin(names.INVOKE, None)
    segment.fail("agent", "first")
    segment.fail("system", "second")
    segment.end()
    segment.end()

    record = record_of(kept[0])
    assert len(ended) == 1
    assert (record.status, record.status_message) == ("error", "first")
    assert record.attributes[names.OUTCOME] == "agent"
