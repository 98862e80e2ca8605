"""Deploying an agent whose requirements were installed before, beside installing them with uv alone."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.rows import Progress, Row, median, round_to
from bench.server import MINIMAL_AGENT, TUTORIAL_AGENT, running_server
from headwater.client import Client

_REQUIREMENTS = TUTORIAL_AGENT.with_name("requirements.txt")
#: What a quick run installs, so that it is one.
_QUICK_REQUIREMENTS = "bedrock-agentcore\n"
_REFERENCE = "uv alone installs the same, its cache warm"


def measure(*, quick: bool, progress: Progress) -> list[Row]:
    """Deploy the first time, then again under other names: the tutorial's agent and a minimal one."""
    progress("redeploy: requirements that were installed before")
    with tempfile.TemporaryDirectory() as folder, running_server() as server:
        host, port = server.address
        wanted = Path(folder) / "requirements.txt"
        wanted.write_text(_QUICK_REQUIREMENTS if quick else _REQUIREMENTS.read_text())
        tutorial = _write_agent(Path(folder) / "tutorial", MINIMAL_AGENT if quick else TUTORIAL_AGENT, wanted)
        minimal = _write_agent(Path(folder) / "minimal", MINIMAL_AGENT, wanted)
        with Client(f"http://{host}:{port}") as client:
            first_s = _deploy_s(client, tutorial, "first")
            count = 2 if quick else 5
            again_s = [_deploy_s(client, tutorial, f"again_{n}") for n in range(count)]
            minimal_s = [_deploy_s(client, minimal, f"minimal_{n}") for n in range(count)]
        _install_s(Path(folder) / "warming", wanted)
        reference_s = median([_install_s(Path(folder) / f"uv-{n}", wanted) for n in range(count)])
    return [
        _row("first_deployment_s", first_s, reference_s, note="empty cache: downloads included"),
        _row("second_deployment_s", median(again_s), reference_s, note="most of it loads the agent's code"),
        _row("second_deployment_minimal_agent_s", median(minimal_s), reference_s, aim="<= 1"),
    ]


def _write_agent(folder: Path, agent: Path, requirements: Path) -> Path:
    folder.mkdir()
    (folder / "agent.py").write_text(agent.read_text())
    (folder / "requirements.txt").write_text(requirements.read_text())
    return folder


def _deploy_s(client: Client, path: Path, name: str) -> float:
    started_s = time.perf_counter()
    client.deploy(path, name)
    return time.perf_counter() - started_s


def _install_s(venv: Path, requirements: Path) -> float:
    """Seconds of a new environment with the same packages, compiled as ours are."""
    uv = [sys.executable, "-m", "uv"]
    started_s = time.perf_counter()
    subprocess.run([*uv, "venv", "--quiet", "--python", sys.executable, str(venv)], check=True)
    install = ["pip", "install", "--quiet", "--compile-bytecode", "--link-mode", "copy"]
    command = [*uv, *install, "--python", str(venv / "bin/python"), "-r", str(requirements)]
    environment = {**os.environ, "UV_CACHE_DIR": str(venv.parent / "uv-cache")}
    subprocess.run(command, check=True, env=environment)
    return time.perf_counter() - started_s


def _row(name: str, value_s: float, reference_s: float, *, aim: str = "", note: str = "") -> Row:
    return Row(
        name=name,
        value=round_to(value_s),
        unit="s",
        reference=_REFERENCE,
        reference_value=reference_s,
        aim=aim,
        note=note,
    )
