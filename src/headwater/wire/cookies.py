"""Cookies: header lines <-> names and values, with no I/O.

Source: RFC 6265bis, sections 4.1 (Set-Cookie), 4.1.3 (name prefixes) and 4.2 (Cookie).
"""

from __future__ import annotations

from collections.abc import Iterable

#: Browsers take a cookie of such a name only over TLS, for the whole host and no other.
HOST_PREFIX = "__Host-"
#: More of them is no browser's doing.
MAX_COOKIES_COUNT = 200


def find_cookies(lines: Iterable[bytes], name: str) -> list[str]:
    """The values of all cookies called `name`, in `Cookie` headers' order; names are case-sensitive.

    More than one is a sign that somebody else could set one: on another port of the host, or by plain HTTP.
    """
    pairs = [pair for line in lines for pair in line.decode("latin-1").split(";", MAX_COOKIES_COUNT)]
    parted = (pair.partition("=") for pair in pairs)
    return [value.strip(' \t"') for key, _, value in parted if key.strip(" \t") == name]


def build_cookie(name: str, value: str, *, max_age_s: int, is_secure: bool) -> str:
    """A Set-Cookie value: for this host alone, of no use to scripts and to other sites' pages."""
    secure = "; Secure" if is_secure else ""
    return f"{name}={value}; Path=/; Max-Age={max_age_s}; HttpOnly; SameSite=Strict{secure}"
