"""Agents' code: kept as zip files under their id, unpacked once for all versions that use it.

    data_dir/artifacts/<sha256>.zip     what was uploaded: bucket "headwater", key artifacts/<sha256>.zip
    data_dir/artifacts/s3-<sha256>.zip  what was fetched from S3; its id says which object it was, and when
    data_dir/bundles/<id>/              the same, unpacked

A file or folder gets its name when it is complete, never before: whatever has a name is whole.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
import shutil
import tempfile
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from headwater.control.archive import ArchiveLimits, check_archive, extract_archive
from headwater.control.base import MIB, OWN_BUCKET, ArtifactSettings
from headwater.control.s3 import S3Object, S3Objects
from headwater.core.errors import FieldProblem, InvalidRequest, StoreError
from headwater.folders import sync_folder

_KEY = re.compile(r"artifacts/(?P<sha256>[0-9a-f]{64})\.zip")
_MEMBER = "agentRuntimeArtifact.codeConfiguration.code.s3"
_TEMPORARY = ".part-"
_WRITE_BYTES = MIB
#: An upload is not discarded while somebody may be about to create a runtime from it.
UPLOAD_GRACE_S = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """An uploaded zip file, and where `codeConfiguration.code.s3` finds it."""

    bucket: str
    prefix: str
    sha256: str
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """An artifact by its id; `source` is what to fetch where it is not here: the members of an `S3Object`."""

    artifact_id: str
    source: Mapping[str, Any] | None = None  # Any: JSON


class ArtifactStore:
    """Artifacts and bundles in one data directory."""

    def __init__(self, settings: ArtifactSettings) -> None:
        self._settings = settings
        self._objects = S3Objects()
        self._limits = ArchiveLimits(
            unpacked_max_bytes=settings.unpacked_max_bytes, entry_max_count=settings.entry_max_count
        )
        self._artifacts = settings.data_dir / "artifacts"
        self._bundles = settings.data_dir / "bundles"
        self._artifacts.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._bundles.mkdir(parents=True, exist_ok=True)
        self._bundles.chmod(0o755)
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def put(self, stream: AsyncIterator[bytes], limit_bytes: int | None = None) -> Artifact:
        """Keep a zip file. The same bytes again give the same artifact.

        Cancelling, a broken stream or a refusal leaves nothing behind.

        Raises:
            InvalidRequest: it is too large, no zip file, or holds what is refused.
            StoreError: it could not be written.
        """
        with _writing():
            handle, name = tempfile.mkstemp(prefix=_TEMPORARY, dir=self._artifacts)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb", buffering=0) as file:
                limit = self._settings.zip_max_bytes if limit_bytes is None else limit_bytes
                sha256, size_bytes = await _receive(stream, file, limit)
            with _writing():
                await asyncio.to_thread(check_archive, temporary, self._limits)
                await _finish(asyncio.to_thread(_name_durably, temporary, self._artifact_path(sha256)))
        finally:
            _unlink(temporary)
        return Artifact(
            bucket=OWN_BUCKET, prefix=f"artifacts/{sha256}.zip", sha256=sha256, size_bytes=size_bytes
        )

    async def locate(self, location: Mapping[str, str]) -> Located:
        """Which artifact is at a location (`codeConfiguration.code.s3`) now.

        Raises:
            InvalidRequest: none, or it cannot be read or is too large.
        """
        if location["bucket"] == OWN_BUCKET:
            return Located(artifact_id=self._find_upload(location["prefix"]))
        found = await self._objects.look(location["bucket"], location["prefix"], location.get("versionId"))
        limit = self._settings.zip_max_bytes
        if found.size_bytes > limit:
            text = f"{found} has {found.size_bytes} bytes; a code artifact can have {limit}"
            raise InvalidRequest(text, fields=(FieldProblem(f"{_MEMBER}.prefix", text),))
        return Located(artifact_id=found.artifact_id, source=found.encode())

    def bundle_dir(self, sha256: str) -> Path:
        """Where the artifact with this digest is unpacked, or will be."""
        return self._bundles / sha256

    async def unpack(self, located: Located) -> Path:
        """Fetch and unpack an artifact, unless it is; gives its bundle.

        Raises:
            InvalidRequest: it is not there any more, or holds what is refused.
            StoreError: it could not be written.
        """
        bundle = self.bundle_dir(located.artifact_id)
        async with self._locks[located.artifact_id]:
            if not bundle.is_dir():
                if located.source is not None:
                    await self._fetch(S3Object(**located.source))
                # Shielded: a cancelled caller must not leave the lock while the thread still writes.
                await _finish(asyncio.to_thread(self._unpack, located.artifact_id))
        return bundle

    async def discard(self, sha256: str, is_in_use: Callable[[], Awaitable[bool]]) -> None:
        """Remove a bundle that no version uses any more, and its artifact if that is not fresh."""
        async with self._locks[sha256]:
            if await is_in_use():
                return
            await _finish(asyncio.to_thread(self._discard, sha256))

    async def sweep(self, in_use: set[str]) -> None:
        """Remove what a crash left: parts of files, and bundles of no version. At start only."""
        await _finish(asyncio.to_thread(self._sweep, in_use))

    async def _fetch(self, found: S3Object) -> None:
        path = self._artifact_path(found.artifact_id)
        if path.is_file():
            return
        with _writing():
            handle, name = tempfile.mkstemp(prefix=_TEMPORARY, dir=self._artifacts)
            os.close(handle)
        temporary = Path(name)
        try:
            with _writing():
                await self._objects.fetch(found, temporary, self._settings.zip_max_bytes)
                await asyncio.to_thread(check_archive, temporary, self._limits)
                await _finish(asyncio.to_thread(_name_durably, temporary, path))
        finally:
            _unlink(temporary)

    def _find_upload(self, prefix: str) -> str:
        found = _KEY.fullmatch(prefix)
        if found is None or not self._artifact_path(found["sha256"]).is_file():
            text = (
                f"the bucket {OWN_BUCKET!r} holds no {prefix!r}; upload it with PUT /headwater/v1/artifacts"
            )
            raise InvalidRequest(text, fields=(FieldProblem(f"{_MEMBER}.prefix", text),))
        return found["sha256"]

    def _artifact_path(self, artifact_id: str) -> Path:
        return self._artifacts / f"{artifact_id}.zip"

    def _unpack(self, sha256: str) -> None:
        bundle = self.bundle_dir(sha256)
        if bundle.is_dir():
            return
        try:
            temporary = Path(tempfile.mkdtemp(prefix=_TEMPORARY, dir=self._bundles))
            try:
                path = self._artifact_path(sha256)
                if not path.is_file():
                    raise InvalidRequest(f"the code artifact {sha256} is gone; upload it again")
                extract_archive(path, temporary, self._limits, self._settings.owner)
                _name_durably(temporary, bundle)
            finally:
                shutil.rmtree(temporary, ignore_errors=True)
        except OSError as exc:
            raise StoreError(f"the code artifact {sha256} could not be unpacked: {exc.strerror}") from exc

    def _discard(self, sha256: str) -> None:
        shutil.rmtree(self.bundle_dir(sha256), ignore_errors=True)
        path = self._artifact_path(sha256)
        if path.is_file() and time.time() - path.stat().st_mtime > UPLOAD_GRACE_S:
            path.unlink(missing_ok=True)

    def _sweep(self, in_use: set[str]) -> None:
        for part in self._artifacts.glob(f"{_TEMPORARY}*"):
            part.unlink(missing_ok=True)
        for folder in self._bundles.iterdir():
            if folder.name not in in_use:
                shutil.rmtree(folder, ignore_errors=True)
        for path in self._artifacts.glob("*.zip"):
            if path.stem not in in_use:
                self._discard(path.stem)


def _unlink(path: Path) -> None:
    path.unlink(missing_ok=True)


async def _receive(stream: AsyncIterator[bytes], file: IO[bytes], limit_bytes: int) -> tuple[str, int]:
    """Write a stream to disk in large steps, each in a thread; gives digest and size."""
    digest = hashlib.sha256()
    size_bytes = 0
    pending = bytearray()

    async def write_pending() -> None:
        with _writing():
            await _finish(asyncio.to_thread(_write_all, file, bytes(pending), digest))
        pending.clear()

    async for chunk in stream:
        size_bytes += len(chunk)
        if size_bytes > limit_bytes:
            raise InvalidRequest(f"the code artifact is larger than {limit_bytes} bytes")
        pending += chunk
        if len(pending) >= _WRITE_BYTES:
            await write_pending()
    await write_pending()
    with _writing():
        await _finish(asyncio.to_thread(os.fsync, file.fileno()))
    return digest.hexdigest(), size_bytes


def _write_all(file: IO[bytes], data: bytes, digest: hashlib._Hash) -> None:
    digest.update(data)
    view = memoryview(data)
    while view:
        view = view[file.write(view) :]


@contextmanager
def _writing() -> Iterator[None]:
    """Our own disk's failures as ours; the stream we read from has its own."""
    try:
        yield
    except OSError as exc:
        raise StoreError(f"the code artifact could not be written: {exc.strerror or exc}") from exc


def _name_durably(temporary: Path, final: Path) -> None:
    """Give a complete file or folder its name; one that is there already is as good."""
    try:
        temporary.replace(final)
    except OSError:
        # A bundle that another store of the same directory named first. Its contents are the same.
        if not final.is_dir():
            raise
        return
    sync_folder(final.parent)


async def _finish(work: Awaitable[None]) -> None:
    """Wait for a thread's work to end, also when the waiter is cancelled meanwhile."""
    task = asyncio.ensure_future(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise
