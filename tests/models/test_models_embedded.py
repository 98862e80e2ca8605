"""The embedded model, where its weights are in the cache: through unmodified boto3 and Strands agents."""

import asyncio
import os
import signal
import time

import httpx
import pytest
from strands import tool

pytestmark = [pytest.mark.embedded, pytest.mark.timeout(300)]

PROMPT = """You're a helpful assistant. You can do simple math calculations,
    tell the weather, and provide the current time."""


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
    """Calculator for mathematical operations.

    Args:
        expression: what to calculate
    """
    return {"status": "success", "content": [{"text": f"Result: {eval(expression)}"}]}


def called_tools(agent):
    blocks = [block for message in agent.messages for block in message["content"]]
    return [block["toolUse"]["name"] for block in blocks if "toolUse" in block]


async def stream(agent, prompt):
    return [event["data"] async for event in agent.stream_async(prompt) if "data" in event]


@pytest.mark.parametrize(
    ("prompt", "tool_name", "word"),
    [
        ("what the weather is like?", "weather", "sunny"),
        ("How much is 2+1", "calculator", "3"),
        ("What time is it?", "get_time", "10:00"),
        ("10*5はいくつ？", "calculator", "50"),
    ],
)
async def test_the_tutorials_questions_go_through_tools(
    embedded_environment, make_agent, prompt, tool_name, word
):
    agent = make_agent(tools=[calculator, weather, get_time], system_prompt=PROMPT)

    pieces = await stream(agent, prompt)

    assert called_tools(agent) == [tool_name]
    assert word in "".join(pieces)
    assert len(pieces) > 2


async def test_a_question_without_a_tool_is_answered_in_a_stream(embedded_environment, make_agent):
    agent = make_agent(tools=[calculator, weather, get_time], system_prompt=PROMPT)

    pieces = await stream(agent, "What is the capital of France?")

    assert called_tools(agent) == []
    assert "Paris" in "".join(pieces)


async def test_agents_share_one_process(embedded_environment, make_agent):
    pid = embedded_environment.registry.describe()["embedded"]["pid"]
    prompts = ["How much is 2+1", "what the weather is like?", "What is the capital of France?", "10*5"]

    agents = [make_agent(tools=[calculator, weather, get_time]) for _ in prompts]
    answers = await asyncio.gather(*[stream(a, p) for a, p in zip(agents, prompts, strict=True)])

    for pieces, word in zip(answers, ("3", "sunny", "Paris", "50"), strict=True):
        assert word in "".join(pieces)
    assert embedded_environment.registry.describe()["embedded"]["pid"] == pid


def test_a_forced_tool_is_filled_in(embedded, model_id):
    schema = {
        "type": "object",
        "properties": {"name": {"type": "string"}, "age": {"type": "integer"}},
        "required": ["name", "age"],
    }
    spec = {"name": "Person", "description": "A person", "inputSchema": {"json": schema}}
    answer = embedded.client(read_timeout=200).converse(
        modelId=model_id,
        messages=[{"role": "user", "content": [{"text": "Ada is 36 years old."}]}],
        toolConfig={"tools": [{"toolSpec": spec}], "toolChoice": {"tool": {"name": "Person"}}},
    )

    use = answer["output"]["message"]["content"][0]["toolUse"]
    assert use["input"] == {"name": "Ada", "age": 36}
    assert answer["stopReason"] == "tool_use"


def test_a_caller_that_leaves_frees_the_model(embedded, model_id):
    question = [{"role": "user", "content": [{"text": "Write a very long story about the sea."}]}]
    stream_of = embedded.client().converse_stream(modelId=model_id, messages=question)["stream"]
    next(iter(stream_of))
    stream_of.close()

    deadline = time.monotonic() + 30
    while any(slot["is_processing"] for slot in _slots(embedded)):
        assert time.monotonic() < deadline, "the model goes on for a caller that has left"
        time.sleep(0.05)


def test_the_process_wants_its_key(embedded):
    address = _address(embedded)

    refused = httpx.post(f"{address.url}/v1/chat/completions", json={"messages": []}, trust_env=False)

    assert refused.status_code == 401
    assert address.url.startswith("http://127.0.0.1:")


def test_a_question_longer_than_the_context_is_a_validation_error(embedded, model_id):
    client = embedded.client(read_timeout=200)
    question = [{"role": "user", "content": [{"text": "word " * 20000}]}]

    with pytest.raises(client.exceptions.ValidationException, match="too long"):
        client.converse(modelId=model_id, messages=question)


def test_a_killed_process_is_replaced_and_the_next_question_answered(embedded, model_id):
    before = embedded.registry.describe()["embedded"]
    os.kill(before["pid"], signal.SIGKILL)
    deadline = time.monotonic() + 30
    while embedded.registry.describe()["embedded"]["pid"] == before["pid"]:
        assert time.monotonic() < deadline, "nobody noticed that the process died"
        time.sleep(0.01)

    answer = embedded.client(read_timeout=200).converse(
        modelId=model_id, messages=[{"role": "user", "content": [{"text": "Hello"}]}]
    )

    after = embedded.registry.describe()["embedded"]
    assert answer["stopReason"] == "end_turn"
    assert after["restarts"] == before["restarts"] + 1
    assert after["pid"] not in (None, before["pid"])


def _address(endpoint):
    return endpoint.run(endpoint.registry._embedded.wait_ready(120))


def _slots(endpoint):
    address = _address(endpoint)
    headers = {"authorization": f"Bearer {address.api_key}"}
    return httpx.get(f"{address.url}/slots", headers=headers, trust_env=False).json()
