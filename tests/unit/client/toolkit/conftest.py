"""A project folder with an agent in it."""

import uuid

import pytest

from headwater import Runtime

SOURCE = """
import os
from headwater import App
app = App()

@app.entrypoint
def answer(payload, context):
    prompt = payload.get("prompt")
    if prompt == "value":
        return {"answer": 42, "shade": os.environ.get("SHADE")}
    if prompt == "raise":
        raise ValueError("asked to")
    return stream(prompt, context.session_id)

async def stream(prompt, session_id):
    if prompt == "which session":
        yield session_id
        return
    for word in prompt.split():
        if word == "break":
            raise ValueError("in the middle")
        yield word + " "

app.run()
"""


class RecordingDisplay:
    """Keeps what would be shown."""

    def __init__(self):
        self.lines = []
        self.tokens = []

    def line(self, label, text):
        self.lines.append((label, text))

    def token(self, text):
        self.tokens.append(text)

    def working(self, what):
        from contextlib import nullcontext

        return nullcontext()

    @property
    def labels(self):
        return [label for label, _ in self.lines]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The working directory: a project with `agent.py`, not configured yet."""
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "HEADWATER_URL"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "agent.py").write_text(SOURCE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def agent_name():
    """A name nothing is deployed under."""
    return f"kit_{uuid.uuid4().hex[:10]}"


@pytest.fixture
def display():
    return RecordingDisplay()


@pytest.fixture
def offline(folder, display):
    """A `Runtime` without a server."""
    with Runtime("http://127.0.0.1:1", display=display) as runtime:
        yield runtime


@pytest.fixture
def runtime(folder, server, agent_name, display):
    """A `Runtime` with its agent configured, on the shared server."""
    with Runtime(server.url, display=display) as runtime:
        runtime.configure("agent.py", agent_name=agent_name)
        yield runtime
