"""`headwater edge` as a process, for tests.

with running_edge(tmp_path, '''[[door]] ...''', "--target", agent.arn) as edge:
    edge.post({"prompt": "hi"})
"""

import http.client
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from replies import ask
from servers import HttpReply, Server, wait_until

_START_TIMEOUT_S = 30
_STOP_TIMEOUT_S = 20
#: Its own death follows that of the tests.
_EDGE = """
import ctypes, sys
if sys.platform == "linux":
    ctypes.CDLL(None).prctl(1, 9)
from headwater.cli.main import main
sys.argv[0] = "headwater"
main()
"""


class Doors:
    """Front doors at `url`."""

    def __init__(self, url: str, server: Server | None = None) -> None:
        """`server`: whose they are; None: they stand alone."""
        self.url = url
        self.server = server

    def request(
        self,
        method: str,
        path: str = "/",
        body: Any = None,
        headers: dict[str, str] | None = None,
        timeout_s: float = 60,
    ) -> HttpReply:
        """One request; a body that is a dictionary goes as JSON."""
        if isinstance(body, dict):
            body = json.dumps(body, ensure_ascii=False).encode()
        return ask(self.url, method, path, body, headers, timeout_s)

    def post(self, body: Any, path: str = "/", **headers: str) -> HttpReply:
        """POST; `x_api_key="…"` is a header."""
        return self.request("POST", path, body, {k.replace("_", "-"): v for k, v in headers.items()})

    def open(
        self, body: Any, path: str = "/", headers: dict[str, str] | None = None
    ) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
        """POST, and the answer as soon as its head is there; close both."""
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=60)
        connection.request("POST", path, json.dumps(body).encode(), headers or {})
        return connection, connection.getresponse()


class Edge(Doors):
    """One `headwater edge`, running."""

    def __init__(self, config: Path, arguments: tuple[str, ...], environment: dict[str, str]) -> None:
        super().__init__("")
        self.config = config
        self._log_path = config.with_suffix(".log")
        with self._log_path.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", _EDGE, "edge", "--config", str(config), "--port", "0", *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=_environment(environment),
                start_new_session=True,
            )
        self.url = wait_until(self._find_url, _START_TIMEOUT_S, "the edge to listen")

    def log_text(self) -> str:
        return self._log_path.read_text(errors="replace")

    def wait_logged(self, text: str, count: int = 1) -> None:
        wait_until(lambda: self.log_text().count(text) >= count, what=f"{text!r} in the edge's log")

    def stop(self) -> int:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(_STOP_TIMEOUT_S)

    def _find_url(self) -> str | None:
        assert self.process.poll() is None, f"the edge ended before it listened:\n{self.log_text()}"
        lines = self.log_text().splitlines()
        return next((line.split()[-1] for line in lines if line.startswith("listening on ")), None)


@contextmanager
def running_edge(
    folder: Path, config: str | Path, *arguments: str, environment: dict[str, str] | None = None
) -> Iterator[Edge]:
    """An edge with this configuration (a text, or a file), stopped at the end."""
    path = folder / "edge.toml"
    path.write_text(config.read_text() if isinstance(config, Path) else config)
    edge = Edge(path, arguments, environment or {})
    try:
        yield edge
    finally:
        edge.stop()


def _environment(overrides: dict[str, str]) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("HEADWATER_", "AWS_", "PYTEST_"))}
    return {**kept, "AWS_EC2_METADATA_DISABLED": "true", "PYTHONUNBUFFERED": "1", **overrides}


def find_doors(server: Server) -> Doors:
    """The front doors of a server that has some of its own."""
    marker = "front doors: listening on "
    line = wait_until(lambda: [x for x in server.log_text().splitlines() if marker in x])[0]
    return Doors(line.partition(marker)[2], server)
