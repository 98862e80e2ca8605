"""Looks after storages: how large those in use are, and which nobody has used for long."""

from __future__ import annotations

import asyncio
import logging
import os
import time

from headwater.core.errors import NotFound, SandboxError
from headwater.sandbox.files import open_folder
from headwater.sandbox.storage.blank import EMPTY_BYTES, EMPTY_FILES
from headwater.sandbox.storage.book import Stock, StorageBook
from headwater.sandbox.storage.settings import StorageSettings
from headwater.sandbox.storage.source import StorageUse, StoredSource
from headwater.sandbox.storage.tree import DEPTH_MAX, TreeSize, measure_tree

_log = logging.getLogger(__name__)

#: A look is followed by a pause of so many times what it took: two in a hundred of one processor at most.
_PAUSE_PER_COST = 50.0
_STOCK_EVERY_S = 60.0
_COLLECT_EVERY_S = 3600.0
#: Of a file system of its own, from where on it is called full: the last blocks are often tables'.
_FULL_SHARE = 0.99


class StorageKeeper:
    """Run both for as long as the server lives."""

    def __init__(self, source: StoredSource, book: StorageBook, settings: StorageSettings) -> None:
        #: As last looked at.
        self.stock = Stock()
        self._source = source
        self._book = book
        self._settings = settings

    async def watch(self) -> None:
        """Measure storages in use for ever, and close those that are too large."""
        while True:
            began_s = time.monotonic()
            for use in self._source.list_uses():
                await self.look_at(use)
            cost_s = time.monotonic() - began_s
            await asyncio.sleep(max(self._settings.watch_every_s, _PAUSE_PER_COST * cost_s))

    async def collect(self) -> None:
        """Delete for ever what was not used for long, and count what there is."""
        due_s = 0.0
        while True:
            began_s = time.monotonic()
            try:
                await asyncio.to_thread(self._book.touch_used)
                if began_s >= due_s:
                    due_s = began_s + _COLLECT_EVERY_S
                    await asyncio.to_thread(self._collect_now)
                self.stock = await asyncio.to_thread(self._book.take_stock)
            except OSError as exc:
                _log.warning("unused storages could not be looked for: %s", exc)
            cost_s = time.monotonic() - began_s
            await asyncio.sleep(max(_STOCK_EVERY_S, _PAUSE_PER_COST * cost_s))

    def _collect_now(self) -> None:
        count = self._book.collect()
        if count:
            _log.info("%d storage(s) that were not used for %g s are deleted", count, self._settings.keep_s)
        self._book.sweep()

    async def look_at(self, use: StorageUse) -> None:
        """Measure one now, and act on it."""
        try:
            size = await asyncio.to_thread(_measure, use)
        except (OSError, NotFound, SandboxError):
            return  # it is over
        use.size = size
        reason = self._find_excess(use, size)
        if reason is None or use.is_sealed:
            return
        if use.storage.about.kind == "image":
            self._source.note_full(use, reason)
        else:
            await self._source.seal(use, reason)

    def _find_excess(self, use: StorageUse, size: TreeSize) -> str | None:
        """Why a storage is too large, if it is: in comparison with the bounds, or with what it began with."""
        about, start = use.storage.about, use.storage.start_size
        share = _FULL_SHARE if about.kind == "image" else 1.0
        bytes_max, files_max = about.max_bytes * share, about.files_max_count * share
        if about.kind == "folder":
            bytes_max, files_max = self._settings.max_bytes, self._settings.files_max_count
            bytes_max, files_max = max(bytes_max, start.used_bytes), max(files_max, start.file_count)
        if size.used_bytes > bytes_max:
            return f"the session's storage has {size.used_bytes} bytes, of at most {bytes_max:.0f}"
        if size.file_count > files_max:
            return (
                f"the session's storage has {size.file_count} files and folders, of at most {files_max:.0f}"
            )
        if size.is_too_deep and not start.is_too_deep:
            return f"the session's storage has folders more than {DEPTH_MAX} deep"
        # A container's user may be another than the server, whom it keeps out by itself.
        if size.is_closed and not start.is_closed and use.version.image is None:
            return "the session's storage has folders that this server may not look into"
        return None


def _measure(use: StorageUse) -> TreeSize:
    storage = use.storage
    if storage.about.kind == "folder":
        return measure_tree(storage.files)
    view = use.worker.find_view()
    if view is None:
        raise NotFound("The session has ended")
    fd = open_folder(view, f"/mnt/{storage.names[0]}")
    try:
        found = os.fstatvfs(fd)
    finally:
        os.close(fd)
    used_bytes = (found.f_blocks - found.f_bfree) * found.f_frsize
    return TreeSize(max(0, used_bytes - EMPTY_BYTES), max(0, found.f_files - found.f_ffree - EMPTY_FILES))
