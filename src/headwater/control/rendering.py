"""Rows as the control plane's API shows them."""

from __future__ import annotations

from typing import Any

from headwater.control.base import ControlSettings
from headwater.control.status import LEAVING
from headwater.core.identifiers import RuntimeArn
from headwater.store.endpoints import EndpointRow
from headwater.store.runtimes import RuntimeRow, VersionRow

Members = dict[str, Any]  # members of the control plane's API have their own types


class Renderer:
    """Builds output members: the only place that makes ARNs from rows."""

    def __init__(self, settings: ControlSettings) -> None:
        self._settings = settings

    def arn(self, runtime_id: str, endpoint: str | None = None) -> str:
        """The ARN of a runtime, or of one of its endpoints."""
        return str(
            RuntimeArn(
                runtime_id=runtime_id,
                region=self._settings.region,
                account_id=self._settings.account_id,
                partition=self._settings.partition,
                endpoint=endpoint,
            )
        )

    def created_runtime(self, runtime: RuntimeRow) -> Members:
        """What CreateAgentRuntime answers."""
        return {
            "agentRuntimeArn": self.arn(runtime.runtime_id),
            "agentRuntimeId": runtime.runtime_id,
            "agentRuntimeVersion": str(runtime.latest_version),
            "workloadIdentityDetails": self._workload_identity(runtime.runtime_id),
            "createdAt": runtime.created_at,
            "status": str(runtime.status),
        }

    def updated_runtime(self, runtime: RuntimeRow) -> Members:
        """What UpdateAgentRuntime answers."""
        return {**self.created_runtime(runtime), "lastUpdatedAt": runtime.updated_at}

    def runtime(self, runtime: RuntimeRow, version: VersionRow) -> Members:
        """What GetAgentRuntime answers, save the variables: the latest version speaks for the runtime."""
        is_leading = version.number == runtime.latest_version or runtime.status in LEAVING
        lead: RuntimeRow | VersionRow = runtime if is_leading else version
        members = {
            "agentRuntimeArn": self.arn(runtime.runtime_id),
            "agentRuntimeName": runtime.name,
            "agentRuntimeId": runtime.runtime_id,
            "agentRuntimeVersion": str(version.number),
            "createdAt": runtime.created_at,
            "lastUpdatedAt": lead.updated_at,
            "status": str(lead.status),
            "workloadIdentityDetails": self._workload_identity(runtime.runtime_id),
            **version.configuration,
        }
        if lead.failure_reason is not None:
            members["failureReason"] = lead.failure_reason
        return members

    def runtime_item(self, runtime: RuntimeRow, version: VersionRow) -> Members:
        """A row of ListAgentRuntimes and ListAgentRuntimeVersions."""
        shown = self.runtime(runtime, version)
        item = {
            name: shown[name]
            for name in (
                "agentRuntimeArn",
                "agentRuntimeId",
                "agentRuntimeVersion",
                "agentRuntimeName",
                "lastUpdatedAt",
                "status",
            )
        }
        # The model says that every row has one, though creating without is allowed: typed clients insist.
        return {**item, "description": version.configuration.get("description", "")}

    def created_endpoint(self, endpoint: EndpointRow) -> Members:
        """What CreateAgentRuntimeEndpoint answers."""
        return {
            "targetVersion": str(endpoint.target_version),
            **self._endpoint_arns(endpoint),
            "agentRuntimeId": endpoint.runtime_id,
            "endpointName": endpoint.name,
            "status": str(endpoint.status),
            "createdAt": endpoint.created_at,
        }

    def updated_endpoint(self, endpoint: EndpointRow) -> Members:
        """What UpdateAgentRuntimeEndpoint answers."""
        return {
            **self._endpoint_versions(endpoint),
            **self._endpoint_arns(endpoint),
            "status": str(endpoint.status),
            "createdAt": endpoint.created_at,
            "lastUpdatedAt": endpoint.updated_at,
        }

    def endpoint_item(self, endpoint: EndpointRow) -> Members:
        """A row of ListAgentRuntimeEndpoints."""
        members = {
            **self.updated_endpoint(endpoint),
            "name": endpoint.name,
            "id": endpoint.endpoint_id,
        }
        if endpoint.description is not None:
            members["description"] = endpoint.description
        return members

    def endpoint(self, endpoint: EndpointRow) -> Members:
        """What GetAgentRuntimeEndpoint answers."""
        members = self.endpoint_item(endpoint)
        if endpoint.failure_reason is not None:
            members["failureReason"] = endpoint.failure_reason
        return members

    def _endpoint_arns(self, endpoint: EndpointRow) -> Members:
        return {
            "agentRuntimeEndpointArn": self.arn(endpoint.runtime_id, endpoint.name),
            "agentRuntimeArn": self.arn(endpoint.runtime_id),
        }

    def _endpoint_versions(self, endpoint: EndpointRow) -> Members:
        live = {} if endpoint.live_version is None else {"liveVersion": str(endpoint.live_version)}
        return {**live, "targetVersion": str(endpoint.target_version)}

    def _workload_identity(self, runtime_id: str) -> Members:
        s = self._settings
        directory = "workload-identity-directory/default/workload-identity"
        arn = f"arn:{s.partition}:bedrock-agentcore:{s.region}:{s.account_id}:{directory}/{runtime_id}"
        return {"workloadIdentityArn": arn}
