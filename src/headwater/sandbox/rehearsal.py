"""One `GET /ping` to a spare worker: what an agent does for the first time only, it has then done."""

from __future__ import annotations

import asyncio
import contextlib

#: Seconds; an agent that does not answer in time is not rehearsed, and shows that to its first caller.
_DEADLINE_S = 10.0
_REQUEST = b"GET /ping HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"
_READ_BYTES = 64 * 1024


async def rehearse(address: str) -> None:
    """Have the agent behind the unix socket `address` answer a ping; whatever it answers will do."""
    with contextlib.suppress(OSError, TimeoutError):
        async with asyncio.timeout(_DEADLINE_S):
            reader, writer = await asyncio.open_unix_connection(address)
            try:
                writer.write(_REQUEST)
                while await reader.read(_READ_BYTES):
                    pass
            finally:
                writer.close()
