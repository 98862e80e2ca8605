"""Frames one way, from one end of a WebSocket to the other, as they come: all that are there at once.

No task waits for them: they are passed on when their bytes come, or when there is room again where they go.
What is not taken there is left where it came from, which is not read from any more beyond a bound.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from headwater.http.frames import FrameConnection, SocketGone
from headwater.wire.frames import FrameRun
from headwater.wire.websocket import ABNORMAL, POLICY_VIOLATED, Close, FrameError, parse_close

#: Frames that are passed on at once, so that many small ones do not hold up everything else.
_BATCH_COUNT = 4096
#: Of one who is slowed, the frames of so many seconds go out together.
_BATCH_S = 0.1


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
        return max(1, min(_BATCH_COUNT, int(self._per_s * _BATCH_S))) if self._per_s else _BATCH_COUNT

    def spend(self, count: int) -> float:
        """Count so many; gives the seconds until they are within the allowance, 0 if they are."""
        if not self._per_s:
            return 0.0
        now_s = self._now()
        self._left = min(self._per_s, self._left + (now_s - self._at_s) * self._per_s) - count
        self._at_s = now_s
        return max(0.0, -self._left / self._per_s)


class Carrier:
    """One direction; begun by `start`."""

    def __init__(
        self,
        source: FrameConnection,
        target: FrameConnection,
        *,
        who: str,
        frames_per_s: float,
        slows: bool,
        note_part: Callable[[int], None] = lambda size: None,
    ) -> None:
        """
        Args:
            who: the source, in words.
            slows: who sends more frames than he may is slowed; else he ends it.
            note_part: called with the bytes of frames that were passed on.
        """
        self._source = source
        self.target = target
        self._who = who
        self._frames_per_s = frames_per_s
        self._slows = slows
        self._note_part = note_part
        self._allowance = Allowance(frames_per_s)
        self._batch_count = self._allowance.batch_count if slows else _BATCH_COUNT
        #: What is not within the allowance yet, and when it will be.
        self._late: FrameRun | None = None
        self._again: asyncio.Handle | None = None
        self._is_over = False
        self.frames_count = 0
        self.bytes_count = 0
        #: How the source ended it. Not done where the target is gone: the other direction says how, then.
        self.ended: asyncio.Future[Close] = asyncio.get_running_loop().create_future()

    def start(self) -> None:
        """Pass on what is there, and what comes."""
        self._source.tell(on_news=self._pass_on)
        self.target.tell(on_room=self._pass_on)
        self._pass_on()

    def stop(self) -> None:
        """Pass on nothing more."""
        self._is_over = True
        if self._again is not None:
            self._again.cancel()

    def _pass_on(self) -> None:
        """What is there, as far as it may go now."""
        try:
            while not self._is_over and self._again is None and self.target.has_room:
                run = self._late or self._source.take_run(self._batch_count)
                if run is None:
                    if self._source.is_lost:
                        self._end(Close(ABNORMAL))
                    return
                if self._may_go(run):
                    self._write(run)
        except FrameError as exc:
            self._end(Close(exc.code, f"{self._who}: {exc.reason}"))
        except SocketGone:
            self._is_over = True

    def _may_go(self, run: FrameRun) -> bool:
        """Count it, once; if it is not within the allowance, it goes later or ends it all."""
        if run is self._late:
            self._late = None
            return True
        wait_s = self._allowance.spend(run.frames_count)
        if not wait_s:
            return True
        if self._slows:
            self._late = run
            self._again = asyncio.get_running_loop().call_later(wait_s, self._go_on)
        else:
            limit = f"{self._frames_per_s:g} frames a second"
            self._end(Close(POLICY_VIOLATED, f"{self._who} sends more than {limit}"))
        return False

    def _write(self, run: FrameRun) -> None:
        data, count, close = run
        if close is not None:
            data, count = data[: -len(close.raw)], count - 1
        if data:
            self.frames_count += count
            self.bytes_count += len(data)
            self.target.write_nowait(data)
            self._note_part(len(data))
        if close is not None:
            said = parse_close(close.payload)
            self.target.write_close(close.raw)
            self._end(said)
        elif count == self._batch_count:
            self._again = asyncio.get_running_loop().call_soon(self._go_on)

    def _go_on(self) -> None:
        self._again = None
        self._pass_on()

    def _end(self, close: Close) -> None:
        self._is_over = True
        if not self.ended.done():
            self.ended.set_result(close)
