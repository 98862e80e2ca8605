"""WebSocket handlers, run on the worker's loop like every handler of the agent.

The handler gets a Starlette WebSocket whose `receive` and `send` cross to the server's loop and
back, so that a handler that blocks does not stop `/ping`.
"""

from __future__ import annotations

import asyncio
import contextvars
import logging
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from starlette.types import Message
from starlette.websockets import WebSocket, WebSocketDisconnect

from headwater.agent.context import RequestContext
from headwater.agent.worker import Worker

T = TypeVar("T")
Handler = Callable[..., Awaitable[Any]]  # Any: what it returns is not used


async def serve_websocket(
    handler: Handler,
    websocket: WebSocket,
    request: RequestContext,
    *,
    worker: Worker,
    logger: logging.Logger,
) -> None:
    """Run the handler until it returns; a failure of it closes the connection with 1011."""
    server = asyncio.get_running_loop()

    async def receive() -> Message:
        return await _cross(server, websocket.receive)

    async def send(message: Message) -> None:
        await _cross(server, lambda: websocket.send(message))

    bridged = WebSocket(websocket.scope, receive, send)
    request.request = bridged
    try:
        await worker.run(_handle(handler, bridged, request), contextvars.copy_context())
    except WebSocketDisconnect:
        logger.debug("WebSocket disconnected")
    except Exception:
        logger.exception("WebSocket handler failed")
        try:
            await websocket.close(code=1011)
        except RuntimeError:
            logger.debug("The WebSocket was closed already")


async def _handle(
    handler: Callable[..., Awaitable[Any]], websocket: WebSocket, request: RequestContext
) -> None:
    await handler(websocket, request)


async def _cross(server: asyncio.AbstractEventLoop, call: Callable[[], Awaitable[T]]) -> T:
    """Await `call()` on the server's loop from the worker's."""

    async def there() -> T:
        return await call()

    return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(there(), server))
