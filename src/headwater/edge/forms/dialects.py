"""Text and errors in the streams of other frameworks, whose events an agent may pass on as they are.

Each is told by members that are its own. What is not told for sure is no text: an event may be anything.

Source: OpenAI's API reference ("Chat", "Responses"), Anthropic's ("Streaming messages"), AG-UI's ("Events").
"""

from __future__ import annotations

from typing import Any

Table = dict[str, Any]  # Any: JSON

#: Types of events whose `delta` is a piece of the answer.
_DELTA_TYPES = {
    "TEXT_MESSAGE_CONTENT": "ag-ui",
    "TEXT_MESSAGE_CHUNK": "ag-ui",
    "response.output_text.delta": "openai-responses",
}
#: What agents of one's own call the type of an event whose `text` is a piece of the answer.
_TEXT_TYPES = frozenset((None, "text", "token", "chunk", "delta", "content", "text_delta"))


def find_token(table: Table) -> tuple[str, str] | None:
    """The form of a piece of text, and the piece; None if this event is no text."""
    kind, delta = table.get("type"), table.get("delta")
    if not isinstance(kind, str | None):
        return None
    if kind in _DELTA_TYPES and isinstance(delta, str):
        return (_DELTA_TYPES[kind], delta)
    if kind == "content_block_delta" and isinstance(delta, dict):
        text = delta.get("text")
        return ("anthropic", text) if isinstance(text, str) else None
    if isinstance(text := table.get("text"), str) and kind in _TEXT_TYPES:
        return ("text", text)
    return _find_choice(table.get("choices"))


def find_error(table: Table) -> str | None:
    """The message of an event that says, by its type, that the run failed."""
    if table.get("type") not in ("RUN_ERROR", "response.failed", "error"):
        return None
    message = table.get("message")
    return message if isinstance(message, str) else "The agent failed"


def _find_choice(choices: Any) -> tuple[str, str] | None:  # Any: JSON
    """The text of a chunk of Chat Completions."""
    choice = choices[0] if isinstance(choices, list) and choices else None
    delta = choice.get("delta") if isinstance(choice, dict) else None
    text = delta.get("content") if isinstance(delta, dict) else None
    return ("openai-chat", text) if isinstance(text, str) else None
