"""Which lines of a log a reader wants."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import re2

from headwater.core.errors import InvalidRequest
from headwater.telemetry.loglevels import is_at_least
from headwater.telemetry.loglines import FactFinder, LineFacts, LogRecord

#: What streams are called by readers. `runtime` is all but what came over OTLP: the two that AWS keeps apart.
STREAMS = ("stdout", "stderr", "event", "otel", "runtime")
_MAX_PATTERN_CHARS = 1000
_MAX_PATTERN_BYTES = 1024 * 1024

#: Whether a pattern is found in a text.
Find = Callable[[str], bool]
#: What may keep a pattern from being found in many lines together that is found in one of them.
_ALONE = ("\\A", "\\z", "(?")


@dataclass(frozen=True, slots=True)
class Grep:
    """A pattern that lines are looked through for; `may_find_in` looks at many lines at once."""

    finds: Find
    may_find_in: Find


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFilter:
    """Which lines to read: what is None is not asked for."""

    session_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    #: Lines this serious or more; one without a level counts as information.
    level: str | None = None
    grep: Grep | None = None
    #: Some of `STREAMS`; empty: all.
    streams: frozenset[str] = frozenset()
    request_id: str | None = None
    trace_id: str | None = None
    #: The last so many.
    limit: int | None = None

    def find(self, record: LogRecord, skip: int) -> Iterator[tuple[int, str, LineFacts]]:
        """The wanted lines of a record behind its first `skip`: index, text, facts."""
        if not self._wants(record):
            return
        is_any = self.level is None and self.request_id is None and self.trace_id is None
        finder = FactFinder(record)
        for index in range(skip, len(record.lines)):
            text = record.lines[index]
            if self.grep is not None and not self.grep.finds(text):
                continue
            facts = finder.find(text)
            if is_any or self._wants_line(facts):
                yield index, text, facts

    def is_over(self, time: datetime) -> bool:
        """Whether a time is behind all that is wanted."""
        return self.until is not None and time > self.until

    def _wants(self, record: LogRecord) -> bool:
        if self.session_id is not None and record.session_id != self.session_id:
            return False
        if self.since is not None and record.time < self.since:
            return False
        if self.until is not None and record.time > self.until:
            return False
        if self.grep is not None and not self.grep.may_find_in(record.text):
            return False
        stream = record.entry.get("stream")
        return not self.streams or stream in self.streams or ("runtime" in self.streams and stream != "otel")

    def _wants_line(self, facts: LineFacts) -> bool:
        if self.level is not None and not is_at_least(facts.level, self.level):
            return False
        if self.request_id is not None and facts.request_id != self.request_id:
            return False
        return self.trace_id is None or facts.trace_id == self.trace_id


def compile_grep(pattern: str) -> Grep:
    """A regular expression of RE2, which no text can make slow.

    Raises:
        InvalidRequest: RE2 cannot read it; the text says where.
    """
    if len(pattern) > _MAX_PATTERN_CHARS:
        raise InvalidRequest(f"grep has {len(pattern)} characters, more than {_MAX_PATTERN_CHARS}")
    options = re2.Options()
    options.max_mem = _MAX_PATTERN_BYTES
    options.log_errors = False
    try:
        finds = _compile(pattern, options)
    except re2.error as exc:
        raise InvalidRequest(_explain(pattern, exc)) from exc
    is_alone = any(part in pattern for part in _ALONE)
    return Grep(finds, (lambda text: True) if is_alone else _compile(f"(?m:{pattern})", options))


def _compile(pattern: str, options: Any) -> Find:  # Any: re2 has no types
    compiled: Any = re2.compile(pattern.encode("utf-8", "replace"), options)  # Any: as above
    # Half a surrogate pair has no UTF-8 form, which RE2 works on.
    return lambda text: compiled.search(text.encode("utf-8", "replace")) is not None


def _explain(pattern: str, error: Exception) -> str:
    """What RE2 says, and where in the pattern what it names begins."""
    said = error.args[0] if error.args else error
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    message, _, fragment = text.partition(": ")
    at = pattern.find(fragment) if fragment and fragment != pattern else -1
    place = f" at character {at + 1} ({fragment})" if at >= 0 else ""
    return f"grep={pattern!r} is not a regular expression: {message}{place}"
