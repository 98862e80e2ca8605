"""Packs a file or folder into the zip that is uploaded. The same files give the same bytes, always."""

from __future__ import annotations

import os
import stat
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from headwater.client.entrypoint import find_entrypoint
from headwater.client.errors import BundleError
from headwater.client.ignore import IgnoreRules, read_ignore_rules
from headwater.client.local_imports import find_files_with_imports
from headwater.client.requirements import PACKAGE_FILES, read_packages

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
    #: Files whose contents do not come from `root`.
    made: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """All that is in the bundle, sorted."""
        return tuple(sorted({*self.files, *self.made}))


def plan_bundle(
    path: Path, entrypoint: str | None = None, requirements_file: Path | None = None
) -> BundlePlan:
    """Choose the files and the entry point.

    Args:
        requirements_file: goes in as `requirements.txt` (or `pyproject.toml`), whatever its name and place.
    Raises:
        BundleError: nothing to run, it is not clear what, or the ignore file leaves it out.
    """
    path = path.absolute()
    chosen = find_entrypoint(path, entrypoint)
    folder = path.parent if path.is_file() else path
    made = read_packages(folder, requirements_file)
    if path.is_file():
        files = set(find_files_with_imports(path))
    else:
        files = set(_walk(path, read_ignore_rules(path)))
        if chosen not in files:
            raise BundleError(f"the ignore file of {path} leaves the entry point {chosen} out")
        # The server builds the agent's environment from these, whatever an ignore file says of them.
        files.update(name for name in PACKAGE_FILES if (path / name).is_file())
    if requirements_file is not None and requirements_file.suffix == ".toml":
        files.discard("requirements.txt")  # it would go before the one that was chosen
    return BundlePlan(root=folder, files=tuple(sorted(files - made.keys())), entrypoint=chosen, made=made)


def write_bundle(plan: BundlePlan) -> IO[bytes]:
    """The zip, in an open file at its start; it has no name and goes away when closed.

    Raises:
        BundleError: a file cannot be read, or the whole is too large.
    """
    packed: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=16 * _COPY_BYTES)  # noqa: SIM115  (the caller closes it)
    try:
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for relative in plan.names:
                if relative in plan.made:
                    archive.writestr(_describe(relative, 0o644), plan.made[relative])
                else:
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
        info = _describe(relative, 0o755 if status.st_mode & stat.S_IXUSR else 0o644)
        info.file_size = status.st_size
        with archive.open(info, "w") as target:
            while chunk := source.read(_COPY_BYTES):
                target.write(chunk)


def _describe(relative: str, mode: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(relative, _ZIP_TIME)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3  # Unix, on whatever it is packed
    info.external_attr = (stat.S_IFREG | mode) << 16
    return info


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
