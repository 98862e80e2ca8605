"""WebSocket handlers, run on the worker's loop like every handler of the agent.

The handler gets a Starlette WebSocket whose messages cross to the server's loop and back, so that a handler
that blocks does not stop `/ping`. They cross many at once where they come faster than they are taken; what is
not taken is bounded both ways, so that one who does not read slows the other end.

Rule 1: `send` of a message returns when it is on its way; the next ones tell that the other end is gone.
        All else (accept, close, a refusal) is done when it returns, and after what was sent before it.
Rule 2: what was sent is sent before the handler's end, or its failure, closes the connection.
"""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from time import monotonic
from typing import Any, TypeVar

from starlette.types import Message
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from headwater.agent.context import RequestContext
from headwater.agent.lane import Lane
from headwater.agent.pump import TURN_S
from headwater.agent.worker import Worker

T = TypeVar("T")
#: An end that nobody has said, the handler's return, and its failure.
_ABNORMAL, _NORMAL, _FAILED = 1006, 1000, 1011
Handler = Callable[..., Awaitable[Any]]  # Any: what it returns is not used


async def serve_websocket(
    handler: Handler,
    websocket: WebSocket,
    request: RequestContext,
    *,
    worker: Worker,
    logger: logging.Logger,
) -> None:
    """Run the handler. Its return closes a connection that is open by 1000, its failure by 1011."""
    async with _bridging(websocket, worker) as bridge:
        request.request = bridged = WebSocket(websocket.scope, bridge.receive, bridge.send)
        try:
            await worker.run(_handle(handler, bridged, request, bridge), contextvars.copy_context())
            await _close(websocket, _NORMAL, logger)
        except WebSocketDisconnect:
            logger.debug("WebSocket disconnected")
        except Exception:
            logger.exception("WebSocket handler failed")
            await _close(websocket, _FAILED, logger)


class _Bridge:
    """Between a WebSocket on the server's loop and the handler's on the worker's."""

    def __init__(self, websocket: WebSocket, worker: Worker) -> None:
        self._websocket = websocket
        self._server = asyncio.get_running_loop()
        self._inbound: Lane[Message] = Lane(self._server, worker.loop, _size_of)
        self._outbound: Lane[Message] = Lane(worker.loop, self._server, _size_of)
        self._turn_ends_s = monotonic() + TURN_S

    # --- the worker's side: ASGI's channels for the handler's WebSocket ------------------------

    async def receive(self) -> Message:
        """The next message from the client."""
        await self._give_turns()
        message = await self._inbound.take()  # the last to wait: whoever is cancelled here has lost nothing
        self._inbound.mark_done(message)
        return message

    async def send(self, message: Message) -> None:
        """Send it, or do what it says."""
        if message["type"] == "websocket.send" and _is_as_usual(message):
            await self._outbound.put(message)
            await self._give_turns()
        else:
            await self._outbound.drain()
            await _cross(self._server, lambda: self._websocket.send(message))

    async def drain(self) -> None:
        """Wait until all is sent, or cannot be."""
        with contextlib.suppress(WebSocketDisconnect, RuntimeError):
            await self._outbound.drain()

    async def _give_turns(self) -> None:
        """A handler that never has to wait gives the other tasks of its loop a turn now and then."""
        if monotonic() > self._turn_ends_s:
            await asyncio.sleep(0)
            self._turn_ends_s = monotonic() + TURN_S

    def end(self) -> None:
        """Nothing goes through any more; who still tries is told so."""
        for lane in (self._inbound, self._outbound):
            lane.fail(WebSocketDisconnect(code=_ABNORMAL))

    # --- the server's side ---------------------------------------------------------------------

    async def receive_all(self) -> None:
        """Take what the client sends, until it is gone."""
        try:
            message: Message = {"type": ""}
            while message["type"] != "websocket.disconnect":
                message = await self._websocket.receive()
                await self._inbound.put(message)
        except Exception as exc:
            self._inbound.fail(exc)

    async def send_all(self) -> None:
        """Send what the handler sends, until the client is gone."""
        try:
            while True:
                message = await self._outbound.take()
                await self._websocket.send(message)
                self._outbound.mark_done(message)
        except Exception as exc:
            self._outbound.fail(exc)


@contextlib.asynccontextmanager
async def _bridging(websocket: WebSocket, worker: Worker) -> AsyncIterator[_Bridge]:
    bridge = _Bridge(websocket, worker)
    tasks = {asyncio.create_task(bridge.receive_all()), asyncio.create_task(bridge.send_all())}
    try:
        yield bridge
    finally:
        bridge.end()
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)


async def _close(websocket: WebSocket, code: int, logger: logging.Logger) -> None:
    if code == _NORMAL and websocket.application_state is not WebSocketState.CONNECTED:
        return  # the handler has closed it, or never opened it: the server says what that is
    try:
        await websocket.close(code)
    except (RuntimeError, WebSocketDisconnect):
        logger.debug("The WebSocket was closed already")


async def _handle(handler: Handler, websocket: WebSocket, request: RequestContext, bridge: _Bridge) -> None:
    try:
        await handler(websocket, request)
    except Exception:
        await bridge.drain()
        raise
    await bridge.drain()


def _is_as_usual(message: Message) -> bool:
    """Whether it can be sent later as it is now; what cannot be sent at all is to be told at once.

    Raises:
        UnicodeEncodeError: its text cannot be sent.
    """
    text = message.get("text")
    if isinstance(text, str):
        text.encode()
    return isinstance(text, str) or isinstance(message.get("bytes"), bytes)


def _size_of(message: Message) -> int:
    return len(message.get("bytes") or message.get("text") or b"")


async def _cross(server: asyncio.AbstractEventLoop, call: Callable[[], Awaitable[T]]) -> T:
    """Await `call()` on the server's loop from the worker's."""

    async def there() -> T:
        return await call()

    return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(there(), server))
