"""A kept stream, on its way to one reader: from where he likes, with ids if he likes, live until its end.

A reader who is slow is no burden to the run: he is given what is kept when he comes to it, and is told what
is not kept any more.

Where a stream cannot go on as it should (bytes are gone in the middle of an event, or of anything but an
event stream), the connection is broken off: what came cannot be taken for the whole, and whoever comes again
is told what there is.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from headwater.core.errors import InvalidRequest
from headwater.gateway.runs.heartbeats import HEARTBEAT
from headwater.gateway.runs.wishes import INVOCATION_ID, RUN_STATE, STREAM_OFFSET
from headwater.http.asgi import ClientGone, RawHeaders, RequestBody, Send, send_answer
from headwater.streams.base import GapReason, RunState, StreamGap, StreamHead
from headwater.streams.log import StreamLog
from headwater.wire.eventids import CONTEXT_BYTES, EventIdInserter, find_event_end
from headwater.wire.http import HttpAnswer
from headwater.wire.sse import encode_event

_FRAMING = (b"content-length", b"transfer-encoding")
_INVOCATION_ID, _STREAM_OFFSET = INVOCATION_ID.lower().encode(), STREAM_OFFSET.lower().encode()
#: How the run stands when the head goes out: what is no event stream has no other way to say that it was cut.
_RUN_STATE = RUN_STATE.lower().encode()
_RESTART: GapReason = "restart"


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewWish:
    """What a reader asks for."""

    offset: int = 0
    #: Seconds of silence after which a comment comes; 0: none.
    heartbeat_s: float = 0.0
    #: Whether the head says where the bytes begin.
    with_offset: bool = False


class View:
    """One reader of one log."""

    def __init__(self, log: StreamLog, send: Send, wish: ViewWish) -> None:
        self._log = log
        self._send = send
        self._wish = wish
        self._at = wish.offset
        self._inserter: EventIdInserter | None = None
        self.is_left = False

    async def show(self, body: RequestBody, *, reads_body: asyncio.Event | None = None) -> bool:
        """Send all of it; whether there was anything: not if the answer never began and failed otherwise.

        Args:
            body: tells when the reader leaves.
            reads_body: set when nobody else reads the body any more.
        Raises:
            InvalidRequest: there is no such offset.
            ClientGone: the reader left.
        """
        watching = asyncio.create_task(self._wait_left(body, reads_body), name="stream-viewer")
        try:
            with self._counted():
                await self._log.wait_news(None, self._is_begun)
                if self.is_left:
                    raise ClientGone
                head = self._log.head
                if head is None:
                    return False
                await self._show(head)
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)
        if self.is_left:
            raise ClientGone
        return True

    def check_offset(self) -> None:
        """Raises: InvalidRequest: the stream has no such place."""
        log, offset = self._log, self._wish.offset
        is_lost = log.end is not None and log.end.state is RunState.LOST
        if offset > log.length and not is_lost:
            raise InvalidRequest(
                f"there is no byte {offset} yet: offsets of this stream are from 0 to {log.length}"
            )

    def _is_begun(self) -> bool:
        return self.is_left or self._log.head is not None or self._log.end is not None

    @contextmanager
    def _counted(self) -> Iterator[None]:
        self._log.viewers_count += 1
        try:
            yield
        finally:
            self._log.viewers_count -= 1
            self._log.forget_position(self)
            self._log.release()

    async def _wait_left(self, body: RequestBody, reads_body: asyncio.Event | None) -> None:
        if reads_body is not None:
            await reads_body.wait()
        with contextlib.suppress(ClientGone):
            await body.drain()
            await body.next_part()
        self.is_left = True
        self._log.wake_readers()

    async def _show(self, head: StreamHead) -> None:
        if not head.is_events and await self._is_gone():
            return
        await self._send({"type": "http.response.start", "status": head.status, "headers": self._head(head)})
        is_whole = await (self._show_events() if head.is_events else self._show_bytes())
        if is_whole and not self.is_left:
            await self._send({"type": "http.response.body", "body": b""})
        # Else: returning without the last message makes the server break the connection off.

    def _head(self, head: StreamHead) -> RawHeaders:
        has_lines = head.is_events or self._at
        headers = [pair for pair in head.headers if not (has_lines and pair[0] in _FRAMING)]
        headers.append((_INVOCATION_ID, self._log.facts.invocation_id.encode()))
        if self._wish.with_offset:
            state = RunState.RUNNING if self._log.end is None else self._log.end.state
            headers += [(_STREAM_OFFSET, str(self._at).encode()), (_RUN_STATE, state.value.encode())]
        return headers

    async def _is_gone(self) -> bool:
        """Whether bytes are missing, and were told to be: but for an event stream, only a head can say so."""
        try:
            await self._log.read(self._at, 0)
        except StreamGap as gap:
            self._log.counts.gaps_count += 1
            facts = {
                "message": f"bytes {self._at} to {gap.kept_from} of this answer are not kept any more",
                "from": self._at,
                "to": gap.kept_from,
                "reason": gap.reason,
            }
            headers = (("content-type", "application/json"),)
            await send_answer(self._send, HttpAnswer(410, headers, json.dumps(facts).encode()))
            return True
        return False

    async def _show_bytes(self) -> bool:
        log = self._log
        while not self.is_left:
            try:
                data = await self._read(None)
            except StreamGap:
                return False
            if data:
                self._at += len(data)
                await self._pass_on(data)
            elif log.is_over_at(self._at):
                return log.end is not None and log.end.is_whole
        return False

    async def _show_events(self) -> bool:
        log = self._log
        heartbeat_s = self._wish.heartbeat_s or None
        if self._at > log.length:  # a server died before these bytes were on disk
            await self._pass_on_gap(self._at, self._at, _RESTART)
            self._at = log.length
        elif log.kept_from <= self._at:
            await self._begin_ids()
        while not self.is_left:
            try:
                data = await self._read(heartbeat_s)
            except StreamGap as gap:
                if not self._is_between_events:
                    return False
                await self._skip(gap)
                continue
            if data:
                self._at += len(data)
                await self._pass_on(data if self._inserter is None else self._inserter.feed(data))
            elif log.is_over_at(self._at):
                return await self._end_events()
            elif heartbeat_s is not None and self._is_between_events:
                await self._pass_on(HEARTBEAT)
        return False

    async def _end_events(self) -> bool:
        assert self._log.end is not None
        out = b"" if self._inserter is None else self._inserter.finish()
        if self._log.end.last_word is not None:
            reason, message = self._log.end.last_word
            out += b"" if self._inserter is None else self._inserter.tear()
            data = json.dumps({"reason": reason, "message": message})
            out += encode_event(data, event="headwater.end")
        if out:
            await self._pass_on(out)
        return True

    async def _begin_ids(self) -> None:
        """Find out where in an event the stream is."""
        begin = max(self._log.kept_from, self._at - CONTEXT_BYTES)
        before = b""
        with contextlib.suppress(StreamGap):
            before = (await self._log.read(begin, 0))[: self._at - begin] if begin < self._at else b""
        self._inserter = EventIdInserter(self._at, before)

    async def _skip(self, gap: StreamGap) -> None:
        """Say what is missing, and go on where an event begins."""
        begin, reason = self._at, gap.reason
        self._at = gap.kept_from
        if not gap.is_boundary:
            await self._find_boundary()
        await self._pass_on_gap(begin, self._at, reason)
        self._inserter = EventIdInserter(self._at)

    async def _find_boundary(self) -> None:
        """Go on to where an event begins, or to the end."""
        last = b""
        while not self.is_left and not self._log.is_over_at(self._at):
            try:
                data = await self._read(None)
            except StreamGap as gap:
                self._at, last = gap.kept_from, b""
                continue
            end = find_event_end(last + data)
            if end is not None:
                self._at += end - len(last)
                return
            self._at += len(data)
            last = (last + data)[-CONTEXT_BYTES + 1 :]

    @property
    def _is_between_events(self) -> bool:
        return self._inserter is None or self._inserter.is_between_events

    async def _read(self, timeout_s: float | None) -> bytes:
        log = self._log
        log.note_position(self, self._at)
        if self._at >= log.length and log.end is None:
            await log.wait_news(
                timeout_s, lambda: self.is_left or log.length > self._at or log.end is not None
            )
            if self.is_left:
                return b""
        return await log.read(self._at, 0)

    async def _pass_on_gap(self, begin: int, end: int, reason: GapReason) -> None:
        self._log.counts.gaps_count += 1
        data = json.dumps({"from": begin, "to": end, "reason": reason})
        await self._pass_on(encode_event(data, event="headwater.gap", id=str(end)))

    async def _pass_on(self, data: bytes) -> None:
        if data:
            await self._send({"type": "http.response.body", "body": data, "more_body": True})
