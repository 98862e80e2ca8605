"""Debug actions: payloads that ask an app made with `debug=True` about itself instead of the agent."""

from __future__ import annotations

import logging
from typing import Any

from starlette.responses import JSONResponse

from headwater.agent.ping import Health, PingStatus


def run_debug_action(action: Any, health: Health, logger: logging.Logger) -> JSONResponse:
    """Answer `{"_agent_core_app_action": action}`; 400 for an action that does not exist."""
    match action:
        case "ping_status":
            body = health.report()
        case "job_status":
            body = health.task_info()
        case "force_healthy":
            body = _force(health, PingStatus.HEALTHY)
        case "force_busy":
            body = _force(health, PingStatus.HEALTHY_BUSY)
        case "clear_forced_status":
            health.clear_forced()
            body = {"forced_status": "Cleared"}
        case _:
            logger.warning("Unknown debug action requested: %s", action)
            return JSONResponse({"error": f"Unknown action: {action}"}, status_code=400)
    return JSONResponse(body)


def _force(health: Health, status: PingStatus) -> dict[str, Any]:
    health.force(status)
    return {"forced_status": status.value}
