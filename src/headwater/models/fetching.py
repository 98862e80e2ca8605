"""Fetches one published file: whole and verified, or not at all.

Rule 1: a file appears in the cache under its name only when it is whole and verified.
Rule 2: what an interrupted run left behind is removed by the next one.
"""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from headwater.models.base import ModelError

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


@contextmanager
def exclusive_scratch(cache_dir: Path) -> Iterator[Path]:
    """A folder to fetch into, on the cache's disk; one process at a time has it."""
    cache_dir.mkdir(parents=True, exist_ok=True)
    with (cache_dir / ".pull.lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the system lets go of it when this process dies
        for leftover in cache_dir.glob(f"{_PARTIAL_PREFIX}*"):
            shutil.rmtree(leftover, ignore_errors=True)
        with tempfile.TemporaryDirectory(dir=cache_dir, prefix=_PARTIAL_PREFIX) as scratch:
            yield Path(scratch)


def download(url: str) -> Iterator[bytes]:
    """The body at `url`, in pieces.

    Raises:
        httpx.HTTPError: it could not be had.
    """
    with httpx.stream("GET", url, follow_redirects=True, timeout=_PUBLISHER_TIMEOUT) as answer:
        answer.raise_for_status()
        yield from answer.iter_bytes(CHUNK_BYTES)


def write_verified(
    path: Path,
    chunks: Iterator[bytes],
    *,
    sha256: str,
    size_bytes: int,
    report: Callable[[int], None],
) -> None:
    """Write the chunks to `path`, telling `report` how many bytes there are.

    Raises:
        WeightsError: they are not the published file.
    """
    digest = hashlib.sha256()
    size = 0
    with path.open("wb") as file:
        for chunk in chunks:
            file.write(chunk)
            digest.update(chunk)
            size += len(chunk)
            if size > size_bytes:
                raise WeightsError(f"more bytes than the {size_bytes} of the published file")
            report(size)
    if digest.hexdigest() != sha256:
        raise WeightsError(f"{size} bytes with sha256 {digest.hexdigest()}, published is {sha256}")
