"""JavaScript clients as judges: scripts run by node, with packages of npm in a cache.

Without node, or where npm cannot be reached, such tests are skipped; in CI they fail.
"""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

_CACHE = Path(__file__).resolve().parents[1] / ".cache"
_INSTALL_TIMEOUT_S = 180
_RUN_TIMEOUT_S = 90


def run_node(script: Path, *arguments: str, packages: tuple[str, ...]) -> Any:
    """Run a script that prints JSON; it finds the packages' folder in the variable NODE_MODULES_OF."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        _give_up("node and npm are not installed")
    environment = {**os.environ, "NODE_MODULES_OF": f"{_install(packages)}/"}
    command = ["node", str(script), *arguments]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=_RUN_TIMEOUT_S, check=False, env=environment
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def _install(packages: tuple[str, ...]) -> Path:
    """A folder with these packages (`name@version`), made once."""
    folder = _CACHE / f"node-{hashlib.sha256(' '.join(packages).encode()).hexdigest()[:16]}"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # tests run in several processes
        if not (folder / "ready").exists():
            _run_npm(folder, packages)
            (folder / "ready").touch()
    return folder


def _run_npm(folder: Path, packages: tuple[str, ...]) -> None:
    (folder / "package.json").write_text("{}")
    options = ["--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts"]
    command = ["npm", "install", *options, *packages]
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=_INSTALL_TIMEOUT_S, check=False
        )
    except subprocess.TimeoutExpired:
        _give_up(f"npm had not installed {packages} after {_INSTALL_TIMEOUT_S} s")
    if done.returncode != 0:
        _give_up(f"npm could not install {packages}: {done.stderr[-500:]}")


def _give_up(reason: str) -> None:
    if os.environ.get("CI") and shutil.which("node") is not None:
        pytest.fail(reason)
    pytest.skip(reason)
