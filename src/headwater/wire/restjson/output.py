"""From an operation's result to the HTTP answer.

The result is ours, not a caller's: what does not fit the model is a programmer's mistake and fails
an assertion that names the member. Required members are not insisted upon: some that the model
requires do not exist for a resource that was made without them.
"""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from headwater.wire.headers import CONTENT_TYPE
from headwater.wire.http import HttpAnswer
from headwater.wire.restjson.checks import member_name
from headwater.wire.restjson.model import Operation, Shape
from headwater.wire.restjson.scalars import timestamp_format, write_timestamp

#: (Python value, its path) -> JSON value. Any: JSON out, anything in.
Encoder = Callable[[Any, str], Any]

_JSON = "application/json"
_BLOB = "application/octet-stream"
_EVENT_STREAM = "application/vnd.amazon.eventstream"
_NO_CONTENT = 204
_PYTHON_TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "long": int,
    "float": (int, float),
    "double": (int, float),
    "boolean": bool,
}


def encode_output(operation: Operation, result: Mapping[str, Any]) -> HttpAnswer:
    """The answer that carries `result`, without a request id.

    Timestamps must be aware datetimes, blobs bytes; a payload that is an event stream is bytes
    already encoded. Members that are None are left out.
    """
    shape = operation.output_shape
    members = {} if shape is None else shape.members
    payload = None if shape is None else shape.serialization.get("payload")
    status = operation.success_status
    headers: dict[str, str] = {}
    body: dict[str, Any] = {}
    for name, value in result.items():
        assert name in members, f"{operation.name} has no output member {name!r}"
        if value is None or name == payload:
            continue
        member = members[name]
        encoded = _encoder_of(member)(value, name)
        match member.serialization.get("location"):
            case "header":
                headers[member_name(name, member)] = str(encoded)
            case "statusCode":
                status = encoded
            case None:
                body[member_name(name, member)] = encoded
            case other:
                raise AssertionError(f"{operation.name}.{name} is in the unknown place {other!r}")
    if payload is not None:
        content_type, raw = _encode_payload(members[payload], result.get(payload), payload)
    else:
        content_type, raw = _JSON, _to_json(body)
    if status == _NO_CONTENT:
        return HttpAnswer(status, tuple(headers.items()), b"")
    return HttpAnswer(status, tuple(({CONTENT_TYPE: content_type} | headers).items()), raw)


def _encode_payload(member: Shape, value: Any, name: str) -> tuple[str, bytes]:  # Any: what the member holds
    if member.type_name == "blob" or member.serialization.get("eventstream"):
        raw = b"" if value is None else value
        assert isinstance(raw, bytes), f"{name} must be bytes, not {type(raw).__name__}"
        return (_BLOB if member.type_name == "blob" else _EVENT_STREAM), raw
    return _JSON, _to_json({} if value is None else _encoder_of(member)(value, name))


def _to_json(value: Any) -> bytes:  # Any: JSON
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


_compiled: dict[tuple[str, str], Encoder] = {}


def _encoder_of(shape: Shape) -> Encoder:
    key = (shape.name, str(shape.serialization.get("timestampFormat", "")))
    if key not in _compiled:
        # As in `checks`: a shape may hold itself.
        _compiled[key] = lambda value, path: _compiled[key](value, path)
        _compiled[key] = _compile(shape)
    return _compiled[key]


def _compile(shape: Shape) -> Encoder:
    if shape.metadata.get("document"):
        return lambda value, path: value
    match shape.type_name:
        case "structure":
            return _structure_encoder(shape)
        case "list":
            encode_item = _encoder_of(shape.member)
            return lambda value, path: [encode_item(item, f"{path}[{i}]") for i, item in enumerate(value)]
        case "map":
            encode_value = _encoder_of(shape.value)
            return lambda value, path: {
                key: encode_value(item, f"{path}.{key}") for key, item in value.items() if item is not None
            }
        case "blob":
            return lambda value, path: base64.b64encode(value).decode()
        case "timestamp":
            return _timestamp_encoder(timestamp_format(shape))
        case type_name:
            return _scalar_encoder(_PYTHON_TYPES[type_name])


def _structure_encoder(shape: Shape) -> Encoder:
    members = {
        name: (member_name(name, member), _encoder_of(member)) for name, member in shape.members.items()
    }
    is_union = bool(shape.metadata.get("union"))

    def encode(value: Any, path: str) -> Any:
        assert isinstance(value, Mapping), f"{path} must be a mapping, not {type(value).__name__}"
        result = {}
        for name, item in value.items():
            assert name in members, f"{shape.name} has no member {name!r} (at {path})"
            if item is not None:
                wire_name, encode_member = members[name]
                result[wire_name] = encode_member(item, f"{path}.{name}")
        assert not is_union or len(result) == 1, f"{path} must have one member exactly, has {sorted(result)}"
        return result

    return encode


def _timestamp_encoder(format_name: str) -> Encoder:
    def encode(value: Any, path: str) -> Any:
        assert isinstance(value, datetime), f"{path} must be a datetime, not {type(value).__name__}"
        return write_timestamp(value, format_name)

    return encode


def _scalar_encoder(expected: type | tuple[type, ...]) -> Encoder:
    def encode(value: Any, path: str) -> Any:
        is_right = isinstance(value, expected) and (expected is bool or not isinstance(value, bool))
        assert is_right, f"{path} must be of type {expected}, not {type(value).__name__}"
        assert not isinstance(value, float) or math.isfinite(value), f"{path} is {value}"
        return value

    return encode
