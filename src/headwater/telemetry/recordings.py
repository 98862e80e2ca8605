"""What was said in an invocation, with the time of each part of the answer, so that it can be seen again.

Bounded twice: bytes an invocation (`telemetry.content_max_bytes` each way), and bytes of all that run.
What is beyond a bound is counted and not kept; nothing of an answer ever waits for it.
"""

from __future__ import annotations

import base64
import json
import threading
import time
import zlib
from dataclasses import dataclass

#: Bytes held for all invocations that are running.
_LIVE_MAX_BYTES = 64 * 1024 * 1024
_MAX_PARTS = 20_000
#: Before what is not compressed, as to compress little takes longer than all else. No stream of zlib's
#: begins so.
PLAIN = b"\0"
_PLAIN_MAX_BYTES = 1024


class ContentBudget:
    """How much content may be held in memory now."""

    def __init__(self, each_max_bytes: int, live_max_bytes: int = _LIVE_MAX_BYTES) -> None:
        """`each_max_bytes` of an invocation's request, and of its answer; 0 keeps nothing."""
        self.each_max_bytes = each_max_bytes
        self._left_bytes = live_max_bytes
        self._lock = threading.Lock()  # what is taken on the event loop is given back by the store's thread

    def take(self, size_bytes: int) -> int:
        """As many bytes of `size_bytes` as are left."""
        with self._lock:
            taken = min(size_bytes, self._left_bytes)
            self._left_bytes -= taken
        return taken

    def give_back(self, size_bytes: int) -> None:
        with self._lock:
            self._left_bytes += size_bytes


class Recording:
    """One invocation's content, as it comes. `start_ns` is the segment's start, by `time.perf_counter_ns`."""

    __slots__ = (
        "_answer_bytes",
        "_budget",
        "_held_bytes",
        "_is_full",
        "_start_ns",
        "content_type",
        "offsets",
        "parts",
        "request",
        "sizes",
    )

    def __init__(self, budget: ContentBudget, start_ns: int) -> None:
        self._budget = budget
        self._start_ns = start_ns
        self._held_bytes = 0
        self._answer_bytes = 0
        #: From the first part on that was not kept whole, none is: what is kept is the answer's beginning.
        self._is_full = False
        self.request = b""
        self.content_type = ""
        self.parts: list[bytes] = []
        #: Of each part: nanoseconds since the start, and its size, also where its bytes were not kept.
        self.offsets: list[int] = []
        self.sizes: list[int] = []

    def keep_request(self, data: bytes) -> None:
        """The first part of the payload; what comes after it is not kept."""
        self.request = data[: self._take(min(len(data), self._budget.each_max_bytes))]

    def add(self, part: bytes) -> None:
        """A part of the answer, on its way to the caller."""
        if len(self.sizes) >= _MAX_PARTS:
            self.sizes[-1] += len(part)
            self._is_full = True
            return
        self.offsets.append(time.perf_counter_ns() - self._start_ns)
        self.sizes.append(len(part))
        if not self._is_full:
            kept = self._take(min(len(part), self._budget.each_max_bytes - self._answer_bytes))
            self._answer_bytes += kept
            self._is_full = kept < len(part)
            self.parts.append(part[:kept])

    def _take(self, wanted_bytes: int) -> int:
        taken = self._budget.take(wanted_bytes)
        self._held_bytes += taken
        return taken

    def release(self) -> None:
        """It is on disk, or not wanted."""
        self._budget.give_back(self._held_bytes)
        self._held_bytes = 0

    def encode(self) -> bytes:
        """As it is kept. Shape: u32 length | JSON head | request | answer; compressed, or behind `PLAIN`."""
        head = {
            "contentType": self.content_type,
            "requestBytes": len(self.request),
            "offsetsNs": self.offsets,
            "sizes": self.sizes,
        }
        encoded = json.dumps(head).encode()
        length = len(encoded).to_bytes(4, "big")
        content = length + encoded + self.request + b"".join(self.parts)
        return PLAIN + content if len(content) <= _PLAIN_MAX_BYTES else zlib.compress(content, 1)


@dataclass(frozen=True, slots=True)
class RecordedPart:
    """A part of an answer: when it went out, how long it was, and its bytes as far as they were kept."""

    offset_ms: float
    size_bytes: int
    data: bytes


@dataclass(frozen=True, slots=True)
class RecordedContent:
    """What was kept of an invocation."""

    content_type: str
    request: bytes
    parts: tuple[RecordedPart, ...]

    @property
    def is_whole(self) -> bool:
        """Whether all of the answer was kept."""
        return all(len(part.data) == part.size_bytes for part in self.parts)

    def describe(self) -> dict[str, object]:
        """As JSON: bytes in base64, as a part may end within a character."""
        return {
            "contentType": self.content_type,
            "request": _show(self.request),
            "isWhole": self.is_whole,
            "parts": [
                {"offsetMs": part.offset_ms, "sizeBytes": part.size_bytes, "data": _show(part.data)}
                for part in self.parts
            ],
        }


def decode_recording(data: bytes) -> RecordedContent:
    """The other way round of `Recording.encode`."""
    plain = data[len(PLAIN) :] if data.startswith(PLAIN) else zlib.decompress(data)
    end = 4 + int.from_bytes(plain[:4], "big")
    head = json.loads(plain[4:end])
    at = end + head["requestBytes"]
    request, parts = plain[end:at], []
    for offset_ns, size in zip(head["offsetsNs"], head["sizes"], strict=True):
        parts.append(RecordedPart(offset_ns / 1e6, size, plain[at : at + size]))
        at += size
    return RecordedContent(head["contentType"], request, tuple(parts))


def _show(data: bytes) -> str:
    return base64.b64encode(data).decode()
