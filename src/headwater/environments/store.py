"""Virtual environments of agents, one for each distinct wish, used by all versions that have it.

    data_dir/environments/<key>/venv           a virtual environment; complete if the folder has that name
    data_dir/environments/<key>/facts.json     what it is; the server's own, as nothing below venv is believed
    data_dir/package-cache/                    uv's cache of wheels

Rule 1: what strangers wrote (lists of packages, wheels, build scripts) is read and run in a sandbox only.
Rule 2: the cache that all share is in reach only while no foreign code runs. What has to be built gets a
cache of its own that ends with the build.
"""

from __future__ import annotations

import asyncio
import hashlib
import importlib.metadata
import json
import os
import platform
import re
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from headwater.core.errors import AgentError, PlatformError
from headwater.core.runtimes import Interpreter
from headwater.environments.base import Command, CommandRunner
from headwater.environments.commands import (
    Places,
    build_check,
    build_compile,
    build_environment,
    build_installs,
    build_venv,
    explain_failure,
    has_all,
    is_unreachable,
    needs_build,
)
from headwater.environments.pythons import Python
from headwater.environments.request import PackageRequest
from headwater.environments.settings import EnvironmentSettings

#: Part of every key: raise it when environments are built otherwise than before.
_FORMAT = 1
_TEMPORARY = ".part-"
_FACTS_FILE = "facts.json"
#: Names what uv is not to install: our own package, which is linked to.
_EXCLUDES_FILE = "excludes.txt"
_DIST_INFO = re.compile(r"(?P<name>[A-Za-z0-9._]+)-(?P<version>[^-]+)\.dist-info")
#: What `headwater.App` needs in an agent's environment; the rest of our dependencies is the server's.
_OWN_NEEDS = ("starlette", "uvicorn")
_OWN_PYTHON = (3, 11)
_KEPT_LINES = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Packages:
    """The environment of a version, as its row in the store keeps it.

    Shape: {"key": 64 hex digits, "source": "requirements.txt", "python": "3.12.1", "count": 57,
    "packagesFirst": false}
    """

    key: str
    source: str
    python: str
    count: int
    packages_first: bool

    def encode(self) -> dict[str, object]:
        return {
            "key": self.key,
            "source": self.source,
            "python": self.python,
            "count": self.count,
            "packagesFirst": self.packages_first,
        }


class RegistryUnreachable(AgentError):
    """No package registry can be reached from this host."""


class EnvironmentStore:
    """All environments of one data directory."""

    def __init__(
        self,
        settings: EnvironmentSettings,
        *,
        data_dir: Path,
        owner: tuple[int, int] | None,
        runner: CommandRunner,
        own_package: Path,
        server_environment: Mapping[str, str],
    ) -> None:
        """
        Args:
            owner: uid and gid that the runner's commands have, where that is not the server's own user.
            own_package: the folder `headwater`, which agents import from where it is.
            server_environment: of which uv gets what says how the package registry is reached.
        """
        self._settings = settings
        self._owner = owner
        self._runner = runner
        self._own_package = own_package
        self._server_environment = server_environment
        self._folder = data_dir / "environments"
        self._cache = data_dir / "package-cache"
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._interpreters: dict[str, Interpreter] = {}
        for folder in (self._folder, self._cache):
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o755)
        if owner is not None:
            os.chown(self._cache, *owner)

    async def provide(
        self, request: PackageRequest, python: Python, code: Path, log: Callable[[str], None]
    ) -> Packages:
        """The environment for `request`, built unless it is there. Cancelling leaves nothing behind.

        Args:
            code: the folder that the request was found in; its name changes with its content.
            log: told what happens, a line at a time.
        Raises:
            AgentError: the packages cannot be installed; the message says why. RegistryUnreachable, which is
                one, if that is why.
            PlatformError: uv is not there, or the disk refuses.
        """
        if request.wants_own_package and python.version[:2] < _OWN_PYTHON:
            raise AgentError(
                f"{request.kind} names headwater, which needs Python 3.11 or newer, and the runtime is Python"
                f" {python.version_text}; ask for a newer one, or import the app from bedrock_agentcore"
            )
        key = self._key(request, python, code)
        async with self._locks[key]:
            if not self._is_there(key):
                await self._build(key, request, python, code, log)
            facts = json.loads((self._folder / key / _FACTS_FILE).read_text())
            await asyncio.to_thread(os.utime, self._folder / key / _FACTS_FILE)
        count = len(facts["packages"])
        log(
            f"environment {key[:12]} is ready: Python {facts['python']}, {count} packages from {request.kind}"
        )
        return Packages(
            key=key,
            source=request.kind,
            python=facts["python"],
            count=count,
            packages_first=request.packages_first,
        )

    async def server_has(self, request: PackageRequest, code: Path) -> bool:
        """Whether the server's own environment has all that is asked for, in fitting versions."""
        part = await asyncio.to_thread(self._make_part)
        try:
            places = Places(uv=_find_uv(), venv=part, cache=part, excludes=part / _EXCLUDES_FILE)
            argv = build_check(request, places, Path(sys.executable))
            if argv is None:
                return False
            lines: list[str] = []
            command = Command(
                argv=argv,
                folder=code,
                environment=build_environment({}, part),
                readable=(places.excludes, places.uv),
            )
            await self._runner.run(command, lines.append, timeout_s=self._settings.build_timeout_s)
            return has_all(lines)
        finally:
            await asyncio.to_thread(shutil.rmtree, part, True)

    def has(self, packages: Mapping[str, object]) -> bool:
        """Whether the environment that a row describes is (still) there."""
        return self._is_there(str(packages["key"]))

    def interpreter(self, packages: Mapping[str, object]) -> Interpreter:
        """What runs a version whose row says `packages`."""
        key = str(packages["key"])
        cached = f"{key} {packages['packagesFirst']}"
        if cached not in self._interpreters:
            folder = self._folder / key
            if not self._is_there(key):  # removed by hand; starting it will say so
                return Interpreter(folder=folder / "venv", base=folder)
            facts = json.loads((folder / _FACTS_FILE).read_text())
            self._interpreters[cached] = Interpreter(
                folder=folder / "venv",
                base=Path(facts["base"]),
                packages_first=packages["packagesFirst"] is True,
            )
        return self._interpreters[cached]

    async def sweep(self, in_use: set[str]) -> None:
        """Remove what a crash left, and environments that no version has used for long. At start only."""
        await asyncio.to_thread(self._sweep, in_use)

    def _sweep(self, in_use: set[str]) -> None:
        oldest_s = time.time() - self._settings.keep_s
        for folder in self._folder.iterdir():
            if folder.name in in_use:
                continue
            facts = folder / _FACTS_FILE
            if folder.name.startswith(_TEMPORARY) or not facts.is_file() or facts.stat().st_mtime < oldest_s:
                shutil.rmtree(folder, ignore_errors=True)

    def _is_there(self, key: str) -> bool:
        return (self._folder / key / _FACTS_FILE).is_file()

    def _key(self, request: PackageRequest, python: Python, code: Path) -> str:
        facts = [_FORMAT, request.digest, str(python.executable), python.version_text, platform.machine()]
        facts.append(str(self._own_package))
        if request.is_local:
            facts.append(code.name)
        return hashlib.sha256(json.dumps(facts).encode()).hexdigest()

    async def _build(
        self, key: str, request: PackageRequest, python: Python, code: Path, log: Callable[[str], None]
    ) -> None:
        log(f"building environment {key[:12]}: Python {python.version_text}, packages from {request.kind}")
        started_s = time.monotonic()
        part = await asyncio.to_thread(self._make_part)
        try:
            places = await self._prepare_places(part, python)
            await self._install(request, python, places, code, log)
            await asyncio.to_thread(_finish, part, python, request)
            await asyncio.to_thread(part.rename, self._folder / key)
        except OSError as exc:
            raise PlatformError(f"the environment could not be written: {exc.strerror or exc}") from exc
        finally:
            await asyncio.shield(asyncio.to_thread(shutil.rmtree, part, True))
        log(f"built in {time.monotonic() - started_s:.1f} s")

    def _make_part(self) -> Path:
        part = Path(tempfile.mkdtemp(prefix=_TEMPORARY, dir=self._folder))
        part.chmod(0o755)
        (part / _EXCLUDES_FILE).write_text("headwater\n")
        return part

    async def _prepare_places(self, part: Path, python: Python) -> Places:
        places = Places(uv=_find_uv(), venv=part / "venv", cache=self._cache, excludes=part / _EXCLUDES_FILE)
        process = await asyncio.create_subprocess_exec(
            *build_venv(places.uv, python.executable, places.venv),
            cwd="/",
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        output, _ = await process.communicate()
        if process.returncode != 0:
            text = output.decode("utf-8", "replace").strip()
            raise PlatformError(f"no environment could be made with {python.executable}: {text[:500]}")
        site_packages = places.venv / f"lib/python3.{python.version[1]}/site-packages"
        (site_packages / self._own_package.name).symlink_to(self._own_package)
        if self._owner is not None:
            await asyncio.to_thread(_hand_over, places.venv, self._owner)
        return places

    async def _install(
        self, request: PackageRequest, python: Python, places: Places, code: Path, log: Callable[[str], None]
    ) -> None:
        environment = build_environment(self._server_environment, places.venv)
        readable = (python.base, self._own_package, places.excludes, places.uv)

        async def run(argv: tuple[str, ...], *writable: Path) -> list[str] | None:
            """None, or what a command that failed has printed."""
            lines: list[str] = []

            def note(line: str) -> None:
                if len(lines) < _KEPT_LINES:
                    lines.append(line)
                log(line)

            command = Command(
                argv=argv, folder=code, environment=environment, readable=readable, writable=writable
            )
            try:
                code_ = await self._runner.run(command, note, timeout_s=self._settings.build_timeout_s)
            except TimeoutError:
                raise AgentError(
                    f"installing the packages of {request.kind} took longer than"
                    f" {self._settings.build_timeout_s:g} s (environments.build_timeout_s)"
                ) from None
            return None if code_ == 0 else lines or [f"uv ended with code {code_}"]

        failure = None
        for argv in build_installs(request, places, _own_requirements(), may_build=False):
            failure = failure or await run(argv, places.venv, places.cache)
        if failure and needs_build(failure):
            log("some packages have to be built from source: once more, with that allowed")
            own_cache = places.venv.parent / "cache"
            own_cache.mkdir()
            if self._owner is not None:
                os.chown(own_cache, *self._owner)
            places = Places(uv=places.uv, venv=places.venv, cache=own_cache, excludes=places.excludes)
            failure = None
            for argv in build_installs(request, places, _own_requirements(), may_build=True):
                failure = failure or await run(argv, places.venv, own_cache)
        if failure:
            kind = RegistryUnreachable if is_unreachable(failure) else AgentError
            raise kind(f"the packages of {request.kind} could not be installed: {explain_failure(failure)}")
        await run(build_compile(python.executable, places.venv), places.venv)


def _finish(folder: Path, python: Python, request: PackageRequest) -> None:
    """Write down what the environment in `folder` is, beside it. Its files are looked at by name only."""
    for name in (_EXCLUDES_FILE, "cache"):
        path = folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    site_packages = folder / f"venv/lib/python3.{python.version[1]}/site-packages"
    found = (_DIST_INFO.fullmatch(name) for name in os.listdir(site_packages))
    facts = {
        "python": python.version_text,
        "base": str(python.base),
        "source": request.kind,
        "packages": sorted(f"{match['name']}=={match['version']}" for match in found if match is not None),
    }
    with (folder / _FACTS_FILE).open("w", encoding="utf-8") as file:
        json.dump(facts, file)
        file.flush()
        os.fsync(file.fileno())


def read_registry_environment() -> dict[str, str]:
    """The server's own environment; `commands.build_environment` chooses from it."""
    return dict(os.environ)


def _find_uv() -> Path:
    try:
        import uv

        return Path(uv.find_uv_bin())
    except (ImportError, FileNotFoundError):
        found = shutil.which("uv")
    if found is None:
        raise PlatformError("uv, which installs agents' packages, is not here; install it: pip install uv")
    return Path(found)


def _own_requirements() -> list[str]:
    wanted = importlib.metadata.requires("headwater") or []
    return [line for line in wanted if line.startswith(_OWN_NEEDS) and ";" not in line]


def _hand_over(folder: Path, owner: tuple[int, int]) -> None:
    for parent, folders, files in os.walk(folder):
        for name in (*folders, *files):
            os.lchown(os.path.join(parent, name), *owner)
    os.lchown(folder, *owner)
