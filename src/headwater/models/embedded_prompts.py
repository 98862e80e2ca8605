"""What the embedded model is asked, besides the router's question. Pure functions.

Rule: a tool's result is answered from the question and the result alone. Given the whole history, a
model of this size mixes results of earlier turns into its sentence.
"""

from __future__ import annotations

import json

from headwater.models.base import JsonObject
from headwater.models.settings import ModelsSettings

_PLAIN = "You are a helpful assistant. Answer briefly."
_RESULT = (
    "You are given a question and the result that answers it. "
    "Answer the question in one short sentence with exactly this result."
)
_FILL = "Fill in the JSON from what the user says. Use only what is said."

#: For a budget: short enough for English (4) and long enough for Japanese (3 bytes, 1 to 2 tokens).
_BYTES_PER_TOKEN = 3
#: The template's own words around each message.
_MESSAGE_TOKENS = 8


def answer_messages(
    messages: list[JsonObject], system_prompt: str | None, settings: ModelsSettings
) -> list[JsonObject]:
    """The conversation's text, its oldest turns left out where it would not fit."""
    system = system_prompt or _PLAIN
    budget = settings.context_tokens - settings.answer_tokens_max - _tokens(system)
    return [{"role": "system", "content": system}, *_latest(_texts(messages), budget)]


def result_messages(question: str, result: str, settings: ModelsSettings) -> list[JsonObject]:
    """Question and result only."""
    room_bytes = (settings.context_tokens - settings.answer_tokens_max) * _BYTES_PER_TOKEN // 2
    content = f"Question: {_cut(question, room_bytes // 2)}\nResult: {_cut(result, room_bytes)}"
    return [{"role": "system", "content": _RESULT}, {"role": "user", "content": content}]


def fill_messages(messages: list[JsonObject], spec: JsonObject, settings: ModelsSettings) -> list[JsonObject]:
    """The conversation's text and the schema to fill in."""
    schema = json.dumps((spec.get("inputSchema") or {}).get("json") or {}, ensure_ascii=False)
    system = f"{_FILL}\nSchema: {_cut(schema, settings.context_tokens * _BYTES_PER_TOKEN // 2)}"
    budget = settings.context_tokens // 4
    return [{"role": "system", "content": system}, *_latest(_texts(messages), budget)]


def _texts(messages: list[JsonObject]) -> list[JsonObject]:
    """Text only; a tool's call is left out and its result becomes text, neighbours of one role joined."""
    texts: list[JsonObject] = []
    for message in messages:
        text = "\n".join(block["text"] for block in message["content"] if "text" in block)
        if not text:
            continue
        if texts and texts[-1]["role"] == message["role"]:
            texts[-1] = {"role": message["role"], "content": f"{texts[-1]['content']}\n{text}"}
        else:
            texts.append({"role": message["role"], "content": text})
    return texts


def _latest(texts: list[JsonObject], budget: int) -> list[JsonObject]:
    """The last messages that fit, at least the last one."""
    kept: list[JsonObject] = []
    for message in reversed(texts):
        budget -= _tokens(message["content"])
        if kept and budget < 0:
            break
        kept.insert(0, message)
    return kept or [{"role": "user", "content": ""}]


def _tokens(text: str) -> int:
    return len(text.encode(errors="replace")) // _BYTES_PER_TOKEN + _MESSAGE_TOKENS


def _cut(text: str, size_bytes: int) -> str:
    return text.encode(errors="replace")[:size_bytes].decode(errors="ignore")
