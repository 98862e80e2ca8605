"""Bodies of OTLP/HTTP: compressed or not, protobuf or JSON -> the request in JSON's form; and the answers.

Source: OpenTelemetry Protocol Specification 1.x, "OTLP/HTTP".
"""

from __future__ import annotations

import json
import zlib
from typing import Any, Literal

from headwater.wire.otlp.schema import EXPORT_LOGS, EXPORT_TRACES
from headwater.wire.protobuf import Budget, TooMuch, Unreadable, read_message

Signal = Literal["traces", "logs", "metrics"]

#: Bytes of a body as it comes, and once it is inflated.
MAX_BODY_BYTES = 4 * 1024 * 1024
MAX_INFLATED_BYTES = 16 * 1024 * 1024
#: Messages and values of one request: at some 15 of them a span, several thousand spans.
MAX_PARTS = 150_000
PROTOBUF, JSON = "application/x-protobuf", "application/json"
_TABLES = {"traces": EXPORT_TRACES, "logs": EXPORT_LOGS}
_REJECTED = {"traces": "rejectedSpans", "logs": "rejectedLogRecords", "metrics": "rejectedDataPoints"}
#: zlib: the window's size, and which header stands before it.
_WINDOWS = {"gzip": 16 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}


def inflate(body: bytes, encoding: str) -> bytes:
    """A body without its Content-Encoding.

    Raises:
        Unreadable: it is cut or damaged, or in an encoding that is not known.
        TooMuch: more than `MAX_INFLATED_BYTES`.
    """
    encoding = encoding.strip().lower()
    if encoding in ("", "identity"):
        return body
    if encoding not in _WINDOWS:
        raise Unreadable(f"content-encoding {encoding[:40]!r} is not known: gzip and deflate are")
    inflater = zlib.decompressobj(_WINDOWS[encoding])
    try:
        inflated = inflater.decompress(body, MAX_INFLATED_BYTES + 1)
    except zlib.error as exc:
        raise Unreadable(f"it is no {encoding}: {exc}") from exc
    if len(inflated) > MAX_INFLATED_BYTES:
        raise TooMuch(f"it has more than {MAX_INFLATED_BYTES} bytes once it is inflated")
    if not inflater.eof:
        raise Unreadable(f"it ends in the middle of its {encoding}")
    return inflated


def parse_request(
    signal: Signal, body: bytes, content_type: str, budget: Budget | None = None
) -> dict[str, Any]:  # Any: OTLP's JSON
    """An export request, in the form that OTLP has in JSON.

    Args:
        budget: by which protobuf is read; None: one of `MAX_PARTS`.
    Raises:
        Unreadable: it is none.
        TooMuch: it has more parts than that.
    """
    if content_type == PROTOBUF:
        return read_message(memoryview(body), _TABLES[signal], budget or Budget(MAX_PARTS))
    if content_type != JSON:
        raise Unreadable(f"content-type {content_type[:80]!r} is not served: {PROTOBUF} and {JSON} are")
    try:
        request = json.loads(body)
    except RecursionError:
        raise Unreadable("its JSON is nested too deeply") from None
    except ValueError as exc:
        raise Unreadable(f"it is not JSON: {exc}") from exc
    if not isinstance(request, dict):
        raise Unreadable("its JSON is not an object")
    return request


def encode_success(signal: Signal, content_type: str, rejected: int, message: str) -> bytes:
    """The body of an answer with status 200: empty, or how much was left out and why."""
    if not rejected and not message:
        return b"{}" if content_type == JSON else b""
    if content_type == JSON:
        partial = {_REJECTED[signal]: str(rejected), "errorMessage": message}
        return json.dumps({"partialSuccess": partial}, ensure_ascii=False).encode()
    text = message.encode()
    partial_success = b"\x08" + _encode_varint(rejected) if rejected else b""
    partial_success += b"\x12" + _encode_varint(len(text)) + text
    return b"\x0a" + _encode_varint(len(partial_success)) + partial_success


def encode_failure(content_type: str, message: str) -> bytes:
    """The body of any other answer: a `google.rpc.Status`."""
    if content_type != PROTOBUF:
        return json.dumps({"message": message}, ensure_ascii=False).encode()
    text = message.encode()
    return b"\x12" + _encode_varint(len(text)) + text


def _encode_varint(number: int) -> bytes:
    encoded = bytearray()
    while number > 0x7F:
        encoded.append(number & 0x7F | 0x80)
        number >>= 7
    encoded.append(number)
    return bytes(encoded)
