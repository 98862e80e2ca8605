"""Measures and removes folders that agents wrote: of any depth, with any names, links to anywhere.

No link is followed, and nothing is opened but folders. What is measured may be changed meanwhile by its
agent; what is removed belongs to nobody any more.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

#: AgentCore's. What lies deeper is not looked at, and such a tree counts as too large.
DEPTH_MAX = 200
BLOCK_BYTES = 512
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class TreeSize:
    """What a tree takes of the disk: bytes that are allocated, files and folders below its top."""

    used_bytes: int
    file_count: int
    is_too_deep: bool = False
    #: Some of it could not be looked at: its agent keeps its server out.
    is_closed: bool = False

    def exceeds(self, max_bytes: int, files_max_count: int) -> bool:
        """Whether it is more than that."""
        return self.used_bytes > max_bytes or self.file_count > files_max_count or self.is_too_deep


NOTHING = TreeSize(0, 0)


def measure_tree(folder: Path, *, is_opening: bool = False) -> TreeSize:
    """What is in a folder; files with several names count once.

    Args:
        is_opening: make folders readable that are closed to their own user; only while nobody else uses them.
    Raises:
        OSError: there is no such folder.
    """
    count = _Count(is_opening=is_opening)
    fd = os.open(folder, _FOLDER)
    try:
        count.add_folder(fd, 1)
    finally:
        os.close(fd)
    return TreeSize(count.used_bytes, count.file_count, count.is_too_deep, count.is_closed)


class _Count:
    def __init__(self, *, is_opening: bool) -> None:
        self._open = _open_ours if is_opening else _open_folder
        self.used_bytes = 0
        self.file_count = 0
        self.is_too_deep = False
        self.is_closed = False
        self._linked: set[int] = set()

    def add_folder(self, fd: int, depth: int) -> None:
        """All below the folder behind `fd`. Recursion ends at `DEPTH_MAX`."""
        with os.scandir(fd) as found:
            for entry in found:
                try:
                    self._add(fd, entry.name, entry.stat(follow_symlinks=False), depth)
                except PermissionError:
                    self.is_closed = True
                except OSError:
                    continue  # gone meanwhile

    def _add(self, parent_fd: int, name: str, status: os.stat_result, depth: int) -> None:
        is_folder = stat.S_ISDIR(status.st_mode)
        if not is_folder and status.st_nlink > 1:
            if status.st_ino in self._linked:
                return
            self._linked.add(status.st_ino)
        self.file_count += 1
        self.used_bytes += status.st_blocks * BLOCK_BYTES
        if not is_folder:
            return
        if depth >= DEPTH_MAX:
            self.is_too_deep = True
            return
        fd = self._open(name, parent_fd)
        try:
            self.add_folder(fd, depth + 1)
        finally:
            os.close(fd)


def _open_folder(name: str, parent_fd: int) -> int:
    return os.open(name, _FOLDER, dir_fd=parent_fd)


def remove_tree(folder: Path) -> None:
    """Remove a folder with all that is in it; again is harmless.

    Folders are moved up, beside the others, until none is inside another: the depth does not matter.

    Raises:
        OSError: something cannot be removed.
    """
    try:
        top_fd = os.open(folder, _FOLDER)
    except FileNotFoundError:
        return
    try:
        _flatten(top_fd)
    finally:
        os.close(top_fd)
    os.rmdir(folder)


def _flatten(top_fd: int) -> None:
    pending = _empty(top_fd, top_fd, 0)
    number = len(pending)
    while pending:
        name = pending.pop()
        fd = _open_ours(name, top_fd)
        try:
            moved = _empty(fd, top_fd, number)
        finally:
            os.close(fd)
        number += len(moved)
        pending += moved
        os.rmdir(name, dir_fd=top_fd)


def _empty(fd: int, top_fd: int, number: int) -> list[str]:
    """Remove the files in a folder, and move its folders up to the top one; gives their new names there."""
    with os.scandir(fd) as found:
        entries = [(entry.name, entry.is_dir(follow_symlinks=False)) for entry in found]
    moved: list[str] = []
    for name, is_folder in entries:
        if not is_folder:
            os.unlink(name, dir_fd=fd)
            continue
        # Not a name that an agent could have given: they are all gone from the top, or renamed, by then.
        new_name = f".removed-{os.getpid()}-{number + len(moved)}-{os.urandom(8).hex()}"
        os.close(_open_ours(name, fd))  # a folder is moved only by who may write to it
        os.rename(name, new_name, src_dir_fd=fd, dst_dir_fd=top_fd)
        moved.append(new_name)
    return moved


def _open_ours(name: str, parent_fd: int) -> int:
    """A folder that may be closed to its own user, and is not any more."""
    seen_fd = os.open(name, os.O_PATH | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=parent_fd)
    try:
        path = f"/proc/self/fd/{seen_fd}"  # what was seen, whatever has its name by now
        os.chmod(path, 0o700)
        return os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    finally:
        os.close(seen_fd)
