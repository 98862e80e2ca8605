"""Queries on access keys. Each function is one step of a transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from headwater.store.tables import access_keys as table


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessKeyRow:
    """A key as it is kept: its secret sealed, its policy as text."""

    access_key_id: str
    name: str
    secret: str
    policy: str
    created_at: datetime
    expires_at: datetime | None


def all_keys(tx: Connection) -> list[AccessKeyRow]:
    """Oldest first."""
    query = select(table).order_by(table.c.created_at, table.c.access_key_id)
    return [AccessKeyRow(**row._asdict()) for row in tx.execute(query)]


def has_keys(tx: Connection) -> bool:
    return tx.execute(select(table.c.access_key_id).limit(1)).first() is not None


def add_key(tx: Connection, row: AccessKeyRow) -> None:
    values = {column.name: getattr(row, column.name) for column in table.columns}
    tx.execute(insert(table).values(**values))


def remove_key(tx: Connection, access_key_id: str) -> bool:
    """Whether there was one."""
    return tx.execute(delete(table).where(table.c.access_key_id == access_key_id)).rowcount > 0


def set_secret(tx: Connection, access_key_id: str, secret: str) -> None:
    """Replace the sealed secret, as when the sealing key changes."""
    tx.execute(update(table).where(table.c.access_key_id == access_key_id).values(secret=secret))
