"""The answer of a streaming agent: an ASGI response that sends what the outbox holds.

Its own `__call__` and not Starlette's StreamingResponse, which costs two generator frames and a
task group for what is a loop of two awaits here.
"""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import logging
import time
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from headwater.agent.outbox import Outbox
from headwater.agent.pump import pump_async, pump_sync
from headwater.agent.worker import Worker, start_thread


class EventStream(Response):
    """Server-sent events from an iterator of the agent, which runs in the worker."""

    media_type = "text/event-stream"

    def __init__(
        self,
        source: AsyncIterator[Any] | Iterator[Any],  # Any: whatever the agent yields
        *,
        worker: Worker,
        context: contextvars.Context,
        logger: logging.Logger,
    ) -> None:
        super().__init__()
        del self.headers["content-length"]
        self._source = source
        self._worker = worker
        self._context = context
        self._logger = logger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send until the agent ends or the client leaves; either way the agent's generator is closed."""
        started_s = time.monotonic()
        outbox = Outbox()
        cancel = self._start_pump(outbox)

        def client_left() -> None:
            if not outbox.is_abandoned:  # a second cancellation would cut short the generator's cleanup
                outbox.abandon()
                cancel()

        watch = asyncio.ensure_future(_watch(receive, client_left))
        try:
            if not await self._relay(outbox, send):
                client_left()
            ending = "The client left the stream" if outbox.is_abandoned else "Stream ended"
            self._logger.info("%s (%d bytes, %.3fs)", ending, outbox.sent_bytes, time.monotonic() - started_s)
        except BaseException:
            client_left()
            raise
        finally:
            watch.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await watch
        if self.background is not None:
            await self.background()

    async def _relay(self, outbox: Outbox, send: Send) -> bool:
        """Send until the end; False if the client is gone."""
        start = {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
        try:
            await send(start)
            while batch := await outbox.take():
                await send({"type": "http.response.body", "body": batch, "more_body": True})
                outbox.mark_sent(len(batch))
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        except OSError:
            return False
        return True

    def _start_pump(self, outbox: Outbox) -> Callable[[], None]:
        """Start the agent's side; returns what cancels it (a thread hears of it at its next yield)."""
        if isinstance(self._source, AsyncIterator):
            return self._worker.start_task(pump_async(self._source, outbox, self._logger), self._context)
        source = self._source
        start_thread(lambda: self._context.run(pump_sync, source, outbox, self._logger))
        return lambda: None


async def _watch(receive: Receive, client_left: Callable[[], None]) -> None:
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            client_left()
            return
