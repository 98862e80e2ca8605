"""An agent that others find and talk to by A2A: a Strands agent with two tools that streams its answer."""

import os
from datetime import datetime

from a2a.helpers import get_message_text, new_task_from_user_message, new_text_part
from a2a.server.agent_execution import AgentExecutor
from a2a.server.tasks import TaskUpdater
from bedrock_agentcore.runtime import serve_a2a
from strands import Agent, tool
from strands.models import BedrockModel

MODEL_ID = os.environ.get("MODEL_ID", "global.anthropic.claude-haiku-4-5-20251001-v1:0")
REGION = os.environ.get("AWS_REGION", "us-west-2")


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
    name="{{name}}",
    description="Tells the weather and the time",
    model=BedrockModel(model_id=MODEL_ID, region_name=REGION),
    tools=[weather, get_time],
    system_prompt="You are a helpful assistant. You can tell the weather and the time.",
    callback_handler=None,
)


class Answers(AgentExecutor):
    """Carries out what clients ask for, each message as a task with one artifact: the answer."""

    #: The SDK makes the agent's card of its name and description.
    agent = agent

    async def execute(self, context, event_queue):
        task = context.current_task
        if task is None:
            task = new_task_from_user_message(context.message)
            await event_queue.enqueue_event(task)
        updater = TaskUpdater(event_queue, task.id, task.context_id)
        await updater.start_work()
        has_begun = False
        async for event in self.agent.stream_async(get_message_text(context.message)):
            if "data" in event:
                piece = [new_text_part(event["data"])]
                await updater.add_artifact(piece, artifact_id="answer", append=has_begun)
                has_begun = True
        await updater.complete()

    async def cancel(self, context, event_queue):
        await TaskUpdater(event_queue, context.task_id, context.context_id).cancel()


if __name__ == "__main__":
    serve_a2a(Answers())
