"""JSON schemas of types: how the classes of this folder come into the OpenAPI document.

Known are the JSON types, `None`, unions, `Literal`, `list[…]`, `dict[str, …]`, `TypedDict`, `object`
(anything) and `Annotated` with a sentence (a description) or a `Format`. A `TypedDict`
becomes a component under its name, described by its docstring; members that are `NotRequired` may be absent.
"""

from __future__ import annotations

import inspect
import types
from dataclasses import dataclass
from typing import (
    Annotated,
    Any,
    Literal,
    NotRequired,
    Required,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

Schema = dict[str, Any]  # Any: JSON


@dataclass(frozen=True, slots=True)
class Format:
    """What a string is."""

    name: str


#: A time, in ISO 8601 with its zone.
Time = Annotated[str, Format("date-time")]
#: Anything that an AWS operation answers; its own model says what.
AwsMembers = Annotated[dict[str, object], "As the AWS operation of that name answers it."]

_SIMPLE: dict[object, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    type(None): {"type": "null"},
    object: {},
    Any: {},
}


class Components:
    """Gathers the schemas of named types."""

    def __init__(self) -> None:
        self.schemas: dict[str, Schema] = {}
        self._kinds: dict[str, type] = {}

    def refer(self, kind: object) -> Schema:
        """The schema of a type; those with a name are put among the components and referred to.

        Raises:
            TypeError: a type that has no JSON.
        """
        origin, arguments = get_origin(kind), get_args(kind)
        if origin is Annotated:
            return _annotate(self.refer(arguments[0]), arguments[1:])
        if origin in (NotRequired, Required):
            return self.refer(arguments[0])
        if origin is Literal:
            return {"enum": list(arguments)}
        if origin in (Union, types.UnionType):
            return {"anyOf": [self.refer(one) for one in arguments]}
        if origin is list:
            return {"type": "array", "items": self.refer(arguments[0])}
        if origin is dict:
            return {"type": "object", "additionalProperties": self.refer(arguments[1])}
        if isinstance(kind, type) and is_typeddict(kind):
            return self._refer_object(kind)
        if kind not in _SIMPLE:
            raise TypeError(f"{kind!r} has no JSON schema here")
        return dict(_SIMPLE[kind])

    def _refer_object(self, kind: type) -> Schema:
        name = kind.__name__
        if self._kinds.setdefault(name, kind) is not kind:
            raise TypeError(f"there are two classes {name}")
        if name not in self.schemas:
            self.schemas[name] = {}  # taken, so that a type may hold itself
            hints = get_type_hints(kind, include_extras=True)
            required = [member for member, hint in hints.items() if _is_required(kind, member, hint)]
            self.schemas[name] = {
                "type": "object",
                "description": inspect.cleandoc(kind.__doc__ or ""),
                "properties": {member: self.refer(hint) for member, hint in hints.items()},
                **({"required": sorted(required)} if required else {}),
            }
        return {"$ref": f"#/components/schemas/{name}"}


def _is_required(kind: type, member: str, hint: object) -> bool:
    """`__required_keys__` of a class does not see what is in strings, as annotations are here."""
    by_class: frozenset[str] = kind.__required_keys__  # type: ignore[attr-defined]  # a TypedDict's
    return get_origin(hint) is not NotRequired and (member in by_class or get_origin(hint) is Required)


def _annotate(schema: Schema, notes: tuple[object, ...]) -> Schema:
    for note in notes:
        schema |= {"format": note.name} if isinstance(note, Format) else {"description": str(note)}
    return schema
