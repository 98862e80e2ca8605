"""WebSocket: its handshake, its codes, and making frames, with no I/O; `wire.frames` reads them.

Source: RFC 6455 (The WebSocket Protocol), IANA's WebSocket Close Code Number Registry.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from headwater.core.errors import InvalidRequest

_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_KEY_BYTES = 16
_VERSION = b"13"
MAX_CONTROL_BYTES = 125
#: Of a close frame's reason: what is left of a control frame beside the code.
MAX_REASON_BYTES = MAX_CONTROL_BYTES - 2

NORMAL, GOING_AWAY, PROTOCOL_ERROR, UNSUPPORTED = 1000, 1001, 1002, 1003
#: Never sent: a close frame without a code, and no close frame at all.
NO_CODE, ABNORMAL = 1005, 1006
BAD_DATA, POLICY_VIOLATED, TOO_BIG, SERVER_ERROR = 1007, 1008, 1009, 1011
_SENDABLE = frozenset({*range(1000, 1004), *range(1007, 1015)})


class Opcode(IntEnum):
    """What a frame is."""

    CONTINUATION = 0x0
    TEXT = 0x1
    BINARY = 0x2
    CLOSE = 0x8
    PING = 0x9
    PONG = 0xA


OPCODES = frozenset(Opcode)


class FrameError(Exception):
    """The other side broke the protocol, or a bound."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class UpgradeNeeded(InvalidRequest):
    """This path wants a WebSocket: Upgrade: websocket, Sec-WebSocket-Version: 13."""

    http_status = 426


@dataclass(frozen=True, slots=True)
class Close:
    """Why a connection is closed, as one of its sides says."""

    code: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Handshake:
    """What a client asks for; its key is in order."""

    key: bytes
    subprotocols: tuple[str, ...]


def parse_handshake(method: str, http_version: str, headers: Iterable[tuple[bytes, bytes]]) -> Handshake:
    """The handshake in a request that has `Upgrade: websocket`; header names in lower case.

    Raises:
        UpgradeNeeded: it is of another version.
        InvalidRequest: it is none that can be answered.
    """
    values: dict[bytes, list[bytes]] = {}
    for name, value in headers:
        values.setdefault(name, []).append(value.strip())
    if method != "GET" or http_version != "1.1":
        raise InvalidRequest(
            f"A WebSocket is opened by GET and HTTP/1.1, not by {method[:20]}/{http_version}"
        )
    if len(set(values.get(b"host", ()))) != 1:
        raise InvalidRequest("Host must be there, and must not name two hosts")
    # Twice, where the official SDK's headers are added to a library's own, which are first and count.
    if set(values.get(b"sec-websocket-version", ())) != {_VERSION}:
        raise UpgradeNeeded(f"Sec-WebSocket-Version must be {_VERSION.decode()}")
    keys = values.get(b"sec-websocket-key", [])
    if not keys or not _is_key(keys[0]):
        raise InvalidRequest("Sec-WebSocket-Key must be 16 bytes in base64")
    offered = b",".join(values.get(b"sec-websocket-protocol", []))
    names = tuple(name.strip().decode("latin-1") for name in offered.split(b",") if name.strip())
    return Handshake(keys[0], names)


def build_accept(key: bytes) -> bytes:
    """The value of `Sec-WebSocket-Accept` for a client's key."""
    return base64.b64encode(hashlib.sha1(key + _GUID).digest())


def apply_mask(data: bytes, key: bytes) -> bytes:
    """Mask, or the reverse; `key` is four bytes."""
    size = len(data)
    mask = (key * (size // 4 + 1))[:size]
    return (int.from_bytes(data) ^ int.from_bytes(mask)).to_bytes(size)


def build_frame(opcode: int, payload: bytes, *, is_final: bool = True, mask: bytes | None = None) -> bytes:
    """A frame; `mask` is the key of one that a client sends."""
    size, masked = len(payload), 0x80 if mask is not None else 0
    first = opcode | (0x80 if is_final else 0)
    if size < 126:
        head = bytes((first, masked | size))
    elif size < 65536:
        head = struct.pack("!BBH", first, masked | 126, size)
    else:
        head = struct.pack("!BBQ", first, masked | 127, size)
    return head + payload if mask is None else head + mask + apply_mask(payload, mask)


def build_close(code: int, reason: str = "", *, mask: bytes | None = None) -> bytes:
    """A close frame; a reason that is too long is cut. `NO_CODE` and `ABNORMAL` give one without a code."""
    if code in (NO_CODE, ABNORMAL):
        return build_frame(Opcode.CLOSE, b"", mask=mask)
    said = reason.encode("utf-8", "replace")[:MAX_REASON_BYTES].decode("utf-8", "ignore")
    return build_frame(Opcode.CLOSE, struct.pack("!H", code) + said.encode(), mask=mask)


def parse_close(payload: bytes) -> Close:
    """What a close frame says.

    Raises:
        FrameError: it says it in a way that is not allowed.
    """
    if not payload:
        return Close(NO_CODE)
    if len(payload) == 1:
        raise FrameError(PROTOCOL_ERROR, "a close frame has half a code")
    code = int.from_bytes(payload[:2])
    if code not in _SENDABLE and not 3000 <= code < 5000:
        raise FrameError(PROTOCOL_ERROR, f"{code} is no code that can be sent")
    try:
        return Close(code, payload[2:].decode())
    except UnicodeDecodeError:
        raise FrameError(BAD_DATA, "a close frame's reason is not UTF-8") from None


def _is_key(key: bytes) -> bool:
    try:
        return len(base64.b64decode(key, validate=True)) == _KEY_BYTES
    except binascii.Error:
        return False
