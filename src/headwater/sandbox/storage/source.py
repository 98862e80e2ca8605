"""Workers with storage: whatever makes them, the storage of their session is there before its first request.

A worker may have been started long before it is known whose it will be. Its sandbox has empty folders at
`/mnt/<name>` until then.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from headwater.core.errors import NotFound, SandboxError
from headwater.core.runtimes import RuntimeVersion
from headwater.sandbox.base import LogSink, SessionSource, Worker
from headwater.sandbox.dispatch import VersionSource
from headwater.sandbox.files import FileView
from headwater.sandbox.output import event
from headwater.sandbox.storage.book import Storage, StorageBook, StorageKey
from headwater.sandbox.storage.level import StorageLevel
from headwater.sandbox.storage.mounting import Mounter
from headwater.sandbox.storage.tree import DEPTH_MAX, TreeSize

_log = logging.getLogger(__name__)

#: A storage with so many times what it may have can only be read; one with less can be made smaller.
_OVERFULL = 2
_SEAL_ATTEMPTS = 40
_SEAL_PAUSE_S = 0.025


@dataclass(slots=True, eq=False)
class StorageUse:
    """A storage and the worker that has it. `size` is None until it was measured."""

    storage: Storage
    worker: Worker
    version: RuntimeVersion
    size: TreeSize | None = None
    is_sealed: bool = False


class StoredSource:
    """See `base.SessionSource`."""

    def __init__(
        self, source: VersionSource, book: StorageBook, mounter: Mounter, level: StorageLevel, log: LogSink
    ) -> None:
        self._source = source
        self._book = book
        self._mounter = mounter
        self._level = level
        self._log = log
        self._uses: dict[str, StorageUse] = {}
        #: Ends the session of a worker; told why.
        self.end_session: Callable[[str, str], Awaitable[None]] | None = None

    async def check(self, *, is_image: bool) -> None:
        """Raises SandboxError, with what to do, where a version (of an image, say) cannot have storage."""
        if is_image:
            await self._source.check_storage()
        else:
            await self._level.find_kind()

    async def forget(self, runtime_id: str, number: int | None) -> None:
        """Delete what sessions of a runtime (of one version of it) stored; none of them lives any more."""
        await asyncio.to_thread(self._book.remove, runtime_id, number)
        await asyncio.to_thread(self._book.sweep)

    async def start_worker(
        self,
        version: RuntimeVersion,
        worker_id: str,
        session_id: str,
        *,
        endpoint: str,
        owner: str | None,
    ) -> Worker:
        """See `base.SessionSource`."""
        if not version.storage_paths:
            return await self._source.start_worker(version, worker_id, session_id)
        is_bound_early = await self._source.binds_early(version)
        key = StorageKey(runtime_id=version.runtime_id, endpoint=endpoint, session_id=session_id)
        kind = "folder" if is_bound_early else await self._level.find_kind()
        storage = await asyncio.to_thread(self._book.open, key, version, owner, kind)
        try:
            return await self._start(storage, version, worker_id, session_id, is_bound_early=is_bound_early)
        except BaseException:
            self._mounter.release_nowait(storage)
            self._book.close(storage)
            raise

    def list_uses(self) -> list[StorageUse]:
        """Storages of living workers."""
        return list(self._uses.values())

    async def seal(self, use: StorageUse, reason: str) -> None:
        """Close a storage to writing as it has become too large; where that cannot be, end its session."""
        self._note(use, f"{reason}: nothing more can be written to it in this session")
        use.is_sealed = True
        self._book.note_too_large(use.storage)
        view = use.worker.find_view()
        try:
            if view is None or view.pid is None:
                raise SandboxError("the session's mounts cannot be reached from here")
            await self._seal_soon(use.storage, view)
        except NotFound:
            return
        except SandboxError as exc:
            self._note(
                use, f"the session is ended, as its storage cannot be closed to writing: {exc.message}"
            )
            if self.end_session is not None:
                await self.end_session(use.worker.worker_id, "storage-full")

    async def _seal_soon(self, storage: Storage, view: FileView) -> None:
        """A mount is not closed to writing while a file of it is open for that, which mostly passes."""
        for attempt in range(_SEAL_ATTEMPTS):
            try:
                return await self._mounter.seal(storage, view)
            except SandboxError:
                if attempt == _SEAL_ATTEMPTS - 1:
                    raise
            await asyncio.sleep(_SEAL_PAUSE_S)

    def note_full(self, use: StorageUse, reason: str) -> None:
        """The kernel holds it to its size and tells the agent; its log is told here, once."""
        use.is_sealed = True
        self._note(use, f"{reason}: writing more fails with ENOSPC")

    async def _start(
        self,
        storage: Storage,
        version: RuntimeVersion,
        worker_id: str,
        session_id: str,
        *,
        is_bound_early: bool,
    ) -> Worker:
        if is_bound_early:
            binds = {path: storage.files / name for path, name in _pairs(version, storage)}
            worker = await self._source.start_worker(version, worker_id, session_id, binds=binds)
        else:
            worker = await self._source.start_worker(version, worker_id, session_id)
            try:
                await self._attach(storage, worker, version)
            except BaseException:
                await asyncio.shield(worker.stop(0.0))
                raise
        use = StorageUse(storage, worker, version)
        self._uses[worker.worker_id] = use
        worker.storage_size = lambda: use.size
        worker.storage_max_bytes = self._book.find_max_bytes(storage.about)
        worker.exited.add_done_callback(lambda _: self._end(use))
        about, start_size = storage.about, storage.start_size
        if start_size.exceeds(_OVERFULL * about.max_bytes, _OVERFULL * about.files_max_count):
            what = f"folders deeper than {DEPTH_MAX}" if start_size.is_too_deep else "far more than it may"
            await self.seal(use, f"the session's storage has {what}")
        return worker

    async def _attach(self, storage: Storage, worker: Worker, version: RuntimeVersion) -> None:
        view = await worker.wait_view()
        if view is None:
            if worker.exited.done():
                return  # its callers hear of that
            raise SandboxError("the session's sandbox cannot be reached, to attach its storage")
        owner = None if version.image is not None else self._level.owner
        try:
            await self._mounter.attach(storage, view, owner=owner)
        except NotFound:
            return

    def _end(self, use: StorageUse) -> None:
        self._uses.pop(use.worker.worker_id, None)
        self._mounter.release_nowait(use.storage)
        self._book.close(use.storage)

    def _note(self, use: StorageUse, text: str) -> None:
        key = use.storage.key
        self._log(use.version, key.session_id, use.worker.worker_id, event(text, level="warning"))


def _pairs(version: RuntimeVersion, storage: Storage) -> list[tuple[str, str]]:
    return list(zip(version.storage_paths, storage.names, strict=True))


def _conforms(source: StoredSource) -> SessionSource:
    return source
