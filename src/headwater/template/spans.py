"""Spans of an agent's own code on their way to the server: a bounded queue, and a thread that sends it.

The agent's OpenTelemetry calls `SpanQueue` as one of its span processors; nothing of OpenTelemetry is
imported here. Rules: an agent never waits for its spans and never fails by them; the thread starts with the
first span, so that a process without any can be forked; what finds no room is dropped, counted, and told.

Source: OTLP/HTTP with JSON, opentelemetry-proto 1.x.
"""

from __future__ import annotations

import _thread
import atexit
import contextlib
import http.client
import json
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

#: Where spans go, and what shows whose they are.
URL_VARIABLE = "HEADWATER_TELEMETRY_URL"
TOKEN_VARIABLE = "HEADWATER_TELEMETRY_TOKEN"
TOKEN_HEADER = "x-headwater-telemetry"
#: Says how many spans an agent had to drop since it last sent some.
DROPPED_HEADER = "x-headwater-dropped"
_PATH = "/v1/traces"
_MAX_QUEUED = 4096
_MAX_BATCH = 128
#: Seconds that spans are gathered, and lost if a session is killed. Sent at once, they would get in the way
#: of the next call.
_GATHER_S = 0.2
_TIMEOUT_S = 5.0
#: Before a batch is sent again; it is sent so often in all.
_RETRY_AFTER_S = 0.5
_ATTEMPTS = 3
#: How long the end of a process is held up to send what is left.
_LAST_S = 0.4
#: Longer texts are cut: prompts and answers are attributes too.
_MAX_TEXT_CHARS = 16 * 1024
#: The same of all of a span together, and of a request: the server takes some megabytes at once.
_MAX_SPAN_CHARS = 256 * 1024
_MAX_BATCH_CHARS = 512 * 1024
#: So much of a text there is room for in any span.
_ALWAYS_CHARS = 64
_MAX_ITEMS = 128
_MAX_DEPTH = 6
#: Of a wait for all to be sent.
_LOOK_EVERY_S = 0.005
_RETRIED = frozenset({429, 502, 503, 504})


class SpanQueue:
    """A span processor, as OpenTelemetry's SDK calls one."""

    def __init__(self, send: Callable[[bytes, int], bool] | None = None) -> None:
        """`send` takes a body and a count of dropped spans; whether it need not be sent again."""
        self._send = send or post
        self._waiting: deque[Any] = deque()  # Any: spans of the agent's SDK, whichever version
        self._dropped_count = 0
        self._wake = threading.Event()
        self._now = threading.Event()
        self._is_sending = False
        self._is_running = False
        self._starting = threading.Lock()
        self._is_closed = False
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._forget)
        atexit.register(self.shutdown)

    def on_start(self, span: Any, parent_context: Any = None) -> None:  # Any: the SDK's own
        """See `opentelemetry.sdk.trace.SpanProcessor`."""

    def _on_ending(self, span: Any) -> None:  # Any: the SDK's own
        """See `on_start`: newer SDKs call it."""

    def on_end(self, span: Any) -> None:  # Any: the SDK's own
        """Queue a span that has ended."""
        if self._is_closed or not span.context.trace_flags.sampled:
            return
        if len(self._waiting) >= _MAX_QUEUED:
            self._dropped_count += 1
            return
        self._waiting.append(span)
        self._wake.set()
        if not self._is_running:
            self._start()

    def force_flush(self, timeout_millis: int = 30_000) -> bool:
        """Wait until all is sent; whether it was in time."""
        deadline_s = time.monotonic() + timeout_millis / 1000
        while self._is_running and (self._waiting or self._is_sending):
            if time.monotonic() > deadline_s:
                return False
            self._now.set()
            time.sleep(_LOOK_EVERY_S)
        return True

    def shutdown(self) -> None:
        """Send what is left, within `_LAST_S`. Safe to repeat."""
        if not self._is_closed:
            self._is_closed = True
            self.force_flush(round(_LAST_S * 1000))

    def _start(self) -> None:
        with self._starting:
            if not self._is_running:
                # Not by `threading`, which waits until the thread runs: the answer would wait, too.
                with contextlib.suppress(RuntimeError):  # no more threads, or the interpreter ends
                    _thread.start_new_thread(self._run, ())
                    self._is_running = True

    def _forget(self) -> None:
        """In a fork: the thread is the parent's, and so are the spans that wait."""
        self._waiting = deque()
        self._dropped_count = 0
        self._wake, self._now = threading.Event(), threading.Event()
        self._starting, self._is_running, self._is_sending = threading.Lock(), False, False

    def _prepare_thread(self) -> None:
        """The first that the sending thread does."""

    def _run(self) -> None:
        self._prepare_thread()
        while True:
            self._wake.wait()
            self._now.wait(_GATHER_S)
            self._now.clear()
            self._wake.clear()
            self._is_sending = True
            while self._waiting:
                self._send_batch()
            self._is_sending = False

    def _send_batch(self) -> None:
        spans = self._take_batch()
        dropped, self._dropped_count = self._dropped_count, 0
        try:
            body = json.dumps(encode_spans(spans), ensure_ascii=False, default=str).encode(errors="replace")
            for attempt in range(_ATTEMPTS):
                if self._send(body, dropped):
                    return
                if self._is_closed or attempt == _ATTEMPTS - 1:
                    break
                time.sleep(_RETRY_AFTER_S)
        except Exception:  # whatever it is, it is not the agent's affair
            pass
        self._dropped_count += dropped + len(spans)

    def _take_batch(self) -> list[Any]:  # Any: as in `_waiting`
        """As many spans as go into one request."""
        spans: list[Any] = []
        chars = 0
        while self._waiting and len(spans) < _MAX_BATCH and chars < _MAX_BATCH_CHARS:
            spans.append(self._waiting.popleft())
            chars += min(_weigh(spans[-1]), _MAX_SPAN_CHARS)
        return spans


def post(body: bytes, dropped: int) -> bool:
    """Send spans to the server; False if it may take them another time."""
    url, token = os.environ.get(URL_VARIABLE, ""), os.environ.get(TOKEN_VARIABLE, "")
    address = urlsplit(url)
    if address.scheme != "http" or not token:
        return True
    headers = {"content-type": "application/json", TOKEN_HEADER: token, DROPPED_HEADER: str(dropped)}
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=_TIMEOUT_S)
    try:
        connection.request("POST", _PATH, body, headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status not in _RETRIED
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def encode_spans(spans: Iterable[Any]) -> dict[str, Any]:  # Any: the SDK's own, and JSON
    """An ExportTraceServiceRequest."""
    groups: dict[tuple[int, int], dict[str, Any]] = {}
    for span in spans:
        scope = getattr(span, "instrumentation_scope", None)
        key = id(span.resource), id(scope)
        if key not in groups:
            groups[key] = {
                "resource": {"attributes": encode_attributes(span.resource.attributes)},
                "scopeSpans": [{"scope": _encode_scope(scope), "spans": []}],
            }
        groups[key]["scopeSpans"][0]["spans"].append(_encode_span(span))
    return {"resourceSpans": list(groups.values())}


def _weigh(span: Any) -> int:  # Any: as above
    """About how many characters a span is."""
    holders = (span, *tuple(span.events))
    values = (value for holder in holders for value in (holder.attributes or {}).values())
    return sum(len(value) if isinstance(value, str) else 16 for value in values)


def _encode_scope(scope: Any) -> dict[str, Any]:  # Any: as above
    if scope is None:
        return {}
    return {"name": _cut(scope.name or ""), "version": _cut(scope.version or "")}


def _encode_span(span: Any) -> dict[str, Any]:  # Any: as above
    room = _Room()
    encoded = {
        "traceId": format(span.context.trace_id, "032x"),
        "spanId": format(span.context.span_id, "016x"),
        "name": _cut(span.name),
        "kind": span.kind.value + 1,
        "startTimeUnixNano": str(span.start_time or 0),
        "endTimeUnixNano": str(span.end_time or span.start_time or 0),
        "attributes": encode_attributes(span.attributes, room),
        "events": [
            {
                "timeUnixNano": str(event.timestamp),
                "name": _cut(event.name),
                "attributes": encode_attributes(event.attributes, room),
            }
            for event in tuple(span.events)[:_MAX_ITEMS]
        ],
        "status": {
            "code": span.status.status_code.value,
            "message": _cut(span.status.description or ""),
        },
    }
    if span.parent is not None:
        encoded["parentSpanId"] = format(span.parent.span_id, "016x")
    return encoded


class _Room:
    """How many characters one span may still have."""

    def __init__(self) -> None:
        self._left = _MAX_SPAN_CHARS

    def cut(self, text: str) -> str:
        text = _cut(text, max(_ALWAYS_CHARS, min(_MAX_TEXT_CHARS, self._left)))
        self._left = max(0, self._left - len(text))
        return text


def encode_attributes(
    attributes: Mapping[str, Any] | None, room: _Room | None = None
) -> list[dict[str, Any]]:  # Any: values, JSON
    """KeyValues."""
    room = room or _Room()
    items = list((attributes or {}).items())[:_MAX_ITEMS]
    return [{"key": _cut(str(key)), "value": _encode_value(value, room, 0)} for key, value in items]


def _encode_value(value: Any, room: _Room, depth: int) -> dict[str, Any]:  # Any: a value, JSON
    if isinstance(value, str):
        return {"stringValue": room.cut(value)}
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, int):
        return {"intValue": str(value)}
    if isinstance(value, float):
        # JSON has no word for these, and OTLP's are texts.
        return {"doubleValue": value if value - value == 0 else str(value)}
    if isinstance(value, (list, tuple)) and depth < _MAX_DEPTH:
        values = [_encode_value(one, room, depth + 1) for one in value[:_MAX_ITEMS]]
        return {"arrayValue": {"values": values}}
    return {"stringValue": room.cut(str(value))}


def _cut(text: str, limit_chars: int = _MAX_TEXT_CHARS) -> str:
    return text if len(text) <= limit_chars else f"{text[:limit_chars]}…"
