"""The files of kept streams.

`ID.json` is a run's record, replaced as a whole. Its bytes are in segments, `ID.START.e.seg` or
`ID.START.m.seg`: START is the offset of the first byte, and `e` says that an event begins there. A segment
is a row of frames:

    u32 length | u32 CRC-32 of the payload | payload

What is behind the last whole frame was being written when a server or a machine died, and is not looked at.
"""

from __future__ import annotations

import os
import re
import struct
import zlib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from headwater.streams.base import StreamUnreadable

_FRAME = struct.Struct("<II")
_FRAME_MAX_BYTES = 64 * 1024
#: So far apart are the places that are remembered.
_MARK_EVERY_BYTES = 64 * 1024
_SEGMENT_NAME = re.compile(r"(?P<id>[0-9a-f-]{36})\.(?P<start>[0-9]{1,19})\.(?P<kind>[em])\.seg")
RECORD_NAME = re.compile(r"(?P<id>[0-9a-f-]{36})\.json")


@dataclass(slots=True)
class Segment:
    """A part of a stream in a file: grows in the writer's thread, is read in others."""

    path: Path
    start: int
    end: int
    #: An event begins with it.
    is_boundary: bool
    file_bytes: int = 0
    #: When its last byte was written, in seconds since 1970.
    written_at: float = 0.0
    #: Where frames are: offset in the segment, position in the file; ascending. None: not looked for yet.
    marks: list[tuple[int, int]] | None = None


def segment_path(folder: Path, stream_id: str, start: int, *, is_boundary: bool) -> Path:
    return folder / f"{stream_id}.{start}.{'e' if is_boundary else 'm'}.seg"


def record_path(folder: Path, stream_id: str) -> Path:
    return folder / f"{stream_id}.json"


def write_record(folder: Path, stream_id: str, data: bytes) -> None:
    """Replace a run's record. Raises: OSError."""
    path = record_path(folder, stream_id)
    fresh = path.with_suffix(".new")
    fresh.write_bytes(data)
    fresh.replace(path)


def append(fd: int, segment: Segment, data: bytes, now_s: float) -> None:
    """Write bytes at a segment's end.

    Raises:
        OSError: they are not there; the file is as it was before, as far as the system lets it.
    """
    marks = segment.marks = segment.marks or [(0, 0)]
    view = memoryview(data)
    for at in range(0, len(data), _FRAME_MAX_BYTES):
        payload = view[at : at + _FRAME_MAX_BYTES]
        head = _FRAME.pack(len(payload), zlib.crc32(payload))
        try:
            _write_all(fd, head, payload)
        except OSError:
            os.ftruncate(fd, segment.file_bytes)
            raise
        if segment.end - segment.start - marks[-1][0] >= _MARK_EVERY_BYTES:
            marks.append((segment.end - segment.start, segment.file_bytes))
        segment.end += len(payload)
        segment.file_bytes += len(head) + len(payload)
        segment.written_at = now_s


def _write_all(fd: int, head: bytes, payload: memoryview) -> None:
    written = os.writev(fd, (head, payload))
    while written < len(head):
        written += os.write(fd, head[written:])
    while written < len(head) + len(payload):
        written += os.write(fd, payload[written - len(head) :])


def read(segments: Sequence[Segment], offset: int, end: int, max_bytes: int) -> bytes:
    """Bytes of a stream from `offset` on, at least one of them, not beyond `end`, as far as they are whole.

    Raises:
        FileNotFoundError: the segment was dropped meanwhile.
        StreamUnreadable: it does not hold what was written.
    """
    at = bisect_right([segment.start for segment in segments], offset) - 1
    if at < 0:
        raise FileNotFoundError(offset)
    segment = segments[at]
    if segment.marks is None:
        scan(segment)
    wanted = min(end, segment.end) - offset
    if wanted <= 0:
        raise StreamUnreadable(f"{segment.path.name}: it ends at {segment.end}")
    marks = segment.marks or [(0, 0)]
    mark = marks[bisect_right(marks, (offset - segment.start, 1 << 62)) - 1]
    found: list[bytes] = []
    have = 0
    with segment.path.open("rb") as file:
        file.seek(mark[1])
        begin = segment.start + mark[0]
        while have < min(wanted, max_bytes):
            payload = _read_frame(file)
            if payload is None and found:
                break
            if payload is None:
                raise StreamUnreadable(f"{segment.path.name}: nothing whole at {begin}")
            if begin + len(payload) > offset:
                part = payload[max(0, offset - begin) :]
                found.append(part)
                have += len(part)
            begin += len(payload)
    return b"".join(found)[: min(wanted, max_bytes)]


def _read_frame(file: BinaryIO) -> bytes | None:
    """The next frame's payload; None where there is none that is whole."""
    head = file.read(_FRAME.size)
    if len(head) < _FRAME.size:
        return None
    length, checksum = _FRAME.unpack(head)
    if not 0 < length <= _FRAME_MAX_BYTES:
        return None
    payload = file.read(length)
    return payload if len(payload) == length and zlib.crc32(payload) == checksum else None


def scan(segment: Segment) -> None:
    """Find out how far a segment is whole. Raises: OSError."""
    marks = [(0, 0)]
    with segment.path.open("rb") as file:
        position, length = 0, 0
        while (payload := _read_frame(file)) is not None:
            if length - marks[-1][0] >= _MARK_EVERY_BYTES:
                marks.append((length, position))
            length += len(payload)
            position += _FRAME.size + len(payload)
    segment.marks = marks
    segment.end = segment.start + length
    segment.file_bytes = position


def find_segments(folder: Path) -> dict[str, list[Segment]]:
    """The segments of all streams, by id, ascending; where each ends is not known yet."""
    found: dict[str, list[Segment]] = {}
    with os.scandir(folder) as entries:
        for entry in entries:
            match = _SEGMENT_NAME.fullmatch(entry.name)
            if match is None:
                continue
            status, start = entry.stat(), int(match["start"])
            segment = Segment(
                Path(entry.path), start, start, match["kind"] == "e", status.st_size, status.st_mtime
            )
            found.setdefault(match["id"], []).append(segment)
    for segments in found.values():
        segments.sort(key=lambda segment: segment.start)
    return found
