"""The bytes of one run: written once, read by as many as like, from wherever they like.

Its writer waits for the disk, but not for ever: a log whose disk fails goes on in memory, with as much as may
be there. It waits for readers that keep up with it, so that they find what is next in memory and do not fall
behind what is kept; but for none longer than a moment: who takes nothing meanwhile is left behind.

Rule 1: what is kept is without a hole: from `kept_from` to `length`.
Rule 2: a reader looks at what is there, and registers for news, in one step of the event loop; the writer
        changes things and tells its readers in one step, too. So nobody misses anything.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from functools import partial

from headwater.streams import files
from headwater.streams.base import (
    GapReason,
    RunFacts,
    RunRecord,
    StreamCounts,
    StreamEnd,
    StreamGap,
    StreamHead,
    StreamUnreadable,
)
from headwater.streams.files import Segment
from headwater.streams.settings import StreamSettings
from headwater.streams.writer import Done, Job

_log = logging.getLogger("headwater.streams")
#: A reader gets so many at once.
_READ_MAX_BYTES = 64 * 1024
_LINE_END, _EVENT_END = b"\n", b"\n\n"
#: So far may the disk be behind before the run waits for it; and where it is behind with many, by so much in
#: all, so far with each.
_BACKLOG_MAX_BYTES = 512 * 1024
_BACKLOGS_MAX_BYTES = 16 * 1024 * 1024
_BACKLOG_SHARE_BYTES = 64 * 1024
#: The writer gets so many at once: until it has them on disk they are in memory twice.
_HAND_MAX_BYTES = 256 * 1024
#: Seconds in which the disk has to take something; then the log goes on without it.
_DISK_PATIENCE_S = 5.0
#: Seconds for which a reader who takes nothing is waited for, where he can read from the disk later, and
#: where there is none.
_READER_PATIENCE_S = 0.25
_READER_PATIENCE_WITHOUT_DISK_S = 5.0
#: A file that goes away while it is read is news that is on its way; looked for so often.
_REREADS = 50
_REREAD_AFTER_S = 0.02


class StreamLog:
    """Made by a `StreamStore`. Use from the event loop only."""

    def __init__(
        self,
        record: RunRecord,
        settings: StreamSettings,
        note_dirty: Callable[[StreamLog], None],
        counts: StreamCounts,
    ) -> None:
        self.facts: RunFacts = record.facts
        self.head: StreamHead | None = record.head
        self.end: StreamEnd | None = record.end
        #: See `RunRecord`.
        self.payload_digest: str | None = record.payload_digest
        #: How many are reading.
        self.viewers_count = 0
        self.segments: tuple[Segment, ...] = ()
        #: The offset up to which bytes are on disk, and up to which the writer has been given them.
        self.written = self._handed = record.length
        self.has_failed = False
        self._backlog = 0
        self.counts = counts
        self._settings = settings
        self._note_dirty = note_dirty
        self._tail = bytearray()
        self._tail_from = record.length
        self._gap_reason: GapReason = record.gap_reason
        #: How far readers are that keep up, or that have no disk to read from.
        self._positions: dict[object, int] = {}
        #: Readers are being waited for.
        self._is_pacing = False
        self._is_record_due = record.end is None
        self._is_handed = False
        self._waiting: set[asyncio.Future[None]] = set()

    # The run's side

    def begin(self, head: StreamHead) -> None:
        """The agent begins to answer."""
        self.head = head
        self._is_record_due = True
        self._tell()

    def note_payload(self, digest: str) -> None:
        """The request has been read."""
        self.payload_digest = digest
        self._is_record_due = True
        self._tell()

    def append(self, data: bytes) -> None:
        """The next bytes."""
        assert self.end is None, "the stream is over"
        self._tail += data
        self._count_backlog()
        self._tell()

    async def wait_room(self) -> None:
        """Return when there is room for more bytes.

        The disk is waited for, if it is too far behind, and readers that keep up are. A run that nobody reads
        goes on all the same, and so does one whose readers take nothing.
        """
        while self._is_disk_behind():
            before = self.written
            await self.wait_news(_DISK_PATIENCE_S, partial(self._has_disk_taken, before))
            if self.written == before and not self.has_failed:
                self.fail_disk("it takes nothing")
        if self._is_unread():
            await self._wait_readers()
        if self.has_failed:
            self._trim()

    async def _wait_readers(self) -> None:
        patience_s = _READER_PATIENCE_WITHOUT_DISK_S if self.has_failed else _READER_PATIENCE_S
        self._is_pacing = True
        await self.wait_news(patience_s, lambda: not self._is_unread())
        self._is_pacing = False
        self._positions = {who: at for who, at in self._positions.items() if at >= self._goes_before}

    def _is_disk_behind(self) -> bool:
        is_much = self.counts.backlog_bytes > _BACKLOGS_MAX_BYTES
        return self._backlog > (_BACKLOG_SHARE_BYTES if is_much else _BACKLOG_MAX_BYTES)

    def _count_backlog(self) -> None:
        backlog = 0 if self.has_failed else self.length - self.written
        self.counts.backlog_bytes += backlog - self._backlog
        self._backlog = backlog

    @property
    def _goes_before(self) -> int:
        """The offset up to which bytes are too many for memory."""
        return self.length - self._settings.memory_max_bytes

    def _is_unread(self) -> bool:
        return any(at < self._goes_before for at in self._positions.values())

    def _has_disk_taken(self, before: int) -> bool:
        return self.has_failed or self.written > before

    def finish(self, end: StreamEnd) -> None:
        """It is over. Only the first end counts."""
        if self.end is None:
            self.end = end
            self._is_record_due = True
            self._tell()

    # Readers

    def note_position(self, who: object, at: int) -> None:
        """A reader has all bytes before `at`."""
        if self.has_failed or at >= self._goes_before:
            self._positions[who] = at
        elif who in self._positions:  # not to be waited for before he has caught up
            del self._positions[who]
        if self._is_pacing:
            self.wake_readers()

    def forget_position(self, who: object) -> None:
        """A reader has left."""
        if self._positions.pop(who, None) is not None and self._is_pacing:
            self.wake_readers()

    @property
    def length(self) -> int:
        return self._tail_from + len(self._tail)

    @property
    def kept_from(self) -> int:
        """The offset of the first byte that can be read."""
        if self.segments and self.written >= self._tail_from:
            return self.segments[0].start
        return self._tail_from

    @property
    def disk_bytes(self) -> int:
        return sum(segment.file_bytes for segment in self.segments)

    def is_over_at(self, offset: int) -> bool:
        """Whether nothing comes after `offset` any more."""
        return self.end is not None and offset >= self.length

    async def read(self, offset: int, timeout_s: float | None = None) -> bytes:
        """Bytes from `offset` on, as soon as there are some; none when the time or the stream is over.

        Raises:
            StreamGap: they are not kept any more, or the disk does not hold what was written.
            StreamUnreadable: the disk does not give them, now.
        """
        for _ in range(_REREADS):
            if offset < self.kept_from:
                raise StreamGap(self.kept_from, self._gap_reason, is_boundary=self._is_kept_boundary())
            if offset >= self._tail_from:
                return await self._read_tail(offset, timeout_s)
            try:
                return _cut(
                    await asyncio.to_thread(files.read, self.segments, offset, self.written, _READ_MAX_BYTES)
                )
            except FileNotFoundError:
                await asyncio.sleep(_REREAD_AFTER_S)
            except OSError as exc:
                raise StreamUnreadable(str(exc)) from exc
            except StreamUnreadable as exc:
                raise self._build_loss(str(exc), offset) from exc
        raise self._build_loss("the file is not there", offset)

    def _build_loss(self, why: str, offset: int) -> StreamGap:
        """What is from `offset` to the next segment, or to what is in memory, is lost.

        What was before it is not kept on: who comes back to the event that is torn there must hear of it.
        """
        _log.error("a part of the answer of invocation %s is lost: %s", self.facts.invocation_id, why)
        self.segments = tuple(part for part in self.segments if offset < part.start < self._tail_from)
        self._gap_reason = "disk"
        return StreamGap(self.kept_from, self._gap_reason, is_boundary=self._is_kept_boundary())

    async def wait_news(self, timeout_s: float | None, is_there: Callable[[], bool]) -> bool:
        """Whether `is_there`; waits until it is, or for so many seconds."""
        loop = asyncio.get_running_loop()
        deadline_s = None if timeout_s is None else loop.time() + timeout_s
        while not is_there():
            if deadline_s is not None and loop.time() >= deadline_s:
                return False
            news = loop.create_future()
            self._waiting.add(news)
            timer = None if deadline_s is None else loop.call_at(deadline_s, _wake, news)
            try:
                await news
            finally:
                self._waiting.discard(news)
                if timer is not None:
                    timer.cancel()
        return True

    async def wait_written(self, timeout_s: float | None = None) -> bool:
        """Whether all that is known by now is on disk, as far as it will be; waits for it."""
        length = self.length
        return await self.wait_news(timeout_s, lambda: self._is_written(length))

    def _is_written(self, length: int) -> bool:
        is_pending = self._is_record_due or self._is_handed or self.written < length
        return self.has_failed or not is_pending

    def wake_readers(self) -> None:
        """Have those who wait look again at what they wait for."""
        for news in self._waiting:
            _wake(news)

    async def _read_tail(self, offset: int, timeout_s: float | None) -> bytes:
        if offset >= self.length and self.end is None:
            await self.wait_news(timeout_s, lambda: self.length > offset or self.end is not None)
        begin = offset - self._tail_from
        if begin < 0:  # it went to the disk while this reader slept
            return await self.read(offset, timeout_s)
        return _cut(bytes(memoryview(self._tail)[begin : begin + _READ_MAX_BYTES]))

    def _is_kept_boundary(self) -> bool:
        if self.segments and self.written >= self._tail_from:
            return self.segments[0].is_boundary
        return False

    # The store's side

    def take_job(self) -> Job | None:
        """What is to be written now; nothing while the writer has something of it."""
        if self._is_handed or self.has_failed:
            return None
        begin = self._handed - self._tail_from
        data = bytes(memoryview(self._tail)[begin : begin + _HAND_MAX_BYTES])
        # A record with an end says how many bytes there are, and is believed: they go first.
        is_last = self.end is not None and self._handed + len(data) == self.length
        is_record_due = self._is_record_due and (is_last or self.end is None)
        if not data and not is_record_due:
            return None
        record = self.describe_record().encode() if is_record_due else None
        self._is_record_due &= not is_record_due
        self._is_handed = True
        self._handed += len(data)
        return Job(stream_id=self.facts.invocation_id, data=data, record=record, is_last=is_last)

    @property
    def has_much_to_hand(self) -> bool:
        """Whether waiting for more to come would only keep the disk waiting."""
        return self.length - self._handed >= _HAND_MAX_BYTES

    def describe_record(self) -> RunRecord:
        return RunRecord(
            facts=self.facts,
            head=self.head,
            end=self.end,
            length=self.length,
            gap_reason=self._gap_reason,
            payload_digest=self.payload_digest,
        )

    def note_done(self, done: Done) -> None:
        """The writer has done something of it."""
        self._is_handed = False
        self.segments = done.segments
        self.written = max(self.written, done.written)
        if done.dropped is not None:
            self._gap_reason = done.dropped
        if done.error is not None:
            self.fail_disk(str(done.error))
        self._count_backlog()
        if not self.has_failed:
            self._trim()
        self.wake_readers()
        if self._is_record_due or self._handed < self.length:
            self._note_dirty(self)

    def fail_disk(self, why: str) -> None:
        """The log goes on without its disk."""
        if not self.has_failed:
            self.has_failed = True
            self._gap_reason = "disk"
            self._count_backlog()
            _log.error(
                "the answer of invocation %s is kept in memory alone from byte %d on, %d bytes of it: %s",
                self.facts.invocation_id,
                self.written,
                self._settings.memory_max_bytes,
                why,
            )
            self.wake_readers()

    @property
    def is_settled(self) -> bool:
        """Whether all of it is on disk that ever will be."""
        return self.end is not None and self._is_written(self.length)

    def release(self) -> None:
        """What is on disk, and does not change any more, need not be in memory."""
        if not self.is_settled:
            return
        if self.has_failed:
            if not self.viewers_count:
                self._trim()
        else:
            self._tail_from = self.length
            self._tail = bytearray()

    def adopt(self, segments: tuple[Segment, ...]) -> None:
        """What an earlier server has left of it."""
        end = segments[-1].end if segments else 0
        if end < self.length:
            self._gap_reason = "disk"
        self.segments = segments
        self.written = self._handed = self._tail_from = max(end, self.length)

    def _tell(self) -> None:
        self._note_dirty(self)
        self.wake_readers()

    def _trim(self) -> None:
        """Keep in memory what may be there; of what the disk does not have yet, all, if it still will."""
        excess = len(self._tail) - self._settings.memory_max_bytes
        if excess <= 0:
            return
        can_go = excess
        if not self.has_failed:
            unread = min(self._positions.values(), default=self.written)
            can_go = min(excess, min(self.written, unread) - self._tail_from)
        if can_go > 0:
            del self._tail[:can_go]
            self._tail_from += can_go


def _cut(data: bytes) -> bytes:
    """Of as much as a reader gets at once, whole events, if there are any: they are less work further on."""
    if len(data) < _READ_MAX_BYTES or _LINE_END not in data:
        return data
    end = data.rfind(_EVENT_END) + len(_EVENT_END)
    return data[:end] if end > len(_EVENT_END) else data


def _wake(news: asyncio.Future[None]) -> None:
    if not news.done():
        news.set_result(None)
