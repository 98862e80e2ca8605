"""The operations on agent runtimes and their versions."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from headwater.control.artifacts import ArtifactStore, Located
from headwater.control.configuration import build_configuration, code_location, image_of
from headwater.control.furnishing import Furnisher
from headwater.control.ledger import Change, Ledger
from headwater.control.lookups import get_runtime, get_version
from headwater.control.preparation import Preparation
from headwater.control.rendering import Renderer
from headwater.control.sealing import Sealer
from headwater.control.status import PREPARING, Move, is_allowed, next_status
from headwater.core.errors import Conflict, QuotaExceeded
from headwater.core.identifiers import DEFAULT_ENDPOINT, build_resource_id
from headwater.core.runtimes import ResourceStatus
from headwater.store import endpoints as endpoint_queries
from headwater.store import runtimes as queries
from headwater.store.endpoints import EndpointRow
from headwater.store.runtimes import RuntimeRow, VersionRow
from headwater.store.tags import put_tags
from headwater.wire.pagination import DEFAULT_PAGE_COUNT, cut_page, decode_token

Members = dict[str, Any]  # members of the control plane's API have their own types

#: The service model's pattern of a version has five digits.
LAST_VERSION_NUMBER = 99_999
_FIRST = 1


class RuntimeOperations:
    """One method an operation: input members in, output members out."""

    def __init__(
        self,
        *,
        ledger: Ledger,
        renderer: Renderer,
        artifacts: ArtifactStore,
        furnisher: Furnisher,
        preparation: Preparation,
        sealer: Sealer,
    ) -> None:
        self._sealer = sealer
        self._furnisher = furnisher
        self._ledger = ledger
        self._renderer = renderer
        self._artifacts = artifacts
        self._preparation = preparation

    async def create(self, request: Members) -> Members:
        """CreateAgentRuntime: version 1 is CREATING, and DEFAULT on its way to it."""
        return await self._ledger.finish(self._create(request))

    async def _create(self, request: Members) -> Members:
        configuration = build_configuration(request, is_update=False)

        def check(tx: Connection) -> None:
            _check_name_free(tx, request["agentRuntimeName"])

        if (earlier := await self._ledger.find_answer("CreateAgentRuntime", request, check)) is not None:
            return earlier
        await self._check_hosted(configuration)
        located = await self._locate(configuration)

        def decide(tx: Connection) -> Change:
            name, now = request["agentRuntimeName"], self._ledger.now()
            _check_name_free(tx, name)
            runtime = RuntimeRow(
                runtime_id=build_resource_id(name),
                name=name,
                status=ResourceStatus.CREATING,
                latest_version=_FIRST,
                last_number=_FIRST,
                created_at=now,
                updated_at=now,
            )
            queries.insert_runtime(tx, runtime)
            queries.insert_version(tx, self._new_version(runtime, configuration, request, located, now))
            endpoint_queries.insert_endpoint(tx, _default_endpoint(runtime.runtime_id, now))
            put_tags(tx, self._renderer.arn(runtime.runtime_id), request.get("tags", {}))
            return Change(
                answer=self._renderer.created_runtime(runtime),
                runtime_id=runtime.runtime_id,
                then=lambda: self._preparation.begin_version(runtime.runtime_id, _FIRST),
            )

        return await self._ledger.answer("CreateAgentRuntime", request, decide)

    async def update(self, request: Members) -> Members:
        """UpdateAgentRuntime: a new version is prepared; DEFAULT moves to it once it is proven."""
        return await self._ledger.finish(self._update(request))

    async def _update(self, request: Members) -> Members:
        configuration = build_configuration(request, is_update=True)

        def check(tx: Connection) -> None:
            _check_updatable(get_runtime(tx, request["agentRuntimeId"]))

        if (earlier := await self._ledger.find_answer("UpdateAgentRuntime", request, check)) is not None:
            return earlier
        await self._check_hosted(configuration)
        located = await self._locate(configuration)

        def decide(tx: Connection) -> Change:
            now = self._ledger.now()
            runtime = get_runtime(tx, request["agentRuntimeId"])
            _check_updatable(runtime)
            number = runtime.last_number + 1
            updated = replace(
                runtime,
                status=next_status(runtime.status, Move.UPDATE),
                failure_reason=None,
                latest_version=number,
                last_number=number,
                updated_at=now,
            )
            queries.update_runtime(
                tx,
                runtime.runtime_id,
                status=updated.status,
                failure_reason=None,
                latest_version=number,
                last_number=number,
                updated_at=now,
            )
            queries.insert_version(tx, self._new_version(updated, configuration, request, located, now))
            _send_default(tx, runtime.runtime_id, number, now)
            return Change(
                answer=self._renderer.updated_runtime(updated),
                runtime_id=runtime.runtime_id,
                then=lambda: self._preparation.begin_version(runtime.runtime_id, number),
            )

        return await self._ledger.answer("UpdateAgentRuntime", request, decide)

    async def get(self, request: Members) -> Members:
        """GetAgentRuntime: the latest version, or the one asked for."""

        def read_runtime(tx: Connection) -> Members:
            runtime = get_runtime(tx, request["agentRuntimeId"])
            number = int(request.get("agentRuntimeVersion", runtime.latest_version))
            version = get_version(tx, runtime.runtime_id, number)
            variables = self._sealer.unseal(version.environment)
            shown = {"environmentVariables": variables} if variables else {}
            return {**self._renderer.runtime(runtime, version), **shown}

        return await self._ledger.run(read_runtime)

    async def delete(self, request: Members) -> Members:
        """DeleteAgentRuntime: all of it, or with a version named that version alone."""
        decide = self._decide_version_deletion if "agentRuntimeVersion" in request else self._decide_deletion
        return await self._ledger.answer("DeleteAgentRuntime", request, lambda tx: decide(tx, request))

    async def list_runtimes(self, request: Members) -> Members:
        """ListAgentRuntimes, by id."""
        page_count = request.get("maxResults", DEFAULT_PAGE_COUNT)
        after = _read_token("runtimes", request)

        def read_page(tx: Connection) -> list[tuple[RuntimeRow, VersionRow]]:
            last = None if after is None else str(after)
            return queries.list_runtimes(tx, after=last, limit=page_count + 1)

        rows = await self._ledger.run(read_page)
        page, more = cut_page("runtimes", rows, page_count, lambda row: row[0].runtime_id)
        return {"agentRuntimes": [self._renderer.runtime_item(*row) for row in page], **more}

    async def list_versions(self, request: Members) -> Members:
        """ListAgentRuntimeVersions, newest first."""
        runtime_id, page_count = request["agentRuntimeId"], request.get("maxResults", DEFAULT_PAGE_COUNT)
        listing = f"versions of {runtime_id}"
        below = _read_token(listing, request)

        def read_page(tx: Connection) -> tuple[RuntimeRow, list[VersionRow]]:
            runtime = get_runtime(tx, runtime_id)
            last = None if below is None else int(below)
            return runtime, queries.list_versions(tx, runtime_id, below=last, limit=page_count + 1)

        runtime, rows = await self._ledger.run(read_page)
        page, more = cut_page(listing, rows, page_count, lambda row: row.number)
        return {"agentRuntimes": [self._renderer.runtime_item(runtime, row) for row in page], **more}

    async def describe_packages(self, runtime_id: str) -> Members:
        """What each version that an endpoint serves, and the latest, runs in."""

        def read_rows(tx: Connection) -> list[VersionRow]:
            endpoints = endpoint_queries.endpoints_of(tx, runtime_id)
            numbers = {n for row in endpoints for n in (row.live_version, row.target_version) if n}
            numbers.add(get_runtime(tx, runtime_id).latest_version)
            return queries.versions_of(tx, runtime_id, numbers)

        return {str(row.number): row.packages for row in await self._ledger.run(read_rows)}

    async def _locate(self, configuration: Members) -> Located:
        if image_of(configuration) is not None:
            return Located(artifact_id="")  # the image's files are the engine's
        return await self._artifacts.locate(code_location(configuration))

    async def _check_hosted(self, configuration: Members) -> None:
        """Raises InvalidRequest where this host lacks what a version of this configuration runs in."""
        await self._furnisher.check(configuration["agentRuntimeArtifact"])
        await self._preparation.check_hosted(configuration)

    def _new_version(
        self,
        runtime: RuntimeRow,
        configuration: Members,
        request: Members,
        located: Located,
        now: datetime,
    ) -> VersionRow:
        return VersionRow(
            runtime_id=runtime.runtime_id,
            number=runtime.latest_version,
            status=runtime.status,
            configuration=configuration,
            environment=self._sealer.seal(request.get("environmentVariables", {})),
            bundle_sha256=located.artifact_id,
            source=None if located.source is None else dict(located.source),
            created_at=now,
            updated_at=now,
        )

    def _decide_deletion(self, tx: Connection, request: Members) -> Change:
        runtime = get_runtime(tx, request["agentRuntimeId"])
        status, now = next_status(runtime.status, Move.DELETE), self._ledger.now()
        queries.update_runtime(tx, runtime.runtime_id, status=status, failure_reason=None, updated_at=now)
        endpoint_queries.mark_all_deleting(tx, runtime.runtime_id, now)
        return Change(
            answer={"status": str(status), "agentRuntimeId": runtime.runtime_id},
            runtime_id=runtime.runtime_id,
            then=lambda: self._preparation.begin_removal(runtime.runtime_id),
        )

    def _decide_version_deletion(self, tx: Connection, request: Members) -> Change:
        runtime = get_runtime(tx, request["agentRuntimeId"])
        version = get_version(tx, runtime.runtime_id, int(request["agentRuntimeVersion"]))
        _check_version_deletable(tx, runtime, version)
        queries.delete_version(tx, runtime.runtime_id, version.number)
        if version.number == runtime.latest_version:
            _fall_back(tx, runtime, self._ledger.now())
        return Change(
            answer={
                "status": str(ResourceStatus.DELETING),
                "agentRuntimeId": runtime.runtime_id,
                "agentRuntimeVersion": str(version.number),
            },
            runtime_id=runtime.runtime_id,
            then=lambda: self._preparation.begin_version_removal(
                runtime.runtime_id, version.number, version.bundle_sha256
            ),
        )


def _check_name_free(tx: Connection, name: str) -> None:
    taken = queries.find_runtime_by_name(tx, name)
    if taken is not None:
        raise Conflict(
            f"an agent runtime named {name!r} already exists ({taken.runtime_id}); update it, or "
            "delete it first"
        )


def _check_updatable(runtime: RuntimeRow) -> None:
    if not is_allowed(runtime.status, Move.UPDATE):
        raise Conflict(
            f"agent runtime {runtime.runtime_id} is {runtime.status} and cannot be updated now; "
            "wait until GetAgentRuntime shows another status"
        )
    if runtime.last_number >= LAST_VERSION_NUMBER:
        raise QuotaExceeded(
            f"agent runtime {runtime.runtime_id} has used up its {LAST_VERSION_NUMBER} versions"
        )


def _default_endpoint(runtime_id: str, now: datetime) -> EndpointRow:
    return EndpointRow(
        runtime_id=runtime_id,
        name=DEFAULT_ENDPOINT,
        endpoint_id=build_resource_id(DEFAULT_ENDPOINT),
        status=ResourceStatus.CREATING,
        target_version=_FIRST,
        created_at=now,
        updated_at=now,
    )


def _send_default(tx: Connection, runtime_id: str, number: int, now: datetime) -> None:
    """Set DEFAULT on its way to a new version, if it was not deleted."""
    endpoint = endpoint_queries.find_endpoint(tx, runtime_id, DEFAULT_ENDPOINT)
    if endpoint is not None:
        endpoint_queries.update_endpoint(
            tx,
            runtime_id,
            DEFAULT_ENDPOINT,
            status=next_status(endpoint.status, Move.UPDATE),
            target_version=number,
            failure_reason=None,
            updated_at=now,
        )


def _check_version_deletable(tx: Connection, runtime: RuntimeRow, version: VersionRow) -> None:
    what = f"version {version.number} of agent runtime {runtime.runtime_id}"
    users = endpoint_queries.endpoints_using(tx, runtime.runtime_id, version.number)
    if users:
        raise Conflict(f"{what} is in use by endpoint {', '.join(users)}; move or delete the endpoint first")
    if version.status in PREPARING:
        raise Conflict(f"{what} is {version.status}; wait until GetAgentRuntime shows another status")
    if queries.version_count(tx, runtime.runtime_id) == 1:
        raise Conflict(f"{what} is its last one; delete the agent runtime instead")


def _fall_back(tx: Connection, runtime: RuntimeRow, now: datetime) -> None:
    """Let the newest version that is left speak for the runtime."""
    latest = get_version(tx, runtime.runtime_id, queries.newest_number(tx, runtime.runtime_id))
    queries.update_runtime(
        tx,
        runtime.runtime_id,
        latest_version=latest.number,
        status=latest.status,
        failure_reason=latest.failure_reason,
        updated_at=now,
    )


def _read_token(listing: str, request: Members) -> str | int | None:
    return decode_token(listing, request["nextToken"]) if "nextToken" in request else None
