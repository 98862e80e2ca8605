"""AWS event-stream messages: bytes <-> headers and payload, with no I/O.

    message = u32 total length | u32 headers length | u32 crc32 of these 8 bytes
            | headers | payload | u32 crc32 of all before                      (big endian)
    header  = u8 name length | name | u8 type | value

The decoder raises `MalformedStream` for bytes that break this form, and nothing else.

Source: Smithy, "Amazon Event Stream Specification".
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zlib import crc32

from headwater.wire.errors import MalformedStream

HeaderValue = str | bytes | bool | int | datetime | UUID

MIB = 1024 * 1024
#: Limits of the specification; botocore refuses what is larger.
MAX_HEADERS_BYTES = 128 * 1024
MAX_PAYLOAD_BYTES = 24 * MIB

_PRELUDE = struct.Struct(">III")
_CRC = struct.Struct(">I")
_PRELUDE_BYTES = _PRELUDE.size
_OVERHEAD_BYTES = _PRELUDE_BYTES + _CRC.size

_TRUE, _FALSE, _BYTE, _SHORT, _INT, _LONG, _BYTES, _STRING, _TIMESTAMP, _UUID = range(10)
_FIXED = {
    _BYTE: struct.Struct(">b"),
    _SHORT: struct.Struct(">h"),
    _INT: struct.Struct(">i"),
    _LONG: struct.Struct(">q"),
}
_U16 = struct.Struct(">H")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class EventStreamMessage:
    """One message: its headers by name, and its payload."""

    headers: dict[str, HeaderValue]
    payload: bytes


def encode_message(headers: Mapping[str, HeaderValue], payload: bytes) -> bytes:
    """One message. An `int` goes as 4 bytes where it fits, else as 8; a `datetime` as milliseconds."""
    head = b"".join(_encode_header(name, value) for name, value in headers.items())
    assert len(head) <= MAX_HEADERS_BYTES, f"headers have {len(head)} bytes, over {MAX_HEADERS_BYTES}"
    assert len(payload) <= MAX_PAYLOAD_BYTES, f"payload has {len(payload)} bytes, over {MAX_PAYLOAD_BYTES}"
    lengths = struct.pack(">II", _OVERHEAD_BYTES + len(head) + len(payload), len(head))
    message = b"".join((lengths, _CRC.pack(crc32(lengths)), head, payload))
    return message + _CRC.pack(crc32(message))


def encode_event(event_type: str, payload: bytes, content_type: str = "application/json") -> bytes:
    """A message of type `event`: one member of the operation's output stream."""
    headers = {":event-type": event_type, ":content-type": content_type, ":message-type": "event"}
    return encode_message(headers, payload)


def encode_exception(exception_type: str, message: str) -> bytes:
    """A message of type `exception`. `exception_type` is the stream's member: `throttlingException`."""
    headers = {
        ":exception-type": exception_type,
        ":content-type": "application/json",
        ":message-type": "exception",
    }
    return encode_message(headers, json.dumps({"message": message}).encode())


def _encode_header(name: str, value: HeaderValue) -> bytes:
    raw_name = name.encode()
    assert 1 <= len(raw_name) <= 255, f"header name {name!r} has {len(raw_name)} bytes, allowed are 1 to 255"
    kind, raw = _encode_value(value)
    return bytes((len(raw_name),)) + raw_name + bytes((kind,)) + raw


def _encode_value(value: HeaderValue) -> tuple[int, bytes]:
    match value:
        case bool():
            return (_TRUE if value else _FALSE), b""
        case int():
            kind = _INT if -(2**31) <= value < 2**31 else _LONG
            return kind, _FIXED[kind].pack(value)
        case datetime():
            return _TIMESTAMP, _FIXED[_LONG].pack((value - _EPOCH) // _MILLISECOND)
        case UUID():
            return _UUID, value.bytes
        case str():
            return _STRING, _with_length(value.encode())
        case bytes():
            return _BYTES, _with_length(value)


def _with_length(raw: bytes) -> bytes:
    assert len(raw) < 2**15, f"a header's value has {len(raw)} bytes, the limit is {2**15 - 1}"
    return _U16.pack(len(raw)) + raw


class EventStreamDecoder:
    """Turns bytes, however they are cut, into messages as soon as each is complete."""

    def __init__(self, *, max_payload_bytes: int = MAX_PAYLOAD_BYTES) -> None:
        self._max_payload_bytes = max_payload_bytes
        self._buffer = bytearray()
        self._expected_bytes: int | None = None
        self._failure: MalformedStream | None = None

    def feed(self, chunk: bytes) -> list[EventStreamMessage]:
        """The messages that `chunk` completes.

        Raises:
            MalformedStream: lengths, a checksum or a header is wrong. Messages that were complete
                before it in the same chunk are lost; the decoder is of no use afterwards.
        """
        if self._failure is not None:
            raise self._failure
        self._buffer += chunk
        messages = []
        try:
            while (message := self._next_message()) is not None:
                messages.append(message)
        except MalformedStream as exc:
            self._failure = exc
            raise
        return messages

    def close(self) -> None:
        """The end of the stream.

        Raises:
            MalformedStream: it ended inside a message.
        """
        if self._failure is None and self._buffer:
            raise MalformedStream(f"the stream ended inside a message, after {len(self._buffer)} bytes of it")

    def _next_message(self) -> EventStreamMessage | None:
        if self._expected_bytes is None:
            if len(self._buffer) < _PRELUDE_BYTES:
                return None
            self._expected_bytes = self._check_prelude()
        total = self._expected_bytes
        if len(self._buffer) < total:
            return None
        frame = bytes(self._buffer[:total])
        del self._buffer[:total]
        self._expected_bytes = None
        return _decode_frame(frame)

    def _check_prelude(self) -> int:
        total, headers_length, crc = _PRELUDE.unpack_from(self._buffer)
        if crc32(self._buffer[:8]) != crc:
            raise MalformedStream("the checksum of a message's prelude is wrong")
        if headers_length > MAX_HEADERS_BYTES:
            raise MalformedStream(
                f"a message's headers have {headers_length} bytes, over {MAX_HEADERS_BYTES}"
            )
        payload_length = total - headers_length - _OVERHEAD_BYTES
        if not 0 <= payload_length <= self._max_payload_bytes:
            raise MalformedStream(
                f"a message's payload has {payload_length} bytes, not 0 to {self._max_payload_bytes}"
            )
        return int(total)


def _decode_frame(frame: bytes) -> EventStreamMessage:
    (crc,) = _CRC.unpack_from(frame, len(frame) - 4)
    if crc32(frame[:-4]) != crc:
        raise MalformedStream("the checksum of a message is wrong")
    headers_end = _PRELUDE_BYTES + _PRELUDE.unpack_from(frame)[1]
    return EventStreamMessage(_decode_headers(frame[_PRELUDE_BYTES:headers_end]), frame[headers_end:-4])


def _decode_headers(raw: bytes) -> dict[str, HeaderValue]:
    headers: dict[str, HeaderValue] = {}
    at = 0
    try:
        while at < len(raw):
            name_end = at + 1 + raw[at]
            name = raw[at + 1 : name_end].decode()
            if name in headers:
                raise MalformedStream(f"a message has the header {name!r} twice")
            headers[name], at = _decode_value(raw[name_end], raw, name_end + 1)
    except (IndexError, struct.error, UnicodeDecodeError, OverflowError) as exc:
        raise MalformedStream(f"a message's headers cannot be read: {exc}") from exc
    return headers


def _decode_value(kind: int, raw: bytes, at: int) -> tuple[HeaderValue, int]:
    """The value of type `kind` that starts at `at`, and where it ends."""
    if kind in (_TRUE, _FALSE):
        return kind == _TRUE, at
    if kind in _FIXED:
        number = _FIXED[kind]
        return number.unpack_from(raw, at)[0], at + number.size
    if kind == _TIMESTAMP:
        return _EPOCH + _FIXED[_LONG].unpack_from(raw, at)[0] * _MILLISECOND, at + 8
    if kind == _UUID:
        return UUID(bytes=_cut(raw, at, 16)), at + 16
    if kind in (_BYTES, _STRING):
        start = at + _U16.size
        value = _cut(raw, start, _U16.unpack_from(raw, at)[0])
        return (value if kind == _BYTES else value.decode()), start + len(value)
    raise MalformedStream(f"a message has a header of the unknown type {kind}")


def _cut(raw: bytes, start: int, length: int) -> bytes:
    value = raw[start : start + length]
    if len(value) != length:
        raise MalformedStream(f"a header's value should have {length} bytes but only {len(value)} are there")
    return value
