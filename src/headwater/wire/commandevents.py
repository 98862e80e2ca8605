"""InvokeAgentRuntimeCommand's answer: what a command prints, as event-stream messages, both ways. No I/O.

    chunk {"contentStart":{}}
    chunk {"contentDelta":{"stdout":"..."}}  or {"contentDelta":{"stderr":"..."}}, any number of them
    chunk {"contentStop":{"exitCode":0,"status":"COMPLETED"}}  or an exception, such as runtimeClientError

Output is text: UTF-8 that is cut at the end of a read is put together; bytes that are no UTF-8 become U+FFFD.

Source: AgentCore data plane's service model (botocore), its documentation for the limits.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from headwater.wire.errors import MalformedStream
from headwater.wire.eventstream import EventStreamDecoder, EventStreamMessage, encode_event, encode_exception

CONTENT_TYPE = "application/vnd.amazon.eventstream"
Stream = Literal["stdout", "stderr"]
Status = Literal["COMPLETED", "TIMED_OUT"]
#: A message is not larger, its headers included.
EVENT_MAX_BYTES = 64 * 1024
#: What is left of that for the payload: headers, lengths and checksums take some 100 bytes.
_PAYLOAD_MAX_BYTES = EVENT_MAX_BYTES - 512
_EVENT = "chunk"


@dataclass(frozen=True, slots=True)
class Started:
    """The command runs."""


@dataclass(frozen=True, slots=True)
class Output:
    """Something that it printed."""

    stream: Stream
    text: str


@dataclass(frozen=True, slots=True)
class Stopped:
    """It has ended. `exit_code` is -1 where the platform failed."""

    exit_code: int
    status: str


@dataclass(frozen=True, slots=True)
class Failed:
    """There will be no more of it; `code` is the exception's name, as in the service model's stream."""

    code: str
    message: str


CommandEvent = Started | Output | Stopped | Failed


def encode_start() -> bytes:
    """The first message."""
    return _encode({"contentStart": {}})


def encode_stop(exit_code: int, status: Status) -> bytes:
    """The last message."""
    return _encode({"contentStop": {"exitCode": exit_code, "status": status}})


def encode_failure(code: str, message: str) -> bytes:
    """An error's last message; `code` as it is over HTTP, such as `RuntimeClientError`."""
    return encode_exception(code[:1].lower() + code[1:], message)


class DeltaEncoder:
    """Turns what is read of one stream, however it is cut, into messages."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def feed(self, data: bytes, *, is_last: bool = False) -> Iterator[bytes]:
        """Messages with all that `data` completes; half a character waits for its rest."""
        text = self._decoder.decode(data, is_last)
        if text:
            yield from self._cut(text)

    def _cut(self, text: str) -> Iterator[bytes]:
        payload = json.dumps({"contentDelta": {self._stream: text}}, ensure_ascii=False).encode()
        if len(payload) <= _PAYLOAD_MAX_BYTES:
            yield encode_event(_EVENT, payload)
            return
        middle = len(text) // 2
        yield from self._cut(text[:middle])
        yield from self._cut(text[middle:])


class CommandDecoder:
    """Turns the bytes of an answer, however they are cut, into events."""

    def __init__(self) -> None:
        self._decoder = EventStreamDecoder(max_payload_bytes=EVENT_MAX_BYTES)

    def feed(self, chunk: bytes) -> list[CommandEvent]:
        """The events that `chunk` completes.

        Raises:
            MalformedStream: it is none of these, or broken.
        """
        return [_decode(message) for message in self._decoder.feed(chunk)]

    def close(self) -> None:
        """The end of the bytes. Raises: MalformedStream: inside a message."""
        self._decoder.close()


def _encode(content: dict[str, object]) -> bytes:
    return encode_event(_EVENT, json.dumps(content).encode())


def _decode(message: EventStreamMessage) -> CommandEvent:
    try:
        content = json.loads(message.payload)
        if message.headers.get(":message-type") == "exception":
            return Failed(str(message.headers[":exception-type"]), str(content.get("message", "")))
        if "contentDelta" in content:
            ((stream, text),) = content["contentDelta"].items()
            if stream in ("stdout", "stderr") and isinstance(text, str):
                return Output(stream, text)
        if "contentStop" in content:
            stop = content["contentStop"]
            return Stopped(int(stop["exitCode"]), str(stop["status"]))
        if "contentStart" in content:
            return Started()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as exc:
        raise MalformedStream(f"an event of a command cannot be read: {exc}") from exc
    raise MalformedStream(f"a command has no such event: {message.payload[:200]!r}")
