"""Bounds on requests' heads: how large, and how slow."""

import asyncio
from contextlib import asynccontextmanager

import uvicorn

from headwater.http import bounded
from headwater.http.bounded import BoundedProtocol


async def app(scope, receive, send):
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body", "body": b""})


@asynccontextmanager
async def serving():
    config = uvicorn.Config(app, port=0, http=BoundedProtocol, ws="none", lifespan="off", log_config=None)
    server = uvicorn.Server(config)
    config.load()
    server.lifespan = config.lifespan_class(config)
    await server.startup()
    try:
        yield server.servers[0].sockets[0].getsockname()
    finally:
        await server.shutdown()


async def exchange(address, *parts, pause_s=0.0):
    reader, writer = await asyncio.open_connection(*address)
    for part in parts:
        writer.write(part)
        await asyncio.sleep(pause_s)
    received = await reader.read()
    writer.close()
    return received


async def test_a_large_head_is_refused_however_it_comes(monkeypatch):
    monkeypatch.setattr(bounded, "HEAD_TIMEOUT_S", 5)
    large = b"X: " + b"y" * 70_000 + b"\r\n"
    async with serving() as address:
        whole = await exchange(address, b"GET / HTTP/1.1\r\n" + large + b"\r\n")
        cut = await exchange(address, b"GET / HTTP/1.1\r\n", *[b"X: " + b"y" * 10_000 + b"\r\n"] * 10)
        many = await exchange(address, b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 300 + b"\r\n")
        url = await exchange(address, b"GET /" + b"y" * 70_000)

    assert [answer.split()[1] for answer in (whole, cut, many, url)] == [b"431"] * 4


async def test_a_slow_head_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(bounded, "HEAD_TIMEOUT_S", 0.2)
    async with serving() as address:
        nothing = await exchange(address)
        slow = await exchange(address, b"GET / HTTP/1.1\r\nHost: x\r\n")
        again = await exchange(address, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", b"GET /", pause_s=0.05)

    assert nothing == b""
    assert slow.startswith(b"HTTP/1.1 408 ")
    assert again.startswith(b"HTTP/1.1 204 ")
    assert b"HTTP/1.1 408 " in again


async def test_a_quick_head_is_served_and_an_idle_connection_kept(monkeypatch):
    monkeypatch.setattr(bounded, "HEAD_TIMEOUT_S", 0.2)
    async with serving() as address:
        reader, writer = await asyncio.open_connection(*address)
        for _ in range(2):
            writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 204 ")
            await asyncio.sleep(0.4)
        writer.close()


async def test_what_is_no_http_is_refused_in_json():
    async with serving() as address:
        received = await exchange(address, b"nonsense\r\n\r\n")

    assert received.startswith(b"HTTP/1.1 400 ")
    assert b'"type": "invalid_request"' in received
