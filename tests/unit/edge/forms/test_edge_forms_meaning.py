"""What an agent's stream means: each text once, however often and in whatever shape it is said."""

from __future__ import annotations

import json

import pytest

from headwater.edge.forms.decoder import MAX_EVENT_BYTES, open_decoder
from headwater.edge.forms.events import (
    Failure,
    Metadata,
    Other,
    ReasoningDelta,
    Stop,
    TextDelta,
    ToolUse,
)


def decode(*pieces, content_type="text/event-stream"):
    decoder = open_decoder(content_type)
    events = [event for piece in pieces for event in decoder.feed(piece)]
    return events + decoder.close()


def decode_values(*values):
    return decode(*(b"data: %b\n\n" % json.dumps(value).encode() for value in values))


def text_of(events):
    return "".join(event.text for event in events if isinstance(event, TextDelta))


def delta(text):
    return {"event": {"contentBlockDelta": {"delta": {"text": text}}}}


def message(*texts, role="assistant"):
    return {"message": {"role": role, "content": [{"text": text} for text in texts]}}


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ([delta("a"), message("a"), delta("b"), message("b"), {"result": "b"}], "ab"),
        ([delta("a"), message("a"), message("b")], "ab"),
        ([message("a"), {"result": {"message": message("a")["message"]}}], "a"),
        ([message("what the user said", role="user")], ""),
        ([{"data": "a"}, delta("a"), {"data": "b"}, delta("b")], "ab"),
        ([{"result": "all"}], "all"),
        (["a", "b", {"result": "ab"}], "ab"),
        (["working… ", {"result": "done"}], "working… done"),
        ([message("a")["message"], message("b", role="user")["message"]], "a"),
        ([delta("a"), message("a")["message"]], "a"),
        (["a", "b", message("a", "b"), "c", message("c"), message("d")], "abcd"),
        (["x" * 5000, *"abc" * 5000, {"result": "x" * 5000 + "abc" * 5000}], "x" * 5000 + "abc" * 5000),
        (["x" * 20_000, {"result": "x" * 20_000}], "x" * 20_000),
        (["x" * 20_000, {"result": "y"}], "x" * 20_000 + "y"),
        (["note: ", delta("a"), {"data": "a"}, "a", "!"], "note: a!"),
        ([delta("a"), "a", delta("a"), "a"], "aa"),
        ([delta("a"), delta("a")], "aa"),
        ([{"data": {"rows": 3}}, {"reasoningText": "hm", "reasoning": True}], ""),
        ([delta("a"), "{'data': 'a', 'agent': <strands.Agent object at 0x7f>}"], "a"),
        (["{'code': 1}"], "{'code': 1}"),
        ([{"start": True}, "{'a", "b}", "{'event': 1}"], "{'ab}"),
        ([1, 2.5, True, None, [1]], "12.5"),
        ([{"init": True}, 1], ""),
        ([{"choices": [{"delta": {"role": "assistant", "content": "a"}}]}, {"choices": []}], "a"),
        ([{"type": "TEXT_MESSAGE_CONTENT", "messageId": "1", "delta": "a"}], "a"),
        ([{"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "a"}}], "a"),
        ([{"type": "response.output_text.delta", "delta": "a"}], "a"),
        ([{"type": "chunk", "text": "a"}, {"text": "b"}, {"type": "thinking", "text": "c"}], "ab"),
        ([delta("a"), {"text": "a"}], "a"),
        ([{"event": {"event": {"event": {"event": delta("deep")}}}}], ""),
    ],
)
def test_text(values, text):
    assert text_of(decode_values(*values)) == text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"data: Hello\n\ndata:  wor\n\ndata: 42\n\ndata: true\n\ndata: {x\n\n", "Hello wor42true{x"),
        (b"data: one\ndata: two\n\n", "one\ntwo"),
        (b"data: a\n\ndata: [DONE]\n\n", "a"),
        (b": comment\n\nid: 5\nretry: 10\ndata: a\n\n", "a"),
        (b'\xef\xbb\xbfdata: "a"\n\n', "a"),
        (b'data: "a"\n\ndata: "no blank line after"', "ano blank line after"),
        (b'data: "a"\n\ndata: {"event": {"contentBlockDelta"', "a"),
        (b'data: "a"\n\ndata: "half of a st', "a"),
        (b"data: \xff\xfe\n\n", "\ufffd\ufffd"),
    ],
)
def test_text_of_streams_that_are_not_as_ours(data, text):
    assert text_of(decode(data)) == text
    assert text_of(decode(*(data[i : i + 1] for i in range(len(data))))) == text


@pytest.mark.parametrize("content_type", ["", "application/json", "application/octet-stream"])
@pytest.mark.parametrize(
    ("data", "pieces"),
    [
        (b'data: "a"\n\ndata: "b"\n\n', ["a", "b"]),
        (b': hello\n\nevent: x\ndata: "a"\n\n', ["a"]),
        (b'\xef\xbb\xbf {"result": "a"}', ["a"]),
        (b'["a"]', ['["a"]']),
        (b'"a"', ["a"]),
        (b"hi", ["hi"]),
        (b"", []),
        (b"  ", []),
    ],
)
def test_an_answer_without_a_true_type_is_what_it_looks_like(data, pieces, content_type):
    for cut in range(len(data) + 1):
        events = decode(data[:cut], data[cut:], content_type=content_type)
        assert [event.text for event in events if isinstance(event, TextDelta)] == pieces


def test_plain_text_without_a_type_streams():
    decoder = open_decoder("")

    assert [text_of(decoder.feed(piece)) for piece in (b"one", b" two ", b"three")] == [
        "",
        "one two ",
        "three",
    ]


def test_a_json_value_a_line():
    data = b'{"data": "a"}\r\n\n{"data": "\xe6\x97\xa5"}\n{"data": "c"}'

    for cut in range(len(data) + 1):
        assert text_of(decode(data[:cut], data[cut:], content_type="application/x-ndjson")) == "a日c"


@pytest.mark.parametrize(
    ("data", "failures"),
    [
        (
            b'data: {"error": "no", "error_type": "ValueError", "message": "x"}\n\n',
            [Failure("no", "ValueError")],
        ),
        (b'data: {"error": {"message": "no", "code": 5}}\n\n', [Failure("no")]),
        (b'data: {"error": ""}\n\n', [Failure("The agent failed")]),
        (b"event: error\ndata: no\n\n", [Failure("no")]),
        (b'event: error\ndata: "no"\n\n', [Failure("no")]),
        (b'event: error\ndata: {"error": "no", "message": "x"}\n\n', [Failure("no")]),
        (b'data: {"error": {"type": "overloaded"}}\n\n', [Failure("overloaded")]),
        (b'data: {"throttlingException": {}}\n\n', [Failure("The model's stream failed")]),
        (b'event: error\ndata: {"message": "no"}\n\n', [Failure("no")]),
        (b'data: {"throttlingException": {"message": "slow"}}\n\n', [Failure("slow")]),
        (b'data: {"type": "RUN_ERROR", "message": "no"}\n\n', [Failure("no")]),
        (
            b'data: {"type": "error", "error": {"type": "overloaded_error", "message": "no"}}\n\n',
            [Failure("no")],
        ),
        (b'data: {"error": null}\n\n', []),
        (b'data: {"error": "Serialization failed", "original_type": "X"}\n\ndata: "a"\n\n', []),
    ],
)
def test_failures(data, failures):
    assert [event for event in decode(data) if isinstance(event, Failure)] == failures


@pytest.mark.parametrize(
    "value",
    [
        {"error": "a value of type Agent has no JSON form", "message": "It was left out; the stream goes on"},
        "{'data': 'Hello', 'agent': <strands.agent.agent.Agent object at 0x7f0438844810>}",
    ],
)
def test_an_agent_that_says_only_what_cannot_be_written_is_a_failure(value):
    (failure,) = [event for event in decode_values(value, value) if not isinstance(event, Other)]

    assert failure == Failure("Nothing that the agent said could be written as JSON, so its text is lost")


def test_other_events():
    values = [
        {"messageStop": {"stopReason": "end_turn"}},
        {"contentBlockDelta": {"delta": {"reasoningContent": {"text": "hm"}}}},
        {"event": {"metadata": {"usage": {"a": 1}, "trace": {}}}},
        {"metadata": {"metrics": {"latencyMs": 1}}},
        {"own": 1},
        None,
    ]

    assert decode_values(*values) == [
        Stop("end_turn"),
        ReasoningDelta("hm"),
        Metadata({"a": 1}, {}),
        Metadata({}, {"latencyMs": 1}),
        Other({"own": 1}),
        Other(None),
    ]


def test_a_tool_without_input_and_one_whose_input_is_no_json():
    def call(*inputs):
        start = {"contentBlockStart": {"start": {"toolUse": {"toolUseId": "t", "name": "n"}}}}
        pieces = [{"contentBlockDelta": {"delta": {"toolUse": {"input": text}}}} for text in inputs]
        return decode_values(start, *pieces, {"contentBlockStop": {}})[-1]

    assert call() == ToolUse("t", "n", {})
    assert call("{", "oops") == ToolUse("t", "n", "{oops")
    assert call("1" * 600_000, "1" * 600_000) == ToolUse("t", "n", None)


@pytest.mark.parametrize(
    "value",
    [
        {"event": None},
        {"event": {"contentBlockDelta": None}},
        {"event": {"contentBlockDelta": {"delta": 5}}},
        {"event": {"contentBlockDelta": {"delta": {"text": 5}}}},
        {"event": {"contentBlockDelta": {"delta": {"toolUse": {"input": "x"}}}}},
        {"event": {"contentBlockStart": {"start": 5}}},
        {"event": {"metadata": {"usage": 5}}},
        {"message": {"role": "assistant", "content": 5}},
        {"message": {"role": 5, "content": [5, {"text": 5}, {"toolUse": 5}]}},
        {"message": "not a message"},
        {"result": 5},
        {"error": 5},
        {"data": 5},
        {"role": "assistant", "content": "a"},
        {"content": [{"text": "a"}]},
        {"event": {"contentBlockDelta": {"delta": {"toolUse": {"input": 5}}}}},
        {"event": {"contentBlockDelta": {"delta": {"reasoningContent": {"text": 5}}}}},
        {"type": [], "text": "a"},
        {"type": "TEXT_MESSAGE_CONTENT", "delta": 5},
        {"type": "content_block_delta", "delta": {"text": 5}},
        {"choices": 5},
        {"choices": [5]},
        {"choices": [{"delta": {"content": None}}]},
    ],
)
def test_values_of_strange_shapes_are_neither_text_nor_failures(value):
    assert not [event for event in decode_values(value) if isinstance(event, TextDelta | Failure)]


def test_json_nested_too_deeply_is_passed_over():
    assert text_of(decode(b"data: " + b"[" * 100_000 + b'\n\ndata: "a"\n\n')) == "a"
    assert decode(b"[" * 100_000, content_type="application/json") == [
        Failure("The agent's answer is nested too deeply")
    ]


@pytest.mark.parametrize(
    ("content_type", "begin"),
    [("text/event-stream", b"data: "), ("application/json", b'"'), ("application/jsonl", b"")],
)
def test_an_event_without_an_end_is_not_held_for_ever(content_type, begin):
    piece = b"a" * (MAX_EVENT_BYTES // 2)

    (failure,) = decode(begin + piece, piece, piece, piece, content_type=content_type)

    assert isinstance(failure, Failure)
