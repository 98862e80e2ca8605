"""One invocation that goes on without its caller: its request, and how it ends."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, MutableMapping
from typing import Any

from headwater.core.errors import HeadwaterError
from headwater.http.asgi import ClientGone, RequestBody
from headwater.streams.base import RunState, StreamEnd, StreamHead, utc_now
from headwater.streams.log import StreamLog
from headwater.telemetry.spans import Segment, current
from headwater.wire.protocols import CallDialect

#: Seconds in which a run that is to end does so by itself; then its task is cancelled.
_HANG_UP_S = 1.0
_INTERRUPTED = ("cancelled", "Another request for the session interrupted the run")
_FAILED = ("failed", "The run broke off")


class RunBody(RequestBody):
    """A run's request: its caller's, and when that is complete the run may go on without him."""

    def __init__(self, source: RequestBody, note_digest: Callable[[str], None] | None = None) -> None:
        """`note_digest` is told SHA-256 of the whole of it in hex, when it has come."""

        async def receive() -> MutableMapping[str, Any]:  # Any: an ASGI message
            raise NotImplementedError

        super().__init__(receive)
        self._source = source
        self._hung_up = asyncio.Event()
        self._note_digest = note_digest
        self._digest = hashlib.sha256()
        #: Somebody waits for the caller's leaving.
        self.is_watched = False
        #: The source is not read here any more.
        self.is_read = asyncio.Event()

    async def next_part(self) -> bytes:
        if self.is_complete:
            self.is_watched = True
            await self._hung_up.wait()
            raise ClientGone
        if self._hung_up.is_set():
            raise ClientGone
        part = await self._source.next_part()  # whoever waits here is cancelled, not hung up on
        self.received_bytes = self._source.received_bytes
        self.is_complete = self._source.is_complete
        if self._note_digest is not None:
            self._digest.update(part)
            if self.is_complete:
                self._note_digest(self._digest.hexdigest())
        if self.is_complete:
            self.is_read.set()
        return part

    def hang_up(self) -> None:
        """Whoever reads it learns that the caller is gone."""
        self._hung_up.set()


class Run:
    """One run, while it goes on."""

    def __init__(self, log: StreamLog, body: RunBody) -> None:
        self.log = log
        self.body = body
        self.task: asyncio.Task[None] | None = None
        #: Why the answer never began.
        self.error: HeadwaterError | None = None
        #: The agent is sent the request, or was.
        self.is_sent = False
        #: It will not be refused any more for what else its session serves, or is over.
        self.is_accepted = asyncio.Event()
        #: How it is to end: by whose doing, and what its readers are told.
        self._cut: tuple[RunState, tuple[str, str]] | None = None
        self._is_whole = False
        #: What is noted of the invocation.
        self._segment: Segment | None = None

    async def send(self, message: MutableMapping[str, Any]) -> None:  # Any: an ASGI message
        """The answer's head and bytes, as an ASGI application sends them."""
        if self._cut is not None:
            return
        if message["type"] == "http.response.start":
            self._segment = current.get()
            self.log.begin(StreamHead(status=message["status"], headers=tuple(message["headers"])))
            return
        data = message.get("body", b"")
        if not message.get("more_body", False):
            self._is_whole = True
        if data:
            self.log.append(data)
            await self.log.wait_room()

    def cut(self, state: RunState, last_word: tuple[str, str]) -> None:
        """Have it end; again is harmless."""
        if self._cut is None and self.log.end is None:
            self._cut = (state, last_word)
            self.body.hang_up()

    def interrupt(self) -> None:
        """Another request for its session goes first."""
        self.cut(RunState.CANCELLED, _INTERRUPTED)

    async def end(self) -> None:
        """Return when it has ended, which it was told to."""
        assert self.task is not None
        # Zero: a task that is cancelled before its first step would never say that it is over.
        await asyncio.wait({self.task}, timeout=_HANG_UP_S if self.body.is_watched else 0.0)
        while not self.task.done():
            self.task.cancel()
            await asyncio.wait({self.task}, timeout=_HANG_UP_S)

    def note_sending(self) -> None:
        self.is_sent = True

    @property
    def has_begun_nothing(self) -> bool:
        """Whether its request may be sent again, now that it is over: no agent had the whole of it.

        What its caller cancelled stays so; the server's end is nobody's wish.
        """
        is_cancelled = self._cut is not None and self._cut[0] is RunState.CANCELLED
        return not self.body.is_complete or not (self.is_sent or is_cancelled)

    def settle(self, dialect: CallDialect, problem: HeadwaterError | None) -> None:
        """The invocation is over: say so in the log."""
        if self._cut is not None:
            state, told = self._cut
            end = StreamEnd(state=state, at=utc_now(), is_whole=False, last_word=told)
        elif problem is not None and self.log.head is None:
            self.error = problem
            answer = dialect.encode(problem, self.log.facts.invocation_id)
            end = StreamEnd(state=RunState.FAILED, at=utc_now(), is_whole=False, problem=answer)
        else:
            is_good = self._is_whole and (self._segment is None or self._segment.outcome == "ok")
            state = RunState.DONE if is_good else RunState.FAILED
            last_word = None if self._is_whole else _FAILED
            end = StreamEnd(state=state, at=utc_now(), is_whole=self._is_whole, last_word=last_word)
        self.log.finish(end)
