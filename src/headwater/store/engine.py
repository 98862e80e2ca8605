"""The database: one engine, one thread that does all its work, one transaction a call.

Rule 1: every statement runs in the store's own thread, so transactions are serial: a function
given to `run` sees and changes the database as if nobody else were there.
Rule 2: a transaction that `run` has returned from is on disk (WAL with synchronous=FULL).
Rule 3: parameters never appear in an error: they hold agents' environment variables.

SQLite by default; any other SQLAlchemy URL gets the same code without SQLite's pragmas.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import logging
import os
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from headwater.core.errors import StoreError
from headwater.store.migrations import migrate

T = TypeVar("T")
Transaction = Callable[[Connection], T]

logger = logging.getLogger(__name__)

#: How long SQLite waits for another program (a backup, a shell) that holds the file.
BUSY_TIMEOUT_MS = 5000

#: Text of a database error -> what its reader can do about it. The first match counts.
_REMEDIES = (
    ("not a database", "the file is not a headwater database: move it away or give another --data-dir"),
    ("malformed", "the file is damaged: restore it from a backup, or move it away to start empty"),
    ("locked", "another program holds the file: close it (a database shell, a backup) and try again"),
    ("unable to open", "check that the directory exists and that this user may write in it"),
    ("readonly", "this user may not write the file: change its owner or its permissions"),
    ("disk is full", "the disk is full: free some space and try again"),
)


class Store:
    """An open database. Made by `open_store`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._is_sqlite = engine.dialect.name == "sqlite"
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="headwater-store")

    async def run(self, work: Transaction[T]) -> T:
        """Do `work` in one transaction; committed when this returns, undone when `work` raises.

        Transactions are carried out in the order of the calls. Cancelling does not undo one that
        has begun: it runs to its end.

        Raises:
            StoreError: the database refused; nothing was changed.
            Exception: whatever `work` raised.
        """
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._transact, work)

    def run_nowait(self, work: Transaction[None]) -> None:
        """Queue `work` behind what was asked before; a failure is logged, as nobody waits for it."""
        self._thread.submit(self._transact_unattended, work)

    def ask_for_rewrite(self, tx: Connection) -> None:
        """In this transaction: have `rewrite_if_asked` write the file anew, though a crash come between."""
        if self._is_sqlite:
            tx.exec_driver_sql("PRAGMA user_version = 1")

    async def rewrite_if_asked(self) -> None:
        """Write the database's file anew, so that nothing that was deleted or changed is left in it.

        Raises:
            StoreError: the database refused, for want of space, say.
        """
        await asyncio.get_running_loop().run_in_executor(self._thread, self._rewrite_if_asked)

    def close(self) -> None:
        """Finish what is queued, then let go of the file. Blocks; safe to call twice."""
        self._thread.shutdown(wait=True)
        self._engine.dispose()

    def _transact(self, work: Transaction[T]) -> T:
        try:
            with self._engine.begin() as connection:
                return work(connection)
        except SQLAlchemyError as exc:
            raise explain(exc, f"the store could not complete {work.__name__!r}") from exc

    def _rewrite_if_asked(self) -> None:
        if not self._is_sqlite:
            return
        try:
            with contextlib.closing(self._engine.raw_connection()) as connection:
                cursor = connection.cursor()
                (is_asked,) = cursor.execute("PRAGMA user_version").fetchone()
                if is_asked:
                    cursor.execute("VACUUM")
                    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                    cursor.execute("PRAGMA user_version = 0")
                cursor.close()
        except self._engine.dialect.loaded_dbapi.Error as exc:
            raise StoreError(
                f"the store could not be written anew: {exc}; see to free space on its disk"
            ) from exc

    def _transact_unattended(self, work: Transaction[None]) -> None:
        try:
            self._transact(work)
        except Exception:
            logger.exception("a queued write to the store failed")


@asynccontextmanager
async def open_store(url: str) -> AsyncIterator[Store]:
    """Open the database at `url`, bring its schema up to date, and close it at the end.

    Args:
        url: an SQLAlchemy URL, such as `sqlite:////var/lib/headwater/headwater.db`.
    Raises:
        StoreError: it cannot be opened, is in use by another server, or is newer than this program.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as exc:
        raise StoreError(f"{url!r} is not a database URL; write it like sqlite:////path/to/file.db") from exc
    lock = lock_file(parsed)
    try:
        engine = _make_engine(parsed)
        store = Store(engine)
        try:
            await asyncio.to_thread(_prepare_schema, engine)
            yield store
        finally:
            await asyncio.shield(asyncio.to_thread(store.close))
    finally:
        if lock is not None:
            os.close(lock)


def explain(exc: SQLAlchemyError, attempted: str) -> StoreError:
    """The database library's error as ours, with a remedy where one is known."""
    cause = str(getattr(exc, "orig", None) or type(exc).__name__)
    remedy = find_remedy(cause)
    return StoreError(f"{attempted}: {cause}" + (f"; {remedy}" if remedy else ""))


def find_remedy(cause: str) -> str | None:
    """What can be done about a database's error, where that is known."""
    return next((text for sign, text in _REMEDIES if sign in cause), None)


def _prepare_schema(engine: Engine) -> None:
    try:
        with engine.begin() as connection:
            migrate(connection)
    except SQLAlchemyError as exc:
        raise explain(exc, f"the store at {engine.url.render_as_string()} could not be opened") from exc


def _make_engine(url: URL) -> Engine:
    is_sqlite = url.get_backend_name() == "sqlite"
    try:
        # One connection: there is one thread. Parameters stay out of error texts (rule 3).
        engine = create_engine(url, pool_size=1, max_overflow=0, hide_parameters=True)
    except (NoSuchModuleError, ModuleNotFoundError) as exc:
        raise StoreError(f"no driver for {url.get_backend_name()!r} databases is installed: {exc}") from exc
    if is_sqlite:
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: Any) -> None:  # Any: the driver's own objects
    # The driver would begin transactions only before some statements (and never before DDL), so
    # that a failed migration would stay half done. We begin them ourselves.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    # What is deleted is overwritten: not even what is sealed outlives its runtime.
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def lock_file(url: URL) -> int | None:
    """Take the lock that keeps a second server off the same file; it ends with this process."""
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return None
    path = Path(url.database)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Nobody else's business, though secrets in it are sealed; its journals take over its permissions.
        os.close(os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600))
        lock = os.open(f"{path}.lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    except OSError as exc:
        remedy = "check that this user may write there, or give another --data-dir"
        raise StoreError(f"the store {path} could not be opened: {exc.strerror}; {remedy}") from exc
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as exc:
        os.close(lock)
        raise StoreError(
            f"the store {path} is in use by another headwater server; stop it or give another --data-dir"
        ) from exc
    return lock
