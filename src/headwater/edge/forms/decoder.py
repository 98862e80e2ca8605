"""An agent's answer, cut anywhere -> `AgentEvent`s, as soon as each is complete.

Rule 1: the events are the same whatever the cuts are.
Rule 2: nothing is raised; bytes that break their format become one `Failure`, and what follows is dropped.
Rule 3: no more is held than one event, or one JSON answer, of `MAX_EVENT_BYTES`.
"""

from __future__ import annotations

import codecs
import json
from typing import Protocol

from headwater.edge.forms.events import AgentEvent, Failure
from headwater.edge.forms.meaning import Interpreter
from headwater.wire.errors import MalformedStream
from headwater.wire.sse import SseDecoder

MIB = 1024 * 1024
#: One event is parsed at once, which must not hold up other streams for long.
MAX_EVENT_BYTES = 16 * MIB

_LINE_TYPES = ("application/x-ndjson", "application/jsonl", "application/json-lines", "application/jsonlines")
_VAGUE_TYPES = ("", "application/json", "application/octet-stream")
_BOM = b"\xef\xbb\xbf"
_STREAM_BEGINNINGS = (b"data:", b"event:", b"id:", b"retry:", b":")
#: The longest of these beginnings.
_SNIFFED_BYTES = 6


class AgentDecoder(Protocol):
    """Bytes of one answer in, events out."""

    def feed(self, data: bytes) -> list[AgentEvent]:
        """The events that `data` completes."""

    def close(self, *, is_whole: bool = True) -> list[AgentEvent]:
        """The end of the answer: the events that were still waiting for it. A second call gives none.

        Args:
            is_whole: the answer did not break off; the beginning of a JSON answer says nothing.
        """


def open_decoder(content_type: str) -> AgentDecoder:
    """The decoder for an answer of this type. A JSON answer is read whole, anything else as it comes."""
    media_type = content_type.partition(";")[0].strip().lower()
    if media_type == "text/event-stream":
        return _StreamDecoder()
    if media_type in _LINE_TYPES:
        return _LinesDecoder()
    if media_type in _VAGUE_TYPES or media_type.endswith("+json"):
        return _SniffingDecoder()
    if media_type.startswith("text/"):
        return _TextDecoder()
    return _ForeignDecoder(media_type)


class _SniffingDecoder:
    """An answer that is JSON by its name, or nothing by none: its first bytes say what it is.

    Frameworks send streams without a type, or with JSON's, if their user does not think of it. White space
    before the first byte is dropped.
    """

    def __init__(self) -> None:
        self._start = b""
        self._chosen: AgentDecoder | None = None

    def feed(self, data: bytes) -> list[AgentEvent]:
        if self._chosen is None:
            self._start = (self._start + data).removeprefix(_BOM).lstrip()
            if len(self._start) < _SNIFFED_BYTES:
                return []
            self._chosen = _choose(self._start)
            data, self._start = self._start, b""
        return self._chosen.feed(data)

    def close(self, *, is_whole: bool = True) -> list[AgentEvent]:
        chosen, start = self._chosen or _JsonDecoder(), self._start
        self._chosen, self._start = chosen, b""
        return chosen.feed(start) + chosen.close(is_whole=is_whole)


def _choose(start: bytes) -> AgentDecoder:
    if start.startswith(_STREAM_BEGINNINGS):
        return _StreamDecoder()
    # Numbers and words of JSON are text as well as they are JSON.
    return _JsonDecoder() if start[:1] in (b"{", b"[", b'"') else _TextDecoder()


class _StreamDecoder:
    """Server-sent events."""

    def __init__(self) -> None:
        self._frames = SseDecoder(
            max_line_bytes=MAX_EVENT_BYTES, max_event_bytes=MAX_EVENT_BYTES, flush_at_end=True
        )
        self._interpreter = Interpreter()
        self._is_broken = False

    def feed(self, data: bytes) -> list[AgentEvent]:
        if self._is_broken:
            return []
        try:
            frames = self._frames.feed(data)
        except MalformedStream as exc:
            self._is_broken = True
            return [Failure(f"The agent's stream cannot be read: {exc.message}", is_ours=True)]
        events: list[AgentEvent] = []
        for frame in frames:
            events += self._interpreter.take_data(frame.data, frame.event)
        return events

    def close(self, *, is_whole: bool = True) -> list[AgentEvent]:
        events: list[AgentEvent] = []
        for frame in self._frames.close():
            if not _is_cut_off(frame.data):
                events += self._interpreter.take_data(frame.data, frame.event)
        return events + self._interpreter.close()


class _LinesDecoder:
    """A JSON value a line."""

    def __init__(self) -> None:
        self._partial: list[bytes] = []
        self._partial_bytes = 0
        self._interpreter = Interpreter()

    def feed(self, data: bytes) -> list[AgentEvent]:
        if self._partial_bytes > MAX_EVENT_BYTES:
            return []
        *lines, rest = data.split(b"\n")
        events: list[AgentEvent] = []
        for line in lines:
            events += self._take_line(b"".join((*self._partial, line)))
            self._partial, self._partial_bytes = [], 0
        self._partial.append(rest)
        self._partial_bytes += len(rest)
        if self._partial_bytes > MAX_EVENT_BYTES:
            self._partial = []
            events.append(
                Failure(f"A line of the agent's answer is longer than {MAX_EVENT_BYTES} bytes", is_ours=True)
            )
        return events

    def close(self, *, is_whole: bool = True) -> list[AgentEvent]:
        line, self._partial = b"".join(self._partial), []
        events = self._take_line(line) if is_whole or not _is_cut_off(line.decode(errors="replace")) else []
        return events + self._interpreter.close()

    def _take_line(self, line: bytes) -> list[AgentEvent]:
        text = line.decode(errors="replace").strip("\r\ufeff")
        return self._interpreter.take_data(text) if text else []


class _JsonDecoder:
    """One JSON value; text, if it turns out to be none."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._size_bytes = 0

    def feed(self, data: bytes) -> list[AgentEvent]:
        if self._size_bytes > MAX_EVENT_BYTES:
            return []
        self._pieces.append(data)
        self._size_bytes += len(data)
        if self._size_bytes <= MAX_EVENT_BYTES:
            return []
        self._pieces = []
        return [Failure(f"The agent's answer is larger than {MAX_EVENT_BYTES} bytes", is_ours=True)]

    def close(self, *, is_whole: bool = True) -> list[AgentEvent]:
        body = b"".join(self._pieces).decode(errors="replace").removeprefix("\ufeff")
        self._pieces = []
        if not body.strip() or (not is_whole and _is_cut_off(body.lstrip())):
            return []
        interpreter = Interpreter()
        try:
            events = interpreter.take_answer(json.loads(body))
        except ValueError:
            events = interpreter.take_raw_text(body)
        except RecursionError:
            return [Failure("The agent's answer is nested too deeply", is_ours=True)]
        return events + interpreter.close()


class _TextDecoder:
    """Plain text as it comes."""

    def __init__(self) -> None:
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._interpreter = Interpreter()

    def feed(self, data: bytes) -> list[AgentEvent]:
        return self._interpreter.take_raw_text(self._decode(data))

    def close(self, *, is_whole: bool = True) -> list[AgentEvent]:
        return self._interpreter.take_raw_text(self._decode(b"", True)) + self._interpreter.close()


class _ForeignDecoder:
    """Bytes that are no text: a failure, once."""

    def __init__(self, media_type: str) -> None:
        self._failures: list[AgentEvent] = [
            Failure(f"The agent's answer is {media_type}, which has no text", is_ours=True)
        ]

    def feed(self, data: bytes) -> list[AgentEvent]:
        return []

    def close(self, *, is_whole: bool = True) -> list[AgentEvent]:
        failures, self._failures = self._failures, []
        return failures


def _is_cut_off(data: str) -> bool:
    """Whether the last event of a stream that broke off is the beginning of a JSON value."""
    if data[:1] not in ("{", "[", '"'):
        return False
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return True
    return False
