"""The stream of a run, as its reader gets it: the agent's bytes, and what the server says between them.

In an event stream the server puts a line `id: N` before the blank line that ends each event; N is the offset,
in the agent's own bytes, of that event's end. Events of the server's own (`headwater.gap`, `headwater.end`)
and comments that keep a silent connection open stand between the agent's.

Rule 1: nothing here awaits, sleeps or logs.
Rule 2: what is given out is whole events only, so that `offset` is always a place to go on from; the bytes of
        one that was cut come again.
Rule 3: an agent cannot speak for the server: an event of its own ends with a line `id` that has this event's
        end, and an event with such a line is the agent's, whatever else it says.
Rule 4: nothing is lost in silence. What has no such line and is not the server's is an event that was torn;
        the server says next that the run was cut short, or the stream is malformed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from headwater.wire.errors import MalformedStream
from headwater.wire.sse import MAX_EVENT_BYTES, SseDecoder

GAP_EVENT = "headwater.gap"
END_EVENT = "headwater.end"
HEARTBEAT = b": heartbeat"
EVENT_STREAM = "text/event-stream"

_ID_LINE = re.compile(rb"id: (\d{1,18})(?:\r\n|\r|\n)")


@dataclass(frozen=True, slots=True)
class Gap:
    """Bytes of an answer that are not kept any more: `from_offset` up to, not including, `to_offset`."""

    from_offset: int
    to_offset: int
    #: `size` or `age`, the bounds of what is kept; `restart`: the server ended before they were on disk.
    reason: str


@dataclass(frozen=True, slots=True)
class RunEnd:
    """The run did not come to its own end."""

    #: `cancelled`, `server-restart`, or another that a later server gives.
    reason: str
    message: str


#: The agent's bytes, whole events of them; or what the server tells.
Part = bytes | Gap | RunEnd


class RunReader(Protocol):
    """Takes a stream's bytes. `offset`: how many of the agent's it has given out, from the answer's start."""

    offset: int

    def feed(self, chunk: bytes) -> list[Part]: ...

    def close(self) -> list[Part]:
        """The stream has come to its proper end."""
        ...


def open_run_reader(headers: Mapping[str, str], offset: int) -> RunReader:
    """What reads an answer with this head (names in lower case) from its byte `offset` on."""
    is_stream = headers.get("content-type", "").partition(";")[0].strip().lower() == EVENT_STREAM
    is_readable = headers.get("content-encoding", "identity") == "identity"
    return EventReader(offset) if is_stream and is_readable else PlainReader(offset)


class PlainReader:
    """An answer that is no event stream has nothing in it but the agent's bytes."""

    def __init__(self, offset: int) -> None:
        self.offset = offset

    def feed(self, chunk: bytes) -> list[Part]:
        self.offset += len(chunk)
        return [chunk] if chunk else []

    def close(self) -> list[Part]:
        return []


class EventReader:
    """Takes an event stream with ids apart. The parts are the same whatever the chunk boundaries are."""

    def __init__(self, offset: int, *, max_event_bytes: int = MAX_EVENT_BYTES) -> None:
        self.offset = offset
        self._max_event_bytes = max_event_bytes
        #: The lines of the event that is being read, with their ends.
        self._lines: list[bytes] = []
        self._lines_bytes = 0
        #: The line that is being read.
        self._partial: list[bytes] = []
        self._partial_bytes = 0
        self._is_torn = False

    def feed(self, chunk: bytes) -> list[Part]:
        """The parts that `chunk` completes.

        Raises:
            MalformedStream: an event is over the limit, or does not end where the server says; the reader is
                of no use afterwards.
        """
        found = _Parts()
        if b"\r" in chunk or (self._partial and self._partial[-1].endswith(b"\r")):
            self._feed_lines(chunk, found)
            return found.parts
        if self._lines or self._partial:
            end = chunk.find(b"\n\n") + 2
            self._feed_lines(chunk[:end] if end > 1 else chunk, found)
            chunk = chunk[end:] if end > 1 else b""
        self._feed_events(chunk, found)
        return found.parts

    def _feed_events(self, chunk: bytes, found: _Parts) -> None:
        """The usual case: lines end with LF alone, and an event begins."""
        *events, rest = chunk.split(b"\n\n")
        whole: list[bytes] = []
        for event in events:
            body, _, id_line = event.rpartition(b"\n")
            end = self.offset + len(body) + 2
            if id_line == b"id: %d" % end and not self._is_torn:
                whole.append(body)
                self.offset = end
            else:
                found.add_events(whole)
                whole = []
                self._feed_lines(event + b"\n\n", found)
        found.add_events(whole)
        self._feed_lines(rest, found)

    def _feed_lines(self, chunk: bytes, found: _Parts) -> None:
        pieces = chunk.splitlines(keepends=True)
        if pieces and self._partial and self._partial[-1].endswith(b"\r") and not chunk.startswith(b"\n"):
            self._end_line(b"", found)  # it was a CR alone that ended the line
        for index, piece in enumerate(pieces, 1):
            # Whether a CR at the end of a chunk is half of a CRLF, only the next chunk can say.
            if piece.endswith(b"\n") or (piece.endswith(b"\r") and index < len(pieces)):
                self._end_line(piece, found)
            else:
                self._hold(piece)
        if self._is_ended_by_cr():
            self._end_line(b"", found)

    def close(self) -> list[Part]:
        """What is left: an agent may forget the blank line after its last event.

        Raises:
            MalformedStream: as of `feed`.
        """
        self._check_whole()
        rest = b"".join((*self._lines, *self._partial))
        self._lines, self._partial = [], []
        self.offset += len(rest)
        return [rest] if rest else []

    def _hold(self, piece: bytes) -> None:
        self._partial.append(piece)
        self._partial_bytes += len(piece)
        if self._partial_bytes + self._lines_bytes > self._max_event_bytes:
            raise MalformedStream(f"an event is larger than {self._max_event_bytes} bytes")

    def _is_ended_by_cr(self) -> bool:
        """Whether the held CR is a whole blank line, as the id before it tells where the event ends."""
        if self._partial != [b"\r"] or not self._lines:
            return False
        return _read_id(self._lines[-1]) == self.offset + self._lines_bytes - len(self._lines[-1]) + 1

    def _end_line(self, piece: bytes, found: _Parts) -> None:
        line = b"".join((*self._partial, piece)) if self._partial else piece
        self._partial, self._partial_bytes = [], 0
        self._lines.append(line)
        self._lines_bytes += len(line)
        if line in (b"\n", b"\r\n", b"\r"):
            lines, length = self._lines, self._lines_bytes
            self._lines, self._lines_bytes = [], 0
            self._end_event(lines, length, found)
        elif self._lines_bytes > self._max_event_bytes:
            raise MalformedStream(f"an event is larger than {self._max_event_bytes} bytes")

    def _end_event(self, lines: list[bytes], length: int, found: _Parts) -> None:
        id_line = lines[-2] if len(lines) > 1 else b""
        number = _read_id(id_line)
        end = self.offset + length - len(id_line)
        # Where other lines end with LF alone, the CR of a blank CRLF ends the event, and a LF follows it.
        is_agents = number == end or (number == end - 1 and lines[-1] == b"\r\n")
        if len(lines) == 1 and self._is_torn:
            return  # earlier servers ended what was torn with more blank lines than one
        if is_agents or len(lines) == 1:
            self._check_whole()
            del lines[-2:-1]
            found.add_bytes(b"".join(lines))
            self.offset = end if is_agents else self.offset + length
        elif lines[0].rstrip(b"\r\n") != HEARTBEAT or len(lines) > 2:
            self._take_own(_read_own(b"".join(lines)), found)

    def _take_own(self, said: Gap | RunEnd | None, found: _Parts) -> None:
        if not isinstance(said, RunEnd):
            self._check_whole()
        if said is None:
            self._is_torn = True
        elif not isinstance(said, Gap):
            found.parts.append(said)
        elif said.from_offset < said.to_offset:  # else nothing is missing but what would have come
            self.offset = said.to_offset
            found.parts.append(said)

    def _check_whole(self) -> None:
        if self._is_torn:
            raise MalformedStream(f"the event at byte {self.offset} does not end where the server says")


class _Parts:
    """Parts, with bytes that follow each other joined."""

    def __init__(self) -> None:
        self.parts: list[Part] = []

    def add_events(self, bodies: list[bytes]) -> None:
        """Events without the line ends behind them."""
        if bodies:
            bodies.append(b"")
            self.add_bytes(b"\n\n".join(bodies))

    def add_bytes(self, data: bytes) -> None:
        if self.parts and isinstance(last := self.parts[-1], bytes):
            self.parts[-1] = last + data
        else:
            self.parts.append(data)


def _read_id(line: bytes) -> int | None:
    found = _ID_LINE.fullmatch(line)
    return None if found is None else int(found[1])


def _read_own(event: bytes) -> Gap | RunEnd | None:
    """What the server says in an event of its own; None if it is none of those."""
    sent = SseDecoder().feed(event)
    if len(sent) != 1 or sent[0].event not in (GAP_EVENT, END_EVENT):
        return None
    try:
        facts = json.loads(sent[0].data)
        if sent[0].event == GAP_EVENT:
            return read_gap(facts) if sent[0].id == str(facts["to"]) else None
        return RunEnd(str(facts["reason"]), str(facts.get("message", "")))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def read_gap(facts: Any) -> Gap:  # Any: JSON
    """A gap as the server writes it.

    Raises:
        KeyError, TypeError, ValueError: it is none.
    """
    gap = Gap(int(facts["from"]), int(facts["to"]), str(facts["reason"]))
    if not 0 <= gap.from_offset <= gap.to_offset:
        raise ValueError(f"no gap: {facts!r}")
    return gap
