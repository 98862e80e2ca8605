"""Counters that several processes share, in a SQLite file: a storage for the `limits` library.

What the counts are for, and when too much is too much, is the library's matter. The file holds nothing that
outlives the processes, so nothing is synced; a count takes some ten microseconds.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import apsw
from limits.storage import Storage

_BUSY_TIMEOUT_MS = 1000
#: Counts after which those that are over are removed.
_SWEEP_EVERY_COUNT = 2000
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS counter (key TEXT PRIMARY KEY, count INTEGER, ends_at REAL) WITHOUT ROWID"
)
_ADD = """
INSERT INTO counter (key, count, ends_at) VALUES (?1, ?2, ?3)
ON CONFLICT DO UPDATE SET
  count = CASE WHEN ends_at <= ?4 THEN ?2 ELSE count + ?2 END,
  ends_at = CASE WHEN ends_at <= ?4 THEN ?3 ELSE ends_at END
RETURNING count
"""


class SharedCounters(Storage):
    """One process's view of the file. Open it after the process was forked."""

    STORAGE_SCHEME = None

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._database = apsw.Connection(str(path))
        self._database.set_busy_timeout(_BUSY_TIMEOUT_MS)
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.execute(_SCHEMA)
        self._until_sweep = _SWEEP_EVERY_COUNT

    @property
    def base_exceptions(self) -> type[Exception]:
        return apsw.Error

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        now_s = time.time()
        self._sweep(now_s)
        added: Any = self._database.execute(_ADD, (key, amount, now_s + expiry, now_s))  # Any: SQL values
        ((count,),) = added.fetchall()
        return int(count)

    def get(self, key: str) -> int:
        row = self._find(key)
        return 0 if row is None or row[1] <= time.time() else int(row[0])

    def get_expiry(self, key: str) -> float:
        row = self._find(key)
        return time.time() if row is None else row[1]

    def check(self) -> bool:
        return True

    def reset(self) -> int | None:
        self._database.execute("DELETE FROM counter")
        return self._database.changes()

    def clear(self, key: str) -> None:
        self._database.execute("DELETE FROM counter WHERE key = ?", (key,))

    def close(self) -> None:
        self._database.close()

    def _find(self, key: str) -> tuple[int, float] | None:
        row = self._database.execute("SELECT count, ends_at FROM counter WHERE key = ?", (key,)).fetchone()
        return None if row is None else (int(row[0]), float(row[1]))

    def _sweep(self, now_s: float) -> None:
        self._until_sweep -= 1
        if self._until_sweep <= 0:
            self._until_sweep = _SWEEP_EVERY_COUNT
            self._database.execute("DELETE FROM counter WHERE ends_at <= ?", (now_s,))
