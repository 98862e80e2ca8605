"""Turns as events and back, windows of them, and ids."""

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.memory import Turn, Window
from headwater.memory.hybrid.errors import InvalidTurn
from headwater.memory.hybrid.turns import build_turn, check_ids, decode_turn, encode_turn
from headwater.memory.hybrid.window import drop_halves, join_neighbours, take_window
from headwater.wire.restjson import load_api, parse_input

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
USE = [{"text": "let me see"}, {"toolUse": {"toolUseId": "1", "name": "f", "input": {}}}]
RESULT = [{"toolResult": {"toolUseId": "1", "content": [{"text": "42"}]}}]
BLOCKS = st.lists(st.fixed_dictionaries({"text": st.text()}) | st.dictionaries(st.text(), JSON), max_size=3)


def through_the_wire(payload):
    """The payload as the server takes it, by the service model."""
    match = load_api().match("POST", "/memories/notes-0123456789/events")
    body = {"actorId": "a", "sessionId": "s", "eventTimestamp": 1.5, "payload": payload}
    parsed = parse_input(match, "", [], json.dumps(body).encode())
    return json.loads(json.dumps(parsed["payload"]))


@given(st.sampled_from(["user", "assistant", "tool", "system"]), st.text() | BLOCKS)
def test_any_turn_comes_back_as_it_was(role, content):
    turn = build_turn(role, content)
    try:
        payload = encode_turn(turn)
    except InvalidTurn:
        assert "\ud800" <= max(str(content)) <= "\udfff"  # half a character is none
        return
    (back,) = decode_turn(through_the_wire(payload))
    assert back.role == role
    assert back.blocks == turn.blocks


def test_bytes_in_content_come_back_as_bytes():
    turn = Turn("user", [{"image": {"format": "png", "source": {"bytes": b"\x00\xff"}}}])
    assert decode_turn(through_the_wire(encode_turn(turn))) == [turn]


def test_plain_text_is_what_every_client_reads():
    assert encode_turn(Turn("user", "hi")) == [
        {"conversational": {"content": {"text": "hi"}, "role": "USER"}}
    ]
    (shown, blob) = encode_turn(Turn("user", RESULT))
    assert shown["conversational"]["role"] == "TOOL"
    assert blob["blob"]["content"] == RESULT


def test_events_of_others_are_read_too():
    said = {"conversational": {"content": {"text": "x"}, "role": "ASSISTANT"}}
    assert decode_turn([{"blob": "state"}]) == []
    assert decode_turn([said, {"blob": {"kind": "other"}}, said]) == [Turn("assistant", "x")] * 2


@pytest.mark.parametrize("content", [{1, 2}, [1], 3, ["text"]])
def test_what_is_no_content_is_refused(content):
    with pytest.raises(InvalidTurn, match="content"):
        build_turn("user", content)


def test_turns_that_are_too_large_or_no_json_are_refused():
    with pytest.raises(InvalidTurn, match="10485760"):
        encode_turn(Turn("user", "x" * 11_000_000))
    with pytest.raises(InvalidTurn, match="JSON"):
        encode_turn(Turn("user", [{"json": float("nan")}]))
    with pytest.raises(InvalidTurn, match="JSON"):
        encode_turn(Turn("user", [{"json": object()}]))


KINDS = st.sampled_from(
    [Turn("user", "q"), Turn("assistant", "a"), Turn("assistant", USE), Turn("user", RESULT)]
)


def is_paired(turns):
    for index, turn in enumerate(turns):
        if turn.has_tool_use and not (index + 1 < len(turns) and turns[index + 1].has_tool_result):
            return False
        if turn.has_tool_result and not (index and turns[index - 1].has_tool_use):
            return False
    return True


@given(st.lists(KINDS, max_size=12), st.integers(1, 8), st.none() | st.integers(1, 60))
def test_a_window_never_cuts_a_pair_and_begins_with_the_user(turns, count, tokens):
    window = take_window(turns, Window(turns=count, tokens=tokens))
    assert is_paired(window)
    whole = drop_halves(turns)
    assert window == whole[len(whole) - len(window) :]
    if any(turn.role == "user" and not turn.has_tool_result for turn in whole) and window:
        assert window[0].role == "user"
        assert not window[0].has_tool_result
    starts = [turn for turn in window if turn == Turn("user", "q")]
    assert len(window) <= count or len(starts) <= 1 or tokens is not None


def test_the_newest_turns_are_the_ones_that_are_kept():
    turns = [Turn("user" if n % 2 == 0 else "assistant", str(n)) for n in range(10)]
    assert [turn.text for turn in take_window(turns, Window(turns=4))] == ["6", "7", "8", "9"]
    assert [turn.text for turn in take_window(turns, Window(turns=5))] == ["6", "7", "8", "9"]
    by_tokens = Window(turns=10, tokens=3, count_tokens=lambda turn: 1)
    assert [turn.text for turn in take_window(turns, by_tokens)] == ["8", "9"]


def test_one_exchange_longer_than_the_window_is_kept_whole():
    turns = [Turn("user", "q"), *[Turn("assistant", USE), Turn("user", RESULT)] * 5, Turn("assistant", "a")]
    assert take_window(turns, Window(turns=3)) == turns


@given(st.lists(KINDS, max_size=12))
def test_roles_alternate_once_neighbours_are_joined(turns):
    joined = join_neighbours(drop_halves(turns))
    assert sum(len(turn.blocks) for turn in joined) == sum(len(t.blocks) for t in drop_halves(turns))
    for before, after in pairwise(joined):
        assert before.role != after.role or before.has_tool_result or after.has_tool_result


@pytest.mark.parametrize(
    ("actor_id", "session_id"),
    [
        ("", "s"), ("a", ""), ("/a", "s"), ("a", "s/t"), ("a%2Fb", "s"), ("a#b", "s"), ("а", "s"),
        ("a::b", "s"), ("a" * 256, "s"), ("a", "s" * 101), ("a\n", "s"), ("a", "s\n"), (7, "s"), ("a b", "s"),
    ],
)  # fmt: skip
def test_ids_that_the_api_would_not_take_are_refused_with_their_value(actor_id, session_id):
    with pytest.raises(InvalidTurn) as caught:
        check_ids("notes-0123456789", actor_id, session_id)
    assert "_id " in str(caught.value)


def test_ids_that_the_api_takes_are_taken():
    check_ids("notes-0123456789", "a/b:c/d", "s-1")
    check_ids(
        "arn:aws:bedrock-agentcore:us-west-2:000000000000:memory/notes-0123456789", "a" * 255, "s" * 100
    )
    with pytest.raises(InvalidTurn, match="memory_id"):
        check_ids("notes", "a", "s")
