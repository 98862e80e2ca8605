"""What commands print, as events: the same text whatever the reads were, in messages of a bounded size."""

import json
from itertools import pairwise

import pytest
from botocore.eventstream import EventStreamBuffer
from hypothesis import given
from hypothesis import strategies as st

from headwater.wire.commandevents import (
    EVENT_MAX_BYTES,
    CommandDecoder,
    DeltaEncoder,
    Failed,
    Output,
    Started,
    Stopped,
    encode_failure,
    encode_start,
    encode_stop,
)
from headwater.wire.errors import MalformedStream
from headwater.wire.eventstream import encode_event


def cut(data, places):
    ends = [0, *sorted(place % (len(data) + 1) for place in places), len(data)]
    return [data[begin:end] for begin, end in pairwise(ends)]


def encode(parts, stream="stdout"):
    encoder = DeltaEncoder(stream)
    found = [message for part in parts for message in encoder.feed(part)]
    return found + list(encoder.feed(b"", is_last=True))


@given(st.binary(max_size=300) | st.text(max_size=100).map(str.encode), st.lists(st.integers(0, 300)))
def test_output_is_the_same_text_however_it_was_read(data, places):
    sent = b"".join(encode(cut(data, places)))

    decoder = CommandDecoder()
    events = [event for part in cut(sent, places) for event in decoder.feed(part)]
    decoder.close()

    assert "".join(event.text for event in events) == data.decode("utf-8", "replace")
    assert {event.stream for event in events} <= {"stdout"}


@pytest.mark.parametrize("unit", [b"\x01", b"\xff", b"x", "é".encode(), "\U0001f600".encode(), b'"\\'])
def test_no_event_is_larger_than_64_kb_whatever_escapes_it_needs(unit):
    data = unit * 100_000

    messages = encode([data], "stderr")

    assert max(map(len, messages)) <= EVENT_MAX_BYTES
    texts = [json.loads(message[message.index(b"{") : -4])["contentDelta"]["stderr"] for message in messages]
    assert "".join(texts) == data.decode("utf-8", "replace")


def test_every_kind_of_event_comes_back_as_it_was():
    sent = encode_start() + encode_stop(-1, "TIMED_OUT") + encode_failure("RuntimeClientError", "gone")

    assert CommandDecoder().feed(sent) == [
        Started(),
        Stopped(-1, "TIMED_OUT"),
        Failed("runtimeClientError", "gone"),
    ]
    assert Output("stdout", "x") not in CommandDecoder().feed(sent)


def test_botocore_reads_an_error_as_one():
    buffer = EventStreamBuffer()
    buffer.add_data(encode_failure("ServiceQuotaExceededException", "too much"))

    (message,) = buffer

    answer = message.to_response_dict()
    assert answer["status_code"] == 400
    assert answer["headers"][":exception-type"] == "serviceQuotaExceededException"


@pytest.mark.parametrize(
    "payload", [b"{}", b"[]", b"no", b'{"contentDelta":{"x":"y"}}', b'{"contentStop":{}}']
)
def test_events_that_are_none_of_ours_are_refused(payload):
    with pytest.raises(MalformedStream):
        CommandDecoder().feed(encode_event("chunk", payload))
