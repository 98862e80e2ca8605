"""Queries on the endpoints of agent runtimes. Each function is one step of a transaction."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select, update

from headwater.core.runtimes import ResourceStatus
from headwater.store.tables import endpoints


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointRow:
    """A named pointer: serves `live_version`, is on its way to `target_version`."""

    runtime_id: str
    name: str
    endpoint_id: str
    status: ResourceStatus
    failure_reason: str | None = None
    live_version: int | None = None
    target_version: int
    description: str | None = None
    created_at: datetime
    updated_at: datetime


def insert_endpoint(tx: Connection, row: EndpointRow) -> None:
    tx.execute(insert(endpoints).values(**asdict(row)))


def find_endpoint(tx: Connection, runtime_id: str, name: str) -> EndpointRow | None:
    row = tx.execute(select(endpoints).where(*_key(runtime_id, name))).one_or_none()
    return None if row is None else EndpointRow(**row._asdict())


def endpoints_of(tx: Connection, runtime_id: str) -> list[EndpointRow]:
    query = select(endpoints).where(endpoints.c.runtime_id == runtime_id).order_by(endpoints.c.name)
    return [EndpointRow(**row._asdict()) for row in tx.execute(query)]


def all_endpoints(tx: Connection) -> list[EndpointRow]:
    return [EndpointRow(**row._asdict()) for row in tx.execute(select(endpoints))]


def list_endpoints(tx: Connection, runtime_id: str, *, after: str | None, limit: int) -> list[EndpointRow]:
    query = select(endpoints).where(endpoints.c.runtime_id == runtime_id)
    if after is not None:
        query = query.where(endpoints.c.name > after)
    query = query.order_by(endpoints.c.name).limit(limit)
    return [EndpointRow(**row._asdict()) for row in tx.execute(query)]


def endpoints_using(tx: Connection, runtime_id: str, number: int) -> list[str]:
    """Names of the endpoints that serve version `number` or are on their way to it."""
    query = select(endpoints.c.name).where(
        endpoints.c.runtime_id == runtime_id,
        or_(endpoints.c.live_version == number, endpoints.c.target_version == number),
    )
    return list(tx.execute(query.order_by(endpoints.c.name)).scalars())


def update_endpoint(tx: Connection, runtime_id: str, name: str, **values: object) -> None:
    tx.execute(update(endpoints).where(*_key(runtime_id, name)).values(**values))


def mark_all_deleting(tx: Connection, runtime_id: str, at: datetime) -> None:
    query = update(endpoints).where(endpoints.c.runtime_id == runtime_id)
    tx.execute(query.values(status=ResourceStatus.DELETING, updated_at=at))


def delete_endpoint(tx: Connection, runtime_id: str, name: str) -> None:
    tx.execute(delete(endpoints).where(*_key(runtime_id, name)))


def _key(runtime_id: str, name: str) -> tuple[Any, Any]:  # Any: SQL expressions
    return (endpoints.c.runtime_id == runtime_id, endpoints.c.name == name)
