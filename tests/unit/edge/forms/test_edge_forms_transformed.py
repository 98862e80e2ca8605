"""The form `transformed`: seed behaviour, cuts anywhere, errors, and what is left out."""

from __future__ import annotations

import json
import random

import pytest
from contexts import build_context
from hypothesis import given
from hypothesis import strategies as st

import effort
from headwater.edge.forms import FORMS

SESSION_LINE = '{"runtimeSessionId":"afa31b91-a767-41f1-a7bc-d9cbf8c4cfd3"}'
RULE = "\n----------\n"

ORIGINAL = (
    b'data: {"event": {"messageStart": {"role": "assistant"}}}\n\n'
    b'data: {"event": {"contentBlockDelta": {"delta": {"text": "Hello! How can"}, '
    b'"contentBlockIndex": 0}}}\n\n'
    b'data: {"event": {"contentBlockDelta": {"delta": {"text": " I assist you today?"}, '
    b'"contentBlockIndex": 0}}}\n\n'
    b'data: {"event": {"contentBlockStop": {"contentBlockIndex": 0}}}\n\n'
    b'data: {"event": {"messageStop": {"stopReason": "end_turn"}}}\n\n'
    b'data: {"event": {"metadata": {"usage": {"inputTokens": 8, "outputTokens": 33, "totalTokens": 41}, '
    b'"metrics": {"latencyMs": 1182}}}}\n\n'
)
TRANSFORMED = (
    "Hello! How can I assist you today?"
    + RULE
    + '{"usage":{"inputTokens":8,"outputTokens":33,"totalTokens":41},"metrics":{"latencyMs":1182}}\n'
    + SESSION_LINE
)


def test_gives_exactly_what_the_first_front_doors_gave(run_form):
    assert run_form("transformed", ORIGINAL) == TRANSFORMED


def test_every_single_cut_gives_the_same(run_form):
    for at in range(len(ORIGINAL)):
        assert run_form("transformed", ORIGINAL[:at], ORIGINAL[at:]) == TRANSFORMED


def test_byte_by_byte_and_with_cr_lf(run_form):
    data = ORIGINAL.replace(b"\n", b"\r\n")

    assert run_form("transformed", *(data[i : i + 1] for i in range(len(data)))) == TRANSFORMED


def test_text_that_shares_a_read_with_metadata_comes(run_form, frame):
    read = frame({"event": {"contentBlockDelta": {"delta": {"text": "last"}}}}) + frame(
        {"event": {"metadata": {"usage": {"inputTokens": 1}}}}
    )

    assert run_form("transformed", read) == f'last{RULE}{{"usage":{{"inputTokens":1}}}}\n{SESSION_LINE}'


def test_without_metadata_its_line_is_left_out(run_form, frame):
    assert run_form("transformed", frame("hi")) == f"hi{RULE}{SESSION_LINE}"


def test_several_calls_of_the_model_are_added_up(run_form, frame):
    def call(text, tokens):
        usage = {"usage": {"inputTokens": tokens, "kind": "x"}, "metrics": {"latencyMs": 1.5}, "trace": {}}
        return frame({"event": {"contentBlockDelta": {"delta": {"text": text}}}}) + frame(
            {"event": {"metadata": usage}}
        )

    assert run_form("transformed", call("a", 3), call("b", 4)) == (
        f'ab{RULE}{{"usage":{{"inputTokens":7,"kind":"x"}},"metrics":{{"latencyMs":3.0}}}}\n{SESSION_LINE}'
    )


def test_metadata_of_many_names_has_an_end(run_form, frame):
    metadata = {"event": {"metadata": {"usage": {f"n{n}": n for n in range(1000)}}}}

    line = run_form("transformed", frame(metadata)).splitlines()[-2]

    assert len(json.loads(line)["usage"]) == 100


def test_an_error_in_the_stream_is_a_line_and_the_trailer_comes(run_form, frame):
    failure = {"error": "no more\nluck", "error_type": "ValueError", "message": "An error occurred"}

    assert run_form("transformed", frame("so far"), frame(failure)) == (
        f"so far\nError: no more luck\n{RULE}{SESSION_LINE}"
    )


def test_a_target_that_breaks_off_is_a_line_after_all_that_came(make_form, frame):
    form = make_form("transformed")

    shown = (
        form.feed(frame("one") + b'data: {"event": {"contentBlo')
        + form.fail("The agent is gone")
        + form.end()
    )

    assert shown.decode() == f"one\nError: The agent is gone\n{RULE}{SESSION_LINE}"


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        (b'{"result": "cut o', "application/json", ""),
        (b'{"result": "whole"}', "application/json", "whole\n"),
        (b'{"data": "a"}\n{"data": "b', "application/jsonl", "a\n"),
        (b'{"data": "a"}\n{"data": "b"}', "application/jsonl", "ab\n"),
        (b"plain", "text/plain", "plain\n"),
    ],
)
def test_the_beginning_of_json_is_no_text_where_an_answer_breaks_off(make_form, body, content_type, text):
    form = make_form("transformed", target_content_type=content_type)

    shown = form.feed(body) + form.fail("gone") + form.end()

    assert shown.decode() == f"{text}Error: gone\n{RULE}{SESSION_LINE}"


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        (b'{"result": "done"}', "application/json", "done"),
        (b'{"role": "assistant", "content": [{"text": "a"}, {"text": "b"}]}', "application/json", "ab"),
        (b'"quoted \\u3042"', "application/json", "quoted あ"),
        (b'{"temperature": 3}', "application/json", '{"temperature":3}'),
        (b"not json {", "application/json", "not json {"),
        ("plain 日本".encode(), "text/plain", "plain 日本"),
        (b"anything", "", "anything"),
        (b"", "application/json", ""),
        (b'{"error": "broken"}', "application/json", "Error: broken\n"),
        (b"\x00\x01", "image/png", "Error: The agent's answer is image/png, which has no text\n"),
    ],
)
def test_answers_that_are_no_stream(run_form, body, content_type, text):
    shown = run_form(
        "transformed", *(body[i : i + 1] for i in range(len(body))), target_content_type=content_type
    )

    assert shown == text + RULE + SESSION_LINE


def test_an_error_hides_what_the_door_hides(run_form, frame):
    error = (
        "AccessDenied calling arn:aws:bedrock-agentcore:us-east-1:123456789012:runtime/demo-x at "
        "https://bedrock-agentcore.us-east-1.amazonaws.com/runtimes for account 123456789012 in eu-west-1"
    )

    shown = run_form("transformed", frame({"error": error}))

    assert "Error: AccessDenied calling [removed] at [removed] for account [removed] in [removed]\n" in shown


_TEXTS = st.lists(
    st.text(st.characters(codec="utf-8"), max_size=20)
    | st.sampled_from(["こんにちは", "👩‍👩‍👧", "\r\n", "data: ", "}", "\\"]),
    max_size=12,
)


@given(texts=_TEXTS, seed=st.integers(0, 2**32), crlf=st.booleans(), ascii_only=st.booleans())
def test_the_text_is_the_concatenated_deltas_wherever_frames_are_cut(texts, seed, crlf, ascii_only):
    data = b"".join(
        b"data: "
        + json.dumps(
            {"event": {"contentBlockDelta": {"delta": {"text": text}}}}, ensure_ascii=ascii_only
        ).encode()
        + (b"\r\n\r\n" if crlf else b"\n\n")
        for text in texts
    )

    assert _text_through(_cut(data, random.Random(seed))) == "".join(texts)


def test_a_long_answer_cut_at_random_bytes_many_times():
    texts = [f"{word} " for word in ("こんにちは", "世界", "emoji 👋🏽🧑‍🚀", "naïve", "\n", "plain")] * 5
    data = b"".join(
        b"data: %b\n\n"
        % json.dumps({"event": {"contentBlockDelta": {"delta": {"text": t}}}}, ensure_ascii=False).encode()
        for t in texts
    )

    for seed in range(effort.count(50, 1000)):
        assert _text_through(_cut(data, random.Random(seed))) == "".join(texts), f"seed {seed}"


def test_characters_cut_in_two_utf16_halves_come_whole(run_form, frame):
    halves = [b'data: "a\\ud83d"\n\n', b'data: "\\ude00b"\n\n', b'data: "\\ud83d"\n\n', frame("c")]

    assert run_form("transformed", *halves) == f"a😀b\ufffdc{RULE}{SESSION_LINE}"


def _cut(data: bytes, rng: random.Random) -> list[bytes]:
    cuts = sorted(rng.sample(range(len(data) + 1), min(len(data), rng.randrange(1, 40))))
    return [data[a:b] for a, b in zip([0, *cuts], [*cuts, len(data)], strict=True)]


def _text_through(pieces: list[bytes]) -> str:
    form = FORMS["transformed"](build_context())
    shown = b"".join([*(form.feed(piece) for piece in pieces), form.end()]).decode()
    text, rule, trailer = shown.rpartition(RULE)
    assert (rule, trailer) == (RULE, '{"runtimeSessionId":"s"}')
    return text
