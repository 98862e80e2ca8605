"""`filesystemConfigurations`: which folders a version's sessions have beyond their own."""

from __future__ import annotations

import re
from typing import Any

from headwater.core.errors import FieldProblem

Members = dict[str, Any]  # members of the control plane's API have their own types

_MEMBER = "filesystemConfigurations"
#: As the service model has it; the model's check does not look into every client's request.
_MOUNT_PATH = re.compile(r"/mnt/[a-zA-Z0-9._-]+/?")
_PATH_MAX_CHARS = 200
_ENTRIES_MAX_COUNT = 5
_REFUSED = {
    "s3FilesAccessPoint": "file systems on S3 are AWS's; use sessionStorage, or read S3 from the agent",
    "efsAccessPoint": "EFS is AWS's; use sessionStorage, or sandbox.readable_paths for what all may read",
    "capacityProviderVolume": "capacity providers are not supported: sessions run on this host",
}


def check_filesystems(entries: list[Members]) -> list[FieldProblem]:
    """What is in the way of having these."""
    problems = []
    if len(entries) > _ENTRIES_MAX_COUNT:
        text = f"{_MEMBER} has {len(entries)} entries; the most are {_ENTRIES_MAX_COUNT}"
        problems.append(FieldProblem(_MEMBER, text))
    seen: set[str] = set()
    for number, entry in enumerate(entries):
        member = f"{_MEMBER}[{number}]"
        for name in entry:
            if name in _REFUSED:
                problems.append(FieldProblem(f"{member}.{name}", f"{member}.{name}: {_REFUSED[name]}"))
        if "sessionStorage" not in entry:
            if not problems:
                problems.append(FieldProblem(member, f"{member} names no file system; use sessionStorage"))
            continue
        path = entry["sessionStorage"]["mountPath"]
        member = f"{member}.sessionStorage.mountPath"
        objection = object_to_path(path)
        if objection is not None:
            problems.append(FieldProblem(member, f"{member}: {objection}"))
        elif path.rstrip("/") in seen:
            problems.append(FieldProblem(member, f"{member}: {path!r} is another entry's path too"))
        seen.add(path.rstrip("/"))
    return problems


def object_to_path(path: str) -> str | None:
    """Why storage cannot be mounted there; None if it can."""
    if _MOUNT_PATH.fullmatch(path) is None or len(path) > _PATH_MAX_CHARS:
        return (
            f"{path!r} is no place for storage: it has to be /mnt/<name>, letters, digits, '.', '_' and '-',"
            f" with at most {_PATH_MAX_CHARS} characters"
        )
    if path.rstrip("/") in ("/mnt/.", "/mnt/.."):
        return f"{path!r} is another folder's name; it has to be /mnt/<name>"
    return None


def storage_paths(configuration: Members) -> tuple[str, ...]:
    """Where sessions of a version find their storage."""
    entries = configuration.get(_MEMBER, [])
    return tuple(entry["sessionStorage"]["mountPath"].rstrip("/") for entry in entries)
