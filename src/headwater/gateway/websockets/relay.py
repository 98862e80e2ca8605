"""Frames between a client and its session's agent, both ways, as they come.

Nothing is unmasked, gathered or re-framed: fragments, pings and pongs are between the two ends.
Back-pressure: what one end does not read is not read from the other beyond a bound.

How it ends, and what each end gets:
- one closes it: the other gets the same close frame, and the first the other's answer to it, or the same code
  from here where there is none;
- one is gone without a close frame: an agent sees its connection end; a client gets 1011 and why;
- one breaks the protocol or a bound: both get the code for that (1002, 1007, 1008, 1009);
- the session is stopped, or the server ends: both get 1001 and why; it was open for too long: 1008.

Source: RFC 6455, section 7; AgentCore Runtime's guide to WebSocket streaming, "Error handling".
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any, Literal

from headwater.gateway.websockets.carrier import Carrier
from headwater.http.frames import FrameConnection
from headwater.wire.websocket import ABNORMAL, POLICY_VIOLATED, SERVER_ERROR, Close

#: Seconds from one end's close frame to the other's answer.
_ANSWER_TIMEOUT_S = 2.0
Side = Literal["client", "agent", "gateway"]


@dataclass(frozen=True, slots=True)
class SocketEnd:
    """How a connection ended: which side ended it, and what it said or was told."""

    side: Side
    close: Close


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
        self._duration_max_s = duration_max_s
        self._explain_end = explain_end
        self._cut: asyncio.Future[Close] = asyncio.get_running_loop().create_future()
        self.inbound = Carrier(client, agent, who="the client", frames_per_s=frames_per_s, slows=False)
        self.outbound = Carrier(
            agent, client, who="the agent", frames_per_s=frames_per_s, slows=True, note_part=note_part
        )

    def cut(self, code: int, reason: str) -> None:
        """End it from here; the first time counts."""
        if not self._cut.done():
            self._cut.set_result(Close(code, reason))

    async def run(self) -> SocketEnd:
        """Carry frames until one side or the gateway ends it; both connections are closed then."""
        inward, outward = self.inbound.ended, self.outbound.ended
        ends: set[asyncio.Future[Any]] = {inward, outward, self._cut, self._client.lost}  # Any: they differ
        self.inbound.start()
        self.outbound.start()
        try:
            await asyncio.wait(ends, timeout=self._duration_max_s, return_when=asyncio.FIRST_COMPLETED)
            if self._client.lost.done():  # what it sent last still goes to an agent that takes it
                await asyncio.wait({inward}, timeout=_ANSWER_TIMEOUT_S)
            end = await self._settle()
            await self._part(end)
            return end
        finally:
            self._stop()
            self._client.finish()
            self._agent.finish()

    async def _settle(self) -> SocketEnd:
        """Who ended it, and what the others are to be told."""
        inward, outward = self.inbound.ended, self.outbound.ended
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

    async def _part(self, end: SocketEnd) -> None:
        """Let the other side answer a close frame; tell both of an end that was none of theirs."""
        is_clients = end.side == "client"
        closing, answering = (self.inbound, self.outbound) if is_clients else (self.outbound, self.inbound)
        if closing.target.has_sent_close:
            await asyncio.wait({answering.ended}, timeout=_ANSWER_TIMEOUT_S)
            answering.target.send_close(end.close.code)  # unless the other side has answered itself
            return
        self._stop()
        told = [side for side in (self._client, self._agent) if not side.is_gone]
        if end.close.code == ABNORMAL:
            return  # the client is gone: the agent sees its connection end
        for side in told:
            side.send_close(end.close.code, end.close.reason)
        await asyncio.gather(*(side.wait_closed() for side in told))

    def _stop(self) -> None:
        for carrier in (self.inbound, self.outbound):
            carrier.stop()
        for side in (self._client, self._agent):
            side.tell_nobody()
