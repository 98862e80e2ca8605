"""The server's own log, on standard error: for people, or as JSON for programs.

As JSON each line is an object with `time` (UTC), `level`, `logger` and `message`; `requestId`, `sessionId`,
`traceId` and `spanId` where they are known of the request that is served; `exception` with `type`, `message`,
`stack` (frames, outermost first) and `cause`, an exception again.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from headwater.telemetry.spans import Segment, current

LogFormat = Literal["text", "json"]
LogLevel = Literal["debug", "info", "warning", "error"]
_TEXT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
#: What they say of each request or wake-up at lower levels is of use to their makers.
_QUIET = (
    "httpx",
    "httpcore",
    "botocore",
    "boto3",
    "urllib3",
    "s3transfer",
    "asyncio",
    "hpack",
    "markdown_it",
)
_CAUSES_MAX_COUNT = 10


@dataclass(slots=True)
class _About:
    """The request that is served."""

    request_id: str
    segment: Segment | None = None


_about: ContextVar[_About | None] = ContextVar("headwater_about", default=None)


def begin_request(request_id: str, segment: Segment | None = None) -> None:
    """What is logged from now on in this task, and in those it starts, is about a request."""
    _about.set(_About(request_id, segment))


def note_segment(segment: Segment) -> None:
    """The request that is served is this segment's: what is logged of it after its end, too."""
    about = _about.get()
    if about is not None:
        about.segment = segment


def set_up(form: LogFormat, level: LogLevel) -> None:
    """Log to standard error; again is harmless."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if form == "json" else logging.Formatter(_TEXT))
    number = logging.getLevelNamesMapping()[level.upper()]
    logging.basicConfig(level=number, handlers=[handler], force=True)
    logging.captureWarnings(form == "json")
    for name in _QUIET:
        logging.getLogger(name).setLevel(max(number, logging.WARNING))


class JsonLines(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        entry: dict[str, Any] = {  # Any: JSON
            "time": at,
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **_find_ids(),
        }
        if record.exc_info and record.exc_info[1] is not None:
            entry["exception"] = _describe(record.exc_info[1])
        # Escapes keep it one line of ASCII, half of a surrogate pair included.
        return json.dumps(entry, default=str)


def _find_ids() -> dict[str, str]:
    about = _about.get()
    segment = current.get() or (about.segment if about is not None else None)
    found: dict[str, str | None] = {}
    if segment is not None:
        found = {
            "requestId": segment.request_id,
            "sessionId": segment.session_id,
            "traceId": segment.context.trace_id,
            "spanId": segment.context.span_id,
        }
    if about is not None:
        found["requestId"] = about.request_id
    return {name: value for name, value in found.items() if value}


def _describe(error: BaseException, depth: int = 0) -> dict[str, Any]:  # Any: JSON
    described: dict[str, Any] = {  # Any: JSON
        "type": f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins."),
        "message": str(error),
        "stack": [
            f"{frame.filename}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(error.__traceback__)
        ],
    }
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None and depth < _CAUSES_MAX_COUNT:
        described["cause"] = _describe(cause, depth + 1)
    if isinstance(error, BaseExceptionGroup) and depth < _CAUSES_MAX_COUNT:
        described["exceptions"] = [
            _describe(each, depth + 1) for each in error.exceptions[:_CAUSES_MAX_COUNT]
        ]
    return described
