"""The outbox: order, bounds, and no lost wake-up between two threads."""

import asyncio
import threading

import pytest

from headwater.agent.outbox import MAX_BYTES, MAX_CHUNKS, Outbox, Put


async def drain(outbox):
    pieces = []
    while piece := await outbox.take():
        pieces.append(piece)
        outbox.mark_sent(len(piece))
    return pieces


async def test_what_is_there_is_taken_as_one_piece():
    outbox = Outbox()
    for chunk in (b"a", b"b", b"c"):
        assert outbox.put(chunk) is Put.GO_ON

    assert await outbox.take() == b"abc"


async def test_chunks_put_before_the_end_are_not_lost():
    outbox = Outbox()
    outbox.put(b"a")
    outbox.finish()

    assert await drain(outbox) == [b"a"]
    assert await outbox.take() == b""


async def test_too_many_chunks_are_full():
    outbox = Outbox()

    verdicts = [outbox.put(b"x") for _ in range(MAX_CHUNKS)]

    assert verdicts == [Put.GO_ON] * (MAX_CHUNKS - 1) + [Put.FULL]


async def test_bytes_count_until_they_are_sent():
    outbox = Outbox()
    room = threading.Event()
    assert outbox.put(b"x" * MAX_BYTES) is Put.FULL
    outbox.call_when_room(room.set)

    taken = await outbox.take()
    assert not room.is_set()

    outbox.mark_sent(len(taken))
    assert room.is_set()
    assert outbox.put(b"x") is Put.GO_ON


async def test_room_that_is_there_is_given_at_once():
    room = threading.Event()

    Outbox().call_when_room(room.set)

    assert room.is_set()


async def test_an_abandoned_outbox_says_so_and_holds_nobody():
    outbox = Outbox()
    room = threading.Event()
    outbox.put(b"x" * MAX_BYTES)
    outbox.call_when_room(room.set)

    outbox.abandon()

    assert room.is_set()
    assert outbox.put(b"x") is Put.ABANDONED
    assert await outbox.take() == b""


async def test_abandoning_ends_a_taker_that_waits():
    outbox = Outbox()
    taker = asyncio.create_task(outbox.take())
    await asyncio.sleep(0)

    outbox.abandon()

    assert await taker == b""


@pytest.mark.parametrize("pause_every", [1, 7, 0])
async def test_nothing_is_lost_or_reordered_between_threads(pause_every):
    outbox = Outbox()
    count = 20_000

    def produce():
        for number in range(count):
            if outbox.put(b"%d\n" % number) is Put.FULL:
                room = threading.Event()
                outbox.call_when_room(room.set)
                room.wait()
            if pause_every and number % pause_every == 0:
                threading.Event().wait(0)
        outbox.finish()

    producer = threading.Thread(target=produce)
    producer.start()
    pieces = await drain(outbox)
    producer.join()

    assert b"".join(pieces) == b"".join(b"%d\n" % number for number in range(count))


def test_a_producer_outlives_the_loop():
    async def make():
        return Outbox()

    outbox = asyncio.run(make())

    assert outbox.put(b"late") is Put.GO_ON
    outbox.finish()
