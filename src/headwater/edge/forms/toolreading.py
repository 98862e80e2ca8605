"""The tool calls in an agent's stream: Converse's pieces of one, and whole ones in messages, each once."""

from __future__ import annotations

import json
from typing import Any

from headwater.edge.forms.events import AgentEvent, ToolInputDelta, ToolResult, ToolUse, ToolUseStart
from headwater.edge.forms.surrogates import whole_text

Table = dict[str, Any]  # Any: JSON

#: A stream with more calls than this shows the later ones twice where they come twice.
_KNOWN_MAX = 10_000
#: Of a longer input only the pieces are shown, not the whole.
_INPUT_KEPT_CHARS = 1024 * 1024


class ToolReader:
    """Which call is being made, and which ones were."""

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._open: tuple[str, str] | None = None
        self._pieces: list[str] = []
        self._pieces_chars = 0

    def start(self, tool: Table) -> list[AgentEvent]:
        """A call begins; its input comes in pieces."""
        self._open = tool_use_id, name = _name_of(tool)
        self._pieces, self._pieces_chars = [], 0
        self._note(tool_use_id)
        return [ToolUseStart(tool_use_id, name)]

    def add_input(self, text: str) -> list[AgentEvent]:
        """A piece of the open call's input."""
        if self._open is None:
            return []
        self._pieces_chars += len(text)
        if self._pieces_chars <= _INPUT_KEPT_CHARS:
            self._pieces.append(text)
        return [ToolInputDelta(self._open[0], whole_text(text))]

    def stop(self) -> list[AgentEvent]:
        """A block ends; if it is a call, that is complete."""
        if self._open is None:
            return []
        (tool_use_id, name), self._open = self._open, None
        is_kept = self._pieces_chars <= _INPUT_KEPT_CHARS
        return [ToolUse(tool_use_id, name, _read_input("".join(self._pieces)) if is_kept else None)]

    def take_whole(self, tool: Table) -> list[AgentEvent]:
        """A call in a message: news only if its pieces did not come."""
        tool_use_id, name = _name_of(tool)
        if tool_use_id in self._known:
            return []
        self._note(tool_use_id)
        return [ToolUseStart(tool_use_id, name), ToolUse(tool_use_id, name, tool.get("input"))]

    def take_result(self, result: Table) -> list[AgentEvent]:
        """What a tool gave."""
        tool_use_id = str(result.get("toolUseId", ""))
        return [ToolResult(tool_use_id, result.get("content"), result.get("status") == "error")]

    def _note(self, tool_use_id: str) -> None:
        if len(self._known) < _KNOWN_MAX:
            self._known.add(tool_use_id)


def _name_of(tool: Table) -> tuple[str, str]:
    return whole_text(str(tool.get("toolUseId", ""))), whole_text(str(tool.get("name", "")))


def _read_input(text: str) -> Any:  # Any: JSON
    try:
        return json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return text
