"""Actors and sessions: they come into being with their first event."""

from __future__ import annotations

from headwater.memory.control.base import DAY_MS, Members, Memory
from headwater.memory.control.book import MemoryBook
from headwater.memory.control.rendering import to_time
from headwater.memory.database.base import Database, Row, Tx
from headwater.wire.pagination import cut_page, decode_token

DEFAULT_PAGE_COUNT = 20
#: A session is listed for at least as long, though its events be deleted; then for as long as it has some.
EMPTY_SESSION_MS = DAY_MS


def find_session(
    tx: Tx, memory: Memory, actor_id: str, session_id: str, *, stays: bool = False
) -> int | None:
    """The key of a session; None if it has never had an event. With `stays` nobody removes it meanwhile."""
    row = tx.one(
        "SELECT session_key FROM memory_sessions"
        " WHERE memory_key = :memory_key AND actor_id = :actor_id AND session_id = :session_id"
        + (lock_rows(tx, "KEY SHARE") if stays else ""),
        memory_key=memory.memory_key,
        actor_id=actor_id,
        session_id=session_id,
    )
    return None if row is None else int(row[0])


def find_or_make_session(tx: Tx, memory: Memory, actor_id: str, session_id: str, now_ms: int) -> int:
    """The key of a session that is there from now on."""
    found = find_session(tx, memory, actor_id, session_id, stays=True)
    if found is not None:
        return found
    tx.run(
        "INSERT INTO memory_sessions (memory_key, actor_id, session_id, created_ms)"
        " VALUES (:memory_key, :actor_id, :session_id, :now_ms)"
        " ON CONFLICT (memory_key, actor_id, session_id) DO NOTHING",
        memory_key=memory.memory_key,
        actor_id=actor_id,
        session_id=session_id,
        now_ms=now_ms,
    )
    made = find_session(tx, memory, actor_id, session_id, stays=True)
    assert made is not None
    return made


def lock_rows(tx: Tx, strength: str) -> str:
    """The end of a SELECT whose rows are to be kept for us. SQLite has one writer and no need of it."""
    return f" FOR {strength}" if tx.dialect == "postgresql" else ""


class SessionListings:
    """ListActors and ListSessions."""

    def __init__(self, database: Database, book: MemoryBook) -> None:
        self._database = database
        self._book = book

    async def list_actors(self, request: Members) -> Members:
        """ListActors, by their ids."""
        memory = self._book.get(request["memoryId"])
        listing = f"actors of {memory.memory_id}"
        after = str(decode_token(listing, request["nextToken"])) if "nextToken" in request else ""
        count = request.get("maxResults", DEFAULT_PAGE_COUNT)
        actors = await self._database.read(lambda tx: _read_actors(tx, memory, after, count + 1))
        page, token = cut_page(listing, actors, count, lambda actor: actor)
        return {"actorSummaries": [{"actorId": actor} for actor in page], **token}

    async def list_sessions(self, request: Members) -> Members:
        """ListSessions of an actor, newest first. An actor nobody knows has none."""
        memory, actor_id = self._book.get(request["memoryId"]), request["actorId"]
        has_events = "eventFilter" in request.get("filter", {})
        listing = f"sessions of {memory.memory_id} {actor_id} {has_events}"
        before = int(decode_token(listing, request["nextToken"])) if "nextToken" in request else None
        count = request.get("maxResults", DEFAULT_PAGE_COUNT)
        rows = await self._database.read(
            lambda tx: _read_sessions(tx, memory, actor_id, before, count + 1, has_events=has_events)
        )
        page, token = cut_page(listing, rows, count, lambda row: int(row[0]))
        summaries = [
            {"sessionId": session_id, "actorId": actor_id, "createdAt": to_time(created_ms)}
            for _, session_id, created_ms in page
        ]
        return {"sessionSummaries": summaries, **token}


def _read_actors(tx: Tx, memory: Memory, after: str, count: int) -> list[str]:
    """Each found by a step of its own: an actor may have any number of sessions."""
    actors: list[str] = []
    while len(actors) < count:
        row = tx.one(
            "SELECT MIN(actor_id) FROM memory_sessions WHERE memory_key = :memory_key AND actor_id > :after",
            memory_key=memory.memory_key,
            after=after,
        )
        if row is None or row[0] is None:
            break
        after = row[0]
        actors.append(after)
    return actors


def _read_sessions(
    tx: Tx, memory: Memory, actor_id: str, before: int | None, count: int, *, has_events: bool
) -> list[Row]:
    only_filled = (
        " AND EXISTS (SELECT 1 FROM events WHERE events.session_key = memory_sessions.session_key)"
        if has_events
        else ""
    )
    only_older = "" if before is None else " AND session_key < :before"
    values = {} if before is None else {"before": before}
    return tx.all(
        "SELECT session_key, session_id, created_ms FROM memory_sessions"
        f" WHERE memory_key = :memory_key AND actor_id = :actor_id{only_older}{only_filled}"
        " ORDER BY session_key DESC LIMIT :count",
        memory_key=memory.memory_key,
        actor_id=actor_id,
        count=count,
        **values,
    )
