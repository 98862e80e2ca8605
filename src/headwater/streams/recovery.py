"""What an earlier server has left: runs that were over, and runs that ended with it."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from headwater.streams import files
from headwater.streams.base import RunRecord, RunState, StreamEnd
from headwater.streams.files import Segment
from headwater.streams.settings import StreamSettings

_log = logging.getLogger("headwater.streams")
SERVER_RESTART = "server-restart"
LOST_MESSAGE = "The server ended while the agent was answering; what it had answered is kept up to here"

Found = list[tuple[RunRecord, tuple[Segment, ...]]]


def recover(folder: Path, settings: StreamSettings, now: datetime) -> Found:
    """The runs of a folder; what belongs to none, or is not to be kept, is removed. Waits for the disk.

    Raises:
        OSError: the folder cannot be read.
    """
    segments = files.find_segments(folder)
    records = {} if not settings.keep_after_restart else _read_records(folder)
    oldest = now - timedelta(seconds=settings.keep_s)
    found: Found = []
    for stream_id, record in records.items():
        if record.end is not None and record.end.at <= oldest:
            continue
        kept = tuple(_join(segments.pop(stream_id, []), record))
        if record.end is None:
            record = _bury(folder, record, kept, now)
        found.append((record, kept))
    kept_ids = {record.facts.invocation_id for record, _ in found}
    kept_paths = {segment.path for _, kept in found for segment in kept}
    _remove_others(folder, kept_ids, kept_paths)
    lost = sum(record.end is not None and record.end.state is RunState.LOST for record, _ in found)
    if found:
        _log.info("%d run(s) of an earlier server are kept, %d of which it did not finish", len(found), lost)
    return found


def _read_records(folder: Path) -> dict[str, RunRecord]:
    records = {}
    for path in folder.glob("*.json"):
        match = files.RECORD_NAME.fullmatch(path.name)
        if match is None:
            continue
        try:
            records[match["id"]] = RunRecord.decode(path.read_bytes())
        except (OSError, ValueError, KeyError, TypeError) as exc:
            _log.warning("what is noted of run %s cannot be read: %s", match["id"], exc)
    return records


def _join(segments: list[Segment], record: RunRecord) -> list[Segment]:
    """Those that follow each other without a hole. Only the last of a run that was not over is read."""
    kept: list[Segment] = []
    for at, segment in enumerate(segments):
        if kept and segment.start != kept[-1].end:
            break
        follower = segments[at + 1].start if at + 1 < len(segments) else None
        if follower is not None and segment.file_bytes > follower - segment.start:
            segment.end = follower  # it holds so much, and another is begun when one is whole
        elif record.end is not None and record.end.state is not RunState.LOST:
            segment.end = record.length
        else:
            try:
                files.scan(segment)
            except OSError as exc:
                _log.error("a part of run %s cannot be read: %s", record.facts.invocation_id, exc)
        kept.append(segment)
    return kept


def _bury(folder: Path, record: RunRecord, kept: tuple[Segment, ...], now: datetime) -> RunRecord:
    """A run that was going on when its server ended."""
    length = kept[-1].end if kept else 0
    end = StreamEnd(state=RunState.LOST, at=now, is_whole=False, last_word=(SERVER_RESTART, LOST_MESSAGE))
    record = replace(record, end=end, length=length)
    try:
        files.write_record(folder, record.facts.invocation_id, record.encode())
    except OSError as exc:  # the next start finds out the same
        _log.error("it cannot be noted that run %s was lost: %s", record.facts.invocation_id, exc)
    return record


def _remove_others(folder: Path, kept_ids: set[str], kept_paths: set[Path]) -> None:
    for path in folder.iterdir():
        match = files.RECORD_NAME.fullmatch(path.name)
        is_kept = match["id"] in kept_ids if match else path in kept_paths
        if not is_kept and path.suffix in (".json", ".seg", ".new"):
            with suppress(OSError):
                path.unlink(missing_ok=True)
