"""[storage]: what sessions keep in `/mnt/<name>`, where a version asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

_GIB = 1024 * 1024 * 1024
_DAY_S = 86_400.0

StorageKind = Literal["image", "folder"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StorageSettings:
    """How the storage of one session is kept and bounded.

    `kind`: an `image` is a file system of its own in a file, so that the kernel holds a session to its size;
    it takes a server that runs as root, loop devices and mkfs.ext4. A `folder` is looked at every
    `watch_every_s`, and closed to writing once it is found too large. `auto` takes images where they work.
    A storage stays of the kind, and an image of the size, that it was made with.
    """

    kind: Literal["auto", "image", "folder"] = "auto"
    max_bytes: int = _GIB
    files_max_count: int = 100_000
    keep_s: float = 14 * _DAY_S
    watch_every_s: float = 1.0
