"""Reads agents' logs: from a place on, found by time, by number of lines from the end, or by a cursor.

A cursor is `FILE.OFFSET.LINE`: the file's number, where in it a record begins, and how many of its lines were
read. It stays good while the file is there, whatever is written meanwhile.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO, NamedTuple

from headwater.core.errors import InvalidRequest
from headwater.telemetry.logfiles import TIME_SLACK_S, LogFile, list_files
from headwater.telemetry.logfilter import LogFilter
from headwater.telemetry.logkeeping import KEPT_END
from headwater.telemetry.loglines import (
    LineEncoder,
    LineFacts,
    LogChunk,
    LogOrigin,
    LogRecord,
    decode_record,
    encode_chunk,
    find_time,
)

_BLOCK_BYTES = 256 * 1024
#: A record longer than this is none of ours.
_MAX_RECORD_BYTES = 8 * 1024 * 1024
#: Lines are looked for by halves until so little is left that reading it is as quick.
_BISECT_UNTIL_BYTES = 64 * 1024
_SLACK = timedelta(seconds=TIME_SLACK_S)
#: Stands in JSON as it is.
_PLAIN = re.compile(r"[A-Za-z0-9_.:@/=+ -]*")
_CURSOR = re.compile(r"(-?[0-9]{1,12})\.([0-9]{1,18})\.([0-9]{1,12})")


@dataclass(frozen=True, slots=True, order=True)
class Cursor:
    """A place in a runtime's log: behind so many lines of the record that begins there."""

    number: int
    offset: int = 0
    line: int = 0

    def __str__(self) -> str:
        return f"{self.number}.{self.offset}.{self.line}"


def parse_cursor(text: str) -> Cursor:
    """A cursor from its text.

    Raises:
        InvalidRequest: it is none.
    """
    found = _CURSOR.fullmatch(text)
    if found is None:
        raise InvalidRequest(f"{text[:100]!r} is not the id of a line of a log, which is like 3.81920.2")
    return Cursor(int(found[1]), int(found[2]), int(found[3]))


class FoundLine(NamedTuple):
    """A line, as JSON, and the place behind it."""

    cursor: str
    json: str


@dataclass(slots=True)
class Found:
    """Some lines of a log, and whether there is more at once."""

    lines: list[FoundLine] = field(default_factory=list)
    #: Behind all that was read, whether it was wanted or not.
    position: str = ""
    is_end: bool = False


class LogReader:
    """One reading of one runtime's log. Does file I/O: used by one thread at a time."""

    def __init__(self, folder: Path, runtime_id: str, wanted: LogFilter) -> None:
        self._folder = folder
        self._runtime_id = runtime_id
        self._wanted = wanted
        self._at: Cursor | None = None
        session_id = wanted.session_id or ""
        #: What stands in each record of the wanted session, so that others need not be decoded.
        self._needle = session_id.encode() if _PLAIN.fullmatch(session_id) else b""
        self._has_begun = False

    def start(self, *, after: Cursor | None = None, last_count: int | None = None) -> None:
        """Go to where the reading begins: behind a cursor, or where `since` and the last so many lines begin.

        Raises:
            InvalidRequest: the cursor is none of this log.
        """
        while self._at is None:
            with contextlib.suppress(
                FileNotFoundError
            ):  # removed while it was looked at, for its age or size
                if after is not None:
                    self._check(after)
                    self._at, self._has_begun = after, True
                elif last_count == 0:
                    self._at = self._find_end()
                else:
                    begin = self._find_since()
                    self._at = begin if last_count is None else self._find_last(last_count, begin)

    def read(self) -> Found:
        """The next lines: a block's worth at most. `start` comes before."""
        assert self._at is not None, "start() was not called"
        found = Found()
        self._read(found)
        self._has_begun = True
        found.position = str(self._at)
        return found

    def _read(self, found: Found) -> None:
        assert self._at is not None
        file = self._find_file(found)
        if file is None:
            found.is_end = True
            return
        is_last = not any(other.number > file.number for other in self._files())
        try:
            # Whether a later file is there is looked at before: then nothing more is written to this one.
            with file.path.open("rb") as opened:
                is_empty = self._read_block(opened, found)
        except FileNotFoundError:
            return  # it was removed this moment: the next look finds a later one
        if is_empty and not is_last:
            self._at = Cursor(KEPT_END if file.is_kept else self._at.number + 1)
        found.is_end = is_empty and is_last

    def _read_block(self, file: BinaryIO, found: Found) -> bool:
        """Lines from where we are; whether there was nothing."""
        assert self._at is not None
        at = self._at
        for offset, line in _read_lines(file, at.offset):
            end = Cursor(at.number, offset + len(line) + 1)
            if self._needle not in line:
                self._at = end
                continue
            record = decode_record(line)
            if record is None:
                if line:
                    text = f"{len(line)} bytes here are no line of a log: they were cut short"
                    found.lines.append(build_line(self._runtime_id, str(end), text))
            elif self._wanted.is_over(record.time - _SLACK) and at.number > KEPT_END:
                self._at = Cursor(at.number, os.fstat(file.fileno()).st_size)
                return False
            else:
                skip = self._at.line if self._at.offset == offset else 0
                place, last = f"{at.number}.{offset}.", len(record.lines)
                found.lines += [
                    FoundLine(f"{place}{index}" if index < last else str(end), text)
                    for index, text in self._matching(record, skip)
                ]
            self._at = end
        return self._at == at

    def _matching(self, record: LogRecord, skip: int = 0) -> Iterator[tuple[int, str]]:
        """(number of the line in its record, from 1; JSON) of what is wanted of a record."""
        encoder: LineEncoder | None = None
        for index, text, facts in self._wanted.find(record, skip):
            encoder = encoder or LineEncoder(record, self._runtime_id)
            yield index + 1, encoder.encode(index, text, facts)

    def _find_file(self, found: Found) -> LogFile | None:
        """The file to read from: the one we are in, or the next there is."""
        assert self._at is not None
        for file in self._files():
            if file.number == self._at.number:
                return file
            # What is kept may be of files that were read already: it is read from its begin, or not at all.
            if file.number > self._at.number and not (file.is_kept and self._has_begun):
                if self._has_begun and self._at.number != KEPT_END:
                    gap = str(Cursor(file.number))
                    text = "lines before this one were removed, as the log has a bound, before they were read"
                    found.lines.append(build_line(self._runtime_id, gap, text))
                self._at = Cursor(file.number)
                return file
        return None

    def _files(self) -> list[LogFile]:
        return list_files(self._folder, self._runtime_id)

    def _check(self, cursor: Cursor) -> None:
        """A record begins at a cursor, or its file is gone."""
        file = next((file for file in self._files() if file.number == cursor.number), None)
        if file is None or not cursor.offset:
            return
        with file.path.open("rb") as opened:
            opened.seek(cursor.offset - 1)
            if opened.read(1) != b"\n":
                raise InvalidRequest(f"{cursor} is not the id of a line of this log")

    def _find_since(self) -> Cursor:
        """Where lines since the wanted time begin, a little before perhaps."""
        files = self._files()
        since = self._wanted.since
        if since is None or not files:
            return Cursor(files[0].number if files else 1)
        for file in files:
            with file.path.open("rb") as opened:
                last = _find_last_time(opened)
                if last is not None and last >= since - _SLACK:
                    return Cursor(file.number, 0 if file.is_kept else _bisect(opened, since - _SLACK))
        return self._find_end()

    def _find_end(self) -> Cursor:
        for file in reversed(self._files()):
            return Cursor(file.number, file.path.stat().st_size)
        return Cursor(1)

    def _find_last(self, count: int, begin: Cursor) -> Cursor:
        """Where the last so many lines begin, but not before `begin`."""
        for file in reversed(self._files()):
            if file.number < begin.number:
                break
            floor = begin.offset if file.number == begin.number else 0
            with file.path.open("rb") as opened:
                for offset, line in _read_backwards(opened, floor):
                    record = decode_record(line) if self._needle in line else None
                    if record is None:
                        continue
                    indexes = [index for index, _, _ in self._wanted.find(record, 0)]
                    if len(indexes) >= count:
                        return Cursor(file.number, offset, indexes[-count])
                    count -= len(indexes)
        return begin


def build_line(runtime_id: str, cursor: str, text: str) -> FoundLine:
    """A line of our own that stands in no file."""
    origin = LogOrigin(runtime_id=runtime_id, source="server")
    now_ns = int(datetime.now(UTC).timestamp() * 1e6) * 1000
    chunk = LogChunk(origin=origin, stream="event", data=text.encode(), time_ns=now_ns, level="warning")
    record = decode_record(encode_chunk(chunk))
    assert record is not None
    encoded = LineEncoder(record, runtime_id).encode(0, text, LineFacts(None, None, None, "warning"))
    return FoundLine(cursor, encoded)


def _read_lines(file: BinaryIO, offset: int) -> Iterator[tuple[int, bytes]]:
    """Whole lines of about a block, each with its offset. What has no end yet is left for later."""
    file.seek(offset)
    data = file.read(_BLOCK_BYTES)
    while data and b"\n" not in data and len(data) < _MAX_RECORD_BYTES:
        more = file.read(_BLOCK_BYTES)
        if not more:
            return
        data += more
    end = data.rfind(b"\n") + 1
    if not end and len(data) >= _MAX_RECORD_BYTES:
        yield offset, data[:-1]  # no record of ours: it is stepped over, and said
        return
    for line in data[:end].split(b"\n")[:-1]:
        yield offset, line
        offset += len(line) + 1


def _read_backwards(file: BinaryIO, floor: int) -> Iterator[tuple[int, bytes]]:
    """Whole lines from the end to `floor`, where one begins; each with its offset."""
    end = file.seek(0, os.SEEK_END)
    rest = b""
    while end > floor:
        start = max(floor, end - _BLOCK_BYTES)
        file.seek(start)
        first, *lines = (file.read(end - start) + rest).split(b"\n")
        end = start
        rest, offset = first, start + len(first) + 1
        offsets = []
        for line in lines:
            offsets.append(offset)
            offset += len(line) + 1
        yield from zip(reversed(offsets), reversed(lines), strict=True)
        if len(rest) > _MAX_RECORD_BYTES:
            rest = rest[:_BLOCK_BYTES]
    if rest:
        yield floor, rest


def _find_last_time(file: BinaryIO) -> datetime | None:
    """When the last record of a file was made."""
    times = (find_time(line) for _, line in _read_backwards(file, 0) if line)
    return next((time for time in times if time is not None), None)


def _bisect(file: BinaryIO, since: datetime) -> int:
    """An offset where a record begins, before which all are older than `since`."""
    low, high = 0, file.seek(0, os.SEEK_END)
    while high - low > _BISECT_UNTIL_BYTES:
        middle = (low + high) // 2
        found = _find_record(file, middle, high)
        if found is None:
            high = middle
        elif found[1] < since:
            low = found[0]
        else:
            high = middle
    return low


def _find_record(file: BinaryIO, offset: int, end: int) -> tuple[int, datetime] | None:
    """The first record that begins at an offset or behind it, before `end`: where, and its time."""
    file.seek(offset)
    offset += len(file.readline(_MAX_RECORD_BYTES))
    while offset < end:
        line = file.readline(_MAX_RECORD_BYTES)
        time = find_time(line.rstrip(b"\n"))
        if time is not None:
            return offset, time
        if not line:
            return None
        offset += len(line)
    return None
