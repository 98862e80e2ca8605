"""Browsers that are signed in: who they are, and that it is the console's own page that asks.

The cookie comes with all that any page makes a browser ask of this host, so it alone is not enough:

1. `Sec-Fetch-Site`, which no page can forge, must say `same-origin` (or `none`, for reading: typed by hand).
   A browser that does not send it (plain HTTP to another machine) is judged by `Origin`, which must be ours.
2. Whatever changes something has the token of `POST signin` in `x-headwater-csrf`. The console keeps it where
   another port of this host cannot read it, though that one is sent the cookie too.

A request that shows anything else (a signature, a bearer token) is judged by that, and its cookie is not
looked at.

Source: Fetch Metadata Request Headers (W3C); OWASP's Cross-Site Request Forgery Prevention.
"""

from __future__ import annotations

import contextlib
import ipaddress
from urllib.parse import urlsplit

from headwater.auth.keys import AccessKey
from headwater.auth.signins import NewSignIn, SignIn, SignIns, is_csrf_token
from headwater.core.addresses import is_loopback
from headwater.core.errors import AccessDenied, InvalidRequest, Unauthenticated
from headwater.http.asgi import Scope
from headwater.wire.cookies import HOST_PREFIX, build_cookie, find_cookies

CSRF_HEADER = b"x-headwater-csrf"
_READING = ("GET", "HEAD")
_ENDED = "the sign-in has ended; sign in again"


class Browsers:
    """Finds the caller of requests that have a sign-in's cookie."""

    def __init__(self, signins: SignIns) -> None:
        self._signins = signins

    def identify(self, scope: Scope) -> AccessKey | None:
        """The key that the browser is signed in with; None: it has no cookie of ours.

        Raises:
            Unauthenticated: the sign-in has ended.
            AccessDenied: a page of somebody else's asks, or one that does not have the token.
        """
        token = read_token(scope)
        if token is None:
            return None
        check_same_origin(scope)
        found = self._signins.find(token)
        if found is None:
            raise Unauthenticated(_ENDED)
        if scope["method"] not in _READING:
            given = _only(scope, CSRF_HEADER) or ""
            if not is_csrf_token(found[0], given):
                raise AccessDenied(
                    "a signed-in browser changes something only with the csrfToken of POST signin in"
                    f" {CSRF_HEADER.decode()}"
                )
        return found[1]

    def find(self, scope: Scope) -> tuple[SignIn, AccessKey] | None:
        """Who is signed in, without a need for the token."""
        token = read_token(scope)
        return None if token is None else self._signins.find(token)


def read_token(scope: Scope) -> str | None:
    """The token in the cookie.

    Raises:
        InvalidRequest: there are several, so that somebody else can set one.
    """
    name = cookie_name(scope)
    lines = [value for key, value in scope["headers"] if key == b"cookie"]
    if not lines:
        return None
    values = find_cookies(lines, name)
    if len(values) > 1:
        raise InvalidRequest(
            f"there are {len(values)} cookies {name}: something else on this host sets one; remove them"
        )
    return values[0] or None if values else None


def cookie_name(scope: Scope) -> str:
    """By the port, as cookies are all ports' of a host; over TLS one that nobody else can set."""
    server = scope.get("server")
    port = server[1] if server else None
    return f"{HOST_PREFIX if is_https(scope) else ''}headwater-{port}"


def forget_signin(scope: Scope) -> None:
    """Once it is known who asks: what stands for him reaches no agent, whatever headers it wants."""
    scope["headers"] = [pair for pair in scope["headers"] if pair[0] not in (b"cookie", CSRF_HEADER)]


def set_cookie(scope: Scope, new: NewSignIn, max_age_s: int) -> tuple[bytes, bytes]:
    """The header that gives a browser its token."""
    return _cookie(scope, new.token, max_age_s)


def drop_cookie(scope: Scope) -> tuple[bytes, bytes]:
    """The header that takes it away."""
    return _cookie(scope, "", 0)


def _cookie(scope: Scope, value: str, max_age_s: int) -> tuple[bytes, bytes]:
    text = build_cookie(cookie_name(scope), value, max_age_s=max_age_s, is_secure=is_https(scope))
    return b"set-cookie", text.encode()


def is_https(scope: Scope) -> bool:
    """Whether the browser came by TLS; what a proxy says of that can harm only who says it himself."""
    return scope.get("scheme") == "https" or _last(scope, b"x-forwarded-proto").lower() == "https"


def check_same_origin(scope: Scope, *, needs_proof: bool = True) -> None:
    """AccessDenied unless one of our own pages asks.

    Args:
        needs_proof: what changes something must say where it comes from. Off for what has no cookie.
    """
    is_reading = scope["method"] in _READING
    site, origin = _only(scope, b"sec-fetch-site"), _only(scope, b"origin")
    if site is not None:
        if site == "same-origin" or (is_reading and site == "none"):
            return
        raise AccessDenied(f"a page from elsewhere asks (Sec-Fetch-Site: {site[:40]})")
    if origin is None and is_reading:
        origin = _only(scope, b"referer")
    if origin is None:
        if is_reading or not needs_proof:
            return
        raise AccessDenied("a request with a sign-in's cookie says where it comes from: Origin is missing")
    host = _only(scope, b"host") or ""
    if not _is_of(origin, host):
        raise AccessDenied(
            f"a page of {origin[:100]!r} asks {host[:100]!r}; behind a proxy, have it pass the Host header on"
        )


def find_address(scope: Scope) -> str:
    """Whose failures count together: the peer, or whom a proxy on this machine speaks for."""
    client = scope.get("client")
    peer = str(client[0]) if client else ""
    if peer and is_loopback(peer):
        said = _last(scope, b"x-forwarded-for")
        with contextlib.suppress(ValueError):
            return str(ipaddress.ip_address(said))
    return peer


def _is_of(url: str, host: str) -> bool:
    """Whether a URL is of the server that was called `host`; `null` and nonsense are of nobody."""
    try:
        parsed = urlsplit(url)
    except ValueError:
        return False
    if parsed.scheme not in ("http", "https"):
        return False
    default = ":443" if parsed.scheme == "https" else ":80"
    return parsed.netloc.lower().removesuffix(default) == host.lower().removesuffix(default) != ""


def _last(scope: Scope, name: bytes) -> str:
    """The last item of a header that is a list, as the nearest proxy wrote it; empty if there is none."""
    values = [value for key, value in scope["headers"] if key == name]
    return values[-1].decode("latin-1").rpartition(",")[2].strip() if values else ""


def _only(scope: Scope, name: bytes) -> str | None:
    """The value of a header that there is at most one of; InvalidRequest if there are more."""
    values = [value for key, value in scope["headers"] if key == name]
    if len(values) > 1:
        raise InvalidRequest(f"there are {len(values)} headers {name.decode()}")
    return values[0].decode("latin-1") if values else None
