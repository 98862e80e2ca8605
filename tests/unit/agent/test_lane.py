"""Messages that cross from one loop to another."""

import asyncio
import threading

import pytest

from headwater.agent import lane as lanes
from headwater.agent.lane import Lane


@pytest.fixture
async def lane():
    """With both its ends on one loop."""
    loop = asyncio.get_running_loop()
    return Lane(loop, loop, len)


@pytest.fixture
def other_loop():
    """A loop in a thread of its own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    yield loop
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


async def turn(times=5):
    for _ in range(times):
        await asyncio.sleep(0)


async def test_messages_come_in_order_from_another_loop(other_loop):
    sent = [str(number) for number in range(5000)]
    lane = Lane(other_loop, asyncio.get_running_loop(), len)

    async def put_all():
        for message in sent:
            await lane.put(message)
        await lane.drain()

    putting = asyncio.run_coroutine_threadsafe(put_all(), other_loop)
    taken = []
    while len(taken) < len(sent):
        taken.append(await lane.take())
        lane.mark_done(taken[-1])
    await asyncio.wrap_future(putting)

    assert taken == sent


@pytest.mark.parametrize(("message", "count"), [("x", lanes.MAX_COUNT), ("x" * 65536, 4)])
async def test_who_puts_too_much_waits(lane, message, count):
    async def put_for_ever():
        while True:
            await lane.put(message)
            put.append(message)

    put = []
    putting = [asyncio.create_task(put_for_ever()) for _ in range(2)]
    await turn()
    before = len(put)
    assert before in (count - 1, count - 2)
    for _ in range(count):
        lane.mark_done(await lane.take())
    await turn()
    assert len(put) >= before + count // 2
    for task in putting:
        task.cancel()
    await asyncio.wait(putting)


async def test_taking_may_be_cancelled(lane):
    taking = asyncio.create_task(lane.take())
    await turn()
    taking.cancel()
    await asyncio.wait({taking})
    await lane.put("kept")

    assert await lane.take() == "kept"


async def test_all_who_wait_are_told_of_a_failure(lane):
    for _ in range(lanes.MAX_COUNT - 1):
        await lane.put("")
    waiting = [asyncio.create_task(lane.put("")), asyncio.create_task(lane.drain())]
    await turn()
    lane.fail(RuntimeError("over"))

    for task in waiting:
        with pytest.raises(RuntimeError, match="over"):
            await task
    with pytest.raises(RuntimeError, match="over"):
        await lane.put("")


async def test_what_came_before_a_failure_is_taken(lane):
    await lane.put("last")
    lane.fail(RuntimeError("over"))

    assert await lane.take() == "last"
    with pytest.raises(RuntimeError, match="over"):
        await lane.take()


async def test_two_who_take_share_what_comes(lane):
    taking = [asyncio.create_task(lane.take()) for _ in range(2)]
    await turn()
    await lane.put("a")
    await lane.put("b")

    assert sorted(await asyncio.gather(*taking)) == ["a", "b"]
