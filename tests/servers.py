"""Real servers for tests: a subprocess on a free port with a data folder of its own, and what one asks of it.

    with running_server(tmp_path) as server:
        agent = server.deploy('''...source of agent.py...''')
        server.ask(agent, {"prompt": "hi"})

Agents of many tests stand in `tests/agents`; `AGENTS / "echo.py"` is the smallest.
"""

import io
import json
import os
import signal
import subprocess
import sys
import textwrap
import time
import uuid
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

import boto3
from botocore.config import Config

import passing_away
from callers import admin_of, credentials_of
from headwater.template.credentials import OWN_NAMES
from replies import HttpReply, ask
from serving import ForkedServer, start_server

AGENTS = Path(__file__).parent / "agents"
EXAMPLES = Path(__file__).parent.parent / "examples"
ROLE_ARN = "arn:aws:iam::123456789012:role/any"
#: What a session is given of the server's under names of its own.
OWN_VARIABLES = {
    f"HEADWATER_{name}" for name in ("JOURNAL_FD", "REGION", "TELEMETRY_URL", "TELEMETRY_TOKEN")
} | {*OWN_NAMES}
SESSION_HEADER = "X-Amzn-Bedrock-AgentCore-Runtime-Session-Id"

_START_TIMEOUT_S = 30
_STOP_TIMEOUT_S = 20
_DEPLOY_TIMEOUT_S = 60
_PAUSE_MIN_S = 0.01
_PAUSE_MAX_S = 0.1
#: A pause by the time that the question before it took.
_PAUSE_SHARE = 6


def new_session_id() -> str:
    """A session id that nothing else uses."""
    return f"test-{uuid.uuid4()}"


def wait_until(condition, timeout_s: float = 20.0, what: str = "") -> Any:
    """The first true value of `condition()`, asked every few milliseconds for at most `timeout_s`.

    The more work the question is, the more rarely it is asked: what is waited for needs the processor too.
    """
    deadline_s = time.monotonic() + timeout_s
    while True:
        asked_s = time.monotonic()
        value = condition()
        if value:
            return value
        now_s = time.monotonic()
        assert now_s < deadline_s, f"waited {timeout_s:g} s in vain for {what or condition}"
        time.sleep(min(max(_PAUSE_MIN_S, _PAUSE_SHARE * (now_s - asked_s)), _PAUSE_MAX_S))


def build_zip(files: dict[str, str | bytes]) -> bytes:
    """A zip of `{path: content}`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return buffer.getvalue()


def read_events(response: dict[str, Any]) -> list[Any]:
    """The JSON value of every `data: ` line of a streamed answer."""
    lines = response["response"].iter_lines(chunk_size=1)
    return [json.loads(line.removeprefix(b"data: ")) for line in lines if line.startswith(b"data: ")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployed:
    """An agent runtime as it was when its deployment settled."""

    arn: str
    id: str
    name: str
    version: str
    status: str
    failure_reason: str | None = None


class Server:
    """One `headwater serve`, running or not. `start` again after `kill` keeps its data, not its port."""

    def __init__(self, data_dir: Path, environment: dict[str, str] | None = None) -> None:
        self.data_dir = data_dir
        self.url = ""
        self._overrides = environment or {}
        self._log_path = data_dir.parent / f"{data_dir.name}.log"
        self._process: ForkedServer | subprocess.Popen[bytes] | None = None
        self._clients: list[Any] = []

    # The process

    def start(self, port: int = 0) -> "Server":
        """Start it and wait until it answers; 0 is a free port."""
        begin = self._log_path.stat().st_size if self._log_path.exists() else 0
        with self._log_path.open("ab") as log:
            environment = self._environment()
            self._process = start_server(str(self.data_dir), port, environment, log.fileno())
        self.url = wait_until(lambda: self._find_url(begin), _START_TIMEOUT_S, "the server to listen")
        self._forget_clients()
        return self

    def stop(self, timeout_s: float = _STOP_TIMEOUT_S) -> int:
        """Ask it to end, as SIGTERM does; its exit code."""
        return self._end(signal.SIGTERM, timeout_s)

    def kill(self) -> int:
        """`kill -9`."""
        return self._end(signal.SIGKILL, _STOP_TIMEOUT_S)

    @property
    def pid(self) -> int:
        assert self._process is not None, "the server was not started"
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def log_text(self) -> str:
        """What the server printed: stdout and stderr of all its runs."""
        return self._log_path.read_text(errors="replace") if self._log_path.exists() else ""

    # Clients

    @cached_property
    def control(self) -> Any:
        """boto3's `bedrock-agentcore-control`."""
        return self._client("bedrock-agentcore-control")

    @cached_property
    def data(self) -> Any:
        """boto3's `bedrock-agentcore`. It never sends a request a second time."""
        return self._client("bedrock-agentcore")

    def http(
        self,
        method: str,
        path: str,
        body: Any = None,
        headers: dict[str, str] | None = None,
        timeout_s: float = 60,
    ) -> HttpReply:
        """One plain HTTP request; `path` goes out exactly as it stands, an iterable body goes out chunked."""
        return ask(self.url, method, path, body, headers, timeout_s)

    def get_json(self, path: str) -> Any:
        """GET one of our own routes, `path` relative to `/headwater/v1/`."""
        reply = (admin_of(self) or self).http("GET", f"/headwater/v1/{path}")
        assert reply.status == 200, (reply.status, reply.body)
        return reply.json()

    # Agents

    def upload(self, archive: bytes) -> dict[str, Any]:
        """Put a zip into the artifact store; an `agentRuntimeArtifact` that names it."""
        reply = (admin_of(self) or self).http("PUT", "/headwater/v1/artifacts", archive)
        assert reply.status == 201, (reply.status, reply.body)
        stored = reply.json()
        return {
            "codeConfiguration": {
                "code": {"s3": {"bucket": stored["bucket"], "prefix": stored["prefix"]}},
                "runtime": f"PYTHON_{sys.version_info.major}_{sys.version_info.minor}",
                "entryPoint": ["agent.py"],
            }
        }

    def deploy(
        self,
        source: str | Path | dict[str, str | bytes],
        name: str | None = None,
        environment: dict[str, str] | None = None,
        *,
        expect: str | None = "READY",
        **create_kwargs: Any,
    ) -> Deployed:
        """Create an agent runtime and wait until it settles.

        Args:
            source: text of `agent.py`, a file to be it, a folder, or `{path: content}` with an `agent.py`.
            expect: the status it must settle with; None for whichever.
            create_kwargs: further members of CreateAgentRuntime.
        """
        name = name or f"agent_{uuid.uuid4().hex[:12]}"
        members = {"agentRuntimeName": name, **self._members(source, environment), **create_kwargs}
        created = self.control.create_agent_runtime(**members)
        passing_away.note(self, created["agentRuntimeId"])
        return self._settle(created["agentRuntimeId"], "CREATING", expect)

    def update(
        self,
        agent: Deployed,
        source: str | Path | dict[str, str | bytes],
        environment: dict[str, str] | None = None,
        *,
        expect: str | None = "READY",
        **update_kwargs: Any,
    ) -> Deployed:
        """Make a new version of `agent` and wait until it settles."""
        self.control.update_agent_runtime(
            agentRuntimeId=agent.id, **self._members(source, environment), **update_kwargs
        )
        return self._settle(agent.id, "UPDATING", expect)

    def invoke(
        self, agent: Deployed | str, payload: Any = None, session_id: str | None = None, **kwargs: Any
    ) -> dict[str, Any]:
        """`invoke_agent_runtime`; a payload that is not bytes goes as JSON."""
        if session_id is not None:
            kwargs["runtimeSessionId"] = session_id
        data = payload if isinstance(payload, bytes) else json.dumps(payload, ensure_ascii=False).encode()
        return self.data.invoke_agent_runtime(agentRuntimeArn=arn_of(agent), payload=data, **kwargs)

    def ask(
        self, agent: Deployed | str, payload: Any = None, session_id: str | None = None, **kwargs: Any
    ) -> Any:
        """The JSON value an agent answers with."""
        return json.loads(self.invoke(agent, payload, session_id, **kwargs)["response"].read())

    def stop_session(self, agent: Deployed | str, session_id: str, **kwargs: Any) -> dict[str, Any]:
        return self.data.stop_runtime_session(
            agentRuntimeArn=arn_of(agent), runtimeSessionId=session_id, **kwargs
        )

    def describe(self, agent: Deployed) -> dict[str, Any]:
        """Our own route's view of a runtime: `runtime`, `endpoints`, `templates`, `isolation`, `sessions`."""
        return self.get_json(f"runtimes/{agent.name}")

    def sessions(self, agent: Deployed) -> list[dict[str, Any]]:
        """Live sessions of a runtime, as our own route shows them."""
        return self.get_json(f"sessions?runtime={agent.name}")["sessions"]

    def find_session(self, agent: Deployed, session_id: str) -> dict[str, Any] | None:
        return next((s for s in self.sessions(agent) if s["sessionId"] == session_id), None)

    def agent_log(self, agent: Deployed, session_id: str | None = None) -> str:
        """What the runtime's log holds now, a line each."""
        wanted = f"?session={quote(session_id)}" if session_id else ""
        reply = self.http("GET", f"/headwater/v1/runtimes/{agent.name}/logs{wanted}")
        return "\n".join(json.loads(line)["text"] for line in reply.body.splitlines())

    def wait_logged(self, text: str, agent: Deployed, session_id: str | None = None) -> None:
        """Return when the runtime's log has it: what an agent prints may come after its answer."""
        wait_until(lambda: text in self.agent_log(agent, session_id), what=f"{text!r} in the log")

    def _members(
        self, source: str | Path | dict[str, str | bytes], environment: dict[str, str] | None
    ) -> dict[str, Any]:
        members: dict[str, Any] = {
            "agentRuntimeArtifact": self.upload(build_zip(_files_of(source))),
            "roleArn": ROLE_ARN,
            "networkConfiguration": {"networkMode": "PUBLIC"},
        }
        if environment:
            members["environmentVariables"] = environment
        return members

    def _settle(self, runtime_id: str, passing: str, expect: str | None) -> Deployed:
        def look() -> dict[str, Any] | None:
            # Without boto3, whose work on an answer is more than the server's.
            reply = (admin_of(self) or self).http("GET", f"/runtimes/{runtime_id}/")
            assert reply.status == 200, (reply.status, reply.body)
            found = reply.json()
            return None if found["status"] == passing else found

        found = wait_until(look, _DEPLOY_TIMEOUT_S, f"{runtime_id} to settle")
        if expect is not None:
            assert found["status"] == expect, (found["status"], found.get("failureReason"))
        return Deployed(
            arn=found["agentRuntimeArn"],
            id=runtime_id,
            name=found["agentRuntimeName"],
            version=found["agentRuntimeVersion"],
            status=found["status"],
            failure_reason=found.get("failureReason"),
        )

    def _client(self, service: str) -> Any:
        client = _boto3_session().client(
            service,
            endpoint_url=self.url,
            **credentials_of(self),
            config=Config(
                retries={"total_max_attempts": 1},
                read_timeout=60,
                max_pool_connections=64,
                tcp_keepalive=True,
            ),
        )
        self._clients.append(client)
        return client

    def _forget_clients(self) -> None:
        for client in self._clients:
            client.close()
        self._clients.clear()
        for name in ("control", "data"):
            self.__dict__.pop(name, None)

    def _environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("HEADWATER_", "AWS_", "PYTEST_"))}
        return {**kept, "HEADWATER_MODELS__DEFAULT": "scripted", **self._overrides}

    def _find_url(self, begin: int) -> str | None:
        assert self.is_alive, f"the server ended before it listened:\n{self.log_text()[-4000:]}"
        for line in self._log_path.read_bytes()[begin:].decode(errors="replace").splitlines(keepends=True):
            if line.startswith("listening on ") and line.endswith("\n"):
                return line.removeprefix("listening on ").strip()
        return None

    def _end(self, number: int, timeout_s: float) -> int:
        self._forget_clients()
        if self._process is None:
            return 0
        if self.is_alive:
            self._process.send_signal(number)
        try:
            return self._process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(timeout_s)
            raise


@contextmanager
def running_server(folder: Path, environment: dict[str, str] | None = None) -> Iterator[Server]:
    """A server with its data in `folder`/data and settings from `environment`; stopped at the end."""
    server = Server(folder / "data", environment)
    try:
        yield server.start()
    finally:
        server.stop()


def arn_of(agent: Deployed | str) -> str:
    return agent if isinstance(agent, str) else agent.arn


def invocation_path(agent: Deployed | str, query: str = "") -> str:
    """The raw path of InvokeAgentRuntime."""
    return f"/runtimes/{quote(arn_of(agent), safe='')}/invocations{query}"


def _files_of(source: str | Path | dict[str, str | bytes]) -> dict[str, str | bytes]:
    if isinstance(source, dict):
        return {
            path: textwrap.dedent(text) if isinstance(text, str) else text for path, text in source.items()
        }
    if isinstance(source, str):
        return {"agent.py": textwrap.dedent(source)}
    if source.is_file():
        return {"agent.py": source.read_bytes()}
    return {str(path.relative_to(source)): path.read_bytes() for path in source.rglob("*") if path.is_file()}


@cache
def _boto3_session() -> boto3.Session:
    """One for all clients: it holds the service models, which are slow to read."""
    return boto3.Session(aws_access_key_id="any", aws_secret_access_key="any", region_name="us-west-2")
