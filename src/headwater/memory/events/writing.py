"""CreateEvent: one transaction with everything that belongs to the event."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NoReturn

from headwater.core.errors import FieldProblem, InvalidRequest, NotFound, ValidationReason
from headwater.memory import tokens
from headwater.memory.control.base import Members, Memory, encode_json
from headwater.memory.database.base import Tx
from headwater.memory.events.base import COLUMNS, MAIN_BRANCH, StoredEvent, read_event, to_ms
from headwater.memory.events.ids import EventIds
from headwater.memory.events.sessions import MemorySession, find_session, open_session
from headwater.memory.owners import Caller

#: AWS's bound of one event, over all of its payload.
MAX_EVENT_BYTES = 10 * 1024 * 1024
#: AWS's bound of one `json` item.
MAX_JSON_BYTES = 100 * 1024
_SESSION_IDS = uuid.UUID("6b1f0a3e-5d0c-4a52-9e0f-3f7f0a4b8c11")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvent:
    """An event on its way in. `request` is CreateEvent's, with a session.

    `asked` is what its client token stands for: the request, with a digest for a payload of any size.
    """

    request: Members
    asked: Members
    timestamp_ms: int
    payload: bytes
    metadata: bytes | None
    branch: str | None
    root_event_id: str | None


def build_event(request: Members) -> NewEvent:
    """Check what the service model cannot say, and make ready what is kept.

    Raises:
        InvalidRequest: a time, or a size, out of bounds.
    """
    if "sessionId" not in request:
        request = request | {"sessionId": _make_session_id(request)}
    payload = encode_json(request["payload"])
    if len(payload) > MAX_EVENT_BYTES:
        _refuse("payload", f"payload has {len(payload)} bytes; an event can have {MAX_EVENT_BYTES}")
    for index, item in enumerate(request["payload"]):
        size = len(encode_json(item["json"]["content"])) if "json" in item else 0
        if size > MAX_JSON_BYTES:
            path = f"payload[{index}].json.content"
            _refuse(path, f"{path} has {size} bytes; it can have {MAX_JSON_BYTES}")
    branch = request.get("branch", {})
    name = branch.get("name")
    return NewEvent(
        request=request,
        asked=request | {"payload": hashlib.blake2b(payload, digest_size=16).hexdigest()},
        timestamp_ms=to_ms(request["eventTimestamp"], "eventTimestamp"),
        payload=payload,
        metadata=encode_json(request["metadata"]) if request.get("metadata") else None,
        branch=None if name == MAIN_BRANCH else name,
        root_event_id=branch.get("rootEventId"),
    )


def _make_session_id(request: Members) -> str:
    """An id for whoever names none: the same one when the request is repeated with its client token."""
    token = request.get("clientToken")
    return str(uuid.uuid4() if token is None else uuid.uuid5(_SESSION_IDS, token))


#: Told of each new event and its session, in the transaction that keeps it.
EventListener = Callable[[Tx, Memory, NewEvent, StoredEvent, MemorySession], None]


def insert_event(
    tx: Tx,
    memory: Memory,
    event: NewEvent,
    caller: Caller,
    ids: EventIds,
    now_ms: int,
    listener: EventListener | None,
) -> StoredEvent:
    """Keep an event; one that came before with the same client token is found, not kept again.

    Raises:
        AccessDenied: its session is none of the caller's business.
        InvalidRequest: its branch cannot be, or its token was used for another event.
        NotFound: its branch begins at an event that does not exist.
    """
    request = event.request
    holder = caller.token_holder
    known = tokens.find_answer(tx, memory.memory_key, "CreateEvent", event.asked, holder)
    if known is not None:
        if caller.sees is not None:
            find_session(tx, memory, request["actorId"], request["sessionId"], caller)
        return StoredEvent(known, event.timestamp_ms, event.branch, event.payload, event.metadata)
    session = open_session(tx, memory, request["actorId"], request["sessionId"], caller, now_ms)
    session_key = session.session_key
    if event.branch is not None:
        _open_branch(tx, memory, session_key, event, caller, ids, now_ms)
    row = tx.one(
        "INSERT INTO events"
        " (memory_key, session_key, timestamp_ms, created_ms, branch, payload, metadata)"
        " VALUES (:memory_key, :session_key, :timestamp_ms, :now_ms, :branch, :payload, :metadata)"
        " RETURNING event_key",
        memory_key=memory.memory_key,
        session_key=session_key,
        timestamp_ms=event.timestamp_ms,
        now_ms=now_ms,
        branch=event.branch,
        payload=event.payload,
        metadata=event.metadata,
    )
    assert row is not None
    event_key = int(row[0])
    _insert_metadata(tx, session_key, event_key, event)
    tokens.keep_answer(
        tx, memory.memory_key, "CreateEvent", event.asked, event_key, at_ms=now_ms, holder=holder
    )
    stored = StoredEvent(event_key, event.timestamp_ms, event.branch, event.payload, event.metadata)
    if listener is not None:
        listener(tx, memory, event, stored, session)
    return stored


def find_event(
    tx: Tx, session_key: int, event_id: str, ids: EventIds, oldest_created_ms: int = 0
) -> StoredEvent | None:
    """The event of this id in this session, unless it was made before `oldest_created_ms`."""
    decoded = ids.decode(event_id)
    if decoded is None:
        return None
    timestamp_ms, event_key = decoded
    row = tx.one(
        f"SELECT {COLUMNS} FROM events WHERE session_key = :session_key"
        " AND timestamp_ms = :timestamp_ms AND event_key = :event_key AND created_ms >= :oldest",
        session_key=session_key,
        timestamp_ms=timestamp_ms,
        event_key=event_key,
        oldest=oldest_created_ms,
    )
    return None if row is None else read_event(row)


def delete_event(
    tx: Tx, memory: Memory, request: Members, caller: Caller, ids: EventIds, now_ms: int
) -> bool:
    """Whether there was such an event. Branches that begin at it stay.

    Raises:
        AccessDenied: its session is none of the caller's business.
    """
    session = find_session(tx, memory, request["actorId"], request["sessionId"], caller)
    if session is None:
        return False
    event = find_event(tx, session.session_key, request["eventId"], ids, now_ms - memory.event_expiry_ms)
    if event is None:
        return False
    return remove_events(tx, [event.event_key]) > 0


def remove_events(tx: Tx, event_keys: Iterable[int]) -> int:
    """Remove events, with all that they are found by; how many there were."""
    count = 0
    for event_key in event_keys:
        tx.run("DELETE FROM event_metadata WHERE event_key = :key", key=event_key)
        count += tx.run("DELETE FROM events WHERE event_key = :key", key=event_key)
    return count


def _insert_metadata(tx: Tx, session_key: int, event_key: int, event: NewEvent) -> None:
    for name, value in (event.request.get("metadata") or {}).items():
        tx.run(
            "INSERT INTO event_metadata (session_key, name, value, timestamp_ms, event_key)"
            " VALUES (:session_key, :name, :value, :timestamp_ms, :event_key)",
            session_key=session_key,
            name=name,
            value=value["stringValue"],
            timestamp_ms=event.timestamp_ms,
            event_key=event_key,
        )


def _open_branch(
    tx: Tx, memory: Memory, session_key: int, event: NewEvent, caller: Caller, ids: EventIds, now_ms: int
) -> None:
    """See that the event's branch exists, and begins where the event says it does."""
    row = tx.one(
        "SELECT root_timestamp_ms, root_event_key FROM branches"
        " WHERE session_key = :session_key AND name = :name",
        session_key=session_key,
        name=event.branch,
    )
    root_id = event.root_event_id
    if row is not None:
        begins_at = ids.encode(row[0], row[1])
        if root_id is not None and root_id.lower() != begins_at:
            _refuse("branch.rootEventId", f"branch {event.branch} begins at {begins_at}, not at {root_id}")
        return
    if root_id is None:
        _refuse(
            "branch.rootEventId",
            f"branch {event.branch} does not exist yet; name the event it begins at in rootEventId",
        )
    oldest_ms = now_ms - memory.event_expiry_ms
    root = find_event(tx, session_key, root_id or "", ids, oldest_ms)
    if root is None:
        _refuse_root(tx, memory, session_key, root_id or "", caller, ids)
    tx.run(
        "INSERT INTO branches (session_key, name, root_event_key, root_timestamp_ms, parent)"
        " VALUES (:session_key, :name, :root_event_key, :root_timestamp_ms, :parent)",
        session_key=session_key,
        name=event.branch,
        root_event_key=root.event_key,
        root_timestamp_ms=root.timestamp_ms,
        parent=root.branch,
    )


def _refuse_root(
    tx: Tx, memory: Memory, session_key: int, root_id: str, caller: Caller, ids: EventIds
) -> NoReturn:
    decoded = ids.decode(root_id)
    elsewhere = decoded and tx.one(
        "SELECT s.owner FROM events e JOIN memory_sessions s ON s.session_key = e.session_key"
        " WHERE e.event_key = :key AND e.memory_key = :memory_key AND e.timestamp_ms = :at_ms"
        " AND e.session_key <> :session_key",
        key=decoded[1],
        at_ms=decoded[0],
        memory_key=memory.memory_key,
        session_key=session_key,
    )
    if elsewhere and (caller.sees is None or caller.sees.has(elsewhere[0])):
        _refuse("branch.rootEventId", f"event {root_id} is of another session", reason="EventInOtherSession")
    raise NotFound(f"Event {root_id} was not found")


def _refuse(path: str, text: str, *, reason: ValidationReason = "FieldValidationFailed") -> NoReturn:
    raise InvalidRequest(text, reason=reason, fields=(FieldProblem(path, text),))
