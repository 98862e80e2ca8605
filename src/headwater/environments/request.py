"""What an agent's code says of the packages it needs. Reads its files, runs nothing of it.

The first that is there counts: `requirements.txt`, `uv.lock`, a `pyproject.toml` with a [project] table,
all at the top of the code. Packages that lie beside the code and were made for another kind of machine (as
the zip files of AWS's tools hold them, built for arm64) are asked for anew: by those files, else by their
own names and versions.
"""

from __future__ import annotations

import hashlib
import json
import platform
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from headwater.core.errors import AgentError

Kind = Literal["requirements.txt", "uv.lock", "pyproject.toml", "vendored wheels", "nothing"]

#: Larger ones are nobody's list of packages.
FILE_MAX_BYTES = 8 * 1024 * 1024

_OWN_NAME = "headwater"
#: A line of requirements.txt that means the same wherever it stands: a name, extras, versions.
_PLAIN = re.compile(r"(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)\s*(\[[^\]]*\])?\s*(([<>=!~;(]|--hash).*)?")
_PLAIN_OPTION = re.compile(
    r"--(hash|index-url|extra-index-url|pre|prefer-binary|require-hashes|only-binary)\b.*"
)
_ARCHIVE = re.compile(r".*\.(whl|zip|tar\.[a-z0-9]+|tgz)")
_DIST_INFO = re.compile(r"(?P<name>[A-Za-z0-9._]+)-(?P<version>[^-]+)\.dist-info")
_LOCAL_SOURCES = ("editable", "directory", "path", "virtual")
#: What wheels call the machine that `platform.machine()` names.
_MACHINES = {
    "x86_64": ("x86_64",),
    "amd64": ("x86_64",),
    "aarch64": ("aarch64",),
    "arm64": ("aarch64", "arm64"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageRequest:
    """The packages one version wants.

    `digest` changes with whatever can change the outcome, save files beside the list that it refers to:
    then `is_local` is true. `pins` are the packages of a request by their own names.
    """

    kind: Kind
    digest: str
    is_local: bool = False
    wants_own_package: bool = False
    pins: tuple[str, ...] = ()
    packages_first: bool = False


def find_request(folder: Path) -> PackageRequest | None:
    """What the code in `folder` asks for; None when it says nothing.

    Raises:
        AgentError: a file that should say it cannot be read.
    """
    foreign = _find_foreign(folder)
    for find in (_from_requirements, _from_lock, _from_project):
        try:
            found = find(folder, bool(foreign))
        except (TypeError, AttributeError) as exc:  # valid TOML whose members are something else
            raise AgentError(f"pyproject.toml or uv.lock has not the form it should have: {exc}") from exc
        if found is not None:
            return found
    if not foreign:
        return None
    pins = tuple(sorted(_vendored_pins(folder)))
    return PackageRequest(
        kind="vendored wheels",
        digest=_digest("vendored", *pins),
        wants_own_package=any(_is_own(pin.partition("==")[0]) for pin in pins),
        pins=pins,
        packages_first=True,
    )


def nothing() -> PackageRequest:
    """For code that names no packages and yet wants another Python than the server's."""
    return PackageRequest(kind="nothing", digest=_digest("nothing"))


def _from_requirements(folder: Path, packages_first: bool) -> PackageRequest | None:
    content = _read(folder / "requirements.txt")
    if content is None:
        return None
    lines = list(_logical_lines(content.decode("utf-8", "replace")))
    return PackageRequest(
        kind="requirements.txt",
        digest=_digest("requirements", *lines),
        is_local=not all(_is_plain(line) for line in lines),
        wants_own_package=_names_own(lines),
        packages_first=packages_first,
    )


def _from_lock(folder: Path, packages_first: bool) -> PackageRequest | None:
    lock, project = _read(folder / "uv.lock"), _read(folder / "pyproject.toml")
    if lock is None or project is None:
        return None
    packages = _parse("uv.lock", lock).get("package", [])
    sources = [package.get("source", {}) for package in packages if isinstance(package, dict)]
    return PackageRequest(
        kind="uv.lock",
        digest=_digest(
            "lock", hashlib.sha256(lock).hexdigest(), _project_facts(_parse("pyproject.toml", project))
        ),
        is_local=any(source.get(key, ".") != "." for source in sources for key in _LOCAL_SOURCES),
        wants_own_package=any(_is_own(str(package.get("name", ""))) for package in packages),
        packages_first=packages_first,
    )


def _from_project(folder: Path, packages_first: bool) -> PackageRequest | None:
    content = _read(folder / "pyproject.toml")
    document = {} if content is None else _parse("pyproject.toml", content)
    project = document.get("project")
    if not isinstance(project, dict):
        return None
    wanted = [str(line) for line in project.get("dependencies", [])]
    sources = document.get("tool", {}).get("uv", {}).get("sources")
    is_static = "dependencies" not in project.get("dynamic", ())
    return PackageRequest(
        kind="pyproject.toml",
        digest=_digest("project", _project_facts(document)),
        is_local=bool(sources) or not is_static or not all(_is_plain(line) for line in wanted),
        wants_own_package=_names_own(wanted),
        packages_first=packages_first,
    )


def _project_facts(document: dict[str, Any]) -> str:  # Any: TOML
    """What of a pyproject.toml has a say in what is installed: not its version, nor its other tools."""
    project = document.get("project", {})
    facts = [project.get("dependencies"), project.get("requires-python"), document.get("tool", {}).get("uv")]
    return json.dumps(facts, sort_keys=True, default=str)


def _read(path: Path) -> bytes | None:
    """A file of the code, which holds no links; None when there is none."""
    if not path.is_file():
        return None
    with path.open("rb") as file:
        content = file.read(FILE_MAX_BYTES + 1)
    if len(content) > FILE_MAX_BYTES:
        raise AgentError(f"{path.name} is larger than {FILE_MAX_BYTES} bytes: it is no list of packages")
    return content


def _parse(name: str, content: bytes) -> dict[str, Any]:  # Any: TOML
    try:
        return tomllib.loads(content.decode())
    except ValueError as exc:  # UnicodeDecodeError is one
        raise AgentError(f"{name} cannot be read: {exc}") from exc


def _logical_lines(text: str) -> Iterator[str]:
    """Lines without comments, those that go on behind a backslash joined."""
    for line in text.replace("\\\n", " ").splitlines():
        stripped = re.sub(r"(^|\s)#.*", "", line).strip()
        if stripped:
            yield stripped


def _is_plain(line: str) -> bool:
    if _PLAIN_OPTION.fullmatch(line):
        return "file:" not in line
    found = _PLAIN.fullmatch(line)
    return found is not None and _ARCHIVE.fullmatch(found["name"]) is None


def _names_own(lines: Iterable[str]) -> bool:
    names = (re.match(r"[A-Za-z0-9._-]+", line) for line in lines)
    return any(found is not None and _is_own(found[0]) for found in names)


def _is_own(name: str) -> bool:
    return re.sub(r"[-_.]+", "-", name).lower() == _OWN_NAME


def _find_foreign(folder: Path) -> list[str]:
    """Packages beside the code that were built for another kind of machine."""
    return [path.name for path in folder.glob("*.dist-info") if not _runs_here(path / "WHEEL")]


def _runs_here(wheel: Path) -> bool:
    """Whether the tags in a package's WHEEL file have one for this machine; without the file nobody knows."""
    content = _read(wheel)
    lines = (content or b"").decode("utf-8", "replace").splitlines()
    platforms = [line.rsplit("-", 1)[-1].strip() for line in lines if line.startswith("Tag:")]
    return not platforms or any(_fits(name) for name in platforms)


def _fits(wheel_platform: str) -> bool:
    """`any`, or like `manylinux_2_17_x86_64` on a Linux host of that architecture."""
    if wheel_platform == "any":
        return True
    system = {"Linux": ("linux", "manylinux", "musllinux"), "Darwin": ("macosx",)}.get(platform.system(), ())
    machine = platform.machine().lower()
    endings = (*_MACHINES.get(machine, (machine,)), "universal2")
    return wheel_platform.startswith(system) and wheel_platform.endswith(endings)


def _vendored_pins(folder: Path) -> Iterator[str]:
    for path in folder.glob("*.dist-info"):
        found = _DIST_INFO.fullmatch(path.name)
        if found is not None:
            yield f"{found['name']}=={found['version']}"


def _digest(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
