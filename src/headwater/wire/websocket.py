"""WebSocket: its handshake and its frames, with no I/O.

Frames are told apart and checked, and stay the bytes that they are: a relay passes them on as they came, with
their masks and in their fragments. What they carry is looked at by those alone who ask for it.

Rule 1: `FrameReader` gives the same frames whatever the boundaries of what is fed to it are.
Rule 2: what breaks the protocol is a `FrameError` with the close code that the RFC has for it, after the
        frames before it. Text that is no UTF-8 is found by who reads it.
Rule 3: no extensions: none is agreed on, so their bits are errors.

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
#: Frames of so many bytes are enough for once.
_TAKEN_BYTES = 64 * 1024
_SENDABLE = frozenset({*range(1000, 1004), *range(1007, 1015)})


class Opcode(IntEnum):
    """What a frame is."""

    CONTINUATION = 0x0
    TEXT = 0x1
    BINARY = 0x2
    CLOSE = 0x8
    PING = 0x9
    PONG = 0xA


_OPCODES = frozenset(Opcode)


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
class Frame:
    """One frame; `raw` is all of it, and what it carries begins at `payload_at`."""

    opcode: int
    is_final: bool
    is_masked: bool
    raw: bytes
    payload_at: int

    @property
    def payload(self) -> bytes:
        """What it carries, without the mask."""
        carried = self.raw[self.payload_at :]
        return (
            apply_mask(carried, self.raw[self.payload_at - 4 : self.payload_at])
            if self.is_masked
            else carried
        )


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


class FrameReader:
    """From bytes to frames. It holds what was not taken yet; who feeds it sees to it that this is little."""

    def __init__(self, *, is_masked: bool, payload_max_bytes: int) -> None:
        """
        Args:
            is_masked: the frames are a client's, which must be masked; else they must not be.
            payload_max_bytes: of one frame; a longer one is a `FrameError`.
        """
        self._is_masked = is_masked
        self.payload_max_bytes = payload_max_bytes
        self._buffer = bytearray()
        #: Of the buffer, what was taken.
        self._at = 0
        #: A message has begun whose last fragment is still to come.
        self._is_in_message = False
        self._error: FrameError | None = None
        #: Of a frame that is too long, what is left of it.
        self._too_long_bytes = 0
        self._skip_bytes = 0

    @property
    def held_bytes(self) -> int:
        """How much was fed and not taken yet."""
        return len(self._buffer) - self._at

    def feed(self, data: bytes) -> None:
        """More bytes have come."""
        if self._at:
            del self._buffer[: self._at]
            self._at = 0
        self._buffer += data
        if self._skip_bytes:
            skipped = min(self._skip_bytes, len(self._buffer))
            self._skip_bytes -= skipped
            del self._buffer[:skipped]

    def take(self, max_count: int) -> list[Frame]:
        """The next whole frames, at most so many, and of few bytes; none: more has to be fed.

        Raises:
            FrameError: what comes next is none.
        """
        if self._error is not None:
            raise self._error
        frames: list[Frame] = []
        first_at = self._at
        try:
            while len(frames) < max_count and self._at - first_at < _TAKEN_BYTES:
                frame = self._take_one()
                if frame is None:
                    break
                frames.append(frame)
        except FrameError as exc:
            self._error = exc
            if not frames:
                raise
        return frames

    def skip(self) -> bool:
        """After an error: go on behind the frame, if that is too long and nothing else is wrong."""
        if self._error is None or not self._too_long_bytes:
            return False
        self._error, self._skip_bytes, self._too_long_bytes = None, self._too_long_bytes, 0
        self.feed(b"")
        return True

    def _take_one(self) -> Frame | None:
        buffer, at = self._buffer, self._at
        have = len(buffer) - at
        if have < 2:
            return None
        first, second = buffer[at], buffer[at + 1]
        opcode, is_final, size = first & 0x0F, bool(first & 0x80), second & 0x7F
        self._check_head(first, opcode, is_final, size, bool(second & 0x80))
        head = 2
        if size == 126:
            head = 4
            if have < head:
                return None
            size = int.from_bytes(buffer[at + 2 : at + 4])
        elif size == 127:
            head = 10
            if have < head:
                return None
            size = int.from_bytes(buffer[at + 2 : at + 10])
        payload_at = head + 4 if self._is_masked else head
        end = payload_at + size
        if size > self.payload_max_bytes:
            self._too_long_bytes = end
            raise FrameError(
                TOO_BIG, f"a frame has {size} bytes; at most {self.payload_max_bytes} are allowed"
            )
        if have < end:
            return None
        raw = bytes(buffer[at : at + end])
        self._at = at + end
        if opcode < Opcode.CLOSE:
            self._is_in_message = not is_final
        return Frame(opcode, is_final, self._is_masked, raw, payload_at)

    def _check_head(self, first: int, opcode: int, is_final: bool, size: int, is_masked: bool) -> None:
        if first & 0x70:
            raise FrameError(PROTOCOL_ERROR, "a frame uses an extension, and none was agreed on")
        if opcode not in _OPCODES:
            raise FrameError(PROTOCOL_ERROR, f"there are no frames of kind {opcode}")
        if is_masked is not self._is_masked:
            raise FrameError(
                PROTOCOL_ERROR,
                f"a {'client' if self._is_masked else 'server'}'s frames are"
                f" {'' if self._is_masked else 'not '}masked",
            )
        if opcode >= Opcode.CLOSE:
            if size > MAX_CONTROL_BYTES or not is_final:
                raise FrameError(PROTOCOL_ERROR, "a control frame is too long, or in fragments")
        elif (opcode == Opcode.CONTINUATION) is not self._is_in_message:
            raise FrameError(PROTOCOL_ERROR, "a fragment is not where it belongs")


def _is_key(key: bytes) -> bool:
    try:
        return len(base64.b64decode(key, validate=True)) == _KEY_BYTES
    except binascii.Error:
        return False
