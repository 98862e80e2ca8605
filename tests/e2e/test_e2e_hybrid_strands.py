"""Strands agents with `HybridSessionManager`, in sessions of a real server and beside one."""

import uuid

import pytest
from botocore.exceptions import ClientError
from strands import Agent, tool
from strands.models import Model
from strands.types.exceptions import SessionException

import headwater.memory.hybrid.memory as hybrid
from headwater.memory import HybridMemory, Window
from headwater.memory.hybrid.strands import HybridSessionManager
from headwater.models.scripted import ScriptedModel
from servers import AGENTS, wait_until


@pytest.fixture(scope="module")
def memory_id(server):
    created = server.control.create_memory(name=f"m{uuid.uuid4().hex[:12]}", eventExpiryDuration=30)
    return created["memory"]["id"]


@pytest.fixture(scope="module")
def rememberer(server, memory_id):
    """`agents/rememberer.py`, deployed."""
    return server.deploy(AGENTS / "rememberer.py", environment={"MEMORY_ID": memory_id})


@pytest.fixture
def ask(server, rememberer):
    def ask(session_id, prompt, actor="ada", chat="chat", **more):
        return server.ask(rememberer, {"prompt": prompt, "actor": actor, "chat": chat, **more}, session_id)

    return ask


@pytest.fixture
def chat():
    return f"chat-{uuid.uuid4()}"


@pytest.fixture
def make_memory(server, memory_id, chat, tmp_path):
    """`make_memory()`: the memory of a process that begins anew. The one before has delivered all it had."""

    def make(**options):
        hybrid._current.close()
        hybrid._current = hybrid._Process()
        return HybridMemory(
            memory_id,
            actor_id="ada",
            session_id=chat,
            journal_dir=tmp_path,
            endpoint_url=server.url,
            **options,
        )

    yield make
    hybrid._current.close()
    hybrid._current = hybrid._Process()


class Scripted(Model):
    """The scripted model as Strands wants it, which can take the user's words back as a guardrail does."""

    def __init__(self, redacted=None):
        self._redacted = redacted
        self._scripted = ScriptedModel()

    def update_config(self, **config):
        pass

    def get_config(self):
        return {}

    def structured_output(self, *args, **kwargs):
        raise NotImplementedError

    async def stream(self, messages, tool_specs=None, system_prompt=None, **kwargs):
        async for event in self._scripted.stream(messages, tool_specs, system_prompt):
            yield event
        if self._redacted is not None:
            yield {"redactContent": {"redactUserContentMessage": self._redacted}}


@tool
def calculator(expression: str) -> str:
    """Calculate."""
    return str(eval(expression))


def make_agent(memory, model=None, **options):
    manager = HybridSessionManager(memory)
    model = model or Scripted()
    agent = Agent(model=model, tools=[calculator], session_manager=manager, callback_handler=None, **options)
    return agent, manager


def texts(messages):
    return [block["text"] for message in messages for block in message["content"] if "text" in block]


def test_a_conversation_goes_on_in_another_session_with_its_tool_calls(ask, new_session_id, chat):
    first, second = new_session_id(), new_session_id()

    begun = ask(first, "What is 10*5?", chat=chat)
    warm = ask(first, "My name is Ada", chat=chat)
    cold = ask(second, "What is my name?", chat=chat)
    warm_again = ask(second, "And 2+2?", chat=chat)

    assert [said["source"] for said in (begun, warm, cold, warm_again)] == ["none", "ram", "durable", "ram"]
    assert "50" in begun["reply"]
    assert warm["before"] == begun["after"]
    assert cold["before"] == warm["after"]
    assert "Ada" in cold["reply"]
    kinds = [next(iter(block)) for message in cold["before"] for block in message["content"]]
    assert {"toolUse", "toolResult", "text"} == set(kinds)


def test_what_a_killed_session_was_told_is_there_once(ask, new_session_id, chat):
    ask(new_session_id(), "My name is Ada", chat=chat)

    with pytest.raises(ClientError):
        ask(new_session_id(), "What is 10*5?", chat=chat, die=True)
    after = ask(new_session_id(), "What is my name?", chat=chat)

    said = texts(after["before"])
    assert said.count("My name is Ada") == 1
    assert said.count("What is 10*5?") == 1
    assert "50" in said[-1]
    assert "Ada" in after["reply"]


def test_another_user_of_the_same_conversation_name_begins_with_nothing(ask, session_id, chat):
    ask(session_id, "My name is Ada", actor="ada", chat=chat)

    other = ask(session_id, "What is my name?", actor="ada/bob", chat=chat)

    assert other["source"] == "none"
    assert other["before"] == []
    assert "Ada" not in other["reply"]


def test_a_window_never_begins_with_a_tool_result(ask, session_id, new_session_id, chat):
    for number in range(4):
        ask(session_id, f"What is {number}*5?", chat=chat, turns=3)

    cold = ask(new_session_id(), "Hello", chat=chat, turns=3)

    # A question, the call, its result and the answer are four, and make sense together only.
    assert [message["role"] for message in cold["before"]] == ["user", "assistant", "user", "assistant"]
    assert texts(cold["before"])[0] == "What is 3*5?"


def test_messages_that_an_agent_begins_with_are_recorded(make_memory):
    start = [
        {"role": "user", "content": [{"text": "Let us talk"}]},
        {"role": "assistant", "content": [{"text": "Gladly"}]},
    ]

    make_agent(make_memory(), messages=start)
    agent, manager = make_agent(make_memory())

    assert manager.source == "durable"
    assert texts(agent.messages) == ["Let us talk", "Gladly"]


def test_what_changes_a_message_of_the_agent_does_not_change_the_memory(make_memory):
    memory = make_memory()
    agent, _ = make_agent(memory)
    agent("Hello")

    agent.messages[0]["content"][0]["text"] = "changed"
    again, _ = make_agent(memory)
    again.messages[0]["content"].clear()

    assert memory.load().turns[0].text == "Hello"


def test_what_a_guardrail_takes_out_is_gone_from_durable_memory_too(make_memory, server, memory_id, chat):
    memory = make_memory()
    agent, _ = make_agent(memory)
    agent("My name is Ada")
    guarded, _ = make_agent(memory, Scripted(redacted="[removed]"))

    guarded("a secret")
    memory.flush(10)

    events = server.data.list_events(memoryId=memory_id, actorId="ada", sessionId=chat)["events"]
    # The scripted model repeats what it is told; the guard of this test reads the user's words alone.
    said = [event["payload"][0]["conversational"] for event in reversed(events)]
    assert [item["content"]["text"] for item in said if item["role"] == "USER"] == [
        "My name is Ada",
        "[removed]",
    ]
    agent, _ = make_agent(make_memory())
    assert texts(agent.messages)[2] == "[removed]"


def test_a_question_that_was_never_answered_is_kept_and_roles_alternate(make_memory):
    make_memory().append("user", "Is anybody there?")

    agent, _ = make_agent(make_memory())
    reply = agent("Hello")

    assert "You said: Hello" in str(reply)
    assert [message["role"] for message in agent.messages] == ["user", "assistant"] * 2
    assert texts(agent.messages)[0] == "Is anybody there?"
    # What was put between for the model's sake is nothing that anybody said.
    loaded = make_memory().load()
    assert [turn.role for turn in loaded.turns] == ["user", "user", "assistant"]


def test_words_of_other_roles_are_restored_as_the_users(make_memory, server, memory_id, chat):
    server.data.create_event(
        memoryId=memory_id,
        actorId="ada",
        sessionId=chat,
        eventTimestamp=1,
        payload=[
            {"conversational": {"content": {"text": f"by {role}"}, "role": role}}
            for role in ("TOOL", "OTHER")
        ],
    )

    loaded = make_memory(window=Window(turns=2)).load()

    assert {message["role"] for message in loaded.messages} <= {"user", "assistant"}


def test_a_manager_has_one_agent(make_memory):
    memory = make_memory()
    manager = HybridSessionManager(memory)
    Agent(model=Scripted(), session_manager=manager)

    with pytest.raises(SessionException, match="make one for each"):
        Agent(model=Scripted(), session_manager=manager)


def test_the_official_sdk_reads_the_conversation(make_memory, server, memory_id, chat):
    memory = make_memory()
    agent, _ = make_agent(memory)
    agent("My name is Ada")
    wait_until(lambda: memory.pending_count == 0)

    events = server.data.list_events(memoryId=memory_id, actorId="ada", sessionId=chat)["events"]

    roles = [event["payload"][0]["conversational"]["role"] for event in reversed(events)]
    assert roles == ["USER", "ASSISTANT"]
