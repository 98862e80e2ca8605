"""JSON and events of an agent: one encoding, lossless, never a repr."""

import dataclasses
import datetime
import decimal
import enum
import json
import pathlib
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.agent.encode import STREAM_FAILED, VALUE_SKIPPED, encode_error_event, encode_event, encode_json

ANY_TEXT = st.text(st.characters(codec=None, categories=None))  # surrogates too
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ANY_TEXT, inner, max_size=4),
    max_leaves=20,
)


@given(JSON_VALUES)
def test_json_is_read_back_as_it_was(value):
    assert json.loads(encode_json(value)) == value


@given(JSON_VALUES)
def test_an_event_is_one_line_and_its_data_the_value(value):
    event = encode_event(value)

    assert event.startswith(b"data: ")
    assert event.endswith(b"\n\n")
    assert b"\n" not in event[:-2]
    assert b"\r" not in event
    assert json.loads(event[6:-2]) == value


@given(st.text(st.characters(codec="utf-8")))
def test_text_is_what_the_json_module_writes(value):
    assert encode_event(value) == b"data: %b\n\n" % json.dumps(value, ensure_ascii=False).encode()


class Colour(enum.Enum):
    RED = "red"


@dataclasses.dataclass
class Point:
    x: int
    y: object


class Model:
    def model_dump(self):
        return {"at": datetime.date(2025, 1, 2)}


@pytest.mark.parametrize(
    ("value", "data"),
    [
        (Point(1, Point(2, {3})), {"x": 1, "y": {"x": 2, "y": [3]}}),
        (Model(), {"at": "2025-01-02"}),
        (frozenset({"a"}), ["a"]),
        (datetime.datetime(2025, 1, 2, 3, 4, tzinfo=datetime.UTC), "2025-01-02T03:04:00+00:00"),
        (datetime.time(3, 4), "03:04:00"),
        (uuid.UUID(int=7), "00000000-0000-0000-0000-000000000007"),
        (decimal.Decimal("1.10"), "1.10"),
        (pathlib.PurePosixPath("/a/b"), "/a/b"),
        ({"c": Colour.RED}, {"c": "red"}),
    ],
)
def test_known_types_have_a_json_form_at_any_depth(value, data):
    assert json.loads(encode_json(value)) == data
    assert json.loads(encode_json([{"in": value}])) == [{"in": data}]


class Opaque:
    pass


class OwnText:
    def __str__(self):
        return "my text"


def test_own_text_counts_for_the_whole_value_only():
    assert encode_json(OwnText()) == b'"my text"'
    with pytest.raises(TypeError, match="type OwnText has no JSON form"):
        encode_json({"in": OwnText()})


@pytest.mark.parametrize("value", [Opaque(), {"in": Opaque()}, Opaque, b"bytes", print, {(1, 2): 3}])
def test_the_rest_is_an_error_and_never_a_repr(value):
    with pytest.raises(TypeError):
        encode_json(value)

    event = json.loads(encode_event(value)[6:])
    assert event["error_type"] == "TypeError"
    assert event["message"] == VALUE_SKIPPED
    assert "object at 0x" not in event["error"]


def test_circular_data_is_an_error_event():
    loop: list = []
    loop.append(loop)

    assert json.loads(encode_event(loop)[6:])["error_type"] == "ValueError"


def test_data_nested_too_deep_is_an_error_event():
    deep: list = []
    for _ in range(100_000):
        deep = [deep]

    assert json.loads(encode_event(deep)[6:])["error_type"] == "RecursionError"


def test_a_conversion_that_fails_is_an_error_event():
    class Broken:
        def model_dump(self):
            raise KeyError("field")

    assert json.loads(encode_event(Broken())[6:])["error_type"] == "KeyError"


def test_an_error_event_has_the_official_shape():
    event = json.loads(encode_error_event(ValueError("日本 \ud83d"))[6:])

    assert event == {"error": "日本 \ud83d", "error_type": "ValueError", "message": STREAM_FAILED}
