"""Comments in the silences of an event stream that is passed on as it comes, for whoever asked for them."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, MutableMapping
from contextlib import asynccontextmanager
from typing import Any

from headwater.http.asgi import Send
from headwater.streams.base import StreamHead
from headwater.wire.eventids import EventIdInserter
from headwater.wire.sse import encode_comment

HEARTBEAT = encode_comment("heartbeat")


class Heartbeats:
    """A `send`. Comments come between events alone; an answer that is no event stream has none."""

    def __init__(self, send: Send, every_s: float) -> None:
        self._send = send
        self._every_s = every_s
        #: Knows where in an event the stream is; None: comments have no place in the answer.
        self._place: EventIdInserter | None = None
        self._sending = asyncio.Lock()
        self._news = asyncio.Event()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """While open, silence is noticed."""
        watching = asyncio.create_task(self._watch(), name="heartbeats")
        try:
            yield
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)

    async def __call__(self, message: MutableMapping[str, Any]) -> None:  # Any: an ASGI message
        async with self._sending:
            if message["type"] == "http.response.start":
                head = StreamHead(status=message["status"], headers=tuple(message["headers"]))
                if head.is_events and head.find(b"content-length") is None:
                    self._place = EventIdInserter()
            elif self._place is not None:
                self._place.feed(message.get("body", b""))
                if not message.get("more_body", False):
                    self._place = None
            self._news.set()
            await self._send(message)

    async def _watch(self) -> None:
        while True:
            self._news.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._every_s):
                    await self._news.wait()
                continue
            # A caller who does not even take the answer needs no sign of life.
            if not self._sending.locked() and self._place is not None and self._place.is_between_events:
                async with self._sending:
                    await self._send({"type": "http.response.body", "body": HEARTBEAT, "more_body": True})
