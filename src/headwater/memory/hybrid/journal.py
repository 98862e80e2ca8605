"""A journal of turns on their way to the Memory API: bytes <-> entries, and the file that holds them.

    file   = magic, records
    record = MARK, u32 length, u32 crc32 of the text, text       (big endian)
    text   = JSON: {"seq", "memoryId", "body"}    a CreateEvent request, body as HTTP carries it
                 | {"done": seq}                  all up to this one are delivered
                 | {"aside": seq}                 this one never can be; it is kept in another file

Rule 1: `append` returns when the entry is on disk; of one that fails nothing is left.
Rule 2: marks are not waited for. One that is lost makes an entry be delivered twice, which its client token
makes harmless.
Rule 3: a torn end is what a crash leaves, and is dropped; damage elsewhere is reported, and reading goes on
at the next record.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import struct
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from headwater.folders import sync_folder
from headwater.memory.hybrid.errors import JournalFailed

MAGIC = b"headwater journal 1\n"
SUFFIX = ".journal"
#: An event of 10 MB, with room for what surrounds it.
MAX_RECORD_BYTES = 12 * 1024 * 1024
_MARK = b"\xf5HWJ"
_HEADER = struct.Struct(">4sII")
#: In a journal the mark begins records alone, as it is no UTF-8. Where it does so often without being one,
#: somebody wrote it there to have every such place looked at; what follows is not read.
_FALSE_MARKS_MAX_COUNT = 100
#: A file with nothing undelivered in it is emptied when it has grown so much.
_EMPTY_AT_BYTES = 256 * 1024

#: CreateEvent's body, as HTTP carries it.
Body = dict[str, Any]  # members of the API have their own types


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One event on its way."""

    seq: int
    memory_id: str
    body: Body


@dataclass(slots=True)
class Content:
    """What a journal holds."""

    entries: list[Entry] = field(default_factory=list)
    """Those that are not known to be delivered, in order."""
    damage: list[str] = field(default_factory=list)
    """What could not be read, each in a sentence."""


def read_journal(data: bytes) -> Content:
    """The undelivered entries of a journal, whoever wrote it and however it ended."""
    content = Content()
    if not data.startswith(MAGIC):
        if data and not MAGIC.startswith(data):
            content.damage.append("it does not begin as a journal does")
        return content
    entries: dict[int, Entry] = {}
    done = 0
    for text in _records(data, content.damage):
        try:
            done = max(done, _apply(json.loads(text), entries))
        except (ValueError, TypeError, KeyError, RecursionError) as exc:
            content.damage.append(f"a record is not what it should be: {type(exc).__name__}")
    content.entries = [entries[seq] for seq in sorted(entries) if seq > done]
    return content


class Journal:
    """One process's journal file. Made by `begin_journal` and `adopt_journal`."""

    def __init__(self, fd: int, name: str, path: Path | None) -> None:
        """`path` is None for a file that another removes."""
        self._fd = fd
        self.name = name
        self.path = path
        self._next_seq = 1
        self._delivered_seq = 0
        self._size = len(MAGIC)

    def append(self, memory_id: str, body: Body) -> Entry:
        """Keep an event; on disk when this returns.

        Raises:
            JournalFailed: it cannot be, for want of space, say; the journal is as it was.
        """
        entry = Entry(seq=self._next_seq, memory_id=memory_id, body=body)
        record = _encode({"seq": entry.seq, "memoryId": memory_id, "body": body})
        try:
            self._write(record)
            os.fdatasync(self._fd)
        except OSError as exc:
            with suppress(OSError):
                os.ftruncate(self._fd, self._size)
            raise JournalFailed(f"the journal {self.name} cannot be written: {exc.strerror}") from exc
        self._size += len(record)
        self._next_seq += 1
        return entry

    def mark_delivered(self, seq: int) -> None:
        """All entries up to this one have arrived."""
        self._delivered_seq = seq
        if seq == self._next_seq - 1 and self._size > _EMPTY_AT_BYTES:
            with suppress(OSError):
                os.ftruncate(self._fd, len(MAGIC))
                self._size = len(MAGIC)
                return
        self._mark({"done": seq})

    def mark_aside(self, seq: int) -> None:
        """This entry will not be delivered."""
        self._mark({"aside": seq})

    def close(self) -> None:
        """Let go of the file; one with nothing undelivered in it is removed."""
        if self._delivered_seq == self._next_seq - 1:
            with suppress(OSError):
                os.ftruncate(self._fd, 0)
                if self.path is not None:
                    self.path.unlink()
        os.close(self._fd)

    def _mark(self, mark: dict[str, int]) -> None:
        record = _encode(mark)
        with suppress(OSError):  # rule 2
            self._write(record)
            self._size += len(record)

    def _write(self, record: bytes) -> None:
        written = os.write(self._fd, record)
        if written < len(record):
            raise OSError(28, "no space left on the disk")


def begin_journal(folder: Path) -> Journal:
    """A new file in `folder`. The lock on it tells that the process lives. JournalFailed if it cannot be."""
    path = folder / f"{time.time_ns():020d}-{os.getpid()}-{secrets.token_hex(4)}{SUFFIX}"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_APPEND | os.O_CLOEXEC
        fd = os.open(path, flags, 0o600)
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.write(fd, MAGIC)
        os.fdatasync(fd)
        sync_folder(folder)
    except OSError as exc:
        raise JournalFailed(f"the journal {path} cannot be written: {exc.strerror}") from exc
    return Journal(fd, str(path), path)


def describe_descriptor(fd: int) -> str:
    """What `adopt_journal` takes: the number of a descriptor, and of which file."""
    status = os.fstat(fd)
    return f"{fd}:{status.st_dev}:{status.st_ino}"


def adopt_journal(described: str) -> Journal | None:
    """The file that the host gave this session, which the host reads and removes when the session has ended.

    None where it is not to be had: in a program that the agent started, the number is another file's or
    nobody's; and a second process of the session must not write into the first one's file.

    Raises:
        JournalFailed: the session has ended, as the host sees it, and nobody would read it any more.
    """
    try:
        fd = int(described.partition(":")[0])
        if describe_descriptor(fd) != described:
            return None
        # A lock of the process: unlike flock's it is not shared with its forks.
        fcntl.lockf(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.set_inheritable(fd, False)
        status = os.fstat(fd)
        if status.st_size:
            return None  # a first process has used it, and may have left what is not delivered
        if not status.st_nlink:
            raise JournalFailed("this session has ended; nothing can be kept any more")
        os.write(fd, MAGIC)
    except (ValueError, OSError):
        return None
    return Journal(fd, "of the session", None)


def adopt_file(path: str) -> Journal | None:
    """As `adopt_journal`, of a file that the host put where this session finds it: in a container."""
    try:
        fd = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        journal = adopt_journal(describe_descriptor(fd))
    except JournalFailed:
        os.close(fd)
        raise
    if journal is None:
        os.close(fd)
    return journal


def is_locked(fd: int) -> bool:
    """Whether a process that adopted this file lives."""
    try:
        fcntl.lockf(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
        fcntl.lockf(fd, fcntl.LOCK_UN)
    except OSError:
        return True
    return False


def find_leftovers(folder: Path) -> Iterator[tuple[Path, int]]:
    """Journals in `folder` that no living process holds, oldest first, each with its locked file.

    Whoever takes one closes the file; until then nobody else can take it.
    """
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        try:
            fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
        except OSError:
            continue
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(fd)
            continue
        if not path.exists():  # taken and removed meanwhile
            os.close(fd)
            continue
        yield path, fd


def _encode(record: dict[str, Any]) -> bytes:  # Any: JSON
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()
    return _HEADER.pack(_MARK, len(text), zlib.crc32(text)) + text


def _records(data: bytes, damage: list[str]) -> Iterator[bytes]:
    """The texts of whole records."""
    whole_end = at = len(MAGIC)
    false_marks_count = 0
    while 0 <= at < len(data):
        text = _record_at(data, at)
        if text is not None:
            if at > whole_end:
                damage.append(f"{at - whole_end} bytes at {whole_end} are damaged")
            yield text
            whole_end = at = at + _HEADER.size + len(text)
            continue
        false_marks_count += 1
        if false_marks_count > _FALSE_MARKS_MAX_COUNT:
            damage.append(
                f"of {len(data)} bytes those from {whole_end} on are not read: there is no end of damage"
            )
            return
        at = data.find(_MARK, at + 1)  # at a torn end there is none


def _record_at(data: bytes, at: int) -> bytes | None:
    if len(data) - at < _HEADER.size:
        return None
    mark, length, crc = _HEADER.unpack_from(data, at)
    text = data[at + _HEADER.size : at + _HEADER.size + length]
    is_whole = mark == _MARK and length <= MAX_RECORD_BYTES and len(text) == length
    return text if is_whole and zlib.crc32(text) == crc else None


def _apply(record: dict[str, Any], entries: dict[int, Entry]) -> int:  # Any: JSON
    """Take a record in; up to which entry it says that all are delivered, 0 if it says nothing of that."""
    if "done" in record:
        return int(record["done"])
    if "aside" in record:
        entries.pop(int(record["aside"]), None)
        return 0
    seq, memory_id, body = int(record["seq"]), record["memoryId"], record["body"]
    if not isinstance(memory_id, str) or not isinstance(body, dict):
        raise TypeError("a memory's id is text, a body an object")
    entries[seq] = Entry(seq=seq, memory_id=memory_id, body=body)
    return 0
