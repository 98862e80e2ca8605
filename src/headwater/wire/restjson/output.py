"""From an operation's result to the HTTP answer.

The result is ours, not a caller's: what does not fit the model is a programmer's mistake and fails
an assertion that names the member. Required members are not insisted upon: some that the model
requires do not exist for a resource that was made without them.
"""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache
from json.encoder import encode_basestring as _quote
from typing import Any

from headwater.wire.headers import CONTENT_TYPE
from headwater.wire.http import HttpAnswer
from headwater.wire.restjson.checks import member_name
from headwater.wire.restjson.model import Operation, Shape
from headwater.wire.restjson.scalars import timestamp_format, write_timestamp

#: (Python value, its path) -> its JSON. Any: what the shape holds.
Encoder = Callable[[Any, str], str]

_JSON = "application/json"
_BLOB = "application/octet-stream"
_EVENT_STREAM = "application/vnd.amazon.eventstream"
_NO_CONTENT = 204
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
_PYTHON_TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "long": int,
    "float": (int, float),
    "double": (int, float),
    "boolean": bool,
}


class EncodedList(Sequence[Any]):  # Any: JSON
    """A list that is kept as the very JSON its member is shown as: it goes into an answer as it stands.

    Whoever looks into it sees an ordinary list.
    """

    __slots__ = ("raw",)

    def __init__(self, raw: bytes) -> None:
        """`raw` is UTF-8 and is not checked: only what was encoded by us may be given."""
        self.raw = raw

    def __getitem__(self, index: Any) -> Any:  # Any: a number or a slice; JSON
        return json.loads(self.raw)[index]

    def __len__(self) -> int:
        return len(json.loads(self.raw))

    def __eq__(self, other: object) -> bool:
        return list(self) == other

    __hash__ = None  # type: ignore[assignment]  # like a list's


def encode_output(operation: Operation, result: Mapping[str, Any]) -> HttpAnswer:
    """The answer that carries `result`, without a request id.

    Timestamps must be aware datetimes, blobs bytes; a payload that is an event stream is bytes
    already encoded. Members that are None are left out.
    """
    shape = operation.output_shape
    members = {} if shape is None else shape.members
    payload = None if shape is None else shape.serialization.get("payload")
    status = operation.success_status
    compiler = _encoder_compiler_for(operation.service)
    headers: dict[str, str] = {}
    body: list[str] = []
    for name, value in result.items():
        assert name in members, f"{operation.name} has no output member {name!r}"
        if value is None or name == payload:
            continue
        member = members[name]
        encoded = compiler.encoder_of(member)(value, name)
        text = value if isinstance(value, str) else encoded.strip('"')
        match member.serialization.get("location"):
            case "header":
                headers[member_name(name, member)] = text
            case "statusCode":
                status = value
            case None:
                body.append(f"{_quote(member_name(name, member))}:{encoded}")
            case other:
                raise AssertionError(f"{operation.name}.{name} is in the unknown place {other!r}")
    if payload is not None:
        content_type, raw = _encode_payload(compiler, members[payload], result.get(payload), payload)
    else:
        content_type, raw = _JSON, f"{{{','.join(body)}}}".encode()
    if status == _NO_CONTENT:
        return HttpAnswer(status, tuple(headers.items()), b"")
    return HttpAnswer(status, tuple(({CONTENT_TYPE: content_type} | headers).items()), raw)


def _encode_payload(
    compiler: _EncoderCompiler,
    member: Shape,
    value: Any,
    name: str,  # Any: what the member holds
) -> tuple[str, bytes]:
    if member.type_name == "blob" or member.serialization.get("eventstream"):
        raw = b"" if value is None else value
        assert isinstance(raw, bytes), f"{name} must be bytes, not {type(raw).__name__}"
        return (_BLOB if member.type_name == "blob" else _EVENT_STREAM), raw
    return _JSON, b"{}" if value is None else compiler.encoder_of(member)(value, name).encode()


def _to_json(value: Any, path: str = "") -> str:  # Any: JSON
    return _ENCODER.encode(value)


class _EncoderCompiler:
    """The encoders of one service's shapes, each made once. See `checks.CheckCompiler`, its mirror image."""

    def __init__(self) -> None:
        self._encoders: dict[tuple[str, str], Encoder] = {}

    def encoder_of(self, shape: Shape) -> Encoder:
        key = (shape.name, str(shape.serialization.get("timestampFormat", "")))
        if key not in self._encoders:
            self._encoders[key] = lambda value, path: self._encoders[key](value, path)
            self._encoders[key] = self._compile(shape)
        return self._encoders[key]

    def _compile(self, shape: Shape) -> Encoder:
        if shape.metadata.get("document"):
            return _to_json
        match shape.type_name:
            case "structure":
                members = {
                    name: (f"{_quote(member_name(name, member))}:", self.encoder_of(member))
                    for name, member in shape.members.items()
                }
                return _structure_encoder(shape, members)
            case "list":
                return _list_encoder(self.encoder_of(shape.member))
            case "map":
                return _map_encoder(self.encoder_of(shape.value))
            case "blob":
                return lambda value, path: f'"{base64.b64encode(value).decode()}"'
            case "timestamp":
                return _timestamp_encoder(timestamp_format(shape))
            case type_name:
                return _scalar_encoder(_PYTHON_TYPES[type_name])


@cache
def _encoder_compiler_for(service: str) -> _EncoderCompiler:
    return _EncoderCompiler()


def _structure_encoder(shape: Shape, members: dict[str, tuple[str, Encoder]]) -> Encoder:
    is_union = bool(shape.metadata.get("union"))

    def encode(value: Any, path: str) -> str:
        assert isinstance(value, Mapping), f"{path} must be a mapping, not {type(value).__name__}"
        parts = []
        for name, item in value.items():
            assert name in members, f"{shape.name} has no member {name!r} (at {path})"
            if item is not None:
                key, encode_member = members[name]
                parts.append(key + encode_member(item, f"{path}.{name}"))
        assert not is_union or len(parts) == 1, f"{path} must have one member exactly, has {sorted(value)}"
        return f"{{{','.join(parts)}}}"

    return encode


def _list_encoder(encode_item: Encoder) -> Encoder:
    def encode(value: Any, path: str) -> str:
        if type(value) is EncodedList:
            return value.raw.decode()
        assert isinstance(value, (list, tuple)), f"{path} must be a list, not {type(value).__name__}"
        items = [encode_item(item, f"{path}[{index}]") for index, item in enumerate(value)]
        return f"[{','.join(items)}]"

    return encode


def _map_encoder(encode_value: Encoder) -> Encoder:
    def encode(value: Any, path: str) -> str:
        assert isinstance(value, Mapping), f"{path} must be a mapping, not {type(value).__name__}"
        items = [
            f"{_quote(key)}:{encode_value(item, f'{path}.{key}')}"
            for key, item in value.items()
            if item is not None
        ]
        return f"{{{','.join(items)}}}"

    return encode


def _timestamp_encoder(format_name: str) -> Encoder:
    def encode(value: Any, path: str) -> str:
        assert isinstance(value, datetime), f"{path} must be a datetime, not {type(value).__name__}"
        return _to_json(write_timestamp(value, format_name))

    return encode


def _scalar_encoder(expected: type | tuple[type, ...]) -> Encoder:
    if expected is str:
        return _encode_string

    def encode(value: Any, path: str) -> str:
        is_right = isinstance(value, expected) and (expected is bool or not isinstance(value, bool))
        assert is_right, f"{path} must be of type {expected}, not {type(value).__name__}"
        assert not isinstance(value, float) or math.isfinite(value), f"{path} is {value}"
        return _to_json(value)

    return encode


def _encode_string(value: Any, path: str) -> str:
    assert isinstance(value, str), f"{path} must be of type {str}, not {type(value).__name__}"
    return _quote(value)
