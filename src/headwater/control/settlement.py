"""How the outcome of preparing a version spreads: to the version, its runtime, its endpoints."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from headwater.control.status import PREPARING, Move, is_allowed, next_status
from headwater.store import endpoints as endpoint_queries
from headwater.store import runtimes as runtime_queries


def settle_version(
    tx: Connection, runtime_id: str, number: int, failure: str | None, *, at: datetime
) -> None:
    """Record that version `number` was proven, or why not.

    Endpoints on their way to it arrive, or stay on the version that they serve. Does nothing
    when the runtime is being deleted, or the version was settled before.
    """
    runtime = runtime_queries.find_runtime(tx, runtime_id)
    version = runtime_queries.find_version(tx, runtime_id, number)
    if runtime is None or version is None:
        return
    if runtime.status not in PREPARING or version.status not in PREPARING:
        return
    move = Move.PREPARED if failure is None else Move.FAILED
    status = next_status(version.status, move)
    runtime_queries.update_version_status(tx, runtime_id, number, status, failure_reason=failure, at=at)
    runtime_queries.update_runtime(
        tx, runtime_id, status=next_status(runtime.status, move), failure_reason=failure, updated_at=at
    )
    for endpoint in endpoint_queries.endpoints_of(tx, runtime_id):
        if endpoint.target_version == number and is_allowed(endpoint.status, move):
            endpoint_queries.update_endpoint(
                tx,
                runtime_id,
                endpoint.name,
                status=next_status(endpoint.status, move),
                live_version=number if failure is None else endpoint.live_version,
                failure_reason=failure,
                updated_at=at,
            )


def mark_stuck(tx: Connection, runtime_id: str, reason: str, *, at: datetime) -> None:
    """Record that a runtime could not be deleted."""
    runtime = runtime_queries.find_runtime(tx, runtime_id)
    if runtime is not None:
        status = next_status(runtime.status, Move.DELETE_STUCK)
        runtime_queries.update_runtime(tx, runtime_id, status=status, failure_reason=reason, updated_at=at)
