"""Agents that one test deploys go with it: hundreds of them would fill a machine with their templates.

What fixtures of a wider scope deploy stays.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from callers import admin_of

_deployed: list[tuple[Any, str]] = []
_is_one_tests = False


def note(server: Any, runtime_id: str) -> None:
    """An agent was deployed."""
    if _is_one_tests:
        _deployed.append((server, runtime_id))


@contextmanager
def deploying(*, is_one_tests: bool) -> Iterator[None]:
    """Whether what is deployed meanwhile is one test's."""
    global _is_one_tests
    before, _is_one_tests = _is_one_tests, is_one_tests
    try:
        yield
    finally:
        _is_one_tests = before


def remove_all() -> None:
    """The test is over. Servers that it stopped have no agents left."""
    while _deployed:
        server, runtime_id = _deployed.pop()
        if server.is_alive:
            try:
                (admin_of(server) or server).http("DELETE", f"/runtimes/{runtime_id}/")
            except OSError:
                continue
