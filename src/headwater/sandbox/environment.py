"""The environment an agent's process is started with: what the runtime declares, nothing of the server's."""

from __future__ import annotations

import os
from collections.abc import Mapping

#: Taken over from the server where it has them: they say how text and time are shown, nothing else.
_INHERITED = ("LANG", "LC_ALL", "LC_CTYPE", "TZ")


def build_environment(
    declared: Mapping[str, str], provided: Mapping[str, str], inherited: Mapping[str, str]
) -> dict[str, str]:
    """Merge, least specific first: defaults, `inherited` (filtered), `provided` by the platform, `declared`.

    Args:
        declared: the version's own `environmentVariables`; these win.
        provided: model endpoint, region, credentials of the session.
        inherited: the server's environment, of which only locale and time zone pass.
    """
    environment = {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "HOME": "/home/agent",
        "USER": "agent",
        "LOGNAME": "agent",
        "LANG": "C.UTF-8",
        "TMPDIR": "/tmp",
        "PYTHONUNBUFFERED": "1",
        # The official SDK binds and looks for credentials as in a container when it sees this.
        "DOCKER_CONTAINER": "1",
    }
    environment.update({name: inherited[name] for name in _INHERITED if name in inherited})
    environment.update(provided)
    environment.update(declared)
    return environment


def build_container_environment(
    declared: Mapping[str, str], provided: Mapping[str, str], inherited: Mapping[str, str], home: str
) -> dict[str, str]:
    """As `build_environment`, without what an image knows better: its PATH, its user."""
    environment = {**build_environment({}, provided, inherited), "HOME": home}
    for name in ("PATH", "USER", "LOGNAME"):
        del environment[name]
    return {**environment, **declared}


def read_server_locale() -> dict[str, str]:
    """The part of the server's own environment that agents may see."""
    return {name: os.environ[name] for name in _INHERITED if name in os.environ}


def engine_environment(extra: Mapping[str, str]) -> dict[str, str]:
    """What a container engine's program runs with: the server's own, and what it hands on by name."""
    return {**os.environ, **extra}
