"""The files that name an agent's packages, and one that goes along under another name.

The server looks for them at the top of what is deployed. A list that is called otherwise or lies elsewhere
is brought there, with the lists that it includes written into it.
"""

from __future__ import annotations

import re
from pathlib import Path

from headwater.client.errors import BundleError

#: What the server builds an environment from.
PACKAGE_FILES = ("requirements.txt", "pyproject.toml", "uv.lock")
_INCLUDE = re.compile(r"(?:-r|--requirement)[ =]?\s*(?P<file>\S+)")
#: What names a place relative to the list, which is another one where the list is brought to.
_PLACE = re.compile(r"(?:-c|--constraint|-e|--editable|-f|--find-links)\b|\.{1,2}/|file:")


def read_packages(folder: Path, requirements_file: Path | None) -> dict[str, bytes]:
    """Name in the bundle -> content, of what must be brought to the top of `folder`.

    Raises:
        BundleError: the file cannot be read, or names places that it would lose.
    """
    if requirements_file is None:
        return {}
    if not requirements_file.is_file():
        raise BundleError(f"the requirements file {requirements_file} is not there")
    is_project = requirements_file.suffix == ".toml"
    wanted = "pyproject.toml" if is_project else "requirements.txt"
    if requirements_file.resolve() == (folder / wanted).resolve():
        return {}
    try:
        if is_project:
            beside = requirements_file.with_name("uv.lock")
            lock = {"uv.lock": beside.read_bytes()} if beside.is_file() else {}
            return {wanted: requirements_file.read_bytes(), **lock}
        return {wanted: "\n".join(_read_lines(requirements_file, ())).encode() + b"\n"}
    except (OSError, ValueError) as exc:
        raise BundleError(f"the requirements file {requirements_file} cannot be read: {exc}") from exc


def _read_lines(file: Path, trail: tuple[Path, ...]) -> list[str]:
    if file.resolve() in trail:
        raise BundleError(f"{file} includes itself")
    lines: list[str] = []
    for line in file.read_text("utf-8").splitlines():
        words = line.strip()
        if included := _INCLUDE.match(words):
            lines += _read_lines(file.parent / included["file"], (*trail, file.resolve()))
        elif _PLACE.match(words):
            raise BundleError(
                f"{file} holds {words!r}, which names a place from where the file lies, and the file is"
                " brought to the top of what is deployed; put it there yourself, as requirements.txt"
            )
        else:
            lines.append(line)
    return lines
