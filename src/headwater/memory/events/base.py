"""An event as it is kept, and as the API shows it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from headwater.core.errors import FieldProblem, InvalidRequest
from headwater.memory.control.base import Members, Memory
from headwater.memory.control.rendering import to_time
from headwater.memory.database.base import Row
from headwater.memory.events.ids import EventIds
from headwater.wire.restjson import EncodedList

#: What `StoredEvent` is read from, of the table `events`.
COLUMNS = "event_key, timestamp_ms, branch, payload, metadata"
#: No branch, and the name that some clients call it by.
MAIN_BRANCH = "main"

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: Ids have 19 digits for milliseconds, and `datetime` ends with the year 9999.
_LATEST = datetime(9999, 12, 31, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """One row."""

    event_key: int
    timestamp_ms: int
    branch: str | None
    payload: bytes
    metadata: bytes | None


def read_event(row: Row) -> StoredEvent:
    return StoredEvent(row[0], row[1], row[2], row[3], row[4])


def render_event(
    event: StoredEvent,
    request: Members,
    memory: Memory,
    ids: EventIds,
    roots: dict[str, str],
    *,
    has_payload: bool = True,
) -> Members:
    """`Event` of the data plane.

    Args:
        request: names the actor and the session.
        roots: branch -> id of the event it begins at.
    """
    rendered: dict[str, Any] = {  # Any: members of the API
        "memoryId": memory.memory_id,
        "actorId": request["actorId"],
        "sessionId": request["sessionId"],
        "eventId": ids.encode(event.timestamp_ms, event.event_key),
        "eventTimestamp": to_time(event.timestamp_ms),
        "payload": EncodedList(event.payload) if has_payload else [],
    }
    if event.branch is not None:
        root = {"rootEventId": roots[event.branch]} if event.branch in roots else {}
        rendered["branch"] = {"name": event.branch, **root}
    if event.metadata is not None:
        rendered["metadata"] = json.loads(event.metadata)
    return rendered


def to_ms(at: datetime, path: str) -> int:
    """An aware time in whole milliseconds since 1970, as finely as events are told apart.

    Raises:
        InvalidRequest: it is before 1970, or after the year 9999.
    """
    if not _EPOCH <= at <= _LATEST:
        text = f"{path} {at.isoformat()} is not between 1970 and 9999"
        raise InvalidRequest(text, fields=(FieldProblem(path, text),))
    return (at - _EPOCH) // timedelta(milliseconds=1)
