"""The built console: read once, found by exact addresses, so that no request names a file on disk.

Names of assets hold a hash of what is in them, so whoever has one need never ask again; `index.html` names
the present ones and is asked for each time, by its ETag.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

STATIC_DIR = Path(__file__).parent / "static"
INDEX = "index.html"
#: The system's mapping (`mimetypes`) differs from host to host; with nosniff a wrong type breaks the page.
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}
_FOR_EVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "no-cache"


@dataclass(frozen=True)  # no slots: the compressed form is kept beside, once somebody wants it
class ConsoleFile:
    """One file, ready to be sent."""

    content_type: str
    cache_control: str
    body: bytes = field(repr=False)

    @cached_property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:32]}"'

    @cached_property
    def compressed(self) -> bytes:
        return gzip.compress(self.body, mtime=0)


def read_files(folder: Path = STATIC_DIR) -> Mapping[str, ConsoleFile]:
    """Path below `folder` -> file.

    Raises:
        FileNotFoundError: the console was not built; `make console` does it.
    """
    found = {
        path.relative_to(folder).as_posix(): _read(path, path.parent != folder)
        for path in sorted(folder.rglob("*"))
        if path.suffix in _TYPES and path.is_file()
    }
    if INDEX not in found:
        raise FileNotFoundError(f"{folder / INDEX} is missing: build the console (make console)")
    return found


def _read(path: Path, is_asset: bool) -> ConsoleFile:
    return ConsoleFile(_TYPES[path.suffix], _FOR_EVER if is_asset else _ASK_AGAIN, path.read_bytes())
