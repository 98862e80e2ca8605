"""Ask an agent how it is: `GET /ping`."""

from __future__ import annotations

import asyncio
import contextlib
import json
import math
from dataclasses import dataclass

from headwater.http.connection import ConnectionBroken
from headwater.sandbox.base import Address
from headwater.sessions.connection import open_connection

_MAX_BODY_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class PingAnswer:
    """`status` is `Healthy` or `HealthyBusy`; `updated_at` unix seconds of its last change, where told."""

    status: str
    updated_at: float | None


async def ping(address: Address, timeout_s: float) -> PingAnswer | None:
    """The agent's answer; None when it gives none in time, or none that the contract knows."""
    try:
        async with asyncio.timeout(timeout_s):
            return await _ask(address)
    except (TimeoutError, ConnectionBroken):
        return None


async def _ask(address: Address) -> PingAnswer | None:
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
    except (ValueError, RecursionError):
        return None
    if not isinstance(answer, dict) or answer.get("status") not in ("Healthy", "HealthyBusy"):
        return None
    return PingAnswer(answer["status"], _parse_time(answer.get("time_of_last_update")))


def _parse_time(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    with contextlib.suppress(OverflowError):  # JSON's integers have no bound
        return float(value) if math.isfinite(value) else None
    return None
