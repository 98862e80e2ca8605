"""The form `ai-sdk`: the UI message stream of the AI SDK (version 5 and later), as `useChat` reads it.

The parts of one message: `start`, then steps, each a call of the model (`start-step`, text, reasoning, tools,
`finish-step`), then `finish` and `[DONE]`. The agent's tools are shown as tools that have run elsewhere
(`providerExecuted`), so that no client runs them; they are `dynamic`, as no client knows their types.
The message's metadata has the session at the beginning, tokens and figures at the end.

Source: AI SDK, "Stream Protocols" (UI message stream, version 1).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from headwater.edge.forms.base import KEEP_ALIVE_COMMENT, Form, FormContext
from headwater.edge.forms.decoder import open_decoder
from headwater.edge.forms.events import (
    AgentEvent,
    Failure,
    Metadata,
    ReasoningDelta,
    Stop,
    TextDelta,
    ToolInputDelta,
    ToolResult,
    ToolUse,
    ToolUseStart,
)
from headwater.edge.forms.output import dump_json
from headwater.edge.forms.totals import Totals

Table = dict[str, Any]  # Any: JSON

PROTOCOL_HEADER = "x-vercel-ai-ui-message-stream"
_DONE = "data: [DONE]\n\n"
_ELSEWHERE = {"providerExecuted": True, "dynamic": True}


class UiMessageForm:
    """See the file's docstring."""

    content_type = "text/event-stream; charset=utf-8"
    status = 200
    is_streaming = True
    keep_alive = KEEP_ALIVE_COMMENT

    def __init__(self, context: FormContext) -> None:
        self.headers: Mapping[str, str] = {PROTOCOL_HEADER: "v1"}
        self._message_id = f"msg-{context.request_id}"
        self._session_id = context.session_id
        self._tell = context.tell
        self._decoder = open_decoder(context.target_content_type)
        self._totals = Totals()
        self._tools: set[str] = set()
        self._out: list[str] = []
        self._block = ""  # the open part: "text", "reasoning" or none
        self._block_id = ""
        self._blocks_count = 0
        self._has_begun = False
        self._is_step_over = False

    def feed(self, data: bytes) -> bytes:
        return self._write(self._decoder.feed(data))

    def fail(self, message: str) -> bytes:
        return self._write([*self._decoder.close(is_whole=False), Failure(message, is_ours=True)])

    def end(self) -> bytes:
        rest = self._write(self._decoder.close())
        self._close_block()
        self._put("finish-step")
        totals = self._totals.as_table()
        self._put("finish", **({"messageMetadata": totals} if totals else {}))
        self._out.append(_DONE)
        return rest + self._flush()

    def _write(self, events: list[AgentEvent]) -> bytes:
        if not self._has_begun:
            self._has_begun = True
            metadata = {"runtimeSessionId": self._session_id}
            self._put("start", messageId=self._message_id, messageMetadata=metadata)
            self._put("start-step")
        for event in events:
            self._take(event)
        return self._flush()

    def _take(self, event: AgentEvent) -> None:
        match event:
            case TextDelta():
                self._put_delta("text", event.text)
            case ReasoningDelta():
                self._put_delta("reasoning", event.text)
            case ToolUseStart() | ToolInputDelta() | ToolUse() | ToolResult():
                self._close_block()
                self._take_tool(event)
            case Failure():
                self._close_block()
                self._put("error", errorText=self._tell(event))
            case Metadata():
                self._totals.add(event)
            case Stop():
                self._close_block()
                self._is_step_over = True

    def _put_delta(self, block: str, text: str) -> None:
        if self._block != block:
            self._close_block()
            self._begin_step()
            self._blocks_count += 1
            self._block, self._block_id = block, f"{block}-{self._blocks_count}"
            self._put(f"{block}-start", id=self._block_id)
        self._put(f"{block}-delta", id=self._block_id, delta=text)

    def _close_block(self) -> None:
        if self._block:
            self._put(f"{self._block}-end", id=self._block_id)
            self._block = ""

    def _begin_step(self) -> None:
        """A step ends where the next one begins: results of its tools come after its `Stop`."""
        if self._is_step_over:
            self._is_step_over = False
            self._put("finish-step")
            self._put("start-step")

    def _take_tool(self, event: ToolUseStart | ToolInputDelta | ToolUse | ToolResult) -> None:
        tool = {"toolCallId": event.tool_use_id}
        match event:
            case ToolUseStart():
                self._begin_step()
                self._tools.add(event.tool_use_id)
                self._put("tool-input-start", **tool, toolName=event.name, **_ELSEWHERE)
            case ToolInputDelta():
                self._put("tool-input-delta", **tool, inputTextDelta=event.text)
            case ToolUse():
                self._put(
                    "tool-input-available", **tool, toolName=event.name, input=event.input, **_ELSEWHERE
                )
            case ToolResult() if event.tool_use_id not in self._tools:
                pass  # clients raise at the result of a tool that they never heard of
            case ToolResult(is_error=True):
                self._put(
                    "tool-output-error",
                    **tool,
                    errorText=self._tell(_read_error(event.content)),
                    **_ELSEWHERE,
                )
            case ToolResult():
                self._put("tool-output-available", **tool, output=event.content, **_ELSEWHERE)

    def _put(self, kind: str, **members: Any) -> None:  # Any: JSON
        self._out.append(f"data: {dump_json({'type': kind, **members})}\n\n")

    def _flush(self) -> bytes:
        out, self._out = "".join(self._out), []
        return out.encode()


def _read_error(content: Any) -> Failure:  # Any: JSON
    """What the content blocks of a tool that failed say."""
    blocks = content if isinstance(content, list) else []
    texts = [str(block["text"]) for block in blocks if isinstance(block, dict) and "text" in block]
    return Failure(" ".join(texts) or "The tool failed")


def _conforms(form: UiMessageForm) -> Form:
    return form
