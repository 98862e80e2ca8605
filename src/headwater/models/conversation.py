"""Reading a conversation: what was asked, what a tool answered. Pure functions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from headwater.models.base import JsonObject

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A tool to call and its input."""

    name: str
    input: dict[str, Any]  # Any: the tool's schema decides


def last_user_text(messages: list[JsonObject]) -> str:
    """The text of the last user message that has any."""
    for message in reversed(messages):
        text = "\n".join(block["text"] for block in message["content"] if "text" in block)
        if message["role"] == "user" and text:
            return text
    return ""


def last_tool_result(messages: list[JsonObject]) -> str | None:
    """The tool results in the last message as one text; None when it holds none."""
    if not messages:
        return None
    results = [block["toolResult"] for block in messages[-1]["content"] if "toolResult" in block]
    return "\n".join(_result_text(result) for result in results) if results else None


def list_results(messages: list[JsonObject]) -> list[str]:
    """The numbers that tools answered with, in order: of each answer the last one."""
    contents = [
        item
        for message in messages
        for block in message["content"]
        for item in block.get("toolResult", {}).get("content", [])
    ]
    numbers = [_NUMBER.findall(str(item.get("text", item.get("json", "")))) for item in contents]
    return [found[-1] for found in numbers if found]


def _result_text(result: JsonObject) -> str:
    parts = [str(item["text"] if "text" in item else item.get("json", "")) for item in result["content"]]
    return "\n".join(parts)


def expression_member(spec: JsonObject) -> str:
    """The member of a calculator's input that takes the expression."""
    schema = (spec.get("inputSchema") or {}).get("json") or {}
    properties = schema.get("properties") or {}
    if "expression" in properties or not properties:
        return "expression"
    return str(next(iter(schema.get("required") or properties)))
