"""A Headwater server, and an agent without it, each a process of its own that is always ended.

Each leads a session, as an agent within the server does: Linux shares a busy machine out between sessions,
and one that is in another's would be measured at an advantage.
"""

from __future__ import annotations

import contextlib
import http.client
import io
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from bench.exchange import build_post

_FOLDER = Path(__file__).resolve().parent
TUTORIAL_AGENT = _FOLDER.parent / "examples" / "streaming_agent" / "strands_claude_streaming.py"
MINIMAL_AGENT = _FOLDER / "agents" / "minimal.py"
APPENDER_AGENT = _FOLDER / "agents" / "appender.py"
CHUNKS_AGENT = _FOLDER / "agents" / "chunks.py"
SOCKETS_AGENT = _FOLDER / "agents" / "sockets.py"
APP_SOCKETS_AGENT = _FOLDER / "agents" / "app_sockets.py"

#: Needs no `headwater` on the path, and no settings but these.
_SERVE = (
    "import json, sys; from headwater import assembly, settings;"
    " sys.exit(assembly.run_server(settings.load(json.loads(sys.argv[1]))))"
)
_START_DEADLINE_S = 60.0
_STOP_DEADLINE_S = 20.0
_SESSION_HEADER = "x-amzn-bedrock-agentcore-runtime-session-id"


@dataclass(frozen=True, slots=True)
class Runtime:
    """A deployed agent."""

    name: str
    arn: str

    def build_request(
        self, session_id: str, payload: object, headers: Mapping[str, str] | None = None
    ) -> bytes:
        """The bytes of an invocation."""
        path = f"/runtimes/{quote(self.arn, safe='')}/invocations?qualifier=DEFAULT"
        return build_post(
            path, json.dumps(payload).encode(), {_SESSION_HEADER: session_id, **(headers or {})}
        )


class HeadwaterServer:
    """A server that answers; use `running_server`."""

    def __init__(self, url: str, data_dir: Path, pid: int) -> None:
        parts = urlsplit(url)
        assert parts.hostname is not None
        assert parts.port is not None
        self.address = (parts.hostname, parts.port)
        self.data_dir = data_dir
        self.pid = pid

    def deploy(self, path: Path, name: str, members: Mapping[str, object] | None = None) -> Runtime:
        """Upload one file, create a runtime of it (with `members` more) and wait until it is ready."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.write(path, path.name)
        stored = self.ask("PUT", "/headwater/v1/artifacts", packed.getvalue())
        description = {**_describe_runtime(name, path.name, stored), **(members or {})}
        created = self.ask("PUT", "/runtimes/", json.dumps(description).encode())
        deadline_s = time.monotonic() + _START_DEADLINE_S
        while time.monotonic() < deadline_s:
            found = self.ask("GET", f"/runtimes/{created['agentRuntimeId']}/")
            if found["status"] == "READY":
                return Runtime(name, created["agentRuntimeArn"])
            if found["status"] != "CREATING":
                raise RuntimeError(f"{path.name} is {found['status']}: {found.get('failureReason')}")
            time.sleep(0.05)
        raise TimeoutError(f"{path.name} was not ready within {_START_DEADLINE_S:g} s")

    def list_sessions(self, runtime: Runtime) -> list[dict[str, Any]]:  # Any: JSON
        """The runtime's live sessions."""
        answer = self.ask("GET", f"/headwater/v1/sessions?runtime={runtime.name}")
        found: list[dict[str, Any]] = answer["sessions"]
        return found

    def stop_sessions(self, runtime: Runtime) -> None:
        """End all sessions of a runtime; returns when they are gone."""
        self.ask("POST", f"/headwater/v1/runtimes/{runtime.name}/stop", b'{"all": true}')

    def find_only_socket(self) -> str:
        """Where the agent of the only live session listens."""
        (path,) = (self.data_dir / "run" / "s").iterdir()
        return str(path)

    def ask(self, method: str, path: str, body: bytes | None = None) -> dict[str, Any]:  # Any: JSON
        """A request outside of measurements."""
        connection = http.client.HTTPConnection(*self.address, timeout=_START_DEADLINE_S)
        try:
            connection.request(method, path, body, {"content-type": "application/json"})
            response = connection.getresponse()
            text = response.read()
        finally:
            connection.close()
        if response.status >= 300:
            raise RuntimeError(f"{method} {path}: {response.status} {text[:1000]!r}")
        answer: dict[str, Any] = json.loads(text)
        return answer


def new_session_id() -> str:
    return f"bench-session-{uuid.uuid4().hex}"


@contextlib.contextmanager
def running_server(flags: Mapping[str, object] | None = None) -> Iterator[HeadwaterServer]:
    """A server on a free port with an empty data folder and the scripted model."""
    data_dir = Path(tempfile.mkdtemp(prefix="hw-bench-"))
    settings: dict[str, object] = {
        "server.port": 0,
        "server.data_dir": str(data_dir),
        "models.default": "scripted",
    }
    settings.update(flags or {})
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HEADWATER_")}
    log = data_dir / "server.log"
    try:
        with log.open("wb") as errors:
            process = subprocess.Popen(
                [sys.executable, "-c", _SERVE, json.dumps(settings)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
                env=environment,
                cwd=_FOLDER.parent,
                start_new_session=True,
            )
        try:
            assert process.stdout is not None
            line = process.stdout.readline().decode()
            if not line.startswith("listening on "):
                raise RuntimeError(f"the server did not start: {line}{log.read_text()[-3000:]}")
            yield HeadwaterServer(line.split()[-1], data_dir, process.pid)
        finally:
            _end(process)
    finally:
        shutil.rmtree(data_dir, ignore_errors=True)


@contextlib.contextmanager
def running_agent(path: Path) -> Iterator[tuple[tuple[str, int], int, float]]:
    """The file as a plain process: its address, its pid, and the seconds until it answered `/ping`."""
    port = _find_free_port()
    environment = {name: value for name, value in os.environ.items() if name != "DOCKER_CONTAINER"}
    started_s = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, str(_FOLDER / "plain_agent.py"), str(path), str(port)],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment,
        start_new_session=True,
    )  # fmt: skip
    try:
        _wait_for_ping(port, process)
        yield ("127.0.0.1", port), process.pid, time.perf_counter() - started_s
    finally:
        _end(process)


@contextlib.contextmanager
def ending(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """`process` is ended with it."""
    try:
        yield
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(_STOP_DEADLINE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()


def _find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for_ping(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline_s = time.monotonic() + _START_DEADLINE_S
    while time.monotonic() < deadline_s:
        if process.poll() is not None:
            raise RuntimeError(f"the agent ended at its start with exit code {process.returncode}")
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/ping")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.005)
        finally:
            connection.close()
    raise TimeoutError(f"the agent did not answer on port {port} within {_START_DEADLINE_S:g} s")


def _describe_runtime(name: str, entry_point: str, stored: Mapping[str, Any]) -> dict[str, object]:
    location = {"s3": {"bucket": stored["bucket"], "prefix": stored["prefix"]}}
    version = f"PYTHON_{sys.version_info.major}_{sys.version_info.minor}"
    code = {"code": location, "runtime": version, "entryPoint": [entry_point]}
    return {
        "agentRuntimeName": name,
        "agentRuntimeArtifact": {"codeConfiguration": code},
        "roleArn": "arn:aws:iam::123456789012:role/bench",
        "networkConfiguration": {"networkMode": "PUBLIC"},
        "clientToken": str(uuid.uuid4()),
    }
