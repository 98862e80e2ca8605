"""Small pieces of ASGI that every route needs."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from typing import Any

from headwater.core.errors import InvalidRequest
from headwater.wire.http import HttpAnswer

# Any: ASGI messages are open dictionaries by its specification.
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
RawHeaders = list[tuple[bytes, bytes]]

#: A refused request's body is read and thrown away up to here, so that the refusal can be read by a
#: client that is still sending; beyond it the connection is closed on him.
DRAIN_MAX_BYTES = 1024 * 1024 * 1024


class ClientGone(Exception):
    """The caller closed its connection; there is nobody to answer."""


class RequestBody:
    """A request's body, read once, part by part."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self.is_complete = False
        self.received_bytes = 0

    async def next_part(self) -> bytes:
        """The next bytes, maybe none; look at `is_complete` before asking again.

        Raises:
            ClientGone: the caller left before the end.
        """
        message = await self._receive()
        if message["type"] == "http.disconnect":
            raise ClientGone
        part: bytes = message.get("body", b"")
        self.received_bytes += len(part)
        self.is_complete = not message.get("more_body", False)
        return part

    async def parts(self) -> AsyncIterator[bytes]:
        """All that is left."""
        while not self.is_complete:
            part = await self.next_part()
            if part:
                yield part

    async def read_all(self, limit_bytes: int) -> bytes:
        """All of it at once.

        Raises:
            InvalidRequest: it is larger than `limit_bytes`.
        """
        parts = []
        async for part in self.parts():
            if self.received_bytes > limit_bytes:
                raise InvalidRequest(f"The request body is larger than {limit_bytes} bytes")
            parts.append(part)
        return b"".join(parts)

    async def drain(
        self, idle_s: float | None = None, note: Callable[[bytes], None] = lambda part: None
    ) -> None:
        """Throw away what is left, within bounds; ends also when nothing comes for `idle_s`.

        Args:
            note: is shown each part.
        """
        while not self.is_complete and self.received_bytes <= DRAIN_MAX_BYTES:
            try:
                async with asyncio.timeout(idle_s):
                    note(await self.next_part())
            except TimeoutError:
                return


def as_receive(body: RequestBody) -> Receive:
    """A body as an ASGI application receives it."""

    async def receive() -> MutableMapping[str, Any]:  # Any: an ASGI message
        try:
            part = await body.next_part()
        except ClientGone:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": part, "more_body": not body.is_complete}

    return receive


def find_header(scope: Scope, name: bytes) -> bytes | None:
    """The first value of a header; `name` in lower case."""
    headers: RawHeaders = scope["headers"]
    return next((value for key, value in headers if key == name), None)


def raw_path(scope: Scope) -> str:
    """The path as it was received: still percent-encoded, without the query."""
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    return raw.split(b"?", 1)[0].decode("latin-1")


async def send_answer(send: Send, answer: HttpAnswer, extra: RawHeaders | None = None) -> None:
    """Send a complete answer."""
    headers = [(name.encode("latin-1"), value.encode()) for name, value in answer.headers]
    headers += extra or []
    headers.append((b"content-length", str(len(answer.body)).encode()))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})


def build_json(result: object, status: int = 200) -> HttpAnswer:
    """A JSON answer of one of our own routes; datetimes as ISO 8601."""
    body = json.dumps(result, ensure_ascii=False, default=lambda value: value.isoformat()).encode()
    return HttpAnswer(status, (("content-type", "application/json"),), body)


async def refuse_other(scope: Scope, receive: Receive, send: Send) -> None:
    """WebSockets are closed before they open; lifespan has nothing to do, as assembly owns all parts."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1011, "reason": "WebSockets are not served yet"})
        return
    while True:
        message = await receive()
        kind = message["type"].removeprefix("lifespan.")
        await send({"type": f"lifespan.{kind}.complete"})
        if kind == "shutdown":
            return
