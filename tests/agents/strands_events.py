"""Yields Strands' raw `event` dictionaries, as an agent does whose model streams; says its prompt.

The prompt `!fail` raises before anything, `!break` ends the process in mid-stream, `!wait` is silent for
long, `!tick` goes on until its caller leaves, which it writes down and tells at `!told`.
"""

import asyncio
import os

from bedrock_agentcore.runtime import BedrockAgentCoreApp

app = BedrockAgentCoreApp()
left = []


def delta(text):
    return {"event": {"contentBlockDelta": {"delta": {"text": text}, "contentBlockIndex": 0}}}


@app.entrypoint
async def invoke(payload, context):
    do = payload["prompt"]
    if do == "!fail":
        raise RuntimeError(f"secret of the agent: {os.getcwd()}")
    if do == "!told":
        yield {"left": left}
        return
    yield {"event": {"messageStart": {"role": "assistant"}}}
    if do == "!wait":
        await asyncio.sleep(600)
    if do == "!tick":
        try:
            while True:
                await asyncio.sleep(0.02)
                yield delta("tick")
        except BaseException as error:
            left.append(type(error).__name__)
            raise
    for piece in ("You said: ", str(payload.get("prompt")), " 日本語 🎉"):
        yield delta(piece)
    if do == "!break":
        os._exit(3)
    yield {"event": {"contentBlockStop": {"contentBlockIndex": 0}}}
    yield {"event": {"messageStop": {"stopReason": "end_turn"}}}
    usage = {"inputTokens": 8, "outputTokens": 30, "totalTokens": 38}
    yield {"event": {"metadata": {"usage": usage, "metrics": {"latencyMs": 909}}}}


if __name__ == "__main__":
    app.run()
