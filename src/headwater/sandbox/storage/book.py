"""Which storages there are on disk, which are in use, and what becomes of those that are not.

    storage/<runtime id>/<key>/about.json     whose it is; its time is when the storage was last used
                               too-large       there was too much in it when it was last looked at
                               files/<name>/  kind `folder`: what is mounted
                               image.ext4     kind `image`: a file system with these folders
    storage/.new/                             what is being made
    storage/.removed/                         what is being deleted, the rest of which the next start deletes
    storage/.blank-<sizes>.ext4               of which images are copied

A storage appears, and goes, with one renaming, so that no end of the server leaves half of one. The name of
its folder is a digest: endpoints' and sessions' names may be longer than names of folders.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from headwater.core.errors import SandboxError
from headwater.core.runtimes import RuntimeVersion
from headwater.sandbox.storage.blank import copy_sparse, make_blank
from headwater.sandbox.storage.removal import remove_whoever_wrote
from headwater.sandbox.storage.settings import StorageKind, StorageSettings
from headwater.sandbox.storage.tree import BLOCK_BYTES, NOTHING, TreeSize, measure_tree

_log = logging.getLogger(__name__)

_ABOUT = "about.json"
_FILES = "files"
_IMAGE = "image.ext4"
_TOO_LARGE = "too-large"
_NEW = ".new"
_REMOVED = ".removed"
_KEY_CHARS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class StorageKey:
    """Whose a storage is: one session of one endpoint of a runtime."""

    runtime_id: str
    endpoint: str
    session_id: str

    @property
    def folder_name(self) -> str:
        text = f"{self.endpoint}\0{self.session_id}".encode()
        return hashlib.sha256(text).hexdigest()[:_KEY_CHARS]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is written down of a storage."""

    endpoint: str
    session_id: str
    owner: str | None
    version: int
    kind: StorageKind
    max_bytes: int
    files_max_count: int


@dataclass(slots=True, kw_only=True)
class Storage:
    """A storage in use. `start_size` is what it held before its session started, where that was too much."""

    key: StorageKey
    folder: Path
    about: About
    #: Names of what is mounted at /mnt.
    names: tuple[str, ...]
    start_size: TreeSize = NOTHING

    @property
    def files(self) -> Path:
        return self.folder / _FILES

    @property
    def image(self) -> Path:
        return self.folder / _IMAGE


@dataclass(frozen=True, slots=True)
class Stock:
    """How many storages there are, and what they take of the disk."""

    count: int = 0
    total_bytes: int = 0


class StorageBook:
    """All storages of a server. In any thread; two uses of one storage at the same time are refused."""

    def __init__(
        self,
        folder: Path,
        settings: StorageSettings,
        *,
        owner: int | None,
        is_bound: bool = True,
        now: Callable[[], float] = time.time,
    ) -> None:
        """
        Args:
            owner: the user (and group) that agents run as; None: the server's own.
            is_bound: whether sessions' ids are their callers' alone.
            now: seconds of the wall clock.
        """
        self._root = folder
        self._settings = settings
        self._owner = owner
        self._is_bound = is_bound
        self._now = now
        self._lock = threading.Lock()
        self._in_use: dict[Path, Storage] = {}
        #: Bytes on disk, as last looked at.
        self._sizes: dict[Path, int] = {}
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._sweeping = threading.Lock()
        (folder / _REMOVED).mkdir(exist_ok=True, mode=0o700)
        with contextlib.suppress(FileNotFoundError):  # what the end of a server left half-made
            (folder / _NEW).rename(folder / _REMOVED / f"new-{secrets.token_hex(8)}")
        (folder / _NEW).mkdir(mode=0o700)

    def open(self, key: StorageKey, version: RuntimeVersion, owner: str | None, kind: StorageKind) -> Storage:
        """The storage of a session that starts, emptied if another version or owner had it; `close` it after.

        Args:
            kind: how one is kept that is made now.
        Raises:
            SandboxError: it cannot be made, or is in use.
        """
        folder = self._root / key.runtime_id / key.folder_name
        names = _names_of(version)
        with self._lock:
            if folder in self._in_use:
                raise SandboxError("the storage is in use by another session", session_id=key.session_id)
            try:
                about = _read_about(folder)
                if about is not None and not self._fits(about, version, owner):
                    self._put_away(folder)
                    about = None
                if about is None:
                    about = self._make(folder, key, version, owner, kind)
                elif about.kind == "folder":
                    self._make_folders(folder / _FILES, version)
                os.utime(folder / _ABOUT, (self._now(), self._now()))
            except OSError as exc:
                raise SandboxError(f"the session's storage could not be opened: {exc}") from exc
            storage = Storage(key=key, folder=folder, about=about, names=names)
            self._in_use[folder] = storage
        try:
            storage.start_size = self._read_start_size(folder)
        except OSError as exc:
            self.close(storage)
            raise SandboxError(f"the session's storage could not be looked at: {exc}") from exc
        return storage

    def close(self, storage: Storage) -> None:
        """The session is gone. Safe to repeat."""
        with self._lock:
            if self._in_use.get(storage.folder) is storage:
                del self._in_use[storage.folder]
                self._sizes.pop(storage.folder, None)
                self._touch(storage.folder)

    def note_too_large(self, storage: Storage) -> None:
        """Remember it for the next start, which then looks what there is before its agent can."""
        with contextlib.suppress(OSError):
            (storage.folder / _TOO_LARGE).touch()

    def touch_used(self) -> None:
        """Note of all that are in use that they are: a server that is killed closes none."""
        with self._lock:
            for folder in self._in_use:
                self._touch(folder)

    def list_in_use(self) -> list[Storage]:
        """Storages of live sessions."""
        with self._lock:
            return list(self._in_use.values())

    def take_stock(self) -> Stock:
        """Look at all storages; sizes of folders that were not in use since the last look are remembered."""
        sizes: dict[Path, int] = {}
        for folder in self._folders():
            with contextlib.suppress(OSError):  # gone meanwhile
                sizes[folder] = self._find_size(folder)
        self._sizes = sizes
        return Stock(len(sizes), sum(sizes.values()))

    def remove(self, runtime_id: str, number: int | None = None) -> None:
        """Delete a runtime's storages (those of one version of it), which are in no use. Safe to repeat.

        Returns when they cannot be reached any more; `sweep` takes them off the disk.
        """
        with self._lock:
            for folder in self._folders(runtime_id):
                about = _read_about(folder)
                if folder not in self._in_use and (
                    number is None or about is None or about.version == number
                ):
                    self._put_away(folder)
            if number is None:
                with contextlib.suppress(OSError):  # not there, or something is in use after all
                    (self._root / runtime_id).rmdir()

    def collect(self) -> int:
        """Delete what was not used for `keep_s`; how many storages that were. `sweep` has to follow."""
        before, count = self._now() - self._settings.keep_s, 0
        with self._lock:
            for folder in self._folders():
                with contextlib.suppress(FileNotFoundError):
                    if folder not in self._in_use and (folder / _ABOUT).stat().st_mtime < before:
                        self._put_away(folder)
                        count += 1
        return count

    def sweep(self) -> None:
        """Take off the disk what was deleted, of this server or an earlier one."""
        with self._sweeping:
            for folder in (self._root / _REMOVED).iterdir():
                try:
                    remove_whoever_wrote(folder)
                except OSError as exc:
                    _log.warning("a deleted storage could not be removed: %s", exc)

    def find_max_bytes(self, about: About) -> int:
        """How much a storage may hold: an image as much as it was made for."""
        return about.max_bytes if about.kind == "image" else self._settings.max_bytes

    def _read_start_size(self, folder: Path) -> TreeSize:
        """Looking takes long where there is much, and only those few are looked at that were too large."""
        if not (folder / _TOO_LARGE).exists():
            return NOTHING
        size = measure_tree(folder / _FILES, is_opening=True)
        if not (size.exceeds(self._settings.max_bytes, self._settings.files_max_count) or size.is_closed):
            (folder / _TOO_LARGE).unlink(missing_ok=True)
        return size

    def _fits(self, about: About, version: RuntimeVersion, owner: str | None) -> bool:
        is_anothers = self._is_bound and about.owner is not None and about.owner != owner
        return about.version == version.number and not is_anothers

    def _make(
        self, folder: Path, key: StorageKey, version: RuntimeVersion, owner: str | None, kind: StorageKind
    ) -> About:
        about = About(
            endpoint=key.endpoint,
            session_id=key.session_id,
            owner=owner,
            version=version.number,
            kind=kind,
            max_bytes=self._settings.max_bytes,
            files_max_count=self._settings.files_max_count,
        )
        partial = (
            self._root / _REMOVED / f"new-{secrets.token_hex(8)}"
        )  # a sweep takes what is left half-made
        partial.mkdir(mode=0o700)
        if kind == "image":
            copy_sparse(self._find_blank(), partial / _IMAGE)
        else:
            self._make_folders(partial / _FILES, version)
        (partial / _ABOUT).write_text(json.dumps(asdict(about)), encoding="utf-8")
        folder.parent.mkdir(exist_ok=True, mode=0o700)
        partial.rename(folder)
        return about

    def _find_blank(self) -> Path:
        settings = self._settings
        path = self._root / f".blank-{settings.max_bytes}-{settings.files_max_count}.ext4"
        if not path.exists():
            make_blank(path, settings.max_bytes, settings.files_max_count)
        return path

    def _make_folders(self, files: Path, version: RuntimeVersion) -> None:
        """What is mounted: the agents' user's, or everybody's where an image decides who that is."""
        files.mkdir(exist_ok=True, mode=0o700)
        for name in _names_of(version):
            path = files / name
            with contextlib.suppress(FileExistsError):
                path.mkdir(mode=0o700)
                if version.image is not None:
                    path.chmod(0o777)
                elif self._owner is not None:
                    os.chown(path, self._owner, self._owner)

    def _folders(self, runtime_id: str | None = None) -> Iterator[Path]:
        if runtime_id is None:
            parents = [path for path in self._root.iterdir() if not path.name.startswith(".")]
        else:
            parents = [self._root / runtime_id]
        for parent in parents:
            with contextlib.suppress(FileNotFoundError):
                yield from list(parent.iterdir())

    def _find_size(self, folder: Path) -> int:
        with contextlib.suppress(FileNotFoundError):
            return (folder / _IMAGE).stat().st_blocks * BLOCK_BYTES
        known = None if folder in self._in_use else self._sizes.get(folder)
        return measure_tree(folder / _FILES).used_bytes if known is None else known

    def _put_away(self, folder: Path) -> None:
        folder.rename(self._root / _REMOVED / f"{folder.name}-{secrets.token_hex(8)}")

    def _touch(self, folder: Path) -> None:
        with contextlib.suppress(OSError):
            os.utime(folder / _ABOUT, (self._now(), self._now()))


def _names_of(version: RuntimeVersion) -> tuple[str, ...]:
    return tuple(path.removeprefix("/mnt/") for path in version.storage_paths)


def _read_about(folder: Path) -> About | None:
    """None: there is no such storage. What cannot be read is an error: it is somebody's."""
    try:
        text = (folder / _ABOUT).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    try:
        return About(**json.loads(text))
    except (ValueError, TypeError) as exc:
        raise SandboxError(f"{folder / _ABOUT} says nothing of the storage: {exc}") from exc
