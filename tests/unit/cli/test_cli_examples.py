"""The examples do what their readers are told, against a real server."""

import json
import os
import subprocess
import sys
import uuid

import pytest

from servers import EXAMPLES

#: Its packages are installed once for all tests of one server.
INVOKE = EXAMPLES / "streaming_agent" / "invoke_boto3.py"


@pytest.fixture(scope="module")
def deployed(server):
    from headwater.client import Client

    with Client(server.url) as client:
        return {
            name: client.deploy(EXAMPLES / name, f"{name}_{uuid.uuid4().hex[:8]}")
            for name in ("streaming_agent", "echo_agent")
        }


def invoke_with_boto3(server, *arguments):
    environment = {**os.environ, "HEADWATER_URL": server.url}
    return subprocess.run(
        [sys.executable, str(INVOKE), *arguments], capture_output=True, text=True, env=environment, timeout=60
    )


def test_boto3_streams_the_answer_by_arn(server, deployed):
    done = invoke_with_boto3(server, deployed["streaming_agent"].agent_arn, "what the weather is like?")

    assert done.returncode == 0, done.stderr
    assert "sunny" in done.stdout


def test_boto3_finds_the_agent_by_name(server, deployed):
    done = invoke_with_boto3(server, deployed["streaming_agent"].agent_name, "How much is 2+1")

    assert done.returncode == 0, done.stderr
    assert "3" in done.stdout


def test_japanese_goes_both_ways(server, deployed):
    done = invoke_with_boto3(server, deployed["echo_agent"].agent_name, "こんにちは 世界")

    assert done.stdout.startswith("こんにちは 世界 ")


def test_boto3_is_told_of_an_unknown_name(server):
    done = invoke_with_boto3(server, "nobody")

    assert done.returncode != 0
    assert "nobody" in done.stderr


def test_the_echo_agent_tells_its_session(run, deployed, session_id):
    answer = run(
        "invoke", deployed["echo_agent"].agent_name, "one two", "--session", session_id, "--json"
    ).json

    assert answer["events"] == ["one ", "two ", {"session_id": session_id}]


@pytest.fixture(scope="module")
def hybrid_agent(server, tmp_path_factory):
    """The hybrid agent's code alone: the server's own packages will do."""
    from headwater.client import Client

    path = tmp_path_factory.mktemp("hybrid") / "agent.py"
    path.write_bytes((EXAMPLES / "hybrid_agent" / "agent.py").read_bytes())
    with Client(server.url) as client:
        return client.deploy(path, f"hybrid_{uuid.uuid4().hex[:8]}").agent_name


def typed_lines():
    """What the hybrid agent's README has its reader say."""
    text = (EXAMPLES / "hybrid_agent" / "README.md").read_text()
    return "".join(line[2:] + "\n" for line in text.splitlines() if line.startswith("> "))


def test_the_hybrid_agents_conversation_goes_as_its_readme_says(run, hybrid_agent):
    name, earlier = hybrid_agent, "What was the result of my first calculation?"
    ada = ("--user", "ada", "--memory-session", "trip")

    ran = run("chat", name, *ada, stdin=typed_lines())
    bob = run("chat", name, "--user", "bob", "--memory-session", "trip", stdin=f"{earlier}\n")
    home = run("chat", name, "--user", "ada", "--memory-session", "home", stdin=f"{earlier}\n")
    events = run("memory", "events", f"{name}_memory", "--actor", "ada", "--session", "trip").out

    said = [line.removeprefix("[scripted demo model, not an LLM] ") for line in ran.out.splitlines()]
    assert said == ["Calling calculator.", "50", "Calling calculator.", "48", "The first result was 50."]
    facts = [line.partition(" · memory ")[2] for line in ran.err.splitlines() if "first token" in line]
    assert facts == ["none · session is cold", "RAM · session is warm", "durable · session is cold"]
    for other in (bob, home):
        assert "I know of no result before." in other.out
        assert " · memory none · session is cold" in other.err
    assert events.index("How much is 10*5?") < events.index("Subtract 2") < events.index("was 50.")


def test_the_hybrid_agents_modes_answer_as_its_readme_says(run, hybrid_agent):
    name = hybrid_agent

    ping = run("invoke", name, "--payload", '{"mode": "ping"}', "--json").json["result"]
    whole = '{"mode": "chat", "prompt": "What is 6*7?", "user_id": "eve", "stream": false}'
    chat = run("invoke", name, "--payload", whole, "--json").json
    query = run("invoke", name, "--payload", '{"mode": "memory_query", "user_id": "eve"}', "--json").json
    wrong = run("invoke", name, "--payload", '{"mode": "sing"}', "--json").json["result"]
    unclear = run("invoke", name, "--payload", '{"prompt": "hi", "user_id": "#"}', "--json").json["result"]

    assert (ping["cache_status"], ping["invocation_count"]) == ("COLD_START", 1)
    assert chat["text"] == chat["result"]["response"]
    assert chat["text"].endswith(" 42")
    assert chat["metadata"]["in_durable_memory"] is True
    assert query["result"]["user_turn_count"] == 1
    assert "'sing'" in wrong["error"]
    assert "'#'" in unclear["error"]


def test_the_hybrid_agents_longest_answer_in_one_piece_comes_whole(run, hybrid_agent):
    payload = {"prompt": "scripted: repeat 20000 ab", "user_id": "long", "stream": False}

    ran = run("invoke", hybrid_agent, "--payload", json.dumps(payload), "--json")

    assert ran.json["result"]["response"] == "ab" * 20000
