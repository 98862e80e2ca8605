"""Starts servers for `servers.py`: a process that has imported all of one, and forks.

To import a server takes a second of a processor, and hundreds are started. A child of the fork is a server
like any other: a process of its own, in a session of its own, with its own environment, output and end.
"""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from functools import cache

#: What takes effect when an interpreter starts cannot be given to a fork.
_AT_START_ONLY = ("PYTHON", "LC_", "LANG", "LD_", "PATH", "TZ")
_MAX_REQUEST_BYTES = 256 * 1024
_POLL_S = 0.005
#: Its own death follows that of whoever started it, so that no interrupted run leaves a server behind.
_DIE_WITH_PARENT = """
import ctypes, sys
if sys.platform == "linux":
    ctypes.CDLL(None).prctl(1, 9)
"""
SERVE = (
    _DIE_WITH_PARENT
    + """
from headwater import assembly, settings
flags = {"server.port": int((sys.argv[2:] or [0])[0]), "server.data_dir": sys.argv[1]}
sys.exit(assembly.run_server(settings.load(flags)))
"""
)
#: Takes requests from the socket whose descriptor is its argument, and says there which child ended how.
_FORK = (
    _DIE_WITH_PARENT
    + """
import gc, json, os, selectors, signal, socket
from headwater import assembly, settings
from headwater.wire.restjson import load_api

load_api()
gc.freeze()
control = socket.socket(fileno=int(sys.argv[1]))
woken, wake = os.pipe()
os.set_blocking(wake, False)
signal.set_wakeup_fd(wake)
signal.signal(signal.SIGCHLD, lambda *_: None)

def serve(request, log):
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for fd in (control.fileno(), woken, wake):
        os.close(fd)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, 9)
    os.setsid()
    for fd in (1, 2):
        os.dup2(log, fd)
    os.close(log)
    os.environ.clear()
    os.environ.update(request["environment"])
    os.chdir(request["folder"])
    flags = {"server.port": request["port"], "server.data_dir": request["data_dir"]}
    return assembly.run_server(settings.load(flags))

def fork():
    data, fds, _, _ = socket.recv_fds(control, 262144, 1)
    if not data:
        os._exit(0)
    pid = os.fork()
    if pid == 0:
        code = 70
        try:
            code = serve(json.loads(data), fds[0])
        except BaseException:
            import traceback
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    os.close(fds[0])
    control.send(json.dumps({"started": pid}).encode())

def reap():
    os.read(woken, 4096)
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            return
        control.send(json.dumps({"ended": pid, "code": os.waitstatus_to_exitcode(status)}).encode())

selector = selectors.DefaultSelector()
selector.register(control, selectors.EVENT_READ, fork)
selector.register(woken, selectors.EVENT_READ, reap)
control.send(b'{"ready": true}')
while True:
    for key, _ in selector.select():
        key.data()
"""
)


class ForkedServer:
    """A server that a factory forked; what `subprocess.Popen` has of methods that tests use."""

    def __init__(self, factory: "_Factory", pid: int) -> None:
        self._factory = factory
        self.pid = pid

    def poll(self) -> int | None:
        """Its exit code; None while it runs."""
        return self._factory.find_code(self.pid)

    def wait(self, timeout_s: float) -> int:
        """Its exit code, when it has ended. Raises subprocess.TimeoutExpired."""
        deadline_s = time.monotonic() + timeout_s
        while (code := self.poll()) is None:
            if time.monotonic() > deadline_s:
                raise subprocess.TimeoutExpired("a server", timeout_s)
            time.sleep(_POLL_S)
        return code

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


class _Factory:
    """The process that forks; one a test process, started when the first server is wanted."""

    def __init__(self) -> None:
        self._codes: dict[int, int] = {}
        self._lock = threading.Lock()
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-uc", _FORK, str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                env={k: v for k, v in os.environ.items() if not k.startswith(("HEADWATER_", "AWS_"))},
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        assert self._receive() == {"ready": True}

    def start(self, data_dir: str, port: int, environment: dict[str, str], log_fd: int) -> ForkedServer:
        request = {"data_dir": data_dir, "port": port, "environment": environment, "folder": os.getcwd()}
        data = json.dumps(request).encode()
        assert len(data) <= _MAX_REQUEST_BYTES
        with self._lock:
            socket.send_fds(self._control, [data], [log_fd])
            while "started" not in (message := self._receive()):
                self._note(message)
        return ForkedServer(self, message["started"])

    def find_code(self, pid: int) -> int | None:
        """How a child ended; None while it runs."""
        with self._lock, contextlib.suppress(BlockingIOError):
            while pid not in self._codes:
                self._note(self._receive(socket.MSG_DONTWAIT))
        return self._codes.get(pid)

    def _receive(self, flags: int = 0) -> dict[str, int]:
        data = self._control.recv(4096, flags)
        assert data, "the process that forks servers is gone"
        return json.loads(data)

    def _note(self, message: dict[str, int]) -> None:
        self._codes[message["ended"]] = message["code"]


@cache
def _get_factory() -> _Factory:
    return _Factory()


def start_server(
    data_dir: str, port: int, environment: dict[str, str], log_fd: int
) -> ForkedServer | subprocess.Popen[bytes]:
    """A server with this environment and nothing more, whose output goes to `log_fd`."""
    differs = {name for name in {*environment, *os.environ} if environment.get(name) != os.environ.get(name)}
    if all(not name.startswith(_AT_START_ONLY) for name in differs) and sys.platform == "linux":
        return _get_factory().start(data_dir, port, environment, log_fd)
    return subprocess.Popen(
        [sys.executable, "-c", SERVE, data_dir, str(port)],
        stdin=subprocess.DEVNULL,
        stdout=log_fd,
        stderr=log_fd,
        env=environment,
        start_new_session=True,
    )
