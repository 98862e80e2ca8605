"""All kept streams of a server: made, found, and removed when their time or their room is over."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from headwater.background import running
from headwater.core.errors import QuotaExceeded
from headwater.streams.base import GapReason, RunFacts, RunRecord, StreamCounts, utc_now
from headwater.streams.log import StreamLog
from headwater.streams.recovery import recover
from headwater.streams.settings import StreamSettings
from headwater.streams.writer import Done, Job, LogWriter

#: Seconds from the first byte that comes to when the writer gets it, with all that came meanwhile.
_GATHER_S = 0.004
_LOOK_EVERY_S = 2.0
#: At the end of the server.
_CLOSE_MAX_S = 5.0


class StreamStore:
    """Use `open_streams`."""

    def __init__(self, folder: Path, settings: StreamSettings, now: Callable[[], datetime] = utc_now) -> None:
        self._folder = folder
        self._settings = settings
        self._now = now
        self._logs: dict[str, StreamLog] = {}
        #: Ids of runs by whose, of what and by which key the request was that began them.
        self._ids_by_key: dict[tuple[str | None, str, str], str] = {}
        self._dirty: set[StreamLog] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._writer = LogWriter(folder, settings.max_bytes, self._note_done)
        self.counts = StreamCounts()
        #: Deleted runtimes whose last runs are not over yet.
        self._deleted_runtimes: set[str] = set()
        self._keep = timedelta(seconds=settings.keep_s)

    # What there is

    def create(self, facts: RunFacts) -> StreamLog:
        """A log for a run that begins.

        Raises:
            QuotaExceeded: there are as many as there may be, and all of them run.
        """
        if len(self._logs) >= self._settings.max_count and not self._remove_oldest():
            raise QuotaExceeded(
                f"This server already keeps {len(self._logs)} runs that are not over, its maximum"
                " (streams.max_count)"
            )
        log = StreamLog(RunRecord(facts=facts), self._settings, self._note_dirty, self.counts)
        self._add(log)
        self._note_dirty(log)
        return log

    def find(self, invocation_id: str) -> StreamLog | None:
        """The log of a run; None where there is none, or none any more."""
        log = self._logs.get(invocation_id)
        return None if log is None or self._is_expired(log) else log

    def find_by_key(self, owner: str | None, runtime_id: str, key: str) -> StreamLog | None:
        """The log of the run that a request with this key began; None as of `find`."""
        invocation_id = self._ids_by_key.get((owner, runtime_id, key))
        return None if invocation_id is None else self.find(invocation_id)

    def release_key(self, log: StreamLog) -> None:
        """The request that began the run may begin another one, when it is sent again."""
        self._forget_key(log)
        log.facts = replace(log.facts, idempotency_key=None)

    def list(self) -> list[StreamLog]:
        """All of them, the newest first."""
        return sorted(
            (log for log in self._logs.values() if not self._is_expired(log)),
            key=lambda log: log.facts.created_at,
            reverse=True,
        )

    def expires_at(self, log: StreamLog) -> datetime | None:
        """When it will be removed; None while its run goes on."""
        return None if log.end is None else log.end.at + self._keep

    def remove(self, log: StreamLog) -> None:
        """It is not to be found any more, and its files go."""
        if self._logs.pop(log.facts.invocation_id, None) is not None:
            self._forget_key(log)
            self._dirty.discard(log)
            self._writer.submit([Job(stream_id=log.facts.invocation_id, is_removal=True)])

    def remove_runtime(self, runtime_id: str) -> None:
        """A runtime was deleted, and what its agent said goes with it, once its runs are over."""
        self._deleted_runtimes.add(runtime_id)
        self._remove_deleted()

    @property
    def kept_count(self) -> int:
        return len(self._logs)

    @property
    def disk_bytes(self) -> int:
        return sum(log.disk_bytes for log in self._logs.values())

    # What is done behind

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """While open, streams are written and removed; leaving it writes what is left."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = await asyncio.to_thread(recover, self._folder, self._settings, self._now())
        for record, segments in found:
            log = StreamLog(record, self._settings, self._note_dirty, self.counts)
            log.adopt(segments)
            self._add(log)
            self._writer.adopt(record.facts.invocation_id, segments)
        self._writer.start()
        try:
            async with running(self._watch(), "stream-keeping"):
                yield
        finally:
            await self._write_rest()
            await self._writer.close()

    def _add(self, log: StreamLog) -> None:
        self._logs[log.facts.invocation_id] = log
        if (key := _key_of(log)) is not None:
            self._ids_by_key[key] = log.facts.invocation_id

    def _forget_key(self, log: StreamLog) -> None:
        key = _key_of(log)
        if key is not None and self._ids_by_key.get(key) == log.facts.invocation_id:
            del self._ids_by_key[key]

    async def _write_rest(self) -> None:
        """Have the writer get what it has not got yet; a disk that takes nothing is not waited for."""
        deadline_s = asyncio.get_running_loop().time() + _CLOSE_MAX_S
        for log in list(self._logs.values()):
            self._flush()
            await log.wait_written(deadline_s - asyncio.get_running_loop().time())

    def _note_dirty(self, log: StreamLog) -> None:
        self._dirty.add(log)
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(_GATHER_S, self._flush)

    def _flush(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        dirty, self._dirty = self._dirty, set()
        jobs = [job for log in dirty if (job := log.take_job()) is not None]
        if jobs:
            self._writer.submit(jobs)

    def _note_done(self, done: Sequence[Done]) -> None:
        has_much = False
        for one in done:
            log = self._logs.get(one.stream_id)
            if log is not None:
                log.note_done(one)
                log.release()
                has_much |= log.has_much_to_hand
        if has_much:
            self._flush()

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(_LOOK_EVERY_S)
            self.look_after()

    def look_after(self) -> None:
        """Remove what is too old or too much."""
        for log in list(self._logs.values()):
            if self._is_expired(log) and not log.viewers_count:
                self.remove(log)
            else:
                log.release()
                self._drop_old(log)
        self._remove_deleted()
        self._make_room()

    def _remove_deleted(self) -> None:
        doomed = [log for log in self._logs.values() if log.facts.runtime_id in self._deleted_runtimes]
        for log in doomed:
            if log.end is not None:
                self.remove(log)
        self._deleted_runtimes = {log.facts.runtime_id for log in doomed if log.end is None}

    def _is_expired(self, log: StreamLog) -> bool:
        expires_at = self.expires_at(log)
        return expires_at is not None and expires_at <= self._now()

    def _drop_old(self, log: StreamLog) -> None:
        """What is of no use on disk any more; of a run that goes on for long, what is too old."""
        if log.has_failed and log.segments and log.kept_from > log.written:
            self._drop(log, log.written, "disk")
            return
        before_s = (self._now() - self._keep).timestamp()
        old = [segment for segment in log.segments[:-1] if segment.written_at < before_s]
        if old:
            self._drop(log, old[-1].end, "age")

    def _make_room(self) -> None:
        excess = self.disk_bytes - self._settings.total_max_bytes
        while excess > 0:
            oldest = self._remove_oldest()
            if oldest is None:
                break
            excess -= oldest.disk_bytes
        if excess > 0:
            largest = max(self._logs.values(), key=lambda log: log.disk_bytes, default=None)
            if largest is not None and len(largest.segments) > 1:
                self._drop(largest, largest.segments[0].end, "size")

    def _remove_oldest(self) -> StreamLog | None:
        """Of the runs that are over and that nobody reads, that which is for longest."""
        over = [(log.end.at, log) for log in self._logs.values() if log.end and not log.viewers_count]
        if not over:
            return None
        oldest = min(over, key=lambda pair: pair[0])[1]
        self.remove(oldest)
        return oldest

    def _drop(self, log: StreamLog, before: int, reason: GapReason) -> None:
        job = Job(stream_id=log.facts.invocation_id, drop_before=before, drop_reason=reason)
        self._writer.submit([job])


def _key_of(log: StreamLog) -> tuple[str | None, str, str] | None:
    facts = log.facts
    if facts.idempotency_key is None:
        return None
    return facts.owner, facts.runtime_id, facts.idempotency_key


@asynccontextmanager
async def open_streams(folder: Path, settings: StreamSettings) -> AsyncIterator[StreamStore]:
    """While open, streams are kept in `folder`, those of an earlier server too."""
    store = StreamStore(folder, settings)
    async with store.running():
        yield store
