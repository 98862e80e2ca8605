"""The Pythons of this host, by the names that AgentCore has for them (`PYTHON_3_12`)."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from headwater.core.errors import InvalidRequest

_NAME = re.compile(r"PYTHON_3_(?P<minor>[0-9]{1,2})")
_QUERY_TIMEOUT_S = 20.0
#: What the server itself runs on.
OWN_RUNTIME = f"PYTHON_{sys.version_info.major}_{sys.version_info.minor}"
#: Run by each candidate: isolated, so that neither this folder nor anyone's site-packages has a say.
_QUERY = (
    "import json, sys; print(json.dumps([sys.implementation.name, *sys.version_info[:3],"
    " getattr(sys, '_base_executable', None) or sys.executable, sys.base_prefix]))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Python:
    """One interpreter of this host, no virtual environment: `base` holds all that it consists of."""

    executable: Path
    base: Path
    version: tuple[int, int, int]

    @property
    def runtime(self) -> str:
        """As `codeConfiguration.runtime` has it."""
        return f"PYTHON_{self.version[0]}_{self.version[1]}"

    @property
    def version_text(self) -> str:
        return ".".join(map(str, self.version))


class Pythons:
    """Finds interpreters when they are first asked for. Blocks: call it in a thread."""

    def __init__(self, extra: Iterable[str] = ()) -> None:
        self._extra = tuple(extra)
        self._found: dict[str, Python | None] = {}

    def get(self, runtime: str) -> Python:
        """The newest CPython that `runtime` names.

        Raises:
            InvalidRequest: this host has none; says what to install.
        """
        if runtime not in self._found:
            self._found[runtime] = self._search(runtime)
        found = self._found[runtime]
        if found is None:
            del self._found[runtime]  # it may be installed before the next time
            version = runtime.removeprefix("PYTHON_").replace("_", ".")
            raise InvalidRequest(
                f"runtime {runtime}: this host has no Python {version}; install python{version} (a package of"
                f" the system, `uv python install {version}` or pyenv), or name its path in the setting"
                f" environments.pythons, or ask for {OWN_RUNTIME}, which the server runs on"
            )
        return found

    def _search(self, runtime: str) -> Python | None:
        name = _NAME.fullmatch(runtime)
        if name is None:
            return None
        minor = int(name["minor"])
        if minor == sys.version_info.minor:
            # The server's own is known to work here.
            return query(sys.executable)
        found = [python for path in self._candidates(minor) if (python := query(path)) is not None]
        fitting = [python for python in found if python.version[:2] == (3, minor)]
        return max(fitting, key=lambda python: python.version, default=None)

    def _candidates(self, minor: int) -> list[str]:
        home = Path.home()
        data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share")
        pyenv = Path(os.environ.get("PYENV_ROOT") or home / ".pyenv")
        paths = [
            *self._extra,
            *filter(None, [shutil.which(f"python3.{minor}")]),
            f"/usr/local/bin/python3.{minor}",
            f"/usr/bin/python3.{minor}",
            *map(str, pyenv.glob(f"versions/3.{minor}.*/bin/python3.{minor}")),
            *map(str, data.glob(f"uv/python/cpython-3.{minor}.*/bin/python3.{minor}")),
        ]
        return list(dict.fromkeys(path for path in paths if os.access(path, os.X_OK)))


def query(path: str) -> Python | None:
    """What the interpreter at `path` says of itself; None when it is none, or not a CPython."""
    try:
        # `-I -S`: of a virtual environment not even its .pth files are run.
        done = subprocess.run(
            [path, "-I", "-S", "-c", _QUERY],
            capture_output=True,
            timeout=_QUERY_TIMEOUT_S,
            check=True,
            cwd="/",
            stdin=subprocess.DEVNULL,
        )
        implementation, major, minor, micro, executable, base = json.loads(done.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    if implementation != "cpython":
        return None
    return Python(executable=Path(executable), base=Path(base), version=(major, minor, micro))
