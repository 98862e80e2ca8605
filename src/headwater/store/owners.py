"""Queries on whose sessions' ids are. Each function is one step of a transaction."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from headwater.store.tables import session_owners as table


def has_owners(tx: Connection) -> bool:
    return tx.execute(select(table.c.owner).limit(1)).first() is not None


def find_owner(tx: Connection, runtime_id: str, session_id: str) -> str | None:
    """Whose the id is; None: nobody's."""
    return tx.execute(select(table.c.owner).where(*_key(runtime_id, session_id))).scalar_one_or_none()


def claim(tx: Connection, runtime_id: str, session_id: str, owner: str | None, *, at: datetime) -> str | None:
    """Whose the id is; whoever asks first gets it. With owner None nothing is claimed, only asked."""
    found = find_owner(tx, runtime_id, session_id)
    if found is None and owner is not None:
        tx.execute(
            insert(table).values(runtime_id=runtime_id, session_id=session_id, owner=owner, used_at=at)
        )
        return owner
    if found is not None:
        tx.execute(update(table).where(*_key(runtime_id, session_id)).values(used_at=at))
    return found


def _key(runtime_id: str, session_id: str) -> tuple[ColumnElement[bool], ...]:
    return (table.c.runtime_id == runtime_id, table.c.session_id == session_id)


def remove_owners(tx: Connection, *, before: datetime) -> int:
    """Forget ids that were last used before then; says how many."""
    return tx.execute(delete(table).where(table.c.used_at < before)).rowcount
