"""The tutorial's agent, its file unmodified, invoked as its notebook invokes it."""

import json
import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from servers import EXAMPLES, read_events, wait_until

LABEL = "[scripted demo model, not an LLM] "


@pytest.fixture(scope="module")
def tutorial(server):
    return server.deploy(
        EXAMPLES / "streaming_agent" / "strands_claude_streaming.py", name="strands_streaming"
    )


def ask(server, agent, prompt, session_id):
    return "".join(read_events(server.invoke(agent, {"prompt": prompt}, session_id)))


def test_the_notebooks_code_prints_the_answer_line_by_line(server, tutorial):
    boto3_response = server.data.invoke_agent_runtime(
        agentRuntimeArn=tutorial.arn, qualifier="DEFAULT", payload=json.dumps({"prompt": "Hello there"})
    )

    assert "text/event-stream" in boto3_response["contentType"]
    content = []
    for line in boto3_response["response"].iter_lines(chunk_size=1):
        if line:
            line = line.decode("utf-8")
            assert line.startswith("data: ")
            content.append(line[6:])
    assert "".join(map(json.loads, content)) == f"{LABEL}You said: Hello there"
    assert len(content) > 3, "the answer did not come in pieces"


@pytest.mark.parametrize(
    ("prompt", "result"), [("what the weather is like?", "sunny"), ("How much is 2+1", "Result: 3")]
)
def test_the_tutorials_questions_are_answered_through_tools(server, tutorial, session_id, prompt, result):
    text = ask(server, tutorial, prompt, session_id)

    assert re.search("Calling (weather|calculator)", text)
    assert text.endswith(result)


def test_a_japanese_prompt_and_its_answer_survive_the_way(server, tutorial, session_id):
    text = ask(server, tutorial, "こんにちは、世界。🎐", session_id)

    assert text == f"{LABEL}You said: こんにちは、世界。🎐"


def test_a_session_remembers_and_another_one_knows_nothing_of_it(server, tutorial, new_session_id):
    first, second = new_session_id(), new_session_id()
    ask(server, tutorial, "Hello, my name is Kei", first)

    remembered = ask(server, tutorial, "what is my name", first)
    unknown = ask(server, tutorial, "what is my name", second)

    assert remembered == f"{LABEL}Your name is Kei."
    assert unknown == f"{LABEL}You have not told me your name."


def test_two_sessions_stream_at_once(server, tutorial, new_session_id):
    def run(word):
        return read_events(
            server.invoke(tutorial, {"prompt": f"scripted: repeat 500 {word}"}, new_session_id())
        )

    with ThreadPoolExecutor(2) as threads:
        first, second = threads.map(run, ("ebb", "flow"))

    assert first == ["ebb"] * 500
    assert second == ["flow"] * 500


def test_a_model_that_fails_in_mid_stream_ends_with_the_agents_own_error_event(server, tutorial, session_id):
    events = read_events(server.invoke(tutorial, {"prompt": "scripted: fail late"}, session_id))

    assert "".join(events[:-1]) == f"{LABEL}This answer will fail."
    assert events[-1]["type"] == "stream_error"
    assert "as it was told to" in events[-1]["error"]


def test_what_the_agent_prints_is_in_the_runtimes_log(server, tutorial, session_id):
    ask(server, tutorial, "print this prompt", session_id)

    wait_until(lambda: "User input: print this prompt" in server.agent_log(tutorial, session_id))
