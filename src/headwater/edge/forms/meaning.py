"""What the values of an agent's stream mean: JSON values -> `AgentEvent`s, each text once.

Agents say the same text in up to four ways in one stream. Strands' `stream_async`, passed on whole, gives
each token as Converse's `contentBlockDelta` and again as `{"data": …}`, then the whole `message`, then the
`result`. Which of them is the text:

Rule 1: of what comes token by token the form seen first in a stream (one of these two, or a dialect's);
        others are echoes.
Rule 2: a whole message only if no text came token by token since the message before it, and the plain strings
        of the stream do not end with it.
Rule 3: a result only if it says what was not said: there was no text of the model's at all, and the plain
        strings do not end with it.
Rule 4: a plain string always, unless it repeats the delta just before it (an agent that yields both).
Rule 5: a value that the agent's framework could not write as JSON (our App says so in an error event, the
        official SDK sends Python's repr) is no text and no failure.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable
from typing import Any

from headwater.edge.forms import dialects
from headwater.edge.forms.events import (
    AgentEvent,
    Failure,
    Metadata,
    Other,
    ReasoningDelta,
    Stop,
    TextDelta,
)
from headwater.edge.forms.output import dump_json
from headwater.edge.forms.surrogates import PairJoiner, whole_text
from headwater.edge.forms.toolreading import ToolReader
from headwater.wire.text import find_answer_text

Table = dict[str, Any]  # Any: JSON

#: So much of the plain strings is kept, to tell whether a result repeats them: a longer one that ends alike
#: does.
_PLAIN_KEPT_CHARS = 4096
#: How our App ends an error event about a value that it had to leave out.
_SKIPPED_ENDING = "the stream goes on"
#: What the official SDK sends for a value that it could not write at all.
_UNWRITABLE = "Serialization failed"
#: What Python's repr has of an object without one of its own.
_OBJECT = " object at 0x"
_NOTHING_WRITTEN = "Nothing that the agent said could be written as JSON, so its text is lost"
_JSON_BEGINNINGS = frozenset('{["-0123456789tfn')


class Interpreter:
    """Reads one agent's stream value by value."""

    def __init__(self) -> None:
        self._pairs = PairJoiner()
        self._speaker = ""  # the form whose tokens count: "delta", "data", or a dialect
        self._has_tables = False
        self._has_raw_text = False
        self._has_text_in_message = False
        self._has_model_text = False
        self._has_metadata_in_message = False
        self._last_delta: str | None = None
        self._plain = _Tail()
        self._skipped_count = 0
        self._has_text = False
        self._tools = ToolReader()

    def take_data(self, data: str, event_name: str = "message") -> list[AgentEvent]:
        """The meaning of one server-sent event: JSON, or text as it stands."""
        if event_name == "error":
            return [_failure_of_text(data)]
        if data[:1] in _JSON_BEGINNINGS and data != "[DONE]":
            try:
                value = json.loads(data)
            except ValueError:
                return self.take_raw_text(data)
            except RecursionError:
                return [Other(None)]
            if isinstance(value, dict):
                return self._take_table(value)
            return self._take_small(value, data)
        return [Other(data)] if data == "[DONE]" else self.take_raw_text(data)

    def take_raw_text(self, text: str) -> list[AgentEvent]:
        """Text that is no JSON: all of it is the answer."""
        self._has_raw_text = True
        return self._say_plain(text)

    def take_answer(self, value: Any) -> list[AgentEvent]:  # Any: JSON
        """The meaning of a whole answer that is one JSON value. With no text in it, it is its own text."""
        if isinstance(value, dict) and (failure := _find_failure(value)) is not None:
            return [failure]
        text = find_answer_text(value)
        if text is None:
            text = dump_json(value)
        events = self._say(text)
        if isinstance(value, dict):
            events += self._take_metadata(_find_metadata(value))
        return events

    def close(self) -> list[AgentEvent]:
        """The stream has ended."""
        events = _texts(self._pairs.close())
        if self._skipped_count and not self._has_text:
            events.append(Failure(_NOTHING_WRITTEN, is_ours=True))
        return events

    def _take_small(self, value: Any, data: str) -> list[AgentEvent]:  # Any: JSON
        if isinstance(value, str):
            return self._take_string(value)
        if self._has_raw_text and not isinstance(value, list):
            return self._say_plain(data)  # a stream of bare text, whose next token looks like JSON
        if isinstance(value, int | float) and not isinstance(value, bool) and not self._has_tables:
            return self._say_plain(data)
        return [Other(value)]

    def _take_string(self, text: str) -> list[AgentEvent]:
        if text == self._last_delta:
            self._last_delta = None
            return []
        if text.startswith("{'") and text.endswith("}") and (self._has_tables or _OBJECT in text):
            return self._skip(text)
        return self._say_plain(text)

    def _take_table(self, table: Table, depth: int = 0) -> list[AgentEvent]:
        self._has_tables = True
        data = table.get("data")
        if type(data) is str:
            return self._take_token("data", data)
        inner = table.get("event")
        if isinstance(inner, dict):
            if depth < 3 and not _CONVERSE.keys() & inner.keys():
                return self._take_table(inner, depth + 1)
            table = inner
        for name, value in table.items():
            take = _CONVERSE.get(name)
            if take is not None and isinstance(value, dict):
                return take(self, value)
        if (failure := _find_failure(table)) is not None:
            return [failure] if not _is_skipped(table) else self._skip(table)
        if "result" in table:
            return self._take_result(table["result"])
        return self._take_foreign(table)

    def _take_foreign(self, table: Table) -> list[AgentEvent]:
        if isinstance(table.get("role"), str) and isinstance(table.get("content"), list):
            return self._take_message(table)
        if (token := dialects.find_token(table)) is not None:
            return self._take_token(*token)
        if (error := dialects.find_error(table)) is not None:
            return [Failure(whole_text(error))]
        return [Other(table)]

    def _take_delta(self, block: Table) -> list[AgentEvent]:
        delta = block.get("delta")
        if not isinstance(delta, dict):
            return [Other(block)]
        if isinstance(text := delta.get("text"), str):
            return self._take_token("delta", text)
        if isinstance(tool := delta.get("toolUse"), dict) and isinstance(tool.get("input"), str):
            return self._tools.add_input(tool["input"])
        reasoning = delta.get("reasoningContent")
        if isinstance(reasoning, dict) and isinstance(reasoning.get("text"), str):
            return [ReasoningDelta(whole_text(reasoning["text"]))]
        return [Other(block)]

    def _take_token(self, form: str, text: str) -> list[AgentEvent]:
        if not self._speaker:
            self._speaker = form
        if form != self._speaker:
            return []
        self._last_delta = text
        return self._say(text)

    def _take_block_start(self, block: Table) -> list[AgentEvent]:
        start = block.get("start")
        tool = start.get("toolUse") if isinstance(start, dict) else None
        return self._tools.start(tool) if isinstance(tool, dict) else []

    def _take_block_stop(self, _: Table) -> list[AgentEvent]:
        return self._tools.stop()

    def _take_message_start(self, _: Table) -> list[AgentEvent]:
        self._begin_message()
        return []

    def _take_message_stop(self, message: Table) -> list[AgentEvent]:
        return [Stop(whole_text(str(message.get("stopReason", "end_turn"))))]

    def _take_metadata(self, metadata: Table) -> list[AgentEvent]:
        usage, metrics = metadata.get("usage"), metadata.get("metrics")
        usage = usage if isinstance(usage, dict) else {}
        metrics = metrics if isinstance(metrics, dict) else {}
        if not usage and not metrics:
            return []
        self._has_metadata_in_message = True
        return [Metadata(usage, metrics)]

    def _take_message(self, message: Table) -> list[AgentEvent]:
        """A whole message: the model's, or the results of its tools."""
        content = message.get("content")
        blocks = [block for block in content if isinstance(block, dict)] if isinstance(content, list) else []
        is_models = message.get("role") == "assistant"
        is_new = is_models and not self._has_text_in_message and not self._plain.ends_with(_text_of(blocks))
        events: list[AgentEvent] = []
        for block in blocks:
            if is_new and isinstance(text := block.get("text"), str):
                events += self._say(text)
            elif is_models and isinstance(tool := block.get("toolUse"), dict):
                events += self._tools.take_whole(tool)
            elif isinstance(result := block.get("toolResult"), dict):
                events += self._tools.take_result(result)
        if is_models and isinstance(metadata := message.get("metadata"), dict):
            events += [] if self._has_metadata_in_message else self._take_metadata(metadata)
        self._begin_message()
        return events

    def _take_result(self, result: Any) -> list[AgentEvent]:  # Any: JSON
        text = find_answer_text(result)
        if text is None or self._has_model_text or self._plain.ends_with(text):
            return []
        return self._say(text)

    def _take_failure(self, failure: Table) -> list[AgentEvent]:
        return [Failure(str(failure.get("message", "")) or "The model's stream failed")]

    def _begin_message(self) -> None:
        self._has_text_in_message = self._has_metadata_in_message = False
        self._last_delta = None

    def _say(self, text: str) -> list[AgentEvent]:
        """Text of the model's."""
        self._has_text_in_message = self._has_model_text = self._has_text = True
        return _texts(self._pairs.take(text))

    def _say_plain(self, text: str) -> list[AgentEvent]:
        self._last_delta = None
        self._has_text = True
        self._plain.add(text)
        return _texts(self._pairs.take(text))

    def _skip(self, value: Any) -> list[AgentEvent]:  # Any: JSON
        self._skipped_count += 1
        return [Other(value)]


class _Tail:
    """The end of a text that comes in pieces."""

    def __init__(self) -> None:
        self._pieces: deque[str] = deque()
        self._chars_count = 0

    def add(self, text: str) -> None:
        text = text[-2 * _PLAIN_KEPT_CHARS :]
        self._pieces.append(text)
        self._chars_count += len(text)
        while self._chars_count - len(self._pieces[0]) > 2 * _PLAIN_KEPT_CHARS:
            self._chars_count -= len(self._pieces.popleft())

    def ends_with(self, text: str) -> bool:
        """Whether `text`, which may be longer than what is kept, ends as this does."""
        kept, text = "".join(self._pieces).rstrip(), text.strip()
        return kept.endswith(text) or (len(kept) >= _PLAIN_KEPT_CHARS and text.endswith(kept))


#: Members of Converse's stream, and Strands' `message`, by what takes them.
_CONVERSE: dict[str, Callable[[Interpreter, Table], list[AgentEvent]]] = {
    "contentBlockDelta": Interpreter._take_delta,
    "contentBlockStart": Interpreter._take_block_start,
    "contentBlockStop": Interpreter._take_block_stop,
    "messageStart": Interpreter._take_message_start,
    "messageStop": Interpreter._take_message_stop,
    "metadata": Interpreter._take_metadata,
    "message": Interpreter._take_message,
    "internalServerException": Interpreter._take_failure,
    "modelStreamErrorException": Interpreter._take_failure,
    "serviceUnavailableException": Interpreter._take_failure,
    "throttlingException": Interpreter._take_failure,
    "validationException": Interpreter._take_failure,
}


def _text_of(blocks: list[Table]) -> str:
    texts = [block.get("text") for block in blocks]
    return "".join(text for text in texts if isinstance(text, str))


def _texts(text: str) -> list[AgentEvent]:
    return [TextDelta(text)] if text else []


def _find_failure(table: Table) -> Failure | None:
    """An error of the agent's, as the official SDK, our App, or our gateway write them."""
    error = table.get("error")
    if isinstance(error, dict):
        error = error.get("message") or error.get("type")
    if not isinstance(error, str):
        return None
    error = whole_text(error)
    error_type = table.get("error_type")
    return Failure(error or "The agent failed", error_type if isinstance(error_type, str) else "")


def _is_skipped(table: Table) -> bool:
    message = table.get("message")
    return table.get("error") == _UNWRITABLE or (
        isinstance(message, str) and message.endswith(_SKIPPED_ENDING)
    )


def _find_metadata(answer: Table) -> Table:
    metadata = answer.get("metadata")
    return metadata if isinstance(metadata, dict) else answer


def _failure_of_text(data: str) -> Failure:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return Failure(data)
    if isinstance(value, dict):
        message = value.get("message")
        return _find_failure(value) or Failure(message if isinstance(message, str) else data)
    return Failure(value if isinstance(value, str) else data)
