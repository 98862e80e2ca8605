"""An AG-UI agent of the official SDK with two tools: its own adds, its client's is called by name.

The last message decides: numbers are added by the agent's tool; `color` calls the client's tool `set_color`,
if the client has brought it; `fail` raises; `die` ends the process; `pause` holds the stream open; `accept`
says which form the client asked for. State and forwarded properties come back as they came.
"""

import asyncio
import os
import re
import uuid

from ag_ui.core import (
    EventType,
    RunFinishedEvent,
    RunStartedEvent,
    StateSnapshotEvent,
    TextMessageContentEvent,
    TextMessageEndEvent,
    TextMessageStartEvent,
    ToolCallArgsEvent,
    ToolCallEndEvent,
    ToolCallResultEvent,
    ToolCallStartEvent,
)
from bedrock_agentcore.runtime import AGUIApp

app = AGUIApp()
runs = 0


def say(*pieces):
    message_id = str(uuid.uuid4())
    yield TextMessageStartEvent(type=EventType.TEXT_MESSAGE_START, message_id=message_id, role="assistant")
    for piece in pieces:
        yield TextMessageContentEvent(type=EventType.TEXT_MESSAGE_CONTENT, message_id=message_id, delta=piece)
    yield TextMessageEndEvent(type=EventType.TEXT_MESSAGE_END, message_id=message_id)


def call(tool, call_id, arguments):
    yield ToolCallStartEvent(type=EventType.TOOL_CALL_START, tool_call_id=call_id, tool_call_name=tool)
    for piece in (arguments[:3], arguments[3:]):
        yield ToolCallArgsEvent(type=EventType.TOOL_CALL_ARGS, tool_call_id=call_id, delta=piece)
    yield ToolCallEndEvent(type=EventType.TOOL_CALL_END, tool_call_id=call_id)


@app.entrypoint
async def run(given, context):
    global runs
    runs += 1
    yield RunStartedEvent(type=EventType.RUN_STARTED, thread_id=given.thread_id, run_id=given.run_id)
    last = given.messages[-1] if given.messages else None
    text = last.content if last is not None and isinstance(last.content, str) else ""
    if given.state:
        yield StateSnapshotEvent(
            type=EventType.STATE_SNAPSHOT,
            snapshot={"state": given.state, "forwarded": given.forwarded_props, "runs": runs},
        )
    if last is not None and last.role == "tool":
        for event in say("the client's tool said ", text):
            yield event
    elif text == "fail":
        raise ValueError("cannot do that")
    elif text == "die":
        for event in say("soon"):
            yield event
        await asyncio.sleep(0.2)
        os._exit(3)
    elif text == "pause":
        await asyncio.sleep(60)
    elif text == "accept":
        for event in say(context.request.headers.get("accept", "")):
            yield event
    elif text == "color" and any(tool.name == "set_color" for tool in given.tools):
        for event in call("set_color", "call-1", '{"color": "blue"}'):
            yield event
    else:
        numbers = [int(one) for one in re.findall(r"\d+", text)]
        for event in call("add", "call-2", str(numbers)):
            yield event
        yield ToolCallResultEvent(
            type=EventType.TOOL_CALL_RESULT,
            message_id="m-1",
            tool_call_id="call-2",
            content=str(sum(numbers)),
        )
        for event in say("the sum ", f"is {sum(numbers)}, said ", str(context.session_id)):
            yield event
    yield RunFinishedEvent(type=EventType.RUN_FINISHED, thread_id=given.thread_id, run_id=given.run_id)


if __name__ == "__main__":
    app.run()
