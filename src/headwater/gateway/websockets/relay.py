"""Frames between a client and its session's agent, both ways, as they come.

Nothing is unmasked, gathered or re-framed: fragments, pings and pongs are between the two ends.
Back-pressure: what one end does not read is not read from the other beyond a bound.

How it ends, and what each end gets:
- one closes it: the other gets the same close frame, and the first the other's answer to it;
- one is gone without a close frame: an agent sees its connection end; a client gets 1011 and why;
- one breaks the protocol or a bound: both get the code for that (1002, 1007, 1008, 1009);
- the session is stopped, or the server ends: both get 1001 and why; it was open for too long: 1008.

Source: RFC 6455, section 7; AgentCore Runtime's guide to WebSocket streaming, "Error handling".
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any, Literal

from headwater.http.frames import BATCH_COUNT, FrameConnection, SocketGone
from headwater.wire.websocket import (
    ABNORMAL,
    POLICY_VIOLATED,
    SERVER_ERROR,
    Close,
    Frame,
    FrameError,
    Opcode,
    parse_close,
)

#: Seconds from one end's close frame to the other's answer.
_ANSWER_TIMEOUT_S = 2.0
#: Of one who is slowed, the frames of so many seconds go out together.
_BATCH_S = 0.1
Side = Literal["client", "agent", "gateway"]


@dataclass(frozen=True, slots=True)
class SocketEnd:
    """How a connection ended: which side ended it, and what it said or was told."""

    side: Side
    close: Close


@dataclass(slots=True)
class SocketFlow:
    """What went one way."""

    frames_count: int = 0
    bytes_count: int = 0


class Allowance:
    """So many frames a second, those of one second at once."""

    def __init__(self, per_s: float, now: Callable[[], float] = time.monotonic) -> None:
        """`per_s` 0: as many as one likes."""
        self._per_s = per_s
        self._now = now
        self._left = per_s
        self._at_s = now()

    @property
    def batch_count(self) -> int:
        """How many to take at once, so that one who waits does not wait long."""
        return max(1, min(BATCH_COUNT, int(self._per_s * _BATCH_S))) if self._per_s else BATCH_COUNT

    def spend(self, count: int) -> float:
        """Count so many; gives the seconds until they are within the allowance, 0 if they are."""
        if not self._per_s:
            return 0.0
        now_s = self._now()
        self._left = min(self._per_s, self._left + (now_s - self._at_s) * self._per_s) - count
        self._at_s = now_s
        return max(0.0, -self._left / self._per_s)


class SocketRelay:
    """One client's connection and one agent's, joined."""

    def __init__(
        self,
        client: FrameConnection,
        agent: FrameConnection,
        *,
        frames_per_s: float,
        duration_max_s: float,
        note_part: Callable[[int], None],
        explain_end: Callable[[], AsyncIterator[str]],
    ) -> None:
        """
        Args:
            note_part: called with the bytes of the frames that the agent sent.
            explain_end: says why the agent's process ended, waiting a moment for it to be known.
        """
        self._client = client
        self._agent = agent
        self._frames_per_s = frames_per_s
        self._duration_max_s = duration_max_s
        self._note_part = note_part
        self._explain_end = explain_end
        self._cut: asyncio.Future[Close] = asyncio.get_running_loop().create_future()
        self.inbound, self.outbound = SocketFlow(), SocketFlow()

    def cut(self, code: int, reason: str) -> None:
        """End it from here; the first time counts."""
        if not self._cut.done():
            self._cut.set_result(Close(code, reason))

    async def run(self) -> SocketEnd:
        """Carry frames until one side or the gateway ends it; both connections are closed then."""
        inward = asyncio.create_task(self._carry_in(), name="socket-inbound")
        outward = asyncio.create_task(self._carry_out(), name="socket-outbound")
        ends: set[asyncio.Future[Any]] = {inward, outward, self._cut, self._client.lost}  # Any: they differ
        try:
            await asyncio.wait(ends, timeout=self._duration_max_s, return_when=asyncio.FIRST_COMPLETED)
            if self._client.lost.done():  # what it sent last still goes to an agent that takes it
                await asyncio.wait({inward}, timeout=_ANSWER_TIMEOUT_S)
            end = await self._settle(inward, outward)
            await self._part(end, inward, outward)
            return end
        finally:
            for task in (inward, outward):
                task.cancel()
            await asyncio.wait({inward, outward})
            self._client.finish()
            self._agent.finish()

    async def _settle(self, inward: asyncio.Task[Close], outward: asyncio.Task[Close]) -> SocketEnd:
        """Who ended it, and what the others are to be told."""
        if inward.done() and not (outward.done() and self._client.has_sent_close):
            return SocketEnd("client", inward.result())
        if outward.done():
            close = outward.result()
            return SocketEnd("agent", await self._explain() if close.code == ABNORMAL else close)
        if self._client.lost.done():
            return SocketEnd("client", Close(ABNORMAL))
        if self._cut.done():
            return SocketEnd("gateway", self._cut.result())
        limit_s = self._duration_max_s
        return SocketEnd("gateway", Close(POLICY_VIOLATED, f"open for {limit_s:g} s, the longest allowed"))

    async def _explain(self) -> Close:
        async for reason in self._explain_end():
            return Close(SERVER_ERROR, f"The agent stopped: {reason}")
        return Close(SERVER_ERROR, "The agent's connection ended without a close frame")

    async def _part(self, end: SocketEnd, inward: asyncio.Task[Close], outward: asyncio.Task[Close]) -> None:
        """Let the other side answer a close frame; tell both of an end that was none of theirs."""
        answering, other = (outward, self._agent) if end.side == "client" else (inward, self._client)
        if other.has_sent_close:
            await asyncio.wait({answering}, timeout=_ANSWER_TIMEOUT_S)
            return
        for task in (inward, outward):
            task.cancel()
        await asyncio.wait({inward, outward})
        told = [side for side in (self._client, self._agent) if not side.is_gone]
        if end.close.code == ABNORMAL:
            return  # the client is gone: the agent sees its connection end
        for side in told:
            side.send_close(end.close.code, end.close.reason)
        await asyncio.gather(*(side.wait_closed() for side in told))

    async def _carry_in(self) -> Close:
        """From the client to the agent; gives how the client ended it."""
        allowance = Allowance(self._frames_per_s)
        try:
            while frames := await self._client.read_frames():
                if allowance.spend(len(frames)):
                    limit = f"{self._frames_per_s:g} frames a second"
                    return Close(POLICY_VIOLATED, f"the client sends more than {limit}")
                close = await _pass_on(frames, self._agent, self.inbound)
                if close is not None:
                    return close
        except FrameError as exc:
            return Close(exc.code, f"the client: {exc.reason}")
        except SocketGone:
            await asyncio.Event().wait()  # the other direction says how it ended
        return Close(ABNORMAL)

    async def _carry_out(self) -> Close:
        """From the agent to the client; gives how the agent ended it."""
        allowance = Allowance(self._frames_per_s)
        try:
            while frames := await self._agent.read_frames(allowance.batch_count):
                wait_s = allowance.spend(len(frames))
                if wait_s:
                    await asyncio.sleep(wait_s)
                before = self.outbound.bytes_count
                close = await _pass_on(frames, self._client, self.outbound)
                self._note_part(self.outbound.bytes_count - before)
                if close is not None:
                    return close
        except FrameError as exc:
            return Close(exc.code, f"the agent: {exc.reason}")
        except SocketGone:
            await asyncio.Event().wait()
        return Close(ABNORMAL)


async def _pass_on(frames: list[Frame], to: FrameConnection, flow: SocketFlow) -> Close | None:
    """Write frames; gives what a close frame among them says, after which nothing counts."""
    closing = next((index for index, frame in enumerate(frames) if frame.opcode == Opcode.CLOSE), None)
    raws = [frame.raw for frame in frames[:closing]]
    if raws:
        data = raws[0] if len(raws) == 1 else b"".join(raws)
        flow.frames_count += len(raws)
        flow.bytes_count += len(data)
        await to.write(data)
    if closing is None:
        return None
    close = parse_close(frames[closing].payload)
    to.write_close(frames[closing].raw)
    return close
