"""An A2A agent of the official SDK with a tool: it adds the numbers of a message, and answers in pieces.

`fail` as a message fails its task; `pause` holds the answer back after its first piece; `die` ends the
process there; `ask` wants more to be said. Its card is what the SDK makes of it.
"""

import asyncio
import os
import re

from a2a.helpers import get_message_text, new_task_from_user_message, new_text_message, new_text_part
from a2a.server.agent_execution import AgentExecutor
from a2a.server.tasks import TaskUpdater
from a2a.types import Role
from bedrock_agentcore.runtime import BedrockAgentCoreContext, serve_a2a

calls = 0


def add(numbers):
    """The tool."""
    global calls
    calls += 1
    return sum(numbers)


class Sums(AgentExecutor):
    class agent:  # what the SDK makes the card of
        name = "sums"
        description = "Adds numbers"

    async def execute(self, context, event_queue):
        task = context.current_task
        if task is None:
            task = new_task_from_user_message(context.message)
            await event_queue.enqueue_event(task)
        updater = TaskUpdater(event_queue, task.id, task.context_id)
        await updater.start_work(new_text_message("adding", role=Role.ROLE_AGENT))
        text = get_message_text(context.message)
        if text == "fail":
            raise ValueError("cannot add that")
        if text == "ask":
            await updater.requires_input(new_text_message("which numbers?", role=Role.ROLE_AGENT))
            return
        await updater.add_artifact([new_text_part("the sum is ")], artifact_id="sum", name="sum")
        if text == "pause":
            await asyncio.sleep(60)
        if text == "die":
            await asyncio.sleep(0.2)
            os._exit(3)
        total = add(int(one) for one in re.findall(r"\d+", text))
        said = f"{total} (call {calls} of {BedrockAgentCoreContext.get_session_id()})"
        await updater.add_artifact([new_text_part(said)], artifact_id="sum", append=True, last_chunk=True)
        await updater.complete()

    async def cancel(self, context, event_queue):
        await TaskUpdater(event_queue, context.task_id, context.context_id).cancel()


if __name__ == "__main__":
    serve_a2a(Sums())
