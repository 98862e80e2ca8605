"""What callers call this server by, where they are told an address of it."""

from __future__ import annotations

import re

from headwater.http.asgi import Scope, find_header

_HOST = re.compile(r"[A-Za-z0-9._-]{1,255}(?::[0-9]{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](?::[0-9]{1,5})?")


def read_base(scope: Scope) -> str:
    """The server by the name it was called; what a proxy says of that is anybody's word."""
    host = (find_header(scope, b"host") or b"").decode("latin-1")
    if _HOST.fullmatch(host) is None:
        name, port = scope.get("server") or ("localhost", None)
        host = f"{name}:{port}" if port else str(name)
    return f"{scope.get('scheme', 'http')}://{host}"
