"""Where the server is, and how its routes are written."""

from __future__ import annotations

import os
from urllib.parse import quote, urlsplit

from headwater.core import addresses
from headwater.core.errors import InvalidRequest

DEFAULT_URL = "http://127.0.0.1:8642"
#: Names the server for the client library as for the command line.
URL_VARIABLE = "HEADWATER_URL"


def choose_url(url: str | None) -> str:
    """`url`, else what the environment names, else the default; without a slash at its end.

    Raises:
        InvalidRequest: it is no http:// or https:// address.
    """
    # The one look at the environment here: a program that uses the client follows the same variable
    # as the command line, or `export HEADWATER_URL=` would move one and not the other.
    chosen = url or os.environ.get(URL_VARIABLE) or DEFAULT_URL
    try:
        parts = urlsplit(chosen)
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_address = False
    if not is_address:
        raise InvalidRequest(f"the server's URL {chosen!r} is not like {DEFAULT_URL}")
    return chosen.rstrip("/")


def is_loopback(url: str) -> bool:
    """Whether `url` names this very machine, where no proxy has a place."""
    return addresses.is_loopback(urlsplit(url).hostname or "", names_below=True)


def segment(text: str) -> str:
    """`text` as one segment of a path; the slash of an ARN is encoded too."""
    return quote(text, safe="")
