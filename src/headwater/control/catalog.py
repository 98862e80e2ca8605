"""From rows of the store to what the rest of the system sees of runtimes."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from sqlalchemy import Connection

from headwater.control.artifacts import ArtifactStore
from headwater.control.authorizers import read_rules
from headwater.control.configuration import entry_command, image_of
from headwater.control.filesystems import storage_paths
from headwater.control.rendering import Renderer
from headwater.control.resolver import RuntimeEntry
from headwater.control.sealing import Sealer
from headwater.control.status import PREPARING
from headwater.core.runtimes import RuntimeVersion, ServerProtocol, Target
from headwater.environments.store import EnvironmentStore
from headwater.store import endpoints as endpoint_queries
from headwater.store import runtimes as runtime_queries
from headwater.store.endpoints import EndpointRow
from headwater.store.runtimes import RuntimeRow, VersionRow


class Catalog:
    """Builds the records that invocations and the preparation of versions work with."""

    def __init__(
        self, renderer: Renderer, artifacts: ArtifactStore, environments: EnvironmentStore, sealer: Sealer
    ) -> None:
        self._renderer = renderer
        self._artifacts = artifacts
        self._environments = environments
        self._sealer = sealer

    def version(self, runtime: RuntimeRow, row: VersionRow) -> RuntimeVersion:
        """All that is needed to start sessions of a version."""
        lifecycle = row.configuration["lifecycleConfiguration"]
        headers = row.configuration.get("requestHeaderConfiguration", {})
        image = image_of(row.configuration)
        protocol = row.configuration["protocolConfiguration"]
        return RuntimeVersion(
            runtime_id=row.runtime_id,
            runtime_arn=self._renderer.arn(row.runtime_id),
            runtime_name=runtime.name,
            number=row.number,
            bundle_dir=self._artifacts.bundle_dir(row.bundle_sha256) if image is None else Path(),
            entry_point=entry_command(row.configuration),
            image=image,
            environment=self._sealer.unseal(row.environment),
            interpreter=None if row.packages is None else self._environments.interpreter(row.packages),
            protocol=ServerProtocol(protocol.get("serverProtocol", ServerProtocol.HTTP)),
            path=protocol.get("path"),
            port=protocol.get("port"),
            idle_timeout_s=lifecycle["idleRuntimeSessionTimeout"],
            max_lifetime_s=lifecycle["maxLifetime"],
            storage_paths=storage_paths(row.configuration),
            request_header_allowlist=tuple(headers.get("requestHeaderAllowlist", ())),
            authorizer=read_rules(row.configuration),
        )

    def entry(self, tx: Connection, runtime_id: str) -> RuntimeEntry | None:
        """What the store says now of one runtime; None when it is gone."""
        runtime = runtime_queries.find_runtime(tx, runtime_id)
        if runtime is None:
            return None
        endpoints = endpoint_queries.endpoints_of(tx, runtime_id)
        numbers = {served_number(endpoint) for endpoint in endpoints}
        return self._entry(runtime, endpoints, runtime_queries.versions_of(tx, runtime_id, numbers))

    def entries(self, tx: Connection) -> list[RuntimeEntry]:
        """What the store says now of all runtimes."""
        endpoints: defaultdict[str, list[EndpointRow]] = defaultdict(list)
        for endpoint in endpoint_queries.all_endpoints(tx):
            endpoints[endpoint.runtime_id].append(endpoint)
        versions: defaultdict[str, list[VersionRow]] = defaultdict(list)
        for version in runtime_queries.versions_with_endpoint(tx):
            versions[version.runtime_id].append(version)
        return [
            self._entry(runtime, endpoints[runtime.runtime_id], versions[runtime.runtime_id])
            for runtime in runtime_queries.all_runtimes(tx)
        ]

    def _entry(
        self, runtime: RuntimeRow, endpoints: list[EndpointRow], versions: list[VersionRow]
    ) -> RuntimeEntry:
        records = {row.number: self.version(runtime, row) for row in versions}
        unproven = {row.number for row in versions if row.status in PREPARING}
        targets = {
            endpoint.name: Target(
                endpoint=endpoint.name,
                version=records[served_number(endpoint)],
                is_preparing=served_number(endpoint) in unproven,
            )
            for endpoint in endpoints
        }
        return RuntimeEntry(
            runtime_id=runtime.runtime_id,
            name=runtime.name,
            arn=self._renderer.arn(runtime.runtime_id),
            status=runtime.status,
            targets=targets,
            failures={row.number: row.failure_reason for row in versions if row.failure_reason is not None},
        )


def served_number(endpoint: EndpointRow) -> int:
    """The version an endpoint serves, or the one it is meant to serve where none is live yet."""
    return endpoint.target_version if endpoint.live_version is None else endpoint.live_version
