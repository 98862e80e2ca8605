"""Zip files from strangers: what is refused, and how the rest is unpacked.

Rule 1: the whole directory of the zip is judged before the first byte is written.
Rule 2: nothing is written outside the target, no links are made, no mode bit but "executable" is kept.
Rule 3: what a zip says about its sizes is not believed while unpacking either.
"""

from __future__ import annotations

import errno
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from headwater.core.errors import InvalidRequest
from headwater.folders import sync_folder

#: A zip's directory is read into memory whole; this is some five times what 100,000 files need.
DIRECTORY_MAX_BYTES = 64 * 1024 * 1024
NAME_MAX_BYTES = 1024
COMPONENT_MAX_BYTES = 255

_CHUNK_BYTES = 1024 * 1024
_ENCRYPTED_FLAG = 0x1
_UNIX = 3  # `create_system` of entries that carry Unix modes
#: LZMA and bzip2 can be told to take gigabytes to unpack a few bytes; nobody packs agents with them.
_COMPRESSIONS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_DIRECTORY_SIZE_FIELD = 5
#: Up to so many files each is flushed by itself; beyond, one flush of everything is quicker.
_FLUSH_EACH_MAX_COUNT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveLimits:
    """What one archive may grow to."""

    unpacked_max_bytes: int
    entry_max_count: int


@dataclass(frozen=True, slots=True)
class _Entry:
    parts: tuple[str, ...]
    info: zipfile.ZipInfo

    @property
    def file_mode(self) -> int:
        is_executable = self.info.create_system == _UNIX and (self.info.external_attr >> 16) & 0o111
        return 0o755 if is_executable else 0o644


def check_archive(path: Path, limits: ArchiveLimits) -> None:
    """Judge a zip file by its directory.

    Raises:
        InvalidRequest: it is not a zip file, or holds something that is refused; says what.
    """
    with _opened(path) as archive:
        _read_plan(archive, limits)


def extract_archive(path: Path, into: Path, limits: ArchiveLimits, owner: tuple[int, int] | None) -> None:
    """Unpack a zip file into the empty directory `into`, and see that it is on disk.

    Raises:
        InvalidRequest: as `check_archive`, or its contents are damaged. `into` is then half filled.
    """
    with _opened(path) as archive:
        files, folders = _read_plan(archive, limits)
        is_each_flushed = len(files) + len(folders) <= _FLUSH_EACH_MAX_COUNT
        for parts in sorted(folders):
            into.joinpath(*parts).mkdir()
        for entry in files:
            _extract_file(archive, entry, into, is_flushed=is_each_flushed)
    _hand_over(into, files, folders, owner)
    if is_each_flushed:
        for parts in (*folders, ()):
            sync_folder(into.joinpath(*parts))
    else:
        os.sync()


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with path.open("rb") as file:
            _check_directory_size(file)
            with zipfile.ZipFile(file) as archive:
                yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as exc:
        raise InvalidRequest(f"the code artifact is not a readable zip file: {exc}") from exc
    except OSError as exc:
        # A directory that points before the start of the file.
        if exc.errno != errno.EINVAL:
            raise
        raise InvalidRequest("the code artifact is not a readable zip file: bad offset") from exc


def _check_directory_size(file: BinaryIO) -> None:
    # The very function that ZipFile uses, so that there is no second opinion on where the
    # directory is. ZipFile would read all of it at once, however much that is.
    end = zipfile._EndRecData(file)  # type: ignore[attr-defined]  # private, and what the line above says
    if end is None:
        raise InvalidRequest("the code artifact is not a zip file")
    if end[_DIRECTORY_SIZE_FIELD] > DIRECTORY_MAX_BYTES:
        raise InvalidRequest(f"the code artifact's zip directory is larger than {DIRECTORY_MAX_BYTES} bytes")


def _read_plan(archive: zipfile.ZipFile, limits: ArchiveLimits) -> tuple[list[_Entry], set[tuple[str, ...]]]:
    files: dict[tuple[str, ...], _Entry] = {}
    folders: set[tuple[str, ...]] = set()
    unpacked_bytes = 0
    for info in archive.infolist():
        parts = _check_name(info.filename)
        _check_kind(info)
        if info.is_dir():
            folders.add(parts)
        elif parts in files:
            raise InvalidRequest(f"the code artifact holds {info.filename!r} twice")
        else:
            files[parts] = _Entry(parts, info)
            unpacked_bytes += info.file_size
        folders.update(parts[:n] for n in range(1, len(parts)))
        if len(files) + len(folders) > limits.entry_max_count:
            raise InvalidRequest(
                f"the code artifact holds more than {limits.entry_max_count} files and folders"
            )
        if unpacked_bytes > limits.unpacked_max_bytes:
            raise _too_large(limits.unpacked_max_bytes)
    folders.discard(())
    clash = next((parts for parts in files if parts in folders), None)
    if clash is not None:
        raise InvalidRequest(f"the code artifact holds {'/'.join(clash)!r} both as a file and as a folder")
    if not files:
        raise InvalidRequest("the code artifact is empty: it holds no file")
    return list(files.values()), folders


def _check_name(name: str) -> tuple[str, ...]:
    """The components of an entry's name, or a refusal."""
    parts = tuple(part for part in name.split("/") if part not in ("", "."))
    problem = None
    if name.startswith("/") or (len(name) > 1 and name[1] == ":"):
        problem = "is an absolute path"
    elif ".." in parts:
        problem = "leads out of the archive"
    elif "\\" in name:
        problem = "has a backslash; use / between folders"
    elif not parts and not name.endswith("/"):
        problem = "is not a file name"
    elif len(name.encode(errors="replace")) > NAME_MAX_BYTES:
        problem = f"is longer than {NAME_MAX_BYTES} bytes"
    elif any(len(part.encode(errors="replace")) > COMPONENT_MAX_BYTES for part in parts):
        problem = f"has a part longer than {COMPONENT_MAX_BYTES} bytes"
    elif any(ord(char) < 32 or 0xD800 <= ord(char) < 0xE000 for char in name):
        problem = "has characters that file names cannot have"
    if problem:
        raise InvalidRequest(f"the code artifact holds {name[:200]!r}, which {problem}")
    return parts


def _check_kind(info: zipfile.ZipInfo) -> None:
    kind = stat.S_IFMT(info.external_attr >> 16) if info.create_system == _UNIX else 0
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        what = "a symbolic link" if kind == stat.S_IFLNK else "neither a file nor a folder"
        raise InvalidRequest(f"the code artifact holds {info.filename!r}, which is {what}; pack files only")
    if info.flag_bits & _ENCRYPTED_FLAG:
        raise InvalidRequest(
            f"the code artifact holds {info.filename!r} encrypted; pack it without a password"
        )
    if info.compress_type not in _COMPRESSIONS:
        raise InvalidRequest(
            f"the code artifact holds {info.filename!r} compressed otherwise than by deflate"
        )


def _extract_file(archive: zipfile.ZipFile, entry: _Entry, into: Path, *, is_flushed: bool) -> None:
    size = 0
    with archive.open(entry.info) as source, into.joinpath(*entry.parts).open("xb") as target:
        while chunk := source.read(_CHUNK_BYTES):
            size += len(chunk)
            if size > entry.info.file_size:
                raise InvalidRequest(f"{entry.info.filename!r} in the code artifact is larger than it says")
            target.write(chunk)
        if is_flushed:
            target.flush()
            os.fsync(target.fileno())


def _hand_over(
    into: Path, files: list[_Entry], folders: set[tuple[str, ...]], owner: tuple[int, int] | None
) -> None:
    """Give everything its mode (whatever the umask is) and its owner."""
    modes = [(into.joinpath(*entry.parts), entry.file_mode) for entry in files]
    modes += [(into.joinpath(*parts), 0o755) for parts in folders]
    modes.append((into, 0o755))
    for path, mode in modes:
        path.chmod(mode)
        if owner is not None:
            os.chown(path, *owner)


def _too_large(limit_bytes: int) -> InvalidRequest:
    return InvalidRequest(f"the code artifact unpacks to more than {limit_bytes} bytes")
