"""How a kept stream goes out to one reader: ids, gaps, ends, heartbeats."""

import asyncio
import json

import pytest

from headwater.core.errors import InvalidRequest
from headwater.gateway.runs.viewing import View, ViewWish
from headwater.http.asgi import ClientGone, RequestBody
from headwater.streams.base import RunState, StreamHead
from headwater.streams.settings import StreamSettings
from headwater.streams.store import StreamStore
from headwater.wire.eventids import remove_event_ids
from kept_streams import EVENTS, end_of, make_facts

BYTES = StreamHead(status=200, headers=((b"content-type", b"application/json"), (b"content-length", b"9")))


class Reader:
    """What one reader gets."""

    def __init__(self, log, offset=0, **wish):
        self.messages = []
        self.was_asked = False
        self.left = asyncio.Event()
        self.can_take = asyncio.Event()
        self.can_take.set()
        self.view = View(log, self._send, ViewWish(offset=offset, **wish))

    async def _send(self, message):
        await self.can_take.wait()
        self.messages.append(message)

    async def _receive(self):
        if not self.was_asked:
            self.was_asked = True
            return {"type": "http.request", "body": b""}
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def show(self):
        self.view.check_offset()
        return await self.view.show(RequestBody(self._receive))

    @property
    def body(self):
        return b"".join(message.get("body", b"") for message in self.messages)

    @property
    def is_complete(self):
        return not self.messages[-1].get("more_body", self.messages[-1]["type"] == "http.response.start")

    @property
    def headers(self):
        return dict(self.messages[0]["headers"])


@pytest.fixture
async def make_log(tmp_path):
    """`make_log(head, data, end, …settings)`: a log with all of it on disk."""
    closing = []

    async def make(head=EVENTS, data=b"", end=None, **settings):
        store = StreamStore(tmp_path / "streams", StreamSettings(**settings))
        running = store.running()
        await running.__aenter__()
        closing.append(running)
        log = store.create(make_facts())
        if head is not None:
            log.begin(head)
        for at in range(0, len(data), 1000):
            log.append(data[at : at + 1000])
            await log.wait_written(10)
        if end is not None:
            log.finish(end)
        await log.wait_written(10)
        return log

    yield make
    for running in closing:
        await running.__aexit__(None, None, None)


async def test_the_rest_comes_with_ids_and_the_head_says_where_it_begins(make_log):
    log = await make_log(data=b"data: 1\n\ndata: 2\n\n", end=end_of())
    reader = Reader(log, 9, with_offset=True)

    assert await reader.show()

    assert reader.body == b"data: 2\nid: 18\n\n"
    assert reader.headers[b"headwater-stream-offset"] == b"9"
    assert reader.headers[b"headwater-invocation-id"] == log.facts.invocation_id.encode()
    assert reader.is_complete


@pytest.mark.parametrize("offset", range(19))
async def test_from_any_byte_on_the_rest_is_the_rest(make_log, offset):
    data = b"data: 1\n\ndata: 2\r\n"
    log = await make_log(data=data, end=end_of())
    reader = Reader(log, offset)

    await reader.show()

    assert remove_event_ids(b"x\n" + reader.body) == b"x\n" + data[offset:]


@pytest.mark.parametrize("end", [None, end_of()])
async def test_a_cursor_beyond_what_there_is_is_refused(make_log, end):
    log = await make_log(data=b"data: 1\n\n", end=end)

    with pytest.raises(InvalidRequest, match="from 0 to 9"):
        await Reader(log, 10).show()


async def test_a_cursor_beyond_what_a_dead_server_had_on_disk_is_told_of_it(make_log):
    lost = end_of(RunState.LOST, is_whole=False, last_word=("server-restart", "it ended"))
    log = await make_log(data=b"data: 1\n\n", end=lost)
    reader = Reader(log, 30)

    await reader.show()

    gap, end, _ = reader.body.split(b"\n\n")
    assert gap == b'event: headwater.gap\nid: 30\ndata: {"from": 30, "to": 30, "reason": "restart"}'
    assert end.startswith(b'event: headwater.end\ndata: {"reason": "server-restart"')


async def test_what_is_cut_in_an_event_ends_it_before_the_last_word(make_log):
    cut = end_of(RunState.CANCELLED, is_whole=False, last_word=("cancelled", "by you"))
    log = await make_log(data=b"data: 1\n\ndata: tor", end=cut)
    reader = Reader(log)

    await reader.show()

    assert reader.body.startswith(b"data: 1\nid: 9\n\ndata: tor\n\nevent: headwater.end\n")
    assert reader.is_complete


async def test_what_is_not_kept_any_more_is_told_and_then_an_event_begins(make_log):
    data = b"".join(b"data: %d\n\n" % number for number in range(8000))
    log = await make_log(data=data, end=end_of(), max_bytes=40_000, memory_max_bytes=1000)
    reader = Reader(log, 9)

    await reader.show()

    gap, rest = reader.body.split(b"\n\n", 1)
    told = json.loads(gap.partition(b"data: ")[2])
    assert told == {"from": 9, "to": log.kept_from, "reason": "size"}
    assert remove_event_ids(rest) == data[log.kept_from :]
    assert rest.startswith(b"data: ")


async def test_after_a_gap_that_ends_in_an_event_the_next_one_is_waited_for(make_log):
    log = await make_log(data=b"data: 1\n\n")
    log.fail_disk("full")
    log._settings = StreamSettings(memory_max_bytes=12)
    log.append(b"data: 2\n\ndata: 3\n\n")
    log.append(b"data: 4\n\n")
    await log.wait_room()
    log.finish(end_of())
    reader = Reader(log)

    await reader.show()

    assert reader.body == (
        b'event: headwater.gap\nid: 27\ndata: {"from": 0, "to": 27, "reason": "disk"}\n\ndata: 4\nid: 36\n\n'
    )


async def test_a_gap_in_anything_but_an_event_stream_is_410_or_breaks_it_off(make_log):
    log = await make_log(BYTES, b"x" * 100_000, end_of(), max_bytes=40_000, memory_max_bytes=100)
    reader = Reader(log)

    await reader.show()

    assert reader.messages[0]["status"] == 410
    assert json.loads(reader.body)["to"] == log.kept_from
    late = Reader(log, log.kept_from, with_offset=True)
    await late.show()
    assert late.body == b"x" * (100_000 - log.kept_from)
    assert b"content-length" not in late.headers


async def test_an_answer_that_broke_off_breaks_off_for_later_readers_too(make_log):
    log = await make_log(BYTES, b"{", end_of(RunState.FAILED, is_whole=False))
    reader = Reader(log)

    await reader.show()

    assert reader.body == b"{"
    assert not reader.is_complete


async def test_silence_has_heartbeats_between_events_only(make_log):
    log = await make_log(data=b"data: 1\n\n")
    reader = Reader(log, heartbeat_s=0.01)
    showing = asyncio.create_task(reader.show())
    await asyncio.sleep(0.05)
    log.append(b"data: ")
    await asyncio.sleep(0.05)
    log.append(b"2\n\n")
    log.finish(end_of())
    await showing

    beats = b": heartbeat\n\n"
    assert reader.body.startswith(b"data: 1\nid: 9\n\n" + beats)
    assert b"data: 2\nid: 18\n\n" in reader.body
    assert remove_event_ids(reader.body.replace(beats, b"")) == b"data: 1\n\ndata: 2\n\n"


async def test_who_leaves_is_let_go_whatever_he_waits_for(make_log):
    for head in (None, EVENTS):
        log = await make_log(head)
        reader = Reader(log)
        showing = asyncio.create_task(reader.show())
        await asyncio.sleep(0.01)
        assert log.viewers_count == 1
        reader.left.set()

        with pytest.raises(ClientGone):
            await asyncio.wait_for(showing, 10)
        assert log.viewers_count == 0


async def test_one_who_does_not_read_costs_the_run_nothing(make_log):
    log = await make_log()
    slow, quick = Reader(log), Reader(log)
    slow.can_take.clear()
    showing = [asyncio.create_task(reader.show()) for reader in (slow, quick)]
    for number in range(1000):
        log.append(b"data: %d\n\n" % number)
        await log.wait_room()
    log.finish(end_of())
    await showing[1]
    assert not slow.messages
    slow.can_take.set()
    await showing[0]

    assert slow.body == quick.body
