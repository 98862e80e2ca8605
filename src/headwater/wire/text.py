"""What in an agent's events is text for a person to read.

Agents say text in several ways: a plain string, Strands' `{"data": "…"}`, the raw stream of Converse
(`{"event": {"contentBlockDelta": …}}` or without the wrapping), a whole message, events of AG-UI, answers of
A2A. One that passes all of Strands' events on says each token twice, raw and as `data`: only the form seen
first counts.
"""

from __future__ import annotations

import re
from typing import Any, Literal

from headwater.wire.a2atext import A2aForm, find_a2a_answer, find_a2a_text, is_a2a

#: The form a piece of text came in.
TextForm = Literal["plain", "data", "delta", "ag-ui", A2aForm]
#: An answer within an answer, no deeper than that.
_ANSWERS_NESTED_MAX = 10
_AG_UI_TEXT = frozenset({"TEXT_MESSAGE_CONTENT", "TEXT_MESSAGE_CHUNK"})
_AG_UI_TYPE = re.compile(
    r"(?:RUN|STEP|TEXT_MESSAGE|TOOL_CALL|STATE|MESSAGES|ACTIVITY|REASONING|THINKING)_[A-Z_]+|RAW"
)
#: Where a handler that returns a value usually puts its answer, in the order they are looked for.
_ANSWER_KEYS = ("result", "response", "output", "answer", "message", "text", "data")


def find_text(event: Any) -> tuple[TextForm, str] | None:  # Any: JSON
    """The text of one event of a stream, and the form it has; None if the event is not text."""
    if isinstance(event, str):
        return ("plain", event)
    if not isinstance(event, dict):
        return None
    if isinstance(event.get("data"), str):
        return ("data", event["data"])
    if str(event.get("type")) in _AG_UI_TEXT and isinstance(event.get("delta"), str):
        return ("ag-ui", event["delta"])
    if is_a2a(event):
        return find_a2a_text(event)
    inner = event.get("event", event)
    delta = inner.get("contentBlockDelta") if isinstance(inner, dict) else None
    text = (
        delta.get("delta", {}).get("text") if isinstance(delta, dict) and _is_table(delta, "delta") else None
    )
    return ("delta", text) if isinstance(text, str) else None


def is_of_protocol(event: Any) -> bool:  # Any: JSON
    """Whether an event is one that a protocol prescribes (AG-UI, A2A), and not what its agent thought of."""
    is_ag_ui = isinstance(event, dict) and _AG_UI_TYPE.fullmatch(str(event.get("type"))) is not None
    return is_ag_ui or is_a2a(event)


class TextJoiner:
    """Decides, event by event, what is text: strings always, and the first of the other forms."""

    def __init__(self) -> None:
        self._dict_form: TextForm | None = None

    def take(self, event: Any) -> str | None:  # Any: JSON
        """The text of `event`; "" for text that another form has said already; None if it is not text."""
        found = find_text(event)
        if found is None:
            return None
        form, text = found
        if form == "plain":
            return text
        self._dict_form = self._dict_form or form
        return text if form == self._dict_form else ""


def find_answer_text(result: Any, *, depth: int = 0) -> str | None:  # Any: JSON
    """The text in the value that an agent returned at once, or None if it holds none."""
    if isinstance(result, str):
        return result
    if not isinstance(result, dict) or depth > _ANSWERS_NESTED_MAX:
        return None
    if is_a2a(result):
        return find_a2a_answer(result)
    content = result.get("content")
    if isinstance(content, list):
        texts = [
            block["text"]
            for block in content
            if isinstance(block, dict) and isinstance(block.get("text"), str)
        ]
        return "".join(texts) if texts else None
    for key in _ANSWER_KEYS:
        if (text := find_answer_text(result.get(key), depth=depth + 1)) is not None:
            return text
    return None


def _is_table(holder: dict[str, Any], key: str) -> bool:  # Any: JSON
    return isinstance(holder.get(key), dict)
