"""Serves the console below `/console`: its files, and `index.html` at every address of a view.

Rule 1: nothing here tells anything of the server; all data come from its routes, which ask who calls.
Rule 2: the page may load and call this server alone, and run no code that is not in its files.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from headwater.console.files import INDEX, ConsoleFile
from headwater.http.asgi import RawHeaders, Receive, Scope, Send, find_header, raw_path

BASE = "/console"
_BELOW = f"{BASE}/"
#: The server's root leads here too: whoever opens its address in a browser wants to see something.
_ROOT = "/"
_FRONT = frozenset({BASE, _ROOT})
_ASSETS = "assets/"
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)
_PERMISSIONS = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
_SECURITY: RawHeaders = [
    (b"content-security-policy", _POLICY.encode()),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", _PERMISSIONS.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
]


class ConsoleApp:
    """The ASGI application; it answers every request with a whole file or a short refusal."""

    def __init__(self, files: Mapping[str, ConsoleFile]) -> None:
        self._files = files

    @staticmethod
    def serves(path: str) -> bool:
        """Whether a raw path is the console's."""
        return path in _FRONT or path.startswith(_BELOW)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_head = scope["method"] == "HEAD"
        if scope["method"] not in ("GET", "HEAD"):
            await _send(send, HTTPStatus.METHOD_NOT_ALLOWED, [(b"allow", b"GET, HEAD")], b"")
            return
        if raw_path(scope) == _ROOT:
            await _send(send, HTTPStatus.TEMPORARY_REDIRECT, [(b"location", BASE.encode())], b"")
            return
        file = self._find(raw_path(scope).removeprefix(BASE).strip("/"))
        if file is None:
            await _send(send, HTTPStatus.NOT_FOUND, [(b"content-type", b"text/plain")], b"no such file\n")
            return
        headers: RawHeaders = [
            (b"cache-control", file.cache_control.encode()),
            (b"etag", file.etag.encode()),
            (b"vary", b"accept-encoding"),
        ]
        if file.etag in (find_header(scope, b"if-none-match") or b"").decode("latin-1"):
            await _send(send, HTTPStatus.NOT_MODIFIED, headers, None)
            return
        headers.append((b"content-type", file.content_type.encode()))
        body = file.body
        if b"gzip" in (find_header(scope, b"accept-encoding") or b""):
            body = file.compressed
            headers.append((b"content-encoding", b"gzip"))
        await _send(send, HTTPStatus.OK, headers, body, is_head=is_head)

    def _find(self, name: str) -> ConsoleFile | None:
        """The file at a path below `BASE`; the page itself for a view's address, which no file has."""
        found = self._files.get(name)
        if found is None and not name.startswith(_ASSETS):
            found = self._files[INDEX]
        return found


async def _send(
    send: Send, status: HTTPStatus, headers: RawHeaders, body: bytes | None, *, is_head: bool = False
) -> None:
    """`body` None: the status allows none, and so no length."""
    length = [] if body is None else [(b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": [*headers, *length, *_SECURITY]})
    await send({"type": "http.response.body", "body": b"" if is_head or body is None else body})
