"""What models are asked, and how their answers are read, good ones and bad ones."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.memory.extraction import prompts
from headwater.memory.extraction.prompts import Change, UnreadableAnswer


def said(role, text):
    return {"conversational": {"content": {"text": text}, "role": role}}


@pytest.mark.parametrize(
    "answer",
    [
        '{"memories": ["a", "b"]}',
        'Sure! Here it is:\n```json\n{"memories": ["a", "b"]}\n```\nAnything else?',
        '{"thoughts": {"x": 1}} {"memories": ["a", " b ", "a", ""]}',
        'set {a, b} is {"memories": ["a", "b"], "more": true}',
    ],
)
def test_memories_are_found_in_what_small_models_say(answer):
    assert prompts.read_memories(answer) == ["a", "b"]


def test_objects_are_kept_as_json():
    (text,) = prompts.read_memories('{"memories": [{"preference": "tea", "categories": ["été"]}]}')
    assert json.loads(text) == {"preference": "tea", "categories": ["été"]}


@pytest.mark.parametrize(
    "answer", ["", "no", "{", '{"memories": "a"}', '{"memories": [1]}', '{"memory": []}', "[" * 100_000]
)
def test_anything_else_is_refused_and_shown(answer):
    with pytest.raises(UnreadableAnswer, match="model's answer") as caught:
        prompts.read_memories(answer)
    assert len(str(caught.value)) < 500


@given(st.text())
def test_no_text_does_anything_but_be_read_or_be_refused(answer):
    for read in (prompts.read_memories, prompts.read_summary):
        try:
            read(answer)
        except UnreadableAnswer:
            continue


def test_a_summary_is_a_text():
    assert prompts.read_summary('{"summary": " x "}') == "x"
    for answer in ('{"summary": ""}', '{"summary": ["x"]}', "x"):
        with pytest.raises(UnreadableAnswer):
            prompts.read_summary(answer)


def test_changes_say_what_is_done_with_each_new_memory():
    answer = json.dumps(
        {
            "changes": [
                {"new": 1, "action": "SKIP"},
                {"new": 2, "action": "UPDATE", "existing": 2, "text": "better"},
                {"new": 3, "action": "ADD"},
            ]
        }
    )
    assert prompts.read_changes(answer, existing_count=2, new_count=4) == [
        Change(new=1, existing=1, text="better"),
        Change(new=2, existing=None, text=None),
        Change(new=3, existing=None, text=None),  # not named: not lost
    ]


@pytest.mark.parametrize(
    "item",
    [
        {"new": 3, "action": "ADD"},
        {"new": 0, "action": "ADD"},
        {"new": 1, "action": "UPDATE", "existing": 9, "text": "x"},
        {"new": 1, "action": "UPDATE"},
        {"new": 1, "action": "DELETE"},
        {"action": "ADD"},
        "ADD",
        None,
    ],
)
def test_changes_of_what_is_not_there_are_refused(item):
    with pytest.raises(UnreadableAnswer):
        prompts.read_changes(json.dumps({"changes": [item]}), existing_count=1, new_count=2)


def test_transcripts_hold_who_said_what():
    payloads = [[said("USER", "hi"), {"blob": "x"}], [said("TOOL", "42"), {"json": {"content": {"a": 1}}}]]
    pieces = prompts.build_transcripts(payloads, roles=("USER", "OTHER"), max_chars=100)
    assert pieces == ['USER: hi\nOTHER: {"a": 1}\n']


@given(st.lists(st.text(min_size=1, max_size=60), max_size=8), st.integers(20, 80))
def test_long_conversations_are_cut_and_nothing_is_lost(texts, max_chars):
    payloads = [[said("USER", text)] for text in texts]
    pieces = prompts.build_transcripts(payloads, roles=("USER",), max_chars=max_chars)
    assert all(len(piece) <= max_chars for piece in pieces)
    expected = "".join(f"USER: {text.strip()}\n" for text in texts)
    assert "".join("".join(pieces).split()) == "".join(expected.split())
