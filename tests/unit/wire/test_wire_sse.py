"""Server-sent events: what we encode, what we decode, and that chunk boundaries do not matter."""

from __future__ import annotations

import json
from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.wire.errors import MalformedStream
from headwater.wire.sse import ServerSentEvent, SseDecoder, encode_comment, encode_event


def decode(*chunks: bytes, **options) -> list[ServerSentEvent]:
    decoder = SseDecoder(**options)
    events = [event for chunk in chunks for event in decoder.feed(chunk)]
    return events + decoder.close()


def cut(raw: bytes, places: list[int]) -> list[bytes]:
    ends = sorted({place % (len(raw) + 1) for place in places} | {0, len(raw)})
    return [raw[start:end] for start, end in pairwise(ends)]


#: Streams of the standard's own vocabulary, so that random choices hit its corners.
TOKENS = [b"data", b"event", b"id", b"retry", b":", b" ", b"\n", b"\r", b"\r\n", b"\xef\xbb\xbf", b"\0", b"7"]
STREAMS = st.lists(st.sampled_from([*TOKENS, "日本語".encode(), b"\xe6\x97", b"\n\n", b"data: x\n\n"])).map(
    b"".join
)


def test_an_event_has_the_form_agents_use():
    assert encode_event(json.dumps({"a": 1})) == b'data: {"a": 1}\n\n'


def test_every_field_is_encoded():
    raw = encode_event("a\nb\r\nc\rd", event="tick", id="7", retry_ms=1500)

    assert raw == b"event: tick\nid: 7\nretry: 1500\ndata: a\ndata: b\ndata: c\ndata: d\n\n"
    assert decode(raw) == [ServerSentEvent("a\nb\nc\nd", "tick", "7")]


@pytest.mark.parametrize("field", [{"event": "a\nb"}, {"id": "a\rb"}, {"id": "a\0"}, {"retry_ms": -1}])
def test_a_field_that_would_break_out_of_its_line_is_a_mistake_of_ours(field: dict):
    with pytest.raises(AssertionError):
        encode_event("x", **field)


def test_comments_are_skipped():
    raw = encode_comment("still\nthere") + encode_comment() + encode_event("x")

    assert raw.startswith(b": still\n: there\n\n: \n\n")
    assert decode(raw) == [ServerSentEvent("x")]


@given(
    st.text(), st.none() | st.text(alphabet="abc 日", min_size=1), st.lists(st.integers(0, 10**6), max_size=8)
)
def test_what_is_encoded_is_decoded(data: str, event: str | None, places: list[int]):
    raw = encode_event(data, event=event)

    assert decode(*cut(raw, places)) == [
        ServerSentEvent(data.replace("\r\n", "\n").replace("\r", "\n"), event or "message")
    ]


@given(STREAMS, st.lists(st.integers(0, 10**6), max_size=8))
def test_chunk_boundaries_do_not_matter(raw: bytes, places: list[int]):
    whole = decode(raw)

    assert decode(*cut(raw, places)) == whole
    assert decode(*(raw[i : i + 1] for i in range(len(raw)))) == whole


@given(st.lists(st.binary()), st.integers(1, 50))
def test_random_bytes_give_events_or_the_documented_error(chunks: list[bytes], limit: int):
    decode(*chunks)
    with suppress(MalformedStream):
        decode(*chunks, max_line_bytes=limit, max_event_bytes=limit, flush_at_end=True)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"\xef\xbb\xbfdata: a\n\n", [ServerSentEvent("a")]),
        (b"data: a\n\n\xef\xbb\xbfdata: b\n\n", [ServerSentEvent("a")]),
        (b"data\n\n", [ServerSentEvent("")]),
        (b"data\ndata\n\ndata:", [ServerSentEvent("\n")]),
        (b"data:a\n\ndata: b\n\n", [ServerSentEvent("a"), ServerSentEvent("b")]),
        (b"data:  c\n\n", [ServerSentEvent(" c")]),
        (b"event: add\n\ndata: a\n\n", [ServerSentEvent("a")]),
        (b"id: 1\ndata: a\n\ndata: b\n\nid\ndata: c\n\n",
         [ServerSentEvent("a", id="1"), ServerSentEvent("b", id="1"), ServerSentEvent("c")]),
        (b"id: 1\0\ndata: a\n\n", [ServerSentEvent("a")]),
        (b"unknown: x\ndata: a\n\n", [ServerSentEvent("a")]),
        (b"data: a\r\rdata: b\r\n\r\n", [ServerSentEvent("a"), ServerSentEvent("b")]),
        (b"data: \xff\xe6\x97\n\n", [ServerSentEvent("\ufffd\ufffd")]),
    ],
)  # fmt: skip
def test_corners_of_the_standard(raw: bytes, expected: list[ServerSentEvent]):
    assert decode(raw) == expected


def test_an_event_comes_with_its_last_byte_even_if_that_is_a_cr():
    decoder = SseDecoder()

    assert decoder.feed(b"data: a\r\r") == [ServerSentEvent("a")]
    assert decoder.feed(b"\ndata: b\n\n") == [ServerSentEvent("b")]


def test_retry_is_kept_if_it_is_a_number():
    decoder = SseDecoder()

    decoder.feed(b"retry: 1500\nretry: soon\nretry: -1\nretry: " + b"9" * 5000 + b"\n")

    assert decoder.retry_ms == 1500


def test_a_cut_stream_drops_its_last_event_and_says_so():
    decoder = SseDecoder()
    decoder.feed(b"data: a\n\ndata: b\n")

    assert decoder.is_inside_event
    assert decoder.close() == []
    assert not decoder.is_inside_event


def test_the_last_event_can_be_kept():
    assert decode(b"data: a\n\ndata: b", flush_at_end=True) == [ServerSentEvent("a"), ServerSentEvent("b")]


@pytest.mark.parametrize("chunks", [[b"data: 12345"], [b"data: 1", b"2345\n"], [b"data: 12\ndata: 345\n"]])
def test_a_line_or_event_over_the_limit_is_refused_for_good(chunks: list[bytes]):
    decoder = SseDecoder(max_line_bytes=10, max_event_bytes=6)
    *good, bad = chunks
    assert [event for chunk in good for event in decoder.feed(chunk)] == []
    with pytest.raises(MalformedStream):
        decoder.feed(bad)

    with pytest.raises(MalformedStream):
        decoder.feed(b"data: x\n\n")
    assert decoder.close() == []


def test_a_large_line_in_many_chunks_is_whole():
    data = "日本" * 500_000
    raw = encode_event(data)

    events = decode(*(raw[i : i + 4093] for i in range(0, len(raw), 4093)))

    assert events == [ServerSentEvent(data)]
