"""A memory record as it is kept and as the API shows it, and what turns its text into a vector."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from headwater.memory.control.base import Members, encode_json
from headwater.memory.control.rendering import to_time
from headwater.memory.database.base import Row

#: What `Record` is read from: the tables `records` (r) and `namespaces` (n).
COLUMNS = (
    "r.record_key, r.record_id, r.namespace_key, n.name, r.strategy_id, r.content, r.metadata,"
    " r.timestamp_ms, r.created_ms, r.expires_ms, r.expiry_days, n.owner"
)
#: Said of records that belong to no strategy: the API demands an id in answers, and not in requests.
NO_STRATEGY = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row. `namespace` is empty for a record that is in none."""

    record_key: int
    record_id: str
    namespace_key: int
    namespace: str
    strategy_id: str
    text: str
    metadata: Members
    """As `encode_metadata` has it: times are milliseconds since 1970."""
    timestamp_ms: int
    created_ms: int
    expires_ms: int | None
    expiry_days: int | None
    owner: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A record that is to be written."""

    text: str
    namespace: str
    timestamp_ms: int
    owner: str | None = None
    strategy_id: str = NO_STRATEGY
    metadata: Members | None = None
    expiry_days: int | None = None
    vector: bytes | None = None
    """Of the text, by the embedder in use; without one it is made later."""


def read_record(row: Row) -> Record:
    return Record(
        record_key=row[0],
        record_id=row[1],
        namespace_key=row[2],
        namespace=row[3],
        strategy_id=row[4],
        text=bytes(row[5]).decode(),
        metadata=json.loads(row[6]) if row[6] is not None else {},
        timestamp_ms=row[7],
        created_ms=row[8],
        expires_ms=row[9],
        expiry_days=row[10],
        owner=row[11],
    )


def render_summary(record: Record, score: float | None = None) -> Members:
    """`MemoryRecordSummary`; with a score, as a search finds it."""
    rendered: dict[str, Any] = {  # Any: members of the API
        "memoryRecordId": record.record_id,
        "content": {"text": record.text},
        "memoryStrategyId": record.strategy_id,
        "namespaces": [record.namespace] if record.namespace else [],
        "createdAt": to_time(record.created_ms),
        "timestamp": to_time(record.timestamp_ms),
    }
    if record.metadata:
        rendered["metadata"] = {name: _render_value(value) for name, value in record.metadata.items()}
    if score is not None:
        rendered["score"] = score
    return rendered


def render_record(record: Record) -> Members:
    """`MemoryRecord`."""
    expiry = {} if record.expires_ms is None else {"expiresAt": to_time(record.expires_ms)}
    return render_summary(record) | expiry


def encode_metadata(metadata: Members | None) -> bytes | None:
    """Metadata of the API as it is kept."""
    if not metadata:
        return None
    return encode_json({name: _keep_value(value) for name, value in metadata.items()})


def _keep_value(value: Members) -> Members:
    at = value.get("dateTimeValue")
    return {"dateTimeValue": round(at.timestamp() * 1000)} if isinstance(at, datetime) else value


def _render_value(value: Members) -> Members:
    return {"dateTimeValue": to_time(value["dateTimeValue"])} if "dateTimeValue" in value else value
