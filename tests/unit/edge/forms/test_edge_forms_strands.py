"""The text of a real Strands agent comes once, whichever of its events an agent passes on."""

from __future__ import annotations

import warnings

import pytest
from strands import Agent, tool

from headwater.agent.encode import encode_event
from headwater.edge.forms.decoder import open_decoder
from headwater.edge.forms.events import (
    Failure,
    Metadata,
    TextDelta,
    ToolInputDelta,
    ToolResult,
    ToolUse,
    ToolUseStart,
)
from headwater.models.scripted import LABEL, ScriptedModel
from headwater.models.strands import as_strands_model

ANSWER = f"{LABEL} Calling calculator.{LABEL} 42"


def decode(*pieces):
    decoder = open_decoder("text/event-stream")
    events = [event for piece in pieces for event in decoder.feed(piece)]
    return events + decoder.close()


def _official_encoder():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the SDK's own
        from bedrock_agentcore.runtime import BedrockAgentCoreApp

        return BedrockAgentCoreApp()._convert_to_sse


@tool
def calculator(expression: str) -> str:
    """Calculate.

    Args:
        expression: what to calculate.
    """
    return {"3*14": "42"}[expression]


async def _yielded():
    agent = Agent(model=as_strands_model(ScriptedModel()), tools=[calculator], callback_handler=None)
    return [event async for event in agent.stream_async("what is 3*14")]


_PASSED_ON = {
    "everything": lambda event: [event],
    "raw events": lambda event: [event] if "event" in event else [],
    "converse events": lambda event: [event["event"]] if "event" in event else [],
    "data": lambda event: [{"data": event["data"]}] if "data" in event else [],
    "strings": lambda event: [event["data"]] if "data" in event else [],
    "events and strings": lambda event: [event] if "event" in event else [event.get("data", {})],
    "messages": lambda event: [event] if "message" in event else [],
    "strings and messages": lambda event: [
        event[k] if k == "data" else event for k in ("data", "message") if k in event
    ],
    "data and messages": lambda event: [{k: event[k]} for k in ("data", "message") if k in event],
    "nested": lambda event: [{"type": "node_stream", "event": event}] if "event" in event else [],
}


@pytest.mark.parametrize("passed_on", _PASSED_ON)
@pytest.mark.parametrize("sdk", ["own", "official"])
async def test_whatever_a_strands_agent_passes_on_its_text_comes_once(passed_on, sdk):
    write = encode_event if sdk == "own" else _official_encoder()
    pieces = [write(value) for event in await _yielded() for value in _PASSED_ON[passed_on](event)]

    events = decode(*pieces)

    assert "".join(event.text for event in events if isinstance(event, TextDelta)) == ANSWER
    assert not [event for event in events if isinstance(event, Failure)]


@pytest.mark.parametrize("passed_on", ["everything", "raw events", "messages"])
async def test_the_tokens_of_a_strands_agent_are_counted_once(passed_on):
    pieces = [encode_event(value) for event in await _yielded() for value in _PASSED_ON[passed_on](event)]

    usages = [event.usage["outputTokens"] for event in decode(*pieces) if isinstance(event, Metadata)]

    assert usages == [8, 7]


async def test_a_tool_of_a_strands_agent_is_shown_once_with_its_result():
    events = decode(*[encode_event(event) for event in await _yielded()])

    tools = [
        event for event in events if isinstance(event, ToolUseStart | ToolInputDelta | ToolUse | ToolResult)
    ]
    identifier = tools[0].tool_use_id
    assert tools == [
        ToolUseStart(identifier, "calculator"),
        ToolInputDelta(identifier, '{"expression": "3*14"}'),
        ToolUse(identifier, "calculator", {"expression": "3*14"}),
        ToolResult(identifier, [{"text": "42"}]),
    ]
