"""When a session is over: the whole policy, as a table."""

import pytest

from headwater.core.sessions import SessionBudget, SessionSnapshot, SessionState, is_spent, reap_reason


def build(state=SessionState.IDLE, **members):
    standard = {
        "created_at_s": 0.0,
        "last_activity_at_s": 0.0,
        "is_busy": False,
        "idle_timeout_s": 1000.0,
        "max_lifetime_s": 5000.0,
    }
    return SessionSnapshot(state=state, **{**standard, **members})


@pytest.mark.parametrize(
    ("budget", "used", "reason"),
    [
        (SessionBudget(), {"cpu_s": 1e9, "request_count": 10**9}, None),
        (SessionBudget(cpu_s=5), {"cpu_s": 4.99}, None),
        (SessionBudget(cpu_s=5), {"cpu_s": 5.0}, "budget-cpu"),
        (SessionBudget(wall_s=100.1), {}, None),
        (SessionBudget(wall_s=100), {}, "budget-wall"),
        (SessionBudget(request_count=3), {"request_count": 2}, None),
        (SessionBudget(request_count=3), {"request_count": 3}, "budget-requests"),
        (SessionBudget(wall_s=1, cpu_s=1, request_count=1), {"cpu_s": 2, "request_count": 2}, "budget-wall"),
    ],
)
def test_a_budget_that_is_used_up_ends_a_session(budget, used, reason):
    assert reap_reason(build(budget=budget, **used), 100.0) == reason


@pytest.mark.parametrize(
    ("budget", "reason"),
    [
        (SessionBudget(cpu_s=1), "budget-cpu"),
        (SessionBudget(wall_s=1), "budget-wall"),
        (SessionBudget(request_count=1), None),
    ],
)
def test_only_time_cuts_work_in_flight(budget, reason):
    session = build(SessionState.ACTIVE, budget=budget, cpu_s=2.0, request_count=1)

    assert reap_reason(session, 100.0) == reason


@pytest.mark.parametrize("state", [SessionState.STOPPING, SessionState.STOPPED])
def test_a_session_that_ends_is_not_ended_again(state):
    assert reap_reason(build(state, budget=SessionBudget(wall_s=1)), 100.0) is None


def test_the_maximum_lifetime_comes_first():
    session = build(max_lifetime_s=50.0, budget=SessionBudget(wall_s=1))

    assert reap_reason(session, 100.0) == "max-lifetime"


def test_a_session_is_spent_with_its_last_request():
    assert [
        is_spent(build(budget=SessionBudget(request_count=2), request_count=count)) for count in range(4)
    ] == [False, False, True, True]
    assert not is_spent(build(request_count=10**6))
