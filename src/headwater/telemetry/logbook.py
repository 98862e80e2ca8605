"""What agents print, and what befalls them: taken from the event loop, written by a thread, read by others.

The loop hands over what came from a pipe as it is; decoding, levels and JSON are the thread's work. A line is
in its file a moment after it was read: a server that is killed loses what the thread had not written yet,
`_PAUSE_S` of lines at most where the disk keeps up, and what agents' pipes still held.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from headwater.telemetry.logfiles import LogFiles
from headwater.telemetry.logfilter import LogFilter as LogFilter
from headwater.telemetry.loglines import LogChunk, LogOrigin, split_tracebacks
from headwater.telemetry.logqueue import LogLane, LogQueue
from headwater.telemetry.logreader import Found, LogReader, build_line, parse_cursor
from headwater.telemetry.serverlog import LogFormat, LogLevel

_logger = logging.getLogger(__name__)
#: Between two writes, so that what comes meanwhile is written together.
_PAUSE_S = 0.02
#: Between two attempts to write where the disk is full.
_RETRY_S = 1.0
#: Readings that look through files at the same time; more wait.
_READERS_COUNT = 4
#: Of the end: what cannot be written by then is lost.
_CLOSE_TIMEOUT_S = 5.0
_SWEEP_EVERY_S = 600.0
#: A follower of a silent log hears so often that it is still followed.
_HEARTBEAT_S = 15.0
#: Pipes that are within a traceback, remembered.
_TRACEBACKS_MAX_COUNT = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class LogSettings:
    """[logs]: agents', `file_max_bytes` each, `files_max_count` of them for one runtime; the server's own."""

    file_max_bytes: int = 16 * 1024 * 1024
    files_max_count: int = 4
    format: LogFormat = "text"
    level: LogLevel = "info"


class Logbook:
    """Use as `async with`; leaving it writes what is left."""

    def __init__(
        self, folder: Path, settings: LogSettings, *, keep_days: float = 7.0, queue: LogQueue | None = None
    ) -> None:
        self._folder = folder
        #: All lines there were.
        self.lines_count = 0
        #: Told of all that is noted. May neither wait nor raise.
        self.on_chunk: Callable[[LogChunk], None] | None = None
        self._queue = queue or LogQueue()
        self._files = LogFiles(
            folder,
            file_max_bytes=settings.file_max_bytes,
            files_max_count=settings.files_max_count,
            keep_days=keep_days,
        )
        self._writer = threading.Thread(target=self._write_for_ever, name="logbook", daemon=True)
        self._wake = threading.Event()
        self._hurry = threading.Event()
        self._is_closing = False
        self._is_failing = False
        self._tracebacks: OrderedDict[tuple[LogOrigin, str], None] = OrderedDict()
        #: The writer's, and whoever removes files.
        self._files_lock = threading.Lock()
        #: Flushes that wait, with the lock of `_asked`.
        self._asked: list[asyncio.Future[None]] = []
        self._asked_lock = threading.Lock()
        self._news: dict[str, asyncio.Event] = {}
        self._removed: set[str] = set()
        self._readers = ThreadPoolExecutor(_READERS_COUNT, thread_name_prefix="log-reader")
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    async def __aenter__(self) -> Logbook:
        self._loop = asyncio.get_running_loop()
        self._writer.start()
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        self._is_closing = True
        self._wake.set()
        self._hurry.set()
        await asyncio.to_thread(self._writer.join, _CLOSE_TIMEOUT_S)
        if self._writer.is_alive() or self._is_failing:
            _logger.warning("the last lines of agents' logs could not be written to %s", self._folder)
        self._readers.shutdown(wait=False, cancel_futures=True)

    @property
    def dropped_lines_count(self) -> int:
        """Lines lost since the start, as more came than could be written."""
        return self._queue.dropped_count

    def add(
        self,
        *,
        runtime_id: str,
        version: int,
        session_id: str | None,
        stream: str,
        text: str | bytes,
        source: str | None = None,
        endpoint: str | None = None,
        request_id: str | None = None,
        trace_id: str | None = None,
        span_id: str | None = None,
        level: str | None = None,
        continues: bool = False,
    ) -> None:
        """Note a line, or several with line ends between them. Does not wait.

        Args:
            stream: `stdout`, `stderr`, `event` (of ours), `otel` (a log record that came over OTLP).
            request_id: the invocation it belongs to, where that is known and no guess; `trace_id`, `span_id`
                likewise. What a line says of itself goes above them.
            level: one of `loglevels.LEVELS`; None: what each line says of itself.
            continues: the last line goes on in the next call of the same session and stream.
        """
        if runtime_id in self._removed:
            return
        origin = LogOrigin(
            runtime_id=runtime_id,
            version=str(version),
            endpoint=endpoint,
            session_id=session_id,
            source=source or ("template" if session_id is None else "session"),
        )
        data = text if isinstance(text, bytes) else text.encode("utf-8", "backslashreplace")
        self.lines_count += data.count(b"\n") + 1
        chunk = LogChunk(
            origin=origin,
            stream=stream,
            data=data,
            time_ns=time.time_ns(),
            request_id=request_id,
            trace_id=trace_id,
            span_id=span_id,
            level=level,
            continues=continues,
        )
        self._queue.put(chunk)
        if self.on_chunk is not None:
            self.on_chunk(chunk)
        if not self._wake.is_set():
            self._wake.set()

    async def read(
        self, runtime_id: str, wanted: LogFilter, *, follow: bool = False, after: str | None = None
    ) -> AsyncIterator[Found]:
        """Lines, oldest first, some at a time; with `follow`, new ones as they come, until the reader leaves
        or the runtime is deleted.

        With `follow`, some without lines are given: where all there is was read, and now and then from there.

        Args:
            after: a line's cursor; reading goes on behind it, whatever `wanted.limit` says.
        Raises:
            InvalidRequest: `after` is no cursor of this log.
        """
        cursor = None if after is None else parse_cursor(after)
        await self.flush()
        reader = LogReader(self._folder, runtime_id, wanted)
        in_thread = partial(self._loop.run_in_executor, self._readers)
        await in_thread(partial(reader.start, after=cursor, last_count=wanted.limit))
        rest = None if follow or after is not None else wanted.limit
        while True:
            # Taken before the look, so that no line falls between the two.
            news = self._news.setdefault(runtime_id, asyncio.Event()) if follow else None
            is_removed = runtime_id in self._removed
            found: Found = await in_thread(reader.read)
            if rest is not None:
                del found.lines[rest:]  # written since the last lines were looked for
                rest -= len(found.lines)
            yield found
            if news is None:
                if found.is_end or rest == 0:
                    return
            elif is_removed:
                found.lines = [build_line(runtime_id, found.position, "the agent runtime was deleted")]
                yield found
                return
            elif found.is_end:
                while not await _wait_briefly(news):
                    yield Found(position=found.position, is_end=True)

    def remove(self, runtime_id: str) -> None:
        """Forget a runtime's lines, and take no more of it. Waits for the disk; for threads."""
        self._removed.add(runtime_id)
        self._queue.forget(runtime_id)
        with self._files_lock:
            self._files.remove(runtime_id)
        self._loop.call_soon_threadsafe(self._tell, [runtime_id])

    async def flush(self) -> None:
        """Return when all that was added before is written, or cannot be."""
        done = self._loop.create_future()
        with self._asked_lock:
            self._asked.append(done)
        self._hurry.set()
        self._wake.set()
        await done

    def _write_for_ever(self) -> None:
        sweep_at = 0.0
        while True:
            self._wake.wait(max(0.0, sweep_at - time.monotonic()))
            is_closing = self._is_closing
            self._wake.clear()
            self._hurry.clear()
            with self._asked_lock:
                asked, self._asked = self._asked, []
            lanes = self._queue.take()
            if lanes:
                self._write(lanes)
            if asked:
                self._loop.call_soon_threadsafe(_resolve, asked)
            if time.monotonic() >= sweep_at:
                sweep_at = time.monotonic() + _SWEEP_EVERY_S
                self._remove_old()
            if is_closing:
                return
            if self._is_failing:
                self._hurry.wait(_RETRY_S)
                self._wake.set()
            elif lanes:
                self._hurry.wait(_PAUSE_S)

    def _write(self, lanes: dict[str, LogLane]) -> None:
        """Write what was taken; what cannot be written is put back."""
        failure: OSError | None = None
        failed: dict[str, LogLane] = {}
        for runtime_id, lane in lanes.items():
            chunks = [part for chunk in lane.drain() for part in self._mark_tracebacks(chunk)]
            with self._files_lock:
                if runtime_id in self._removed:
                    continue
                try:
                    self._files.append(runtime_id, chunks)
                except OSError as exc:
                    failure, failed[runtime_id] = exc, LogLane.of(chunks)
        if failed:
            self._queue.put_back(failed)
        self._note_failure(failure)
        told = [runtime_id for runtime_id in lanes if runtime_id in self._news and runtime_id not in failed]
        if told and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._tell, told)

    def _mark_tracebacks(self, chunk: LogChunk) -> list[LogChunk]:
        key = (chunk.origin, chunk.stream)
        if chunk.level is not None:
            return [chunk]
        parts, is_inside = split_tracebacks(chunk, is_inside=key in self._tracebacks)
        if is_inside:
            self._tracebacks[key] = None
            if len(self._tracebacks) > _TRACEBACKS_MAX_COUNT:
                self._tracebacks.popitem(last=False)
        else:
            self._tracebacks.pop(key, None)
        return parts

    def _note_failure(self, failure: OSError | None) -> None:
        """Say once that lines cannot be written, and once that they can be again."""
        if failure is not None and not self._is_failing:
            _logger.error(
                "agents' logs cannot be written to %s: %s; lines wait in memory, and beyond a bound"
                " the oldest are dropped and counted",
                self._folder,
                failure.strerror or failure,
            )
        elif failure is None and self._is_failing:
            _logger.info("agents' logs are written again to %s", self._folder)
        self._is_failing = failure is not None

    def _remove_old(self) -> None:
        with self._files_lock:
            count = self._files.remove_older(time.time())
        if count:
            _logger.info("%d file(s) of agents' logs were older than telemetry.keep_days and removed", count)

    def _tell(self, runtime_ids: list[str]) -> None:
        """Wake those who follow."""
        for runtime_id in runtime_ids:
            news = self._news.pop(runtime_id, None)
            if news is not None:
                news.set()


async def _wait_briefly(event: asyncio.Event) -> bool:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_HEARTBEAT_S):
            await event.wait()
    return event.is_set()


def _resolve(futures: list[asyncio.Future[None]]) -> None:
    for future in futures:
        if not future.done():
            future.set_result(None)
