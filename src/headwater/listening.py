"""Where a server is reached: its sockets, the HTTP server on them, and the signals that end it."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import logging
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import uvicorn

from headwater.core.errors import HeadwaterError
from headwater.http.connection import GONE_AFTER_S, watch_socket
from headwater.http.vanishing import VanishWatch
from headwater.http.websocket import ServerSocket
from headwater.settings import Settings

_log = logging.getLogger("headwater")
#: Connections the kernel holds while the loop is busy.
BACKLOG = 2048
#: Seconds an idle client connection is kept; longer than load balancers keep theirs.
_KEEP_ALIVE_S = 75


class CannotServe(HeadwaterError):
    """The server cannot start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where the server is reached: by clients, and by agents, who get less to see there."""

    url: str
    port: int
    agent_url: str
    #: This machine alone can reach the server.
    is_loopback: bool = True

    @property
    def agent_port(self) -> int:
        return int(self.agent_url.rpartition(":")[2])


def bind(settings: Settings) -> socket.socket:
    """The socket for clients, bound; CannotServe if its address is taken or not this host's."""
    server = settings.server
    return open_socket(server.host, server.port, gone_after_s=server.client_gone_after_s)


def open_socket(
    host: str, port: int, *, is_shared: bool = False, gone_after_s: float = GONE_AFTER_S
) -> socket.socket:
    """A bound socket; with `is_shared`, others may be bound to its port beside it.

    Whom it accepts is known to be gone after `gone_after_s` without a sign of him.

    Raises:
        CannotServe: the address is taken or not this host's.
    """
    try:
        family, kind, proto, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        sock = socket.socket(family, kind, proto)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if is_shared:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        watch_socket(sock, gone_after_s)
        sock.bind(address)
    except OSError as exc:
        raise CannotServe(
            f"cannot listen on {host}:{port}: {exc.strerror or exc};"
            " choose another with --host and --port (0 picks a free port)"
        ) from exc
    return sock


def is_loopback(sock: socket.socket) -> bool:
    """Whether this machine alone can reach a socket."""
    return ipaddress.ip_address(sock.getsockname()[0].partition("%")[0]).is_loopback


def url_of(sock: socket.socket) -> str:
    """How a client on this host reaches a socket."""
    host, port = sock.getsockname()[:2]
    if ipaddress.ip_address(host).is_unspecified:
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def build_config(
    app: Any,  # Any: an ASGI app
    drain_timeout_s: float,
    protocol: type[asyncio.Protocol],
    frame_max_bytes: int = 0,
) -> uvicorn.Config:
    """uvicorn without what assembly sees to: its loop, logs, lifespan, signals.

    Args:
        frame_max_bytes: of WebSockets; 0: there are none.
    """
    return uvicorn.Config(
        app,
        http=protocol,
        loop="none",
        ws=ServerSocket if frame_max_bytes else "none",
        ws_max_size=frame_max_bytes,
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # what a proxy says of the caller is anybody's word
        backlog=BACKLOG,
        timeout_keep_alive=_KEEP_ALIVE_S,
        timeout_graceful_shutdown=max(1, round(drain_timeout_s)),
    )


class HttpServer(uvicorn.Server):
    """uvicorn's server, telling when it listens."""

    def __init__(
        self,
        config: uvicorn.Config,
        on_started: Callable[[], None],
        on_ending: Callable[[], None] = lambda: None,
        *,
        gone_after_s: float = GONE_AFTER_S,
    ) -> None:
        """
        Args:
            on_ending: called before what is being answered is waited for.
            gone_after_s: a client that has to answer, and does not for so long, is given up.
        """
        super().__init__(config)
        self._on_started = on_started
        self._on_ending = on_ending
        self._vanishing = VanishWatch(gone_after_s)
        self._look_at_s = 0.0

    async def on_tick(self, counter: int) -> bool:
        """uvicorn calls it ten times a second."""
        now_s = time.monotonic()
        if now_s >= self._look_at_s:
            self._look_at_s = now_s + self._vanishing.every_s
            self._vanishing.look(self.server_state.connections, now_s)
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._on_ending()
        await super().shutdown(sockets=sockets)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop on SIGINT and SIGTERM, and go on after `serve`.

        uvicorn's own raises the signal again, which would end the process before sessions are.
        """
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.handle_exit, number, None)
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.started:
            self._on_started()


def run_loop(main: Any) -> None:  # Any: a coroutine
    """Run to the end on uvloop. What alone ended it is raised as it is, whatever groups of tasks it left."""
    if sys.platform == "win32":
        raise CannotServe("Windows is not supported; use Linux, macOS or WSL")
    import uvloop

    try:
        uvloop.run(main)
    except BaseExceptionGroup as group:
        only: BaseException = group
        while isinstance(only, BaseExceptionGroup) and len(only.exceptions) == 1:
            only = only.exceptions[0]
        raise only from None


def is_news(record: logging.LogRecord) -> bool:
    """The relay ends an answer early on purpose when its agent died; uvicorn calls that an error of ours."""
    return "without completing response" not in record.getMessage()
