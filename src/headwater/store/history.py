"""What became of a runtime's versions and endpoints, and when. Each function is one step of a transaction.

Rule: nobody has to remember to write it. After every change `note_changes` compares the versions and
endpoints that there are with what was written of each one last, and writes down what differs.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, case, delete, func, insert, or_, select

from headwater.core.runtimes import ResourceStatus
from headwater.store.endpoints import EndpointRow, endpoints_of
from headwater.store.runtimes import find_runtime
from headwater.store.tables import runtime_history as table
from headwater.store.tables import runtime_versions

#: Changes of one runtime that are kept, beside the latest of each version and endpoint; the oldest go first.
KEPT_MAX_COUNT = 5_000
#: Whose change it is: (None, a version's number), or (an endpoint's name, None).
_Subject = tuple[str | None, int | None]
#: What counts as a change: status, version served, version on its way.
_State = tuple[ResourceStatus | None, int | None, int | None]
_Values = dict[str, Any]  # Any: columns have their own types


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """One change; see the table."""

    id: int
    runtime_id: str
    at: datetime
    caller: str | None
    endpoint: str | None
    version: int | None
    target_version: int | None
    status: ResourceStatus | None
    failure_reason: str | None
    bundle_sha256: str | None


def note_changes(tx: Connection, runtime_id: str, *, caller: str | None, since: datetime) -> None:
    """Write down what is not written yet; does nothing for a runtime that is gone.

    Args:
        caller: who did what was done since `since`; before, it is not known.
    """
    if find_runtime(tx, runtime_id) is None:
        return
    known = _read_known(tx, runtime_id)
    found = [*_version_changes(tx, runtime_id, known), *_endpoint_changes(tx, runtime_id, known)]
    # What is left of `known` is not there any more.
    found += [_deletion(runtime_id, subject, since) for subject, state in known.items() if state[0]]
    for values in sorted(found, key=lambda values: values["at"]):
        is_new = values["at"] >= since
        tx.execute(insert(table).values(**values, caller=caller if is_new else None))
    if found:
        _trim(tx, runtime_id)


def list_history(tx: Connection, runtime_id: str, *, before: int | None, limit: int) -> list[HistoryRow]:
    """Changes, the latest first."""
    query = select(table).where(table.c.runtime_id == runtime_id)
    if before is not None:
        query = query.where(table.c.id < before)
    return [HistoryRow(**row._asdict()) for row in tx.execute(query.order_by(table.c.id.desc()).limit(limit))]


def _read_known(tx: Connection, runtime_id: str) -> dict[_Subject, _State]:
    """What was written last of each version and endpoint."""
    c = table.c
    query = select(c.endpoint, c.version, c.target_version, c.status).where(c.id.in_(_newest(runtime_id)))
    return {
        (endpoint, version if endpoint is None else None): (
            status,
            None if endpoint is None else version,
            target,
        )
        for endpoint, version, target, status in tx.execute(query)
    }


def _newest(runtime_id: str) -> Select[tuple[int]]:
    """The ids of what was written last of each version and endpoint."""
    c = table.c
    number = case((c.endpoint.is_(None), c.version))
    return select(func.max(c.id)).where(c.runtime_id == runtime_id).group_by(c.endpoint, number)


def _version_changes(tx: Connection, runtime_id: str, known: dict[_Subject, _State]) -> list[_Values]:
    c = runtime_versions.c
    query = select(c.number, c.status, c.failure_reason, c.bundle_sha256, c.updated_at)
    return [
        {
            "runtime_id": runtime_id,
            "at": row.updated_at,
            "version": row.number,
            "status": row.status,
            "failure_reason": row.failure_reason,
            "bundle_sha256": row.bundle_sha256 or None,
        }
        for row in tx.execute(query.where(c.runtime_id == runtime_id))
        if known.pop((None, row.number), None) != (row.status, None, None)
    ]


def _endpoint_changes(tx: Connection, runtime_id: str, known: dict[_Subject, _State]) -> list[_Values]:
    return [
        {
            "runtime_id": runtime_id,
            "at": row.updated_at,
            "endpoint": row.name,
            "version": row.live_version,
            "target_version": row.target_version,
            "status": row.status,
            "failure_reason": row.failure_reason,
        }
        for row in endpoints_of(tx, runtime_id)
        if known.pop((row.name, None), None) != _state_of(row)
    ]


def _state_of(row: EndpointRow) -> _State:
    return row.status, row.live_version, row.target_version


def _deletion(runtime_id: str, subject: _Subject, at: datetime) -> _Values:
    endpoint, version = subject
    return {"runtime_id": runtime_id, "at": at, "endpoint": endpoint, "version": version, "status": None}


def _trim(tx: Connection, runtime_id: str) -> None:
    """Forget the oldest, save what tells what is there now: that would be written anew."""
    c = table.c
    own = select(c.id).where(c.runtime_id == runtime_id).order_by(c.id.desc())
    last = tx.execute(own.offset(KEPT_MAX_COUNT).limit(1)).scalar_one_or_none()
    if last is not None:
        is_past = or_(c.status.is_(None), c.id.not_in(_newest(runtime_id)))
        tx.execute(delete(table).where(c.runtime_id == runtime_id, c.id <= last, is_past))
