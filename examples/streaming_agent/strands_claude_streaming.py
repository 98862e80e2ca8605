"""A streaming Strands agent with three tools, as it would be written for AgentCore Runtime.

Nothing here knows Headwater: the same file runs on Amazon Bedrock AgentCore.
"""

from datetime import datetime

from bedrock_agentcore.runtime import BedrockAgentCoreApp
from strands import Agent, tool
from strands.models import BedrockModel
from strands_tools import calculator

MODEL_ID = "global.anthropic.claude-haiku-4-5-20251001-v1:0"
SYSTEM_PROMPT = (
    "You are a helpful assistant. You can do simple math calculations, tell the weather, "
    "and provide the current time."
)

app = BedrockAgentCoreApp()


@tool
def weather():
    """Get the weather."""
    return "sunny"


@tool
def get_time():
    """Get the current time."""
    return datetime.now().strftime("%Y-%m-%d %H:%M:%S")


agent = Agent(
    model=BedrockModel(model_id=MODEL_ID),
    tools=[calculator, weather, get_time],
    system_prompt=SYSTEM_PROMPT,
)


@app.entrypoint
async def answer_streaming(payload):
    """Answer `payload["prompt"]`, one event for every piece of text the model produces."""
    prompt = payload.get("prompt")
    print("User input:", prompt)
    try:
        async for event in agent.stream_async(prompt):
            if "data" in event:
                yield event["data"]
    except Exception as error:
        # The answer's 200 is out by now: an event is the only way left to tell the caller.
        failure = {"error": str(error), "type": "stream_error"}
        print("Streaming error:", failure)
        yield failure


if __name__ == "__main__":
    app.run()
