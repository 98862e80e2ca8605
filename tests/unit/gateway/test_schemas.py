"""JSON schemas of types."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired, TypedDict

import pytest

from headwater.gateway.api.schemas import Components, Time


class Leaf(TypedDict):
    """A leaf."""

    kind: Literal["oak", "ash"]
    at: Time
    inner: NotRequired[list[Leaf]]


class Tree(Leaf):
    """A tree."""

    height: Annotated[float | None, "In metres."]
    marks: dict[str, int]
    other: NotRequired[Annotated[object, "Whatever."]]


class Wish(TypedDict, total=False):
    """All may be absent."""

    name: str


@pytest.mark.parametrize(
    ("kind", "schema"),
    [
        (str, {"type": "string"}),
        (int | None, {"anyOf": [{"type": "integer"}, {"type": "null"}]}),
        (list[bool], {"type": "array", "items": {"type": "boolean"}}),
        (dict[str, object], {"type": "object", "additionalProperties": {}}),
        (Time, {"type": "string", "format": "date-time"}),
        (Literal["a", "b"], {"enum": ["a", "b"]}),
    ],
)
def test_a_type_has_a_schema(kind, schema):
    assert Components().refer(kind) == schema


def test_a_typed_dict_is_a_component():
    components = Components()

    assert components.refer(Tree) == {"$ref": "#/components/schemas/Tree"}
    leaf = {
        "kind": {"enum": ["oak", "ash"]},
        "at": {"type": "string", "format": "date-time"},
        "inner": {"type": "array", "items": {"$ref": "#/components/schemas/Leaf"}},
    }
    assert components.schemas["Tree"] == {
        "type": "object",
        "description": "A tree.",
        "properties": {
            **leaf,
            "height": {"anyOf": [{"type": "number"}, {"type": "null"}], "description": "In metres."},
            "marks": {"type": "object", "additionalProperties": {"type": "integer"}},
            "other": {"description": "Whatever."},
        },
        "required": ["at", "height", "kind", "marks"],
    }
    components.refer(Wish)
    assert "required" not in components.schemas["Wish"]


def test_what_has_no_json_is_refused():
    with pytest.raises(TypeError, match="set"):
        Components().refer(set[str])


def test_two_classes_of_one_name_are_a_mistake():
    components = Components()
    components.refer(Wish)

    with pytest.raises(TypeError, match="two classes Wish"):
        components.refer(_another_wish())


def _another_wish():
    class Wish(TypedDict):
        size: int

    return Wish
