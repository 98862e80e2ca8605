"""A Strands agent with two tools that streams its answer, token by token."""

import os
from datetime import datetime

from bedrock_agentcore.runtime import BedrockAgentCoreApp
from strands import Agent, tool
from strands.models import BedrockModel

MODEL_ID = os.environ.get("MODEL_ID", "global.anthropic.claude-haiku-4-5-20251001-v1:0")
REGION = os.environ.get("AWS_REGION", "us-west-2")

app = BedrockAgentCoreApp()


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
async def answer(payload):
    """Yield each piece of the answer as the model says it."""
    prompt = payload.get("prompt")
    if not isinstance(prompt, str) or not prompt.strip():
        yield {"error": 'send JSON like {"prompt": "Hello"}'}
        return
    async for event in agent.stream_async(prompt):
        if "data" in event:
            yield event["data"]


if __name__ == "__main__":
    app.run()
