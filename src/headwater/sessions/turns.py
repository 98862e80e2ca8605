"""Whose turn it is in a session that more than one request wants at the same time.

- `concurrent`: requests do not look at each other, as in AgentCore.
- `queue`: a request waits until nothing is in flight, those who waited before it included.
- `reject`: a request that would have to wait is refused.
- `interrupt`: what is in flight is cut, and the request goes on when that has ended.

Rule: a turn is handed over in one step of the event loop, so that nobody gets in between.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from headwater.core.errors import Conflict, Throttled
from headwater.core.limits import RuntimeLimits, WhenBusy
from headwater.sessions.session import SessionKey
from headwater.sessions.settings import SessionSettings

#: Seconds for which the end of what was interrupted is waited for.
_INTERRUPT_WAIT_S = 5.0


class Turn:
    """One request's, from when it is asked for until it is given back."""

    def __init__(
        self,
        when_busy: WhenBusy | None = None,
        *,
        interrupt: Callable[[], None] | None = None,
        on_accepted: Callable[[], None] = lambda: None,
        on_sending: Callable[[], None] = lambda: None,
    ) -> None:
        """
        Args:
            when_busy: None: as the runtime's limits have it.
            interrupt: cuts the request; None: whoever serves it says how, by `cutting`.
            on_accepted: told when the request will not be refused any more for what else is in flight.
            on_sending: told when the agent begins to be sent the request.
        """
        self.when_busy = when_busy
        self.on_accepted = on_accepted
        self.on_sending = on_sending
        #: Returns, or raises, when the request's caller has left; None: that is not looked for.
        self.wait_left: Callable[[], Coroutine[Any, Any, object]] | None = None  # Any: as asyncio has it
        #: Of the session, once it is asked for.
        self.key: SessionKey | None = None
        self.is_interrupted = False
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._interrupt = interrupt
        self._cut: Callable[[], None] | None = None

    def cutting(self, cut: Callable[[], None]) -> None:
        """From now on `cut` is how the request is cut, unless its caller has said otherwise."""
        self._cut = cut
        if self.is_interrupted:
            cut()

    def interrupt(self) -> None:
        """Cut the request: another one goes first."""
        self.is_interrupted = True
        cut = self._interrupt or self._cut
        if cut is not None:
            cut()

    def check(self) -> None:
        """Raises: Conflict: the request was interrupted."""
        if self.is_interrupted:
            raise Conflict("another request for the session interrupted this one")


@dataclass(slots=True)
class _Place:
    """One session."""

    in_flight: list[Turn] = field(default_factory=list)
    waiting: deque[tuple[Turn, asyncio.Future[None]]] = field(default_factory=deque)

    @property
    def is_busy(self) -> bool:
        return bool(self.in_flight or self.waiting)


class Turns:
    """All turns of a server."""

    def __init__(self, settings: SessionSettings, find_limits: Callable[[str], RuntimeLimits]) -> None:
        self._settings = settings
        self._find_limits = find_limits
        self._places: dict[SessionKey, _Place] = {}

    def is_busy(self, key: SessionKey) -> bool:
        """Whether a request for this session is in flight, or waits."""
        return key in self._places

    async def take(self, key: SessionKey, turn: Turn) -> None:
        """Return when the session may be used. Whatever comes of it, `give_back` has to follow.

        Raises:
            Conflict: it is used by others, and the request is not to wait, or has waited for too long; or
                the request was interrupted.
            Throttled: too many wait already.
        """
        turn.key = key
        await self._enter(key, self._places.setdefault(key, _Place()), turn)
        turn.check()

    def give_back(self, turn: Turn) -> None:
        """The session is not used any more; harmless for a turn that was never taken."""
        if turn.key is not None:
            self._leave(turn.key, self._places.get(turn.key) or _Place(), turn)

    async def _enter(self, key: SessionKey, place: _Place, turn: Turn) -> None:
        when_busy = turn.when_busy or self._find_limits(key.runtime_id).when_busy or WhenBusy.CONCURRENT
        if when_busy is WhenBusy.REJECT and place.is_busy:
            raise Conflict(f"session {key.session_id} is busy, and the request is not to wait (reject)")
        if when_busy is WhenBusy.QUEUE and place.is_busy:
            await self._wait(key, place, turn)
            return
        others = list(place.in_flight)
        place.in_flight.append(turn)
        turn.on_accepted()
        if when_busy is WhenBusy.INTERRUPT and others:
            for other in others:
                other.interrupt()
            await asyncio.wait({other.ended for other in others}, timeout=_INTERRUPT_WAIT_S)

    async def _wait(self, key: SessionKey, place: _Place, turn: Turn) -> None:
        if len(place.waiting) >= self._settings.queue_max_count:
            raise Throttled(
                f"{len(place.waiting)} requests wait for session {key.session_id} already, as many as may"
                " (sessions.queue_max_count)"
            )
        come: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        place.waiting.append((turn, come))
        turn.on_accepted()
        await _wait_first(come, turn, self._settings.queue_timeout_s)
        if not come.done():
            raise Conflict(
                f"session {key.session_id} was busy for {self._settings.queue_timeout_s:g} s, the longest a"
                " request waits (sessions.queue_timeout_s)"
            )

    def _leave(self, key: SessionKey, place: _Place, turn: Turn) -> None:
        if not turn.ended.done():
            turn.ended.set_result(None)
        with contextlib.suppress(ValueError):
            place.in_flight.remove(turn)
        for waiting in place.waiting:
            if waiting[0] is turn:
                place.waiting.remove(waiting)
                break
        if not place.in_flight and place.waiting:
            next_turn, come = place.waiting.popleft()
            place.in_flight.append(next_turn)
            if not come.done():
                come.set_result(None)
        if not place.is_busy:
            self._places.pop(key, None)


async def _wait_first(come: asyncio.Future[None], turn: Turn, timeout_s: float) -> None:
    """Wait for a turn, as long as its caller does; raises what `wait_left` does."""
    if turn.wait_left is None:
        await asyncio.wait({come}, timeout=timeout_s)
        return
    leaving = asyncio.ensure_future(turn.wait_left())
    try:
        either: set[asyncio.Future[Any]] = {come, leaving}  # Any: their results differ
        await asyncio.wait(either, timeout=timeout_s, return_when=asyncio.FIRST_COMPLETED)
        if leaving.done() and not come.done():
            leaving.result()
    finally:
        leaving.cancel()
        await asyncio.gather(leaving, return_exceptions=True)
