"""Sessions are found or started, shared by all who ask, and ended once."""

import asyncio

import pytest
from session_fakes import build_target, wait_until

from headwater.core.errors import AgentError, NotFound, PlatformError, QuotaExceeded
from headwater.core.sessions import SessionState
from headwater.sessions.session import SessionKey

ID = "s" * 40


@pytest.fixture
def target(tmp_path):
    return build_target(tmp_path)


async def test_the_second_use_of_an_id_finds_the_first_ones_session(open_manager, source, target):
    manager = await open_manager()

    first = await manager.find_or_start(target, ID)
    second = await manager.find_or_start(target, ID)

    assert first is second
    assert first.state is SessionState.IDLE
    assert source.start_count == 1
    assert manager.list() == [first]


async def test_many_first_uses_at_once_start_one_worker(open_manager, source, target):
    manager = await open_manager()
    source.gate.clear()
    calls = [asyncio.create_task(manager.find_or_start(target, ID)) for _ in range(10)]
    await wait_until(lambda: source.start_count)

    source.gate.set()

    assert len(set(await asyncio.gather(*calls))) == 1
    assert source.start_count == 1


async def test_endpoints_runtimes_and_ids_are_told_apart(open_manager, source, tmp_path):
    manager = await open_manager()
    targets = [
        build_target(tmp_path),
        build_target(tmp_path, endpoint="other"),
        build_target(tmp_path, runtime_id="b-abcdefghij"),
    ]

    sessions = [await manager.find_or_start(target, sid) for target in targets for sid in (ID, "t" * 40)]

    assert len(set(sessions)) == 6
    assert len(manager.list("a-abcdefghij")) == 4


async def test_a_new_version_does_not_move_a_live_session(open_manager, tmp_path):
    manager = await open_manager()
    old = await manager.find_or_start(build_target(tmp_path, number=1), ID)

    found = await manager.find_or_start(build_target(tmp_path, number=2), ID)

    assert found is old
    assert found.version.number == 1


async def test_a_first_caller_who_leaves_takes_the_session_from_nobody(open_manager, source, target):
    manager = await open_manager()
    source.gate.clear()
    first = asyncio.create_task(manager.find_or_start(target, ID))
    second = asyncio.create_task(manager.find_or_start(target, ID))
    await wait_until(lambda: source.start_count)

    first.cancel()
    source.gate.set()

    assert (await second).state is SessionState.IDLE


@pytest.mark.parametrize(
    ("failure", "seen"), [(AgentError("no"), AgentError), (KeyError("bug"), PlatformError)]
)
async def test_a_start_that_fails_fails_for_all_who_wait_and_can_be_tried_again(
    open_manager, source, journal, target, failure, seen
):
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: None)  # a bug's own traceback
    manager = await open_manager()
    source.failure = failure

    results = await asyncio.gather(
        *(manager.find_or_start(target, ID) for _ in range(3)), return_exceptions=True
    )

    assert [type(result) for result in results] == [seen] * 3
    assert len(manager) == 0
    assert journal.lives == []
    source.failure = None
    assert (await manager.find_or_start(target, ID)).state is SessionState.IDLE


async def test_the_quota_of_live_sessions_is_kept(open_manager, target):
    manager = await open_manager(live_max_count=2)
    kept = [await manager.find_or_start(target, sid * 40) for sid in "ab"]

    with pytest.raises(QuotaExceeded, match="2 live sessions"):
        await manager.find_or_start(target, "c" * 40)
    await manager.stop(kept[0], "stopped-by-caller")

    assert await manager.find_or_start(target, "c" * 40)


async def test_stopping_ends_the_worker_and_is_written_down(open_manager, source, journal, target):
    manager = await open_manager(stop_grace_s=1.5)
    session = await manager.find_or_start(target, ID)

    await manager.stop(session, "stopped-by-caller")

    assert source.workers[0].stop_graces == [1.5]
    assert session.state is SessionState.STOPPED
    assert len(manager) == 0
    assert journal.lives == [[ID, "stopped-by-caller"]]
    with pytest.raises(NotFound):
        manager.get(session.key)


async def test_stopping_twice_at_once_stops_once_and_both_wait_for_the_end(open_manager, source, target):
    manager = await open_manager()
    session = await manager.find_or_start(target, ID)
    source.workers[0].stop_delay_s = 0.05

    await asyncio.gather(manager.stop(session, "one"), manager.stop(session, "two"))

    assert len(source.workers[0].stop_graces) == 1
    assert session.stop_reason == "one"
    assert session.ended.done()


async def test_a_stop_whose_caller_leaves_is_carried_out(open_manager, source, target):
    manager = await open_manager()
    session = await manager.find_or_start(target, ID)
    source.workers[0].stop_delay_s = 0.05
    stop = asyncio.create_task(manager.stop(session, "stopped-by-caller"))
    await wait_until(lambda: session.state is SessionState.STOPPING)

    stop.cancel()

    await asyncio.wait_for(asyncio.shield(session.ended), 5)


async def test_a_call_during_the_end_waits_for_it_and_starts_anew(open_manager, source, target):
    manager = await open_manager()
    old = await manager.find_or_start(target, ID)
    source.workers[0].stop_delay_s = 0.05
    stop = asyncio.create_task(manager.stop(old, "stopped-by-caller"))
    await wait_until(lambda: old.state is SessionState.STOPPING)

    new = await manager.find_or_start(target, ID)

    assert new is not old
    assert old.ended.done()
    await stop


async def test_a_session_stopped_while_it_starts_serves_nobody_and_leaves_no_worker(
    open_manager, source, journal, target
):
    manager = await open_manager()
    source.gate.clear()
    call = asyncio.create_task(manager.find_or_start(target, ID))
    await wait_until(lambda: source.start_count)
    session = manager.get(SessionKey("a-abcdefghij", "DEFAULT", ID))
    stop = asyncio.create_task(manager.stop(session, "stopped-by-caller"))
    await wait_until(lambda: session.state is SessionState.STOPPING)

    source.gate.set()

    with pytest.raises(AgentError, match="stopped while it started"):
        await call
    await stop
    assert source.workers[0].exited.done()
    assert journal.lives == [[ID, "stopped-by-caller"]]


async def test_a_crash_is_noticed_and_written_down(open_manager, source, journal, target):
    manager = await open_manager()
    session = await manager.find_or_start(target, ID)

    source.workers[0].end(-9)
    await session.ended

    assert len(manager) == 0
    assert session.stop_reason is None
    assert "signal 9" in journal.lives[0][1]
    assert await manager.find_or_start(target, ID) is not session


async def test_sessions_of_one_version_can_be_ended(open_manager, tmp_path):
    manager = await open_manager()
    kept = await manager.find_or_start(build_target(tmp_path, number=2), "b" * 40)
    await manager.find_or_start(build_target(tmp_path, number=1), "a" * 40)

    await manager.stop_version("a-abcdefghij", 1, "runtime-deleted")

    assert manager.list() == [kept]
    await manager.stop_version("a-abcdefghij", None, "runtime-deleted")
    assert manager.list() == []


async def test_closing_the_manager_ends_all_sessions_even_one_that_is_starting(source, journal, target):
    from headwater.sessions.manager import SessionManager
    from headwater.sessions.settings import SessionSettings

    manager = SessionManager(SessionSettings(), source, journal)
    async with manager.running():
        await manager.find_or_start(target, "a" * 40)
        source.workers[0].stop_delay_s = 0.02
        source.gate.clear()
        starting = asyncio.create_task(manager.find_or_start(target, "b" * 40))
        await wait_until(lambda: source.start_count == 2)

    assert source.workers[0].exited.done()
    assert len(manager) == 0
    assert journal.lives == [["a" * 40, "server-shutdown"]]
    with pytest.raises(PlatformError, match="shutting down"):
        await starting
