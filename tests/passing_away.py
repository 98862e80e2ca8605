"""Agents go with the test, or the fixture, that deployed them.

Hundreds of them would fill a machine with their templates, and their idle sessions keep a processor busy.

What fixtures of a whole run deploy stays.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from callers import admin_of

#: (server, runtime id) of what was deployed and goes with somebody.
Deployed = list[tuple[Any, str]]

#: Of the test that runs.
_tests: Deployed = []
#: Where an agent that is deployed now belongs; None: it stays.
_owner: Deployed | None = None


def note(server: Any, runtime_id: str) -> None:
    """An agent was deployed."""
    if _owner is not None:
        _owner.append((server, runtime_id))


@contextmanager
def deploying(owner: Deployed | None) -> Iterator[None]:
    """Whose it is what is deployed meanwhile."""
    global _owner
    before, _owner = _owner, owner
    try:
        yield
    finally:
        _owner = before


def deploying_of_test() -> Any:
    """The same, for the test that runs."""
    return deploying(_tests)


def remove_tests() -> None:
    """The test is over."""
    remove(_tests)


def remove(deployed: Deployed) -> None:
    """What they were deployed for is over. Servers that were stopped have no agents left."""
    while deployed:
        server, runtime_id = deployed.pop()
        if server.is_alive:
            try:
                (admin_of(server) or server).http("DELETE", f"/runtimes/{runtime_id}/")
            except OSError:
                continue
