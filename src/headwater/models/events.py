"""Strands stream events -> the events of ConverseStream, and those folded into Converse's answer. No I/O.

Strands' events are modelled on Converse's, but its providers are looser than AWS's parsers allow:
Rule 1: a union has exactly one member: an empty `start` (all providers send it for text) is not sent.
Rule 2: every content block event has an index, counted here, whatever the provider said.
Rule 3: only members the service model knows, and no nulls.
Rule 4: a tool call is announced by a start event, also where the provider names it in a delta only.

Source: Bedrock Runtime service model (botocore), `ConverseStreamOutput`.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any

from headwater.core.errors import HeadwaterError, InvalidRequest, PlatformError, Throttled
from headwater.models.base import JsonObject, ModelError, ModelUnavailable

#: (event type, event), as it goes on the wire.
WireEvent = tuple[str, JsonObject]

#: Failures that a provider may yield as an event.
_FAILURES: dict[str, type[HeadwaterError]] = {
    "internalServerException": PlatformError,
    "modelStreamErrorException": ModelError,
    "serviceUnavailableException": ModelUnavailable,
    "throttlingException": Throttled,
    "validationException": InvalidRequest,
}
_USAGE = ("inputTokens", "outputTokens", "totalTokens", "cacheReadInputTokens", "cacheWriteInputTokens")


class EventShaper:
    """Turns one model's stream events into Converse's, one at a time."""

    def __init__(self) -> None:
        self._index = 0
        self._is_block_open = False
        self._is_tool_open = False
        self.is_stopped = False

    def shape(self, event: JsonObject) -> Iterator[WireEvent]:
        """The wire events for one Strands event: none, one, or more.

        Raises:
            HeadwaterError: the event is a failure.
        """
        for failure, error_class in _FAILURES.items():
            if failure in event:
                raise error_class(_message_of(event[failure]))
        if "messageStart" in event:
            yield "messageStart", {"role": event["messageStart"].get("role") or "assistant"}
        elif "contentBlockStart" in event:
            yield from self._start((event["contentBlockStart"].get("start") or {}).get("toolUse"))
        elif "contentBlockDelta" in event:
            yield from self._delta(event["contentBlockDelta"].get("delta") or {})
        elif "contentBlockStop" in event:
            yield from self._stop()
        elif "messageStop" in event:
            yield from self._stop()
            self.is_stopped = True
            yield "messageStop", _message_stop(event["messageStop"])
        elif "metadata" in event:
            yield "metadata", _metadata(event["metadata"])

    def _start(self, tool_use: JsonObject | None) -> Iterator[WireEvent]:
        if not tool_use:
            return
        if self._is_block_open:
            yield from self._stop()
        self._is_block_open = self._is_tool_open = True
        start = {k: tool_use[k] for k in ("toolUseId", "name", "type") if tool_use.get(k)}
        yield "contentBlockStart", {"start": {"toolUse": start}, "contentBlockIndex": self._index}

    def _delta(self, delta: JsonObject) -> Iterator[WireEvent]:
        tool_use = delta.get("toolUse")
        if tool_use and tool_use.get("toolUseId") and not self._is_tool_open:
            yield from self._start(tool_use)
        for member in _delta_members(delta):
            self._is_block_open = True
            yield "contentBlockDelta", {"delta": member, "contentBlockIndex": self._index}

    def _stop(self) -> Iterator[WireEvent]:
        if not self._is_block_open:
            return
        yield "contentBlockStop", {"contentBlockIndex": self._index}
        self._index += 1
        self._is_block_open = self._is_tool_open = False


def _delta_members(delta: JsonObject) -> Iterator[JsonObject]:
    """One delta of exactly one member for each thing the provider said."""
    if isinstance(delta.get("text"), str):
        yield {"text": delta["text"]}
    if delta.get("toolUse") and delta["toolUse"].get("input") is not None:
        yield {"toolUse": {"input": delta["toolUse"]["input"]}}
    reasoning = delta.get("reasoningContent") or {}
    for member in ("text", "signature"):
        if reasoning.get(member) is not None:
            yield {"reasoningContent": {member: reasoning[member]}}
    if reasoning.get("redactedContent") is not None:
        yield {"reasoningContent": {"redactedContent": _encode_blob(reasoning["redactedContent"])}}
    citation = delta.get("citation") or {}
    known = {k: citation[k] for k in ("title", "source", "sourceContent", "location") if citation.get(k)}
    if known:
        yield {"citation": known}


def _message_stop(stop: JsonObject) -> JsonObject:
    event: JsonObject = {"stopReason": stop.get("stopReason") or "end_turn"}
    if stop.get("additionalModelResponseFields") is not None:
        event["additionalModelResponseFields"] = stop["additionalModelResponseFields"]
    return event


def _metadata(metadata: JsonObject) -> JsonObject:
    usage = metadata.get("usage") or {}
    counts = {k: int(usage[k]) for k in _USAGE if usage.get(k) is not None}
    counts.setdefault("inputTokens", 0)
    counts.setdefault("outputTokens", 0)
    counts.setdefault("totalTokens", counts["inputTokens"] + counts["outputTokens"])
    latency_ms = int((metadata.get("metrics") or {}).get("latencyMs") or 0)
    event: JsonObject = {"usage": counts, "metrics": {"latencyMs": latency_ms}}
    if metadata.get("trace"):
        event["trace"] = metadata["trace"]
    return event


def _message_of(failure: Any) -> str:
    return str(failure.get("message") or failure) if isinstance(failure, dict) else str(failure)


def _encode_blob(value: bytes | str) -> str:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


class ResponseFolder:
    """Folds wire events into the body of Converse's answer."""

    def __init__(self) -> None:
        self._blocks: dict[int, JsonObject] = {}
        self._response: JsonObject = {"stopReason": "end_turn", **_metadata({})}
        self._role = "assistant"

    def add(self, event_type: str, event: JsonObject) -> None:
        """Take in the next event."""
        if event_type == "messageStart":
            self._role = event["role"]
        elif event_type == "contentBlockStart":
            self._blocks[event["contentBlockIndex"]] = {"toolUse": {**event["start"]["toolUse"], "input": ""}}
        elif event_type == "contentBlockDelta":
            _fold_delta(self._blocks.setdefault(event["contentBlockIndex"], {}), event["delta"])
        elif event_type in ("messageStop", "metadata"):
            self._response.update(event)

    def response(self) -> JsonObject:
        """The answer so far."""
        content = [_finish_block(block) for _, block in sorted(self._blocks.items())]
        return {"output": {"message": {"role": self._role, "content": content}}, **self._response}


def _fold_delta(block: JsonObject, delta: JsonObject) -> None:
    if "text" in delta:
        block["text"] = block.get("text", "") + delta["text"]
    elif "toolUse" in delta:
        tool_use = block.setdefault("toolUse", {"input": ""})
        tool_use["input"] += delta["toolUse"]["input"]
    elif "citation" in delta:
        block.setdefault("citations", []).append(delta["citation"])
    elif "reasoningContent" in delta:
        reasoning = block.setdefault("reasoningContent", {})
        if "redactedContent" in delta["reasoningContent"]:
            reasoning.update(delta["reasoningContent"])
            return
        text = reasoning.setdefault("reasoningText", {"text": ""})
        for member, value in delta["reasoningContent"].items():
            text[member] = text.get(member, "") + value


def _finish_block(block: JsonObject) -> JsonObject:
    if "toolUse" in block:
        return {"toolUse": {**block["toolUse"], "input": _parse_input(block["toolUse"]["input"])}}
    if "citations" in block:
        content = [{"text": block.get("text", "")}]
        return {"citationsContent": {"content": content, "citations": block["citations"]}}
    return block


def _parse_input(text: str) -> Any:
    """A tool's input; text that is not JSON is passed on as a string, for the caller to judge."""
    try:
        return json.loads(text or "{}")
    except ValueError:
        return text
