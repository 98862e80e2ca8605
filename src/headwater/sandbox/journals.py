"""A file for each session in which it keeps, for the time after its end, what it has yet to deliver.

The session gets a descriptor, never the path; the file is the host's. When the session is gone an empty
file is removed, any other is handed on. What is in it was written by an agent and is believed in nothing.
"""

from __future__ import annotations

import json
import logging
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from headwater.core.errors import SandboxError
from headwater.folders import sync_folder

_log = logging.getLogger(__name__)

_SUFFIX = ".journal"
_HOLDER_SUFFIX = ".holder"


class JournalFolder:
    """Journals by worker id. `handed_on` is told of each that was not empty when its session ended."""

    def __init__(self, folder: Path, handed_on: Callable[[Path], None]) -> None:
        self._folder = folder
        self._handed_on = handed_on
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def open(self, worker_id: str) -> int:
        """A descriptor of a new, empty file; the caller closes it once it is handed over.

        Raises:
            SandboxError: it cannot be made.
        """
        flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_APPEND | os.O_CLOEXEC
        try:
            fd = os.open(self._path(worker_id), flags, 0o600)
        except OSError as exc:
            raise SandboxError(f"the session's journal could not be made: {exc.strerror}") from exc
        # The name is on disk before anything in the file matters, and no session waits for it.
        threading.Thread(target=self._sync, name="headwater-journal-sync", daemon=True).start()
        return fd

    def make_shared(self, worker_id: str) -> Path:
        """A new, empty file for a worker of another user, who cannot come by it but through a mount.

        Raises:
            SandboxError: it cannot be made.
        """
        fd = self.open(worker_id)
        os.fchmod(fd, 0o666)  # which user a container's is here, its engine decides; the folder is closed
        os.close(fd)
        return self._path(worker_id)

    def note_holder(self, worker_id: str, holder: dict[str, Any]) -> None:  # Any: JSON
        """Write down beside a worker's journal whose it is now, for when this server is gone too."""
        try:
            self._holder_path(worker_id).write_text(json.dumps(holder), encoding="utf-8")
        except OSError as exc:
            raise SandboxError(f"whose the session's journal is could not be noted: {exc.strerror}") from exc

    def find_holder(self, worker_id: str) -> dict[str, Any] | None:  # Any: JSON
        """What was noted; None: nothing, as no session has had the worker."""
        try:
            found: dict[str, Any] = json.loads(self._holder_path(worker_id).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return found

    def forget(self, worker_id: str) -> None:
        """Nothing of a journal is left."""
        self._holder_path(worker_id).unlink(missing_ok=True)

    def end(self, worker_id: str) -> None:
        """The worker is gone. Safe to repeat."""
        path = self._path(worker_id)
        try:
            if path.stat().st_size:
                self._handed_on(path)
            else:
                path.unlink()
                self.forget(worker_id)
        except FileNotFoundError:
            return
        except OSError as exc:
            _log.error("the journal %s could not be seen to: %s; the next start tries again", path, exc)

    def leftovers(self) -> list[Path]:
        """Journals of workers of an earlier run, oldest first."""
        found = []
        for path in self._folder.glob(f"*{_SUFFIX}"):
            if path.stat().st_size:
                found.append(path)
            else:
                path.unlink()
                self.forget(path.stem)
        return sorted(found, key=lambda path: path.stat().st_mtime_ns)

    def _holder_path(self, worker_id: str) -> Path:
        return self._folder / f"{worker_id}{_HOLDER_SUFFIX}"

    def _path(self, worker_id: str) -> Path:
        return self._folder / f"{worker_id}{_SUFFIX}"

    def _sync(self) -> None:
        try:
            sync_folder(self._folder)
        except OSError as exc:
            _log.warning("the folder of journals could not be synchronised: %s", exc)
