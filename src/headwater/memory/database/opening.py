"""Opens the database that a URL names."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from headwater.core.errors import StoreError
from headwater.memory.database.base import Database
from headwater.memory.database.schema import migrate
from headwater.store.engine import lock_file


@asynccontextmanager
async def open_database(url: str) -> AsyncIterator[Database]:
    """Open the memories at `url`, bring the tables up to date, and close at the end.

    Args:
        url: `sqlite:////path/to/memory.db`, or `postgresql://user@host/name`.
    Raises:
        StoreError: it cannot be opened, is in use by another server, or is newer than this program.
    """
    parsed = _parse(url)
    lock = lock_file(parsed)
    try:
        database = await asyncio.to_thread(_open, parsed)
        try:
            await database.write(migrate)
            yield database
        finally:
            await asyncio.shield(database.close())
    finally:
        if lock is not None:
            os.close(lock)


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError:
        parsed = None
    if parsed is None or parsed.get_backend_name() not in ("sqlite", "postgresql"):
        shown = url if parsed is None else parsed.render_as_string()
        raise StoreError(
            f"memory.url: {shown!r} names no database that memories can be kept in; write it like"
            " sqlite:////path/to/memory.db or postgresql://user@host/name"
        )
    return parsed


def _open(url: URL) -> Database:
    if url.get_backend_name() == "sqlite":
        from headwater.memory.database.sqlite import SqliteDatabase

        return SqliteDatabase(Path(url.database or "memory.db"))
    try:
        from headwater.memory.database.postgresql import PostgresqlDatabase
    except ImportError as exc:
        raise StoreError(
            "memory.url names a PostgreSQL, but its driver is not installed:"
            " pip install 'headwater[postgres]'"
        ) from exc
    return PostgresqlDatabase(url.set(drivername="postgresql").render_as_string(hide_password=False))
