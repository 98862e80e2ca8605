"""What agents print, and what befalls them, one JSON line each, a file per runtime, bounded by size.

Lines are gathered for a moment and written together by a thread, so that an agent that prints much costs
the event loop little. Readers see a line within `_FLUSH_S`.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
from collections import deque
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

_logger = logging.getLogger(__name__)
_FLUSH_S = 0.1
#: Lines waiting to be written; beyond it the oldest are dropped and a line says how many.
_MAX_PENDING_LINES = 50_000
_MAX_PENDING_CHARS = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class LogSettings:
    """[logs]: `file_max_bytes` each, `files_max_count` of them, for one runtime."""

    file_max_bytes: int = 16 * 1024 * 1024
    files_max_count: int = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFilter:
    """Which lines to read: of one session, since a time, the last so many."""

    session_id: str | None = None
    since: datetime | None = None
    limit: int | None = None


class Logbook:
    """Use as `async with`; leaving it writes what is left."""

    def __init__(self, folder: Path, settings: LogSettings) -> None:
        self._folder = folder
        self._settings = settings
        self._pending: deque[tuple[str, str]] = deque()
        self._pending_chars = 0
        self._dropped_count = 0
        #: All lines there were, and those of them that were not kept.
        self.lines_count = self.dropped_lines_count = 0
        self._wake = asyncio.Event()
        self._written: asyncio.Event = asyncio.Event()
        self._writer: asyncio.Task[None] | None = None
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    async def __aenter__(self) -> Logbook:
        self._writer = asyncio.create_task(self._write_for_ever(), name="logbook")
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        assert self._writer is not None
        self._writer.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._writer
        self._write_pending()

    def add(
        self,
        *,
        runtime_id: str,
        version: int,
        session_id: str | None,
        stream: str,
        text: str,
        source: str | None = None,
    ) -> None:
        """Note one line. Does not wait."""
        source = source or ("template" if session_id is None else "session")
        line = _build_line(
            source=source, version=str(version), session_id=session_id, stream=stream, text=text
        )
        while self._pending and (
            len(self._pending) >= _MAX_PENDING_LINES or self._pending_chars + len(line) > _MAX_PENDING_CHARS
        ):
            self._pending_chars -= len(self._pending.popleft()[1])
            self._dropped_count += 1
            self.dropped_lines_count += 1
        self._pending.append((runtime_id, line))
        self._pending_chars += len(line)
        self.lines_count += 1
        self._wake.set()

    async def read(self, runtime_id: str, wanted: LogFilter, *, follow: bool = False) -> AsyncIterator[str]:
        """Lines, oldest first; with `follow`, new ones as they come, until the reader leaves."""
        await self._flush()
        position = self._end_of(runtime_id)
        for line in await asyncio.to_thread(self._read_all, runtime_id, wanted):
            yield line
        while follow:
            written = self._written  # taken before the look, so that no line falls between the two
            lines, position = await asyncio.to_thread(self._read_from, runtime_id, position, wanted)
            for line in lines:
                yield line
            await written.wait()

    def remove(self, runtime_id: str) -> None:
        """Forget a runtime's lines."""
        for path in self._files(runtime_id):
            with contextlib.suppress(OSError):
                path.unlink()

    async def _write_for_ever(self) -> None:
        while True:
            await self._wake.wait()
            await asyncio.sleep(_FLUSH_S)
            self._wake.clear()
            await self._flush()

    async def _flush(self) -> None:
        if self._pending:
            try:
                await asyncio.shield(asyncio.to_thread(self._write_pending))
            except OSError as exc:
                _logger.warning("lines of agents' logs could not be written to %s: %s", self._folder, exc)
            written, self._written = self._written, asyncio.Event()
            written.set()

    def _write_pending(self) -> None:
        batches: dict[str, list[str]] = {}
        for _ in range(len(self._pending)):
            try:
                runtime_id, line = self._pending.popleft()
            except IndexError:
                break  # another writer was quicker
            self._pending_chars = max(0, self._pending_chars - len(line))
            batches.setdefault(runtime_id, []).append(line)
        if not self._pending:
            self._pending_chars = 0  # two threads count; here the count is known
        if self._dropped_count:
            text = f"{self._dropped_count} lines were dropped"
            note = _build_line(source="server", version="", session_id=None, stream="event", text=text)
            self._dropped_count = 0
            for lines in batches.values():
                lines.insert(0, note)
        for runtime_id, lines in batches.items():
            self._append(self._folder / f"{runtime_id}.jsonl", lines)

    def _append(self, path: Path, lines: list[str]) -> None:
        with path.open("a", encoding="utf-8", errors="replace") as file:
            file.write("\n".join(lines) + "\n")
            is_full = file.tell() > self._settings.file_max_bytes
        if is_full:
            for number in range(self._settings.files_max_count - 1, 0, -1):
                older = path.with_suffix(f".jsonl.{number}")
                if older.exists():
                    older.replace(path.with_suffix(f".jsonl.{number + 1}"))
            path.replace(path.with_suffix(".jsonl.1"))
            with contextlib.suppress(OSError):
                path.with_suffix(f".jsonl.{self._settings.files_max_count}").unlink()

    def _files(self, runtime_id: str) -> list[Path]:
        """A runtime's files, oldest first."""
        base = self._folder / f"{runtime_id}.jsonl"
        numbers = range(self._settings.files_max_count, 0, -1)
        return [p for p in (*(base.with_suffix(f".jsonl.{n}") for n in numbers), base) if p.exists()]

    def _end_of(self, runtime_id: str) -> tuple[int, int]:
        """(inode, size) of the current file: where following starts."""
        with contextlib.suppress(OSError):
            info = os.stat(self._folder / f"{runtime_id}.jsonl")
            return info.st_ino, info.st_size
        return 0, 0

    def _read_all(self, runtime_id: str, wanted: LogFilter) -> list[str]:
        kept: deque[str] = deque(maxlen=wanted.limit)
        for path in self._files(runtime_id):
            with path.open(encoding="utf-8", errors="replace") as file:
                kept.extend(_matching(file, wanted))
        return list(kept)

    def _read_from(
        self, runtime_id: str, position: tuple[int, int], wanted: LogFilter
    ) -> tuple[list[str], tuple[int, int]]:
        inode, offset = position
        found: list[str] = []
        for path in self._files(runtime_id)[-2:]:
            info = path.stat()
            # A file that is shorter than what was read of it is another with a number used again.
            is_same = info.st_ino == inode and info.st_size >= offset
            if not is_same and path.suffix != ".jsonl":
                continue
            with path.open(encoding="utf-8", errors="replace") as file:
                file.seek(offset if is_same else 0)
                found += _matching(file, wanted)
                position = info.st_ino, file.tell()
        return found, position


def _build_line(*, source: str, version: str, session_id: str | None, stream: str, text: str) -> str:
    line = {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "source": source,
        "version": version,
        "sessionId": session_id,
        "stream": stream,
        "text": text,
    }
    return json.dumps(line, ensure_ascii=False)


def _matching(lines: Iterator[str], wanted: LogFilter) -> Iterator[str]:
    for line in lines:
        if wanted.session_id is None and wanted.since is None:
            yield line.rstrip("\n")
            continue
        try:
            entry: Any = json.loads(line)  # Any: JSON
        except ValueError:
            continue  # a line cut by a crash
        if wanted.session_id is not None and entry.get("sessionId") != wanted.session_id:
            continue
        if wanted.since is not None and datetime.fromisoformat(entry["time"]) < wanted.since:
            continue
        yield line.rstrip("\n")
