"""Where each member of an operation's input is, worked out once an operation."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from headwater.wire.restjson.checks import Check, CheckCompiler, check_compiler_for, member_name
from headwater.wire.restjson.findings import Findings
from headwater.wire.restjson.model import Operation, Shape
from headwater.wire.restjson.scalars import BadValue, text_reader

_KNOWN_PLACES = frozenset({"uri", "querystring", "header"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TextMember:
    """A member that is text on the wire: in the path, the query or a header."""

    name: str
    is_list: bool
    _read: Callable[[str], Any]
    _check: Check

    def parse(self, texts: list[str], findings: Findings) -> Any:  # Any: what the model says
        """The member's value from all its texts; of several for one value, the first counts."""
        try:
            value = [self._read(text) for text in texts] if self.is_list else self._read(texts[0])
        except BadValue as exc:
            findings.add(self.name, texts[0], str(exc))
            return None
        return self._check(value, self.name, findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class InputPlan:
    """The parts of a request, and what reads each."""

    path: dict[str, TextMember]
    query: dict[str, TextMember]
    #: By lower-case name.
    headers: dict[bytes, TextMember]
    #: The members that share the JSON body; None if there are none.
    body: Check | None
    #: The member that is the whole body, and its check.
    payload: tuple[str, Check] | None
    is_payload_required: bool
    #: Members outside the body that must be there.
    required: tuple[str, ...]
    #: Members that get a fresh UUID if absent.
    tokens: tuple[str, ...]


@cache
def input_plan_of(operation: Operation) -> InputPlan:
    """The plan for `operation`; compiling all its shapes takes a millisecond or a few, once."""
    shape = operation.input_shape
    assert shape is not None, f"{operation.name} has no input shape"
    members: dict[str, Shape] = dict(shape.members)
    payload = shape.serialization.get("payload")
    tokens = tuple(name for name, member in members.items() if member.metadata.get("idempotencyToken"))
    required = frozenset(shape.required_members).difference(tokens)
    outside = {name for name, member in members.items() if "location" in member.serialization}
    inside = {name: member for name, member in members.items() if name not in outside and name != payload}
    unknown = {members[name].serialization["location"] for name in outside}.difference(_KNOWN_PLACES)
    assert not unknown, f"{operation.name} has members in unknown places: {unknown}"
    assert payload is None or not inside, f"{operation.name} has a payload and other members in its body"
    compiler = check_compiler_for(operation.service)
    return InputPlan(
        path=_text_members(compiler, members, "uri"),
        query=_text_members(compiler, members, "querystring"),
        headers={
            name.lower().encode(): member
            for name, member in _text_members(compiler, members, "header").items()
        },
        body=compiler.members_check(inside, required=required) if inside else None,
        payload=None if payload is None else (payload, compiler.check_of(members[payload])),
        is_payload_required=payload in required,
        required=tuple(name for name in shape.required_members if name in outside and name in required),
        tokens=tokens,
    )


def _text_members(compiler: CheckCompiler, members: dict[str, Shape], location: str) -> dict[str, TextMember]:
    found: Iterable[tuple[str, Shape]] = (
        (name, member) for name, member in members.items() if member.serialization.get("location") == location
    )
    return {member_name(name, member): _text_member(compiler, name, member) for name, member in found}


def _text_member(compiler: CheckCompiler, name: str, member: Shape) -> TextMember:
    is_list = member.type_name == "list"
    return TextMember(
        name=name,
        is_list=is_list,
        _read=text_reader(member.member if is_list else member),
        _check=compiler.check_of(member),
    )
