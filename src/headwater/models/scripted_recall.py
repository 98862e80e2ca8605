"""The scripted model's answers from the conversation before: only from what it was given. Pure functions.

"Subtract 2 from that."               a calculation on the latest result (also add, multiply, divide)
"What was the first result?"          that result (also the last, the previous, the earlier)
`scripted: recite`                    everything it was given
"""

from __future__ import annotations

import json
import re

from headwater.models.base import JsonObject
from headwater.models.conversation import list_results

_NUMBER = r"-?\d+(?:\.\d+)?"
_THAT = r"(?:that|it|this|the\s+(?:last\s+|previous\s+)?(?:result|answer))\b"
_ADD = re.compile(rf"\b(add|subtract|take)\s+({_NUMBER})\s+(?:to|from)\s+{_THAT}", re.IGNORECASE)
_MULTIPLY = re.compile(rf"\b(multiply|divide)\s+{_THAT}\s+by\s+({_NUMBER})", re.IGNORECASE)
_SIGNS = {"add": "+", "subtract": "-", "take": "-", "multiply": "*", "divide": "/"}
_WHICH = r"(first|last|latest|previous|earlier)"
_RECALL = re.compile(
    rf"\b{_WHICH}\s+(?:result|answer|calculation)\b|\b(?:result|answer)\s+of\s+(?:my|our|the)\s+{_WHICH}\b",
    re.IGNORECASE,
)


def find_carried_expression(text: str, messages: list[JsonObject]) -> str | None:
    """The calculation that `text` asks for on the latest result; None without one of the two."""
    found = _ADD.search(text) or _MULTIPLY.search(text)
    results = list_results(messages)
    if found is None or not results:
        return None
    return f"{results[-1]} {_SIGNS[found[1].lower()]} {found[2]}"


def recall_result(text: str, messages: list[JsonObject]) -> str | None:
    """The answer to a question for an earlier result; None if `text` is no such question."""
    found = _RECALL.search(text)
    if found is None:
        return None
    which = (found[1] or found[2]).lower()
    results = list_results(messages)
    if not results:
        return "I know of no result before."
    return f"The {which} result was {results[0] if which == 'first' else results[-1]}."


def recite(messages: list[JsonObject], system_prompt: str | None) -> str:
    """All that was given before the question, a line for each block."""
    lines = [f"system: {system_prompt}"] if system_prompt else []
    for message in messages[:-1]:
        for block in message["content"]:
            text = block["text"] if "text" in block else json.dumps(block, ensure_ascii=False, default=str)
            lines.append(f"{message['role']}: {text}")
    return "\n".join(lines) or "I was given nothing."
