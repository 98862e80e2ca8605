"""Agents that many tests use, deployed once for all of them."""

import pytest

from servers import AGENTS


@pytest.fixture(scope="session")
def probe(server):
    """`agents/probe.py`, deployed."""
    return server.deploy(AGENTS / "probe.py", environment={"DECLARED": "by the runtime"})


@pytest.fixture(scope="session")
def streams(server):
    """`agents/streams.py`, deployed."""
    return server.deploy(AGENTS / "streams.py")
