"""Strands stream events as Converse events, and folded into one answer."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.core.errors import PlatformError, Throttled
from headwater.models.base import ModelError
from headwater.models.events import EventShaper, ResponseFolder

START = {"messageStart": {"role": "assistant"}}
END = {"messageStop": {"stopReason": "end_turn"}}
TOOL_START = {"contentBlockStart": {"start": {"toolUse": {"toolUseId": "t1", "name": "weather"}}}}
STOP = {"contentBlockStop": {}}


def text(words):
    return {"contentBlockDelta": {"delta": {"text": words}}}


def tool_input(part):
    return {"contentBlockDelta": {"delta": {"toolUse": {"input": part}}}}


def shape(*events):
    shaper = EventShaper()
    return [wire_event for event in events for wire_event in shaper.shape(event)]


def fold(*events):
    folder = ResponseFolder()
    for wire_event in shape(*events):
        folder.add(*wire_event)
    return folder.response()


def test_the_empty_start_of_a_text_block_is_not_sent():
    events = shape(START, {"contentBlockStart": {"start": {}}}, text("hi"), STOP, END)

    assert [name for name, _ in events] == [
        "messageStart",
        "contentBlockDelta",
        "contentBlockStop",
        "messageStop",
    ]


def test_blocks_are_numbered_whatever_the_provider_said():
    events = shape(START, text("hi"), STOP, TOOL_START, tool_input("{}"), STOP, END)

    assert [event.get("contentBlockIndex") for _, event in events] == [None, 0, 0, 1, 1, 1, None]


def test_a_block_left_open_is_closed():
    events = shape(START, text("hi"), TOOL_START, END)

    assert [name for name, _ in events][2:] == [
        "contentBlockStop",
        "contentBlockStart",
        "contentBlockStop",
        "messageStop",
    ]


def test_a_tool_named_only_in_its_delta_is_announced():
    delta = {"contentBlockDelta": {"delta": {"toolUse": {"toolUseId": "t", "name": "n", "input": "{}"}}}}

    start, first = shape(delta)

    assert start == (
        "contentBlockStart",
        {"start": {"toolUse": {"toolUseId": "t", "name": "n"}}, "contentBlockIndex": 0},
    )
    assert first[1]["delta"] == {"toolUse": {"input": "{}"}}


def test_a_delta_has_one_member_and_no_null():
    reasoning = {"reasoningContent": {"text": "hm", "signature": "s", "redactedContent": None}}

    events = shape({"contentBlockDelta": {"delta": {**reasoning, "text": None, "surprise": 1}}})

    assert [event["delta"] for _, event in events] == [
        {"reasoningContent": {"text": "hm"}},
        {"reasoningContent": {"signature": "s"}},
    ]


def test_metadata_has_all_counts_as_numbers():
    ((_, event),) = shape({"metadata": {"usage": {"inputTokens": 3, "outputTokens": 4, "odd": 1}}})

    assert event == {
        "usage": {"inputTokens": 3, "outputTokens": 4, "totalTokens": 7},
        "metrics": {"latencyMs": 0},
    }


def test_unknown_events_are_not_sent():
    assert shape({"redactContent": {}}, {"somethingNew": {}}) == []


@pytest.mark.parametrize(
    ("event", "error"),
    [
        ({"throttlingException": {"message": "slow down"}}, Throttled),
        ({"modelStreamErrorException": {"message": "broke"}}, ModelError),
        ({"internalServerException": {}}, PlatformError),
    ],
)
def test_a_failure_yielded_as_an_event_is_raised(event, error):
    with pytest.raises(error):
        shape(event)


def test_converse_folds_text_reasoning_and_tools():
    thought = {"contentBlockDelta": {"delta": {"reasoningContent": {"text": "hm"}}}}

    response = fold(
        START,
        thought,
        STOP,
        text("sun"),
        text("ny"),
        STOP,
        TOOL_START,
        tool_input('{"city":'),
        tool_input('"大阪"}'),
        STOP,
        {"messageStop": {"stopReason": "tool_use"}},
        {"metadata": {"usage": {"inputTokens": 1, "outputTokens": 2}}},
    )

    assert response["output"]["message"]["content"] == [
        {"reasoningContent": {"reasoningText": {"text": "hm"}}},
        {"text": "sunny"},
        {"toolUse": {"toolUseId": "t1", "name": "weather", "input": {"city": "大阪"}}},
    ]
    assert response["stopReason"] == "tool_use"
    assert response["usage"]["totalTokens"] == 3


def test_converse_has_usage_even_where_the_provider_gave_none():
    assert fold(START, text("x"), STOP, END)["usage"] == {
        "inputTokens": 0,
        "outputTokens": 0,
        "totalTokens": 0,
    }


@given(st.lists(st.text(min_size=1), max_size=20))
def test_folded_text_is_what_was_streamed(pieces):
    response = fold(START, *[text(piece) for piece in pieces], STOP, END)

    assert "".join(b["text"] for b in response["output"]["message"]["content"]) == "".join(pieces)


@given(st.dictionaries(st.text(), st.text()), st.integers(1, 9))
def test_folded_tool_input_is_what_was_streamed_in_pieces(value, size):
    encoded = json.dumps(value)
    pieces = [tool_input(encoded[i : i + size]) for i in range(0, len(encoded), size)]

    response = fold(START, TOOL_START, *pieces, STOP, END)

    assert response["output"]["message"]["content"][0]["toolUse"]["input"] == value
