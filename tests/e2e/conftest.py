"""Agents that many tests use, deployed once for all of them."""

import uuid
from contextlib import suppress

import pytest

from callers import KEYS
from servers import AGENTS, running_server


@pytest.fixture(scope="session")
def probe(server):
    """`agents/probe.py`, deployed."""
    return server.deploy(AGENTS / "probe.py", environment={"DECLARED": "by the runtime"})


@pytest.fixture(scope="module")
def keyed(tmp_path_factory):
    """A server that asks callers who they are; see `callers.make_caller`."""
    with running_server(tmp_path_factory.mktemp("keyed"), KEYS) as server:
        yield server


@pytest.fixture(scope="session")
def streams(server):
    """`agents/streams.py`, deployed."""
    return server.deploy(AGENTS / "streams.py")


@pytest.fixture
def sdk_environment(server, monkeypatch):
    """What a user sets so that AWS's clients, and SDKs on top of them, talk to the shared server."""
    values = {
        "AWS_ENDPOINT_URL_BEDROCK_AGENTCORE": server.url,
        "AWS_ENDPOINT_URL_BEDROCK_AGENTCORE_CONTROL": server.url,
        "AWS_ENDPOINT_URL_BEDROCK_RUNTIME": server.url,
        "AWS_ACCESS_KEY_ID": "any",
        "AWS_SECRET_ACCESS_KEY": "any",
        "AWS_DEFAULT_REGION": "us-west-2",
        "AWS_MAX_ATTEMPTS": "1",
    }
    for name, value in values.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def make_memory(server):
    """`make_memory(**members)`: the id of a new memory; they are deleted at the end."""
    made = []

    def make(**members):
        name = f"m_{uuid.uuid4().hex[:16]}"
        memory = server.control.create_memory(**({"name": name, "eventExpiryDuration": 90} | members))
        made.append(memory["memory"]["id"])
        return made[-1]

    yield make
    for memory_id in made:
        with suppress(server.control.exceptions.ResourceNotFoundException):
            server.control.delete_memory(memoryId=memory_id)


@pytest.fixture
def memory_id(make_memory):
    """A memory of the test's own."""
    return make_memory()
