"""A Strands agent with two kinds of memory: its session's in RAM, and a durable one behind `memory.py`.

A warm session answers from RAM. A new one, for somebody who was here before, first loads the last turns.
"""

import os

from bedrock_agentcore.runtime import BedrockAgentCoreApp
from strands import Agent
from strands.models import BedrockModel

from memory import open_durable_memory

MODEL_ID = os.environ.get("MODEL_ID", "global.anthropic.claude-haiku-4-5-20251001-v1:0")
REGION = os.environ.get("AWS_REGION", "us-west-2")
#: Turns that a new session begins with.
LOADED_TURNS = 20

app = BedrockAgentCoreApp()
durable = open_durable_memory()
model = BedrockModel(model_id=MODEL_ID, region_name=REGION)
#: RAM: the conversation of each actor that this session, which is one process, has talked with.
agents: dict[str, Agent] = {}


def find_agent(actor_id):
    """The actor's agent with its conversation, and where that came from: `ram`, or the durable memory."""
    if actor_id in agents:
        return agents[actor_id], "ram"
    messages = []
    for prompt, reply in durable.load(actor_id, LOADED_TURNS):
        messages.append({"role": "user", "content": [{"text": prompt}]})
        messages.append({"role": "assistant", "content": [{"text": reply}]})
    agents[actor_id] = Agent(
        model=model,
        messages=messages,
        system_prompt="You are a helpful assistant. Use what was said before in this conversation.",
        callback_handler=None,
    )
    return agents[actor_id], durable.kind


@app.entrypoint
def answer(payload):
    """`{"prompt": …, "actor_id": …}` streams an answer; `{"mode": "memory", …}` tells what is kept."""
    actor_id = str(payload.get("actor_id") or "default")
    if payload.get("mode") == "memory":
        turns = durable.load(actor_id, LOADED_TURNS)
        return {"actor_id": actor_id, "kind": durable.kind, "turns": [list(turn) for turn in turns]}
    prompt = payload.get("prompt")
    if not isinstance(prompt, str) or not prompt.strip():
        return {"error": 'send JSON like {"prompt": "Hello", "actor_id": "ada"}'}
    return stream(actor_id, prompt)


async def stream(actor_id, prompt):
    """The answer's pieces, then one event that says where the memory came from."""
    agent, source = find_agent(actor_id)
    pieces = []
    async for event in agent.stream_async(prompt):
        if "data" in event:
            pieces.append(event["data"])
            yield event["data"]
    durable.save(actor_id, prompt, "".join(pieces))
    yield {"memory": source}


if __name__ == "__main__":
    app.run()
