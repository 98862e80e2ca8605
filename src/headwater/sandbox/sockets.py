"""Listening sockets of sessions, in a folder only the server can enter.

A unix socket's path may have some 100 bytes only; data folders can lie deeper. On Linux the folder is
addressed through a descriptor of ours, so that any depth works; elsewhere a short temporary folder is used.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import sys
import tempfile
from pathlib import Path

#: Connections that may wait while a session starts.
_BACKLOG = 512


class SocketFolder:
    """Makes listening sockets; what an earlier server left is removed at the start."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._fd = -1
        if sys.platform.startswith("linux"):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True, mode=0o700)
            self._fd = os.open(folder, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
            self._prefix = f"/proc/{os.getpid()}/fd/{self._fd}"
        else:
            self._folder = Path(tempfile.mkdtemp(prefix="headwater-"))
            self._prefix = str(self._folder)

    def listen(self, worker_id: str) -> tuple[socket.socket, str]:
        """A listening socket and the path to connect to."""
        path = f"{self._prefix}/{worker_id}"
        listener = socket.socket(socket.AF_UNIX)
        try:
            listener.bind(path)
            listener.listen(_BACKLOG)
        except OSError:
            listener.close()
            raise
        return listener, path

    def remove(self, path: str) -> None:
        """Forget a socket; connections already made go on."""
        with contextlib.suppress(OSError):
            os.unlink(path)

    def close(self) -> None:
        """Remove the folder."""
        shutil.rmtree(self._folder, ignore_errors=True)
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1
