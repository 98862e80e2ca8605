"""A Strands agent that remembers: from RAM in a warm session, from durable memory in a new one.

Every message is on disk before the agent goes on, and is delivered to the AgentCore Memory API behind its
back: a session that is killed loses nothing that was said.
"""

import os

from bedrock_agentcore.runtime import BedrockAgentCoreApp
from strands import Agent
from strands.models import BedrockModel

from headwater.memory import HybridMemory, Window
from headwater.memory.hybrid.strands import HybridSessionManager

MODEL_ID = os.environ.get("MODEL_ID", "global.anthropic.claude-haiku-4-5-20251001-v1:0")
REGION = os.environ.get("AWS_REGION", "us-west-2")
#: `headwater dev`, `deploy` and `launch` make a memory for code that reads this, and set it.
MEMORY_ID = os.environ.get("BEDROCK_AGENTCORE_MEMORY_ID")

app = BedrockAgentCoreApp()
model = BedrockModel(model_id=MODEL_ID, region_name=REGION)


def open_memory(actor_id, chat_id):
    """The memory of one actor's conversation: whoever the agent talks with, and about what."""
    return HybridMemory(MEMORY_ID, actor_id=actor_id, session_id=chat_id, window=Window(turns=20))


@app.entrypoint
def answer(payload):
    """`{"prompt", "actor_id", "chat_id"}` streams an answer; `"mode": "memory"` tells what is kept."""
    if not MEMORY_ID:
        return {"error": "BEDROCK_AGENTCORE_MEMORY_ID is not set; `headwater dev agent.py` sets it"}
    actor_id = str(payload.get("actor_id") or "somebody")
    chat_id = str(payload.get("chat_id") or "main")
    try:
        memory = open_memory(actor_id, chat_id)
    except ValueError as problem:  # a name that the Memory API would not take
        return {"error": str(problem)}
    if payload.get("mode") == "memory":
        loaded = memory.load()
        turns = [[turn.role, turn.text] for turn in loaded.turns]
        return {"actor_id": actor_id, "chat_id": chat_id, "memory": loaded.source, "turns": turns}
    prompt = payload.get("prompt")
    if not isinstance(prompt, str) or not prompt.strip():
        return {"error": 'send JSON like {"prompt": "Hello", "actor_id": "ada"}'}
    manager = HybridSessionManager(memory)
    agent = Agent(
        model=model,
        session_manager=manager,
        system_prompt="You are a helpful assistant. Use what was said before in this conversation.",
        callback_handler=None,
    )
    return stream(agent, prompt, manager.source)


async def stream(agent, prompt, source):
    """The answer's pieces, then one event that says where the memory came from."""
    async for event in agent.stream_async(prompt):
        if "data" in event:
            yield event["data"]
    yield {"memory": source}


if __name__ == "__main__":
    app.run()
