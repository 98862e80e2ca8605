"""The form `original`: nothing is touched, and comments come between events only."""

from __future__ import annotations

import pytest
from contexts import build_context
from hypothesis import given
from hypothesis import strategies as st

from headwater.edge.forms import KEEP_ALIVE_COMMENT
from headwater.edge.forms.original import OriginalForm
from headwater.wire.sse import SseDecoder


@given(pieces=st.lists(st.binary(max_size=30), max_size=10))
def test_every_byte_comes_as_it_is(pieces):
    form = _form("application/octet-stream")

    assert b"".join([*map(form.feed, pieces), form.end()]) == b"".join(pieces)


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b"\r"])
def test_a_comment_wherever_it_is_offered_changes_no_event(line_end):
    data = (
        b"data: one"
        + line_end
        + b"data: two"
        + line_end * 2
        + b"event: x"
        + line_end
        + b"data: 3"
        + line_end * 2
    )

    for at in range(len(data) + 1):
        form = _form("text/event-stream")
        shown = form.feed(data[:at]) + form.keep_alive + form.feed(data[at:])
        assert _events(shown) == _events(data), at


def test_comments_are_offered_before_the_first_event_and_between_events():
    form = _form("text/event-stream; charset=utf-8")

    assert form.keep_alive == KEEP_ALIVE_COMMENT
    form.feed(b"data: 1\n")
    assert form.keep_alive == b""
    form.feed(b"\n")
    assert form.keep_alive == KEEP_ALIVE_COMMENT


def test_answers_that_are_no_stream_get_no_comments_and_no_error_text():
    form = _form("application/json")

    assert (form.keep_alive, form.fail("gone"), form.content_type) == (b"", b"", "application/json")


def test_a_stream_that_breaks_off_ends_with_an_error_event():
    form = _form("text/event-stream")

    shown = form.feed(b'data: "a"\n\ndata: "b') + form.fail("gone") + form.end()

    assert _events(shown)[-1] == (
        '{"error": "gone", "error_type": "RuntimeClientError", '
        '"message": "An error occurred during streaming"}'
    )


def _form(content_type: str) -> OriginalForm:
    return OriginalForm(build_context(target_content_type=content_type))


def _events(data: bytes) -> list[str]:
    decoder = SseDecoder()
    return [event.data for event in (*decoder.feed(data), *decoder.close())]
