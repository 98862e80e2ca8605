"""Which part of an event stream is the first that says something."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.wire.firsttoken import says_something


def event(value):
    return b"data: " + json.dumps(value).encode() + b"\n\n"


@pytest.mark.parametrize(
    "part",
    [
        b'data: "Hel"\n\n',
        b"data: plain text\n\n",
        event({"event": {"contentBlockDelta": {"delta": {"text": "Hel"}}}}),
        event({"data": "Hel", "delta": {"text": "Hel"}}),
        event({"started": 1}),
        event({"error": "no"}),
        event({"start": True}) + event("Hel"),
        b"event: message\nid: 7\ndata: 1\n\n",
        b'data:{"type":"text-delta","delta":"H"}\n\n',
    ],
)
def test_what_says_something(part):
    assert says_something(part)


@pytest.mark.parametrize(
    "part",
    [
        b"",
        b": keep-alive\n\n",
        b"retry: 100\n\n",
        b"data: \n\n",
        event({"init_event_loop": True}),
        event({"start": True}) + event({"start_event_loop": True}),
        event({"event": {"messageStart": {"role": "assistant"}}}),
        event({"event": {"contentBlockStart": {"start": {}}}}),
        b'data: {"event":{"messageStart":{"role":"assistant"}}}\n\n',
        b"data: \"{'init_event_loop': True, 'agent': <Agent>}\"\n\n",
        b'data: "{\\"start\\": true}"\n\n',
        b'data: {"type":"RUN_STARTED","threadId":"t","runId":"r"}\n\ndata: {"type":"STATE_SNAPSHOT"}\n\n',
    ],
)
def test_what_only_begins(part):
    assert not says_something(part)


@given(st.binary(max_size=200))
def test_any_bytes_are_judged(part):
    assert says_something(part) in (True, False)


def test_of_a_large_part_the_beginning_counts():
    assert not says_something(b": " + b"x" * 100_000 + b'\n\ndata: "late"\n\n')
