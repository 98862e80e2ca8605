"""Folders on disk. Standard library alone: agents use it too."""

from __future__ import annotations

import os
from pathlib import Path


def sync_folder(path: Path) -> None:
    """Have the names in a folder on disk: only with them is a file there after a power cut.

    Raises:
        OSError: the system refused.
    """
    fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
