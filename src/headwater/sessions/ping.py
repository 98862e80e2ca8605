"""Ask an agent how it is: `GET /ping`."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass

from headwater.sessions.connection import AgentConnectionError, open_connection

_MAX_BODY_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class PingAnswer:
    """`status` is `Healthy` or `HealthyBusy`; `updated_at` unix seconds of its last change, where told."""

    status: str
    updated_at: float | None


async def ping(address: str, timeout_s: float) -> PingAnswer | None:
    """The agent's answer; None when it gives none in time, or none that the contract knows."""
    try:
        async with asyncio.timeout(timeout_s):
            return await _ask(address)
    except (TimeoutError, AgentConnectionError):
        return None


async def _ask(address: str) -> PingAnswer | None:
    connection = await open_connection(address)
    try:
        connection.send_head(b"GET", b"/ping", [(b"accept", b"application/json")])
        head = await connection.read_head()
        body = b""
        async for part in connection.read_body():
            body += part
            if len(body) > _MAX_BODY_BYTES:
                return None
    finally:
        connection.close()
    if head.status != 200:
        return None
    return parse_ping(body)


def parse_ping(body: bytes) -> PingAnswer | None:
    """Read a ping's body; None for what the contract does not know."""
    try:
        answer = json.loads(body)
    except ValueError:
        return None
    if not isinstance(answer, dict) or answer.get("status") not in ("Healthy", "HealthyBusy"):
        return None
    updated_at = answer.get("time_of_last_update")
    if isinstance(updated_at, bool) or not isinstance(updated_at, int | float):
        updated_at = None
    return PingAnswer(answer["status"], updated_at)
