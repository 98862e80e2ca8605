"""How the stream of a run is read over connections that may break: what is asked for next, and when. No I/O.

Rule 1: a break is mended by asking for the bytes from the last whole event on; what was given out is never
        given out again.
Rule 2: what cannot be mended is raised: bytes that are no longer kept (`StreamGap`), a run that was cut short
        (`RunEnded`), a server that is away for longer than `retry_for_s`.
Rule 3: silence is no break. It ends the connection, as that may be dead, and the stream is asked for again.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from headwater.client.errors import InvocationFailed, RequestFailed, RunEnded, ServerNotReachable, StreamGap
from headwater.client.record import parse_failure
from headwater.wire.runstream import (
    EventReader,
    Gap,
    Part,
    PlainReader,
    RunEnd,
    RunReader,
    open_run_reader,
    read_gap,
)

DETACHED_HEADER = "headwater-detached"
HEARTBEAT_HEADER = "headwater-heartbeat"
INVOCATION_ID_HEADER = "headwater-invocation-id"
OFFSET_HEADER = "headwater-stream-offset"
STATE_HEADER = "headwater-run-state"

#: How often a stream that is silent is to say that it is there, and the silence after which it is asked anew.
HEARTBEAT_S = 20
SILENCE_MAX_S = 60.0
_PAUSE_S = 0.1
_PAUSE_MAX_S = 5.0
#: Answers of whatever stands before a server that is being restarted, and of one that has too much to do.
_PASSING_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504})
#: States of a run whose answer, where it is no event stream, breaks off: there is no other way to tell.
_CUT_SHORT = frozenset({"failed", "cancelled", "lost"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Interruption:
    """A connection broke; the stream goes on from `offset` as soon as the server can be reached."""

    #: None: the connection broke before the server had named it.
    invocation_id: str | None
    offset: int
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resuming:
    """How an invocation is kept up."""

    #: Seconds without a word of the server's after which it is given up.
    retry_for_s: float = 60.0
    #: Bytes that the server does not keep any more are told of in a `Gap` among the events, not raised.
    accepts_gaps: bool = False
    #: Told when a connection breaks, once each time.
    on_break: Callable[[Interruption], None] | None = None


class Patience:
    """For how long a server that is away is waited for, and how long between two looks."""

    def __init__(self, retry_for_s: float, clock: Callable[[], float]) -> None:
        self._retry_for_s = retry_for_s
        self._clock = clock
        self._began_at: float | None = None
        self._pause_s = _PAUSE_S

    @property
    def is_first(self) -> bool:
        """Whether the server was there at the last look."""
        return self._began_at is None

    def take(self) -> float | None:
        """Seconds until the next look; None: it has been away for too long."""
        now = self._clock()
        if self._began_at is None:
            self._began_at = now
        if now - self._began_at > self._retry_for_s:
            return None
        pause_s = self._pause_s
        self._pause_s = min(2 * pause_s, _PAUSE_MAX_S)
        return pause_s * random.uniform(0.5, 1)  # so that not all who lost a server come back at once

    def renew(self) -> None:
        """The server is there."""
        self._began_at, self._pause_s = None, _PAUSE_S


class RunProgress:
    """Where the reader of one run is."""

    def __init__(
        self,
        invocation_id: str,
        resuming: Resuming,
        *,
        offset: int = 0,
        timeout_s: float | None = None,
        has_met_server: bool = True,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """
        Args:
            timeout_s: silence after which the agent is given up; None never is.
            has_met_server: whether the server has answered before, so that it is worth waiting for.
        """
        self.invocation_id = invocation_id
        self._resuming = resuming
        self._has_met_server = has_met_server
        self._timeout_s = timeout_s
        self._clock = clock
        self._reader: RunReader = PlainReader(offset)
        #: Of the run, when the head came.
        self._state = ""
        self._heard_at = clock()
        self._patience = Patience(resuming.retry_for_s, clock)

    @property
    def offset(self) -> int:
        """How many of the agent's bytes have been given out: where to go on."""
        return self._reader.offset

    @property
    def silence_max_s(self) -> float:
        """Seconds that a connection may be silent."""
        return SILENCE_MAX_S if self._timeout_s is None else min(SILENCE_MAX_S, self._timeout_s)

    def begin(self, headers: Mapping[str, str]) -> None:
        """The head of the stream, or of its rest, has come."""
        self._has_met_server = True
        self._state = headers.get(STATE_HEADER, "")
        began_at = headers.get(OFFSET_HEADER, "")
        offset = int(began_at) if began_at.isdigit() else self.offset
        if OFFSET_HEADER in headers:
            self._reader = open_run_reader(headers, self.offset)
        else:  # a failure before the answer's first byte, which AG-UI tells in an event of a good answer
            self._reader = PlainReader(self.offset)
        if isinstance(self._reader, EventReader):
            self._state = ""  # events tell how the run ended
        if offset != self.offset and not isinstance(self._reader, EventReader):
            raise self._failure(
                f"the server sent the answer's bytes from {offset} on, not from {self.offset}"
            )

    def feed(self, chunk: bytes) -> Iterator[bytes | Gap]:
        """The agent's bytes in `chunk`, as far as they are whole events.

        Raises:
            RunEnded, StreamGap: the server says so.
        """
        if chunk:
            self._heard_at = self._clock()
            self._patience.renew()
        yield from self._take_all(self._reader.feed(chunk))

    def finish(self) -> Iterator[bytes | Gap]:
        """The stream has come to its end."""
        yield from self._take_all(self._reader.close())

    def note_break(self, error: Exception) -> float:
        """A connection broke, or could not be had. Seconds to wait before it is tried again.

        Raises:
            ServerNotReachable: no server has answered so far.
            RunEnded: it was no accident.
            InvocationFailed: the server was away for too long.
        """
        if not self._has_met_server:
            raise ServerNotReachable(
                f"no Headwater server answers: {error or type(error).__name__}"
            ) from error
        if self._state in _CUT_SHORT:
            message = f"the run was cut short ({self._state}) after {self.offset} bytes of its answer"
            raise RunEnded(message, reason=self._state, request_id=self.invocation_id) from error
        if self._patience.is_first:
            self._forget_partial()
            if self._resuming.on_break is not None:
                message = str(error) or type(error).__name__
                self._resuming.on_break(
                    Interruption(invocation_id=self.invocation_id, offset=self.offset, message=message)
                )
        pause_s = self._patience.take()
        if pause_s is None:
            raise self._failure(
                f"the answer broke off after {self.offset} bytes ({error}), and the server did not come back"
                f" within {self._resuming.retry_for_s:g} s"
            ) from error
        return pause_s

    def note_silence(self) -> None:
        """Nothing came for `silence_max_s`.

        Raises:
            InvocationFailed: that is how it has been for too long.
        """
        self._forget_partial()
        if self._timeout_s is not None and self._clock() - self._heard_at >= self._timeout_s:
            raise self._failure("the agent's answer paused for longer than the client's timeout_s")

    def note_refusal(self, status: int, headers: Mapping[str, str], body: bytes) -> Gap | RequestFailed:
        """The stream was not given. What is to be done about it: go on behind a gap, or try again.

        Raises:
            InvocationFailed: it will not be given; or the run itself failed so.
        """
        if status == 410 and (gap := _find_gap(body)) is not None:
            self._reader = PlainReader(gap.to_offset)
            return self._take(gap)
        failure = parse_failure(status, headers, body, InvocationFailed)
        if status in _PASSING_STATUSES and INVOCATION_ID_HEADER not in headers:
            return failure
        raise failure

    def _take_all(self, parts: list[Part]) -> Iterator[bytes | Gap]:
        for part in parts:
            yield part if isinstance(part, bytes) else self._take(part)

    def _take(self, told: Gap | RunEnd) -> Gap:
        if isinstance(told, RunEnd):
            raise RunEnded(
                told.message or f"the run was cut short: {told.reason}",
                reason=told.reason,
                request_id=self.invocation_id,
            )
        if not self._resuming.accepts_gaps:
            raise StreamGap(told, request_id=self.invocation_id)
        return told

    def _forget_partial(self) -> None:
        """What came of an event that is not whole comes again."""
        self._reader = PlainReader(self.offset)

    def _failure(self, message: str) -> InvocationFailed:
        return InvocationFailed(message, status=200, code="AnswerCut", request_id=self.invocation_id)


def _find_gap(body: bytes) -> Gap | None:
    try:
        return read_gap(json.loads(body))
    except (ValueError, KeyError, TypeError):
        return None
