"""Whether a container serves yet: `GET /ping`, asked until it answers.

Servers of protocols without a ping answer that too, if only with 404: they serve.
"""

from __future__ import annotations

import asyncio
import contextlib

from headwater.sandbox.base import Dialer

_REQUEST = b"GET /ping HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"
_FIRST_PAUSE_S = 0.004
_PAUSE_MAX_S = 0.1
_PAUSE_GROWTH = 1.4
#: One question; an agent that takes longer is asked again.
_ANSWER_TIMEOUT_S = 10.0
_OK = 200


class NeverReady(Exception):
    """It did not answer in time; the message says what it did instead."""


async def wait_serving(dialer: Dialer, timeout_s: float, *, has_ping: bool = True) -> None:
    """Return once `/ping` answers 200, or anything at all if there need be none.

    Raises:
        NeverReady: not within `timeout_s`.
    """
    pause_s, last = _FIRST_PAUSE_S, "nothing listened there"
    try:
        async with asyncio.timeout(timeout_s):
            while True:
                try:
                    async with asyncio.timeout(_ANSWER_TIMEOUT_S):
                        status = await _ask(dialer)
                except TimeoutError:
                    last = "it accepted the connection and did not answer"
                except OSError:
                    pass  # nobody listens yet
                else:
                    if status == _OK or (status is not None and not has_ping):
                        return
                    last = "it broke off" if status is None else f"it answered {status}"
                await asyncio.sleep(pause_s)
                pause_s = min(pause_s * _PAUSE_GROWTH, _PAUSE_MAX_S)
    except TimeoutError:
        raise NeverReady(last) from None


async def _ask(dialer: Dialer) -> int | None:
    """The answer's status; None for what is no HTTP."""
    reader, writer = await asyncio.open_connection(sock=await dialer.dial())
    try:
        writer.write(_REQUEST)
        try:
            parts = (await reader.readuntil(b"\r\n")).split()
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            return None
        is_http = len(parts) >= 2 and parts[0].startswith(b"HTTP/1.") and parts[1].isdigit()
        with contextlib.suppress(OSError):
            # The rest is read too: some servers log a caller that leaves early as an error.
            while await reader.read(65536):
                pass
        return int(parts[1]) if is_http else None
    finally:
        writer.close()
