"""Our own routes to live sessions: list them, stop them, and set what limits them."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Protocol

from headwater.auth.owners import OwnerBook
from headwater.control.limits import LimitBook
from headwater.control.plane import ControlPlane
from headwater.core.errors import AccessDenied, InvalidRequest
from headwater.core.identifiers import DEFAULT_ENDPOINT
from headwater.core.limits import encode_limits, is_number
from headwater.core.principals import current
from headwater.core.sessions import LIVE_STATES, SessionState
from headwater.gateway.api.sessions import (
    Limits,
    LimitsWish,
    LiveSessions,
    SessionPage,
    StoppedSessions,
    StopWish,
)
from headwater.gateway.authorization import Authorizer
from headwater.gateway.call import Call
from headwater.gateway.routes import Route
from headwater.gateway.session_listing import SESSIONS_QUERY, LifeBook, SessionListing, wants_page
from headwater.sessions.manager import SessionManager
from headwater.sessions.session import Session, SessionKey
from headwater.sessions.settings import SessionSettings
from headwater.sessions.stopping import stop_verified

_MAX_GRACE_S = 60.0


class WarmView(Protocol):
    """Sessions kept ready."""

    def apply(self) -> object:
        """Begin to have as many as are set."""


class SessionRoutes:
    """One method a route; `describe` and `describe_limits` are for others that show the same."""

    def __init__(
        self,
        *,
        control: ControlPlane,
        sessions: SessionManager,
        settings: SessionSettings,
        limits: LimitBook,
        owners: OwnerBook,
        warm: WarmView,
        lives: LifeBook,
        authorizer: Authorizer,
    ) -> None:
        self._listing = SessionListing(
            control=control, sessions=sessions, owners=owners, lives=lives, authorizer=authorizer
        )
        self._control = control
        self._sessions = sessions
        self._settings = settings
        self._limits = limits
        self._owners = owners
        self._warm = warm

    def routes(self) -> Sequence[Route]:
        return (
            Route(
                "GET",
                "sessions",
                self.list_all,
                "ListSessions",
                "Sessions, live or ended, a page at a time; or all live ones with what they use",
                query=SESSIONS_QUERY,
                description="With at most `runtime`: all live sessions, measured now, and no cursor.",
                answer=LiveSessions | SessionPage,
            ),
            Route(
                "POST",
                "runtimes/{runtime}/stop",
                self.stop,
                "StopSessions",
                "End one session or all of a runtime; answers when their processes are seen to be gone",
                body=StopWish,
                answer=StoppedSessions,
            ),
            Route(
                "GET",
                "runtimes/{runtime}/limits",
                self.get_limits,
                "GetRuntime",
                "What limits a runtime's sessions",
                answer=Limits,
            ),
            Route(
                "PUT",
                "runtimes/{runtime}/limits",
                self.put_limits,
                "SetLimits",
                "Set limits: what is named is set, null clears, the rest stays",
                body=LimitsWish,
                answer=Limits,
            ),
            *self._listing.routes(),
        )

    async def list_all(self, call: Call) -> None:
        """GET sessions: all live ones, or a page of those that are asked for; see `SessionListing`."""
        if wants_page(call.query):
            await self._listing.answer_page(call)
            return
        name = call.query.get("runtime")
        await call.answer(
            {"sessions": await self.describe(self._control.find_runtime_id(name) if name else None)}
        )

    async def stop(self, call: Call) -> None:
        """POST runtimes/NAME/stop."""
        runtime_id = self._control.find_runtime_id(call.names["runtime"])
        wanted = await call.read_object()
        for name in ("sessionId", "qualifier"):
            if not isinstance(wanted.get(name), str | None):
                raise InvalidRequest(f"{name} must be a string, not {wanted[name]!r}")
        grace_s = self._parse_grace(wanted.get("graceSeconds"))
        session_id, qualifier = wanted.get("sessionId"), wanted.get("qualifier")
        if session_id is not None:
            key = SessionKey(runtime_id, qualifier or DEFAULT_ENDPOINT, session_id)
            doomed = [self._sessions.get(key)]
            if not self._owners.scope_of(current()).covers(doomed[0].owner):
                raise AccessDenied(f"Session {session_id} belongs to another caller")
        elif wanted.get("all"):
            doomed = [s for s in self._visible(runtime_id) if qualifier in (None, s.key.endpoint)]
        else:
            raise InvalidRequest('say which session to stop: {"sessionId": "…"}, or {"all": true}')
        stopped = await stop_verified(self._sessions, doomed, "stopped-by-caller", grace_s)
        await call.answer(
            {
                "stopped": [one.session_id for one in stopped if one.is_gone],
                "sessions": [one.describe() for one in stopped],
            }
        )

    async def get_limits(self, call: Call) -> None:
        """GET runtimes/NAME/limits."""
        await call.answer(self.describe_limits(self._control.find_runtime_id(call.names["runtime"])))

    async def put_limits(self, call: Call) -> None:
        """PUT runtimes/NAME/limits: what is named is set, null clears, the rest stays."""
        runtime_id = self._control.find_runtime_id(call.names["runtime"])
        await self._limits.change(runtime_id, await call.read_object())
        self._warm.apply()
        await call.answer(self.describe_limits(runtime_id))

    async def describe(self, runtime_id: str | None, *, with_memory: bool = True) -> list[dict[str, object]]:
        """Live sessions with what they use; with memory a second or so for a thousand, in a thread."""
        sessions = self._visible(runtime_id)
        usage = await self._sessions.measure(sessions, with_memory=with_memory)
        now_s = asyncio.get_running_loop().time()
        return [session.describe(now_s, usage.get(session)) for session in sessions]

    def sees_all(self) -> bool:
        """Whether the caller may look at everybody's sessions."""
        return current().sees_all or not self._owners.is_bound

    def count_by_runtime(self) -> dict[str, dict[str, int]]:
        """How many of the sessions the caller may see are in which state, by the id of their runtime."""
        found: defaultdict[str, Counter[SessionState]] = defaultdict(Counter)
        for session in self._visible(None):
            found[session.key.runtime_id][session.shown_state] += 1
        return {runtime_id: encode_counts(counts) for runtime_id, counts in found.items()}

    async def check_may_read(self, runtime_id: str, session_id: str | None) -> None:
        """AccessDenied unless the caller may read what a session prints; None: what all of the runtime do."""
        if self.sees_all():
            return
        if session_id is None:
            raise AccessDenied(
                "the log holds what everybody's sessions print: name one of yours (--session), or use a key"
                " that may headwater:AnySession (headwater keys create --admin)"
            )
        await self._owners.check_past(runtime_id, session_id, current())

    def _visible(self, runtime_id: str | None) -> list[Session]:
        scope = self._owners.scope_of(current())
        return [session for session in self._sessions.list(runtime_id) if scope.covers(session.owner)]

    def describe_limits(self, runtime_id: str) -> dict[str, object]:
        """The limits of a runtime as JSON."""
        return encode_limits(self._limits.of(runtime_id))

    def _parse_grace(self, value: object) -> float:
        if value is None:
            return self._settings.operator_grace_s
        if not is_number(value) or not 0 <= value <= _MAX_GRACE_S:
            raise InvalidRequest(
                f"graceSeconds must be a number of seconds from 0 to {_MAX_GRACE_S:g}, not {value!r}"
            )
        return float(value)


def encode_counts(counts: Mapping[SessionState, int]) -> dict[str, int]:
    """How many sessions there are in each state, as JSON."""
    return {
        "live": sum(counts.values()),
        **{state.value.lower(): counts.get(state, 0) for state in LIVE_STATES},
    }
