"""Pages of other origins that call agents from a browser: CORS, as the Fetch standard has it.

Rules:
1. It is for agents' addresses alone (and the streams of runs): no page deploys, reads logs or makes keys.
2. Nobody gets in by it: a page signs its requests or bears a token, as every caller does. What a browser
   adds by itself (cookies) is not asked for.
3. A server that is open to its own machine asks nobody who he is, so there a page is to be named: `*` is not.

Source: WHATWG Fetch, "CORS protocol"; MCP, "Transports" (clients in browsers read `Mcp-Session-Id`).
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence
from typing import Any

from headwater.http.asgi import RawHeaders, Scope, Send, find_header, raw_path
from headwater.wire.headers import (
    A2A_HEADERS,
    ERROR_REASON,
    ERROR_TYPE,
    MCP_PROTOCOL_VERSION,
    MCP_SESSION_ID,
    REQUEST_ID,
    SESSION_ID,
)
from headwater.wire.http import HttpAnswer

_ANY = b"*"
_PATHS = re.compile(
    r"/runtimes/.+/(?:invocations(?:/.*)?|stopruntimesession)|/headwater/v1/invocations/[^/]+(?:/stream)?"
)
_METHODS = b"GET, POST, DELETE"
#: What a page may read of an answer beyond the standard's own.
_EXPOSED = ", ".join(
    (
        SESSION_ID,
        REQUEST_ID,
        ERROR_TYPE,
        ERROR_REASON,
        "WWW-Authenticate",
        MCP_SESSION_ID,
        MCP_PROTOCOL_VERSION,
        *A2A_HEADERS,
        "Headwater-Invocation-Id",
        "Server-Timing",
        "Retry-After",
    )
).encode()
#: Names of headers, as a browser lists those that a page wants to send.
_NAMES = re.compile(rb"[A-Za-z0-9!#$%&'*+.^_`|~, -]{1,4096}")
#: Seconds for which a browser need not ask again.
_MAX_AGE_S = 600
_OURS = (b"access-control-allow-origin", b"access-control-expose-headers")


class Cors:
    """Which pages may call agents; made of origins such as `https://chat.example.com`, or `*`."""

    def __init__(self, origins: Sequence[str] = ()) -> None:
        self._origins = frozenset(origin.encode() for origin in origins)

    def names(self, scope: Scope) -> bool:
        """Whether a request is of a page that may make it, by its own name."""
        return find_header(scope, b"origin") in self._origins and self._covers(scope)

    def opening(self, scope: Scope, send: Send) -> Send:
        """`send`, so that the page that asks may read the answer; itself where none may."""
        origin = find_header(scope, b"origin")
        if not self._origins or origin is None or not self._covers(scope):
            return send
        added: RawHeaders = [(b"vary", b"Origin")]
        if origin in self._origins or _ANY in self._origins:
            added += [(_OURS[0], origin), (_OURS[1], _EXPOSED)]

        async def send_open(message: MutableMapping[str, Any]) -> None:  # Any: an ASGI message
            if message["type"] == "http.response.start":
                kept = [pair for pair in message["headers"] if pair[0].lower() not in _OURS]
                message = {**message, "headers": [*kept, *added]}
            await send(message)

        return send_open

    def answer_preflight(self, scope: Scope) -> HttpAnswer | None:
        """The answer to a browser that asks whether a page may; None where the request is nothing of that."""
        asked = (find_header(scope, name) for name in (b"origin", b"access-control-request-method"))
        if scope["method"] != "OPTIONS" or None in asked or not self._origins or not self._covers(scope):
            return None
        headers = [
            ("access-control-allow-methods", _METHODS.decode()),
            ("access-control-max-age", str(_MAX_AGE_S)),
        ]
        wanted = find_header(scope, b"access-control-request-headers")
        if wanted is not None and _NAMES.fullmatch(wanted):
            headers.append(("access-control-allow-headers", wanted.decode()))
        return HttpAnswer(200, tuple(headers), b"")

    def _covers(self, scope: Scope) -> bool:
        return _PATHS.fullmatch(raw_path(scope)) is not None
