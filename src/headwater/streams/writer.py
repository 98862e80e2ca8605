"""The one thread that writes streams to disk, in batches: nobody else waits for a disk.

Rules:
1. What is asked for is done in the order in which it is asked.
2. A stream whose write failed is not written any more: there would be a hole in it.
"""

from __future__ import annotations

import asyncio
import logging
import os
import queue
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from headwater.streams import files
from headwater.streams.base import GapReason
from headwater.streams.files import Segment
from headwater.wire.eventids import find_event_end

_log = logging.getLogger("headwater.streams")
#: Files that are kept open between two writes.
_OPEN_MAX_COUNT = 128
#: A stream is in at least so many segments when it is over its bound.
_SEGMENTS_COUNT = 8
_SEGMENT_MIN_BYTES = 4096
_JOIN_MAX_S = 5.0
#: So much of what was written before belongs to what may be an event's end.
_BEFORE_BYTES = 4
_EVENT_ENDS = (b"\n\n", b"\r\n\r\n", b"\r\r")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Something to do for one stream: any of it, in this order."""

    stream_id: str
    data: bytes = b""
    #: The record to be on disk afterwards.
    record: bytes | None = None
    #: Segments that end at or before this offset go, for a reason.
    drop_before: int = 0
    drop_reason: GapReason = "size"
    #: All of it goes.
    is_removal: bool = False
    #: Nothing more will be written.
    is_last: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """How a stream is on disk now."""

    stream_id: str
    #: The offset up to which it is there.
    written: int
    segments: tuple[Segment, ...]
    #: Why the oldest of it went, where some did.
    dropped: GapReason | None = None
    error: OSError | None = None


@dataclass(slots=True)
class _Chain:
    """One stream's segments."""

    segments: list[Segment] = field(default_factory=list)
    written: int = 0
    before: bytes = b""
    has_failed: bool = False


class LogWriter:
    """The thread, from `start` to `close`."""

    def __init__(self, folder: Path, max_bytes: int, on_done: Callable[[Sequence[Done]], None]) -> None:
        """
        Args:
            max_bytes: of one stream.
            on_done: told in the event loop of everything that was done.
        """
        self._folder = folder
        self._max_bytes = max_bytes
        self._segment_bytes = max(_SEGMENT_MIN_BYTES, max_bytes // _SEGMENTS_COUNT)
        self._on_done = on_done
        self._jobs: queue.SimpleQueue[Sequence[Job] | None] = queue.SimpleQueue()
        self._chains: dict[str, _Chain] = {}
        self._open: OrderedDict[str, int] = OrderedDict()
        self._thread = threading.Thread(target=self._run, name="stream-writer", daemon=True)
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._thread.start()

    def adopt(self, stream_id: str, segments: Sequence[Segment]) -> None:
        """Before the start: what is there of a stream of an earlier server's."""
        written = segments[-1].end if segments else 0
        self._chains[stream_id] = _Chain(segments=list(segments), written=written)

    def submit(self, jobs: Sequence[Job]) -> None:
        """Have them done, soon."""
        self._jobs.put(jobs)

    async def close(self) -> None:
        """Return when all that was submitted is done, or the disk takes nothing."""
        self._jobs.put(None)
        await asyncio.to_thread(self._thread.join, _JOIN_MAX_S)

    # In the thread.

    def _run(self) -> None:
        while (jobs := self._jobs.get()) is not None:
            done = [self._try(job) for job in jobs]
            assert self._loop is not None
            try:
                self._loop.call_soon_threadsafe(self._on_done, done)
            except RuntimeError:  # the loop is closed: nobody wants to know
                continue
        for fd in self._open.values():
            os.close(fd)

    def _try(self, job: Job) -> Done:
        try:
            return self._carry_out(job)
        except Exception as exc:  # the thread's top: one stream's trouble must not be all streams'
            _log.exception("writing the answer of invocation %s failed", job.stream_id)
            chain = self._chains.setdefault(job.stream_id, _Chain())
            chain.has_failed = True
            error = OSError(f"{type(exc).__name__}: {exc}")
            return Done(
                stream_id=job.stream_id, written=chain.written, segments=tuple(chain.segments), error=error
            )

    def _carry_out(self, job: Job) -> Done:
        if job.is_removal:
            self._remove(job.stream_id)
            return Done(stream_id=job.stream_id, written=0, segments=())
        chain = self._chains.setdefault(job.stream_id, _Chain())
        error: OSError | None = None
        dropped: GapReason | None = None
        if not chain.has_failed:
            try:
                self._write(job.stream_id, chain, job.data)
                if job.record is not None:
                    files.write_record(self._folder, job.stream_id, job.record)
            except OSError as exc:
                error, chain.has_failed = exc, True
        if self._drop(job.stream_id, chain, job.drop_before):
            dropped = job.drop_reason
        while len(chain.segments) > 1 and chain.written - chain.segments[0].start > self._max_bytes:
            self._unlink(chain.segments.pop(0))
            dropped = "size"
        if job.is_last or chain.has_failed:
            self._close(job.stream_id)
        return Done(
            stream_id=job.stream_id,
            written=chain.written,
            segments=tuple(chain.segments),
            dropped=dropped,
            error=error,
        )

    def _write(self, stream_id: str, chain: _Chain, data: bytes) -> None:
        while data:
            room = self._find_room(chain, data)
            part, data = data[:room], data[room:]
            if part:
                segment = chain.segments[-1]
                files.append(self._fd_of(stream_id, segment), segment, part, time.time())
                chain.written = segment.end
                chain.before = (chain.before + part[-_BEFORE_BYTES:])[-_BEFORE_BYTES:]
            if data:
                self._begin_segment(stream_id, chain)

    def _find_room(self, chain: _Chain, data: bytes) -> int:
        """How much of `data` goes into the last segment: up to the end of an event, once it is full."""
        if not chain.segments:
            return 0
        size = chain.written - chain.segments[-1].start
        if size + len(data) <= self._segment_bytes:
            return len(data)
        begin = max(0, self._segment_bytes - size)
        if begin == 0 and chain.before.endswith(_EVENT_ENDS):
            return 0
        before = chain.before
        end = find_event_end(before + data, begin)
        while end is not None and end <= len(before):
            end = find_event_end(before + data, end)
        if end is not None:
            return end - len(before)
        # For as many bytes again the end of an event is waited for.
        return len(data) if size + len(data) <= 2 * self._segment_bytes else begin

    def _begin_segment(self, stream_id: str, chain: _Chain) -> None:
        self._close(stream_id)
        start = chain.written
        is_boundary = start == 0 or chain.before.endswith(_EVENT_ENDS)
        path = files.segment_path(self._folder, stream_id, start, is_boundary=is_boundary)
        chain.segments.append(Segment(path, start, start, is_boundary))

    def _fd_of(self, stream_id: str, segment: Segment) -> int:
        fd = self._open.get(stream_id)
        if fd is None:
            if len(self._open) >= _OPEN_MAX_COUNT:
                os.close(self._open.popitem(last=False)[1])
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC
            fd = self._open[stream_id] = os.open(segment.path, flags, 0o600)
        self._open.move_to_end(stream_id)
        return fd

    def _close(self, stream_id: str) -> None:
        fd = self._open.pop(stream_id, None)
        if fd is not None:
            os.close(fd)

    def _drop(self, stream_id: str, chain: _Chain, before: int) -> bool:
        has_dropped = False
        while chain.segments and chain.segments[0].end <= before:
            if len(chain.segments) == 1:
                self._close(stream_id)
            self._unlink(chain.segments.pop(0))
            has_dropped = True
        return has_dropped

    def _remove(self, stream_id: str) -> None:
        self._close(stream_id)
        chain = self._chains.pop(stream_id, None)
        self._unlink_path(files.record_path(self._folder, stream_id))
        for segment in chain.segments if chain is not None else ():
            self._unlink(segment)

    def _unlink(self, segment: Segment) -> None:
        self._unlink_path(segment.path)

    def _unlink_path(self, path: Path) -> None:
        try:
            path.unlink(missing_ok=True)
        except OSError as exc:
            _log.error("a kept stream's file cannot be removed: %s", exc)
