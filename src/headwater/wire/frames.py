"""A WebSocket's frames, told apart in the bytes that come, with no I/O.

Frames are checked, and stay the bytes that they are: a relay passes them on as they came, with their masks
and in their fragments, as many at once as there are. What they carry is looked at by who asks for it.

Rule 1: `FrameReader` gives the same frames whatever the boundaries of what is fed to it are.
Rule 2: what breaks the protocol is a `FrameError` with the close code that the RFC has for it, after the
        frames before it. Text that is no UTF-8 is found by who reads it. Nothing counts after a close frame.
Rule 3: no extensions: none is agreed on, so their bits are errors.

Source: RFC 6455 (The WebSocket Protocol), section 5.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from headwater.wire.websocket import (
    MAX_CONTROL_BYTES,
    OPCODES,
    PROTOCOL_ERROR,
    TOO_BIG,
    FrameError,
    Opcode,
    apply_mask,
)

_FINAL = _MASKED = 0x80
_MASK_BYTES = 4
#: Of what comes, smaller pieces are held together.
_PIECE_BYTES = 1024
#: Sizes below it are in a frame's second byte.
_SMALL_BYTES = 126
#: What may come next, by a frame's first byte: each gives what may come after it. What is not there is no
#: frame, or uses an extension.
_Next = dict[int, "_Next"]
#: Of a message, within one, and after a close frame.
_BETWEEN: _Next = {}
_WITHIN: _Next = {}
_CLOSED: _Next = {}
_BETWEEN |= {
    0x81: _BETWEEN,  # a text
    0x82: _BETWEEN,  # binary
    0x01: _WITHIN,  # their first fragments
    0x02: _WITHIN,
    0x88: _CLOSED,
    0x89: _BETWEEN,  # a ping
    0x8A: _BETWEEN,  # a pong
}
_WITHIN |= {0x80: _BETWEEN, 0x00: _WITHIN, 0x88: _CLOSED, 0x89: _WITHIN, 0x8A: _WITHIN}


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
        if not self.is_masked:
            return carried
        return apply_mask(carried, self.raw[self.payload_at - _MASK_BYTES : self.payload_at])


class FrameRun(NamedTuple):
    """Whole frames in a row, as they came."""

    data: bytes
    frames_count: int
    #: The last of them, if that is a close frame; `data` ends with it.
    close: Frame | None


class FrameReader:
    """From bytes to frames. It holds what was not taken yet; who feeds it sees to it that this is little.

    Frames that come whole are not copied, and others a few times at most, in however many pieces they come.
    """

    def __init__(self, *, is_masked: bool, payload_max_bytes: int) -> None:
        """
        Args:
            is_masked: the frames are a client's, which must be masked; else they must not be.
            payload_max_bytes: of one frame; a longer one is a `FrameError`.
        """
        self.payload_max_bytes = payload_max_bytes
        #: How much was fed and not taken yet.
        self.held_bytes = 0
        self._is_masked = is_masked
        #: Of a frame with a small size.
        self._head_bytes = 2 + (_MASK_BYTES if is_masked else 0)
        #: What was not taken, from `_at` on, and what came after it.
        self._buffer = b""
        self._at = 0
        self._more: list[bytes | bytearray] = []
        #: With fewer bytes there is no whole frame.
        self._needed_bytes = 0
        self._next = _BETWEEN
        self._error: FrameError | None = None
        #: Of a frame that is too long, what is left of it.
        self._too_long_bytes = 0
        self._skip_bytes = 0

    @property
    def has_ended(self) -> bool:
        """Whether a close frame was taken: nothing comes after it."""
        return self._next is _CLOSED

    def feed(self, data: bytes) -> None:
        """More bytes have come."""
        if self.has_ended:
            return
        if self._skip_bytes:
            skipped = min(self._skip_bytes, len(data))
            self._skip_bytes -= skipped
            data = data[skipped:]
        self.held_bytes += len(data)
        if not self._more or len(data) >= _PIECE_BYTES:
            self._more.append(data)
            return
        # Each alone would take more memory than it carries.
        if not isinstance(self._more[-1], bytearray):
            self._more.append(bytearray())
        self._more[-1] += data

    def take_run(self, max_count: int) -> FrameRun | None:
        """The next whole frames, at most so many; None: more has to be fed.

        Raises:
            FrameError: what comes next is none.
        """
        if self._error is not None:
            raise self._error
        if self.held_bytes < self._needed_bytes or not self.held_bytes:
            return None
        buffer, begin = self._gather(), self._at
        end, count = self._measure(buffer, max_count)
        if not count:
            if self._error is not None:
                raise self._error
            return None
        data = buffer if end - begin == len(buffer) else buffer[begin:end]
        self._hold(buffer, end)
        close = None
        if self.has_ended:
            close = self._split(data)[-1]
            self._hold(b"", 0)
        return FrameRun(data, count, close)

    def take(self, max_count: int) -> list[Frame]:
        """The same frames one by one; none: more has to be fed.

        Raises:
            FrameError: what comes next is none.
        """
        run = self.take_run(max_count)
        return [] if run is None else self._split(run.data)

    def skip(self) -> bool:
        """After an error: go on behind the frame, if that is too long and nothing else is wrong."""
        if self._error is None or not self._too_long_bytes:
            return False
        self._error, self._skip_bytes, self._too_long_bytes = None, self._too_long_bytes, 0
        held = self._gather()[self._at :]
        self._hold(b"", 0)
        self.feed(held)
        return True

    def _gather(self) -> bytes:
        """All that is held, in one, from `_at` on."""
        if self._more:
            if self.held_bytes == len(self._more[0]):
                self._buffer = bytes(self._more[0])
            else:
                self._buffer = b"".join((self._buffer[self._at :], *self._more))
            self._at = 0
            self._more.clear()
        return self._buffer

    def _hold(self, buffer: bytes, at: int) -> None:
        """What is left, from `at` on; not with much before it, which would be kept in memory with it."""
        self.held_bytes = len(buffer) - at
        if self.held_bytes < at:
            buffer, at = buffer[at:], 0
        self._buffer, self._at = buffer, at

    def _measure(self, buffer: bytes, max_count: int) -> tuple[int, int]:
        """Where the whole frames end, and how many they are. An error behind them is kept for later."""
        at, have, count = self._at, len(buffer), 0
        head_bytes, masked = self._head_bytes, _MASKED if self._is_masked else 0
        small_bytes = min(_SMALL_BYTES, self.payload_max_bytes + 1)
        now = self._next
        self._needed_bytes = 0
        # There may be thousands of frames: what one of them costs is what is in this loop.
        while count < max_count and have - at >= 2:
            after = now.get(buffer[at])
            size = buffer[at + 1] ^ masked  # a mask where none should be makes it large, as does none
            if after is not None and size < small_bytes:
                end = at + head_bytes + size
            elif now is _CLOSED:
                break
            else:
                try:
                    end = self._check(buffer, at, after)
                except FrameError as exc:
                    self._error = exc
                    break
            if end > have:
                self._needed_bytes = end - at
                break
            assert after is not None
            at, now = end, after
            count += 1
        self._next = now
        return at, count

    def _check(self, buffer: bytes, at: int, after: _Next | None) -> int:
        """Where a frame ends that is not small, or is none; where its head does, if more is not known yet.

        Raises:
            FrameError: it is none, or too long.
        """
        first, is_masked = buffer[at], bool(buffer[at + 1] & _MASKED)
        if after is None or is_masked is not self._is_masked:
            raise FrameError(PROTOCOL_ERROR, self._explain(first, is_masked))
        payload_at, end = self._size_up(buffer, at)
        if first & 0x0F >= Opcode.CLOSE and buffer[at + 1] & 0x7F > MAX_CONTROL_BYTES:
            raise FrameError(PROTOCOL_ERROR, f"a control frame has more than {MAX_CONTROL_BYTES} bytes")
        if end - payload_at > self.payload_max_bytes:
            self._too_long_bytes = end - at
            raise FrameError(
                TOO_BIG,
                f"a frame has {end - payload_at} bytes; at most {self.payload_max_bytes} are allowed",
            )
        return end

    def _size_up(self, buffer: bytes, at: int) -> tuple[int, int]:
        """Where a payload begins and ends; if not all of its size is here, where that ends, twice."""
        size, size_at = buffer[at + 1] & 0x7F, at + 2
        payload_at = at + self._head_bytes
        if size >= _SMALL_BYTES:
            size_bytes = 2 if size == _SMALL_BYTES else 8
            size_end = size_at + size_bytes
            if len(buffer) < size_end:
                return size_end, size_end
            payload_at += size_bytes
            size = int.from_bytes(buffer[size_at:size_end])
        return payload_at, payload_at + size

    def _split(self, data: bytes) -> list[Frame]:
        """One by one, what was measured."""
        frames, at = [], 0
        while at < len(data):
            payload_at, end = self._size_up(data, at)
            first, raw = data[at], data[at:end]
            frames.append(Frame(first & 0x0F, bool(first & _FINAL), self._is_masked, raw, payload_at - at))
            at = end
        return frames

    def _explain(self, first: int, is_masked: bool) -> str:
        """What is wrong with a frame's first bytes."""
        opcode = first & 0x0F
        if first & 0x70:
            return "a frame uses an extension, and none was agreed on"
        if opcode not in OPCODES:
            return f"there are no frames of kind {opcode}"
        if is_masked is not self._is_masked:
            who = "client" if self._is_masked else "server"
            return f"a {who}'s frames are {'' if self._is_masked else 'not '}masked"
        if opcode >= Opcode.CLOSE:
            return "a control frame is in fragments"
        return "a fragment is not where it belongs"
