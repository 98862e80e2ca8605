"""Rows that a request names, or the error that says they are not there."""

from __future__ import annotations

from sqlalchemy import Connection

from headwater.core.errors import NotFound
from headwater.store.endpoints import EndpointRow, find_endpoint
from headwater.store.runtimes import RuntimeRow, VersionRow, find_runtime, find_version


def get_runtime(tx: Connection, runtime_id: str) -> RuntimeRow:
    row = find_runtime(tx, runtime_id)
    if row is None:
        raise NotFound(f"there is no agent runtime {runtime_id}")
    return row


def get_version(tx: Connection, runtime_id: str, number: int) -> VersionRow:
    row = find_version(tx, runtime_id, number)
    if row is None:
        raise NotFound(f"agent runtime {runtime_id} has no version {number}")
    return row


def get_endpoint(tx: Connection, runtime_id: str, name: str) -> EndpointRow:
    row = find_endpoint(tx, runtime_id, name)
    if row is None:
        raise NotFound(f"agent runtime {runtime_id} has no endpoint named {name!r}")
    return row
