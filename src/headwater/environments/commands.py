"""uv's command lines, and what its output means. No I/O."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from headwater.environments.request import PackageRequest

#: What of the server's environment uv may know: how to reach the registry.
_PASSED = frozenset(
    {"SSL_CERT_FILE", "SSL_CERT_DIR", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "NETRC"}
)
#: uv's own variables that would send it to places that are the server's.
_KEPT_BACK = ("UV_CACHE_DIR", "UV_PYTHON", "UV_PROJECT", "UV_TOOL", "UV_CONFIG_FILE", "UV_WORKING")
_REASON_MAX_CHARS = 2000
_NEEDS_BUILD = re.compile(
    r"building from source is disabled|no usable wheels|source distributions is disabled|no-build"
)
_NO_NETWORK = "the network was disabled"
_NO_CONNECTION = re.compile(r"client error \(Connect\)|dns error|timed out|[Cc]onnection refused")
_DECORATION = re.compile(r"^[\s×╰─▶├│·]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where things are for one build: paths that the command sees."""

    uv: Path
    venv: Path
    cache: Path
    excludes: Path


def build_venv(uv: Path, python: Path, venv: Path) -> tuple[str, ...]:
    """An empty environment. Runs on nothing that a stranger wrote."""
    options = ("--quiet", "--no-config", "--no-project", "--relocatable", "--no-python-downloads")
    return (str(uv), "venv", *options, "--python", str(python), str(venv))


def build_installs(
    request: PackageRequest, places: Places, own_requirements: Iterable[str], *, may_build: bool
) -> list[tuple[str, ...]]:
    """The commands that install `request`, to be run one after the other in the code's folder.

    Args:
        own_requirements: what `headwater` needs in an agent; itself it is this server's, not a registry's.
        may_build: run what packages without a wheel bring along to build them.
    """
    common = (
        "--cache-dir",
        str(places.cache),
        "--link-mode",
        "copy",
        *(() if may_build else ("--no-build",)),
    )
    pip = (str(places.uv), "pip", "install", *common, "--python", str(places.venv / "bin/python"))
    pip = (*pip, "--excludes", str(places.excludes))
    own = tuple(own_requirements) if request.wants_own_package else ()
    match request.kind:
        case "requirements.txt":
            return [(*pip, "-r", "requirements.txt", *own)]
        case "pyproject.toml":
            return [(*pip, "-r", "pyproject.toml", *own)]
        case "uv.lock":
            options = ("--frozen", "--inexact", "--no-dev", "--no-install-project")
            python = ("--no-install-package", "headwater", "--python", str(places.venv / "bin/python"))
            sync = (str(places.uv), "sync", *common, *options, *python)
            # Ours first: uv starts the interpreter each time, and then no stranger's package is in it.
            return [(*pip, "--no-config", *own), sync] if own else [sync]
        case "vendored wheels":
            return [(*pip, *request.pins, *own)]
        case "nothing":
            return []


def build_check(request: PackageRequest, places: Places, python: Path) -> tuple[str, ...] | None:
    """Asks, without a registry, whether `python` has what the request names; None: it cannot be asked."""
    if request.kind not in ("requirements.txt", "pyproject.toml"):
        return None
    options = (
        "--dry-run",
        "--offline",
        "--no-build",
        "--cache-dir",
        "/tmp/no-cache",
        "--python",
        str(python),
    )
    return (
        str(places.uv),
        "pip",
        "install",
        *options,
        "--excludes",
        str(places.excludes),
        "-r",
        request.kind,
    )


def has_all(lines: Iterable[str]) -> bool:
    """Whether the answer to `build_check` is yes."""
    return any(line.strip() == "Would make no changes" for line in lines)


def build_compile(python: Path, venv: Path) -> tuple[str, ...]:
    """Sessions could not keep what they compile. `-S`: no code of the packages is run for it.

    Packages' own tests, a quarter of the work where sympy is among them, are not what agents import.
    """
    options = ("-q", "-j", "2", "-x", r"/tests/")
    return (str(python), "-I", "-S", "-m", "compileall", *options, str(venv / "lib"))


def build_environment(server: Mapping[str, str], venv: Path) -> dict[str, str]:
    """The environment of uv: where the registry is, and that it is to be quiet and stay at home."""
    passed = {
        name: value
        for name, value in server.items()
        if name.upper() in _PASSED or (name.startswith("UV_") and not name.startswith(_KEPT_BACK))
    }
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        **passed,
        "NO_COLOR": "1",
        "UV_NO_PROGRESS": "1",
        "UV_PYTHON_DOWNLOADS": "never",
        "UV_PROJECT_ENVIRONMENT": str(venv),
    }


def needs_build(lines: Iterable[str]) -> bool:
    """Whether uv failed only because it was not allowed to build a package."""
    return any(_NEEDS_BUILD.search(line) for line in lines)


def is_unreachable(lines: Iterable[str]) -> bool:
    """Whether uv failed because the registry cannot be reached, which says nothing about the packages."""
    text = "\n".join(lines)
    return _NO_NETWORK in text or ("Failed to fetch" in text and _NO_CONNECTION.search(text) is not None)


def explain_failure(lines: list[str]) -> str:
    """Why uv failed, in one line: its last error with its causes, without hints at its own options."""
    starts = [n for n, line in enumerate(lines) if line.startswith(("error:", "  ×", "× "))]
    told = lines[starts[-1] if starts else -5 :]
    words = [_DECORATION.sub("", line).removeprefix("error: ").removeprefix("cause: ") for line in told]
    text = "; ".join(word for word in words if word and not word.startswith("hint: "))
    return text[:_REASON_MAX_CHARS] or "uv ended without saying why"
