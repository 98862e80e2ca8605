"""Files that a door serves instead of an agent: a page with its script and its style.

They are read once, when the door is opened, and found by their exact addresses as all else at the edge: no
request names a file on disk.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from headwater.core.errors import HeadwaterError
from headwater.edge.answering import SECURITY_HEADERS, Headers
from headwater.wire.http import HttpAnswer

INDEX = "index.html"
#: All files of a door together; a page that needs more wants a web server.
_MAX_BYTES = 16 * 1024 * 1024
#: Scripts and styles in files of their own and from here only; whatever text an agent sends stays text.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
PAGE_HEADERS: Headers = [
    (name, _POLICY.encode() if name == b"content-security-policy" else value)
    for name, value in SECURITY_HEADERS
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One file, ready to be sent."""

    content_type: str
    body: bytes

    def answer(self) -> HttpAnswer:
        return HttpAnswer(200, (("content-type", self.content_type),), self.body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """The page is at another address."""

    location: str

    def answer(self) -> HttpAnswer:
        return HttpAnswer(308, (("location", self.location),), b"")


def read_pages(folder: Path, base: str) -> dict[str, Page | Elsewhere]:
    """Address -> file, for all files of a folder and those below it but hidden ones.

    Args:
        base: the door's path, where `index.html` is.
    Raises:
        HeadwaterError: they cannot be read, are too many, or `index.html` is not among them.
    """
    pages: dict[str, Page | Elsewhere] = {}
    root = f"{base.rstrip('/')}/"
    size_bytes = 0
    try:
        for path in _files_of(folder):
            body = path.read_bytes()
            size_bytes += len(body)
            if size_bytes > _MAX_BYTES:
                raise HeadwaterError(f"{folder} has more than {_MAX_BYTES} bytes of files")
            pages[root + quote(path.relative_to(folder).as_posix())] = _build_page(path, body)
    except OSError as exc:
        raise HeadwaterError(f"{exc.filename or folder} cannot be read: {exc.strerror or exc}") from exc
    index = pages.get(root + INDEX)
    if index is None:
        raise HeadwaterError(f"there is no {INDEX} in {folder}")
    # Addresses in the page are relative to the folder.
    return {base: Elsewhere(location=root), **pages, root: index}


def _files_of(folder: Path) -> Iterator[Path]:
    """Files in a stable order; what is hidden, and links to elsewhere, are nobody's page."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.is_symlink():
            continue
        if path.is_dir():
            yield from _files_of(path)
        elif path.is_file():
            yield path


def _build_page(path: Path, body: bytes) -> Page:
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    is_text = kind.startswith("text/") or kind in ("application/javascript", "application/json")
    return Page(
        content_type=f"{kind}; charset=utf-8" if is_text else kind,
        body=body,
    )
