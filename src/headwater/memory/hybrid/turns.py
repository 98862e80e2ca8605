"""Turns, and the events that hold them.

A turn of plain text is one `conversational` item, which every client of the Memory API reads. Any other turn
(tool calls, tool results, pictures, text that is too long) has beside it a `blob` with its whole content, and
comes back exactly; the conversational item then says what a reader without us should know.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from headwater.memory.hybrid.errors import InvalidTurn

#: Bedrock's content blocks.
Content = list[dict[str, Any]]  # blocks differ by kind

# Source: the patterns and bounds of the `bedrock-agentcore` service model.
_MEMORY_ID = re.compile(
    r"(arn:(aws|aws-cn|aws-us-gov):bedrock-agentcore:[a-z0-9-]+:[0-9]{12}:memory/)?"
    r"[a-zA-Z][a-zA-Z0-9-_]{0,99}-[a-zA-Z0-9]{10}"
)
_ACTOR_ID = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9-_/]*(?::[a-zA-Z0-9-_/]+)*[a-zA-Z0-9-_/]*")
_SESSION_ID = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9-_]*")
_ACTOR_MAX_CHARS = 255
_SESSION_MAX_CHARS = 100
_TEXT_MAX_CHARS = 100_000
_EVENT_MAX_BYTES = 10 * 1024 * 1024

_ROLES = {"user": "USER", "assistant": "ASSISTANT", "tool": "TOOL"}
_KIND = "headwater.turn"
_BYTES = "headwater.base64"


@dataclass(frozen=True, slots=True)
class Turn:
    """One message: who spoke, and what. `content` is text, or Bedrock's content blocks."""

    role: str
    content: str | Content

    @property
    def blocks(self) -> Content:
        """The content as Bedrock's blocks."""
        return [{"text": self.content}] if isinstance(self.content, str) else self.content

    @property
    def text(self) -> str:
        """The text in it."""
        return "\n".join(block["text"] for block in self.blocks if isinstance(block.get("text"), str))

    @property
    def message(self) -> dict[str, Any]:  # Any: blocks differ by kind
        """The turn as Bedrock and Strands take it."""
        return {"role": self.role, "content": self.blocks}

    @property
    def has_tool_use(self) -> bool:
        return not isinstance(self.content, str) and any("toolUse" in block for block in self.content)

    @property
    def has_tool_result(self) -> bool:
        return not isinstance(self.content, str) and any("toolResult" in block for block in self.content)


def check_ids(memory_id: str, actor_id: str, session_id: str) -> None:
    """Raises InvalidTurn, with the value, if the Memory API would not take one of them."""
    if not isinstance(memory_id, str) or _MEMORY_ID.fullmatch(memory_id) is None:
        raise InvalidTurn(f"memory_id {memory_id!r} is not the id or the ARN of a memory")
    _check("actor_id", actor_id, _ACTOR_ID, _ACTOR_MAX_CHARS)
    _check("session_id", session_id, _SESSION_ID, _SESSION_MAX_CHARS)


def build_turn(role: str, content: str | Content | Mapping[str, Any]) -> Turn:  # Any: a message
    """Check what an agent wants remembered. InvalidTurn if it is not a message."""
    if not isinstance(role, str) or not role:
        raise InvalidTurn(f"a role is a text such as 'user', not {role!r}")
    if isinstance(content, str):
        return Turn(role, content)
    if isinstance(content, list) and all(isinstance(block, dict) for block in content):
        return Turn(role, content)
    raise InvalidTurn(f"content is text or a list of content blocks, not {type(content).__name__}")


def encode_turn(turn: Turn) -> list[dict[str, Any]]:  # Any: members of the API
    """CreateEvent's payload for a turn. InvalidTurn if it is no JSON, or too large."""
    text = turn.text
    is_plain = (
        (isinstance(turn.content, str) or turn.content == [{"text": text}])
        and 0 < len(text) <= _TEXT_MAX_CHARS
        and _ROLES.get(turn.role) is not None
    )
    shown = text[:_TEXT_MAX_CHARS] or _describe(turn)
    role = _ROLES.get(turn.role, "OTHER")
    if turn.has_tool_result:
        role = "TOOL"
    payload: list[dict[str, Any]] = [{"conversational": {"content": {"text": shown}, "role": role}}]
    if not is_plain:
        payload.append({"blob": {"kind": _KIND, "role": turn.role, "content": _pack(turn.content)}})
    try:
        size = len(json.dumps(payload, ensure_ascii=False, allow_nan=False).encode())
    except (TypeError, ValueError, UnicodeEncodeError, RecursionError) as exc:
        raise InvalidTurn(f"the turn cannot be written as JSON: {exc}") from exc
    if size > _EVENT_MAX_BYTES:
        raise InvalidTurn(f"the turn has {size} bytes; an event can have {_EVENT_MAX_BYTES}")
    return payload


def decode_turn(payload: list[dict[str, Any]]) -> list[Turn]:  # Any: members of the API
    """The turns in an event, be they ours or another client's; blobs of others hold none."""
    for item in payload:
        blob = item.get("blob")
        if isinstance(blob, dict) and blob.get("kind") == _KIND:
            return [Turn(blob["role"], _unpack(blob["content"]))]
    roles = {theirs: ours for ours, theirs in _ROLES.items()}
    return [
        Turn(roles.get(said["role"], "other"), said["content"]["text"])
        for said in (item["conversational"] for item in payload if "conversational" in item)
    ]


def _check(name: str, value: str, pattern: re.Pattern[str], max_chars: int) -> None:
    if not isinstance(value, str) or not 0 < len(value) <= max_chars or pattern.fullmatch(value) is None:
        raise InvalidTurn(
            f"{name} {value!r} is not valid: 1 to {max_chars} characters that match {pattern.pattern}"
        )


def _describe(turn: Turn) -> str:
    kinds = sorted({kind for block in turn.blocks for kind in block})
    return f"[{', '.join(kinds) or 'nothing'}]"


def _pack(value: Any) -> Any:  # Any: JSON, and bytes in it
    if isinstance(value, bytes | bytearray):
        return {_BYTES: base64.b64encode(value).decode()}
    if isinstance(value, dict):
        return {key: _pack(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_pack(item) for item in value]
    return value


def _unpack(value: Any) -> Any:  # Any: JSON, and bytes in it
    if isinstance(value, dict):
        if set(value) == {_BYTES}:
            return base64.b64decode(value[_BYTES])
        return {key: _unpack(item) for key, item in value.items()}
    return [_unpack(item) for item in value] if isinstance(value, list) else value
