"""Further requests on a connection: served where the client can see that an answer is whole."""

import asyncio
from contextlib import asynccontextmanager

import pytest
import uvicorn

from headwater.http.bounded import BoundedProtocol

REQUEST = b"GET / HTTP/1.1\r\nhost: here\r\n\r\n"
LENGTH = [(b"content-length", b"2")]


class LateEnd:
    """An app that says only when it is told to that its answer was all."""

    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body
        self.may_end = asyncio.Event()

    async def __call__(self, scope, receive, send):
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": self.body, "more_body": True})
        await self.may_end.wait()
        await send({"type": "http.response.body", "body": b""})


@asynccontextmanager
async def asked_twice(app, body):
    """A client that has read `body`, and has asked again before the app said that this was all."""
    config = uvicorn.Config(app, port=0, http=BoundedProtocol, ws="none", lifespan="off", log_config=None)
    server = uvicorn.Server(config)
    config.load()
    server.lifespan = config.lifespan_class(config)
    await server.startup()
    reader, writer = await asyncio.open_connection(*server.servers[0].sockets[0].getsockname())
    try:
        writer.write(REQUEST)
        await reader.readuntil(b"\r\n\r\n")
        await reader.readuntil(body) if body else None
        writer.write(REQUEST)
        await asyncio.sleep(0.05)
        app.may_end.set()
        yield reader
    finally:
        writer.close()
        await server.shutdown()


@pytest.mark.parametrize(
    ("status", "headers", "body"),
    [(200, LENGTH, b"ok"), (200, [(b"content-length", b"0")], b""), (204, [], b"")],
)
async def test_who_has_a_whole_answer_may_ask_again(status, headers, body):
    async with asked_twice(LateEnd(status, headers, body), body) as reader:
        again = await reader.readuntil(b"\r\n\r\n")
        assert await reader.readexactly(len(body)) == body

    assert again.startswith(b"HTTP/1.1 %d " % status)


async def test_who_asks_before_an_answer_ends_gets_that_one_alone():
    async with asked_twice(LateEnd(200, [], b"ok"), b"ok") as reader:
        assert await reader.read() == b"\r\n0\r\n\r\n"
