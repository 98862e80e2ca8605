"""Exercise the server stack once in the template, so that no session pays for first-use imports.

Measured without it: some 27 modules (server protocol classes, anyio's backend, …) are imported and
compiled lazily in each child, 80 ms of its first request. An app of ours is served, never the
agent's: its start-up code and its handlers belong to a session.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import os
import socket
import sys
import tempfile
from typing import Any

_DEADLINE_S = 5.0

#: Package -> modules it imports on first use; imported here only where the agent's file imported the package.
_LATE_MODULES = {
    "_socket": ("encodings.idna", "stringprep"),
    "anyio": ("anyio._backends._asyncio",),
    "botocore": (
        "botocore.eventstream",
        "botocore.response",
        "botocore.retries.adaptive",
        "botocore.retries.standard",
        "botocore.httpchecksum",
    ),
    "rich": ("rich._emoji_codes", "rich.table"),
    "starlette": ("starlette.responses", "starlette.concurrency", "starlette.middleware.errors"),
    "urllib3": ("urllib3.connection", "urllib3.util.wait"),
    "uvicorn": ("uvicorn.lifespan.on", "uvicorn.lifespan.off"),
}
_REQUESTS = (
    b"POST /invocations HTTP/1.1\r\nhost: primer\r\ncontent-length: 2\r\n\r\n{}",
    b"GET /ping HTTP/1.1\r\nhost: primer\r\nconnection: close\r\n\r\n",
)


def prime(config: Any) -> None:
    """Serve two requests to an app of ours, as the agent would be. A session shows what fails here."""
    with contextlib.suppress(Exception):
        import_late_modules()
        _serve_once(config)


def import_late_modules() -> None:
    """Import what comes late. A session shows what fails here."""
    for package, names in _LATE_MODULES.items():
        if package in sys.modules:
            for name in names:
                with contextlib.suppress(Exception):
                    importlib.import_module(name)


def _serve_once(config: Any) -> None:
    import uvicorn

    from . import capture

    own = uvicorn.Config(
        _primer_app(),
        loop=config.loop,
        http=config.http,
        ws=config.ws,
        lifespan="off",
        log_config=None,
        access_log=False,
    )
    own.load()
    server = uvicorn.Server(own)
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as listener:
        address = os.path.join(folder, "primer")
        listener.bind(address)

        async def talk() -> None:
            reader, writer = await asyncio.open_unix_connection(address)
            for request in _REQUESTS:
                writer.write(request)
                await reader.readuntil(b"\r\n\r\n")
            await reader.read()
            writer.close()
            server.should_exit = True

        async def both() -> None:
            await asyncio.gather(capture.serve_unpatched(server, [listener]), talk())

        loop = _new_loop(config)
        try:
            loop.run_until_complete(asyncio.wait_for(both(), _DEADLINE_S))
        finally:
            loop.close()


def _new_loop(config: Any) -> asyncio.AbstractEventLoop:
    """A loop as the agent's server will use; older uvicorns set a policy instead of giving a factory."""
    if hasattr(config, "get_loop_factory"):
        factory = config.get_loop_factory()
        return factory() if factory is not None else asyncio.new_event_loop()
    config.setup_event_loop()
    return asyncio.new_event_loop()


def _primer_app() -> Any:
    if "starlette" not in sys.modules:
        return _plain_app
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import JSONResponse, StreamingResponse
    from starlette.routing import Route

    async def stream(request: Request) -> StreamingResponse:
        await request.json()

        async def chunks() -> Any:
            yield b"data: {}\n\n"

        return StreamingResponse(chunks(), media_type="text/event-stream")

    async def ping(request: Request) -> JSONResponse:
        return JSONResponse({"status": "Healthy"})

    return Starlette(routes=[Route("/invocations", stream, methods=["POST"]), Route("/ping", ping)])


async def _plain_app(scope: Any, receive: Any, send: Any) -> None:
    await receive()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})
