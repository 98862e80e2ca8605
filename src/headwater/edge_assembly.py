"""Puts front doors together and runs them: alone (`headwater edge`), or as a part of a server."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import uvicorn

from headwater.edge.app import EdgeApp
from headwater.edge.config import EdgeConfig, Overrides, load
from headwater.edge.opening import open_doors
from headwater.edge.reloading import Reloader
from headwater.edge.targets.local import LocalRuntimes
from headwater.listening import HttpServer, build_config, is_news, open_socket, run_loop, url_of

_log = logging.getLogger("headwater.edge")
_DRAIN_TIMEOUT_S = 5.0


def run_edge(path: Path, overrides: Overrides, on_listening: Callable[[str], None]) -> int:
    """Serve front doors until SIGINT or SIGTERM.

    Raises:
        HeadwaterError: they cannot be opened.
    """
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s", stream=sys.stderr
    )
    logging.getLogger("uvicorn.error").addFilter(is_news)
    config = load(path, overrides)
    sock = open_socket(config.listen.host, config.listen.port)
    with contextlib.closing(sock), contextlib.suppress(KeyboardInterrupt):
        run_loop(_serve(path, overrides, config, sock, on_listening))
    return 0


def check_edge(path: Path, overrides: Overrides) -> EdgeConfig:
    """Read a file and make its doors, and open none.

    Raises:
        HeadwaterError: with every problem found.
    """
    config = load(path, overrides)
    asyncio.run(_check(config))
    return config


@asynccontextmanager
async def open_edge(path: Path, runtimes: LocalRuntimes, *, drain_timeout_s: float) -> AsyncIterator[str]:
    """Front doors of a server, on an address of their own, which is given.

    Raises:
        HeadwaterError: they cannot be opened.
    """
    overrides = Overrides(is_inside_server=True)
    config = load(path, overrides)
    with contextlib.closing(open_socket(config.listen.host, config.listen.port)) as sock:
        async with _open_app(path, overrides, config, runtimes) as app:
            started = asyncio.Event()
            server = _InnerServer(build_config(app, drain_timeout_s), started.set)
            async with asyncio.TaskGroup() as group:
                group.create_task(server.serve(sockets=[sock]), name="edge-server")
                await started.wait()
                try:
                    yield url_of(sock)
                finally:
                    server.should_exit = True


class _InnerServer(HttpServer):
    """A server within another, which sees to the signals."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def _serve(
    path: Path,
    overrides: Overrides,
    config: EdgeConfig,
    sock: socket.socket,
    on_listening: Callable[[str], None],
) -> None:
    async with _open_app(path, overrides, config, None) as app:
        server: uvicorn.Server = HttpServer(
            build_config(app, _DRAIN_TIMEOUT_S), lambda: on_listening(url_of(sock))
        )
        await server.serve(sockets=[sock])


@asynccontextmanager
async def _open_app(
    path: Path, overrides: Overrides, config: EdgeConfig, runtimes: LocalRuntimes | None
) -> AsyncIterator[EdgeApp]:
    app = EdgeApp(await open_doors(config, runtimes))
    reloader = Reloader(path, overrides, runtimes, app, config)
    async with app.running(), asyncio.TaskGroup() as group:
        task = group.create_task(reloader.run(), name="edge-reload")
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGHUP, reloader.ask)
        try:
            yield app
        finally:
            loop.remove_signal_handler(signal.SIGHUP)
            task.cancel()


async def _check(config: EdgeConfig) -> None:
    await open_doors(config, None)
