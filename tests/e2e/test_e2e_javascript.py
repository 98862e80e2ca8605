"""The AWS SDK for JavaScript, unmodified, as a judge of signatures and of what commands print."""

import json
from pathlib import Path

from callers import make_caller
from node import run_node
from servers import AGENTS, new_session_id

CLIENT = Path(__file__).with_name("aws_client.mjs")
PACKAGES = ("@aws-sdk/client-bedrock-agentcore@3.1141.0",)


def test_its_signatures_are_accepted_and_wrong_ones_are_not(keyed):
    agent = keyed.deploy(AGENTS / "echo.py")
    caller = make_caller(keyed, "ada")

    def run(secret):
        arguments = (keyed.url, agent.arn, new_session_id(), caller.access_key_id, secret)
        return run_node(CLIENT, *arguments, packages=PACKAGES)

    answer = run(caller.secret)
    assert answer["status"] == 200
    assert json.loads(answer["body"])["echo"] == {"prompt": "水 🌊"}
    assert answer["chunks"] == [
        {"contentStart": {}},
        {"contentDelta": {"stdout": "水\n"}},
        {"contentDelta": {"stderr": "err\n"}},
        {"contentStop": {"exitCode": 3, "status": "COMPLETED"}},
    ]
    assert run(f"{caller.secret}x") == {"error": "InvalidSignatureException"}
