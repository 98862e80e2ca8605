"""Chunks of agents' logs that wait to be written: bounded, and fair when there is too much.

Above a bound the oldest chunk goes of the session that has most waiting, in the runtime that has most; so who
prints little loses nothing by who prints much. What goes is counted, and a line of the session says so, where
the lines would have been. The newest stay: what a session printed last explains its end.
"""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass, field

from headwater.telemetry.loglines import LogChunk

MIB = 1024 * 1024
_RUNTIME_MAX_BYTES = 8 * MIB
_TOTAL_MAX_BYTES = 64 * MIB
#: What a chunk takes beside its bytes, about.
_CHUNK_BYTES = 400


@dataclass(slots=True)
class _Lost:
    """What had to go of one session."""

    last: LogChunk
    #: That of `last`.
    number: int
    lines_count: int = 0
    size_bytes: int = 0


@dataclass(slots=True)
class LogLane:
    """What waits of one runtime."""

    #: By the number they came with, in that order.
    chunks: dict[int, LogChunk] = field(default_factory=dict)
    numbers: dict[str | None, deque[int]] = field(default_factory=dict)
    sizes: dict[str | None, int] = field(default_factory=dict)
    lost: dict[str | None, _Lost] = field(default_factory=dict)
    size_bytes: int = 0
    #: Sessions by how much they had when it was last looked, those with most last.
    by_size: list[str | None] = field(default_factory=list)

    @classmethod
    def of(cls, chunks: list[LogChunk]) -> LogLane:
        """What was taken and could not be written."""
        lane = cls()
        for number, chunk in enumerate(chunks):
            lane.add(number, chunk)
        return lane

    def add(self, number: int, chunk: LogChunk) -> None:
        session_id = chunk.origin.session_id
        size_bytes = len(chunk.data) + _CHUNK_BYTES
        self.chunks[number] = chunk
        if session_id not in self.sizes:
            self.numbers[session_id] = deque()
            self.sizes[session_id] = 0
        self.numbers[session_id].append(number)
        self.sizes[session_id] += size_bytes
        self.size_bytes += size_bytes

    def drop(self) -> tuple[int, int]:
        """Let the oldest chunk of the noisiest session go; its size in bytes, and how many lines it had."""
        session_id = self._find_noisy()
        number = self.numbers[session_id].popleft()
        chunk = self.chunks.pop(number)
        size_bytes = len(chunk.data) + _CHUNK_BYTES
        self.sizes[session_id] -= size_bytes
        self.size_bytes -= size_bytes
        lost = self.lost.setdefault(session_id, _Lost(chunk, number))
        lost.last, lost.number = chunk, number
        lines_count, data_bytes = chunk.lost_by_dropping
        lost.lines_count += lines_count
        lost.size_bytes += data_bytes
        return size_bytes, lines_count if chunk.missing is None else 0

    def _find_noisy(self) -> str | None:
        """A session with much; to look for the one with most each time would be slow."""
        while True:
            if not self.by_size:
                self.by_size = sorted(self.sizes, key=lambda session_id: self.sizes[session_id])
            # Half a share: where all have about as much, not each of them needs another look.
            if self.sizes[self.by_size[-1]] * len(self.sizes) * 2 >= self.size_bytes:
                return self.by_size[-1]
            self.by_size.pop()

    def drain(self) -> list[LogChunk]:
        """Everything in order, and where something was lost, a note of it."""
        if not self.lost:
            return list(self.chunks.values())
        notes = [(lost.number, _build_note(lost)) for lost in self.lost.values()]
        return [chunk for _, chunk in sorted([*self.chunks.items(), *notes], key=lambda item: item[0])]


class LogQueue:
    """Filled by the event loop, emptied by the writer's thread."""

    def __init__(
        self, runtime_max_bytes: int = _RUNTIME_MAX_BYTES, total_max_bytes: int = _TOTAL_MAX_BYTES
    ) -> None:
        self._runtime_max_bytes = runtime_max_bytes
        self._total_max_bytes = total_max_bytes
        self._lanes: dict[str, LogLane] = {}
        self._size_bytes = 0
        self._count = 0
        self._lock = threading.Lock()
        #: Lines that had to go since the start.
        self.dropped_count = 0

    def put(self, chunk: LogChunk) -> None:
        with self._lock:
            self._put(chunk)

    def take(self) -> dict[str, LogLane]:
        """All that waits, by runtime."""
        with self._lock:
            lanes, self._lanes, self._size_bytes = self._lanes, {}, 0
        return lanes

    def put_back(self, lanes: dict[str, LogLane]) -> None:
        """What could not be written waits again, before what has come since."""
        with self._lock:
            later, self._lanes, self._size_bytes = self._lanes, {}, 0
            for runtime_id, lane in [*lanes.items(), *later.items()]:
                _merge_lost(self._lanes.setdefault(runtime_id, LogLane()).lost, lane.lost)
                for chunk in lane.chunks.values():
                    self._put(chunk)

    def forget(self, runtime_id: str) -> None:
        """Let all of a runtime go, uncounted: it was deleted."""
        with self._lock:
            lane = self._lanes.pop(runtime_id, None)
            if lane is not None:
                self._size_bytes -= lane.size_bytes

    def _put(self, chunk: LogChunk) -> None:
        lane = self._lanes.get(chunk.origin.runtime_id)
        if lane is None:
            lane = self._lanes[chunk.origin.runtime_id] = LogLane()
        self._count += 1
        lane.add(self._count, chunk)
        self._size_bytes += len(chunk.data) + _CHUNK_BYTES
        while lane.size_bytes > self._runtime_max_bytes:
            self._drop_from(lane)
        while self._size_bytes > self._total_max_bytes:
            self._drop_from(max(self._lanes.values(), key=lambda each: each.size_bytes))

    def _drop_from(self, lane: LogLane) -> None:
        size_bytes, lines_count = lane.drop()
        self._size_bytes -= size_bytes
        self.dropped_count += lines_count


def _merge_lost(lost: dict[str | None, _Lost], more: dict[str | None, _Lost]) -> None:
    for session_id, other in more.items():
        mine = lost.setdefault(session_id, other)
        if mine is not other:
            mine.last, mine.number = other.last, other.number
            mine.lines_count += other.lines_count
            mine.size_bytes += other.size_bytes


def _build_note(lost: _Lost) -> LogChunk:
    text = (
        f"{lost.lines_count} lines ({lost.size_bytes} bytes) of this session are missing here:"
        " more was printed than could be written"
    )
    return LogChunk(
        origin=lost.last.origin,
        stream="event",
        data=text.encode(),
        time_ns=lost.last.time_ns,
        level="warning",
        missing=(lost.lines_count, lost.size_bytes),
    )
