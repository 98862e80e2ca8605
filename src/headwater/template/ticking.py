"""Servers of agents that have nothing to do sleep longer.

uvicorn looks ten times a second whether it is to end. Hundreds of idle sessions would keep a processor busy
with that. Here a signal wakes the server, and it looks by itself once a second.
"""

from __future__ import annotations

import asyncio
import contextlib
from types import FrameType
from typing import Any

#: uvicorn's own: seconds between looks, and looks after which its counter begins anew.
_TICK_S = 0.1
_COUNTER_MAX = 864_000
#: So many looks are as quick as uvicorn's: whoever serves for a moment alone is not kept waiting.
_QUICK_TICKS = 20
#: uvicorn renews the date of its answers at every tenth look.
_SLOW_TICKS = 10
_WAKE = "_headwater_wake"


def install(server_class: Any) -> None:  # Any: uvicorn.Server, whose own methods are replaced
    """Patch uvicorn's `Server`; one that is not made as expected keeps its own way."""
    if not all(hasattr(server_class, name) for name in ("main_loop", "on_tick", "handle_exit")):
        return
    original_main_loop, original_handle_exit = server_class.main_loop, server_class.handle_exit

    async def main_loop(self: Any) -> None:
        if getattr(self.config, "limit_max_requests", None) is not None:  # it counts at every look
            await original_main_loop(self)
            return
        loop, woken = asyncio.get_running_loop(), asyncio.Event()
        setattr(self, _WAKE, lambda: loop.call_soon_threadsafe(woken.set))
        counter = 0
        while not await self.on_tick(counter):
            if counter < _QUICK_TICKS:
                counter += 1
                await asyncio.sleep(_TICK_S)
                continue
            counter = counter % _COUNTER_MAX + _SLOW_TICKS
            with contextlib.suppress(TimeoutError, asyncio.TimeoutError):
                await asyncio.wait_for(woken.wait(), _TICK_S * _SLOW_TICKS)

    def handle_exit(self: Any, sig: int, frame: FrameType | None) -> None:
        original_handle_exit(self, sig, frame)
        wake = getattr(self, _WAKE, None)
        if wake is not None:
            with contextlib.suppress(RuntimeError):  # its loop is closed
                wake()

    server_class.main_loop = main_loop
    server_class.handle_exit = handle_exit
