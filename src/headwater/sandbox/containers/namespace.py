"""Ways into a container that open no port anywhere.

A socket belongs to the network namespace that its maker was in. A thread enters the container's, makes a
socket, and comes back: connecting it reaches the agent at the container's own 127.0.0.1, and a listening
one serves the agent there. Neither can be found by other containers, other sessions or other users.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from headwater.core.errors import SandboxError
from headwater.template import syscalls

_LOOPBACK = "127.0.0.1"
_BACKLOG = 128
_COPY_BYTES = 64 * 1024
#: Calls that one container may have under way to this server; more are hung up on.
_FORWARDS_MAX_COUNT = 256


class NamespaceThread:
    """The thread that goes into namespaces; nothing else runs in it."""

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="headwater-netns")
        self._home_fd = _open_namespace("self")

    def close(self) -> None:
        self._executor.shutdown(wait=True)
        os.close(self._home_fd)

    async def make(self, namespace_fd: int, make_socket: Callable[[], socket.socket]) -> socket.socket:
        """What `make_socket` makes, in a namespace.

        Raises:
            OSError: it may not be entered, or the socket cannot be made.
        """
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, self._make, namespace_fd, make_socket)

    def _make(self, namespace_fd: int, make_socket: Callable[[], socket.socket]) -> socket.socket:
        syscalls.setns(namespace_fd, syscalls.CLONE_NEWNET)
        try:
            return make_socket()
        finally:
            syscalls.setns(self._home_fd, syscalls.CLONE_NEWNET)


class ContainerNetwork:
    """The network of one running container. Close it when the container is gone."""

    def __init__(self, pid: int, thread: NamespaceThread) -> None:
        """
        Raises:
            SandboxError: the container has no network of its own.
            OSError: it is gone, or this user may not look into it.
        """
        self._thread = thread
        self._fd = _open_namespace(str(pid))
        self._forwarder: asyncio.Server | None = None
        self._forwards: set[asyncio.Task[None]] = set()
        if os.path.sameopenfile(self._fd, thread._home_fd):
            self.close()
            raise SandboxError(
                "the container shares this host's network, where its port could be another's;"
                " take --network host out of containers.network and containers.run_arguments"
            )

    async def connect(self, port: int) -> socket.socket:
        """A connection to the agent's port. Raises OSError where nobody listens."""
        sock = await self._thread.make(self._fd, _make_socket)
        try:
            await asyncio.get_running_loop().sock_connect(sock, (_LOOPBACK, port))
        except BaseException:
            sock.close()
            raise
        return sock

    async def forward(self, port: int) -> None:
        """Carry what the agent sends to `port` of its own loopback to the same port of this host's."""
        listener = await self._thread.make(self._fd, lambda: _make_listener(port))
        self._forwarder = await asyncio.start_server(
            lambda reader, writer: self._carry(reader, writer, port), sock=listener
        )

    def close(self) -> None:
        """Let go of the namespace; what is being forwarded breaks off."""
        if self._forwarder is not None:
            self._forwarder.close()
            self._forwarder = None
        for task in list(self._forwards):
            task.cancel()
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int) -> None:
        task = asyncio.current_task()
        assert task is not None
        if len(self._forwards) >= _FORWARDS_MAX_COUNT:
            writer.transport.abort()
            return
        self._forwards.add(task)
        try:
            with contextlib.suppress(OSError):
                there_reader, there_writer = await asyncio.open_connection(_LOOPBACK, port)
                try:
                    await asyncio.gather(_copy(reader, there_writer), _copy(there_reader, writer))
                finally:
                    there_writer.close()
        except asyncio.CancelledError:
            writer.transport.abort()
        finally:
            self._forwards.discard(task)
            writer.close()


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(_COPY_BYTES):
        writer.write(data)
        await writer.drain()
    if writer.can_write_eof():
        writer.write_eof()


def _open_namespace(pid: str) -> int:
    return os.open(Path("/proc") / pid / "ns" / "net", os.O_RDONLY | os.O_CLOEXEC)


def _make_socket() -> socket.socket:
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    sock.setblocking(False)
    return sock


def _make_listener(port: int) -> socket.socket:
    return socket.create_server((_LOOPBACK, port), backlog=_BACKLOG)
