"""The form `ai-sdk`: the parts of a UI message stream, in an order that clients accept."""

from __future__ import annotations

import json


def delta(text):
    return {"event": {"contentBlockDelta": {"delta": {"text": text}, "contentBlockIndex": 0}}}


def parts(shown):
    frames = [frame.removeprefix("data: ") for frame in shown.split("\n\n")[:-1]]
    assert frames.pop() == "[DONE]"
    return [json.loads(frame) for frame in frames]


START = {
    "type": "start",
    "messageId": "msg-req-1",
    "messageMetadata": {"runtimeSessionId": "afa31b91-a767-41f1-a7bc-d9cbf8c4cfd3"},
}
TOOL = [
    {"event": {"contentBlockStart": {"start": {"toolUse": {"toolUseId": "t1", "name": "add"}}}}},
    {"event": {"contentBlockDelta": {"delta": {"toolUse": {"input": '{"a": '}}}}},
    {"event": {"contentBlockDelta": {"delta": {"toolUse": {"input": "1}"}}}}},
    {"event": {"contentBlockStop": {}}},
    {"event": {"messageStop": {"stopReason": "tool_use"}}},
]


def tool_result(status="success"):
    block = {"toolUseId": "t1", "status": status, "content": [{"text": "42"}]}
    return {"message": {"role": "user", "content": [{"toolResult": block}]}}


def test_text_is_one_part_of_one_step(run_form, make_form, frame):
    metadata = {"event": {"metadata": {"usage": {"inputTokens": 1}, "metrics": {"latencyMs": 2}}}}

    shown = run_form("ai-sdk", frame(delta("a")), frame(delta("日")) + frame(metadata))

    assert parts(shown) == [
        START,
        {"type": "start-step"},
        {"type": "text-start", "id": "text-1"},
        {"type": "text-delta", "id": "text-1", "delta": "a"},
        {"type": "text-delta", "id": "text-1", "delta": "日"},
        {"type": "text-end", "id": "text-1"},
        {"type": "finish-step"},
        {"type": "finish", "messageMetadata": {"usage": {"inputTokens": 1}, "metrics": {"latencyMs": 2}}},
    ]
    assert make_form("ai-sdk").headers == {"x-vercel-ai-ui-message-stream": "v1"}


def test_a_tool_and_its_result_belong_to_the_step_that_called_it(run_form, frame):
    values = [delta("let me see"), *TOOL, tool_result(), delta("it is 42")]

    shown = parts(run_form("ai-sdk", *map(frame, values)))

    elsewhere = {"providerExecuted": True, "dynamic": True}
    assert shown[4:-2] == [
        {"type": "text-end", "id": "text-1"},
        {"type": "tool-input-start", "toolCallId": "t1", "toolName": "add", **elsewhere},
        {"type": "tool-input-delta", "toolCallId": "t1", "inputTextDelta": '{"a": '},
        {"type": "tool-input-delta", "toolCallId": "t1", "inputTextDelta": "1}"},
        {
            "type": "tool-input-available",
            "toolCallId": "t1",
            "toolName": "add",
            "input": {"a": 1},
            **elsewhere,
        },
        {"type": "tool-output-available", "toolCallId": "t1", "output": [{"text": "42"}], **elsewhere},
        {"type": "finish-step"},
        {"type": "start-step"},
        {"type": "text-start", "id": "text-2"},
        {"type": "text-delta", "id": "text-2", "delta": "it is 42"},
        {"type": "text-end", "id": "text-2"},
    ]


def test_a_tool_that_failed_says_so(run_form, frame):
    shown = parts(run_form("ai-sdk", *map(frame, [*TOOL, tool_result("error")])))

    errors = [part for part in shown if part["type"] == "tool-output-error"]
    assert [error["errorText"] for error in errors] == ["42"]


def test_numbers_that_are_no_json_are_null(run_form, frame):
    result = frame(tool_result()).replace(b'"42"', b"1e999")

    shown = parts(run_form("ai-sdk", *map(frame, TOOL), result))

    assert [part["output"] for part in shown if "output" in part] == [[{"text": None}]]


def test_a_result_of_an_unknown_tool_is_left_out(run_form, frame):
    assert not any("tool" in part["type"] for part in parts(run_form("ai-sdk", frame(tool_result()))))


def test_an_error_ends_the_open_part_and_the_message_is_finished(run_form, frame):
    shown = parts(run_form("ai-sdk", frame(delta("a")), frame({"error": "broken"})))

    assert [part["type"] for part in shown[3:]] == [
        "text-delta",
        "text-end",
        "error",
        "finish-step",
        "finish",
    ]
    assert shown[5]["errorText"] == "broken"


def test_reasoning_and_text_are_parts_of_their_own(run_form, frame):
    thought = {"event": {"contentBlockDelta": {"delta": {"reasoningContent": {"text": "hm"}}}}}

    shown = parts(run_form("ai-sdk", frame(thought), frame(delta("a")), frame(thought)))

    assert [(part["type"], part.get("id")) for part in shown[2:-2]] == [
        ("reasoning-start", "reasoning-1"),
        ("reasoning-delta", "reasoning-1"),
        ("reasoning-end", "reasoning-1"),
        ("text-start", "text-2"),
        ("text-delta", "text-2"),
        ("text-end", "text-2"),
        ("reasoning-start", "reasoning-3"),
        ("reasoning-delta", "reasoning-3"),
        ("reasoning-end", "reasoning-3"),
    ]
