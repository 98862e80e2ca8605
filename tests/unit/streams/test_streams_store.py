"""Kept runs: found again by a later server, torn or whole, and removed when their time or room is over."""

import errno
import json
from datetime import timedelta

import pytest

from headwater.core.errors import QuotaExceeded
from headwater.streams import files
from headwater.streams.base import RunState, StreamGap, StreamHead
from headwater.wire.http import HttpAnswer
from kept_streams import EVENTS, Clock, end_of, make_facts, read_all


async def keep_run(store, data=b"data: 1\n\n", end=True, **members):
    """A run that is on disk; its log."""
    log = store.create(make_facts(**members))
    log.begin(EVENTS)
    log.append(data)
    if end:
        log.finish(end_of())
    await log.wait_written(10)
    await log.wait_news(10, lambda: log.written == log.length)
    return log


def segments_of(tmp_path):
    return sorted((tmp_path / "streams").glob("*.seg"))


async def test_a_run_that_was_over_is_what_it_was_after_a_restart(open_store):
    async with open_store() as store:
        data = b"data: %b\n\n" % (b"x" * 500_000)
        before = await keep_run(store, data, owner=None, session_id="é" * 40)

    async with open_store() as store:
        after = store.find(before.facts.invocation_id)
        assert (after.facts, after.head, after.end) == (before.facts, before.head, before.end)
        assert await read_all(after) == data
        assert await read_all(after, 300_000) == data[300_000:]
        assert after.head.is_events


async def test_what_a_run_was_answered_instead_of_an_answer_is_kept(open_store):
    problem = HttpAnswer(424, (("content-type", "application/json"),), b'{"message": "\xe3\x81\x82"}')
    async with open_store() as store:
        log = store.create(make_facts())
        log.finish(end_of(RunState.FAILED, problem=problem, is_whole=False))

    async with open_store() as store:
        assert store.find(log.facts.invocation_id).end.problem == problem


async def test_a_run_is_found_by_its_requests_key_after_a_restart_too(open_store):
    async with open_store() as store:
        log = store.create(make_facts(owner="ada", idempotency_key="k1"))
        log.note_payload("0" * 64)
        given_back = store.create(make_facts(owner="ada", idempotency_key="k2"))
        store.release_key(given_back)
        given_back.finish(end_of())

    async with open_store() as store:
        found = store.find_by_key("ada", log.facts.runtime_id, "k1")
        assert (found.facts.invocation_id, found.payload_digest) == (log.facts.invocation_id, "0" * 64)
        assert store.find_by_key("bob", log.facts.runtime_id, "k1") is None
        assert store.find_by_key("ada", "another-runtime", "k1") is None
        assert store.find_by_key("ada", log.facts.runtime_id, "k2") is None
        store.remove(found)
        assert store.find_by_key("ada", log.facts.runtime_id, "k1") is None


async def test_a_run_that_was_going_on_is_lost_up_to_what_was_on_disk(open_store, tmp_path):
    async with open_store() as store:
        log = await keep_run(store, b"data: 1\n\ndata: 2\n\n", end=False)

    for _ in range(2):  # and stays so
        async with open_store() as store:
            found = store.find(log.facts.invocation_id)
            assert (found.end.state, found.length) == (RunState.LOST, 18)
            assert found.end.last_word[0] == "server-restart"
            assert await read_all(found) == b"data: 1\n\ndata: 2\n\n"


@pytest.mark.parametrize("damage", ["torn", "flipped", "junk", "zeros"])
async def test_what_is_behind_the_last_whole_frame_is_not_looked_at(open_store, tmp_path, damage):
    async with open_store() as store:
        log = await keep_run(store, b"data: 1\n\n", end=False)
        log.append(b"data: 2\n\n")
        await log.wait_news(10, lambda: log.written == 18)
    (path,) = segments_of(tmp_path)
    data = path.read_bytes()
    assert len(data) == 2 * (8 + 9)
    damaged = {
        "torn": data[:-1],
        "flipped": data[:-1] + b"x",
        "junk": data[:17] + b"junk that is no frame",
        "zeros": data[:17] + bytes(4096),
    }
    path.write_bytes(damaged[damage])

    async with open_store() as store:
        found = store.find(log.facts.invocation_id)
        assert await read_all(found) == b"data: 1\n\n"


async def read_on(log, out):
    """Read what is there, without an end."""
    while part := await log.read(len(out), 0):
        out += part


@pytest.mark.parametrize("damage", ["cut", "empty", "changed", "removed"])
@pytest.mark.parametrize("where", [1, -1])
async def test_what_a_whole_run_has_lost_on_disk_is_told(open_store, tmp_path, damage, where):
    data = b"".join(b"data: %06d\n\n" % number for number in range(2000))
    async with open_store(max_bytes=64 * 1024) as store:
        log = await keep_run(store, data)
        segment = log.segments[where]
        following = [*(part.start for part in log.segments), len(data)]
    path, hurt_at = segment.path, segment.file_bytes // 2
    match damage:
        case "cut" | "empty":
            path.write_bytes(path.read_bytes()[: hurt_at if damage == "cut" else 0])
        case "changed":
            path.write_bytes(path.read_bytes()[:hurt_at] + b"?" + path.read_bytes()[hurt_at + 1 :])
        case "removed":
            path.unlink()

    async with open_store(max_bytes=64 * 1024) as store:
        log = store.find(log.facts.invocation_id)
        out = bytearray()
        with pytest.raises(StreamGap) as caught:
            await read_on(log, out)
        assert data.startswith(out)
        assert segment.start <= len(out) < segment.end
        assert (caught.value.reason, caught.value.kept_from) in [("disk", start) for start in following]
        assert caught.value.kept_from > len(out)
        assert await read_all(log, caught.value.kept_from) == data[caught.value.kept_from :]
        with pytest.raises(StreamGap):  # who comes back to the event that was torn hears of it, too
            await log.read(len(out) - len(out) % 14, 0)


async def test_segments_that_do_not_follow_each_other_are_not_joined(open_store, tmp_path):
    async with open_store(max_bytes=80_000) as store:
        log = await keep_run(store, b"data: %b\n\n" % (b"x" * 91) * 500, end=False)
    paths = sorted(segments_of(tmp_path), key=lambda path: int(path.name.split(".")[1]))
    assert len(paths) > 3
    paths[2].unlink()

    async with open_store(max_bytes=80_000) as store:
        found = store.find(log.facts.invocation_id)
        assert found.length == int(paths[2].name.split(".")[1])
        assert await read_all(found) == (b"data: %b\n\n" % (b"x" * 91) * 500)[: found.length]
    assert len(segments_of(tmp_path)) == 2


async def test_a_full_disk_is_no_reason_not_to_start(open_store, monkeypatch, caplog):
    def fail(folder, stream_id, data):
        raise OSError(errno.ENOSPC, "No space left on device")

    async with open_store() as store:
        log = await keep_run(store, end=False)
    monkeypatch.setattr(files, "write_record", fail)

    async with open_store() as store:
        assert store.find(log.facts.invocation_id).end.state is RunState.LOST
        fresh = store.create(make_facts())
        fresh.append(b"data: 1\n\n")
        fresh.finish(end_of())
        assert await read_all(fresh) == b"data: 1\n\n"
    assert "No space left" in caplog.text


async def test_junk_in_the_folder_is_no_reason_not_to_start(open_store, tmp_path):
    async with open_store() as store:
        log = await keep_run(store)
    folder = tmp_path / "streams"
    (folder / f"{'0' * 8}-0000-0000-0000-{'0' * 12}.json").write_text("{")
    (folder / f"{'1' * 8}-0000-0000-0000-{'0' * 12}.json").write_text(json.dumps({"facts": None}))
    (folder / f"{'2' * 8}-0000-0000-0000-{'0' * 12}.0.e.seg").write_bytes(b"orphan")
    (folder / "readme.txt").write_text("not ours")

    async with open_store() as store:
        assert [found.facts.invocation_id for found in store.list()] == [log.facts.invocation_id]
    assert len(list(folder.iterdir())) == 3


async def test_runs_go_when_their_time_is_over_and_not_before(open_store, tmp_path):
    clock = Clock()
    async with open_store(clock, keep_s=100) as store:
        old = await keep_run(store)
        clock.now += timedelta(seconds=99)
        store.look_after()
        assert store.find(old.facts.invocation_id) is old
        going_on = await keep_run(store, end=False)

        clock.now += timedelta(seconds=1000)
        assert store.find(old.facts.invocation_id) is None
        store.look_after()

        assert store.list() == [going_on]
    async with open_store(clock, keep_s=100) as store:
        assert [log.facts for log in store.list()] == [going_on.facts]
    assert len(segments_of(tmp_path)) == 1
    async with open_store(clock, keep_after_restart=False) as store:
        assert store.list() == []
    assert segments_of(tmp_path) == []


async def test_of_a_run_that_goes_on_for_long_what_is_old_goes(open_store):
    clock = Clock()
    async with open_store(clock, keep_s=1000, max_bytes=80_000, memory_max_bytes=100) as store:
        log = await keep_run(store, b"data: %b\n\n" % (b"x" * 91) * 500, end=False)
        clock.now += timedelta(seconds=2000)
        store.look_after()
        await log.wait_news(10, lambda: log.kept_from > 0)

        with pytest.raises(StreamGap) as caught:
            await log.read(0)
        assert (caught.value.reason, caught.value.is_boundary) == ("age", True)


async def test_runs_that_ended_first_go_first_when_room_is_short(open_store):
    async with open_store(total_max_bytes=50_000) as store:
        logs = [await keep_run(store, b"x" * 20_000) for _ in range(4)]
        store.look_after()

        kept = {log.facts.invocation_id for log in store.list()}
        assert kept == {log.facts.invocation_id for log in logs[2:]}


async def test_more_runs_than_may_be_are_refused_unless_one_is_over(open_store):
    async with open_store(max_count=2) as store:
        first = await keep_run(store)
        await keep_run(store, end=False)
        await keep_run(store, end=False)
        assert store.find(first.facts.invocation_id) is None

        with pytest.raises(QuotaExceeded, match="max_count"):
            store.create(make_facts())


async def test_runs_of_a_runtime_that_is_deleted_go_with_it(open_store):
    async with open_store() as store:
        await keep_run(store, runtime_id="bot-2")
        other = await keep_run(store)

        store.remove_runtime("bot-2")

        assert store.list() == [other]


def test_bytes_of_an_event_stream_that_is_compressed_are_not_looked_at():
    headers = ((b"content-type", b"text/event-stream"), (b"content-encoding", b"gzip"))

    assert not StreamHead(status=200, headers=headers).is_events
