"""The official SDK's session manager for Strands: conversations that another agent object takes up again."""

import subprocess
import sys
import textwrap
import warnings
from dataclasses import replace
from itertools import pairwise

import pytest
from strands import Agent, tool
from strands.models import BedrockModel

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the SDK is written for an older pydantic
    from bedrock_agentcore.memory.integrations.strands.config import AgentCoreMemoryConfig
    from bedrock_agentcore.memory.integrations.strands.session_manager import AgentCoreMemorySessionManager

QUESTIONS = ["How much is 2+1", "hello", "How much is 6*7", "How much is 10-4"]


@tool
def calculator(expression: str):
    """Calculate.

    Args:
        expression: what to calculate
    """
    return {"status": "success", "content": [{"text": f"Result: {eval(expression)}"}]}


@pytest.fixture
def make_agent(sdk_environment, memory_id):
    """`make_agent(actor, session, **config)`: an agent as a restarted process would make it."""
    opened = []

    def make(actor="ann", session="s-1", tools=(calculator,), **config):
        members = {"memory_id": memory_id, "session_id": session, "actor_id": actor, **config}
        manager = AgentCoreMemorySessionManager(AgentCoreMemoryConfig(**members), region_name="us-west-2")
        model = BedrockModel(model_id="any")
        opened.append((manager, model))
        agent = Agent(
            model=model, agent_id="a", session_manager=manager, tools=list(tools), callback_handler=None
        )
        return agent, manager

    yield make
    for manager, model in opened:
        manager.close()
        for client in (manager.memory_client.gmcp_client, manager.memory_client.gmdp_client, model.client):
            client.close()


def test_a_restored_agent_has_the_whole_conversation(make_agent):
    agent, _ = make_agent()
    answers = [str(agent(question)) for question in QUESTIONS]
    agent.state.set("colour", "blue")
    agent("hello again")
    assert "Result: 3" in answers[0]

    restored, _ = make_agent()

    assert restored.messages == agent.messages
    assert restored.state.get("colour") == "blue"
    assert_pairs(restored.messages)
    restored("How much is 8*8")
    assert make_agent()[0].messages == restored.messages
    assert len(restored.messages) == len(agent.messages) + 4


def assert_pairs(messages):
    """Each use of a tool is followed by its result."""
    uses = 0
    for message, following in pairwise(messages):
        asked = [block["toolUse"]["toolUseId"] for block in message["content"] if "toolUse" in block]
        uses += len(asked)
        if asked:
            assert [block["toolResult"]["toolUseId"] for block in following["content"]] == asked
    assert uses == 3


def test_a_restored_agent_in_a_process_of_its_own_goes_on(make_agent, memory_id):
    agent, _ = make_agent()
    agent("How much is 2+1")
    source = f"""
        import warnings
        warnings.simplefilter("ignore")
        from bedrock_agentcore.memory.integrations.strands import config as configs
        from bedrock_agentcore.memory.integrations.strands import session_manager as managers
        from strands import Agent
        from strands.models import BedrockModel

        config = configs.AgentCoreMemoryConfig(memory_id={memory_id!r}, session_id="s-1", actor_id="ann")
        with managers.AgentCoreMemorySessionManager(config, region_name="us-west-2") as manager:
            agent = Agent(model=BedrockModel(model_id="any"), agent_id="a", session_manager=manager,
                          callback_handler=None)
            print(len(agent.messages))
            agent("hello")
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(source)],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) == len(agent.messages) == 4
    assert len(make_agent()[0].messages) == 6


def test_batched_messages_and_those_too_long_for_a_text(make_agent):
    agent, manager = make_agent(batch_size=10, default_metadata={"tenant": "x"})
    agent("How much is 3+4")
    agent("long " + "ä" * 120_000)
    manager.close()

    restored, _ = make_agent()
    assert restored.messages == agent.messages
    assert "ä" * 120_000 in restored.messages[4]["content"][0]["text"]


def test_a_message_is_replaced(make_agent):
    agent, manager = make_agent()
    agent("my secret is 1234")
    latest = manager._latest_agent_message["a"]
    redacted = {"role": "assistant", "content": [{"text": "[redacted]"}]}
    manager.update_message("s-1", "a", replace(latest, message=redacted))

    restored, _ = make_agent()
    assert restored.messages == [agent.messages[0], redacted]


def test_another_user_with_the_same_session_starts_empty(make_agent):
    agent, _ = make_agent()
    agent("hello")

    other, _ = make_agent(actor="bob")
    assert other.messages == []
    again, _ = make_agent(session="s-2")
    assert again.messages == []
