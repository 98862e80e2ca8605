"""Actors and sessions: they come into being with their first event."""

from __future__ import annotations

from dataclasses import dataclass

from headwater.memory.control.base import DAY_MS, Members, Memory
from headwater.memory.control.book import MemoryBook
from headwater.memory.control.rendering import to_time
from headwater.memory.database.base import Database, Row, Tx
from headwater.memory.owners import Caller, Callers, Owners
from headwater.wire.pagination import cut_page, decode_token

DEFAULT_PAGE_COUNT = 20
#: A session is listed for at least as long, though its events be deleted; then for as long as it has some.
EMPTY_SESSION_MS = DAY_MS


@dataclass(frozen=True, slots=True, kw_only=True)
class MemorySession:
    """One row, and whose it is."""

    session_key: int
    owner: str | None


def find_session(
    tx: Tx, memory: Memory, actor_id: str, session_id: str, caller: Caller, *, stays: bool = False
) -> MemorySession | None:
    """A session; None if it has never had an event. With `stays` nobody removes it meanwhile.

    Raises:
        AccessDenied: it is none of the caller's business.
    """
    row = tx.one(
        "SELECT session_key, owner FROM memory_sessions"
        " WHERE memory_key = :memory_key AND actor_id = :actor_id AND session_id = :session_id"
        + (lock_rows(tx, "KEY SHARE") if stays else ""),
        memory_key=memory.memory_key,
        actor_id=actor_id,
        session_id=session_id,
    )
    if row is None:
        return None
    caller.check(row[1], f"Session {session_id} of actor {actor_id}")
    return MemorySession(session_key=int(row[0]), owner=row[1])


def open_session(
    tx: Tx, memory: Memory, actor_id: str, session_id: str, caller: Caller, now_ms: int
) -> MemorySession:
    """A session that the caller adds to: it is there from now on.

    Raises:
        AccessDenied: it is none of the caller's business.
    """
    found = find_session(tx, memory, actor_id, session_id, caller, stays=True)
    if found is None:
        found = _make_session(tx, memory, actor_id, session_id, caller, now_ms)
    if caller.keep_in(found.owner) == found.owner:
        return found
    return MemorySession(session_key=found.session_key, owner=_share(tx, found.session_key, caller))


def _share(tx: Tx, session_key: int, caller: Caller) -> str | None:
    """Have a session belong to the caller too; whose it is then."""
    # Two who do this at once come one after the other, and the second sees what the first has done.
    row = tx.one(
        "SELECT owner FROM memory_sessions WHERE session_key = :key" + lock_rows(tx, "NO KEY UPDATE"),
        key=session_key,
    )
    assert row is not None, "it stays, as we have found it so"
    owner = caller.keep_in(row[0])
    tx.run("UPDATE memory_sessions SET owner = :owner WHERE session_key = :key", key=session_key, owner=owner)
    return owner


def _make_session(
    tx: Tx, memory: Memory, actor_id: str, session_id: str, caller: Caller, now_ms: int
) -> MemorySession:
    tx.run(
        "INSERT INTO memory_sessions (memory_key, actor_id, session_id, created_ms, owner)"
        " VALUES (:memory_key, :actor_id, :session_id, :now_ms, :owner)"
        " ON CONFLICT (memory_key, actor_id, session_id) DO NOTHING",
        memory_key=memory.memory_key,
        actor_id=actor_id,
        session_id=session_id,
        now_ms=now_ms,
        owner=caller.owner,
    )
    # Somebody else may have made it in this very moment.
    made = find_session(tx, memory, actor_id, session_id, caller, stays=True)
    assert made is not None
    return made


def lock_rows(tx: Tx, strength: str) -> str:
    """The end of a SELECT whose rows are to be kept for us. SQLite has one writer and no need of it."""
    return f" FOR {strength}" if tx.dialect == "postgresql" else ""


class SessionListings:
    """ListActors and ListSessions."""

    def __init__(self, database: Database, book: MemoryBook, callers: Callers) -> None:
        self._database = database
        self._book = book
        self._callers = callers

    async def list_actors(self, request: Members) -> Members:
        """ListActors, by their ids."""
        memory = self._book.get(request["memoryId"])
        listing = f"actors of {memory.memory_id}"
        after = str(decode_token(listing, request["nextToken"])) if "nextToken" in request else ""
        count = request.get("maxResults", DEFAULT_PAGE_COUNT)
        owners = self._callers.read().sees
        actors = await self._database.read(lambda tx: _read_actors(tx, memory, owners, after, count + 1))
        page, token = cut_page(listing, actors, count, lambda actor: actor)
        return {"actorSummaries": [{"actorId": actor} for actor in page], **token}

    async def list_sessions(self, request: Members) -> Members:
        """ListSessions of an actor, newest first. An actor nobody knows has none."""
        memory, actor_id = self._book.get(request["memoryId"]), request["actorId"]
        has_events = "eventFilter" in request.get("filter", {})
        listing = f"sessions of {memory.memory_id} {actor_id} {has_events}"
        before = int(decode_token(listing, request["nextToken"])) if "nextToken" in request else None
        count, owners = request.get("maxResults", DEFAULT_PAGE_COUNT), self._callers.read().sees
        rows = await self._database.read(
            lambda tx: _read_sessions(tx, memory, owners, actor_id, before, count + 1, has_events=has_events)
        )
        page, token = cut_page(listing, rows, count, lambda row: int(row[0]))
        summaries = [
            {"sessionId": session_id, "actorId": actor_id, "createdAt": to_time(created_ms)}
            for _, session_id, created_ms in page
        ]
        return {"sessionSummaries": summaries, **token}


def _read_actors(tx: Tx, memory: Memory, owners: Owners | None, after: str, count: int) -> list[str]:
    """Each found by a step of its own: an actor may have any number of sessions."""
    actors: list[str] = []
    seen, values = _only(owners)
    while len(actors) < count:
        row = tx.one(
            "SELECT MIN(actor_id) FROM memory_sessions"
            f" WHERE memory_key = :memory_key AND actor_id > :after{seen}",
            memory_key=memory.memory_key,
            after=after,
            **values,
        )
        if row is None or row[0] is None:
            break
        after = row[0]
        actors.append(after)
    return actors


def _read_sessions(
    tx: Tx,
    memory: Memory,
    owners: Owners | None,
    actor_id: str,
    before: int | None,
    count: int,
    *,
    has_events: bool,
) -> list[Row]:
    only_filled = (
        " AND EXISTS (SELECT 1 FROM events WHERE events.session_key = memory_sessions.session_key)"
        if has_events
        else ""
    )
    only_older = "" if before is None else " AND session_key < :before"
    only_seen, values = _only(owners)
    if before is not None:
        values["before"] = before
    return tx.all(
        "SELECT session_key, session_id, created_ms FROM memory_sessions"
        f" WHERE memory_key = :memory_key AND actor_id = :actor_id{only_older}{only_filled}{only_seen}"
        " ORDER BY session_key DESC LIMIT :count",
        memory_key=memory.memory_key,
        actor_id=actor_id,
        count=count,
        **values,
    )


def _only(owners: Owners | None) -> tuple[str, dict[str, object]]:
    """A further condition on sessions, and the values in it."""
    return ("", {}) if owners is None else (f" AND {owners.condition('owner')}", owners.values)
