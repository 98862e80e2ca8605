"""Which pages of other origins may call a door: CORS, as the Fetch standard has it."""

from __future__ import annotations

from collections.abc import Sequence

from headwater.edge.base import Request
from headwater.edge.config import CorsSettings

Headers = list[tuple[bytes, bytes]]
#: What a page may read of an answer beyond the standard's own.
_EXPOSED = b"x-session-id, x-request-id, retry-after"


def build_cors_headers(settings: CorsSettings, request: Request) -> Headers:
    """The headers of an answer, so that its page may read it; none for an origin that may not."""
    if not settings.origins:
        return []
    headers: Headers = [(b"vary", b"origin")]
    origin = request.find("origin")
    if origin is None or not _may(settings, origin):
        return headers
    is_any = "*" in settings.origins and not settings.allow_credentials
    headers.append((b"access-control-allow-origin", b"*" if is_any else origin.encode("latin-1")))
    headers.append((b"access-control-expose-headers", _EXPOSED))
    if settings.allow_credentials:
        headers.append((b"access-control-allow-credentials", b"true"))
    return headers


def answer_preflight(settings: CorsSettings, request: Request, methods: Sequence[str]) -> Headers:
    """What a preflight is answered beside `build_cors_headers`; nothing where it is none or may not."""
    origin = request.find("origin")
    is_preflight = request.find("access-control-request-method") is not None
    if origin is None or not is_preflight or not _may(settings, origin):
        return []
    return [
        (b"access-control-allow-methods", ", ".join(methods).encode()),
        (b"access-control-allow-headers", ", ".join(settings.headers).encode()),
        (b"access-control-max-age", str(settings.max_age_s).encode()),
    ]


def _may(settings: CorsSettings, origin: str) -> bool:
    return "*" in settings.origins or origin in settings.origins
