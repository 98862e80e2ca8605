"""The data plane's operations on events."""

from __future__ import annotations

from collections.abc import Callable

from headwater.core.errors import NotFound
from headwater.memory.control.base import Members, Memory
from headwater.memory.control.book import MemoryBook
from headwater.memory.database.base import Database, Tx
from headwater.memory.events.base import StoredEvent, render_event
from headwater.memory.events.ids import EventIds
from headwater.memory.events.listing import (
    Position,
    Query,
    check_filters,
    is_cut_by_size,
    list_segments,
    read_page,
    roots_of,
)
from headwater.memory.events.sessions import DEFAULT_PAGE_COUNT, find_session
from headwater.memory.events.writing import EventListener, build_event, delete_event, find_event, insert_event
from headwater.memory.owners import Callers
from headwater.wire.pagination import decode_token, encode_token

_Page = tuple[list[StoredEvent], dict[str, str]]


class EventOperations:
    """One method an operation: input members in, output members out."""

    def __init__(
        self,
        *,
        database: Database,
        book: MemoryBook,
        ids: EventIds,
        callers: Callers,
        now_ms: Callable[[], int],
        listener: EventListener | None = None,
    ) -> None:
        self._database = database
        self._book = book
        self._ids = ids
        self._callers = callers
        self._now_ms = now_ms
        self._listener = listener

    async def create(self, request: Members) -> Members:
        """CreateEvent: on disk when this returns."""
        memory, caller = self._book.get(request["memoryId"]), self._callers.read()
        event = build_event(request)
        actor_id, session_id = event.request["actorId"], event.request["sessionId"]

        def insert(tx: Tx) -> _Page:
            stored = insert_event(tx, memory, event, caller, self._ids, self._now_ms(), self._listener)
            if event.branch is None:
                return [stored], {}
            # Of a repeated request the session may be gone.
            session = find_session(tx, memory, actor_id, session_id, caller)
            return [stored], {} if session is None else roots_of(tx, session.session_key, [stored], self._ids)

        (stored,), roots = await self._database.write(insert)
        return {"event": render_event(stored, event.request, memory, self._ids, roots)}

    async def get(self, request: Members) -> Members:
        """GetEvent."""
        memory, caller = self._book.get(request["memoryId"]), self._callers.read()

        def find(tx: Tx) -> _Page:
            session = find_session(tx, memory, request["actorId"], request["sessionId"], caller)
            if session is None:
                return [], {}
            key = session.session_key
            event = find_event(tx, key, request["eventId"], self._ids, self._oldest(memory))
            return ([], {}) if event is None else ([event], roots_of(tx, key, [event], self._ids))

        events, roots = await self._database.read(find)
        if not events:
            raise _unknown_event(request)
        return {"event": render_event(events[0], request, memory, self._ids, roots)}

    async def delete(self, request: Members) -> Members:
        """DeleteEvent."""
        memory, caller = self._book.get(request["memoryId"]), self._callers.read()
        if not await self._database.write(
            lambda tx: delete_event(tx, memory, request, caller, self._ids, self._now_ms())
        ):
            raise _unknown_event(request)
        return {"eventId": request["eventId"]}

    async def list_events(self, request: Members) -> Members:
        """ListEvents: newest first. A session nobody knows has none."""
        memory, caller = self._book.get(request["memoryId"]), self._callers.read()
        asked = request.get("filter", {})
        filters = check_filters(asked.get("eventMetadata", []))
        listing = f"events of {memory.memory_id} {request['actorId']} {request['sessionId']} {asked}"
        before = _read_position(listing, request, self._ids)
        count = request.get("maxResults", DEFAULT_PAGE_COUNT)
        has_payloads = request.get("includePayloads", True)

        def read(tx: Tx) -> _Page:
            session = find_session(tx, memory, request["actorId"], request["sessionId"], caller)
            if session is None:
                return [], {}
            session_key = session.session_key
            events = read_page(
                tx,
                Query(
                    session_key=session_key,
                    segments=list_segments(tx, session_key, asked.get("branch")),
                    filters=filters,
                    before=before,
                    count=count + 1,
                    oldest_created_ms=self._oldest(memory),
                    has_payloads=has_payloads,
                ),
            )
            return events, roots_of(tx, session_key, events, self._ids)

        events, roots = await self._database.read(read)
        page = events[:count]
        token = {}
        if len(events) > count or is_cut_by_size(page):
            token = {
                "nextToken": encode_token(
                    listing, self._ids.encode(page[-1].timestamp_ms, page[-1].event_key)
                )
            }
        rendered = [
            render_event(event, request, memory, self._ids, roots, has_payload=has_payloads) for event in page
        ]
        return {"events": rendered, **token}

    def _oldest(self, memory: Memory) -> int:
        """What was made before this is not shown any more."""
        return self._now_ms() - memory.event_expiry_ms


def _read_position(listing: str, request: Members, ids: EventIds) -> Position | None:
    if "nextToken" not in request:
        return None
    # The position is an event's id: whoever makes tokens up can ask for nothing that no event could have.
    return ids.decode(str(decode_token(listing, request["nextToken"])))


def _unknown_event(request: Members) -> NotFound:
    return NotFound(
        f"Event {request['eventId']} was not found in session {request['sessionId']}"
        f" of actor {request['actorId']}"
    )
