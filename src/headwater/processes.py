"""Several processes that do the same, as one: started together, restarted one by one, ended together."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType

_log = logging.getLogger("headwater")
#: A process that ends at once is not started again at once.
_RESTART_AFTER_S = 1.0
_ENDING = (signal.SIGTERM, signal.SIGINT)

#: Called in a process of its own with its number, and with what to call once it serves; gives its exit code.
Serve = Callable[[int, Callable[[], None]], int]


def run_processes(count: int, serve: Serve, on_ready: Callable[[], None]) -> int:
    """Run `serve` in `count` processes until SIGTERM or SIGINT; SIGHUP is passed on to each.

    Call it before there are threads or event loops: processes are forked. They end with this one, however it
    ends. `on_ready` is called when all serve.

    Returns:
        0 after an orderly end; 1 when one of them could not start.
    """
    return _Processes(count, serve, on_ready).run()


class _Processes:
    def __init__(self, count: int, serve: Serve, on_ready: Callable[[], None]) -> None:
        self._count = count
        self._serve = serve
        self._on_ready = on_ready
        self._numbers: dict[int, int] = {}  # by pid
        self._is_ending = False
        #: Its other end closes with this process: how the others hear of its end.
        self._lifeline, self._life = os.pipe()
        self._ready_read, self._ready_write = os.pipe()

    def run(self) -> int:
        for number in (*_ENDING, signal.SIGHUP):
            signal.signal(number, self._pass_on)
        for index in range(self._count):
            self._start(index)
        if not self._wait_ready():
            self._end()
            return 1
        self._on_ready()
        while self._numbers:
            self._wait_one()
        return 0

    def _start(self, number: int) -> None:
        pid = os.fork()
        if pid:
            self._numbers[pid] = number
            if self._is_ending:  # the word to end came in between
                self._kill(pid, signal.SIGTERM)
            return
        code = 1
        try:
            for known in (*_ENDING, signal.SIGHUP):
                signal.signal(known, signal.SIG_DFL)
            os.close(self._life)
            os.close(self._ready_read)
            threading.Thread(target=self._watch_parent, daemon=True).start()
            code = self._serve(number, self._say_ready)
        except KeyboardInterrupt:
            code = 0
        except Exception:
            _log.exception("process %d failed", number)
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)

    def _say_ready(self) -> None:
        os.write(self._ready_write, b".")

    def _watch_parent(self) -> None:
        os.read(self._lifeline, 1)
        os.kill(os.getpid(), signal.SIGTERM)

    def _wait_ready(self) -> bool:
        """Whether all came to serve. One that ends before is an end of all: it would not do better again."""
        ready = 0
        os.set_blocking(self._ready_read, False)
        while ready < self._count and not self._is_ending:
            with contextlib.suppress(BlockingIOError):
                ready += len(os.read(self._ready_read, self._count))
            pid, _ = os.waitpid(-1, os.WNOHANG)
            if pid:
                self._numbers.pop(pid, None)
                return self._is_ending
            time.sleep(0.02)
        return True

    def _wait_one(self) -> None:
        try:
            pid, status = os.wait()
        except InterruptedError:
            return
        except ChildProcessError:
            self._numbers.clear()
            return
        number = self._numbers.pop(pid, None)
        if number is None or self._is_ending:
            return
        _log.error("process %d (pid %d) ended with %d; another one is started", number, pid, status)
        time.sleep(_RESTART_AFTER_S)
        if not self._is_ending:
            self._start(number)

    def _pass_on(self, number: int, frame: FrameType | None) -> None:
        if number in _ENDING:
            self._is_ending = True
        for pid in list(self._numbers):
            self._kill(pid, signal.SIGTERM if number in _ENDING else number)

    def _end(self) -> None:
        self._pass_on(signal.SIGTERM, None)
        while self._numbers:
            self._wait_one()

    def _kill(self, pid: int, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
