"""Server-sent events: bytes <-> events, with no I/O.

Rule 1: nothing here awaits, sleeps or logs.
Rule 2: the decoder gives the same events whatever the chunk boundaries are, inside a
        character or between CR and LF included.
Rule 3: the decoder raises `MalformedStream` for an over-long line or event and for nothing else;
        bytes that are not UTF-8 become U+FFFD, as the standard has it.

Source: WHATWG HTML, "Server-sent events" (parsing and interpreting an event stream).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from headwater.wire.errors import MalformedStream

MIB = 1024 * 1024
#: A payload may have 100 MB and be one line; what is longer than this cannot be an honest event.
MAX_LINE_BYTES = 128 * MIB
MAX_EVENT_BYTES = 128 * MIB

_LINE_ENDS = re.compile(rb"\r\n|\r|\n")
_BOM = b"\xef\xbb\xbf"
#: More digits than this are no time to wait.
_RETRY_DIGITS_MAX = 15


@dataclass(frozen=True, slots=True)
class ServerSentEvent:
    """One dispatched event. `id` is the last id seen in the stream, not only in this event."""

    data: str
    event: str = "message"
    id: str = ""


def encode_event(
    data: str | bytes,
    *,
    event: str | None = None,
    id: str | None = None,
    retry_ms: int | None = None,
) -> bytes:
    """One event, ready to send. Line ends in `data` (CR, LF, CRLF) reach the reader as LF."""
    fields = []
    if event is not None:
        fields.append(b"event: " + _one_line("event", event))
    if id is not None:
        assert "\0" not in id, f"readers ignore an id that holds NUL: {id!r}"
        fields.append(b"id: " + _one_line("id", id))
    if retry_ms is not None:
        assert retry_ms >= 0, f"retry_ms is {retry_ms}"
        fields.append(b"retry: %d" % retry_ms)
    raw = data.encode() if isinstance(data, str) else data
    fields.extend(b"data: " + line for line in _LINE_ENDS.split(raw))
    return b"\n".join(fields) + b"\n\n"


def encode_comment(text: str = "") -> bytes:
    """A comment, which readers skip: keeps a silent connection open."""
    return b"".join(b": " + line + b"\n" for line in _LINE_ENDS.split(text.encode())) + b"\n"


def _one_line(field: str, value: str) -> bytes:
    assert not {"\n", "\r"}.intersection(value), f"SSE field {field} holds a line end: {value!r}"
    return value.encode()


class SseDecoder:
    """Turns the bytes of an event stream into events as soon as each is complete."""

    def __init__(
        self,
        *,
        max_line_bytes: int = MAX_LINE_BYTES,
        max_event_bytes: int = MAX_EVENT_BYTES,
        flush_at_end: bool = False,
    ) -> None:
        """
        Args:
            flush_at_end: at `close`, give the last event also if the blank line after it is
                missing. The standard drops it; some agents forget it.
        """
        self.last_event_id = ""
        self.retry_ms: int | None = None
        self._max_line_bytes = max_line_bytes
        self._max_event_bytes = max_event_bytes
        self._flush_at_end = flush_at_end
        self._partial: list[bytes] = []
        self._partial_bytes = 0
        self._skip_lf = False
        self._is_first_line = True
        self._data: list[str] = []
        self._data_bytes = 0
        self._event = ""
        self._failure: str | None = None

    @property
    def is_inside_event(self) -> bool:
        """Whether bytes of an event not yet complete have come: a stream that ends now was cut."""
        return bool(self._partial_bytes or self._data)

    def feed(self, chunk: bytes) -> list[ServerSentEvent]:
        """The events that `chunk` completes.

        Raises:
            MalformedStream: a line or an event is over the limit; the decoder is of no use afterwards.
        """
        if self._failure is not None:
            raise MalformedStream(self._failure)
        if self._skip_lf and chunk:
            self._skip_lf = False
            if chunk[:1] == b"\n":
                chunk = chunk[1:]
        events: list[ServerSentEvent] = []
        for piece in chunk.splitlines(keepends=True):
            self._take_piece(piece, events)
        self._skip_lf = self._skip_lf or chunk[-1:] == b"\r"
        return events

    def close(self) -> list[ServerSentEvent]:
        """The end of the stream: an event that is not complete is dropped (but see `flush_at_end`)."""
        events: list[ServerSentEvent] = []
        if self._flush_at_end and self._failure is None:
            if self._partial_bytes:
                self._take_piece(b"\n", events)
            self._dispatch(events)
        self._partial, self._partial_bytes = [], 0
        self._data, self._data_bytes, self._event = [], 0, ""
        return events

    def _take_piece(self, piece: bytes, events: list[ServerSentEvent]) -> None:
        line = piece.rstrip(b"\r\n")
        if self._partial_bytes + len(line) > self._max_line_bytes:
            self._fail(f"a line of the event stream is longer than {self._max_line_bytes} bytes")
        if len(line) == len(piece):
            self._partial.append(piece)
            self._partial_bytes += len(piece)
            return
        if self._partial:
            line = b"".join((*self._partial, line))
            self._partial, self._partial_bytes = [], 0
        if self._is_first_line:
            self._is_first_line = False
            line = line.removeprefix(_BOM)
        if line:
            self._take_line(line)
        else:
            self._dispatch(events)

    def _take_line(self, line: bytes) -> None:
        name, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        if name == b"data":
            self._data_bytes += len(value) + 1
            if self._data_bytes > self._max_event_bytes:
                self._fail(f"an event is larger than {self._max_event_bytes} bytes")
            self._data.append(value.decode(errors="replace"))
        elif name == b"event":
            self._event = value.decode(errors="replace")
        elif name == b"id" and b"\0" not in value:
            self.last_event_id = value.decode(errors="replace")
        elif name == b"retry" and value.isdigit() and len(value) <= _RETRY_DIGITS_MAX:
            self.retry_ms = int(value)

    def _dispatch(self, events: list[ServerSentEvent]) -> None:
        if self._data:
            events.append(
                ServerSentEvent("\n".join(self._data), self._event or "message", self.last_event_id)
            )
        self._data, self._data_bytes, self._event = [], 0, ""

    def _fail(self, message: str) -> None:
        self._failure = message
        self._partial, self._data = [], []
        raise MalformedStream(message)
