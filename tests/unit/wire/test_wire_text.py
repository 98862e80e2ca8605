"""What of an agent's events is text."""

import pytest

from headwater.wire.text import TextJoiner, find_answer_text, find_text, is_of_protocol


@pytest.mark.parametrize(
    ("event", "text"),
    [
        ("plain", "plain"),
        ("", ""),
        ({"data": "token", "delta": {}}, "token"),
        ({"event": {"contentBlockDelta": {"delta": {"text": "raw"}}}}, "raw"),
        ({"contentBlockDelta": {"delta": {"text": "raw"}}}, "raw"),
    ],
)
def test_text_is_found_in_each_form(event, text):
    found = find_text(event)

    assert found is not None
    assert found[1] == text


@pytest.mark.parametrize(
    "event",
    [
        None,
        3,
        ["text"],
        {},
        {"data": {"text": "not a string"}},
        {"event": "start"},
        {"event": {"contentBlockDelta": {"delta": {"toolUse": {}}}}},
        {"contentBlockDelta": {"delta": "text"}},
        {"contentBlockDelta": None},
        {"message": {"role": "assistant", "content": [{"text": "whole"}]}},
    ],
)
def test_other_events_are_not_text(event):
    assert find_text(event) is None


@pytest.mark.parametrize(
    ("event", "is_one"),
    [
        ({"type": "RUN_STARTED", "runId": "r"}, True),
        ({"type": "TOOL_CALL_RESULT", "content": "2"}, True),
        ({"jsonrpc": "2.0", "result": {"task": {}}}, True),
        ({"type": "CUSTOM", "name": "mine"}, False),
        ({"type": "result"}, False),
        ({"jsonrpc": "2.0"}, False),
        ("RUN_STARTED", False),
    ],
)
def test_what_a_protocol_prescribes_is_known(event, is_one):
    assert is_of_protocol(event) is is_one


def test_a_token_said_in_two_forms_counts_once():
    joiner = TextJoiner()
    events = [
        {"event": {"contentBlockDelta": {"delta": {"text": "Hel"}}}},
        {"data": "Hel"},
        {"event": {"contentBlockDelta": {"delta": {"text": "lo"}}}},
        {"data": "lo"},
        "!",
        {"usage": 1},
    ]

    assert [joiner.take(event) for event in events] == ["Hel", "", "lo", "", "!", None]


@pytest.mark.parametrize(
    ("result", "text"),
    [
        ("said", "said"),
        ({"result": "said"}, "said"),
        (
            {"result": {"role": "assistant", "content": [{"text": "sa"}, {"toolUse": {}}, {"text": "id"}]}},
            "said",
        ),
        ({"role": "assistant", "content": [{"text": "said"}]}, "said"),
        ({"message": "said", "count": 3}, "said"),
        ({"count": 3}, None),
        ([1, 2], None),
        (None, None),
        (b"bytes", None),
    ],
)
def test_the_text_of_a_returned_value(result, text):
    assert find_answer_text(result) == text
