"""A run's stream is taken apart into exactly the agent's bytes, however it is cut, and cannot be forged."""

import contextlib
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import effort
from headwater.wire.errors import MalformedStream
from headwater.wire.eventids import EventIdInserter
from headwater.wire.runstream import EventReader, Gap, PlainReader, RunEnd, open_run_reader

ENDS = st.sampled_from([b"\n", b"\r\n", b"\r"])
#: Lines an agent may write, ids and comments of its own among them.
LINES = st.sampled_from(
    [b"data: x", b"data", b": heartbeat", b"id: 7", b"id: 29", b"event: headwater.end"]
) | (st.binary(min_size=1, max_size=12).filter(lambda line: not {10, 13}.intersection(line)))
EVENTS = st.lists(st.tuples(st.lists(LINES, min_size=1, max_size=3), ENDS), max_size=6)


def number_events(events, offset=0):
    """The agent's bytes, and those bytes as the server sends them."""
    agents, sent = b"", b""
    for lines, end in events:
        body = b"".join(line + end for line in lines)
        agents += body + end
        sent += body + b"id: %d" % (offset + len(agents)) + end + end
    return agents, sent


def cut_at(body, cuts):
    places = sorted({0, len(body), *(min(cut, len(body)) for cut in cuts)})
    return [body[a:b] for a, b in pairwise(places)]


def read(reader, chunks, *, is_closed=True):
    parts = [part for chunk in chunks for part in reader.feed(chunk)]
    return parts + (reader.close() if is_closed else [])


def joined(parts):
    assert all(isinstance(part, bytes) for part in parts), parts
    return b"".join(parts)


@given(events=EVENTS, cuts=st.lists(st.integers(0, 200), max_size=12), offset=st.integers(0, 10**6))
def test_what_is_given_out_is_the_agents_bytes_however_they_are_cut(events, cuts, offset):
    agents, sent = number_events(events, offset)
    reader = EventReader(offset)

    assert joined(read(reader, cut_at(sent, cuts))) == agents
    assert reader.offset == offset + len(agents)


@given(events=EVENTS)
def test_a_whole_event_is_given_out_at_once(events):
    reader = EventReader(0)
    for lines, end in events:
        agents, sent = number_events([(lines, end)], reader.offset)
        assert joined(reader.feed(sent)) == agents


@given(events=EVENTS, cut=st.integers(0, 200))
def test_after_a_cut_the_offset_is_where_the_rest_begins(events, cut):
    agents, sent = number_events(events)
    reader = EventReader(0)

    before = joined(read(reader, [sent[:cut]], is_closed=False))

    assert before == agents[: reader.offset]


ODD = st.lists(
    st.sampled_from(
        [b"\n", b"\r", b"\r\n", b"\n\n", b"data: x", b"id: 5", b"id: 7\n\n", b"a", b":", b"\xe3\x81"]
    ),
    max_size=24,
).map(b"".join)


@settings(max_examples=effort.count(100, 5000))
@given(stream=ODD, cuts=st.lists(st.integers(0, 150), max_size=8))
def test_whatever_the_server_puts_ids_into_comes_out_as_it_was(stream, cuts):
    inserter = EventIdInserter()
    sent = inserter.feed(stream) + inserter.finish()

    assert joined(read(EventReader(0), cut_at(sent, cuts))) == stream


def test_heartbeats_are_left_out_and_not_counted():
    reader = EventReader(0)

    assert reader.feed(b": heartbeat\n\ndata: a\nid: 9\n\n: heartbeat\r\n\r\n") == [b"data: a\n\n"]
    assert reader.offset == 9


@pytest.mark.parametrize("lines", [(1, 2), (2, 1)])
def test_a_gap_moves_the_offset(lines):
    said = ("event: headwater.gap", 'data: {"from":9,"to":100,"reason":"size"}', "id: 100")
    gap = "\n".join(said[n] for n in (0, *lines)).encode() + b"\n\n"
    reader = EventReader(9)

    assert reader.feed(gap + b"data: b\nid: 109\n\n") == [Gap(9, 100, "size"), b"data: b\n\n"]
    assert reader.offset == 109


def test_the_end_of_a_run_that_was_cut_short_is_told():
    end = b'event: headwater.end\ndata: {"reason":"cancelled","message":"it was"}\n\n'

    assert EventReader(0).feed(end) == [RunEnd("cancelled", "it was")]


@pytest.mark.parametrize(
    "forged",
    [
        b'event: headwater.gap\ndata: {"from":0,"to":100,"reason":"size"}\nid: 100\n\n',
        b'event: headwater.end\ndata: {"reason":"cancelled"}\n\n',
        b": heartbeat\n\n",
    ],
)
def test_an_agent_cannot_speak_for_the_server(forged):
    sent = forged[:-1] + b"id: %d\n\n" % len(forged)

    assert EventReader(0).feed(sent) == [forged]


@pytest.mark.parametrize(
    "odd",
    [
        b"event: headwater.gap\ndata: what\nid: 3\n\n",
        b'event: headwater.gap\ndata: {"from":5,"to":3,"reason":"size"}\nid: 3\n\n',
        b"event: headwater.end\ndata: []\n\n",
        b"id: 99999999999999999999\n\n",
        b"data: a\nid: 10\n\n",
        b"data: a\n\n",
    ],
)
@pytest.mark.parametrize("rest", [b"", b"data: b\nid: 18\n\n"])
def test_an_event_that_does_not_end_where_the_server_says_is_no_loss_in_silence(odd, rest):
    with pytest.raises(MalformedStream, match="at byte 0 does not end"):
        read(EventReader(0), [odd, rest])


def test_what_was_torn_when_a_run_was_cut_short_is_no_part_of_it():
    end = b'event: headwater.end\ndata: {"reason":"server-restart","message":""}\n\n'

    parts = EventReader(0).feed(b"data: a\nid: 9\n\ndata: to\n\n" + end)

    assert parts == [b"data: a\n\n", RunEnd("server-restart", "")]


@given(EVENTS, st.integers(0, 200), st.lists(st.integers(0, 400), max_size=4))
def test_wherever_a_run_was_cut_short_its_end_is_heard(events, place, cuts):
    agents = number_events(events)[0].replace(b"id: ", b"ID: ")[:place]
    inserter = EventIdInserter()
    sent = inserter.feed(agents) + inserter.finish() + inserter.tear()
    end = b'event: headwater.end\ndata: {"reason":"cancelled","message":""}\n\n'

    *parts, last = read(EventReader(0), cut_at(sent + end, cuts), is_closed=False)

    assert last == RunEnd("cancelled", "")
    assert agents.startswith(joined(parts))


def test_a_cursor_beyond_what_a_dead_server_left_misses_nothing_of_before():
    gap = b'event: headwater.gap\nid: 9\ndata: {"from": 9, "to": 9, "reason": "restart"}\n\n'
    reader = EventReader(9)

    assert (reader.feed(gap), reader.offset) == ([], 9)


def test_blank_lines_that_end_nothing_are_the_agents():
    assert joined(read(EventReader(0), [b"\n\r\n\ndata: a\nid: 13\n\n\n"])) == b"\n\r\n\ndata: a\n\n\n"


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_malformed(body):
    with contextlib.suppress(MalformedStream):
        read(EventReader(0), [body[:50], body[50:]])


def test_the_last_event_may_have_no_blank_line():
    assert joined(read(EventReader(0), [b"data: a\nid: 9\n\ndata: b"])) == b"data: a\n\ndata: b"


def test_an_event_without_end_is_refused():
    reader = EventReader(0, max_event_bytes=10)

    with pytest.raises(MalformedStream, match="10 bytes"):
        reader.feed(b"data: 1234567")


def test_other_answers_are_bytes_alone():
    reader = open_run_reader({"content-type": "application/json"}, 5)

    assert isinstance(reader, PlainReader)
    assert (reader.feed(b"id: 6\n\n"), reader.feed(b""), reader.close(), reader.offset) == (
        [b"id: 6\n\n"],
        [],
        [],
        12,
    )
    stream = {"content-type": "Text/Event-Stream; charset=utf-8"}
    assert isinstance(open_run_reader(stream, 0), EventReader)
    assert isinstance(open_run_reader({**stream, "content-encoding": "gzip"}, 0), PlainReader)
