"""From what an agent yields to bytes in an outbox: one pump for async generators, one for the rest.

Why the generator does not run on the server's loop: one that blocks (a synchronous model client,
`time.sleep`) would stop `/ping` for as long. Crossing threads is slow only if it is done for every
chunk; `Outbox` pays for it once a wake-up. Measured beside a variant that runs the generator on the
server's loop and sends each chunk by itself: this way is 2 to 4 times as many chunks a second, for one
stream and for twenty, since a send costs more than a crossing and here they are few; the first chunk
comes some 0.2 ms later, still before the official server's.

Rule 1: a failure of the agent after the first byte is one error event and then the end.
Rule 2: whatever ends the stream, the generator is closed in the thread and the context it ran in, so
        its `finally` runs there.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
from collections.abc import AsyncIterator, Iterator
from time import monotonic
from typing import Any

from headwater.agent.encode import encode_error_event, encode_event
from headwater.agent.outbox import Outbox, Put
from headwater.agent.worker import containable

#: A generator that does not await gives the other tasks of its loop a turn this often.
TURN_S = 0.002


async def pump_async(source: AsyncIterator[Any], outbox: Outbox, logger: logging.Logger) -> None:
    """Drain an async generator into the outbox, on the loop this is called on."""
    put = outbox.put
    turn_ends = monotonic() + TURN_S
    try:
        async for value in source:
            verdict = put(encode_event(value))
            if verdict is Put.FULL:
                await _room(outbox)
            elif verdict is Put.ABANDONED:
                break
            elif monotonic() > turn_ends:
                await asyncio.sleep(0)
            else:
                continue
            turn_ends = monotonic() + TURN_S
    except asyncio.CancelledError as exc:
        if outbox.is_abandoned:
            raise
        _fail(outbox, exc, logger)  # not the client: something the agent awaited was cancelled
    except BaseException as exc:
        _fail(outbox, exc, logger)
    finally:
        await _aclose(source, logger)
        outbox.finish()


def pump_sync(source: Iterator[Any], outbox: Outbox, logger: logging.Logger) -> None:
    """Drain a generator into the outbox, in the thread this is called in, which it may block."""
    try:
        for value in source:
            verdict = outbox.put(encode_event(value))
            if verdict is Put.FULL:
                room = threading.Event()
                outbox.call_when_room(room.set)
                room.wait()
            elif verdict is Put.ABANDONED:
                break
    except BaseException as exc:
        _fail(outbox, exc, logger)
    finally:
        _close(source, logger)
        outbox.finish()


async def _room(outbox: Outbox) -> None:
    loop = asyncio.get_running_loop()
    room = loop.create_future()

    def give() -> None:
        if not room.done():
            room.set_result(None)

    def notify() -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: so is the generator
            loop.call_soon_threadsafe(give)

    outbox.call_when_room(notify)
    await room


def _fail(outbox: Outbox, exc: BaseException, logger: logging.Logger) -> None:
    error = containable(exc)
    logger.error("Error while streaming", exc_info=error)
    outbox.put(encode_error_event(error))


async def _aclose(source: AsyncIterator[Any], logger: logging.Logger) -> None:
    close = getattr(source, "aclose", None)
    if close is None:
        return
    try:
        await close()
    except Exception:
        logger.exception("The generator failed while it was closed")


def _close(source: Iterator[Any], logger: logging.Logger) -> None:
    close = getattr(source, "close", None)
    if close is None:
        return
    try:
        close()
    except Exception:
        logger.exception("The generator failed while it was closed")
