"""Idle sessions end, busy ones do not, and no session outlives its maximum."""

import asyncio
import time

import pytest
from session_fakes import build_target, encode_ping, wait_until

from headwater.core.sessions import SessionState

ID = "s" * 40


def hang_up():
    """Nothing is in flight that could be broken off."""


async def test_an_idle_session_ends(open_manager, journal, tmp_path):
    manager = await open_manager()
    session = await manager.find_or_start(build_target(tmp_path, idle_s=0.05), ID)

    await asyncio.wait_for(asyncio.shield(session.ended), 10)

    assert journal.lives == [[ID, "idle-timeout"]]


async def test_an_invocation_in_flight_keeps_its_session(open_manager, source, tmp_path):
    manager = await open_manager()
    session = await manager.find_or_start(build_target(tmp_path, idle_s=0.05), ID)

    with session.invocation(hang_up):
        assert session.state is SessionState.ACTIVE
        await asyncio.sleep(0.2)
        assert not session.ended.done()
        assert source.workers[0].ping_count == 0, "a session at work needs no ping"

    await asyncio.wait_for(asyncio.shield(session.ended), 10)


async def test_two_invocations_keep_it_until_the_last_one_ends(open_manager, tmp_path):
    manager = await open_manager()
    session = await manager.find_or_start(build_target(tmp_path), ID)

    with session.invocation(hang_up):
        with session.invocation(hang_up):
            assert session.active_count == 2
        assert session.state is SessionState.ACTIVE

    assert (session.state, session.active_count) == (SessionState.IDLE, 0)


async def test_a_busy_agent_is_kept_until_it_is_healthy_again(open_manager, source, journal, tmp_path):
    source.default_ping = encode_ping(status="HealthyBusy")
    manager = await open_manager()
    session = await manager.find_or_start(build_target(tmp_path, idle_s=0.05), ID)
    await wait_until(lambda: source.workers[0].ping_count >= 10)
    assert not session.ended.done()

    source.workers[0].ping = encode_ping(status="Healthy")

    await asyncio.wait_for(asyncio.shield(session.ended), 10)
    assert journal.lives == [[ID, "idle-timeout"]]


async def test_the_maximum_lifetime_cuts_work_in_flight(open_manager, source, journal, tmp_path):
    cuts = []
    source.default_ping = encode_ping(status="HealthyBusy")
    manager = await open_manager()
    session = await manager.find_or_start(build_target(tmp_path, idle_s=0.05, lifetime_s=0.15), ID)

    with session.invocation(lambda: cuts.append(session.state)):
        await asyncio.wait_for(asyncio.shield(session.ended), 10)

    assert journal.lives == [[ID, "max-lifetime"]]
    assert cuts == [SessionState.STOPPING]
    assert session.state is SessionState.STOPPED


async def test_a_status_that_changed_is_activity(open_manager, source, tmp_path):
    changed_at = time.time()
    source.default_ping = encode_ping(status="Healthy", time_of_last_update=changed_at)
    manager = await open_manager()
    session = await manager.find_or_start(build_target(tmp_path, idle_s=900), ID)
    session.last_activity_at_s -= 1000

    await wait_until(lambda: session.ping is not None)

    assert session.snapshot().last_activity_at_s > session.created_at_s - 60
    assert not session.ended.done()


@pytest.mark.parametrize(
    "told",
    [4e9, 1.8e12, 10**400, float("inf"), float("nan"), True, "now", -5],
    ids=lambda told: f"{told!r:.9}",
)
async def test_a_time_that_cannot_be_does_not_keep_a_session(open_manager, source, tmp_path, told):
    source.default_ping = encode_ping(status="Healthy", time_of_last_update=told)
    manager = await open_manager()
    session = await manager.find_or_start(build_target(tmp_path, idle_s=0.1), ID)

    await asyncio.wait_for(asyncio.shield(session.ended), 10)

    assert source.workers[0].ping_count >= 1


@pytest.mark.parametrize(
    "answer",
    [b"", b"no json", b"[" * 60_000, b"{}", b'{"status": "healthy"}', b"[1]", b"\xff", b"x" * 100_000],
)
async def test_an_agent_that_answers_nonsense_is_idle_and_disturbs_nobody(
    open_manager, source, tmp_path, answer
):
    manager = await open_manager()
    source.default_ping = answer
    session = await manager.find_or_start(build_target(tmp_path, idle_s=0.1), ID)
    source.default_ping = encode_ping(status="Healthy")
    other = await manager.find_or_start(build_target(tmp_path, idle_s=0.1), "t" * 40)

    for ended in (session.ended, other.ended):
        await asyncio.wait_for(asyncio.shield(ended), 10)

    assert session.ping is None


async def test_an_agent_that_never_answers_delays_no_other_sessions_end(open_manager, source, tmp_path):
    manager = await open_manager(ping_timeout_s=60)
    source.default_ping = None
    silent = await manager.find_or_start(build_target(tmp_path, idle_s=0.05), ID)
    await wait_until(lambda: source.workers[0].ping_count)
    source.default_ping = encode_ping(status="Healthy")

    other = await manager.find_or_start(build_target(tmp_path, idle_s=0.05), "t" * 40)

    await asyncio.wait_for(asyncio.shield(other.ended), 10)
    assert not silent.ended.done()


async def test_a_failing_journal_stops_no_timer(open_manager, source, journal, tmp_path, caplog):
    manager = await open_manager()
    session = await manager.find_or_start(build_target(tmp_path, idle_s=0.05), ID)
    other = await manager.find_or_start(build_target(tmp_path, idle_s=0.3), "t" * 40)
    session.note_ping = None  # a bug, as it were

    await asyncio.wait_for(asyncio.shield(other.ended), 10)

    assert f"looking after session {ID} failed" in caplog.text


async def test_what_a_session_says_of_itself(open_manager, source, tmp_path):
    manager = await open_manager()
    session = await manager.find_or_start(build_target(tmp_path, number=3), ID)
    await wait_until(lambda: session.ping is not None)

    described = session.describe(asyncio.get_running_loop().time())

    assert described["sessionId"] == ID
    assert described["version"] == "3"
    assert described["state"] == "IDLE"
    assert described["pingStatus"] == "Healthy"
    assert described["activeInvocations"] == 0
    assert 0 <= described["idleS"] <= described["ageS"]
