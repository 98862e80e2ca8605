"""A proxy that breaks connections: what a bad network does, on command.

with cutting(server.url) as proxy:
    ...                      # talk to proxy.url
    proxy.cut()              # everybody's connections are gone, without a word
    proxy.refuse(True)       # and nobody gets a new one
"""

import contextlib
import socket
import struct
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

_RESET = struct.pack("ii", 1, 0)
_READ_BYTES = 65536


class CuttingProxy:
    """One listening socket; two threads a connection."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._target = (parts.hostname, parts.port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._is_refusing = False
        #: Connections that were let through.
        self.count = 0

    def serve(self) -> None:
        """Until `close`."""
        while True:
            try:
                caller, _ = self._listener.accept()
            except OSError:
                return
            if self._is_refusing:
                _reset(caller)
                continue
            server = socket.create_connection(self._target)
            self.count += 1
            self._pairs.append((caller, server))
            for source, sink in ((caller, server), (server, caller)):
                threading.Thread(target=_pump, args=(source, sink), daemon=True).start()

    def cut(self) -> None:
        """Break all connections off."""
        pairs, self._pairs = self._pairs, []
        for caller, server in pairs:
            _reset(caller)
            _reset(server)

    def refuse(self, is_refusing: bool) -> None:
        """Whether new connections are broken off at once."""
        self._is_refusing = is_refusing

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()


@contextlib.contextmanager
def cutting(url: str) -> Iterator[CuttingProxy]:
    """A proxy before the server at `url`."""
    proxy = CuttingProxy(url)
    thread = threading.Thread(target=proxy.serve)
    thread.start()
    try:
        yield proxy
    finally:
        proxy.close()
        thread.join()


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(_READ_BYTES):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)


def _reset(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()
