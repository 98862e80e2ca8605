"""How agents are hosted here: the level of isolation, and what they find in their environment."""

from __future__ import annotations

import logging
from typing import Any

from headwater.listening import CannotServe
from headwater.sandbox import doctor
from headwater.sandbox.reporting import TelemetryAddress
from headwater.settings import Settings

_log = logging.getLogger("headwater")


def choose_isolation(settings: Settings) -> doctor.Capability:
    """What the host offers of what the settings want; CannotServe if that is not enough."""
    wanted = settings.sandbox.isolation
    if wanted == "process":
        _log.warning("sandbox.isolation = process: sessions are NOT isolated from each other")
        return doctor.Capability(doctor.is_root(), False, False, "sandbox.isolation is set to `process`")
    capability = doctor.probe(settings.sandbox.uid)
    if not capability.has_namespaces:
        if wanted == "namespaces":
            raise CannotServe(
                f"sandbox.isolation is `namespaces`, but {capability.problem}; see headwater doctor"
            )
        _log.warning(
            "sessions are NOT isolated from each other: %s; see headwater doctor", capability.problem
        )
    return capability


def describe_isolation(capability: doctor.Capability) -> dict[str, Any]:  # Any: JSON
    """The level in force and what it holds back."""
    return {"level": capability.level, "detail": [line for line in capability.describe() if line]}


def build_agent_environment(settings: Settings, url: str) -> dict[str, str]:
    """What makes AWS's SDKs in an agent talk to this server."""
    return {
        "AWS_REGION": settings.server.region,
        "AWS_DEFAULT_REGION": settings.server.region,
        "HEADWATER_REGION": settings.server.region,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_ENDPOINT_URL_BEDROCK_RUNTIME": url,
        "AWS_ENDPOINT_URL_BEDROCK_AGENTCORE": url,
        "AWS_ENDPOINT_URL_BEDROCK_AGENTCORE_CONTROL": url,
    }


def find_telemetry_address(settings: Settings, url: str) -> TelemetryAddress | None:
    """Where agents report their spans and logs; None where none are kept."""
    wanted = settings.telemetry
    return TelemetryAddress(url, wanted.instrument_agents) if wanted.enabled else None
