"""The twelve checks of an agent with hybrid memory, on a real server with `examples/hybrid_agent` deployed.

Each row is asked twice, streaming and not, by users and in sessions of their own; the scripted model's two
answers are equal. One conversation is held for all rows, so that any of them can be run alone.
"""

import json
import random
import string
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

import effort
from headwater.models.settings import ModelsSettings, default_cache_dir
from headwater.models.weights import find_weights
from servers import EXAMPLES, new_session_id, read_events, running_server

OFFICIAL = "from bedrock_agentcore.runtime import BedrockAgentCoreApp\n"
OURS = "from headwater import App as BedrockAgentCoreApp\n"
FIRST_RESULT = "What was the result of my first calculation?"
#: Of an answer, what two sessions or two users never share.
OWN_FACTS = ("session_id", "user_id", "memory_session_id", "uptime_s")


@dataclass(frozen=True)
class Reply:
    """An answer: its text, or its value where it has none, and the metadata before and after it."""

    text: str
    value: Any
    before: dict[str, Any] | None
    metadata: dict[str, Any]
    is_stream: bool

    def without_own_facts(self):
        facts = {name: fact for name, fact in self.metadata.items() if name not in OWN_FACTS}
        value = {name: part for name, part in self.value.items() if name not in (*OWN_FACTS, "metadata")}
        return self.text, value, facts


@dataclass
class Conversation:
    """All rows as one caller has them."""

    server: Any
    agent: Any
    is_stream: bool
    is_scripted: bool
    replies: dict[str, Reply] = field(default_factory=dict)
    #: Letters alone: digits could be taken for a calculation.
    secret: str = field(default_factory=lambda: "".join(random.choices(string.ascii_lowercase, k=20)))

    def __post_init__(self):
        self.sessions = {name: new_session_id() for name in "ABCDE"}
        self.ada, self.bob = (f"{name}-{uuid.uuid4().hex[:8]}" for name in ("ada", "bob"))

    def ask(self, row, session, **payload):
        response = self.server.invoke(
            self.agent, {**payload, "stream": self.is_stream}, self.sessions[session]
        )
        if response["contentType"].startswith("text/event-stream"):
            events = read_events(response)
            texts = [event for event in events if isinstance(event, str)]
            told = [event["metadata"] for event in events if isinstance(event, dict) and "metadata" in event]
            value = next((e for e in events if isinstance(e, dict) and set(e) != {"metadata"}), {})
            before = told[0] if len(told) > 1 else None
            reply = Reply("".join(texts), value, before, told[-1] if told else value, True)
        else:
            value = json.loads(response["response"].read())
            text = value.pop("response", "")
            reply = Reply(text, value, None, value.get("metadata", value), False)
        self.replies[row] = reply
        return reply

    def chat(self, row, session, prompt, user=None, conversation="trip"):
        return self.ask(
            row, session, mode="chat", prompt=prompt, user_id=user or self.ada, memory_session_id=conversation
        )

    def query(self, row, user, conversation="trip"):
        return self.ask(row, "E", mode="memory_query", user_id=user, memory_session_id=conversation)

    def hold(self):
        """Everything that the rows look at."""
        for row in ("1", "2", "3", "4"):
            self.ask(row, "A", mode="ping")
        self.ask("5", "B", mode="ping")
        self.chat("6", "C", "How much is 10*5?" + (f" My word is {self.secret}." if self.is_scripted else ""))
        self.chat("7", "C", "What was the last result?")
        self.chat("8", "C", "Subtract 2 from that.")
        self.chat("9", "D", FIRST_RESULT)
        # In the very process that has the other conversation in RAM, and in one that has not.
        self.chat("10", "D", FIRST_RESULT, user=self.bob)
        self.chat("11", "D", FIRST_RESULT, conversation="other-trip")
        if self.is_scripted:
            self.chat("10 given", "D", "scripted: recite", user=self.bob)
            self.chat("10 given elsewhere", "E", "scripted: recite", user=self.bob)
            self.chat("11 given", "D", "scripted: recite", conversation="other-trip")
        self.query("12", self.ada)
        self.query("12 other user", self.bob)
        self.query("12 other conversation", self.ada, "other-trip")
        self.query("12 nobody", f"eve-{uuid.uuid4().hex[:8]}")


@dataclass(frozen=True)
class Held:
    """The conversation, in both ways."""

    streamed: Conversation
    whole: Conversation
    is_scripted: bool

    def both(self, row):
        """The streamed and the whole reply of a row, which are the same where that can be."""
        streamed, whole = self.streamed.replies[row], self.whole.replies[row]
        assert streamed.is_stream
        assert not whole.is_stream
        if self.is_scripted:
            assert _unnamed(self.streamed, streamed) == _unnamed(self.whole, whole)
        return streamed, whole


def _unnamed(conversation, reply):
    """A reply without what names its own caller."""
    text = json.dumps(reply.without_own_facts())
    for own, name in ((conversation.ada, "ada"), (conversation.bob, "bob"), (conversation.secret, "word")):
        text = text.replace(own, name)
    return text


@pytest.fixture(
    scope="module",
    params=[
        "scripted",
        pytest.param("scripted, our app", marks=effort.long),
        pytest.param("embedded", marks=[pytest.mark.embedded, pytest.mark.slow, pytest.mark.timeout(600)]),
    ],
)
def held(request, tmp_path_factory):
    is_scripted = request.param != "embedded"
    models = {"HEADWATER_MODELS__DEFAULT": "scripted" if is_scripted else "embedded"}
    if not is_scripted and find_weights(ModelsSettings(cache_dir=default_cache_dir(Path.home()))) is None:
        pytest.skip("the embedded model's weights are not in the cache: headwater models pull")
    source = (EXAMPLES / "hybrid_agent" / "agent.py").read_text()
    assert OFFICIAL in source
    if request.param == "scripted, our app":
        source = source.replace(OFFICIAL, OURS)
    with running_server(tmp_path_factory.mktemp("twelve"), models) as server:
        memory = server.control.create_memory(name="twelve", eventExpiryDuration=30)["memory"]
        agent = server.deploy({"agent.py": source}, environment={"BEDROCK_AGENTCORE_MEMORY_ID": memory["id"]})
        conversations = [
            Conversation(server, agent, is_stream=is_stream, is_scripted=is_scripted)
            for is_stream in (True, False)
        ]
        for conversation in conversations:
            conversation.hold()
        yield Held(*conversations, is_scripted=is_scripted)


def test_01_ping_cold(held):
    for reply in held.both("1"):
        assert reply.value["status"] == "ok"
        assert (reply.value["cache_status"], reply.value["invocation_count"]) == ("COLD_START", 1)


@pytest.mark.parametrize("row", ["2", "3", "4"])
def test_02_to_04_ping_warm(held, row):
    for reply, first in zip(held.both(row), held.both("1"), strict=True):
        assert (reply.value["cache_status"], reply.value["invocation_count"]) == ("WARM", int(row))
        assert reply.value["session_id"] == first.value["session_id"]
        assert reply.value["uptime_s"] > first.value["uptime_s"]


def test_05_ping_in_a_new_session_cold(held):
    for reply in held.both("5"):
        assert (reply.value["cache_status"], reply.value["invocation_count"]) == ("COLD_START", 1)


def test_06_chat_cold(held):
    for reply in held.both("6"):
        assert "50" in reply.text
        assert (reply.metadata["memory_source"], reply.metadata["cache_status"]) == ("none", "COLD_START")
    before = held.streamed.replies["6"].before
    assert before["memory_source"] == "none"
    assert before["cache_status"] == "COLD_START"
    assert before["session_id"] == held.streamed.sessions["C"]


def test_07_chat_warm_in_the_same_session(held):
    for reply in held.both("7"):
        assert (reply.metadata["memory_source"], reply.metadata["cache_status"]) == ("ram", "WARM")
        assert reply.metadata["loaded_message_count"] > 0
        if held.is_scripted:
            assert "The last result was 50." in reply.text


def test_08_arithmetic_carries_over(held):
    for reply in held.both("8"):
        assert "48" in reply.text
        assert reply.metadata["memory_source"] == "ram"


def test_09_another_runtime_session_knows_the_earlier_result(held):
    for reply in held.both("9"):
        assert "50" in reply.text
        assert (reply.metadata["memory_source"], reply.metadata["cache_status"]) == ("durable", "COLD_START")
        if held.is_scripted:  # which says this from history, and calculates nothing for it
            assert reply.text.endswith("The first result was 50.")


def test_10_another_user_with_the_same_memory_session_sees_nothing(held):
    for reply, conversation in zip(held.both("10"), (held.streamed, held.whole), strict=True):
        assert reply.metadata["memory_source"] == "none"
        assert reply.metadata["loaded_message_count"] == 0
        assert conversation.secret not in reply.text
        assert not {"50", "48"} <= set(reply.text.replace(".", " ").split())
    _assert_nothing_was_given(held, ["10 given", "10 given elsewhere"])


def test_11_the_same_user_with_a_new_memory_session_starts_empty(held):
    for reply, conversation in zip(held.both("11"), (held.streamed, held.whole), strict=True):
        assert reply.metadata["memory_source"] == "none"
        assert reply.metadata["loaded_message_count"] == 0
        assert conversation.secret not in reply.text
    _assert_nothing_was_given(held, ["11 given"])


def test_12_the_memory_query_counts(held):
    for reply, conversation in zip(held.both("12"), (held.streamed, held.whole), strict=True):
        said = [turn["text"] for turn in reply.value["turns"] if turn["role"] == "user"]
        assert said[1:] == ["What was the last result?", "Subtract 2 from that.", FIRST_RESULT]
        assert reply.value["user_turn_count"] == len(said) == 4
        assert reply.value["assistant_turn_count"] >= 4
        assert reply.value["turn_count"] == len(reply.value["turns"])
        assert not held.is_scripted or conversation.secret in said[0]  # so that not finding it says something
        if held.is_scripted:  # which says "Calling calculator." before each of two results
            assert (reply.value["assistant_turn_count"], reply.value["turn_count"]) == (6, 10)
    # The scripted model was asked to recite, too.
    for row, count in {"12 other user": 3, "12 other conversation": 2}.items():
        for reply, conversation in zip(held.both(row), (held.streamed, held.whole), strict=True):
            assert reply.value["user_turn_count"] == (count if held.is_scripted else 1)
            assert conversation.secret not in json.dumps(reply.value)
    for reply in held.both("12 nobody"):
        assert (reply.value["turn_count"], reply.value["turns"]) == (0, [])
        assert reply.metadata["memory_source"] == "none"


def _assert_nothing_was_given(held, rows):
    """What the model itself was given: the conversation of this user alone, from its first prompt."""
    if not held.is_scripted:
        return
    for row in rows:
        for reply, conversation in zip(held.both(row), (held.streamed, held.whole), strict=True):
            given = reply.text.partition("system: ")[2]
            assert f"user: {FIRST_RESULT}" in given
            assert given.count("user: ") <= 2 + (row == "10 given elsewhere")
            for theirs in (conversation.secret, "10*5", "50", "48", "toolUse", "Subtract"):
                assert theirs not in given, (row, theirs)
