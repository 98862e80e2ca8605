"""`id:` lines that are put into event streams: where they come, and that nothing else changes."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import effort
from headwater.wire.eventids import CONTEXT_BYTES, EventIdInserter, remove_event_ids
from headwater.wire.sse import SseDecoder

LINES = [b"data: x", b"id: 5", b"", b": c"]
OWN_ID = re.compile(rb"(?<=[\r\n])id: ([0-9]+)(?:\r\n|\r|\n)(?=[\r\n])")
pieces = st.sampled_from([b"\n", b"\r", b"\r\n", b"\n\n", b"id: 7\n\n", b"a", b"\xe3\x81", *LINES])
wild = st.lists(pieces, max_size=24).map(b"".join)
tidy = st.builds(
    lambda end, lines: b"".join(line + end for line in lines),
    st.sampled_from([b"\n", b"\r", b"\r\n"]),
    st.lists(st.sampled_from(LINES), max_size=12),
)


def insert(data, cuts=(), offset=0, before=b""):
    inserter = EventIdInserter(offset, before)
    edges = [0, *sorted({min(cut, len(data)) for cut in cuts}), len(data)]
    out = b"".join(inserter.feed(data[a:b]) for a, b in pairwise(edges))
    assert inserter.offset == offset + len(data)
    return out + inserter.finish()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"data: 1\n\ndata: 2\n\n", b"data: 1\nid: 9\n\ndata: 2\nid: 18\n\n"),
        (b"data: 1\r\n\r\ndata: 2\r\n\r\n", b"data: 1\r\nid: 11\r\n\r\ndata: 2\r\nid: 22\r\n\r\n"),
        (b"data: 1\r\rdata: 2\r\r", b"data: 1\rid: 9\r\rdata: 2\rid: 18\r\r"),
        (b"id: own\ndata: 1\n\n", b"id: own\ndata: 1\nid: 17\n\n"),
        (b": comment\n\n\n\ndata", b": comment\nid: 11\n\n\n\ndata"),
        (b"\n\ndata: 1\n\n", b"\n\ndata: 1\nid: 11\n\n"),
        (b"data: 1\n\r\n", b"data: 1\nid: 9\r\r\n"),
        (b"data: 1", b"data: 1"),
        (b"", b""),
    ],
)
def test_a_line_comes_before_the_blank_one(data, expected):
    assert insert(data) == expected
    assert insert(data, range(len(data))) == expected


@settings(max_examples=effort.count(100, 3000))
@given(wild | tidy, st.lists(st.integers(0, 60), max_size=8))
def test_however_it_is_cut_the_same_goes_out_and_without_the_lines_it_is_what_it_was(data, cuts):
    whole = insert(data)

    assert insert(data, cuts) == whole
    assert remove_event_ids(whole) == data


@settings(max_examples=effort.count(100, 3000))
@given(wild | tidy, st.data())
def test_from_any_id_on_the_rest_is_the_same(data, draw):
    whole = insert(data)
    ends = [mark.end() for mark in OWN_ID.finditer(whole)]
    offsets = [int(mark[1]) for mark in OWN_ID.finditer(whole)]
    kept = [at for at in offsets if len(remove_event_ids(whole[: ends[offsets.index(at)]])) <= at]
    if not kept:
        return
    offset = draw.draw(st.sampled_from(kept))

    rest = insert(data[offset:], offset=offset, before=data[max(0, offset - CONTEXT_BYTES) : offset])

    assert whole.endswith(rest)
    assert remove_event_ids(b"x\n" + rest) == b"x\n" + data[offset:]


@settings(max_examples=effort.count(50, 1000))
@given(tidy)
def test_a_reader_gets_the_same_events_and_an_id_with_each(data):
    events = SseDecoder().feed(insert(data))

    assert [(e.event, e.data) for e in SseDecoder().feed(data)] == [(e.event, e.data) for e in events]
    ids = [int(event.id) for event in events]
    assert ids == sorted(ids)
    assert all(data[:at].endswith((b"\n\n", b"\r\r", b"\r\n\r\n")) for at in ids)


def test_bytes_are_not_held_until_an_event_is_whole():
    inserter = EventIdInserter()

    assert inserter.feed(b"data: a") == b"data: a"
    assert not inserter.is_between_events
    assert inserter.feed(b"b\n") == b"b\n"
    assert inserter.feed(b"\n") == b"id: 10\n\n"
    assert inserter.is_between_events
    assert inserter.feed(b"data: c\r") == b"data: c\r"
    assert inserter.feed(b"\r") == b"id: 19\r\r"
