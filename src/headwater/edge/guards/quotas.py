"""Requests and tokens in a day, of one principal at one door, in a small SQLite.

A file, so that processes share it and a restart does not begin the day anew. A day is one of UTC. Requests
are counted as they come. Tokens are known when an answer is over, so one that began within the quota may end
beyond it; the next one is refused.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import apsw

from headwater.core.errors import HeadwaterError
from headwater.edge.base import Refusal

_BUSY_TIMEOUT_MS = 5000
#: Days that stay for whoever looks.
_KEPT_DAYS = 35
_SCHEMA = """
CREATE TABLE IF NOT EXISTS quota (
  day TEXT NOT NULL, door TEXT NOT NULL, principal TEXT NOT NULL,
  requests INTEGER NOT NULL DEFAULT 0, tokens INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (day, door, principal)
) WITHOUT ROWID
"""
_ADD = """
INSERT INTO quota (day, door, principal, requests, tokens) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT DO UPDATE SET requests = requests + ?4, tokens = tokens + ?5
"""


class CannotKeepQuota(HeadwaterError):
    """The file of quotas cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """What one principal may use in a day; None: any."""

    requests_max: int | None
    tokens_max: int | None


class QuotaBook:
    """The counts of all doors that share a file."""

    def __init__(self, path: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """
        Raises:
            CannotKeepQuota: the file cannot be opened.
        """
        self._now = now
        self._lock = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._database = apsw.Connection(str(path))
            self._database.set_busy_timeout(_BUSY_TIMEOUT_MS)
            self._database.execute("PRAGMA journal_mode = WAL")
            self._database.execute("PRAGMA synchronous = NORMAL")
            self._database.execute(_SCHEMA)
            oldest = (now() - timedelta(days=_KEPT_DAYS)).date().isoformat()
            self._database.execute("DELETE FROM quota WHERE day < ?", (oldest,))
        except (OSError, apsw.Error) as exc:
            raise CannotKeepQuota(f"quotas cannot be kept in {path}: {exc}") from exc

    def close(self) -> None:
        with self._lock:
            self._database.close()

    async def begin(self, quota: Quota, door: str, principal: str) -> None:
        """Count a request; Refusal (429) if the day's share is used up."""
        rule = await asyncio.to_thread(self._begin, quota, door, principal)
        if rule is not None:
            raise Refusal(
                429,
                "quota_exceeded",
                "the quota of this day is used up",
                rule=rule,
                headers={"retry-after": str(self._seconds_to_midnight())},
            )

    async def add_tokens(self, door: str, principal: str, tokens: int) -> None:
        """Count what an answer took."""
        await asyncio.to_thread(self._add, door, principal, 0, tokens)

    def used(self, door: str, principal: str) -> tuple[int, int]:
        """Requests and tokens of today."""
        row = self._database.execute(
            "SELECT requests, tokens FROM quota WHERE day = ? AND door = ? AND principal = ?",
            (self._day(), door, principal),
        ).fetchone()
        return (row[0], row[1]) if row else (0, 0)

    def _begin(self, quota: Quota, door: str, principal: str) -> str | None:
        """The rule that is against it."""
        rule = None
        with self._lock, self._database:  # one transaction, so that processes cannot pass the limit together
            self._database.execute(_ADD, (self._day(), door, principal, 0, 0))  # takes the write lock
            requests, tokens = self.used(door, principal)
            if quota.requests_max is not None and requests >= quota.requests_max:
                rule = "requests_per_day"
            elif quota.tokens_max is not None and tokens >= quota.tokens_max:
                rule = "tokens_per_day"
            else:
                self._database.execute(_ADD, (self._day(), door, principal, 1, 0))
        return rule

    def _add(self, door: str, principal: str, requests: int, tokens: int) -> None:
        with self._lock:
            self._database.execute(_ADD, (self._day(), door, principal, requests, tokens))

    def _day(self) -> str:
        return self._now().date().isoformat()

    def _seconds_to_midnight(self) -> int:
        now = self._now()
        midnight = datetime.combine(now.date() + timedelta(days=1), datetime.min.time(), UTC)
        return max(1, round((midnight - now).total_seconds()))
