"""An answer's record: the same whatever the chunks, and right about errors, results and times."""

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.client.errors import InvocationFailed
from headwater.client.record import AnswerRecord, encode_payload, find_failure, parse_failure, parse_result

STREAM = {"content-type": "text/event-stream; charset=utf-8"}
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def record_of(headers, *chunks):
    record = AnswerRecord()
    record.begin(200, headers)
    for chunk in chunks:
        record.feed(chunk)
    record.finish()
    return record


@given(events=st.lists(JSON_VALUES, max_size=8), cuts=st.lists(st.integers(0, 400), max_size=10))
def test_events_are_what_the_agent_yielded_whatever_the_chunks(events, cuts):
    raw = "".join(f"data: {json.dumps(event, ensure_ascii=False)}\n\n" for event in events)
    body = raw.encode("utf-8", "surrogatepass")
    places = sorted({0, len(body), *(min(cut, len(body)) for cut in cuts)})
    chunks = [body[a:b] for a, b in pairwise(places)]

    record = record_of(STREAM, *chunks)

    assert [piece.event for piece in record.pieces] == events


@given(value=JSON_VALUES)
def test_a_payload_can_be_read_back(value):
    content, content_type = encode_payload(value)

    assert json.loads(content) == value
    assert content_type == "application/json"


def test_a_payload_of_bytes_goes_as_it_is():
    assert encode_payload(b"\xff\x00")[0] == b"\xff\x00"


@pytest.mark.parametrize("payload", [{1, 2}, float("nan"), object()])
def test_a_payload_json_cannot_say_is_refused(payload):
    with pytest.raises((TypeError, ValueError)):
        encode_payload(payload)


def test_half_a_surrogate_pair_in_a_payload_survives():
    assert json.loads(encode_payload({"prompt": "\ud83d"})[0]) == {"prompt": "\ud83d"}


def test_an_event_that_is_no_json_is_text():
    record = record_of(STREAM, b"data: plain words\n\n")

    assert record.pieces[0].event == "plain words"


def test_the_last_event_counts_without_its_blank_line():
    record = record_of(STREAM, b'data: "end"\n')

    assert record.pieces[0].event == "end"


@pytest.mark.parametrize(
    ("event", "message", "kind"),
    [
        ({"error": "boom", "error_type": "ValueError", "message": "An error"}, "boom", "ValueError"),
        ({"error": "boom", "type": "stream_error"}, "boom", "stream_error"),
        ({"error": {"message": "boom", "code": "Throttled"}}, "boom", "Throttled"),
        ({"error": "boom"}, "boom", None),
    ],
)
def test_error_events_are_recognised(event, message, kind):
    failure = find_failure(event)

    assert failure is not None
    assert (failure.message, failure.error_type) == (message, kind)


@pytest.mark.parametrize("event", ["error", {"error": None}, {"error": ""}, {"message": "fine"}, 3, None])
def test_other_events_are_no_errors(event):
    assert find_failure(event) is None


def test_the_first_error_event_is_the_answers_error_and_stays_an_event():
    record = record_of(STREAM, b'data: {"error": "one"}\n\ndata: {"error": "two"}\n\n')

    assert record.error is not None
    assert record.error.message == "one"
    assert len(record.pieces) == 2


@pytest.mark.parametrize(
    ("body", "content_type", "value"),
    [
        (b'{"a": 1}', "application/json", {"a": 1}),
        (b'{"a": 1}', "", {"a": 1}),
        (b"[1]", "application/problem+json", [1]),
        ("日本".encode(), "text/plain; charset=utf-8", "日本"),
        (b"\x89PNG", "image/png", b"\x89PNG"),
        (b"not json", "application/json", b"not json"),
        (b"", "application/json", None),
        (b"", "text/plain", ""),
    ],
)
def test_a_result_is_read_by_its_type(body, content_type, value):
    assert parse_result(body, content_type) == value


def test_a_failure_has_the_code_status_message_and_request_id():
    headers = {"x-amzn-errortype": "RuntimeClientError:http://x/", "x-amzn-requestid": "r-1"}

    failure = parse_failure(424, headers, b'{"message": "the agent failed"}', InvocationFailed)

    assert isinstance(failure, InvocationFailed)
    assert (failure.code, failure.status, failure.message, failure.request_id) == (
        "RuntimeClientError", 424, "the agent failed", "r-1",
    )  # fmt: skip
    assert InvocationFailed.code != "RuntimeClientError", "the class must not change"


@pytest.mark.parametrize("body", [b"", b"<html>Bad gateway</html>", b"[]", b'{"message": null}', b"\xff"])
def test_an_answer_of_something_else_still_makes_a_failure(body):
    failure = parse_failure(502, {}, body)

    assert (failure.status, failure.code) == (502, "HTTP502")
    assert failure.message


def test_times_are_those_of_the_first_byte_the_first_text_and_the_end():
    now = iter([0.0, 1.0, 2.0, 3.0])
    record = AnswerRecord(clock=lambda: next(now))
    record.begin(200, STREAM)

    record.feed(b'data: {"usage": 1}\n\n')
    record.feed(b'data: "text"\n\n')
    record.finish()

    timings = record.timings()
    assert (timings.time_to_first_byte_s, timings.time_to_first_token_s, timings.total_s) == (1.0, 2.0, 3.0)
