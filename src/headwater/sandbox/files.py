"""Looks at a session's own files: its working folder, its /tmp and its home, and nothing else.

Whoever wrote them is hostile. Rules:
1. No link is followed: a path is walked one name at a time, each from the folder before, and what is opened
   last is looked at before it is opened for reading. Whatever is moved meanwhile, what a descriptor stands
   for is the session's.
2. Only plain files are opened: a FIFO, a socket or a device could hold or hear whoever opens it.
3. Everything is bounded, and nothing waits for the session. Call it in a thread: it waits for disks.
"""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import select
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from headwater.core.errors import Conflict, InvalidRequest, NotFound

#: Entries of a folder that are looked at; one with more is told to have more.
ENTRIES_MAX_COUNT = 10_000
FILE_MAX_BYTES = 256 * 1024 * 1024
_PATH_MAX_BYTES = 4096
_DEPTH_MAX = 100
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
#: Opens nothing: it can be looked at, and walked from. macOS has no such thing; it has no namespaces either.
_LOOK = getattr(os, "O_PATH", os.O_RDONLY | os.O_NONBLOCK) | os.O_NOFOLLOW | os.O_CLOEXEC

Kind = Literal["file", "folder", "link", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileView:
    """Where a session's files are seen from here.

    `places` maps what the session calls a folder to where that is below `root`. `pid` is the process through
    whose root they are seen: the session's init, which runs no code of the agent's; in a container the agent.
    """

    root: str
    places: Mapping[str, str]
    pid: int | None = None
    #: The same process in the pid namespace of the one that made it; None where it has none.
    inner_pid: int | None = None
    #: Where the session's own terminals are made, below `root`; None where it has none of its own.
    terminals: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What lies in a folder."""

    name: str
    kind: Kind
    size_bytes: int
    modified_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A folder: by name, folders first. `has_more`: it holds more than was looked at."""

    entries: list[Entry]
    has_more: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFile:
    """A plain file, open; `size_bytes` is what it had then. Whoever gets it closes it."""

    fd: int
    size_bytes: int


def list_folder(view: FileView, path: str) -> Listing:
    """What a folder holds, without a look into what that is.

    Raises:
        NotFound: there is no such folder.
        Conflict: it is none, or cannot be looked at; says why.
        InvalidRequest: no such path can be asked for.
    """
    fd = open_folder(view, path)
    with _reporting(path):
        try:
            with os.scandir(fd) as found:
                entries = [
                    entry for one in itertools.islice(found, ENTRIES_MAX_COUNT) if (entry := _look_at(one))
                ]
                has_more = next(found, None) is not None
        finally:
            os.close(fd)
    entries.sort(key=lambda entry: (entry.kind != "folder", entry.name))
    return Listing(entries=entries, has_more=has_more)


def open_folder(view: FileView, path: str) -> int:
    """A descriptor of a folder, for whoever calls to close. Raises: as `list_folder`."""
    with _walked(view, path) as (parent_fd, name), _reporting(path):
        return os.open(name, _FOLDER, dir_fd=parent_fd)


def open_file(view: FileView, path: str) -> OpenFile:
    """A plain file, to be read with `os.pread`.

    Raises: as `list_folder`; Conflict also for one of more than `FILE_MAX_BYTES`.
    """
    with _walked(view, path) as (parent_fd, name), _reporting(path):
        seen_fd = os.open(name, _LOOK, dir_fd=parent_fd)
        try:
            status = os.fstat(seen_fd)
            if not stat.S_ISREG(status.st_mode):
                raise Conflict(f"{path} is no plain file ({_kind_of(status.st_mode)}), and is not opened")
            if status.st_size > FILE_MAX_BYTES:
                raise Conflict(f"{path} has {status.st_size} bytes; the most are {FILE_MAX_BYTES}")
            return OpenFile(fd=_open_for_reading(seen_fd), size_bytes=status.st_size)
        finally:
            os.close(seen_fd)


def _open_for_reading(seen_fd: int) -> int:
    """What was looked at, and nothing that has taken its name since."""
    if hasattr(os, "O_PATH"):
        # A lease on it would make others wait; with O_NONBLOCK they are refused.
        return os.open(f"/proc/self/fd/{seen_fd}", os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    return os.dup(seen_fd)


@contextmanager
def _walked(view: FileView, path: str) -> Iterator[tuple[int, str]]:
    """The folder that a path's last name is in, open, and that name."""
    names = _parse_path(view, path)
    fd = open_root(view)
    try:
        for name in names[:-1]:
            with _reporting(path):
                inner_fd = os.open(name, _LOOK | os.O_DIRECTORY, dir_fd=fd)
            os.close(fd)
            fd = inner_fd
        yield fd, names[-1]
    finally:
        os.close(fd)


def _parse_path(view: FileView, path: str) -> list[str]:
    """The names from the root on.

    Raises:
        InvalidRequest: with the path.
    """
    try:
        size = len(os.fsencode(path))
    except UnicodeEncodeError:
        size = -1
    names = [name for name in path.split("/") if name]
    if not 0 < size <= _PATH_MAX_BYTES or "\0" in path or len(names) > _DEPTH_MAX:
        raise InvalidRequest(f"path={path[:200]!r} is not a path of up to {_PATH_MAX_BYTES} bytes")
    if "." in names or ".." in names:
        raise InvalidRequest(f"path={path[:200]!r} has . or .. in it; write it without")
    for place, inside in view.places.items():
        own = place.strip("/").split("/")
        if path.startswith("/") and names[: len(own)] == own:
            return [*inside.strip("/").split("/"), *names[len(own) :]]
    known = ", ".join(view.places)
    raise InvalidRequest(f"path={path[:200]!r} is not in a folder of the session's own: {known}")


def open_process(view: FileView) -> int:
    """A descriptor of the process that a view is seen through, which is surely the session's.

    Raises:
        NotFound: it has ended.
    """
    assert view.pid is not None
    try:
        pid_fd = os.pidfd_open(view.pid)
    except OSError:
        raise NotFound("The session has ended") from None
    if not _is_still(view, pid_fd):
        os.close(pid_fd)
        raise NotFound("The session has ended")
    return pid_fd


def open_root(view: FileView) -> int:
    """A descriptor of the session's root, only to walk from.

    Raises:
        NotFound: the session has ended.
        Conflict: this server may not look there.
    """
    try:
        if view.pid is None:
            return os.open(view.root, _LOOK | os.O_DIRECTORY)
        pid_fd = os.pidfd_open(view.pid)
        try:
            fd = os.open(view.root, (_LOOK & ~os.O_NOFOLLOW) | os.O_DIRECTORY)
            if not _is_still(view, pid_fd):
                os.close(fd)
                raise NotFound("The session has ended")
            return fd
        finally:
            os.close(pid_fd)
    except (FileNotFoundError, ProcessLookupError):
        raise NotFound("The session has ended") from None
    except OSError as exc:
        raise Conflict(
            f"this server may not look at the session's files: {exc.strerror}; see `headwater doctor`"
        ) from exc


def _is_still(view: FileView, pid_fd: int) -> bool:
    """Whether the process is the one it was: pids are given again."""
    assert view.pid is not None
    if view.inner_pid is not None and _inner_pid_of(view.pid) != view.inner_pid:
        return False
    poll = select.poll()  # `select` knows no descriptor above 1023
    poll.register(pid_fd, select.POLLIN)
    return not poll.poll(0)


def _inner_pid_of(pid: int) -> int | None:
    with contextlib.suppress(OSError, ValueError), open(f"/proc/{pid}/status", encoding="ascii") as file:
        for line in file:
            if line.startswith("NSpid:"):
                numbers = line.split()[1:]
                return int(numbers[1]) if len(numbers) > 1 else None
    return None


@contextmanager
def _reporting(path: str) -> Iterator[None]:
    """What the kernel says, in our words."""
    try:
        yield
    except FileNotFoundError:
        raise NotFound(f"there is no {path} in the session") from None
    except OSError as exc:
        if exc.errno in (errno.ELOOP, errno.ENOTDIR, errno.EMLINK):
            raise Conflict(f"{path} is, or leads through, a link or what is no folder") from None
        raise Conflict(f"{path} cannot be read: {exc.strerror}") from exc


def _look_at(found: os.DirEntry[str]) -> Entry | None:
    """None: it is gone already."""
    try:
        status = found.stat(follow_symlinks=False)
    except OSError:
        return None
    return Entry(
        # A name need not be UTF-8; JSON must.
        name=os.fsencode(found.name).decode("utf-8", "replace"),
        kind=_kind_of(status.st_mode),
        size_bytes=status.st_size,
        modified_at=_time_of(status.st_mtime),
    )


def _time_of(seconds: float) -> datetime:
    """Files may claim to be of any year."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError):
        return datetime.min.replace(tzinfo=UTC) if seconds < 0 else datetime.max.replace(tzinfo=UTC)


def _kind_of(mode: int) -> Kind:
    if stat.S_ISREG(mode):
        return "file"
    if stat.S_ISDIR(mode):
        return "folder"
    return "link" if stat.S_ISLNK(mode) else "other"
