"""`Dockerfile` and `.dockerignore` for an agent, made from its folder.

The image is what AgentCore's contract asks for: the agent's server on its protocol's port, for whichever
architecture it is built on (no instruction names one), as an ordinary user. A file that somebody wrote or
changed is left alone: the first line of one of ours holds the digest of the rest.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from headwater.client.errors import BundleError, ProjectError

PORTS = {"HTTP": 8080, "MCP": 8000, "A2A": 9000, "AGUI": 8080}
OTEL_PACKAGE = "aws-opentelemetry-distro"
_MARK = "# Made by Headwater; it is made anew until somebody changes it. sha256:"
#: Kept out of images and bundles: of no use to an agent, or not meant to travel.
_IGNORED = (
    ".git", "**/__pycache__", "**/*.py[cod]", ".venv", "venv", ".env", ".env.*", "**/.DS_Store",
    "node_modules", "**/.pytest_cache", "**/.mypy_cache", "**/.ruff_cache", "**/.ipynb_checkpoints",
    "*.ipynb", "dist", "build", "**/*.egg-info", ".bedrock_agentcore", ".bedrock_agentcore.yaml",
    ".headwater", "Dockerfile", ".dockerignore",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageSpec:
    """What an image is made of. `requirements` is relative to `folder`, as `entrypoint` is."""

    folder: Path
    entrypoint: str
    requirements: str | None
    python_version: str
    protocol: str = "HTTP"
    region: str | None = None
    has_otel: bool = False


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """`is_kept`: it was there and is somebody else's, so it stayed as it was."""

    path: Path
    is_kept: bool


def find_requirements(folder: Path) -> Path | None:
    """The file of `folder` that lists the agent's packages."""
    for name in ("requirements.txt", "pyproject.toml"):
        if (folder / name).is_file():
            return folder / name
    return None


def detect_python(folder: Path, runtime_type: str | None) -> str:
    """`3.12`: what was asked for, else what `.python-version` says, else what runs this code."""
    if runtime_type is not None:
        return runtime_type.removeprefix("PYTHON_").replace("_", ".")
    pinned = folder / ".python-version"
    if pinned.is_file() and (found := re.match(r"\s*(3\.\d+)", pinned.read_text("utf-8", "replace"))):
        return found[1]
    return f"3.{sys.version_info.minor}"


def wants_otel(requirements: Path | None) -> bool:
    """Whether the packages bring AWS's OpenTelemetry launcher along."""
    return requirements is not None and OTEL_PACKAGE in requirements.read_text("utf-8", "replace")


def build_dockerfile(spec: ImageSpec) -> str:
    """The Dockerfile's text."""
    environment = {
        "PYTHONUNBUFFERED": "1",
        "PIP_NO_CACHE_DIR": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_ROOT_USER_ACTION": "ignore",
        "DOCKER_CONTAINER": "1",
        "HOME": "/home/agent",
        **({"AWS_REGION": spec.region, "AWS_DEFAULT_REGION": spec.region} if spec.region else {}),
    }
    command = ["python", spec.entrypoint]
    if spec.has_otel:
        command.insert(0, "opentelemetry-instrument")
    variables = " \\\n    ".join(f"{name}={value}" for name, value in environment.items())
    body = f"""\
# `--build-arg BASE_IMAGE=…` builds on another image that has Python and a shell.
ARG BASE_IMAGE=docker.io/library/python:{spec.python_version}-slim
FROM ${{BASE_IMAGE}}

ENV {variables}
WORKDIR /app

{_build_install(spec)}
RUN mkdir -p /home/agent && chown 1000:1000 /home/agent
COPY . .
USER 1000:1000

EXPOSE {PORTS[spec.protocol]}
CMD {json.dumps(command)}
"""
    return f"{_MARK}{_digest(body)}\n{body}"


def build_dockerignore(folder: Path) -> str:
    """The `.dockerignore`'s text: what is never wanted, and what `.gitignore` leaves out."""
    lines = ["# Left out of the image, and of the code that is deployed.", *_IGNORED]
    gitignore = folder / ".gitignore"
    if gitignore.is_file():
        # With a .dockerignore here .gitignore is not asked any more, so what it keeps back must stand in it.
        lines += ["", "# From .gitignore.", *_translate(gitignore.read_text("utf-8", "replace"))]
    return "\n".join(lines) + "\n"


def write_dockerfile(folder: Path, text: str) -> WrittenFile:
    """Write it, unless there is one that is not as we wrote it.

    Raises:
        ProjectError: it cannot be written.
    """
    path = folder / "Dockerfile"
    if path.is_file() and not is_ours(path.read_text("utf-8", "replace")):
        return WrittenFile(path, is_kept=True)
    return _write(path, text)


def write_dockerignore(folder: Path) -> WrittenFile:
    """Write it if there is none."""
    path = folder / ".dockerignore"
    return WrittenFile(path, is_kept=True) if path.is_file() else _write(path, build_dockerignore(folder))


def is_ours(text: str) -> bool:
    """Whether a Dockerfile is one that was made here and never changed."""
    head, _, body = text.partition("\n")
    return head == f"{_MARK}{_digest(body)}"


def _build_install(spec: ImageSpec) -> str:
    lines = []
    if spec.requirements is not None and spec.requirements.endswith(".toml"):
        folder = Path(spec.requirements).parent.as_posix()
        lines.append("RUN python -m pip install uv")
        if (spec.folder / folder / "uv.lock").is_file():
            lock = (Path(spec.requirements).parent / "uv.lock").as_posix()
            lines += [
                f"COPY {json.dumps([spec.requirements, lock, './'])}",
                "RUN uv export --frozen --no-dev --no-emit-project --output-file /tmp/requirements.txt \\",
                "    && uv pip install --system --no-cache -r /tmp/requirements.txt",
            ]
        else:
            lines += [
                f"COPY {json.dumps([spec.requirements, './'])}",
                "RUN uv pip install --system --no-cache -r pyproject.toml",
            ]
    elif spec.requirements is not None:
        lines += [
            f"COPY {json.dumps([spec.requirements, 'requirements.txt'])}",
            "RUN python -m pip install -r requirements.txt",
        ]
    if spec.has_otel:
        lines.append(f"RUN python -m pip install {OTEL_PACKAGE}")
    return "\n".join(lines) or "# No requirements.txt or pyproject.toml: nothing to install."


def _translate(gitignore: str) -> list[str]:
    """`.gitignore`'s patterns as Docker reads them: one without a slash means any depth only in git."""
    translated = []
    for raw in gitignore.splitlines():
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        sign, pattern = ("!", line[1:]) if line.startswith("!") else ("", line)
        body = pattern.strip("/")
        if body:
            is_anchored = pattern.startswith("/") or "/" in body
            translated.append(sign + (body if is_anchored else f"**/{body}"))
    return translated


def _write(path: Path, text: str) -> WrittenFile:
    try:
        path.write_text(text, "utf-8")
    except OSError as exc:
        raise ProjectError(f"{path} cannot be written: {exc.strerror or exc}") from exc
    return WrittenFile(path, is_kept=False)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def require_inside(folder: Path, requirements: Path) -> str:
    """`requirements` relative to `folder`.

    Raises:
        BundleError: it lies elsewhere, where no image build can reach it.
    """
    file, top = requirements.resolve(), folder.resolve()
    if not file.is_relative_to(top):
        raise BundleError(
            f"{requirements} lies outside of {folder}, which is all that an image is built from"
        )
    return file.relative_to(top).as_posix()
