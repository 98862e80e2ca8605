"""Figures over time, kept in telemetry's SQLite file: fine for the last hour, coarser the older they are.

Every 10 seconds what was added is put into three rows of each runtime of which there is something: one of 10
seconds, one of a minute, one of 10 minutes. Each has its time to live, so that the whole is bounded without
anything being computed anew: some 2,500 rows a runtime that never rests, of some hundred bytes each. What is
lost at a `kill -9` are the last 10 seconds.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sqlite3
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from headwater.telemetry.figures import Figures, add_up, decode, follow
from headwater.telemetry.sampling import Sampler
from headwater.telemetry.traffic import TrafficBook

_log = logging.getLogger("headwater.telemetry")
T = TypeVar("T")

#: Seconds of a row -> seconds that such rows are kept; the last one as long as `telemetry.keep_days`.
_FINE_S, _MINUTE_S, _COARSE_S = 10, 60, 600
_KEEP_S = {_FINE_S: 3_600 + 600, _MINUTE_S: 26 * 3_600}
#: About what a row takes on disk.
_ROW_BYTES = 400
_CLEAN_EVERY_S = 60
#: What is noted at the end of a piece of time belongs to that one, and not to the next.
_MOMENT_S = 0.001
_BUSY_TIMEOUT_S = 10.0
_SCHEMA = """
CREATE TABLE IF NOT EXISTS series (
    step_s INTEGER NOT NULL, start_s INTEGER NOT NULL, runtime_id TEXT NOT NULL, figures TEXT NOT NULL,
    PRIMARY KEY (step_s, start_s, runtime_id)
) WITHOUT ROWID;
"""
_WITHIN = "step_s = ? AND start_s >= ? AND start_s < ?"
_UPSERT = "INSERT OR REPLACE INTO series (step_s, start_s, runtime_id, figures) VALUES (?, ?, ?, ?)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A piece of time in equal steps; seconds since 1970."""

    since_s: int
    until_s: int
    step_s: int

    @property
    def starts(self) -> range:
        return range(self.since_s, self.until_s, self.step_s)


class SeriesStore:
    """Use as `async with running()`; leaving it keeps what was added until then."""

    def __init__(
        self,
        path: Path,
        book: TrafficBook,
        *,
        keep_s: float,
        max_bytes: int = 256 * 1024 * 1024,
        count_live: Callable[[], Mapping[str, int]] = dict,
        now_s: Callable[[], float] = time.time,
    ) -> None:
        """
        Args:
            keep_s: how long the coarsest rows are kept.
            max_bytes: about what they may take; the oldest go first.
            count_live: live sessions by runtime's id; called on the event loop.
        """
        self._path = path
        self._sampler = Sampler(book)
        self._keep_s = {**_KEEP_S, _COARSE_S: max(keep_s, _KEEP_S[_FINE_S])}
        self._rows_max_count = max_bytes // _ROW_BYTES
        self.count_live = count_live
        self._now_s = now_s
        #: One thread has the connection, and does all work in order.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="series")
        self._db: sqlite3.Connection | None = None
        self._cleaned_at_s = 0.0

    @asynccontextmanager
    async def running(self) -> AsyncIterator[SeriesStore]:
        """While open, figures are kept."""
        await self._work(self._open)
        keeping = asyncio.create_task(self._keep_for_ever(), name="series")
        try:
            yield self
        finally:
            keeping.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await keeping
            await self.keep()
            await self._work(self._close)
            self._thread.shutdown()

    async def keep(self, at_s: float | None = None) -> None:
        """Put what was added since the last time into the rows of a time; None: of now."""
        live = dict(self.count_live())
        await self._work(lambda: self._keep(live, self._now_s() if at_s is None else at_s))

    async def read(self, window: Window, runtime_id: str | None) -> list[Figures]:
        """What happened in each step of a window, of one runtime or of all together."""
        await self.keep()
        return await self._work(lambda: self._read(window, runtime_id))

    async def remove_runtime(self, runtime_id: str) -> None:
        """Forget a runtime."""
        await self._work(lambda: self._remove(runtime_id))

    def fit(self, since_s: float, until_s: float, step_s: float) -> Window:
        """The window that can be answered: steps are as fine as what is kept from `since_s` on allows."""
        age_s = self._now_s() - since_s
        kept = next((fine for fine, keep_s in self._keep_s.items() if age_s <= keep_s), _COARSE_S)
        step = max(1, -(-int(step_s) // kept)) * kept
        since = int(since_s) // step * step
        return Window(since_s=since, until_s=max(since + step, -(-int(until_s) // step) * step), step_s=step)

    async def _work(self, work: Callable[[], T]) -> T:
        return await asyncio.shield(asyncio.get_running_loop().run_in_executor(self._thread, work))

    async def _keep_for_ever(self) -> None:
        while True:
            end_s = (self._now_s() // _FINE_S + 1) * _FINE_S
            await asyncio.sleep(end_s - self._now_s())
            await self.keep(end_s - _MOMENT_S)

    # In the thread

    def _open(self) -> None:
        try:
            self._db = sqlite3.connect(self._path, timeout=_BUSY_TIMEOUT_S)
            self._db.execute("PRAGMA journal_mode = WAL").fetchall()
            self._db.execute("PRAGMA synchronous = OFF")  # as `store` has it
            self._db.executescript(_SCHEMA)
        except sqlite3.Error as exc:
            self._db = None
            _log.warning("figures over time cannot be kept in %s: %s", self._path, exc)

    def _close(self) -> None:
        if self._db is not None:
            self._db.close()

    def _keep(self, live: Mapping[str, int], at_s: float) -> None:
        added = self._sampler.take(live)
        if self._db is None:
            return
        try:
            with self._db as db:
                for runtime_id, figures in added.items():
                    for step_s in self._keep_s:
                        _add_to_row(db, step_s, int(at_s) // step_s * step_s, runtime_id, figures)
                if at_s - self._cleaned_at_s >= _CLEAN_EVERY_S:
                    self._cleaned_at_s = at_s
                    self._clean(db, at_s)
        except sqlite3.Error as exc:
            _log.warning("figures of 10 seconds could not be written to %s: %s", self._path, exc)

    def _clean(self, db: sqlite3.Connection, now_s: float) -> None:
        for step_s, keep_s in self._keep_s.items():
            db.execute("DELETE FROM series WHERE step_s = ? AND start_s < ?", (step_s, now_s - keep_s))
        count = db.execute("SELECT count(*) FROM series").fetchone()[0]
        if count > self._rows_max_count:
            db.execute(
                "DELETE FROM series WHERE (step_s, start_s, runtime_id) IN"
                " (SELECT step_s, start_s, runtime_id FROM series ORDER BY start_s + step_s LIMIT ?)",
                (count - self._rows_max_count,),
            )

    def _remove(self, runtime_id: str) -> None:
        if self._db is not None:
            with contextlib.suppress(sqlite3.Error), self._db as db:
                db.execute("DELETE FROM series WHERE runtime_id = ?", (runtime_id,))

    def _read(self, window: Window, runtime_id: str | None) -> list[Figures]:
        kept = max((step for step in self._keep_s if window.step_s % step == 0), default=_FINE_S)
        # The coarsest rows that fit may begin before what is asked for; finer ones are gone by then.
        query = f"SELECT start_s, runtime_id, figures FROM series WHERE {_WITHIN}"
        values: list[object] = [kept, window.since_s, window.until_s]
        if runtime_id is not None:
            query += " AND runtime_id = ?"
            values.append(runtime_id)
        steps: dict[int, dict[str, list[Figures]]] = defaultdict(lambda: defaultdict(list))
        rows = self._db.execute(query, values) if self._db is not None else ()
        for start_s, owner, text in rows:
            steps[(start_s - window.since_s) // window.step_s][owner].append(decode(text))
        found = []
        for number in range(len(window.starts)):
            runtimes = steps.get(number, {})
            found.append(add_up(follow(parts) for parts in runtimes.values()))
        return found


def _add_to_row(db: sqlite3.Connection, step_s: int, start_s: int, runtime_id: str, figures: Figures) -> None:
    key = (step_s, start_s, runtime_id)
    query = "SELECT figures FROM series WHERE step_s = ? AND start_s = ? AND runtime_id = ?"
    row = db.execute(query, key).fetchone()
    whole = figures if row is None else follow([decode(row[0]), figures])
    db.execute(_UPSERT, (*key, whole.encode()))
