"""What changes in sessions and runtimes, told once a second to whoever listens.

Rule 1: a change is noted in a set, and told at the next tick as what is true then, however often it changed
in between. Nothing is noted while nobody listens.
Rule 2: listeners who may see the same share the bytes: a hundred cost what one does, and a copy each.
Rule 3: a listener who does not read holds `HELD_MAX_BYTES` at most. Beyond, what he has not read is thrown
away, and he is told to look at everything anew (`resync`).
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import Counter, defaultdict, deque
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from headwater.core.errors import Throttled
from headwater.core.policies import Policy
from headwater.core.principals import OwnerScope
from headwater.core.sessions import LIVE_STATES, SessionState
from headwater.sessions.session import Session
from headwater.wire.sse import encode_event

_log = logging.getLogger("headwater.gateway")

TICK_S = 1.0
LISTENERS_MAX_COUNT = 1_000
#: What is told of one tick. Where more changed, listeners are better off looking at a page of the list.
CHANGES_MAX_COUNT = 400
#: Room for the changes of one tick, ids as long as they may be.
HELD_MAX_BYTES = 512 * 1024
#: What a listener does after a break: milliseconds to his next attempt.
_RETRY_MS = 2_000

#: How many sessions of whose runtime, and of which owner, are in which state.
_Counts = Counter[tuple[str, str | None, SessionState]]
_Json = dict[str, Any]  # Any: JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """What decides what a listener is told; those with equal ones are told the same."""

    scope: OwnerScope
    policy: Policy
    #: Of this runtime alone.
    runtime_id: str | None = None


class Listener:
    """One who listens. `frames()` ends when the feed does."""

    def __init__(self, audience: Audience) -> None:
        self.audience = audience
        self._held: deque[bytes] = deque()
        self._held_bytes = 0
        self._news = asyncio.Event()
        #: Set once there is nothing more to come.
        self.over = asyncio.Event()
        self.push(_resync("connected", retry_ms=_RETRY_MS))

    def push(self, frame: bytes) -> None:
        """Have a frame read, or start over where too much waits to be."""
        if self._held_bytes + len(frame) > HELD_MAX_BYTES:
            self._held.clear()
            self._held_bytes = 0
            frame = _resync("behind")
        self._held.append(frame)
        self._held_bytes += len(frame)
        self._news.set()

    def end(self) -> None:
        self.over.set()
        self._news.set()

    async def frames(self) -> AsyncIterator[bytes]:
        """What is to be sent, as many frames at a time as wait."""
        while True:
            await self._news.wait()
            self._news.clear()
            if self._held:
                frames = b"".join(self._held)
                self._held.clear()
                self._held_bytes = 0
                yield frames
            elif self.over.is_set():
                return
            if self.over.is_set():
                self._news.set()


@dataclass(slots=True)
class _News:
    """What is told at one tick, before it is cut down to what each may see."""

    sessions: Collection[Session]
    #: By id; None: it is gone.
    runtimes: dict[str, _Json | None]
    counts: _Counts
    #: Answers in flight, by runtime and owner.
    streams: Counter[tuple[str, str | None]]
    at: str
    now_s: float
    #: Sessions as JSON, each made once.
    shown: dict[Session, str] = field(default_factory=dict)


class LiveFeed:
    """Notes what changes, and tells it."""

    def __init__(self, *, may_see: Callable[[Policy, str, str], bool], every_s: float = TICK_S) -> None:
        """`may_see` tells whether a policy allows an action (`GetRuntime`) on a runtime, by its id."""
        self._may_see = may_see
        self._every_s = every_s
        #: What is told of is given once it is there. All live sessions:
        self.list_sessions: Callable[[], Iterable[Session]] = tuple
        #: A runtime, by its id, as the list of runtimes shows it; None: it is gone.
        self.describe_runtime: Callable[[str], Awaitable[_Json | None]] = _describe_nothing
        #: Counts of the whole server, or of one runtime, for those who may see everything of it.
        self.read_totals: Callable[[str | None], Mapping[str, int]] = _count_nothing
        self._listeners: set[Listener] = set()
        self._changed_sessions: set[Session] = set()
        self._changed_runtimes: set[str] = set()
        self._is_over = False

    def note_session(self, session: Session) -> None:
        """A session started, ended or changed."""
        if self._listeners:
            self._changed_sessions.add(session)

    def note_runtime(self, runtime_id: str) -> None:
        """A runtime, a version or an endpoint of it changed, or it is gone."""
        if self._listeners:
            self._changed_runtimes.add(runtime_id)

    @contextmanager
    def listening(self, audience: Audience) -> Iterator[Listener]:
        """While open, somebody listens.

        Raises:
            Throttled: as many do as may.
        """
        if len(self._listeners) >= LISTENERS_MAX_COUNT:
            raise Throttled(f"{LISTENERS_MAX_COUNT} listen to what changes already; try again later")
        listener = Listener(audience)
        self._listeners.add(listener)
        if self._is_over:
            listener.end()
        try:
            yield listener
        finally:
            self._listeners.discard(listener)

    def end(self) -> None:
        """Let all who listen go, and whoever comes still."""
        self._is_over = True
        for listener in self._listeners:
            listener.end()

    async def run(self) -> None:
        """Tell what changed, every second, until cancelled."""
        while True:
            await asyncio.sleep(self._every_s)
            if self._listeners:
                try:
                    await self.tick()
                except Exception:  # the task's top: listeners are not left waiting for what does not come
                    _log.exception("what changed could not be told")
                    self._start_over()

    async def tick(self) -> None:
        """Tell what changed since the last time."""
        news = await self._gather()
        frames: dict[Audience, bytes] = {}
        for listener in list(self._listeners):
            audience = listener.audience
            if audience not in frames:
                frames[audience] = self._encode(news, audience)
                await asyncio.sleep(0)  # others' requests are not kept waiting for all of them
            listener.push(frames[audience])

    def _start_over(self) -> None:
        for listener in self._listeners:
            listener.push(_resync("failed"))

    async def _gather(self) -> _News:
        sessions, self._changed_sessions = self._changed_sessions, set()
        runtimes, self._changed_runtimes = self._changed_runtimes, set()
        described = {runtime_id: await self.describe_runtime(runtime_id) for runtime_id in sorted(runtimes)}
        living = list(self.list_sessions())
        streams: Counter[tuple[str, str | None]] = Counter()
        for session in living:
            if session.active_count:
                streams[session.key.runtime_id, session.owner] += session.active_count
        return _News(
            sessions=sessions,
            runtimes=described,
            counts=Counter((s.key.runtime_id, s.owner, s.shown_state) for s in living),
            streams=streams,
            at=datetime.now(UTC).isoformat(),
            now_s=asyncio.get_running_loop().time(),
        )

    def _encode(self, news: _News, audience: Audience) -> bytes:
        sees = _Sight(audience, self._may_see)
        frames = []
        runtimes = {key: value for key, value in news.runtimes.items() if sees.runtime(key)}
        if runtimes:
            gone = [key for key, value in runtimes.items() if value is None]
            changed = [value for value in runtimes.values() if value is not None]
            frames.append(_event("runtimes", {"changed": changed, "deleted": gone}))
        sessions = [s for s in news.sessions if sees.session(s.key.runtime_id, s.owner)]
        if len(sessions) > CHANGES_MAX_COUNT:
            frames.append(_resync("many"))
        elif sessions:
            frames.append(_encode_sessions(news, sessions))
        totals = self.read_totals(audience.runtime_id) if audience.scope.is_all else None
        frames.append(_event("tick", {**_build_tick(news, sees), "totals": totals}))
        return b"".join(frames)


class _Sight:
    """What an audience may see; policies are asked once a runtime."""

    def __init__(self, audience: Audience, may_see: Callable[[Policy, str, str], bool]) -> None:
        self._audience = audience
        self._may_see = may_see
        self._answers: dict[tuple[str, str], bool] = {}

    def runtime(self, runtime_id: str) -> bool:
        return self._may("GetRuntime", runtime_id)

    def session(self, runtime_id: str, owner: str | None) -> bool:
        return self._may("ListSessions", runtime_id) and self._audience.scope.covers(owner)

    def _may(self, action: str, runtime_id: str) -> bool:
        if self._audience.runtime_id not in (None, runtime_id):
            return False
        key = (action, runtime_id)
        if key not in self._answers:
            self._answers[key] = self._may_see(self._audience.policy, action, runtime_id)
        return self._answers[key]


def _build_tick(news: _News, sees: _Sight) -> _Json:
    counts: defaultdict[SessionState, int] = defaultdict(int)
    for (runtime_id, owner, state), count in news.counts.items():
        if sees.session(runtime_id, owner):
            counts[state] += count
    sessions = {"live": sum(counts.values()), **{s.value.lower(): counts[s] for s in LIVE_STATES}}
    streams = sum(count for key, count in news.streams.items() if sees.session(*key))
    return {"at": news.at, "sessions": sessions, "streams": streams}


def _encode_sessions(news: _News, sessions: list[Session]) -> bytes:
    for session in sessions:
        if session not in news.shown:
            news.shown[session] = _dump(_describe(session, news.now_s))
    living = [session for session in sessions if session.state is not SessionState.STOPPED]
    ended = [session for session in sessions if session.state is SessionState.STOPPED]
    parts = [",".join(news.shown[session] for session in group) for group in (living, ended)]
    return encode_event(f'{{"ended":[{parts[1]}],"changed":[{parts[0]}]}}', event="sessions")


def _describe(session: Session, now_s: float) -> _Json:
    shown = session.describe_briefly(now_s, session.usage)
    if session.state is SessionState.STOPPED:
        return {**shown, "endReason": session.find_end_reason()}
    return shown


def _event(name: str, value: _Json) -> bytes:
    return encode_event(_dump(value), event=name)


def _resync(reason: str, *, retry_ms: int | None = None) -> bytes:
    return encode_event(_dump({"reason": reason}), event="resync", retry_ms=retry_ms)


def _dump(value: _Json) -> str:
    return json.dumps(
        value, ensure_ascii=False, separators=(",", ":"), default=lambda value: value.isoformat()
    )


async def _describe_nothing(runtime_id: str) -> None:
    """Of a feed that was given no runtimes."""


def _count_nothing(runtime_id: str | None) -> dict[str, int]:
    """Of a feed that was given no counts."""
    return {}
