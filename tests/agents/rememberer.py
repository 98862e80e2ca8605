"""A Strands agent with tools, made anew for each call, whose conversation is in hybrid memory.

`{"prompt", "actor", "chat"}` answers with the reply, the source, and the messages there were before it;
`"die": true` kills the process as soon as it has answered to nobody.
"""

import os
import signal

from strands import Agent, tool
from strands.models import BedrockModel

from headwater import App
from headwater.memory import HybridMemory, Window
from headwater.memory.hybrid.strands import HybridSessionManager

app = App()
model = BedrockModel(model_id="global.anthropic.claude-haiku-4-5-20251001-v1:0", region_name="us-west-2")


@tool
def calculator(expression: str) -> str:
    """Calculate."""
    return str(eval(expression))  # of the scripted model, which copies what the test wrote


@app.entrypoint
def answer(payload):
    memory = HybridMemory(
        os.environ["MEMORY_ID"],
        actor_id=payload["actor"],
        session_id=payload["chat"],
        window=Window(turns=payload.get("turns", 20)),
    )
    manager = HybridSessionManager(memory)
    agent = Agent(model=model, tools=[calculator], session_manager=manager, callback_handler=None)
    before = [{"role": message["role"], "content": message["content"]} for message in agent.messages]
    reply = str(agent(payload["prompt"])).strip()
    if payload.get("die"):
        os.kill(os.getpid(), signal.SIGKILL)
    after = [{"role": message["role"], "content": message["content"]} for message in agent.messages]
    return {"reply": reply, "source": manager.source, "before": before, "after": after}


if __name__ == "__main__":
    app.run()
