"""Files of agents' logs: a folder per runtime, numbered files in it, each a line of JSON a record.

A file is only ever appended to, and never renamed: readers need no lock and hold their place by a file's
number and an offset. Older versions had `RUNTIME.jsonl` and `RUNTIME.jsonl.1` (older) beside the folders;
these are read as files with numbers below one.

In one file times do not go back by more than `TIME_SLACK_S`: where a clock is set back, a new file begins. So
readers can look for a time by halves.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import time
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from headwater.telemetry.logkeeping import KEPT_END, keep_quiet_lines, parse_kept_number
from headwater.telemetry.loglines import LogChunk, encode_chunk, find_time

TIME_SLACK_S = 1.0
#: Files of one runtime, whatever their size: a clock that goes back and forth makes many small ones.
_FILES_MAX_COUNT = 256
_TAIL_BYTES = 1024 * 1024
#: Of the days that are kept: what a file spans at most, as it goes as a whole.
_SPAN_SHARE = 1 / 7
#: Runtimes whose last file is remembered.
_KNOWN_MAX_COUNT = 4096
_DAY_S = 86_400
_OLD_NAME = re.compile(r"(?P<runtime>.+)\.jsonl(?:\.(?P<number>[0-9]{1,4}))?")


@dataclass(frozen=True, slots=True, order=True)
class LogFile:
    """A file and its place among a runtime's."""

    number: int
    path: Path

    @property
    def is_kept(self) -> bool:
        """Whether it has what was kept of files that went; see `logkeeping`."""
        return self.number < KEPT_END


@dataclass(slots=True)
class _Last:
    """The file of a runtime that is appended to."""

    number: int
    size_bytes: int
    time_s: float
    #: Of its first record.
    begun_s: float = 0.0


def list_files(folder: Path, runtime_id: str) -> list[LogFile]:
    """A runtime's files, oldest first."""
    found = [
        LogFile(number, path)
        for path in _entries(folder / runtime_id)
        if path.suffix == ".jsonl" and (number := _parse_number(path.stem)) is not None
    ]
    if (folder / f"{runtime_id}.jsonl").exists() or (folder / f"{runtime_id}.jsonl.1").exists():
        found += _old_files(folder, runtime_id)
    return sorted(found)


def build_path(folder: Path, runtime_id: str, number: int) -> Path:
    """Where a runtime's file with a number is."""
    return folder / runtime_id / f"{number:09d}.jsonl"


class LogFiles:
    """Appends and removes. Used by one thread at a time."""

    def __init__(
        self, folder: Path, *, file_max_bytes: int, files_max_count: int, keep_days: float = 7.0
    ) -> None:
        self._folder = folder
        self._keep_s = keep_days * _DAY_S
        self._file_max_bytes = file_max_bytes
        self._files_max_count = files_max_count
        self._known: OrderedDict[str, _Last] = OrderedDict()

    def append(self, runtime_id: str, chunks: list[LogChunk]) -> None:
        """Write chunks, in as many files as it takes.

        Raises:
            OSError: none of the chunks of the last file was written; those of earlier ones were, and are no
                longer in `chunks`.
        """
        while chunks:
            last = self._find_last(runtime_id)
            at_s = chunks[0].time_ns / 1e9
            if last.size_bytes and self._is_full(last, at_s):
                last.number, last.size_bytes, last.time_s = last.number + 1, 0, 0.0
                self._remove_surplus(runtime_id, last.number)
            if not last.size_bytes:
                last.begun_s = at_s
            count, data = _gather(chunks, last.time_s, self._file_max_bytes - last.size_bytes)
            try:
                last.size_bytes = self._write(build_path(self._folder, runtime_id, last.number), data)
            except FileNotFoundError:
                del self._known[runtime_id]  # somebody removed the folder: it is made at the next attempt
                raise
            last.time_s = max(last.time_s, max(chunk.time_ns for chunk in chunks[:count]) / 1e9)
            del chunks[:count]

    def _is_full(self, last: _Last, at_s: float) -> bool:
        """Whether a record of that time goes to another file. What is to go by its age goes by files."""
        is_back = at_s < last.time_s - TIME_SLACK_S
        is_long = at_s - last.begun_s > self._keep_s * _SPAN_SHARE
        return last.size_bytes >= self._file_max_bytes or is_back or is_long

    def remove(self, runtime_id: str) -> None:
        """Remove all of a runtime's files."""
        self._known.pop(runtime_id, None)
        for file in list_files(self._folder, runtime_id):
            with contextlib.suppress(OSError):
                file.path.unlink()
        shutil.rmtree(self._folder / runtime_id, ignore_errors=True)

    def remove_older(self, now_s: float) -> int:
        """Remove files that were last written to before the days that are kept; how many."""
        count = 0
        for runtime_id in self._runtimes():
            for file in list_files(self._folder, runtime_id):
                with contextlib.suppress(OSError):
                    if file.path.stat().st_mtime < now_s - self._keep_s:
                        file.path.unlink()
                        count += 1
                        # A number is not used again: readers would take the new file for the old one.
                        known = self._known.get(runtime_id)
                        if known is not None and known.number == file.number:
                            known.number, known.size_bytes = known.number + 1, 0
        return count

    def _runtimes(self) -> set[str]:
        found = set()
        for path in _entries(self._folder):
            old = _OLD_NAME.fullmatch(path.name)
            found.add(old["runtime"] if old is not None else path.name)
        return found

    def _find_last(self, runtime_id: str) -> _Last:
        last = self._known.get(runtime_id)
        if last is None:
            (self._folder / runtime_id).mkdir(mode=0o700, parents=True, exist_ok=True)
            last = self._known[runtime_id] = self._open_last(runtime_id)
            if len(self._known) > _KNOWN_MAX_COUNT:
                self._known.popitem(last=False)
        self._known.move_to_end(runtime_id)
        return last

    def _open_last(self, runtime_id: str) -> _Last:
        """Where an earlier run of the server ended."""
        files = list_files(self._folder, runtime_id)
        if not files or files[-1].number < 1:
            return _Last(1, 0, 0.0)
        path = files[-1].path
        size_bytes = path.stat().st_size
        with path.open("rb") as file:
            file.seek(max(0, size_bytes - _TAIL_BYTES))
            tail = file.read(_TAIL_BYTES)
        if tail and not tail.endswith(b"\n"):
            # It was killed while it wrote. What is cut keeps its line to itself, which readers step over.
            size_bytes = self._write(path, b"\n")
        at = (find_time(line) for line in reversed(tail.split(b"\n")[:-1]))
        last = next((time for time in at if time is not None), None)
        with path.open("rb") as file:
            first = find_time(file.readline(_TAIL_BYTES).rstrip(b"\n")) or last
        return _Last(
            files[-1].number,
            size_bytes,
            0.0 if last is None else last.timestamp(),
            0.0 if first is None else first.timestamp(),
        )

    def _write(self, path: Path, data: bytes) -> int:
        """Append; the file's size afterwards. What was written in part is taken back."""
        fd = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            before = os.fstat(fd).st_size
            rest = memoryview(data)
            try:
                while rest:
                    rest = rest[os.write(fd, rest) :]
            except OSError:
                with contextlib.suppress(OSError):
                    os.ftruncate(fd, before)
                raise
            return before + len(data)
        finally:
            os.close(fd)

    def _remove_surplus(self, runtime_id: str, number: int) -> None:
        """Make room for a file with a number: the oldest go."""
        files = list_files(self._folder, runtime_id)
        sizes = {}
        for file in files:
            with contextlib.suppress(OSError):
                sizes[file] = file.path.stat().st_size
        kept = [(file.number, file.path) for file in files if file.is_kept]
        for file in [file for file in sizes if file.is_kept]:
            del sizes[file]
        bound = self._file_max_bytes * (self._files_max_count - 1) + self._file_max_bytes // 2
        total = sum(sizes.values())
        for file in list(sizes):
            is_room = total <= bound and len(sizes) < _FILES_MAX_COUNT
            if is_room or file.number >= number:
                return
            with contextlib.suppress(OSError):
                if file.number > 0:
                    oldest = datetime.fromtimestamp(max(0.0, time.time() - self._keep_s), UTC)
                    keep_quiet_lines(file.path, kept, self._file_max_bytes, oldest)
                    kept = [(f.number, f.path) for f in list_files(self._folder, runtime_id) if f.is_kept]
            with contextlib.suppress(OSError):
                file.path.unlink()
            total -= sizes.pop(file, 0)


def _gather(chunks: list[LogChunk], time_s: float, room_bytes: int) -> tuple[int, bytes]:
    """As many records as fill the room, at least one, and none that is from before the others."""
    parts: list[bytes] = []
    count = size_bytes = 0
    for chunk in chunks:
        at_s = chunk.time_ns / 1e9
        if count and (size_bytes >= room_bytes or at_s < time_s - TIME_SLACK_S):
            break
        parts.append(encode_chunk(chunk))
        size_bytes += len(parts[-1])
        time_s = max(time_s, at_s)
        count += 1
        if not count % 16:
            time.sleep(0)  # the event loop may want the interpreter
    return count, b"".join(parts)


def _parse_number(stem: str) -> int | None:
    return int(stem) if stem.isdigit() else parse_kept_number(stem)


def _old_files(folder: Path, runtime_id: str) -> Iterator[LogFile]:
    for path in _entries(folder):
        found = _OLD_NAME.fullmatch(path.name)
        if found is not None and found["runtime"] == runtime_id:
            yield LogFile(-int(found["number"] or 0), path)


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []
