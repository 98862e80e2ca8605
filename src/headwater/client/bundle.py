"""Packs a file or folder into the zip that is uploaded. The same files give the same bytes, always."""

from __future__ import annotations

import os
import stat
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from headwater.client.entrypoint import find_entrypoint
from headwater.client.errors import BundleError
from headwater.client.ignore import IgnoreRules, read_ignore_rules
from headwater.client.local_imports import find_files_with_imports

#: AgentCore's limit on a code artifact; the server refuses more.
MAX_BUNDLE_BYTES = 250 * 1024 * 1024
#: The first moment a zip file can name. With the files' own times a bundle would differ from itself.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_COPY_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class BundlePlan:
    """What is packed: `files` are relative to `root`, sorted, with `/`."""

    root: Path
    files: tuple[str, ...]
    entrypoint: str


def plan_bundle(path: Path, entrypoint: str | None = None) -> BundlePlan:
    """Choose the files and the entry point.

    Raises:
        BundleError: nothing to run, it is not clear what, or the ignore file leaves it out.
    """
    path = path.absolute()
    chosen = find_entrypoint(path, entrypoint)
    if path.is_file():
        return BundlePlan(root=path.parent, files=tuple(find_files_with_imports(path)), entrypoint=chosen)
    files = tuple(sorted(_walk(path, read_ignore_rules(path))))
    if chosen not in files:
        raise BundleError(f"the ignore file of {path} leaves the entry point {chosen} out")
    return BundlePlan(root=path, files=files, entrypoint=chosen)


def write_bundle(plan: BundlePlan) -> IO[bytes]:
    """The zip, in an open file at its start; it has no name and goes away when closed.

    Raises:
        BundleError: a file cannot be read, or the whole is too large.
    """
    packed: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=16 * _COPY_BYTES)  # noqa: SIM115  (the caller closes it)
    try:
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for relative in plan.files:
                _add(archive, plan.root / relative, relative)
                if packed.tell() > MAX_BUNDLE_BYTES:
                    raise BundleError(
                        f"{plan.root} packs to more than {MAX_BUNDLE_BYTES >> 20} MB;"
                        " leave files out with a .dockerignore"
                    )
    except OSError as exc:
        packed.close()
        raise BundleError(f"packing {plan.root} failed: {exc}") from exc
    except BaseException:
        packed.close()
        raise
    packed.seek(0)
    return packed


def _add(archive: zipfile.ZipFile, file: Path, relative: str) -> None:
    with file.open("rb") as source:
        status = os.fstat(source.fileno())
        is_executable = status.st_mode & stat.S_IXUSR
        info = zipfile.ZipInfo(relative, _ZIP_TIME)
        info.file_size = status.st_size
        info.compress_type = zipfile.ZIP_DEFLATED
        info.create_system = 3  # Unix, on whatever it is packed
        info.external_attr = (stat.S_IFREG | (0o755 if is_executable else 0o644)) << 16
        with archive.open(info, "w") as target:
            while chunk := source.read(_COPY_BYTES):
                target.write(chunk)


def _walk(root: Path, rules: IgnoreRules) -> Iterator[str]:
    """The files to pack. Links are followed, but into no folder that is being walked already."""

    def visit(folder: Path, prefix: str, trail: frozenset[Path]) -> Iterator[str]:
        for entry in sorted(os.scandir(folder), key=lambda e: e.name):
            relative = prefix + entry.name
            try:
                is_folder, is_file = entry.is_dir(), entry.is_file()
            except OSError:
                continue  # a link that leads in a circle
            is_skipped = rules.skips(relative, is_folder=is_folder)
            if is_file and not is_skipped:
                yield relative
            if is_folder and (not is_skipped or rules.may_take_back(entry.name)):
                real = Path(entry.path).resolve()
                if real not in trail:
                    yield from visit(Path(entry.path), relative + "/", trail | {real})

    yield from visit(root, "", frozenset({root.resolve()}))
