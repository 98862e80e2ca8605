"""Limits of a runtime's sessions, as their JSON form is read and written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.core.errors import InvalidRequest
from headwater.core.limits import UNLIMITED, RuntimeLimits, WhenBusy, apply_limits, encode_limits
from headwater.core.sessions import SessionBudget

counts = st.none() | st.integers(1, 1_000_000)
seconds = st.none() | st.floats(0.001, 31_000_000)
all_limits = st.builds(
    RuntimeLimits,
    sessions_max_count=counts,
    warm_count=st.none() | st.integers(0, 1_000_000),
    when_busy=st.none() | st.sampled_from(WhenBusy),
    budget=st.builds(SessionBudget, cpu_s=seconds, wall_s=seconds, request_count=counts),
)


@given(all_limits, all_limits)
def test_what_was_written_is_read_whatever_was_set_before(limits, before):
    assert apply_limits(before, encode_limits(limits)) == limits


@given(all_limits)
def test_what_is_not_named_stays(limits):
    assert apply_limits(limits, {}) == limits
    assert apply_limits(limits, {"budget": {}}) == limits


def test_one_member_is_set_and_null_clears_it():
    first = apply_limits(UNLIMITED, {"sessionsMaxCount": 5, "budget": {"cpuSeconds": 2, "requests": 7}})
    second = apply_limits(first, {"warmSessions": 0, "budget": {"cpuSeconds": None, "wallSeconds": 1.5}})

    assert second == RuntimeLimits(
        sessions_max_count=5, warm_count=0, budget=SessionBudget(wall_s=1.5, request_count=7)
    )
    assert apply_limits(second, {"sessionsMaxCount": None, "warmSessions": None, "budget": None}).is_empty


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ({"sessionsMaxCount": 0}, "sessionsMaxCount"),
        ({"sessionsMaxCount": "5"}, "sessionsMaxCount"),
        ({"sessionsMaxCount": True}, "sessionsMaxCount"),
        ({"sessionsMaxCount": 1.0}, "sessionsMaxCount"),
        ({"sessionsMaxCount": 10**30}, "sessionsMaxCount"),
        ({"warmSessions": -1}, "warmSessions"),
        ({"budget": 5}, "budget"),
        ({"budget": {"cpuSeconds": 0}}, "budget.cpuSeconds"),
        ({"budget": {"cpuSeconds": float("nan")}}, "budget.cpuSeconds"),
        ({"budget": {"wallSeconds": "1"}}, "budget.wallSeconds"),
        ({"budget": {"wallSeconds": 10**400}}, "budget.wallSeconds"),
        ({"budget": {"requests": 0.5}}, "budget.requests"),
        ({"budget": {"tokens": 5}}, "budget.tokens"),
        ({"sessionMaxCount": 5}, "sessionMaxCount"),
        ({"whenBusy": "wait"}, "whenBusy"),
        ({"whenBusy": ["queue"]}, "whenBusy"),
    ],
)
def test_a_wrong_value_is_named(wanted, name):
    with pytest.raises(InvalidRequest) as caught:
        apply_limits(UNLIMITED, wanted)

    assert [problem.name for problem in caught.value.fields] == [name]
    assert name in caught.value.message


def test_all_wrong_values_are_named_at_once():
    with pytest.raises(InvalidRequest) as caught:
        apply_limits(UNLIMITED, {"warmSessions": -1, "budget": {"requests": 0}, "x": 1})

    assert len(caught.value.fields) == 3
