"""Running commands: in this process with click's runner, or as a user does."""

import json
import os
import subprocess
import sys
import uuid
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from headwater.cli.main import cli

COMMAND = [sys.executable, "-m", "headwater.cli.main"]
AGENT = r"""
import asyncio
from headwater import App
from starlette.responses import Response
app = App()

@app.entrypoint
def answer(payload, context):
    prompt = payload.get("prompt") if isinstance(payload, dict) else payload
    if prompt == "fail at once":
        raise ValueError("asked to")
    if prompt == "think first":
        return think()
    if prompt == "picture":
        return Response(b"\x89PNG\r\n", media_type="image/png")
    if prompt == "value":
        return {"answer": 42}
    return stream(prompt, context.session_id)

async def think():
    await asyncio.sleep(600)
    return "at last"

async def stream(prompt, session_id):
    if prompt == "which session":
        yield session_id
        return
    for word in str(prompt).split():
        if word == "raise":
            raise ValueError("in the middle")
        yield word + " "
        if word == "wait":
            await asyncio.sleep(600)
    yield {"words": len(str(prompt).split())}

print("loaded")
app.run()
"""


@dataclass(frozen=True)
class Ran:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture
def run(server):
    """`run("invoke", "x", "hi", stdin="…")` against the shared server."""

    def run(*arguments, stdin=None, url=None):
        runner = CliRunner(env={"HEADWATER_URL": url or server.url})
        result = runner.invoke(cli, list(map(str, arguments)), input=stdin, prog_name="headwater")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        out = result.stdout_bytes.decode("utf-8", "surrogateescape")
        return Ran(result.exit_code, out, result.stderr)

    return run


@pytest.fixture
def start(server):
    """Start a command as a process of its own."""
    started = []

    def start(
        *arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **environment
    ):
        process = subprocess.Popen(
            [*COMMAND, *map(str, arguments)],
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
            env={**os.environ, "HEADWATER_URL": server.url, **environment},
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream is not None:
                stream.close()


@pytest.fixture(scope="session")
def agent(server, tmp_path_factory):
    """The name of a deployed agent for all tests of the command line."""
    from headwater.client import Client

    path: Path = tmp_path_factory.mktemp("agent") / "agent.py"
    path.write_text(AGENT)
    name = f"cli_{uuid.uuid4().hex[:10]}"
    with Client(server.url) as client:
        client.deploy(path, name)
    return name


@pytest.fixture
def fresh_name():
    """A name nothing is deployed under."""
    return f"cli_{uuid.uuid4().hex[:10]}"


@pytest.fixture
def agent_source():
    """The text of the agent's file."""
    return AGENT
