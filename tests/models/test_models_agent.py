"""Strands agents as people write them: `BedrockModel`, three tools, nothing said about Headwater."""

import asyncio
import gc

import pytest
from strands import Agent, tool

from headwater.models.scripted import ScriptedModel
from headwater.models.strands import as_strands_model

LABEL = "[scripted demo model, not an LLM]"


@tool
def weather():
    """Get weather"""
    return "sunny"


@tool
def get_time():
    """Get current time"""
    return "2026-02-16 10:00:00"


@tool
def calculator(expression: str):
    """Calculate.

    Args:
        expression: what to calculate
    """
    return {"status": "success", "content": [{"text": f"Result: {eval(expression)}"}]}


TOOLS = [calculator, weather, get_time]


async def stream_text(agent, prompt):
    return [event["data"] async for event in agent.stream_async(prompt) if "data" in event]


@pytest.mark.parametrize(
    ("prompt", "answer"),
    [
        ("what the weather is like?", "sunny"),
        ("How much is 2+1", "Result: 3"),
        ("今何時ですか？", "2026-02-16 10:00:00"),
    ],
)
async def test_the_tutorials_questions_are_answered_through_tools(
    scripted_environment, make_agent, prompt, answer
):
    pieces = await stream_text(make_agent(tools=TOOLS), prompt)

    assert "".join(pieces).endswith(f"{LABEL} {answer}")
    assert len(pieces) > 3


def test_a_conversation_is_remembered_and_streaming_is_optional(scripted_environment, make_agent):
    agent = make_agent(tools=TOOLS, streaming=False)

    agent("Hi, my name is Ada.")

    assert str(agent("What is my name?")).strip() == f"{LABEL} Your name is Ada."


def test_an_agent_without_a_model_argument_uses_the_endpoint(scripted_environment):
    agent = Agent(tools=[weather], callback_handler=None)

    assert str(agent("what is the weather?")).strip().endswith("sunny")
    agent.model.client.close()


async def test_agents_at_once_do_not_mix(scripted_environment, make_agent):
    prompts = [f"I am number {n}" for n in ("one", "two", "three", "four")] * 2

    answers = await asyncio.gather(*[stream_text(make_agent(tools=TOOLS), prompt) for prompt in prompts])

    assert ["".join(pieces) for pieces in answers] == [f"{LABEL} You said: {prompt}" for prompt in prompts]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
async def test_a_late_failure_reaches_the_agent(scripted_environment, make_agent):
    with pytest.raises(Exception, match="as it was told to"):
        await stream_text(make_agent(tools=TOOLS), "scripted: fail late")
    gc.collect()  # Strands leaves the failed stream's socket to the collector


def test_our_models_serve_an_agent_in_the_same_process():
    agent = Agent(model=as_strands_model(ScriptedModel()), tools=[calculator], callback_handler=None)

    assert str(agent("10*5")).strip().endswith("Result: 50")
