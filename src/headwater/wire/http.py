"""An HTTP answer that is complete in memory, before anything sends it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """Status, headers in the order to send them, and the whole body. Content-Length is the sender's."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
