"""The least an agent can do: one event, at once. What a call of it costs is the way there and back."""

# ruff: noqa: ANN001, ANN201
# mypy: ignore-errors

from bedrock_agentcore.runtime import BedrockAgentCoreApp

app = BedrockAgentCoreApp()


@app.entrypoint
async def answer(payload):
    """One event."""
    yield "hello"


if __name__ == "__main__":
    app.run()
