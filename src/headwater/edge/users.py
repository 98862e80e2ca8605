"""The users of a door, in its file: one line is written, all else stays as it is, comments included."""

from __future__ import annotations

import json
import os
import tomllib
from pathlib import Path
from typing import Any

from headwater.core.errors import HeadwaterError
from headwater.wire import tomllines


class CannotWriteUser(HeadwaterError):
    """The line of a user cannot be written."""


def write_user(path: Path, door: str | None, name: str, digest: str) -> int:
    """Set a user's hash in [door.auth.users]; the line it is in now.

    Raises:
        CannotWriteUser: there is no such door, or no such table.
    """
    try:
        text = path.read_text(encoding="utf-8")
        document = tomllib.loads(text)
    except (OSError, ValueError) as exc:
        raise CannotWriteUser(f"{path} cannot be read: {exc}") from exc
    table = ("door", _find_door(path, document, door), "auth", "users")
    places = tomllines.find_lines(text)
    lines = text.splitlines(keepends=True)
    entry = f"{json.dumps(name, ensure_ascii=False)} = {json.dumps(digest)}\n"
    known, header = places.get((*table, name)), places.get(table)
    if known is not None and _is_alone(lines[known - 1], digest_of(document, table, name)):
        lines[known - 1] = entry
    elif known is None and header is not None and lines[header - 1].lstrip().startswith("["):
        known = header + 1
        _end_line(lines, header - 1)
        lines.insert(header, entry)
    else:
        raise CannotWriteUser(
            f"{path} has no table [door.auth.users] with a line for each user; add {entry.strip()}"
        )
    _replace(path, "".join(lines))
    return known


def digest_of(document: dict[str, Any], table: tuple[Any, ...], name: str) -> str:  # Any: TOML
    """The hash that stands in the file now."""
    found: Any = document  # Any: TOML
    for part in (*table, name):
        found = found[part]
    return str(found)


def _is_alone(line: str, digest: str) -> bool:
    """Whether a line is this user's and nothing else: not a part of an inline table."""
    return digest in line and "{" not in line.partition("=")[0] and line.count("$argon2") <= 1


def _find_door(path: Path, document: dict[str, Any], name: str | None) -> int:  # Any: TOML
    doors = document.get("door", [])
    if not isinstance(doors, list):
        raise CannotWriteUser(f"{path} has no [[door]]")
    if name is not None:
        found = [index for index, door in enumerate(doors) if _name_of(door) == name]
    else:
        found = [index for index, door in enumerate(doors) if _has_users(door)]
    if len(found) == 1:
        return found[0]
    if name is not None:
        known = ", ".join(_name_of(door) for door in doors) or "none"
        raise CannotWriteUser(f"{path} has no door named {name!r} to choose; there are: {known}")
    if not found:
        raise CannotWriteUser(f'{path} has no door with kind = "basic" in its [door.auth]')
    known = ", ".join(_name_of(doors[index]) for index in found)
    raise CannotWriteUser(f"{path} has several doors with users: {known}; choose one with --door")


def _name_of(door: object) -> str:
    return str(door.get("name", "")) if isinstance(door, dict) else ""


def _has_users(door: object) -> bool:
    auth = door.get("auth") if isinstance(door, dict) else None
    return isinstance(auth, dict) and auth.get("kind") == "basic"


def _end_line(lines: list[str], index: int) -> None:
    if not lines[index].endswith("\n"):
        lines[index] += "\n"


def _replace(path: Path, text: str) -> None:
    """All or nothing: a running edge must not read half a file."""
    new = path.with_name(f".{path.name}.new")
    try:
        new.write_text(text, encoding="utf-8")
        new.chmod(path.stat().st_mode)
        os.replace(new, path)
    except OSError as exc:
        raise CannotWriteUser(f"{path} cannot be written: {exc.strerror or exc}") from exc
