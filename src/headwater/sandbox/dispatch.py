"""Chooses where a version's workers come from: its image's containers, or a template of its code."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from headwater.core.runtimes import RuntimeVersion
from headwater.sandbox.base import Worker, WorkerSource
from headwater.sandbox.containers.source import ContainerSource
from headwater.sandbox.source import TemplateSource


class VersionSource:
    """See `base.WorkerSource`. Owns neither of the two; a version is always one's or the other's."""

    def __init__(self, templates: TemplateSource, containers: ContainerSource) -> None:
        self._templates = templates
        self._containers = containers

    async def prepare(self, version: RuntimeVersion) -> None:
        """See `base.WorkerSource`."""
        await self._of(version).prepare(version)

    async def preload(self, version: RuntimeVersion) -> None:
        """Have a version ready that was prepared by an earlier server."""
        if version.image is None:
            await self._templates.prepare(version)
        else:
            await self._containers.preload(version)

    async def check_storage(self) -> None:
        """Raises SandboxError where containers cannot have storage."""
        await self._containers.binds_early()

    async def binds_early(self, version: RuntimeVersion) -> bool:
        """Whether a session's folders have to be there from its start, as they cannot be attached later."""
        return version.image is not None and await self._containers.binds_early()

    async def start_worker(
        self,
        version: RuntimeVersion,
        worker_id: str,
        session_id: str,
        *,
        binds: Mapping[str, Path] | None = None,
    ) -> Worker:
        """See `base.WorkerSource`.

        Args:
            binds: folders of the host's by where the session finds them, for a version that binds early.
        """
        if version.image is not None:
            return await self._containers.start_worker(version, worker_id, session_id, binds=binds or {})
        return await self._templates.start_worker(version, worker_id, session_id)

    async def retire(self, runtime_id: str, number: int | None) -> None:
        """See `base.WorkerSource`."""
        await self._templates.retire(runtime_id, number)
        await self._containers.retire(runtime_id, number)

    async def retire_if_unused(self, runtime_id: str, number: int) -> None:
        """Free what a version holds that no endpoint points to, once no session uses it any more."""
        await self._templates.retire_if_unused(runtime_id, number)
        await self._containers.retire_if_unused(runtime_id, number)

    def keep_spares(self, runtime_id: str, number: int, count: int | None) -> None:
        """Have `count` workers of a version ready from now on; None: `sandbox.spare_count`."""
        self._templates.keep_spares(runtime_id, number, count)
        self._containers.keep_spares(runtime_id, number, count)

    def can_start(self, runtime_id: str, number: int) -> bool:
        """Whether a version is loaded, or being loaded; else `prepare` has to do it first."""
        return self._templates.can_start(runtime_id, number) or self._containers.can_start(runtime_id, number)

    def loaded(self) -> list[tuple[str, int]]:
        """(runtime id, version) of all that is held ready."""
        return [*self._templates.loaded(), *self._containers.loaded()]

    def describe(self, runtime_id: str, number: int) -> dict[str, object]:
        """State of a version's template or image, as the own routes show it."""
        is_image = number in self._containers.versions(runtime_id)
        return (self._containers if is_image else self._templates).describe(runtime_id, number)

    def versions(self, runtime_id: str) -> list[int]:
        """Versions of a runtime that have a template, or an image in use."""
        return sorted({*self._templates.versions(runtime_id), *self._containers.versions(runtime_id)})

    def describe_isolation(self) -> dict[str, object]:
        """What holds sessions of images back."""
        return self._containers.describe_isolation()

    def _of(self, version: RuntimeVersion) -> WorkerSource:
        return self._templates if version.image is None else self._containers


def _conforms(source: VersionSource) -> WorkerSource:
    return source
