"""One invocation's answer, gathered as its bytes come in. No I/O: the sync and the async client share it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from headwater.client.errors import RequestFailed
from headwater.wire.a2atext import find_a2a_failure, is_a2a
from headwater.wire.runstream import Gap
from headwater.wire.servertiming import HEADER as SERVER_TIMING_HEADER
from headwater.wire.servertiming import parse as parse_server_timing
from headwater.wire.sse import ServerSentEvent, SseDecoder
from headwater.wire.text import TextJoiner, find_answer_text

SESSION_ID_HEADER = "x-amzn-bedrock-agentcore-runtime-session-id"
USER_ID_HEADER = "x-amzn-bedrock-agentcore-runtime-user-id"
REQUEST_ID_HEADER = "x-amzn-requestid"
ERROR_TYPE_HEADER = "x-amzn-errortype"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timings:
    """Seconds since the request was sent. None for what has not happened (yet).

    For an answer that is not a stream the first token comes with the last byte.
    """

    time_to_first_byte_s: float | None = None
    time_to_first_token_s: float | None = None
    total_s: float | None = None
    #: What the server did until its answer began -> seconds, in that order; `find_or_start` is the session's.
    server_s: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamFailure:
    """An error the agent reported inside its answer, after the status had gone out."""

    message: str
    error_type: str | None
    event: dict[str, Any]  # Any: JSON


@dataclass(frozen=True, slots=True)
class Piece:
    """One event as it came. `text` is what a person reads of it; None if it is not text."""

    event: Any  # Any: JSON, or a Gap
    text: str | None


class AnswerRecord:
    """Feed it the answer's bytes; it knows everything about the answer there is to know."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self._started_at = clock()
        self._decoder: SseDecoder | None = None
        self._joiner = TextJoiner()
        self._body: list[bytes] = []
        self.pieces: list[Piece] = []
        self.status_code = 0
        self.content_type = ""
        self.session_id: str | None = None
        self.request_id: str | None = None
        self.headers: Mapping[str, str] = {}
        self.error: StreamFailure | None = None
        self.result: Any = None  # Any: JSON, or bytes of another type
        self.is_complete = False
        self.first_byte_s: float | None = None
        self.first_token_s: float | None = None
        self.total_s: float | None = None

    @property
    def is_stream(self) -> bool:
        return self._decoder is not None

    def restart(self, session_id: str | None) -> None:
        """The request goes out now, for the session `session_id`; None: the server chooses one."""
        self._started_at = self._clock()
        self.session_id = session_id

    def begin(self, status: int, headers: Mapping[str, str]) -> None:
        """The head of the answer has come."""
        self.status_code = status
        self.headers = headers
        self.content_type = headers.get("content-type", "")
        self.session_id = headers.get(SESSION_ID_HEADER, self.session_id)
        self.request_id = headers.get(REQUEST_ID_HEADER)
        if self.content_type.lower().startswith("text/event-stream"):
            # An agent that ends without the blank line after its last event still meant to say it.
            self._decoder = SseDecoder(flush_at_end=True)

    def feed(self, chunk: bytes) -> None:
        """Some bytes of the body have come."""
        if self.first_byte_s is None:
            self.first_byte_s = self._elapsed_s()
        if self._decoder is None:
            self._body.append(chunk)
        else:
            self._take(self._decoder.feed(chunk))

    def take(self, part: bytes | Gap) -> None:
        """Bytes of the body have come; or they are missing here, in a stream between two events."""
        if isinstance(part, Gap):
            self._add(part, None)
        else:
            self.feed(part)

    def finish(self) -> None:
        """The body has ended as it should."""
        if self._decoder is not None:
            self._take(self._decoder.close())
        else:
            self._take_result(b"".join(self._body))
        self.total_s = self._elapsed_s()
        self.is_complete = True

    def abandon(self) -> None:
        """The body broke off, or nobody wants the rest of it."""
        self.total_s = self.total_s or self._elapsed_s()

    def timings(self) -> Timings:
        return Timings(
            time_to_first_byte_s=self.first_byte_s,
            time_to_first_token_s=self.first_token_s,
            total_s=self.total_s,
            server_s=parse_server_timing(self.headers.get(SERVER_TIMING_HEADER, "")),
        )

    def _take(self, events: list[ServerSentEvent]) -> None:
        for sent in events:
            event = _parse_json_or_text(sent.data)
            self._add(event, self._joiner.take(event))
            if self.error is None:
                self.error = find_failure(event)

    def _take_result(self, body: bytes) -> None:
        self.result = parse_result(body, self.content_type)
        self._add(self.result, find_answer_text(self.result))
        if isinstance(self.result, dict) and "jsonrpc" in self.result:
            self.error = find_failure(self.result)

    def _add(self, event: Any, text: str | None) -> None:  # Any: JSON
        if text and self.first_token_s is None:
            self.first_token_s = self._elapsed_s()
        self.pieces.append(Piece(event, text))

    def _elapsed_s(self) -> float:
        return self._clock() - self._started_at


def find_failure(event: Any) -> StreamFailure | None:  # Any: JSON
    """The error an event reports, in the forms the SDKs and common agents use; None if it reports none."""
    if not isinstance(event, dict):
        return None
    if event.get("type") == "RUN_ERROR":  # AG-UI's
        code = event.get("code")
        return StreamFailure(
            message=str(event.get("message")), error_type=None if code is None else str(code), event=event
        )
    if is_a2a(event) and (failure := find_a2a_failure(event)) is not None:
        return StreamFailure(message=failure, error_type=None, event=event)
    if not event.get("error"):
        return None
    error = event["error"]
    if isinstance(error, dict):
        message, kind = error.get("message", error), error.get("type", error.get("code"))
    else:
        message, kind = error, event.get("error_type", event.get("type"))
    return StreamFailure(message=str(message), error_type=None if kind is None else str(kind), event=event)


def parse_result(body: bytes, content_type: str) -> Any:  # Any: JSON, text or bytes
    """The value of an answer that is not a stream: JSON where it says so or is it, else text, else bytes."""
    kind = content_type.partition(";")[0].strip().lower()
    if not body:
        return None if kind.endswith("json") or not kind else ""
    try:
        if kind.endswith("json") or not kind:
            return json.loads(body)
        if kind.startswith("text/"):
            return body.decode()
    except ValueError:
        pass
    return body


def parse_failure(
    status: int, headers: Mapping[str, str], body: bytes, kind: type[RequestFailed] = RequestFailed
) -> RequestFailed:
    """The error that an answer of 400 and above tells of."""
    code = headers.get(ERROR_TYPE_HEADER, "").partition(":")[0] or f"HTTP{status}"
    message = ""
    try:
        parsed = json.loads(body.removeprefix(b"data:"))  # AG-UI's clients are told in an event
    except ValueError:
        message = body.decode("utf-8", "replace").strip()[:2000]
    else:
        if isinstance(parsed, dict):
            told = parsed["error"] if isinstance(parsed.get("error"), dict) else parsed  # JSON-RPC's
            message = str(told.get("message") or told.get("Message") or "")
    return kind(
        message or f"the server answered {status} and said no more",
        status=status,
        code=code,
        request_id=headers.get(REQUEST_ID_HEADER),
    )


def encode_payload(payload: Any) -> tuple[bytes, str]:  # Any: bytes, or whatever JSON can say
    """The payload's bytes and their content type. Bytes go as they are.

    Raises:
        TypeError: it holds something JSON cannot say.
        ValueError: it holds a NaN, an infinity or itself.
    """
    if isinstance(payload, bytes | bytearray | memoryview):
        return bytes(payload), "application/json"
    text = json.dumps(payload, ensure_ascii=False, allow_nan=False)
    try:
        return text.encode(), "application/json"
    except UnicodeEncodeError:  # half of a surrogate pair: JSON can say it, UTF-8 only as an escape
        return json.dumps(payload, allow_nan=False).encode(), "application/json"


def _parse_json_or_text(data: str) -> Any:  # Any: JSON
    try:
        return json.loads(data)
    except ValueError:
        return data
