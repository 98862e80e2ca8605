"""Refused tokens in the log: each with its reason, but not so many that they could fill a disk."""

from __future__ import annotations

import logging
from collections.abc import Callable

_log = logging.getLogger("headwater.jwt")

#: Lines in a period of so many seconds; further ones are counted.
_MAX_LINES = 30
_PERIOD_S = 10.0


class RefusalLog:
    """Writes why tokens were refused."""

    def __init__(self, now_s: Callable[[], float]) -> None:
        self._now_s = now_s
        self._begun_at_s = float("-inf")
        self._count = 0

    def note(self, issuer_url: str, reason: str) -> None:
        """One token was refused."""
        now_s = self._now_s()
        if now_s - self._begun_at_s >= _PERIOD_S:
            if self._count > _MAX_LINES:
                _log.info("%d more bearer tokens were refused", self._count - _MAX_LINES)
            self._begun_at_s, self._count = now_s, 0
        self._count += 1
        if self._count <= _MAX_LINES:
            _log.info("a bearer token for the issuer at %s was refused: %s", issuer_url, reason)
