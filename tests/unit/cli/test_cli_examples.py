"""The examples do what their readers are told, against a real server."""

import os
import subprocess
import sys
import uuid

import pytest

from servers import EXAMPLES

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
