"""The control plane: its operations by name, and the work that goes on behind them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Any, Self

from headwater.background import BackgroundWork
from headwater.control.artifacts import ArtifactStore
from headwater.control.base import ControlSettings, Handler, VersionPreparer
from headwater.control.catalog import Catalog
from headwater.control.configuration import build_notes
from headwater.control.endpoint_operations import EndpointOperations
from headwater.control.furnishing import Furnisher
from headwater.control.ledger import Ledger, utc_now
from headwater.control.overview import Overview
from headwater.control.policy_operations import PolicyOperations
from headwater.control.preparation import Preparation
from headwater.control.rendering import Renderer
from headwater.control.resolver import Resolver
from headwater.control.runtime_operations import RuntimeOperations
from headwater.control.sealing import Sealer
from headwater.control.tag_operations import TagOperations
from headwater.environments.buildlog import LogPart
from headwater.store.engine import Store

#: Stands for the value of an environment variable where it is not to be shown.
MASK = "********"


class ControlPlane:
    """Agent runtimes, their versions and endpoints. Use as `async with`, then call `recover`.

    Entering reads the store, so that `resolver` is true from then on. Leaving ends what is being
    prepared or deleted; `recover` on the next start goes on with it.
    """

    def __init__(
        self,
        *,
        store: Store,
        artifacts: ArtifactStore,
        furnisher: Furnisher,
        preparer: VersionPreparer,
        settings: ControlSettings,
        sealer: Sealer,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        renderer = Renderer(settings)
        self.resolver = Resolver(settings)
        self._build_logs = furnisher.logs
        self._catalog = Catalog(renderer, artifacts, furnisher.environments, sealer)
        self._work = BackgroundWork()
        self._ledger = Ledger(store, self._catalog, self.resolver, self._work, sealer, now)
        self._preparation = Preparation(
            ledger=self._ledger,
            catalog=self._catalog,
            renderer=renderer,
            artifacts=artifacts,
            furnisher=furnisher,
            preparer=preparer,
            work=self._work,
        )
        self._runtimes = RuntimeOperations(
            ledger=self._ledger,
            renderer=renderer,
            artifacts=artifacts,
            furnisher=furnisher,
            preparation=self._preparation,
            sealer=sealer,
        )
        self._endpoints = EndpointOperations(ledger=self._ledger, renderer=renderer)
        #: For looking at.
        self.overview = Overview(ledger=self._ledger, renderer=renderer)
        self._tags = TagOperations(ledger=self._ledger, renderer=renderer)
        self._policies = PolicyOperations(ledger=self._ledger, renderer=renderer)

    async def __aenter__(self) -> Self:
        self.resolver.load(await self._ledger.run(self._catalog.entries))
        return self

    async def __aexit__(self, *_exc: object) -> None:
        await self._work.close()

    async def recover(self) -> None:
        """Go on with what the end of the last server interrupted. Call once, when `preparer` is up."""
        await self._preparation.resume()

    def handlers(self) -> dict[str, Handler]:
        """The operations that are built, by the service model's names."""
        return {
            "CreateAgentRuntime": self._runtimes.create,
            "GetAgentRuntime": self._runtimes.get,
            "UpdateAgentRuntime": self._runtimes.update,
            "DeleteAgentRuntime": self._runtimes.delete,
            "ListAgentRuntimes": self._runtimes.list_runtimes,
            "ListAgentRuntimeVersions": self._runtimes.list_versions,
            "CreateAgentRuntimeEndpoint": self._endpoints.create,
            "GetAgentRuntimeEndpoint": self._endpoints.get,
            "UpdateAgentRuntimeEndpoint": self._endpoints.update,
            "DeleteAgentRuntimeEndpoint": self._endpoints.delete,
            "ListAgentRuntimeEndpoints": self._endpoints.list_endpoints,
            "TagResource": self._tags.tag,
            "UntagResource": self._tags.untag,
            "ListTagsForResource": self._tags.list_tags,
            "PutResourcePolicy": self._policies.put,
            "GetResourcePolicy": self._policies.get,
            "DeleteResourcePolicy": self._policies.delete,
        }

    def is_preparing(self, runtime_id: str) -> bool:
        """Whether a version of this runtime is being prepared right now."""
        return self._preparation.is_preparing(runtime_id)

    async def wait_prepared(self, runtime_id: str) -> None:
        """Return when no version of this runtime is being prepared."""
        await self._preparation.wait_prepared(runtime_id)

    async def read_build_log(self, name_or_id_or_arn: str, number: int, offset: int) -> LogPart:
        """What was said while a version was made ready, from `offset` (bytes) on."""
        runtime_id = self.find_runtime_id(name_or_id_or_arn)
        return await asyncio.to_thread(self._build_logs.read, runtime_id, number, offset)

    def watch(self, on_changed: Callable[[str], None]) -> None:
        """Have `on_changed` told of each runtime that changed or is gone, by its id, in the event loop."""
        self._ledger.on_changed = on_changed

    def find_runtime_id(self, name_or_id_or_arn: str) -> str:
        """The id of a runtime by its name, its id or its ARN; NotFound if there is none."""
        return self.resolver.find_runtime_id(name_or_id_or_arn)

    async def describe_runtime(self, name_or_id_or_arn: str) -> dict[str, Any]:  # Any: API members
        """A runtime's latest version, its endpoints, and what is special about how it is served.

        Values of environment variables are masked: this is for looking at.

        Shape: {"runtime": GetAgentRuntime's answer, "endpoints": [GetAgentRuntimeEndpoint's
        answers], "packages": {version: see `environments.store.Packages`, null: the server's own},
        "notes": [sentences]}.
        """
        runtime_id = self.find_runtime_id(name_or_id_or_arn)
        runtime = await self._runtimes.get({"agentRuntimeId": runtime_id})
        if "environmentVariables" in runtime:
            runtime["environmentVariables"] = dict.fromkeys(runtime["environmentVariables"], MASK)
        endpoints = await self._endpoints.describe_all(runtime_id)
        versions = await self._runtimes.describe_packages(runtime_id)
        return {
            "runtime": runtime,
            "endpoints": endpoints,
            "packages": versions,
            "notes": build_notes(runtime),
        }
