"""Frames of an interactive shell over a WebSocket: bytes <-> meaning, with no I/O.

A binary message is one frame: a byte that names the channel, then the payload. The gateway and the client
both speak it through this file.
Rule 1: nothing here awaits, sleeps or logs.
Rule 2: whatever bytes come, a meaning is found in them or `MalformedStream` is raised, and nothing else.
Rule 3: a channel that is not known is a frame all the same: others may come.

Source: the shell client of the `bedrock-agentcore` SDK, 1.25 (channels, statuses, limits, close codes).
"""

from __future__ import annotations

import codecs
import json
import re
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, TypeGuard

from headwater.wire.errors import MalformedStream

#: Of a frame, its channel byte included: a longer one ends the connection.
MAX_FRAME_BYTES = 64 * 1024
MAX_PAYLOAD_BYTES = MAX_FRAME_BYTES - 1
#: Of a shell's output that somebody who comes back is shown again.
REPLAY_MAX_BYTES = 256 * 1024
SHELL_ID_HEADER = "x-amzn-bedrock-agentcore-shell-id"
#: Of our own clients: how many bytes of the shell's output they have; the rest follows, instead of a replay.
OFFSET_HEADER = "headwater-shell-offset"

_SHELL_ID = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_-]{0,127}")
#: What a terminal's size is kept in has 16 bits.
_SIDE_MAX = 65_535
_SHOWN_CHARS = 80
#: A character has at most four bytes, so at most three of one that is not complete can be held back.
_INCOMPLETE_MAX_BYTES = 3


class Channel(IntEnum):
    """What a frame carries, and which way it goes."""

    STDIN = 0x00
    STDOUT = 0x01
    #: Words of the platform, not the shell's own errors: a terminal has one output.
    STDERR = 0x02
    STATUS = 0x03
    RESIZE = 0x04
    HEARTBEAT = 0x05
    CLOSE = 0xFF


class CloseCode(IntEnum):
    """Why the server ends a connection."""

    DONE = 1000
    #: The shell goes on: connect again.
    GOING_AWAY = 1001
    NO_BINARY = 1003
    TOO_BIG = 1009
    #: Another client has taken the shell over.
    KICKED = 4000


@dataclass(frozen=True, slots=True)
class ShellFrame:
    """One message. `channel` is a plain number where it is not known."""

    channel: int
    payload: bytes = b""


@dataclass(frozen=True, slots=True)
class WindowSize:
    """Of a terminal, in characters."""

    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Connected:
    """The first status of a connection.

    `offset` is where the output that follows begins, `typed` how much the shell was given of what clients
    typed, both in bytes since its start; None: not told.
    """

    shell_id: str
    is_reconnected: bool
    offset: int | None = None
    typed: int | None = None


@dataclass(frozen=True, slots=True)
class Exited:
    """The shell's process has ended. A signal's number is told as shells do it: 128 and the number."""

    code: int


@dataclass(frozen=True, slots=True)
class Failed:
    """The platform could not go on with the shell."""

    message: str


Status = Connected | Exited | Failed


def is_shell_id(text: str) -> bool:
    """Whether `text` can name a shell: a letter or digit, and up to 127 of these, `_` and `-`."""
    return _SHELL_ID.fullmatch(text) is not None


def encode_frame(channel: Channel, payload: bytes = b"") -> bytes:
    """One frame; `payload` has at most `MAX_PAYLOAD_BYTES`."""
    assert len(payload) <= MAX_PAYLOAD_BYTES, f"{len(payload)} bytes do not fit into a frame"
    return bytes((channel,)) + payload


def decode_frame(message: bytes) -> ShellFrame:
    """What a binary message says.

    Raises:
        MalformedStream: it is empty, or longer than a frame may be.
    """
    if not message:
        raise MalformedStream("an empty message is no frame: its first byte names the channel")
    if len(message) > MAX_FRAME_BYTES:
        raise MalformedStream(f"a frame of {len(message)} bytes is longer than {MAX_FRAME_BYTES}")
    return ShellFrame(_name_channel(message[0]), message[1:])


def encode_resize(size: WindowSize) -> bytes:
    """The frame that tells how large the client's window is."""
    return encode_frame(Channel.RESIZE, _dump({"width": size.width, "height": size.height}))


def parse_resize(payload: bytes) -> WindowSize:
    """The size in a frame of the channel `RESIZE`.

    Raises:
        MalformedStream: it is not two whole numbers from 1 to 65,535; the message shows what it is.
    """
    found = _load(payload)
    if isinstance(found, dict):
        width, height = found.get("width"), found.get("height")
        if _is_side(width) and _is_side(height):
            return WindowSize(width, height)
    raise MalformedStream(
        f'the size {_show(payload)} is not like {{"width": 80, "height": 24}},'
        f" with numbers from 1 to {_SIDE_MAX}"
    )


def encode_status(status: Status) -> bytes:
    """The frame that tells `status`."""
    return encode_frame(Channel.STATUS, _dump(_build_status(status)))


def parse_status(payload: bytes) -> Status:
    """The status in a frame of the channel `STATUS`.

    Raises:
        MalformedStream: it is none.
    """
    found = _load(payload)
    if not isinstance(found, dict):
        raise MalformedStream(f"the status {_show(payload)} is not a JSON object")
    metadata = found.get("metadata")
    if isinstance(metadata, dict) and isinstance(metadata.get("shellId"), str) and metadata["shellId"]:
        offset, typed = metadata.get("offset"), metadata.get("typed")
        return Connected(
            shell_id=metadata["shellId"],
            is_reconnected=metadata.get("reconnected") is True,
            offset=offset if _is_count(offset) else None,
            typed=typed if _is_count(typed) else None,
        )
    if found.get("status") == "Success":
        return Exited(0)
    code = _find_exit_code(found)
    if code is not None:
        return Exited(code)
    message = found.get("message")
    return Failed(message if isinstance(message, str) else f"the shell has failed: {_show(payload)}")


def find_cut(data: bytes, *, max_bytes: int = MAX_PAYLOAD_BYTES) -> int:
    """How many bytes of `data` to send now: at most `max_bytes`, and none of a character that goes on.

    Bytes that are no UTF-8 are sent as they are. 0: nothing but the beginning of a character is there.
    """
    part = data[:max_bytes]
    tail = part[-_INCOMPLETE_MAX_BYTES:]
    for at, byte in enumerate(tail):
        if byte >= 0xC0 and _is_beginning(tail[at:]):
            return len(part) - len(tail) + at
    return len(part)


def find_replay_start(data: bytes, *, search_bytes: int = 1024) -> int:
    """Where to begin with output whose beginning is lost: at a line, else at a character."""
    newline = data.find(b"\n", 0, search_bytes)
    if newline >= 0:
        return newline + 1
    start = 0
    while start < min(len(data), _INCOMPLETE_MAX_BYTES) and data[start] & 0xC0 == 0x80:
        start += 1
    return start


def _is_beginning(data: bytes) -> bool:
    """Whether `data` could be the beginning of one character and is not all of it."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        return decoder.decode(data) == ""
    except UnicodeDecodeError:
        return False


def _build_status(status: Status) -> dict[str, Any]:  # Any: JSON
    base: dict[str, Any] = {"kind": "Status", "apiVersion": "v1", "metadata": {}}  # Any: JSON
    if isinstance(status, Connected):
        counts = {"offset": status.offset, "typed": status.typed}
        told = {name: count for name, count in counts.items() if count is not None}
        metadata = {"shellId": status.shell_id, "reconnected": status.is_reconnected, **told}
        return {**base, "metadata": metadata, "status": "Success"}
    if isinstance(status, Failed):
        failure = {"reason": "InternalError", "message": status.message, "code": 500}
        return {**base, "status": "Failure", **failure}
    if status.code == 0:
        return {**base, "status": "Success"}
    causes = [{"reason": "ExitCode", "message": str(status.code)}]
    if status.code > 128:
        causes.append({"reason": "Signal", "message": str(status.code - 128)})
    return {
        **base,
        "status": "Failure",
        "reason": "NonZeroExitCode",
        "message": f"command terminated with exit code {status.code}",
        "details": {"causes": causes},
    }


def _find_exit_code(status: dict[str, Any]) -> int | None:  # Any: JSON
    details = status.get("details")
    causes = details.get("causes") if isinstance(details, dict) else None
    for cause in causes if isinstance(causes, list) else []:
        if isinstance(cause, dict) and cause.get("reason") == "ExitCode":
            text = str(cause.get("message"))
            if re.fullmatch(r"[0-9]{1,9}", text):
                return int(text)
    return None


def _name_channel(number: int) -> int:
    try:
        return Channel(number)
    except ValueError:
        return number


def _is_side(value: object) -> TypeGuard[int]:
    return _is_count(value) and 1 <= value <= _SIDE_MAX


def _is_count(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _load(payload: bytes) -> object:
    try:
        found: object = json.loads(payload)
    except (ValueError, RecursionError):
        return None
    return found


def _dump(value: dict[str, Any]) -> bytes:  # Any: JSON
    return json.dumps(value, separators=(",", ":")).encode()


def _show(payload: bytes) -> str:
    text = payload.decode("utf-8", "replace")
    return repr(text if len(text) <= _SHOWN_CHARS else f"{text[:_SHOWN_CHARS]}…")
