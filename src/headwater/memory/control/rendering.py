"""Memories as the API shows them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from headwater.memory.control.base import Members, Memory, Owner, Strategy

#: Of a memory's members, those that are shown as they were given.
SHOWN_MEMBERS = (
    "description",
    "encryptionKeyArn",
    "memoryExecutionRoleArn",
    "indexedKeys",
    "namespaceKeys",
    "streamDeliveryResources",
)


def to_time(at_ms: int) -> datetime:
    """Milliseconds since 1970 as an aware time."""
    return datetime.fromtimestamp(at_ms // 1000, UTC).replace(microsecond=at_ms % 1000 * 1000)


def render_memory(memory: Memory, owner: Owner, status: str | None = None) -> Members:
    """`Memory` of the control plane. `status` is said instead of the memory's own, of its strategies too."""
    strategy_status = status if status == "CREATING" else "ACTIVE"
    return {
        "arn": owner.arn(memory.memory_id),
        "id": memory.memory_id,
        "name": memory.name,
        "eventExpiryDuration": memory.event_expiry_days,
        "status": status or memory.status,
        "createdAt": to_time(memory.created_ms),
        "updatedAt": to_time(memory.updated_ms),
        "strategies": [_render_strategy(strategy, strategy_status) for strategy in memory.strategies],
        **{name: memory.members[name] for name in SHOWN_MEMBERS if name in memory.members},
    }


def render_summary(memory: Memory, owner: Owner) -> Members:
    """`MemorySummary`, which has no name."""
    return {
        "arn": owner.arn(memory.memory_id),
        "id": memory.memory_id,
        "status": memory.status,
        "createdAt": to_time(memory.created_ms),
        "updatedAt": to_time(memory.updated_ms),
    }


def _render_strategy(strategy: Strategy, status: str) -> Members:
    optional: dict[str, Any] = {  # Any: members of the API
        "description": strategy.description,
        "configuration": strategy.configuration,
        "memoryRecordSchema": strategy.record_schema,
        "recordExpiryDurationDays": strategy.record_expiry_days,
    }
    return {
        "strategyId": strategy.strategy_id,
        "name": strategy.name,
        "type": strategy.type,
        # Old clients read the first, new ones the second.
        "namespaces": list(strategy.namespaces),
        "namespaceTemplates": list(strategy.namespaces),
        "createdAt": to_time(strategy.created_ms),
        "updatedAt": to_time(strategy.updated_ms),
        "status": status,
        **{name: value for name, value in optional.items() if value is not None},
    }
