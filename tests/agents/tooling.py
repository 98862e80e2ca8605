"""A Strands agent with a tool, which passes on all of its events, as many agents do."""

from bedrock_agentcore.runtime import BedrockAgentCoreApp
from strands import Agent, tool

app = BedrockAgentCoreApp()


@tool
def calculator(expression: str) -> str:
    """Calculate.

    Args:
        expression: the calculation, such as 2 + 1.
    """
    left, _, right = expression.partition("+")
    return str(int(left) + int(right))


agent = Agent(tools=[calculator], callback_handler=None)


@app.entrypoint
async def invoke(payload):
    async for event in agent.stream_async(payload["prompt"]):
        yield event


if __name__ == "__main__":
    app.run()
