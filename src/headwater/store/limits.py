"""Queries on runtimes' limits. Each function is one step of a transaction."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, Row, delete, insert, select

from headwater.core.limits import RuntimeLimits, WhenBusy
from headwater.core.sessions import SessionBudget
from headwater.store.tables import runtime_limits


def all_limits(tx: Connection) -> dict[str, RuntimeLimits]:
    """By runtime id; runtimes without limits are absent."""
    return {row.runtime_id: _limits(row) for row in tx.execute(select(runtime_limits))}


def put_limits(tx: Connection, runtime_id: str, limits: RuntimeLimits, *, at: datetime) -> None:
    """Replace what is set for a runtime; nothing is kept of limits that say nothing."""
    tx.execute(delete(runtime_limits).where(runtime_limits.c.runtime_id == runtime_id))
    if limits.is_empty:
        return
    values = {
        "runtime_id": runtime_id,
        "sessions_max_count": limits.sessions_max_count,
        "warm_count": limits.warm_count,
        "budget_cpu_s": limits.budget.cpu_s,
        "budget_wall_s": limits.budget.wall_s,
        "budget_request_count": limits.budget.request_count,
        "when_busy": None if limits.when_busy is None else limits.when_busy.value,
        "updated_at": at,
    }
    tx.execute(insert(runtime_limits).values(**values))


def _limits(row: Row[tuple[object, ...]]) -> RuntimeLimits:
    return RuntimeLimits(
        sessions_max_count=row.sessions_max_count,
        warm_count=row.warm_count,
        budget=SessionBudget(
            cpu_s=row.budget_cpu_s, wall_s=row.budget_wall_s, request_count=row.budget_request_count
        ),
        when_busy=None if row.when_busy is None else WhenBusy(row.when_busy),
    )
