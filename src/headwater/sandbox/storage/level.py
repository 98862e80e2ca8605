"""Which kind of storage this host can have, found by trying it."""

from __future__ import annotations

import asyncio
import logging
import tempfile
from dataclasses import dataclass
from pathlib import Path

from headwater.core.errors import SandboxError
from headwater.sandbox.doctor import Capability, Finding
from headwater.sandbox.storage.blank import make_blank
from headwater.sandbox.storage.mounting import Mounter
from headwater.sandbox.storage.settings import StorageKind, StorageSettings

_log = logging.getLogger(__name__)

_MIB = 1024 * 1024
_PROBE_BYTES = 4 * _MIB
_PROBE_FILES = 100
NEEDS_NAMESPACES = (
    "session storage is mounted, which takes namespaces, and this host's sessions are mere processes; use a"
    " Linux host that has them (`headwater doctor`), or leave filesystemConfigurations out"
)


@dataclass(frozen=True, slots=True)
class _Found:
    kind: StorageKind
    reason: str = ""


class StorageLevel:
    """What is enforced here. Tried once, when it is asked first."""

    def __init__(
        self, settings: StorageSettings, isolation: Capability, mounter: Mounter, *, owner: int | None
    ) -> None:
        """
        Args:
            owner: the user that agents run as; None: the server's own.
        """
        self._settings = settings
        self._isolation = isolation
        self._mounter = mounter
        self.owner = owner
        self._found: _Found | None = None
        self._finding = asyncio.Lock()

    async def find_kind(self) -> StorageKind:
        """How a storage is kept that is made now.

        Raises:
            SandboxError: not as the settings demand, or not at all.
        """
        if not self._isolation.has_namespaces:
            raise SandboxError(NEEDS_NAMESPACES)
        async with self._finding:
            if self._found is None:
                self._found = await self._try()
                _log.info("session storage: %s", self.describe()["detail"])
        if self._settings.kind == "image" and self._found.kind != "image":
            raise SandboxError(f"storage.kind is `image`, but {self._found.reason}")
        return self._found.kind

    def describe(self) -> dict[str, object]:
        """The level in force, as the own routes show it."""
        bound = f"{self._settings.max_bytes} bytes and {self._settings.files_max_count} files a session"
        if not self._isolation.has_namespaces:
            return {"kind": None, "detail": "none: sessions have no namespaces"}
        if self._found is None:
            return {"kind": None, "detail": f"{bound}; how they are held to it is tried with the first"}
        if self._found.kind == "image":
            return {
                "kind": "image",
                "detail": f"{bound}, held to it by the kernel: a file system in a file each",
            }
        why = f" ({self._found.reason})" if self._found.reason else ""
        return {
            "kind": "folder",
            "detail": f"{bound}, in folders that are looked at every {self._settings.watch_every_s:g} s and"
            f" closed to writing when too large{why}",
        }

    async def _try(self) -> _Found:
        if self._settings.kind == "folder":
            return _Found("folder", "as storage.kind says")
        if not self._isolation.is_root:
            return _Found("folder", "only root can mount file systems in files")
        try:
            with tempfile.TemporaryDirectory(prefix="headwater-storage-") as folder:
                image = Path(folder) / "probe.ext4"
                await asyncio.to_thread(make_blank, image, _PROBE_BYTES, _PROBE_FILES)
                await self._mounter.try_image(image)
        except (SandboxError, OSError) as exc:
            return _Found("folder", f"file systems in files cannot be had here: {exc}")
        return _Found("image")


def inspect_storage(settings: StorageSettings, isolation: Capability) -> Finding:
    """What `headwater doctor` says of it."""

    async def try_once() -> dict[str, object]:
        mounter = Mounter()
        level = StorageLevel(settings, isolation, mounter, owner=None)
        try:
            await level.find_kind()
        finally:
            await mounter.close()
        return level.describe()

    try:
        found = asyncio.run(try_once())
    except (SandboxError, OSError) as exc:
        return Finding("session storage", False, str(exc), "see docs/storage.md")
    remedy = "run the server as root, with mkfs.ext4 and loop devices, for bounds that the kernel holds"
    return Finding("session storage", found["kind"] == "image", str(found["detail"]), remedy)
