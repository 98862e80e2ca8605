"""The operations on the endpoints of agent runtimes.

Moving an endpoint to a version that is proven takes no time, so the store goes straight to READY;
the 202 still says CREATING, UPDATING or DELETING, as AWS's does. An endpoint on a version that is
still being prepared settles together with it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from headwater.control.configuration import check_tags, refuse
from headwater.control.ledger import Change, Ledger
from headwater.control.lookups import get_endpoint, get_runtime, get_version
from headwater.control.rendering import Renderer
from headwater.control.status import LEAVING, PREPARING, Move, is_allowed, next_status
from headwater.core.errors import Conflict
from headwater.core.identifiers import build_resource_id
from headwater.core.runtimes import ResourceStatus
from headwater.store import endpoints as queries
from headwater.store.endpoints import EndpointRow
from headwater.store.policies import remove_policies
from headwater.store.runtimes import RuntimeRow, VersionRow
from headwater.store.tags import put_tags, remove_all_tags
from headwater.wire.pagination import DEFAULT_PAGE_COUNT, cut_page, decode_token

Members = dict[str, Any]  # members of the control plane's API have their own types


class EndpointOperations:
    """One method an operation: input members in, output members out."""

    def __init__(self, *, ledger: Ledger, renderer: Renderer) -> None:
        self._ledger = ledger
        self._renderer = renderer

    async def create(self, request: Members) -> Members:
        """CreateAgentRuntimeEndpoint: on the version named, else on the latest."""
        refuse(check_tags(request.get("tags", {})))

        def decide(tx: Connection) -> Change:
            now, name = self._ledger.now(), request["name"]
            runtime = _get_lasting_runtime(tx, request["agentRuntimeId"])
            if queries.find_endpoint(tx, runtime.runtime_id, name) is not None:
                raise Conflict(f"agent runtime {runtime.runtime_id} already has an endpoint named {name!r}")
            version = _get_usable_version(tx, runtime, request.get("agentRuntimeVersion"))
            asked = EndpointRow(
                runtime_id=runtime.runtime_id,
                name=name,
                endpoint_id=build_resource_id(name),
                status=ResourceStatus.CREATING,
                target_version=version.number,
                description=request.get("description"),
                created_at=now,
                updated_at=now,
            )
            queries.insert_endpoint(tx, _settled(asked, version))
            put_tags(tx, self._renderer.arn(runtime.runtime_id, name), request.get("tags", {}))
            return Change(answer=self._renderer.created_endpoint(asked), runtime_id=runtime.runtime_id)

        return await self._ledger.answer("CreateAgentRuntimeEndpoint", request, decide)

    async def update(self, request: Members) -> Members:
        """UpdateAgentRuntimeEndpoint: what is not named stays as it is."""

        def decide(tx: Connection) -> Change:
            runtime = _get_lasting_runtime(tx, request["agentRuntimeId"])
            endpoint = get_endpoint(tx, runtime.runtime_id, request["endpointName"])
            if not is_allowed(endpoint.status, Move.UPDATE):
                raise Conflict(
                    f"endpoint {endpoint.name!r} of agent runtime {runtime.runtime_id} is {endpoint.status} "
                    "and cannot be updated now; wait until GetAgentRuntimeEndpoint shows another status"
                )
            wanted = request.get("agentRuntimeVersion", endpoint.live_version or endpoint.target_version)
            version = _get_usable_version(tx, runtime, wanted)
            asked = replace(
                endpoint,
                status=next_status(endpoint.status, Move.UPDATE),
                failure_reason=None,
                target_version=version.number,
                description=request.get("description", endpoint.description),
                updated_at=self._ledger.now(),
            )
            _write(tx, _settled(asked, version))
            return Change(answer=self._renderer.updated_endpoint(asked), runtime_id=runtime.runtime_id)

        return await self._ledger.answer("UpdateAgentRuntimeEndpoint", request, decide)

    async def get(self, request: Members) -> Members:
        """GetAgentRuntimeEndpoint."""

        def read_endpoint(tx: Connection) -> EndpointRow:
            runtime = get_runtime(tx, request["agentRuntimeId"])
            return get_endpoint(tx, runtime.runtime_id, request["endpointName"])

        return self._renderer.endpoint(await self._ledger.run(read_endpoint))

    async def delete(self, request: Members) -> Members:
        """DeleteAgentRuntimeEndpoint: DEFAULT too, as AWS's own teardown does it first."""

        def decide(tx: Connection) -> Change:
            runtime = get_runtime(tx, request["agentRuntimeId"])
            endpoint = get_endpoint(tx, runtime.runtime_id, request["endpointName"])
            if runtime.status not in LEAVING:
                queries.delete_endpoint(tx, runtime.runtime_id, endpoint.name)
                arn = self._renderer.arn(runtime.runtime_id, endpoint.name)
                remove_all_tags(tx, [arn])
                remove_policies(tx, [arn])
            answer = {
                "status": str(ResourceStatus.DELETING),
                "agentRuntimeId": runtime.runtime_id,
                "endpointName": endpoint.name,
            }
            return Change(answer=answer, runtime_id=runtime.runtime_id)

        return await self._ledger.answer("DeleteAgentRuntimeEndpoint", request, decide)

    async def list_endpoints(self, request: Members) -> Members:
        """ListAgentRuntimeEndpoints, by name."""
        runtime_id, page_count = request["agentRuntimeId"], request.get("maxResults", DEFAULT_PAGE_COUNT)
        listing = f"endpoints of {runtime_id}"
        after = decode_token(listing, request["nextToken"]) if "nextToken" in request else None

        def read_page(tx: Connection) -> list[EndpointRow]:
            get_runtime(tx, runtime_id)
            last = None if after is None else str(after)
            return queries.list_endpoints(tx, runtime_id, after=last, limit=page_count + 1)

        rows = await self._ledger.run(read_page)
        page, more = cut_page(listing, rows, page_count, lambda row: row.name)
        return {"runtimeEndpoints": [self._renderer.endpoint_item(row) for row in page], **more}

    async def describe_all(self, runtime_id: str) -> list[Members]:
        """Every endpoint of a runtime as GetAgentRuntimeEndpoint answers it."""
        rows = await self._ledger.run(lambda tx: queries.endpoints_of(tx, runtime_id))
        return [self._renderer.endpoint(row) for row in rows]


def _get_lasting_runtime(tx: Connection, runtime_id: str) -> RuntimeRow:
    runtime = get_runtime(tx, runtime_id)
    if runtime.status in LEAVING:
        raise Conflict(f"agent runtime {runtime_id} is {runtime.status}; its endpoints cannot be changed")
    return runtime


def _get_usable_version(tx: Connection, runtime: RuntimeRow, wanted: str | int | None) -> VersionRow:
    number = runtime.latest_version if wanted is None else int(wanted)
    version = get_version(tx, runtime.runtime_id, number)
    if version.status is not ResourceStatus.READY and version.status not in PREPARING:
        raise Conflict(
            f"version {number} of agent runtime {runtime.runtime_id} is {version.status} and "
            f"cannot be served: {version.failure_reason}"
        )
    return version


def _settled(asked: EndpointRow, version: VersionRow) -> EndpointRow:
    """The endpoint as it is right away: arrived, if its version is proven already."""
    if version.status in PREPARING:
        return asked
    return replace(asked, status=next_status(asked.status, Move.PREPARED), live_version=version.number)


def _write(tx: Connection, row: EndpointRow) -> None:
    queries.update_endpoint(
        tx,
        row.runtime_id,
        row.name,
        status=row.status,
        failure_reason=row.failure_reason,
        live_version=row.live_version,
        target_version=row.target_version,
        description=row.description,
        updated_at=row.updated_at,
    )
