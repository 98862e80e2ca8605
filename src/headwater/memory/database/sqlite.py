"""SQLite through apsw, which can load extensions on every Python.

One thread writes and a few read, each with a connection of its own; readers do not wait for the writer (WAL).
The writer takes all that wait into one transaction, each in a savepoint: one fsync serves many. Whoever
asked is told only after that fsync.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import apsw
import sqlite_vec  # type: ignore[import-untyped]  # it has no types

from headwater.core.errors import StoreError
from headwater.memory.database.base import Database, Dialect, Row, Work
from headwater.store.engine import find_remedy

T = TypeVar("T")

_READERS_COUNT = 4
_BUSY_TIMEOUT_MS = 5000
#: Writes that share one transaction: more would keep the first of them waiting.
_GROUP_MAX_COUNT = 128
#: Of each connection, in KiB (negative is SQLite's way to say so).
_CACHE_KIB = -16_384
#: Bytes that the log of changes keeps on disk after it was worked in.
_JOURNAL_MAX_BYTES = 64 * 1024 * 1024


class _SqliteTx:
    """A `Tx` on one connection."""

    dialect: Dialect = "sqlite"

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    def all(self, sql: str, /, **values: Any) -> list[Row]:  # Any: what SQLite can bind
        return self._connection.execute(sql, values).fetchall()

    def each(self, sql: str, /, **values: Any) -> Iterator[Row]:  # Any: what SQLite can bind
        return iter(self._connection.execute(sql, values))

    def one(self, sql: str, /, **values: Any) -> Row | None:  # Any: what SQLite can bind
        for row in self._connection.execute(sql, values):
            return tuple(row)
        return None

    def run(self, sql: str, /, **values: Any) -> int:  # Any: what SQLite can bind
        self._connection.execute(sql, values)
        return self._connection.changes()


_Job = tuple[Callable[[_SqliteTx], Any], "Future[Any]"]  # Any: whatever the work gives


class SqliteDatabase:
    """A `Database` in one file."""

    dialect: Dialect = "sqlite"

    def __init__(self, path: Path) -> None:
        """Opens the file; blocks. StoreError if it cannot be opened or is no database."""
        self._path = path
        self._local = threading.local()
        self._connections: list[apsw.Connection] = []
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        with _explained(f"the memories' database {path} could not be opened"):
            writer = self._connect()
            writer.pragma("journal_mode", "wal")
            writer.pragma("synchronous", "full")
            writer.pragma("journal_size_limit", _JOURNAL_MAX_BYTES)
            writer.pragma("secure_delete", "fast")
        self._readers = ThreadPoolExecutor(_READERS_COUNT, thread_name_prefix="headwater-memory-read")
        self._writer = threading.Thread(
            target=self._write_all, args=(writer,), name="headwater-memory-write", daemon=True
        )
        self._writer.start()

    async def read(self, work: Work[T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._read, work)

    async def write(self, work: Work[T]) -> T:
        done: Future[T] = Future()
        self._jobs.put((work, done))
        return await asyncio.wrap_future(done)

    async def close(self) -> None:
        await asyncio.to_thread(self._close)

    def _connect(self) -> apsw.Connection:
        connection = apsw.Connection(str(self._path))
        connection.set_busy_timeout(_BUSY_TIMEOUT_MS)
        connection.pragma("cache_size", _CACHE_KIB)
        connection.enable_load_extension(True)
        connection.load_extension(sqlite_vec.loadable_path())
        connection.enable_load_extension(False)
        self._connections.append(connection)
        return connection

    def _read(self, work: Callable[[_SqliteTx], T]) -> T:
        connection: apsw.Connection | None = getattr(self._local, "connection", None)
        with _explained("the memories' database could not be read"):
            if connection is None:
                connection = self._local.connection = self._connect()
            connection.execute("BEGIN")
            try:
                return work(_SqliteTx(connection))
            finally:
                connection.execute("ROLLBACK")

    def _write_all(self, connection: apsw.Connection) -> None:
        while (first := self._jobs.get()) is not None:
            group, is_last = [first], False
            while len(group) < _GROUP_MAX_COUNT and not self._jobs.empty():
                job = self._jobs.get()
                if job is None:
                    is_last = True
                    break
                group.append(job)
            # Whoever was cancelled before its work began wants it no more; from here on nobody can be.
            group = [job for job in group if job[1].set_running_or_notify_cancel()]
            if not self._write_group(connection, group):
                # One that does not fit on the disk, say, ended it for all: what can be done alone is.
                for job in group:
                    self._write_group(connection, [job])
            if is_last:
                return

    def _write_group(self, connection: apsw.Connection, group: list[_Job]) -> bool:
        """One transaction; everybody is told. False: it failed, and those of many know nothing yet."""
        told: list[Callable[[], None]] = []
        try:
            with _explained("the memories' database could not be written"):
                connection.execute("BEGIN IMMEDIATE")
                try:
                    told = [self._write_one(connection, job) for job in group]
                    connection.execute("COMMIT")
                except BaseException:
                    if connection.in_transaction:
                        connection.execute("ROLLBACK")
                    raise
        except BaseException as exc:  # whoever waits hears of it; this thread goes on
            if len(group) > 1:
                return False
            for _, done in group:
                done.set_exception(exc)
            return True
        for tell in told:
            tell()
        return True

    def _write_one(self, connection: apsw.Connection, job: _Job) -> Callable[[], None]:
        """Do one work in a savepoint. What is to be said of it once the group is on disk."""
        work, done = job
        connection.execute("SAVEPOINT work")
        try:
            with _explained("the memories' database could not be written"):
                result = work(_SqliteTx(connection))
        except Exception as exc:
            if not connection.in_transaction:  # a full disk, say, has ended it for all
                raise
            connection.execute("ROLLBACK TO work")
            connection.execute("RELEASE work")
            error = exc
            return lambda: done.set_exception(error)
        connection.execute("RELEASE work")
        return lambda: done.set_result(result)

    def _close(self) -> None:
        self._jobs.put(None)
        self._writer.join()
        self._readers.shutdown(wait=True)
        while self._connections:
            self._connections.pop().close()


@contextmanager
def _explained(attempted: str) -> Iterator[None]:
    try:
        yield
    except apsw.Error as exc:
        remedy = find_remedy(str(exc))
        raise StoreError(f"{attempted}: {exc}" + (f"; {remedy}" if remedy else "")) from exc


def _conforms(x: SqliteDatabase) -> Database:
    return x
