"""Building an agent's image with the container engine of this host."""

from __future__ import annotations

import shutil
import subprocess
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from headwater.client.errors import ImageError

#: In the order they are tried. Each builds with the same words.
ENGINES = ("podman", "docker", "finch")
#: Asking whether an engine works; Docker's waits for its daemon.
_PROBE_TIMEOUT_S = 20.0
_KEPT_LINES = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltImage:
    """An image in the engine's own store, where it is found by `name`."""

    name: str
    tag: str
    engine: str
    output: list[str]


def find_engine(preferred: str | None = None) -> str:
    """An engine that answers: `preferred`, else the first there is.

    A project file may name one that another machine has, or `none`.

    Raises:
        ImageError: there is none; says what to install.
    """
    silent = []
    for name in sorted(ENGINES, key=lambda name: name != preferred):
        if shutil.which(name) is not None:
            if _answers(name):
                return name
            silent.append(name)
    if silent:
        raise ImageError(
            f"{' and '.join(silent)} is installed but does not answer (`{silent[0]} version` fails);"
            " start its service, or install podman, which needs none"
        )
    raise ImageError(
        f"building an image needs {' or '.join(ENGINES)}, and none is installed: install podman"
        " (`apt install podman`) or Docker, or launch without local_build, which deploys the code itself"
    )


def build_image(
    folder: Path, dockerfile: Path, agent_name: str, *, engine: str, on_line: Callable[[str], None]
) -> BuiltImage:
    """Build `folder` into a local image of this host's architecture, telling `on_line` of the output.

    Raises:
        ImageError: the build failed; the last lines say why.
    """
    tag = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")[:-3]
    # With `localhost/` in front both engines look at home before they ask a registry.
    name = f"localhost/headwater-{agent_name.lower()}:{tag}"
    command = [engine, "build", "--file", str(dockerfile), "--tag", name, str(folder)]
    output: deque[str] = deque(maxlen=_KEPT_LINES)
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        assert process.stdout is not None
        try:
            for line in process.stdout:
                output.append(line.rstrip())
                on_line(line.rstrip())
        except BaseException:
            process.kill()
            raise
    if process.returncode != 0:
        last = [line for line in output if line][-8:]
        raise ImageError(
            f"`{' '.join(command)}` failed with exit code {process.returncode}:\n" + "\n".join(last)
        )
    return BuiltImage(name=name, tag=tag, engine=engine, output=list(output))


def _answers(engine: str) -> bool:
    try:
        done = subprocess.run(
            [engine, "version"], capture_output=True, stdin=subprocess.DEVNULL, timeout=_PROBE_TIMEOUT_S
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
