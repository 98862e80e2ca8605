"""An agent for user interfaces that speak AG-UI: a Strands agent with two tools, its run as events."""

import os
import uuid
from datetime import datetime

from ag_ui.core import (
    EventType,
    RunFinishedEvent,
    RunStartedEvent,
    TextMessageContentEvent,
    TextMessageEndEvent,
    TextMessageStartEvent,
    ToolCallArgsEvent,
    ToolCallEndEvent,
    ToolCallResultEvent,
    ToolCallStartEvent,
)
from bedrock_agentcore.runtime import AGUIApp
from strands import Agent, tool
from strands.models import BedrockModel

MODEL_ID = os.environ.get("MODEL_ID", "global.anthropic.claude-haiku-4-5-20251001-v1:0")
REGION = os.environ.get("AWS_REGION", "us-west-2")

app = AGUIApp()


@tool
def weather() -> str:
    """Tell the weather."""
    return "sunny"


@tool
def get_time() -> str:
    """Tell the current date and time."""
    return datetime.now().strftime("%Y-%m-%d %H:%M:%S")


# One session is one process, so this agent, and the conversation it holds, belongs to one caller alone.
agent = Agent(
    model=BedrockModel(model_id=MODEL_ID, region_name=REGION),
    tools=[weather, get_time],
    system_prompt="You are a helpful assistant. You can tell the weather and the time.",
    callback_handler=None,
)


@app.entrypoint
async def run(given):
    """One run: what the model says, and the tools it calls. The client's messages but the last are known."""
    yield RunStartedEvent(type=EventType.RUN_STARTED, thread_id=given.thread_id, run_id=given.run_id)
    prompt = next((m.content for m in reversed(given.messages) if m.role == "user"), "")
    translator = Translator()
    async for event in agent.stream_async(prompt):
        for translated in translator.take(event):
            yield translated
    for translated in translator.end_text():
        yield translated
    yield RunFinishedEvent(type=EventType.RUN_FINISHED, thread_id=given.thread_id, run_id=given.run_id)


class Translator:
    """From Strands' events to AG-UI's."""

    def __init__(self):
        self.message_id = None
        self.call_id = None

    def take(self, event):
        if "data" in event:
            yield from self.add_text(event["data"])
        raw = event.get("event", {})
        if tool_use := raw.get("contentBlockStart", {}).get("start", {}).get("toolUse"):
            yield from self.start_call(tool_use)
        elif tool_use := raw.get("contentBlockDelta", {}).get("delta", {}).get("toolUse"):
            yield ToolCallArgsEvent(
                type=EventType.TOOL_CALL_ARGS, tool_call_id=self.call_id, delta=tool_use["input"]
            )
        elif "contentBlockStop" in raw and self.call_id:
            yield ToolCallEndEvent(type=EventType.TOOL_CALL_END, tool_call_id=self.call_id)
            self.call_id = None
        for block in event.get("message", {}).get("content", []):
            if "toolResult" in block:
                yield self.build_result(block["toolResult"])

    def add_text(self, text):
        if self.message_id is None:
            self.message_id = str(uuid.uuid4())
            yield TextMessageStartEvent(
                type=EventType.TEXT_MESSAGE_START, message_id=self.message_id, role="assistant"
            )
        yield TextMessageContentEvent(
            type=EventType.TEXT_MESSAGE_CONTENT, message_id=self.message_id, delta=text
        )

    def end_text(self):
        if self.message_id is not None:
            yield TextMessageEndEvent(type=EventType.TEXT_MESSAGE_END, message_id=self.message_id)
            self.message_id = None

    def start_call(self, tool_use):
        yield from self.end_text()
        self.call_id = tool_use["toolUseId"]
        yield ToolCallStartEvent(
            type=EventType.TOOL_CALL_START, tool_call_id=self.call_id, tool_call_name=tool_use["name"]
        )

    def build_result(self, result):
        text = "".join(part.get("text", "") for part in result["content"])
        return ToolCallResultEvent(
            type=EventType.TOOL_CALL_RESULT,
            message_id=str(uuid.uuid4()),
            tool_call_id=result["toolUseId"],
            content=text,
        )


if __name__ == "__main__":
    app.run()
