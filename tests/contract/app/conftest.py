"""The same agents, served by the official SDK and by ours, each in a process of its own."""

import contextlib
import json
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx
import pytest

AGENT = Path(__file__).with_name("agent.py")
DEADLINE_S = 60


class Server:
    """A running server: its socket, and a client of it."""

    def __init__(self, kind, socket_path):
        self.kind = kind
        self.socket_path = socket_path
        self.client = httpx.Client(
            transport=httpx.HTTPTransport(uds=str(socket_path)), base_url="http://agent", timeout=DEADLINE_S
        )

    @property
    def is_ours(self):
        return self.kind == "headwater"

    def invoke(self, agent, payload, **options):
        return self.client.post(f"/{agent}/invocations", content=json.dumps(payload), **options)

    def stream(self, agent, payload):
        return self.client.stream("POST", f"/{agent}/invocations", content=json.dumps(payload))

    def wait_for(self, entry):
        """Until the agents' journal has this entry."""
        deadline = time.monotonic() + DEADLINE_S
        while entry not in self.client.get("/journal").json():
            assert time.monotonic() < deadline, f"the journal never had {entry!r}"
            time.sleep(0.01)


def is_listening(socket_path):
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(socket_path)) == 0


@contextlib.contextmanager
def serving(kind):
    with tempfile.TemporaryDirectory() as folder:
        socket_path = Path(folder) / "agent.sock"
        process = subprocess.Popen([sys.executable, str(AGENT), kind, str(socket_path)])
        server = Server(kind, socket_path)
        try:
            deadline = time.monotonic() + DEADLINE_S
            while True:
                assert process.poll() is None, f"the {kind} server ended with {process.returncode}"
                assert time.monotonic() < deadline, f"the {kind} server did not start"
                if is_listening(socket_path):
                    break
                time.sleep(0.02)
            yield server
        finally:
            server.client.close()
            process.kill()
            process.wait()


@pytest.fixture(scope="module", params=["official", "headwater"])
def server(request):
    """Either SDK."""
    with serving(request.param) as server:
        yield server


@pytest.fixture(scope="module")
def ours():
    """Ours alone, for what is different on purpose."""
    with serving("headwater") as server:
        yield server
