"""The form `openai`: chunks, the whole object, errors, models."""

from __future__ import annotations

import json

import pytest

from headwater.edge.forms.decoder import MAX_EVENT_BYTES
from headwater.edge.forms.openai import build_error, build_models


def delta(text):
    return {"event": {"contentBlockDelta": {"delta": {"text": text}, "contentBlockIndex": 0}}}


def stop(reason):
    return {"event": {"messageStop": {"stopReason": reason}}}


METADATA = {
    "event": {"metadata": {"usage": {"inputTokens": 8, "outputTokens": 3, "cacheReadInputTokens": 2}}}
}
USAGE = {
    "prompt_tokens": 10,
    "completion_tokens": 3,
    "total_tokens": 13,
    "prompt_tokens_details": {"cached_tokens": 2},
}


def read(shown):
    frames = [frame.removeprefix("data: ") for frame in shown.split("\n\n")[:-1]]
    assert frames.pop() == "[DONE]"
    return [json.loads(frame) for frame in frames]


def test_a_stream_is_a_role_text_and_a_finish(run_form, frame):
    shown = run_form("openai", frame(delta("He")), frame(delta('l"lo 日')) + frame(stop("max_tokens")))

    chunks = read(shown)

    assert [chunk["choices"][0]["delta"] for chunk in chunks] == [
        {"role": "assistant", "content": ""},
        {"content": "He"},
        {"content": 'l"lo 日'},
        {},
    ]
    assert [chunk["choices"][0]["finish_reason"] for chunk in chunks] == [None, None, None, "length"]
    assert {(c["id"], c["object"], c["created"], c["model"]) for c in chunks} == {
        ("chatcmpl-req-1", "chat.completion.chunk", 1_700_000_000, "helper")
    }
    assert "usage" not in chunks[0]


def test_usage_comes_last_where_it_is_asked_for(run_form, frame):
    chunks = read(run_form("openai", frame(delta("a")), frame(METADATA), includes_usage=True))

    assert [chunk["usage"] for chunk in chunks] == [None, None, None, USAGE]
    assert chunks[-1]["choices"] == []


def test_a_failure_is_an_error_and_the_end(run_form, frame):
    chunks = read(run_form("openai", frame(delta("a")), frame({"error": "broken"}), frame(delta("more"))))

    assert chunks[-1] == {"error": {"message": "broken", "type": "server_error", "param": None, "code": None}}
    assert len(chunks) == 3


def test_an_empty_answer_is_still_a_message(run_form):
    assert [chunk["choices"][0]["delta"] for chunk in read(run_form("openai"))] == [
        {"role": "assistant", "content": ""},
        {},
    ]


def test_reasoning_stands_apart(run_form, frame):
    thought = {"event": {"contentBlockDelta": {"delta": {"reasoningContent": {"text": "hm"}}}}}

    chunks = read(run_form("openai", frame(thought), frame(delta("a"))))

    assert chunks[1]["choices"][0]["delta"] == {"reasoning_content": "hm"}


def test_without_a_stream_one_object_comes_at_the_end(make_form, frame):
    form = make_form("openai", is_streaming=False)

    assert form.feed(frame(delta("He")) + frame(delta("llo")) + frame(stop("guardrail_intervened"))) == b""
    assert form.feed(frame(METADATA)) == b""
    answer = json.loads(form.end())

    assert (form.content_type, form.status, form.is_streaming) == ("application/json", 200, False)
    assert answer == {
        "id": "chatcmpl-req-1",
        "object": "chat.completion",
        "created": 1_700_000_000,
        "model": "helper",
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": "Hello", "refusal": None},
                "logprobs": None,
                "finish_reason": "content_filter",
            }
        ],
        "usage": USAGE,
    }


def test_without_a_stream_reasoning_stands_apart_too(make_form, frame):
    form = make_form("openai", is_streaming=False)
    thought = {"event": {"contentBlockDelta": {"delta": {"reasoningContent": {"text": "hm"}}}}}

    form.feed(frame(thought) + frame(delta("a")))

    message = json.loads(form.end())["choices"][0]["message"]
    assert (message["content"], message["reasoning_content"]) == ("a", "hm")


def test_without_a_stream_an_answer_has_a_largest_size(make_form, frame):
    form = make_form("openai", is_streaming=False)
    piece = frame(delta("x" * (MAX_EVENT_BYTES // 2)))

    for _ in range(4):
        form.feed(piece)

    assert "ask for a stream" in json.loads(form.end())["error"]["message"]
    assert form.status == 502


@pytest.mark.parametrize("breaks_off", [True, False])
def test_without_a_stream_a_failure_has_a_status(make_form, frame, breaks_off):
    form = make_form("openai", is_streaming=False)

    form.feed(frame(delta("He")))
    shown = form.fail("gone") if breaks_off else form.feed(frame({"error": "gone"}))
    error = json.loads(shown + form.end())

    assert form.status == 502
    assert error["error"]["message"] == "gone"


def test_models_are_doors():
    assert json.loads(build_models(["a", "b"], 5)) == {
        "object": "list",
        "data": [
            {"id": "a", "object": "model", "created": 5, "owned_by": "headwater"},
            {"id": "b", "object": "model", "created": 5, "owned_by": "headwater"},
        ],
    }


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, "invalid_request_error"),
        (401, "authentication_error"),
        (403, "permission_error"),
        (429, "rate_limit_error"),
        (503, "server_error"),
    ],
)
def test_errors_are_of_the_type_that_clients_expect(status, kind):
    assert build_error(status, "no", "why")["error"] == {
        "message": "no",
        "type": kind,
        "param": None,
        "code": "why",
    }
