"""What operators look at: all runtimes at a glance, and what became of one."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from sqlalchemy import Connection

from headwater.control.configuration import image_of
from headwater.control.ledger import Ledger
from headwater.control.rendering import Renderer
from headwater.store import endpoints as endpoint_queries
from headwater.store import runtimes as queries
from headwater.store.endpoints import EndpointRow
from headwater.store.history import HistoryRow, list_history, note_changes
from headwater.store.runtimes import RuntimeRow, VersionRow

Members = dict[str, Any]  # Any: JSON, and datetimes


class Overview:
    """Reads, and changes nothing that anyone would notice."""

    def __init__(self, *, ledger: Ledger, renderer: Renderer) -> None:
        self._ledger = ledger
        self._renderer = renderer

    async def describe_all(self, runtime_id: str | None = None) -> list[Members]:
        """All runtimes, or one (an empty list when it is gone), by name.

        Shape of each: {"runtimeId", "name", "arn", "status", "failureReason", "description", "image",
        "latestVersion", "versionCount", "createdAt", "updatedAt", "deployedAt" (of the latest version),
        "endpoints": [see `_describe_endpoint`]}.
        """

        def read(tx: Connection) -> list[Members]:
            rows = _read_rows(tx, runtime_id)
            counts = queries.version_counts(tx, runtime_id)
            endpoints: defaultdict[str, list[EndpointRow]] = defaultdict(list)
            for row in _read_endpoints(tx, runtime_id):
                endpoints[row.runtime_id].append(row)
            return [
                self._describe(runtime, version, endpoints[runtime.runtime_id], counts)
                for runtime, version in sorted(rows, key=lambda row: row[0].name)
            ]

        return await self._ledger.run(read)

    async def history(
        self, runtime_id: str, *, before: int | None, limit: int
    ) -> tuple[list[Members], int | None]:
        """What became of a runtime's versions and endpoints, the latest first, and where to go on."""

        def read(tx: Connection) -> list[HistoryRow]:
            # What an older program did is not written yet.
            note_changes(tx, runtime_id, caller=None, since=self._ledger.now())
            return list_history(tx, runtime_id, before=before, limit=limit + 1)

        rows = await self._ledger.run(read)
        page = rows[:limit]
        return [_describe_change(row) for row in page], page[-1].id if len(rows) > limit else None

    def _describe(
        self, runtime: RuntimeRow, version: VersionRow, endpoints: list[EndpointRow], counts: Counter[str]
    ) -> Members:
        return {
            "runtimeId": runtime.runtime_id,
            "name": runtime.name,
            "arn": self._renderer.arn(runtime.runtime_id),
            "status": str(runtime.status),
            "failureReason": runtime.failure_reason,
            "description": version.configuration.get("description"),
            "image": image_of(version.configuration),
            "latestVersion": str(runtime.latest_version),
            "versionCount": counts[runtime.runtime_id],
            "createdAt": runtime.created_at,
            "updatedAt": runtime.updated_at,
            "deployedAt": version.created_at,
            "endpoints": [_describe_endpoint(row) for row in endpoints],
        }


def _read_rows(tx: Connection, runtime_id: str | None) -> list[tuple[RuntimeRow, VersionRow]]:
    if runtime_id is None:
        return queries.list_runtimes(tx, after=None, limit=None)
    runtime = queries.find_runtime(tx, runtime_id)
    version = None if runtime is None else queries.find_version(tx, runtime_id, runtime.latest_version)
    return [] if runtime is None or version is None else [(runtime, version)]


def _read_endpoints(tx: Connection, runtime_id: str | None) -> list[EndpointRow]:
    if runtime_id is None:
        return endpoint_queries.all_endpoints(tx)
    return endpoint_queries.endpoints_of(tx, runtime_id)


def _describe_endpoint(row: EndpointRow) -> Members:
    """`isRollingOut`: on its way from the version that it serves to another one."""
    return {
        "name": row.name,
        "status": str(row.status),
        "failureReason": row.failure_reason,
        "liveVersion": None if row.live_version is None else str(row.live_version),
        "targetVersion": str(row.target_version),
        "isRollingOut": row.live_version != row.target_version and row.failure_reason is None,
        "description": row.description,
        "createdAt": row.created_at,
        "updatedAt": row.updated_at,
    }


def _describe_change(row: HistoryRow) -> Members:
    shown = {
        "at": row.at,
        "by": row.caller,
        "kind": "version" if row.endpoint is None else "endpoint",
        "status": "DELETED" if row.status is None else str(row.status),
        "failureReason": row.failure_reason,
        "version": None if row.version is None else str(row.version),
    }
    if row.endpoint is None:
        return {**shown, "digest": row.bundle_sha256}
    target = None if row.target_version is None else str(row.target_version)
    return {**shown, "endpoint": row.endpoint, "targetVersion": target}
