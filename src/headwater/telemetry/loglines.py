"""Lines of agents' logs: how they stand in a file, and what a reader is given. No I/O.

In a file a record is one line of JSON that holds all lines that came from a pipe in one read: to split them
is work for whoever reads them, and most lines are never read. A reader is given a line of JSON for each line.
Records of older versions hold one line each and read the same.

Rule 1: bytes that are not UTF-8 are kept as `\\xNN`, and the line says so (`escaped`).
Rule 2: what the agent says of a line (its level, its request, its trace) goes above what is known of it from
        outside. Its session it cannot choose: readers may be held to theirs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any

from headwater.telemetry.loglevels import find_level, may_hold_levels, normalize_level

_TRACE_ID = re.compile(r"[0-9a-fA-F]{32}")
_SPAN_ID = re.compile(r"[0-9a-fA-F]{16}")
#: As long as ids of sessions may be.
_MAX_ID_CHARS = 256
_TRACEBACK = b"Traceback (most recent call last)"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogOrigin:
    """Whose lines they are. `source` is session, template or server."""

    runtime_id: str
    version: str = ""
    endpoint: str | None = None
    session_id: str | None = None
    source: str = "session"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogChunk:
    """Lines that came at once, without the last one's end."""

    origin: LogOrigin
    stream: str
    data: bytes
    #: Unix time, when they were read.
    time_ns: int
    request_id: str | None = None
    trace_id: str | None = None
    span_id: str | None = None
    level: str | None = None
    #: The last of them goes on in the next one of the same session and stream.
    continues: bool = False
    #: What a note of ours says is missing: how many lines, of how many bytes.
    missing: tuple[int, int] | None = None

    @property
    def lost_by_dropping(self) -> tuple[int, int]:
        """How many lines, of how many bytes, are missing without it."""
        return self.missing or (self.data.count(b"\n") + 1, len(self.data))


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRecord:
    """A record of a file, read."""

    time: datetime
    entry: dict[str, Any]  # Any: JSON
    lines: list[str]
    #: All of them, with line ends between.
    text: str

    @property
    def session_id(self) -> str | None:
        found = self.entry.get("sessionId")
        return found if isinstance(found, str) else None


def encode_chunk(chunk: LogChunk) -> bytes:
    """A chunk as records, each with its line end; more than one where bytes are not UTF-8."""
    try:
        return _encode(chunk, chunk.data.decode(), is_escaped=False)
    except UnicodeDecodeError:
        return b"".join(_encode(part, text, is_escaped=bad) for part, text, bad in _escape(chunk))


def decode_record(line: bytes) -> LogRecord | None:
    """A line of a file; None if it is none: it was cut short when a server was killed, say."""
    try:
        entry: Any = json.loads(line)  # Any: JSON
        time = datetime.fromisoformat(entry["time"])
        text = entry["text"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if not isinstance(text, str) or time.tzinfo is None:
        return None
    return LogRecord(time=time, entry=entry, lines=text.split("\n"), text=text)


def find_time(line: bytes) -> datetime | None:
    """When a record was made, without reading the rest of it."""
    if line.startswith(b'{"time": "'):
        try:
            return datetime.fromisoformat(line[10 : line.index(b'"', 10)].decode())
        except ValueError:
            return None
    record = decode_record(line)
    return None if record is None else record.time


@dataclass(frozen=True, slots=True)
class LineFacts:
    """What is known of one line."""

    request_id: str | None
    trace_id: str | None
    span_id: str | None
    level: str | None


class FactFinder:
    """Ids and levels of the lines of one record."""

    def __init__(self, record: LogRecord) -> None:
        entry = record.entry
        self._known = LineFacts(
            entry.get("requestId"), entry.get("traceId"), entry.get("spanId"), entry.get("level")
        )
        # Most lines have no level, and to look for one takes longer than all the rest.
        self._has_levels = self._known.level is None and may_hold_levels(record.text)

    def find(self, text: str) -> LineFacts:
        """A line's own where it says so, else those noted with its record."""
        known = self._known
        if text.startswith("{") and text.rstrip().endswith("}"):
            own = _find_own_facts(text)
            if own is not None:
                is_another = own.request_id not in (None, known.request_id)
                return LineFacts(
                    own.request_id or known.request_id,
                    own.trace_id or (None if is_another else known.trace_id),
                    own.span_id or (None if is_another else known.span_id),
                    own.level or known.level,
                )
        level = find_level(text) if self._has_levels else None
        return known if level is None else replace(known, level=level)


class LineEncoder:
    """Lines of one record as readers are given them."""

    def __init__(self, record: LogRecord, runtime_id: str) -> None:
        entry = record.entry
        head = {
            "time": entry["time"],
            "runtimeId": runtime_id,
            "version": entry.get("version"),
            "endpoint": entry.get("endpoint"),
            "source": entry.get("source"),
            "sessionId": record.session_id,
        }
        self._head = json.dumps(head, ensure_ascii=False)[:-1]
        self._stream = json.dumps(entry.get("stream"))
        self._last = len(record.lines) - 1 if entry.get("continues") else -1
        self._marks = ', "escaped": true' if entry.get("escaped") else ""
        self._facts: LineFacts | None = None
        self._middle = ""

    def encode(self, index: int, text: str, facts: LineFacts) -> str:
        """A line of JSON, without its end."""
        if facts is not self._facts:
            self._facts = facts
            self._middle = (
                f'{self._head}, "requestId": {_quote(facts.request_id)}, "traceId": {_quote(facts.trace_id)},'
                f' "spanId": {_quote(facts.span_id)}, "stream": {self._stream},'
                f' "level": {_quote(facts.level)}, "text": '
            )
        marks = ', "continues": true' if index == self._last else ""
        return f"{self._middle}{encode_basestring(text)}{marks}{self._marks}}}"


def split_tracebacks(chunk: LogChunk, *, is_inside: bool) -> tuple[list[LogChunk], bool]:
    """Take tracebacks, whose lines have no level of their own, out of a chunk, as errors.

    Args:
        is_inside: one has begun in what the same pipe said before.
    Returns:
        The parts, and whether the last of them is an unfinished traceback.
    """
    if not is_inside and _TRACEBACK not in chunk.data:
        return [chunk], False
    parts: list[tuple[bool, list[bytes]]] = []
    for line in chunk.data.split(b"\n"):
        begins = _TRACEBACK in line
        is_error = is_inside or begins
        # Its last line, the error, is the first that is not indented.
        is_inside = begins or (is_inside and line[:1] in b" \t")
        if not parts or parts[-1][0] != is_error:
            parts.append((is_error, []))
        parts[-1][1].append(line)
    last = len(parts) - 1
    chunks = [
        replace(
            chunk,
            data=b"\n".join(lines),
            level="error" if is_error else chunk.level,
            continues=chunk.continues and number == last,
        )
        for number, (is_error, lines) in enumerate(parts)
    ]
    return chunks, is_inside


def _encode(chunk: LogChunk, text: str, *, is_escaped: bool) -> bytes:
    head = _encode_head(
        chunk.origin,
        chunk.stream,
        (chunk.request_id, chunk.trace_id, chunk.span_id, chunk.level),
        chunk.continues,
        is_escaped,
    )
    time = datetime.fromtimestamp(chunk.time_ns // 1000 / 1e6, UTC).isoformat(timespec="microseconds")
    return f'{{"time": "{time}", {head}, "text": {encode_basestring(text)}}}\n'.encode()


@lru_cache(maxsize=4096)
def _encode_head(
    origin: LogOrigin,
    stream: str,
    facts: tuple[str | None, str | None, str | None, str | None],
    continues: bool,
    is_escaped: bool,
) -> str:
    request_id, trace_id, span_id, level = facts
    noted = {
        "endpoint": origin.endpoint,
        "requestId": request_id,
        "traceId": trace_id,
        "spanId": span_id,
        "level": level,
        "continues": continues or None,
        "escaped": is_escaped or None,
    }
    head = {
        "source": origin.source,
        "version": origin.version,
        "sessionId": origin.session_id,
        "stream": stream,
        **{name: value for name, value in noted.items() if value is not None},
    }
    # Ids may be anything an agent or a caller sent, half a surrogate pair included.
    return json.dumps(head)[1:-1]


def _escape(chunk: LogChunk) -> Iterator[tuple[LogChunk, str, bool]]:
    """Runs of lines that are UTF-8, and of those that are not, in their order."""
    run: list[str] = []
    is_bad = False
    for line in chunk.data.split(b"\n"):
        try:
            text, bad = line.decode(), False
        except UnicodeDecodeError:
            text, bad = line.decode("utf-8", "backslashreplace"), True
        if run and bad != is_bad:
            yield replace(chunk, continues=False), "\n".join(run), is_bad
            run = []
        is_bad = bad
        run.append(text)
    yield chunk, "\n".join(run), is_bad


def _find_own_facts(text: str) -> LineFacts | None:
    """What a line of JSON says of itself, by the names that the SDK, OpenTelemetry and loggers use."""
    try:
        said: Any = json.loads(text)  # Any: JSON
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict):
        return None
    return LineFacts(
        _find_id(said, ("requestId", "request_id")),
        _find_hex(said, ("traceId", "trace_id", "otelTraceID"), _TRACE_ID),
        _find_hex(said, ("spanId", "span_id", "otelSpanID"), _SPAN_ID),
        next(
            (
                level
                for name in ("level", "severityText", "severity", "levelname", "severity_text")
                if (level := normalize_level(said.get(name))) is not None
            ),
            None,
        ),
    )


def _find_id(said: dict[str, Any], names: tuple[str, ...]) -> str | None:  # Any: JSON
    found = next((said[name] for name in names if name in said), None)
    return found if isinstance(found, str) and 0 < len(found) <= _MAX_ID_CHARS else None


def _find_hex(
    said: dict[str, Any],  # Any: JSON
    names: tuple[str, ...],
    form: re.Pattern[str],
) -> str | None:
    found = _find_id(said, names)
    return found.lower() if found is not None and form.fullmatch(found) and int(found, 16) else None


def _quote(text: str | None) -> str:
    return "null" if text is None else encode_basestring(str(text))
