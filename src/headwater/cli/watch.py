"""Notices that files were saved, by their times and sizes. Polling works on every file system."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

#: What a file looked like: modification time, size and identity (editors replace files whole).
Fingerprint = tuple[int, int, int]
Snapshot = dict[str, Fingerprint]


def take_snapshot(root: Path, files: Iterable[str]) -> Snapshot:
    """The fingerprints of those of `files` that are there."""
    found: Snapshot = {}
    for relative in files:
        try:
            status = os.stat(root / relative)
        except OSError:
            continue  # gone between listing and looking
        found[relative] = (status.st_mtime_ns, status.st_size, status.st_ino)
    return found


class ChangeDetector:
    """Tells of a change once it has settled, so that half-written saves are not taken."""

    def __init__(self, first: Snapshot) -> None:
        self._known = first
        self._pending: Snapshot | None = None

    def observe(self, seen: Snapshot) -> list[str]:
        """The files that changed since the last report, if nothing moved since the last look; else none."""
        if seen == self._known:
            self._pending = None
            return []
        if seen != self._pending:
            self._pending = seen
            return []
        changed = [name for name in sorted({*seen, *self._known}) if seen.get(name) != self._known.get(name)]
        self._known, self._pending = seen, None
        return changed
