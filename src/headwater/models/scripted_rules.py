"""Keyword rules: from a conversation and the tools on offer to a tool call. Pure functions."""

from __future__ import annotations

import re

from headwater.models.base import JsonObject
from headwater.models.conversation import ToolCall, expression_member

_NUMBER = r"\d+(?:\.\d+)?"
#: `2+1`, `(3 - 4) * 5`, `10 ** 2`: numbers joined by operators, brackets allowed anywhere.
_ARITHMETIC = re.compile(rf"[(\s]*-?{_NUMBER}(?:[\s()]*(?:\*\*|[-+*/^%×÷])[\s()]*-?{_NUMBER})+[)\s]*")
_WEATHER = re.compile(r"weather|forecast|天気", re.IGNORECASE)
_TIME = re.compile(r"\btime\b|clock|何時|時刻|時間", re.IGNORECASE)
_NAMES = re.compile(
    r"my name is\s+([^\s.,!?]+)|私の名前は\s*(?!何|なん)([^\s。、?？]+?)(?=です|だよ|[\s。、?？]|$)",
    re.IGNORECASE,
)


def choose_tool(text: str, tool_specs: list[JsonObject]) -> ToolCall | None:
    """The tool the text asks for, among those offered; None for a plain answer."""
    expression = find_expression(text)
    if expression is not None and (spec := _find(tool_specs, "calc")):
        return ToolCall(spec["name"], {expression_member(spec): expression})
    for pattern, word in ((_WEATHER, "weather"), (_TIME, "time")):
        if pattern.search(text) and (spec := _find(tool_specs, word)):
            return ToolCall(spec["name"], {})
    return None


def find_expression(text: str) -> str | None:
    """The first arithmetic expression in a text, in the form a calculator takes."""
    found = _ARITHMETIC.search(text)
    if found is None:
        return None
    expression = found[0].strip().replace("×", "*").replace("÷", "/").replace("^", "**")
    while expression.count("(") > expression.count(")") and expression.startswith("("):
        expression = expression[1:].lstrip()
    while expression.count(")") > expression.count("(") and expression.endswith(")"):
        expression = expression[:-1].rstrip()
    return expression


def stated_name(messages: list[JsonObject]) -> str | None:
    """The name in the latest "my name is X" of the user's messages."""
    for message in reversed(messages):
        if message["role"] != "user":
            continue
        for block in reversed(message["content"]):
            names = _NAMES.findall(block.get("text", ""))
            if names:
                return str(names[-1][0] or names[-1][1])
    return None


def _find(tool_specs: list[JsonObject], word: str) -> JsonObject | None:
    return next((spec for spec in tool_specs if word in spec["name"].lower()), None)
