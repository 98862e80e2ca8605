"""A server of one's own: a `headwater serve` that lives as long as this process."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from headwater.core.errors import HeadwaterError

START_TIMEOUT_S = 60.0
STOP_TIMEOUT_S = 15.0
_ANSWERS = "listening on "
_PR_SET_PDEATHSIG = 1


class ServerFailed(HeadwaterError):
    """The server could not be started."""


class PrivateServer:
    """Use as `with`: it is listening inside and stopped after it, whatever happens."""

    def __init__(self, *, port: int, data_dir: Path, on_line: Callable[[str], None] | None = None) -> None:
        """
        Args:
            on_line: called, from a thread, with each line of the server's own log.
        """
        self._arguments = ["serve", "--port", str(port), "--data-dir", str(data_dir)]
        self._on_line = on_line or (lambda line: None)
        self._last_lines: deque[str] = deque(maxlen=20)
        self._answered = threading.Event()
        self.url = ""

    def __enter__(self) -> Self:
        # Its own group: Ctrl-C at the terminal reaches us alone, and we end it in order.
        self._process = subprocess.Popen(
            [sys.executable, "-m", "headwater.cli.main", *self._arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            start_new_session=True,
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,
        )
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        self._readers = [
            threading.Thread(target=self._read_address, args=(self._process.stdout,), daemon=True),
            threading.Thread(target=self._read_log, args=(self._process.stderr,), daemon=True),
        ]
        try:
            for reader in self._readers:
                reader.start()
            if not self._answered.wait(START_TIMEOUT_S) or not self.url:
                raise ServerFailed(
                    f"the server did not start: {' | '.join(self._last_lines) or 'it said nothing'}"
                )
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def stop(self) -> None:
        """End it and its sessions, by force if it takes too long."""
        if self.is_alive:
            self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        for reader in self._readers:
            reader.join(1.0)
        for stream in (self._process.stdout, self._process.stderr):
            if stream is not None:
                stream.close()

    def describe_end(self) -> str:
        """Why it ended, as far as it said."""
        return f"exit code {self._process.poll()}; its last words: {' | '.join(self._last_lines) or 'none'}"

    def _read_address(self, stream: IO[str]) -> None:
        for line in stream:
            if line.startswith(_ANSWERS):
                self.url = line.removeprefix(_ANSWERS).strip()
                self._answered.set()
        self._answered.set()  # it ended

    def _read_log(self, stream: IO[str]) -> None:
        for line in stream:
            self._last_lines.append(line.rstrip())
            self._on_line(line.rstrip())


def find_port(wanted: int) -> int:
    """`wanted` if it is free, else 0, which lets the server pick."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError:
            return 0
        return wanted


def _die_with_parent() -> None:
    """Even `kill -9` of this process leaves no server behind: the kernel sends it SIGTERM then."""
    import ctypes

    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
