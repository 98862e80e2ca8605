"""What goes on behind a 202: versions are prepared, deleted runtimes are cleared away.

Store first, act second: the status in the store says what is under way, so that after a crash
`resume` begins it again. Each step can be repeated.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from headwater.background import BackgroundWork
from headwater.control.artifacts import ArtifactStore, Located
from headwater.control.base import VersionPreparer
from headwater.control.catalog import Catalog
from headwater.control.configuration import entry_command, image_of
from headwater.control.furnishing import Furnisher
from headwater.control.ledger import Change, Ledger
from headwater.control.rendering import Renderer
from headwater.control.settlement import mark_stuck, settle_version
from headwater.control.status import PREPARING
from headwater.core.errors import AgentError, HeadwaterError
from headwater.core.runtimes import ResourceStatus
from headwater.store import runtimes as runtime_queries
from headwater.store.endpoints import endpoints_of
from headwater.store.policies import remove_policies
from headwater.store.tags import remove_all_tags

logger = logging.getLogger(__name__)

_SHOWN_FILE_COUNT = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """A version that is to be prepared, and what it is made of."""

    runtime: runtime_queries.RuntimeRow
    row: runtime_queries.VersionRow

    @property
    def artifact(self) -> dict[str, Any]:  # Any: API members
        found: dict[str, Any] = self.row.configuration["agentRuntimeArtifact"]
        return found


class Preparation:
    """Runs the work that create, update and delete leave behind, one task a runtime."""

    def __init__(
        self,
        *,
        ledger: Ledger,
        catalog: Catalog,
        renderer: Renderer,
        artifacts: ArtifactStore,
        furnisher: Furnisher,
        preparer: VersionPreparer,
        work: BackgroundWork,
    ) -> None:
        self._ledger = ledger
        self._catalog = catalog
        self._renderer = renderer
        self._artifacts = artifacts
        self._furnisher = furnisher
        self._preparer = preparer
        self._work = work
        self._preparing: dict[str, asyncio.Task[None]] = {}
        self._removing: dict[str, asyncio.Task[None]] = {}

    async def check_hosted(self, configuration: dict[str, Any]) -> None:  # Any: API members
        """Raises InvalidRequest where a version of this configuration cannot be run on this host at all."""
        if image_of(configuration) is not None:
            await self._preparer.check_images()
        if configuration.get("filesystemConfigurations"):
            await self._preparer.check_storage(is_image=image_of(configuration) is not None)

    def begin_version(self, runtime_id: str, number: int) -> None:
        """Prepare a version whose status says that it is being prepared."""
        task = self._work.start(self._prepare(runtime_id, number))
        self._preparing[runtime_id] = task
        task.add_done_callback(lambda done: self._forget(self._preparing, runtime_id, done))

    def is_preparing(self, runtime_id: str) -> bool:
        """Whether a version of this runtime is being prepared right now."""
        return runtime_id in self._preparing

    async def wait_prepared(self, runtime_id: str) -> None:
        """Return when no version of this runtime is being prepared; cancelling does not stop that."""
        while (task := self._preparing.get(runtime_id)) is not None:
            await asyncio.wait([task])
            await asyncio.sleep(0)  # its entry is taken out by a callback of its own

    def begin_removal(self, runtime_id: str) -> None:
        """Clear away a runtime whose status says that it is being deleted, unless that goes on."""
        if runtime_id not in self._removing:
            task = self._work.start(self._remove(runtime_id))
            self._removing[runtime_id] = task
            task.add_done_callback(lambda done: self._forget(self._removing, runtime_id, done))

    def begin_version_removal(self, runtime_id: str, number: int, bundle_sha256: str) -> None:
        """Clear away what is left of a version that is deleted."""
        self._work.start(self._remove_version(runtime_id, number, bundle_sha256))

    async def resume(self) -> None:
        """Begin again what the end of the last server interrupted. Called once, at start."""
        await self._artifacts.sweep(await self._ledger.run(runtime_queries.bundles_in_use))
        in_use = await self._ledger.run(runtime_queries.environments_in_use)
        await self._furnisher.environments.sweep(in_use)
        for version in await self._ledger.run(runtime_queries.versions_with_endpoint):
            if version.status is ResourceStatus.READY:
                await self._restore_bundle(version)
        runtimes = {row.runtime_id: row for row in await self._ledger.run(runtime_queries.all_runtimes)}
        for row in runtimes.values():
            if row.status is ResourceStatus.DELETING:
                self.begin_removal(row.runtime_id)
        for version in await self._ledger.run(runtime_queries.preparing_versions):
            if runtimes[version.runtime_id].status in PREPARING:
                self.begin_version(version.runtime_id, version.number)

    async def _restore_bundle(self, row: runtime_queries.VersionRow) -> None:
        """Make a version's code and environment again if somebody removed them; usually they are there."""
        if image_of(row.configuration) is not None:
            return
        artifact, bundle = (
            row.configuration["agentRuntimeArtifact"],
            self._artifacts.bundle_dir(row.bundle_sha256),
        )
        try:
            if not bundle.is_dir():
                await self._artifacts.unpack(Located(artifact_id=row.bundle_sha256, source=row.source))
            if row.packages is not None:
                await self._furnisher.restore(row.packages, artifact, bundle)
        except HeadwaterError as exc:
            logger.error("the code of %s version %d is lost: %s", row.runtime_id, row.number, exc)

    async def _prepare(self, runtime_id: str, number: int) -> None:
        with self._furnisher.logs.open(runtime_id, number) as log:
            try:
                failure = await self._find_failure(runtime_id, number, log.line)
            except HeadwaterError as exc:
                failure = exc.message
            except Exception:
                logger.exception("preparing %s version %d failed", runtime_id, number)
                failure = f"version {number} could not be prepared: an error in the server; its log has more"
            log.line(f"=> failed: {failure}" if failure else f"=> version {number} is ready")

        def settle(tx: Connection) -> Change:
            settle_version(tx, runtime_id, number, failure, at=self._ledger.now())
            return Change(answer={}, runtime_id=runtime_id)

        await self._ledger.change(settle)
        logger.info("%s version %d: %s", runtime_id, number, failure or "ready")

    async def _find_failure(self, runtime_id: str, number: int, log: Callable[[str], None]) -> str | None:
        def read_order(tx: Connection) -> _Order | None:
            runtime = runtime_queries.find_runtime(tx, runtime_id)
            row = runtime_queries.find_version(tx, runtime_id, number)
            return None if runtime is None or row is None else _Order(runtime=runtime, row=row)

        order = await self._ledger.run(read_order)
        if order is None:
            return "deleted meanwhile"
        image = image_of(order.row.configuration)
        if image is not None:
            log(f"loading the image {image}: the runtime's log has what the engine says")
            await self._preparer.prepare(self._catalog.version(order.runtime, order.row))
            return None
        located = Located(artifact_id=order.row.bundle_sha256, source=order.row.source)
        bundle = await self._artifacts.unpack(located)
        _check_entry_point(bundle, entry_command(order.row.configuration)[0])
        packages = await self._furnish(order, bundle, log)
        log("loading the agent's code")
        row = replace(order.row, packages=packages)
        await self._preparer.prepare(self._catalog.version(order.runtime, row))
        return None

    async def _furnish(
        self, order: _Order, bundle: Path, log: Callable[[str], None]
    ) -> dict[str, Any] | None:  # Any: JSON
        """The environment of a version, noted in the store before anything runs in it."""
        found = await self._furnisher.furnish(order.artifact, bundle, log)
        packages = None if found is None else found.encode()
        runtime_id, number = order.row.runtime_id, order.row.number

        def note(tx: Connection) -> Change:
            runtime_queries.set_version_packages(tx, runtime_id, number, packages)
            return Change(answer={}, runtime_id=runtime_id)

        await self._ledger.change(note)
        return packages

    async def _remove(self, runtime_id: str) -> None:
        preparing = self._preparing.get(runtime_id)
        if preparing is not None:
            preparing.cancel()
            await asyncio.wait([preparing])
        try:
            await self._preparer.retire(runtime_id, None)
        except Exception as exc:
            logger.exception("the sessions of %s could not be stopped", runtime_id)
            reason = exc.message if isinstance(exc, HeadwaterError) else "its sessions could not be stopped"

            def stick(tx: Connection) -> Change:
                mark_stuck(tx, runtime_id, reason, at=self._ledger.now())
                return Change(answer={}, runtime_id=runtime_id)

            await self._ledger.change(stick)
            return
        bundles: set[str] = set()

        def delete_rows(tx: Connection) -> Change:
            bundles.update(runtime_queries.bundles_of(tx, runtime_id))
            names = [endpoint.name for endpoint in endpoints_of(tx, runtime_id)]
            arns = [self._renderer.arn(runtime_id, name) for name in (None, *names)]
            remove_all_tags(tx, arns)
            remove_policies(tx, arns)
            runtime_queries.delete_runtime(tx, runtime_id)
            return Change(answer={}, runtime_id=runtime_id)

        await self._ledger.change(delete_rows)
        await asyncio.to_thread(self._furnisher.logs.remove, runtime_id, None)
        await self._discard(bundles)
        logger.info("%s is deleted", runtime_id)

    async def _remove_version(self, runtime_id: str, number: int, bundle_sha256: str) -> None:
        try:
            await self._preparer.retire(runtime_id, number)
        except Exception:
            # Its code stays until the next start, as something may still be running on it.
            logger.exception("%s version %d could not be retired", runtime_id, number)
            return
        await asyncio.to_thread(self._furnisher.logs.remove, runtime_id, number)
        await self._discard({bundle_sha256})

    async def _discard(self, bundles: Iterable[str]) -> None:
        for sha256 in filter(None, bundles):  # a version of an image has none

            async def is_in_use(sha256: str = sha256) -> bool:
                return await self._ledger.run(lambda tx: runtime_queries.is_bundle_in_use(tx, sha256))

            await self._artifacts.discard(sha256, is_in_use)

    @staticmethod
    def _forget(tasks: dict[str, asyncio.Task[None]], runtime_id: str, done: asyncio.Task[None]) -> None:
        if tasks.get(runtime_id) is done:
            del tasks[runtime_id]


def _check_entry_point(bundle: Path, file: str) -> None:
    if (bundle / file).is_file():
        return
    names = sorted(path.name for path in bundle.iterdir())
    more = f" and {len(names) - _SHOWN_FILE_COUNT} more" if len(names) > _SHOWN_FILE_COUNT else ""
    shown = ", ".join(names[:_SHOWN_FILE_COUNT]) + more
    raise AgentError(f"entryPoint {file!r} is not in the code artifact; at its top are: {shown}")
