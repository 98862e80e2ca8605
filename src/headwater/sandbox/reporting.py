"""What an agent's OpenTelemetry finds in its environment: where to report to, as whom, and with which token.

What a version declares itself wins: one that names an exporter's endpoint or headers has a backend of
its own, and gets none of ours mixed with them; one that says how it is called is called so.

Source: OpenTelemetry environment variables and OTLP exporter configuration; AgentCore observability guide.
"""

from __future__ import annotations

from dataclasses import dataclass

from headwater.core.identifiers import DEFAULT_ENDPOINT
from headwater.core.runtimes import RuntimeVersion
from headwater.template.spans import TOKEN_HEADER, TOKEN_VARIABLE, URL_VARIABLE

_EXPORTER_PREFIX = "OTEL_EXPORTER_OTLP_"
_HEADERS = "OTEL_EXPORTER_OTLP_HEADERS"
_RESOURCE = "OTEL_RESOURCE_ATTRIBUTES"
_SERVICE = "OTEL_SERVICE_NAME"


@dataclass(frozen=True, slots=True)
class TelemetryAddress:
    """Where agents' spans and logs are taken, and whether agents report by themselves."""

    url: str
    instruments: bool = True


def build_provided(version: RuntimeVersion, address: TelemetryAddress | None) -> dict[str, str]:
    """The variables that all processes of a version have alike; without `address` only who it is."""
    declared = version.environment
    service = f"{version.runtime_name}.{DEFAULT_ENDPOINT}"
    group = f"/aws/bedrock-agentcore/runtimes/{version.runtime_id}-{DEFAULT_ENDPOINT}"
    resource = {
        "service.name": service,
        "cloud.resource_id": f"{version.runtime_arn}/runtime-endpoint/{DEFAULT_ENDPOINT}",
        "aws.log.group.names": group,
    }
    variables = {_RESOURCE: ",".join(f"{name}={value}" for name, value in resource.items())}
    if "service.name=" not in declared.get(_RESOURCE, ""):
        variables[_SERVICE] = service  # which counts before the resource's
    if address is None:
        return variables
    if address.instruments:
        variables[URL_VARIABLE] = address.url
    if not _has_own_exporter(version):
        variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = address.url
        variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf"
    return variables


def build_issued(version: RuntimeVersion, token: str) -> dict[str, str]:
    """The variables that each process has for itself."""
    variables = {TOKEN_VARIABLE: token}
    if not _has_own_exporter(version):
        variables[_HEADERS] = f"{TOKEN_HEADER}={token}"
    return variables


def _has_own_exporter(version: RuntimeVersion) -> bool:
    return any(name.startswith(_EXPORTER_PREFIX) for name in version.environment)
