"""Our own routes that list sessions, live and ended ones, in pages, and show one with its lives."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from headwater.auth.owners import OwnerBook
from headwater.control.plane import ControlPlane
from headwater.core.errors import AccessDenied, InvalidRequest, NotFound
from headwater.core.principals import current
from headwater.core.sessions import SessionState
from headwater.gateway.api.sessions import SessionLives
from headwater.gateway.authorization import Authorizer
from headwater.gateway.call import Call
from headwater.gateway.queries import find_number, is_yes
from headwater.gateway.routes import Query, Route
from headwater.sessions.listing import SORTS, Place, SessionPage, SessionQuery, cut_page
from headwater.sessions.manager import SessionManager
from headwater.sessions.session import Session
from headwater.store.lives import LifePage, LifeQuery, SessionRecord
from headwater.telemetry import names
from headwater.wire.pagination import decode_token, encode_token

DEFAULT_LIMIT = 100
MAX_LIMIT = 1000
_MAX_SEARCH_CHARS = 256
#: Measurements at the same time: each looks at all processes of this host, in a thread.
_LOOKS_AT_ONCE = 2
#: Whoever asks with one of these wants a page.
_PAGE_MEMBERS = frozenset({"endpoint", "state", "search", "limit", "cursor", "sort", "ended", "measure"})
#: Operations within a session that not everybody may who may look at it.
_INSIDE = (names.COMMAND, names.SHELL)


SESSIONS_QUERY = (
    Query("runtime", "Of this runtime alone: its name, id or ARN."),
    Query("endpoint", "Of this endpoint alone."),
    Query("state", "In these states alone; commas between them."),
    Query("search", "Those whose id, or whose agent's name, has this in it, whatever its case."),
    Query("sort", "By this; with a `-` before it, the highest first. [default: -created]"),
    Query("limit", f"Sessions a page, at most {MAX_LIMIT}. [default: {DEFAULT_LIMIT}]", "integer"),
    Query("cursor", "Go on behind a page: its `nextCursor`."),
    Query("ended", "Those that have ended, as long as they are on record, the latest first.", "boolean"),
    Query("measure", "Measure what those of the page use now, and not show what is known.", "boolean"),
)


class LifeBook(Protocol):
    """The record of sessions' lives."""

    async def list_ended(self, query: LifeQuery) -> LifePage: ...

    async def list_lives(self, runtime_id: str, session_id: str) -> list[SessionRecord]: ...


class SessionListing:
    """One method a route."""

    def __init__(
        self,
        *,
        control: ControlPlane,
        sessions: SessionManager,
        owners: OwnerBook,
        lives: LifeBook,
        authorizer: Authorizer,
    ) -> None:
        self._control = control
        self._sessions = sessions
        self._owners = owners
        self._authorizer = authorizer
        self._lives = lives
        self._gate = asyncio.Semaphore(_LOOKS_AT_ONCE)

    def routes(self) -> Sequence[Route]:
        return (
            Route(
                "GET",
                "runtimes/{runtime}/sessions/{session}",
                self.answer_one,
                "ListSessions",
                "One session: what lives under its id now, and its lives on record",
                answer=SessionLives,
            ),
        )

    async def answer_page(self, call: Call) -> None:
        """GET sessions, of whoever wants a page: live ones, or with `ended` those whose end is on record."""
        name = call.query.get("runtime")
        runtime_id = self._control.find_runtime_id(name) if name else None
        if is_yes(call.query.get("ended")):
            await call.answer(await self._list_ended(runtime_id, call.query))
        else:
            await call.answer(await self._list_live(runtime_id, call.query))

    async def answer_one(self, call: Call) -> None:
        """GET runtimes/NAME/sessions/ID: what lives under this id, on each endpoint, and what did."""
        runtime_id, session_id = self._control.find_runtime_id(call.names["runtime"]), call.names["session"]
        living = [s for s in self._sessions.list(runtime_id) if s.key.session_id == session_id]
        lives = await self._lives.list_lives(runtime_id, session_id)
        if not living and not lives:
            raise NotFound(f"There is no session {session_id}, and none is on record")
        scope = self._owners.scope_of(current())
        seen = [session for session in living if scope.covers(session.owner)]
        known = [life for life in lives if scope.covers(life.owner)]
        if not seen and not known:
            raise AccessDenied(f"Session {session_id} belongs to another caller")
        usage = await self._sessions.measure(seen, with_memory=True)
        now_s = asyncio.get_running_loop().time()
        await call.answer(
            {
                "sessionId": session_id,
                "runtimeId": runtime_id,
                "runtimeName": _name_of(runtime_id),
                "runtimeArn": self._authorizer.runtime_arn(runtime_id),
                "live": [session.describe(now_s, usage.get(session)) for session in seen],
                "lives": [_describe_life(life) for life in known],
                "allowed": self._list_allowed(runtime_id, seen),
            }
        )

    def _list_allowed(self, runtime_id: str, seen: Sequence[Session]) -> list[str]:
        """Which of `_INSIDE` the caller may carry out."""
        endpoint = seen[0].key.endpoint if seen else None
        values = {"agentRuntimeId": runtime_id, "qualifier": endpoint}
        return [name for name in _INSIDE if self._authorizer.may_operate(current(), name, values)]

    async def _list_live(self, runtime_id: str | None, query: Mapping[str, str]) -> dict[str, object]:
        wanted = parse_query(query)
        scope = self._owners.scope_of(current())
        page = cut_page((s for s in self._sessions.list(runtime_id) if scope.covers(s.owner)), wanted)
        if is_yes(query.get("measure")):
            async with self._gate:
                await self._sessions.measure(page.sessions, with_memory=True)
        now_s = asyncio.get_running_loop().time()
        return {
            "sessions": [session.describe(now_s, session.usage) for session in page.sessions],
            "total": page.total,
            "counts": {state.value: page.counts.get(state, 0) for state in SessionState},
            "nextCursor": _encode_live(wanted, page),
        }

    async def _list_ended(self, runtime_id: str | None, query: Mapping[str, str]) -> dict[str, object]:
        for name in ("state", "sort", "measure"):
            if name in query:
                raise InvalidRequest(
                    f"{name} is for live sessions; ended ones come in the order of their ends"
                )
        wanted = LifeQuery(
            limit=find_number(query, "limit", minimum=1, maximum=MAX_LIMIT) or DEFAULT_LIMIT,
            scope=self._owners.scope_of(current()),
            runtime_id=runtime_id,
            endpoint=query.get("endpoint"),
            search=_parse_search(query),
            after=_parse_ended_cursor(query.get("cursor")),
        )
        page = await self._lives.list_ended(wanted)
        last = page.last
        return {
            "sessions": [_describe_life(life) for life in page.lives],
            "total": None,
            "counts": None,
            "nextCursor": _encode("ended", [last[0].isoformat(), last[1]]) if last is not None else None,
        }


def wants_page(query: Mapping[str, str]) -> bool:
    """Whether a list of sessions is asked for a page at a time; else all are told of, as ever."""
    return not _PAGE_MEMBERS.isdisjoint(query)


def parse_query(query: Mapping[str, str]) -> SessionQuery:
    """What is asked of live sessions; `sort=-created` is newest first, as without it.

    Raises:
        InvalidRequest: with the member and its value.
    """
    sort = query.get("sort", "-created")
    name = sort.removeprefix("-")
    if name not in SORTS:
        raise InvalidRequest(f"sort={sort!r} is none of {', '.join(SORTS)}, each with a `-` for descending")
    cursor = query.get("cursor")
    return SessionQuery(
        limit=find_number(query, "limit", minimum=1, maximum=MAX_LIMIT) or DEFAULT_LIMIT,
        sort=name,
        is_descending=sort.startswith("-"),
        endpoint=query.get("endpoint"),
        states=_parse_states(query.get("state")),
        search=_parse_search(query),
        after=_decode_place(sort, cursor) if cursor else None,
    )


def _parse_states(text: str | None) -> frozenset[SessionState] | None:
    if not text:
        return None
    try:
        return frozenset(SessionState(word.strip().upper()) for word in text.split(","))
    except ValueError:
        known = ", ".join(SessionState)
        raise InvalidRequest(f"state={text!r} is none of {known}, nor several with commas between") from None


def _parse_search(query: Mapping[str, str]) -> str | None:
    text = query.get("search")
    if text is not None and len(text) > _MAX_SEARCH_CHARS:
        raise InvalidRequest(f"search has {len(text)} characters; the most are {_MAX_SEARCH_CHARS}")
    return text or None


def _encode_live(query: SessionQuery, page: SessionPage) -> str | None:
    if page.last is None:
        return None
    return _encode(f"sessions {'-' if query.is_descending else ''}{query.sort}", list(page.last))


def _encode(listing: str, place: list[float | str]) -> str:
    return encode_token(listing, json.dumps(place)).rstrip("=")  # so that it need not be quoted in a URL


def _decode(listing: str, cursor: str) -> object:
    """What `_encode` was given.

    Raises:
        InvalidRequest: it was not this list's, or not `_encode`.
    """
    try:
        return json.loads(str(decode_token(listing, cursor + "=" * (-len(cursor) % 4))))
    except (InvalidRequest, ValueError, TypeError, RecursionError):
        raise _refuse_cursor(cursor) from None


def _refuse_cursor(cursor: str) -> InvalidRequest:
    return InvalidRequest(
        f"cursor={cursor[:200]!r} is not of this list; give the nextCursor of its page before, unchanged,"
        " with the same sort"
    )


def _decode_place(sort: str, cursor: str) -> Place:
    """Anybody can make a cursor; what is none of ours must not be compared with what is."""
    match _decode(f"sessions {sort}", cursor):
        case [value, float(created_at_s), str(runtime_id), str(endpoint), str(session_id)]:
            is_text = isinstance(value, str)
            if is_text == (sort.removeprefix("-") == "session") and isinstance(value, str | int | float):
                return (value, created_at_s, runtime_id, endpoint, session_id)
    raise _refuse_cursor(cursor)


def _parse_ended_cursor(cursor: str | None) -> tuple[datetime, str] | None:
    if not cursor:
        return None
    with contextlib.suppress(ValueError):
        match _decode("ended", cursor):
            case [str(ended_at), str(record_id)]:
                parsed = datetime.fromisoformat(ended_at)
                if parsed.utcoffset() is not None:
                    return parsed, record_id
    raise _refuse_cursor(cursor)


def _describe_life(life: SessionRecord) -> dict[str, object]:
    """One life on record, in the words that live sessions are told of with."""
    return {
        "sessionId": life.session_id,
        "runtimeId": life.runtime_id,
        "runtimeName": _name_of(life.runtime_id),
        "endpoint": life.endpoint,
        "version": str(life.version),
        "state": None if life.ended_at is None else SessionState.STOPPED.value,
        "createdAt": life.started_at.isoformat(),
        "endedAt": None if life.ended_at is None else life.ended_at.isoformat(),
        "endReason": life.end_reason,
        "startMs": life.start_ms,
        "requestCount": life.request_count,
        "cpuSeconds": None if life.cpu_s is None else round(life.cpu_s, 2),
    }


def _name_of(runtime_id: str) -> str:
    """Also of a runtime that is gone: its id begins with its name."""
    return runtime_id.rpartition("-")[0] or runtime_id
