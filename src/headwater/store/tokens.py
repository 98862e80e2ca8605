"""Queries on client tokens: what was answered to whom, so that a repeated request gets it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from headwater.store.tables import idempotency_tokens as table


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRow:
    """A request that was carried out: a digest of its parameters, and its answer as JSON."""

    fingerprint: str
    answer: dict[str, Any]  # JSON


def find_token(tx: Connection, operation: str, token: str) -> TokenRow | None:
    query = select(table.c.fingerprint, table.c.answer)
    row = tx.execute(query.where(table.c.operation == operation, table.c.token == token)).one_or_none()
    return None if row is None else TokenRow(fingerprint=row.fingerprint, answer=row.answer)


def insert_token(tx: Connection, operation: str, token: str, row: TokenRow, *, at: datetime) -> None:
    tx.execute(
        insert(table).values(
            operation=operation,
            token=token,
            fingerprint=row.fingerprint,
            answer=row.answer,
            created_at=at,
        )
    )


def delete_all_tokens(tx: Connection) -> None:
    tx.execute(delete(table))


def delete_tokens_before(tx: Connection, at: datetime) -> None:
    tx.execute(delete(table).where(table.c.created_at < at))
