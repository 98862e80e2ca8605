"""Ceilings and budgets of a runtime's sessions, over workers without processes."""

import asyncio
import os
import sys

import pytest
from session_fakes import build_target, wait_until

from headwater.core.errors import AgentError, QuotaExceeded
from headwater.core.limits import RuntimeLimits
from headwater.core.sessions import SessionBudget, SessionState
from headwater.sessions.stopping import stop_verified

ID, OTHER = "s" * 40, "t" * 40


def hang_up():
    """Nothing is in flight that could be broken off."""


def limited(**budget):
    return lambda runtime_id: RuntimeLimits(budget=SessionBudget(**budget))


async def test_a_runtime_has_no_more_sessions_than_its_ceiling(open_manager, tmp_path):
    manager = await open_manager(
        find_limits=lambda runtime_id: RuntimeLimits(sessions_max_count=1 if runtime_id[0] == "a" else None)
    )
    first = await manager.find_or_start(build_target(tmp_path), ID)

    with pytest.raises(QuotaExceeded, match="Agent a already has 1 live sessions"):
        await manager.find_or_start(build_target(tmp_path, endpoint="other"), OTHER)

    assert await manager.find_or_start(build_target(tmp_path), ID) is first
    await manager.find_or_start(build_target(tmp_path, runtime_id="b-abcdefghij"), OTHER)
    await manager.stop(first, "stopped-by-caller")
    await manager.find_or_start(build_target(tmp_path), OTHER)


async def test_a_session_serves_the_requests_of_its_budget_and_the_next_starts_anew(
    open_manager, journal, tmp_path
):
    manager = await open_manager(find_limits=limited(request_count=2), reap_every_s=60)
    target, seen = build_target(tmp_path), []

    for _ in range(5):
        session = await manager.find_or_start(target, ID)
        with session.invocation(hang_up):
            seen.append(session)

    assert [seen.index(session) for session in seen] == [0, 0, 2, 2, 4]
    assert journal.lives[:2] == [[ID, "budget-requests"]] * 2


async def test_a_request_too_many_waits_for_those_in_flight(open_manager, tmp_path):
    manager = await open_manager(find_limits=limited(request_count=1))
    first = await manager.find_or_start(build_target(tmp_path), ID)

    with first.invocation(hang_up):
        waiting = asyncio.create_task(manager.find_or_start(build_target(tmp_path), ID))
        await asyncio.sleep(0.1)
        assert first.state is SessionState.ACTIVE
        assert not waiting.done()

    second = await asyncio.wait_for(waiting, 10)
    assert second is not first


async def test_many_callers_at_once_share_no_request_of_a_budget(open_manager, tmp_path):
    manager = await open_manager(find_limits=limited(request_count=1))
    served = []

    async def call():
        session = await manager.find_or_start(build_target(tmp_path), ID)
        with session.invocation(hang_up):
            served.append(session)
            await asyncio.sleep(0)

    await asyncio.wait_for(asyncio.gather(*(call() for _ in range(10))), 20)

    assert len(set(served)) == 10


async def test_wall_time_cuts_work_in_flight_and_the_log_says_why(open_manager, journal, tmp_path):
    lines, cuts = [], []
    manager = await open_manager(
        find_limits=limited(wall_s=0.05), log_event=lambda version, session_id, text, **_: lines.append(text)
    )
    session = await manager.find_or_start(build_target(tmp_path), ID)

    with session.invocation(lambda: cuts.append(1)):
        await asyncio.wait_for(asyncio.shield(session.ended), 10)

    assert cuts == [1]
    assert journal.lives == [[ID, "budget-wall"]]
    assert "of its budget of 0.05 seconds of life" in lines[0]
    assert lines[1:] == ["the session ended: budget-wall"]


@pytest.mark.skipif(sys.platform != "linux", reason="CPU time of others is read from /proc")
async def test_cpu_time_of_the_processes_counts(open_manager, source, journal, tmp_path):
    manager = await open_manager(find_limits=limited(cpu_s=0.1))
    session = await manager.find_or_start(build_target(tmp_path), ID)
    other = await manager.find_or_start(build_target(tmp_path), OTHER)
    burner = await asyncio.create_subprocess_exec(sys.executable, "-c", "while True: pass")
    source.workers[0].roots = (burner.pid,)
    try:
        await asyncio.wait_for(asyncio.shield(session.ended), 20)
    finally:
        burner.kill()
        await burner.wait()

    assert journal.lives == [[ID, "budget-cpu"], [OTHER, None]]
    assert other.state is SessionState.IDLE


async def test_limits_apply_to_live_sessions_at_once(open_manager, tmp_path):
    limits = {}
    manager = await open_manager(find_limits=lambda runtime_id: limits.get(runtime_id, RuntimeLimits()))
    session = await manager.find_or_start(build_target(tmp_path), ID)
    await wait_until(lambda: session.ping is not None)

    limits[session.key.runtime_id] = RuntimeLimits(budget=SessionBudget(wall_s=0.001))

    await asyncio.wait_for(asyncio.shield(session.ended), 10)


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked for in /proc")
async def test_a_stop_says_so_when_a_process_is_left(open_manager, source, tmp_path):
    manager = await open_manager()
    session = await manager.find_or_start(build_target(tmp_path), ID)
    other = await manager.find_or_start(build_target(tmp_path), OTHER)
    source.workers[0].roots = (os.getpid(),)  # which goes on, whatever the worker says

    told = await stop_verified(manager, [session, other], "stopped-by-caller", 0.25)

    assert [one.is_gone for one in told] == [False, True]
    assert told[0].process_count >= 1
    assert source.workers[0].stop_graces == [0.25]


async def test_a_second_stop_can_shorten_the_grace_of_the_first(open_manager, source, tmp_path):
    manager = await open_manager(stop_grace_s=30)
    session = await manager.find_or_start(build_target(tmp_path), ID)
    source.workers[0].stop_delay_s = 0.1

    await asyncio.gather(
        manager.stop(session, "idle-timeout"), manager.stop(session, "stopped-by-caller", 0.5)
    )

    assert source.workers[0].stop_graces == [30, 0.5]
    assert session.stop_reason == "idle-timeout"


async def test_a_session_that_does_not_come_to_serve_is_stopped_all_the_same(
    open_manager, source, journal, tmp_path
):
    manager = await open_manager()
    source.gate.clear()
    caller = asyncio.create_task(manager.find_or_start(build_target(tmp_path), ID))
    await wait_until(lambda: source.start_count)

    (told,) = await asyncio.wait_for(stop_verified(manager, manager.list(), "stopped-by-caller", 0.5), 10)

    assert told.is_gone
    with pytest.raises(AgentError, match="stopped while it started"):
        await caller
    assert manager.list() == []
    source.gate.set()
    await manager.find_or_start(build_target(tmp_path), ID)
