"""What an agent says, as events with a meaning: the vocabulary between decoding and the response forms.

Forms, and generators of one's own, read these and never the agent's bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class TextDelta:
    """A piece of the model's text. Joined, in order, these are the answer; no piece comes twice."""

    text: str


@dataclass(frozen=True, slots=True)
class ReasoningDelta:
    """A piece of the model's reasoning, which is no part of the answer."""

    text: str


@dataclass(frozen=True, slots=True)
class ToolUseStart:
    """The model begins to call a tool of the agent's."""

    tool_use_id: str
    name: str


@dataclass(frozen=True, slots=True)
class ToolInputDelta:
    """A piece of the JSON text of a tool's input."""

    tool_use_id: str
    text: str


@dataclass(frozen=True, slots=True)
class ToolUse:
    """A tool call, complete. `input` is what its JSON text says, or that text if it is no JSON."""

    tool_use_id: str
    name: str
    input: Any  # Any: JSON


@dataclass(frozen=True, slots=True)
class ToolResult:
    """What a tool gave: Converse's content blocks, as the agent has them."""

    tool_use_id: str
    content: Any  # Any: JSON
    is_error: bool = False


@dataclass(frozen=True, slots=True)
class Metadata:
    """Tokens (`inputTokens`, …) and figures (`latencyMs`, …) of one call of the model."""

    usage: dict[str, Any] = field(default_factory=dict)  # Any: JSON
    metrics: dict[str, Any] = field(default_factory=dict)  # Any: JSON


@dataclass(frozen=True, slots=True)
class Stop:
    """One message of the model's is complete. After `tool_use` another one follows."""

    reason: str


@dataclass(frozen=True, slots=True)
class Failure:
    """The agent says that something failed. More may follow it."""

    message: str
    error_type: str = ""
    #: It is the edge that says so, in words that may be shown.
    is_ours: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Other:
    """Whatever has none of the meanings above: the value that was sent."""

    value: Any  # Any: JSON


AgentEvent = (
    TextDelta
    | ReasoningDelta
    | ToolUseStart
    | ToolInputDelta
    | ToolUse
    | ToolResult
    | Metadata
    | Stop
    | Failure
    | Other
)
