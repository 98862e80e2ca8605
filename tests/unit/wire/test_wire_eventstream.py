"""AWS event-stream messages, with botocore's own decoder and our encoder as each other's judge."""

from __future__ import annotations

import struct
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID
from zlib import crc32

import pytest
from botocore.eventstream import EventStreamBuffer
from hypothesis import example, given
from hypothesis import strategies as st

from headwater.wire.errors import MalformedStream
from headwater.wire.eventstream import (
    EventStreamDecoder,
    EventStreamMessage,
    encode_event,
    encode_exception,
    encode_message,
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECONDS = st.integers(-(10**12), 10**13)
VALUES = st.one_of(
    st.text(max_size=50),
    st.binary(max_size=50),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    MILLISECONDS.map(lambda ms: EPOCH + timedelta(milliseconds=ms)),
    st.uuids(),
)
NAMES = st.text(min_size=1, max_size=40).filter(lambda name: len(name.encode()) <= 255)
MESSAGES = st.builds(EventStreamMessage, st.dictionaries(NAMES, VALUES, max_size=5), st.binary(max_size=200))


def encode(message: EventStreamMessage) -> bytes:
    return encode_message(message.headers, message.payload)


def decode(*chunks: bytes) -> list[EventStreamMessage]:
    decoder = EventStreamDecoder()
    messages = [message for chunk in chunks for message in decoder.feed(chunk)]
    decoder.close()
    return messages


def cut(raw: bytes, places: list[int]) -> list[bytes]:
    ends = sorted({place % (len(raw) + 1) for place in places} | {0, len(raw)})
    return [raw[start:end] for start, end in pairwise(ends)]


def frame(head: bytes, payload: bytes = b"", *, total: int | None = None) -> bytes:
    """A message with right checksums around whatever is given."""
    total = 16 + len(head) + len(payload) if total is None else total
    lengths = struct.pack(">II", total, len(head))
    body = lengths + struct.pack(">I", crc32(lengths)) + head + payload
    return body + struct.pack(">I", crc32(body))


@given(st.lists(MESSAGES, max_size=4), st.lists(st.integers(0, 10**6), max_size=8))
def test_what_is_encoded_is_decoded_however_it_is_cut(messages: list[EventStreamMessage], places: list[int]):
    raw = b"".join(encode(message) for message in messages)

    assert decode(*cut(raw, places)) == messages


@given(MESSAGES)
def test_botocore_reads_what_we_encode(message: EventStreamMessage):
    buffer = EventStreamBuffer()
    buffer.add_data(encode(message))

    (theirs,) = list(buffer)

    assert theirs.payload == message.payload
    for name, value in message.headers.items():
        match value:
            case datetime():
                assert theirs.headers[name] == (value - EPOCH) // timedelta(milliseconds=1)
            case UUID():
                assert theirs.headers[name] == value.bytes
            case _:
                assert theirs.headers[name] == value


def test_numbers_of_every_width_are_read():
    head = b"\1b\x02\xff" + b"\1s\x03\xff\xfe" + b"\1i\x04\0\0\0\1" + b"\1l\x05" + b"\0" * 7 + b"\2"
    buffer = EventStreamBuffer()
    buffer.add_data(frame(head))

    (ours,) = decode(frame(head))

    assert ours.headers == {"b": -1, "s": -2, "i": 1, "l": 2}
    assert ours.headers == next(iter(buffer)).headers


def test_an_event_names_its_member():
    (message,) = decode(encode_event("chunk", b"{}"))

    assert message.payload == b"{}"
    assert message.headers == {
        ":event-type": "chunk",
        ":content-type": "application/json",
        ":message-type": "event",
    }


def test_an_exception_is_json_with_a_message():
    (message,) = decode(encode_exception("throttlingException", "Rate exceeded"))

    assert message.payload == b'{"message": "Rate exceeded"}'
    assert message.headers[":message-type"] == "exception"
    assert message.headers[":exception-type"] == "throttlingException"


@given(MESSAGES, st.data())
def test_a_changed_bit_is_noticed(message: EventStreamMessage, data: st.DataObject):
    raw = bytearray(encode(message))
    bit = data.draw(st.integers(0, len(raw) * 8 - 1))
    raw[bit // 8] ^= 1 << bit % 8

    with pytest.raises(MalformedStream):
        decode(bytes(raw))


@given(st.binary(max_size=80), st.binary(max_size=20))
@example(b"\1t\x08\x7f" + b"\xff" * 7, b"")
@example(b"\1a\x00\1a\x00", b"")
@example(b"\1a\x0a", b"")
@example(b"\1a\x09" + b"x" * 15, b"")
@example(b"\1a\x07\0\2\xff\xff", b"")
@example(b"\5a", b"")
def test_random_headers_give_a_message_or_the_documented_error(head: bytes, payload: bytes):
    try:
        (message,) = decode(frame(head, payload))
        assert message.payload == payload
    except MalformedStream:
        pass


@given(st.lists(st.binary(max_size=60)))
def test_random_bytes_give_messages_or_the_documented_error(chunks: list[bytes]):
    with suppress(MalformedStream):
        decode(*chunks)


@pytest.mark.parametrize("total", [0, 15, 2**32 - 1])
def test_an_impossible_length_is_refused_at_once(total: int):
    with pytest.raises(MalformedStream):
        EventStreamDecoder().feed(frame(b"", total=total))


def test_a_payload_over_the_limit_is_refused_before_it_is_read():
    with pytest.raises(MalformedStream, match="101 bytes"):
        EventStreamDecoder(max_payload_bytes=100).feed(frame(b"", b"x" * 101)[:12])


def test_a_decoder_that_failed_stays_failed():
    decoder = EventStreamDecoder()
    with pytest.raises(MalformedStream):
        decoder.feed(b"\0" * 12)

    with pytest.raises(MalformedStream):
        decoder.feed(encode_event("chunk", b"{}"))
    decoder.close()


def test_a_stream_that_ends_inside_a_message_was_cut():
    with pytest.raises(MalformedStream, match="inside a message"):
        decode(encode_event("chunk", b"{}")[:-1])


@pytest.mark.parametrize("headers", [{"": "x"}, {"n" * 256: "x"}, {"n": "x" * 2**15}, {"n": b"x" * 2**15}])
def test_what_has_no_encoding_is_a_mistake_of_ours(headers: dict):
    with pytest.raises(AssertionError):
        encode_message(headers, b"")
