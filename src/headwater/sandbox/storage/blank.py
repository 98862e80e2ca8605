"""Empty file systems in files: one is made for each size, and copied, holes and all, for each storage."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import subprocess
from pathlib import Path

from headwater.core.errors import SandboxError

_MIB = 1024 * 1024
_BLOCK_BYTES = 4096
_INODE_BYTES = 256
_JOURNAL_MIB = 4
#: The kernel's tables beside inodes and journal, roughly.
_TABLES_SHARE = 0.01
#: What an empty one counts as used: its root and `lost+found`, and numbers of files that are its own.
EMPTY_BYTES = 5 * _BLOCK_BYTES
EMPTY_FILES = 11
_TIMEOUT_S = 30.0
_COPY_BYTES = 1024 * _MIB


def find_mkfs() -> str | None:
    """The program that makes file systems, if this host has it."""
    return shutil.which("mkfs.ext4", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin")


def make_blank(path: Path, max_bytes: int, files_max_count: int) -> None:
    """A file with an empty file system that holds so much.

    Raises:
        SandboxError: it cannot be made.
    """
    program = find_mkfs()
    if program is None:
        raise SandboxError("mkfs.ext4 is not installed (Debian and Ubuntu: apt-get install e2fsprogs)")
    size = int(max_bytes * (1 + _TABLES_SHARE)) + files_max_count * _INODE_BYTES + (_JOURNAL_MIB + 1) * _MIB
    size += -size % _BLOCK_BYTES
    partial = path.with_suffix(f".{os.getpid()}")
    try:
        with partial.open("wb") as file:
            file.truncate(size)
        done = subprocess.run(
            [program, "-q", "-F", "-b", str(_BLOCK_BYTES), "-I", str(_INODE_BYTES), "-m", "0",
             "-N", str(files_max_count), "-J", f"size={_JOURNAL_MIB}", "-O", "^resize_inode",
             "-E", "lazy_itable_init=1,lazy_journal_init=1,nodiscard,root_owner=0:0", str(partial)],
            capture_output=True, text=True, timeout=_TIMEOUT_S, check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        if done.returncode != 0:
            last = (done.stderr.strip().splitlines() or ["it gave no reason"])[-1]
            raise SandboxError(f"mkfs.ext4 made no file system of {size} bytes: {last}")
        partial.rename(path)
    except (OSError, subprocess.TimeoutExpired) as exc:
        raise SandboxError(f"a file system of {size} bytes could not be made: {exc}") from exc
    finally:
        partial.unlink(missing_ok=True)


def copy_sparse(source: Path, target: Path) -> None:
    """A copy of a file that takes no more of the disk than the file does. Raises OSError."""
    with source.open("rb") as read, target.open("xb") as write:
        size = os.fstat(read.fileno()).st_size
        os.truncate(write.fileno(), size)
        end = 0
        with contextlib.suppress(_NoMoreData):
            while end < size:
                begin = _seek(read.fileno(), end, os.SEEK_DATA)
                end = _seek(read.fileno(), begin, os.SEEK_HOLE)
                _copy_range(read.fileno(), write.fileno(), begin, end)


class _NoMoreData(Exception):
    """Only a hole is left."""


def _seek(fd: int, offset: int, whence: int) -> int:
    try:
        return os.lseek(fd, offset, whence)
    except OSError as exc:
        if exc.errno == errno.ENXIO:
            raise _NoMoreData from None
        raise


def _copy_range(read_fd: int, write_fd: int, begin: int, end: int) -> None:
    os.lseek(read_fd, begin, os.SEEK_SET)
    os.lseek(write_fd, begin, os.SEEK_SET)
    while begin < end:
        count = os.sendfile(write_fd, read_fd, begin, min(end - begin, _COPY_BYTES))
        if not count:
            raise OSError(errno.EIO, "the file became shorter while it was copied")
        begin += count
