"""PostgreSQL through psycopg: the same transactions, on a pool of connections."""

from __future__ import annotations

import asyncio
import itertools
import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from typing import Any, TypeVar

import psycopg
from psycopg import IsolationLevel
from psycopg_pool import ConnectionPool, PoolTimeout

from headwater.core.errors import StoreError
from headwater.memory.database.base import Database, Dialect, Row, Work

T = TypeVar("T")

_CONNECTIONS_COUNT = 8
#: How long a request waits for the database to be there.
_CONNECT_TIMEOUT_S = 10.0
#: How long to wait for a server that was killed to be gone.
_LOCK_TIMEOUT_S = 5.0
#: "headwate" in ASCII, as the number of our lock.
_LOCK = int.from_bytes(b"headwate")
#: Transactions that stood in each other's way are tried again.
_ATTEMPTS_COUNT = 5
#: Before the second attempt, and longer before each further one: so that the other gets past.
_RETRY_PAUSE_S = 0.01
#: Two that made the same row at once are of that kind too: the second attempt finds the other's.
_IN_THE_WAY = (
    psycopg.errors.DeadlockDetected,
    psycopg.errors.SerializationFailure,
    psycopg.errors.UniqueViolation,
)
#: Rows may have megabytes.
_ROWS_AT_ONCE_COUNT = 8
#: Cursors of one transaction need names of their own.
_numbers = itertools.count()
_PARAMETER = re.compile(r"(?<!:):([a-z_][a-z0-9_]*)")


class _PostgresqlTx:
    """A `Tx` on one connection."""

    dialect: Dialect = "postgresql"

    def __init__(self, connection: psycopg.Connection[Row]) -> None:
        self._connection = connection

    def all(self, sql: str, /, **values: object) -> list[Row]:
        return self._connection.execute(_translate(sql), values).fetchall()

    def each(self, sql: str, /, **values: object) -> Iterator[Row]:
        with self._connection.cursor(name=f"each_{next(_numbers)}") as cursor:
            cursor.itersize = _ROWS_AT_ONCE_COUNT
            yield from cursor.execute(_translate(sql), values)

    def one(self, sql: str, /, **values: object) -> Row | None:
        return self._connection.execute(_translate(sql), values).fetchone()

    def run(self, sql: str, /, **values: object) -> int:
        return self._connection.execute(_translate(sql), values).rowcount


class PostgresqlDatabase:
    """A `Database` on a server. One of ours has it to itself: it keeps what it knows of memories in RAM."""

    dialect: Dialect = "postgresql"

    def __init__(self, url: str) -> None:
        """Connects; blocks. StoreError if it cannot be reached, or another of our servers uses it."""
        with _explained("the memories' database could not be reached"):
            self._lock = psycopg.connect(url, autocommit=True, connect_timeout=round(_CONNECT_TIMEOUT_S) or 1)
        try:
            _take_lock(self._lock)
            self._open(url)
        except StoreError:
            self._lock.close()
            raise

    def _open(self, url: str) -> None:
        self._pool: ConnectionPool[psycopg.Connection[Row]] = ConnectionPool(
            url, min_size=1, max_size=_CONNECTIONS_COUNT, timeout=_CONNECT_TIMEOUT_S, open=False
        )
        with _explained("the memories' database could not be reached"):
            try:
                self._pool.open(wait=True, timeout=_CONNECT_TIMEOUT_S)
            except StoreError:
                self._pool.close()
                raise
        self._threads = ThreadPoolExecutor(_CONNECTIONS_COUNT, thread_name_prefix="headwater-memory")

    async def read(self, work: Work[T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._read, work)

    async def write(self, work: Work[T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._write, work)

    async def close(self) -> None:
        await asyncio.to_thread(self._close)

    def _read(self, work: Callable[[_PostgresqlTx], T]) -> T:
        with (
            _explained("the memories' database could not be read"),
            self._pool.connection() as connection,
        ):
            connection.isolation_level = IsolationLevel.REPEATABLE_READ
            with connection.transaction(force_rollback=True):
                return work(_PostgresqlTx(connection))

    def _write(self, work: Callable[[_PostgresqlTx], T]) -> T:
        for attempt in range(_ATTEMPTS_COUNT):
            try:
                with (
                    _explained("the memories' database could not be written"),
                    self._pool.connection() as connection,
                ):
                    connection.isolation_level = IsolationLevel.READ_COMMITTED
                    with connection.transaction():
                        return work(_PostgresqlTx(connection))
            except StoreError as exc:
                is_in_the_way = isinstance(exc.__cause__, _IN_THE_WAY)
                if not is_in_the_way or attempt == _ATTEMPTS_COUNT - 1:
                    raise
                time.sleep(_RETRY_PAUSE_S * (attempt + 1))
        raise AssertionError("the last attempt returns or raises")

    def _close(self) -> None:
        self._threads.shutdown(wait=True)
        self._pool.close()
        self._lock.close()


def _take_lock(connection: psycopg.Connection[Row]) -> None:
    """Hold the database for as long as the connection lasts. One that has just died may still hold it."""
    deadline_s = time.monotonic() + _LOCK_TIMEOUT_S
    with _explained("the memories' database could not be locked"):
        while True:
            row = connection.execute("SELECT pg_try_advisory_lock(%s)", (_LOCK,)).fetchone()
            if row is not None and row[0]:
                return
            if time.monotonic() > deadline_s:
                raise StoreError(
                    "the memories' database is in use by another headwater server; stop it or set another"
                    " memory.url"
                )
            time.sleep(0.1)


@cache
def _translate(sql: str) -> Any:  # Any: psycopg wants literal strings; ours are constants of this package
    return _PARAMETER.sub(r"%(\1)s", sql.replace("%", "%%"))


@contextmanager
def _explained(attempted: str) -> Iterator[None]:
    try:
        yield
    except (psycopg.Error, PoolTimeout) as exc:
        first_line = (str(exc).strip() or type(exc).__name__).splitlines()[0]
        raise StoreError(f"{attempted}: {first_line}") from exc


def _conforms(x: PostgresqlDatabase) -> Database:
    return x
