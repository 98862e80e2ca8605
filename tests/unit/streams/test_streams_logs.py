"""Logs of streams: what was appended is read, from anywhere on, from memory and from files alike."""

import asyncio
import errno
import random

import pytest

import effort
from headwater.streams import files
from headwater.streams import log as logs
from headwater.streams.base import StreamGap
from kept_streams import EVENTS, end_of, make_facts, read_all


async def test_what_is_appended_is_read_from_anywhere_on_by_as_many_as_like(open_store):
    choices = random.Random(3)
    for _ in range(effort.count(3, 100)):
        async with open_store(memory_max_bytes=choices.choice([10, 1000, 10**6]), max_bytes=10**6) as store:
            log = store.create(make_facts())
            log.begin(EVENTS)
            expected = b"".join(b"data: %d\n\n" % n for n in range(choices.randrange(2000)))
            starts = [choices.randrange(len(expected) + 1) for _ in range(4)]
            readers = [asyncio.create_task(read_all(log, 0))]
            at = 0
            while at < len(expected):
                size = choices.randrange(1, 3000)
                log.append(expected[at : at + size])
                at += size
                if choices.random() < 0.3:
                    await asyncio.sleep(choices.choice([0, 0.001]))
                if starts and starts[-1] <= log.length:
                    start = starts.pop()
                    readers.append(asyncio.create_task(read_all(log, start)))
                    readers[-1].start = start
            log.finish(end_of())

            assert await readers[0] == expected
            for reader in readers[1:]:
                assert await reader == expected[reader.start :]


async def test_bytes_are_on_disk_within_milliseconds_and_out_of_memory_when_nobody_needs_them(open_store):
    async with open_store(memory_max_bytes=100) as store:
        log = store.create(make_facts())
        log.append(b"x" * 5000)
        assert await log.wait_written(10)

        assert log.written == 5000
        assert len(log._tail) == 100
        log.finish(end_of())
        await log.wait_news(10, lambda: log.is_settled and not log._tail)
        assert await read_all(log, 4990) == b"x" * 10


async def test_what_is_over_the_bound_goes_up_to_where_an_event_begins(open_store):
    async with open_store(memory_max_bytes=1000, max_bytes=40_000) as store:
        log = store.create(make_facts())
        events = [b'data: "%d %b"\n\n' % (n, b"y" * (n % 300)) for n in range(1000)]
        for event in events:
            log.append(event)
            if log.length % 50 == 0:
                await log.wait_written(10)
        log.finish(end_of())
        await log.wait_written(10)

        with pytest.raises(StreamGap) as caught:
            await log.read(0)

        gap, whole = caught.value, b"".join(events)
        assert (gap.reason, gap.is_boundary) == ("size", True)
        assert 20_000 < len(whole) - gap.kept_from <= 45_000
        assert whole[: gap.kept_from].endswith(b"\n\n")
        assert await read_all(log, gap.kept_from) == whole[gap.kept_from :]


async def test_a_reader_who_is_overtaken_is_told_so(open_store):
    async with open_store(memory_max_bytes=100, max_bytes=32_768) as store:
        log = store.create(make_facts())
        log.append(b"data: 1\n\n")
        position = len(await log.read(0))
        for _ in range(30):
            log.append(b"data: %b\n\n" % (b"z" * 5000))
            await log.wait_written(10)

        with pytest.raises(StreamGap):
            await log.read(position)


async def pump(log, count, part=b"data: %b\n\n" % (b"z" * 992)):
    for _ in range(count):
        log.append(part)
        await log.wait_room()
    log.finish(end_of())


async def test_a_run_waits_for_readers_who_keep_up_so_that_they_lose_nothing(open_store):
    async with open_store(memory_max_bytes=8192, max_bytes=32_768) as store:
        log = store.create(make_facts())
        pumping, me, at = asyncio.create_task(pump(log, 300)), object(), 0
        while not log.is_over_at(at):
            log.note_position(me, at)
            at += len(await log.read(at))
            await asyncio.sleep(0.0005)
            assert len(log._tail) < 8192 + 128 * 1024
        await pumping

        assert at == 300_000
        assert log.kept_from > 200_000  # nobody could have read all of it from the disk


async def test_a_reader_who_takes_nothing_is_left_behind(open_store, monkeypatch):
    monkeypatch.setattr(logs, "_READER_PATIENCE_S", 0.01)
    async with open_store(memory_max_bytes=8192) as store:
        log, me = store.create(make_facts()), object()
        log.note_position(me, 0)

        await asyncio.wait_for(pump(log, 1000), 10)

        assert await read_all(log) == b"data: %b\n\n" % (b"z" * 992) * 1000


async def test_a_log_whose_disk_is_full_goes_on_in_memory(open_store, monkeypatch, caplog):
    append = files.append

    def fail(fd, segment, data, now_s):
        if segment.end > 500:
            raise OSError(errno.ENOSPC, "No space left on device")
        append(fd, segment, data, now_s)

    monkeypatch.setattr(files, "append", fail)
    async with open_store(memory_max_bytes=2000) as store:
        log = store.create(make_facts())
        for number in range(100):
            log.append(b"data: %03d\n\n" % number * 10)
            await log.wait_room()
            await asyncio.sleep(0.001)
        log.finish(end_of())

        assert log.has_failed
        with pytest.raises(StreamGap) as caught:
            await log.read(0)
        assert caught.value.reason == "disk"
        assert (
            await read_all(log, caught.value.kept_from)
            == (b"".join(b"data: %03d\n\n" % number * 10 for number in range(100)))[caught.value.kept_from :]
        )
    assert "No space left" in caplog.text


async def test_without_a_disk_a_run_goes_as_fast_as_it_is_read_but_waits_for_nobody_for_ever(
    open_store, monkeypatch
):
    monkeypatch.setattr(logs, "_READER_PATIENCE_WITHOUT_DISK_S", 0.2)
    async with open_store(memory_max_bytes=100) as store:
        log = store.create(make_facts())
        log.fail_disk("full")
        got = []

        async def watch():
            while not log.is_over_at(len(b"".join(got))):
                log.note_position("me", len(b"".join(got)))
                got.append(await log.read(len(b"".join(got))))
                await asyncio.sleep(0.001)

        watching = asyncio.create_task(watch())
        log.note_position("one who does not read", 0)
        for number in range(200):
            log.append(b"%08d" % number)
            await asyncio.wait_for(log.wait_room(), 10)
            assert len(log._tail) <= 108
        log.finish(end_of())
        await watching

        assert b"".join(got) == b"".join(b"%08d" % number for number in range(200))


async def test_a_disk_that_takes_nothing_is_waited_for_but_not_for_ever(open_store, monkeypatch):
    monkeypatch.setattr(logs, "_DISK_PATIENCE_S", 0.05)
    monkeypatch.setattr(logs, "_BACKLOG_MAX_BYTES", 1000)
    async with open_store(memory_max_bytes=500) as store:
        monkeypatch.setattr(store._writer, "submit", lambda jobs: None)
        log = store.create(make_facts())
        log.append(b"x" * 2000)
        await asyncio.wait_for(log.wait_room(), 10)

        assert log.has_failed
        assert len(log._tail) == 500
        monkeypatch.undo()


async def test_a_reader_sleeps_until_there_is_news_or_his_time_is_over(open_store):
    async with open_store() as store:
        log = store.create(make_facts())
        assert await log.read(0, 0.01) == b""

        reading = asyncio.create_task(log.read(0))
        await asyncio.sleep(0)
        log.append(b"a")
        assert await reading == b"a"

        reading = asyncio.create_task(log.read(1))
        await asyncio.sleep(0)
        log.finish(end_of())
        assert await reading == b""
        assert log.is_over_at(1)
        assert not log._waiting
