"""Puts front doors together and runs them: alone (`headwater edge`), or as a part of a server."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from headwater.auth.jwt import JwtAuthorizers
from headwater.background import running
from headwater.core.errors import HeadwaterError
from headwater.edge.app import EdgeApp, EdgeWatch
from headwater.edge.config import EdgeConfig, Overrides, load
from headwater.edge.opening import open_doors, open_resources
from headwater.edge.reloading import Reloader
from headwater.edge.targets.local import LocalRuntimes
from headwater.http.bounded import BoundedProtocol
from headwater.listening import CannotServe, HttpServer, build_config, is_news, open_socket, run_loop, url_of
from headwater.observation import open_forwarding
from headwater.processes import run_processes
from headwater.settings import Settings
from headwater.telemetry import serverlog
from headwater.telemetry.logbook import LogSettings
from headwater.telemetry.settings import TelemetrySettings
from headwater.telemetry.spans import Recorder

_log = logging.getLogger("headwater.edge")
_DRAIN_TIMEOUT_S = 5.0


def run_edge(
    path: Path,
    overrides: Overrides,
    on_listening: Callable[[str], None],
    *,
    logs: LogSettings,
    telemetry: TelemetrySettings,
    processes_count: int = 1,
) -> int:
    """Serve front doors until SIGINT or SIGTERM.

    Returns:
        0 after an orderly end.
    Raises:
        HeadwaterError: they cannot be opened.
    """
    serverlog.set_up(logs.format, logs.level)
    logging.getLogger("uvicorn.error").addFilter(is_news)
    config = load(path, overrides)
    if processes_count > 1:
        return _run_processes(path, overrides, config, on_listening, telemetry, processes_count)
    sock = open_socket(config.listen.host, config.listen.port)
    with contextlib.closing(sock), contextlib.suppress(KeyboardInterrupt):
        run_loop(_serve(path, overrides, config, sock, lambda: on_listening(url_of(sock)), telemetry))
    return 0


def _run_processes(
    path: Path,
    overrides: Overrides,
    config: EdgeConfig,
    on_listening: Callable[[str], None],
    telemetry: TelemetrySettings,
    count: int,
) -> int:
    """Each with a socket of its own at the same port, among which the kernel shares connections out.

    The sockets are this process's too: what has come to one waits for whoever takes the place of a process
    that ended.
    """
    host = config.listen.host
    sockets = [open_socket(host, config.listen.port, is_shared=True)]
    port = sockets[0].getsockname()[1]
    sockets += [open_socket(host, port, is_shared=True) for _ in range(count - 1)]
    counters = Path(tempfile.mkdtemp(prefix="headwater-edge-")) / "counters.db"

    def serve(number: int, on_ready: Callable[[], None]) -> int:
        try:
            run_loop(_serve(path, overrides, config, sockets[number], on_ready, telemetry, counters))
        except HeadwaterError as exc:
            print(f"headwater: {exc.message}", file=sys.stderr)
            return 1
        return 0

    try:
        return run_processes(count, serve, lambda: on_listening(url_of(sockets[0])))
    finally:
        shutil.rmtree(counters.parent, ignore_errors=True)


def check_edge(path: Path, overrides: Overrides) -> EdgeConfig:
    """Read a file and make its doors, and open none.

    Raises:
        HeadwaterError: with every problem found.
    """
    config = load(path, overrides)
    asyncio.run(_check(path, config))
    return config


@dataclass(frozen=True, slots=True)
class OpenEdge:
    """Front doors that stand open."""

    url: str
    app: EdgeApp

    def describe(self) -> dict[str, Any]:  # Any: JSON
        """Where they are, what is in force at each, and what came."""
        return {"url": self.url, **self.app.describe()}


@asynccontextmanager
async def open_edge(
    settings: Settings,
    runtimes: LocalRuntimes,
    authorizers: JwtAuthorizers,
    watch: EdgeWatch,
    recorder: Recorder,
) -> AsyncIterator[OpenEdge | None]:
    """Front doors of a server, on an address of their own; None where it is to have none.

    Args:
        authorizers: the server's own.
        watch: counts what comes to the doors.
        recorder: takes their spans.
    Raises:
        HeadwaterError: they cannot be opened.
    """
    path = settings.edge.config
    if path is None:
        yield None
        return
    overrides = Overrides(is_inside_server=True)
    config = load(path, overrides)
    with contextlib.closing(open_socket(config.listen.host, config.listen.port)) as sock:
        opening = _open_app(
            path, overrides, config, runtimes, authorizers=authorizers, watch=watch, recorder=recorder
        )
        async with opening as app:
            started = asyncio.Event()
            server = _InnerServer(
                build_config(app, settings.server.drain_timeout_s, BoundedProtocol), started.set
            )
            serving = asyncio.create_task(server.serve(sockets=[sock]), name="edge-server")
            starting = asyncio.create_task(started.wait(), name="edge-start")
            try:
                await asyncio.wait({serving, starting}, return_when=asyncio.FIRST_COMPLETED)
                if not starting.done():
                    raise CannotServe("the front doors' own HTTP server did not start; the log says why")
                _log.info("front doors: listening on %s", url_of(sock))
                yield OpenEdge(url_of(sock), app)
            finally:
                starting.cancel()
                server.should_exit = True
                await serving


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
    on_listening: Callable[[], None],
    telemetry: TelemetrySettings,
    counters: Path | None = None,
) -> None:
    async with AsyncExitStack() as stack:
        recorder, metrics = await stack.enter_async_context(open_forwarding(telemetry))
        opening = _open_app(path, overrides, config, None, counters, watch=metrics, recorder=recorder)
        app = await stack.enter_async_context(opening)
        server = HttpServer(build_config(app, _DRAIN_TIMEOUT_S, BoundedProtocol), on_listening)
        await server.serve(sockets=[sock])


@asynccontextmanager
async def _open_app(
    path: Path,
    overrides: Overrides,
    config: EdgeConfig,
    runtimes: LocalRuntimes | None,
    counters: Path | None = None,
    authorizers: JwtAuthorizers | None = None,
    watch: EdgeWatch | None = None,
    recorder: Recorder | None = None,
) -> AsyncIterator[EdgeApp]:
    async with AsyncExitStack() as stack:
        opening = open_resources(path.parent, runtimes, counters, authorizers)
        resources = await stack.enter_async_context(opening)
        app = EdgeApp(await open_doors(config, resources), watch, recorder)
        reloader = Reloader(path, overrides, resources, app, config)
        await stack.enter_async_context(app.running())
        await stack.enter_async_context(running(reloader.run(), "edge-reload"))
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGHUP, reloader.ask)
        try:
            yield app
        finally:
            loop.remove_signal_handler(signal.SIGHUP)


async def _check(path: Path, config: EdgeConfig) -> None:
    async with open_resources(path.parent, None) as resources:
        await open_doors(config, resources)
