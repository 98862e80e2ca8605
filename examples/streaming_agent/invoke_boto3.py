"""Invoke a deployed agent with plain boto3 and print its answer as it arrives.

    python invoke_boto3.py AGENT [PROMPT]

AGENT is the runtime's ARN, or its name, which is then looked up. Against AWS the same script
runs once `endpoint_url` is left out: nothing else in it is about Headwater.
"""

import json
import os
import sys

import boto3

ENDPOINT_URL = os.environ.get("HEADWATER_URL", "http://127.0.0.1:8642")
REGION = "us-west-2"
# boto3 signs every request and so wants some credentials; a local server takes any.
CREDENTIALS = {"aws_access_key_id": "local", "aws_secret_access_key": "local"}


def main():
    if not 2 <= len(sys.argv) <= 3:
        sys.exit(__doc__)
    agent = sys.argv[1]
    prompt = sys.argv[2] if len(sys.argv) == 3 else "what the weather is like?"
    agent_arn = agent if agent.startswith("arn:") else find_agent_arn(agent)

    client = boto3.client("bedrock-agentcore", REGION, endpoint_url=ENDPOINT_URL, **CREDENTIALS)
    response = client.invoke_agent_runtime(
        agentRuntimeArn=agent_arn,
        qualifier="DEFAULT",
        payload=json.dumps({"prompt": prompt}),
    )
    if "text/event-stream" in response.get("contentType", ""):
        print_stream(response["response"])
    else:
        print(json.loads(response["response"].read()))


def find_agent_arn(name):
    """The ARN of the agent runtime called `name`, from the control plane's list."""
    control = boto3.client("bedrock-agentcore-control", REGION, endpoint_url=ENDPOINT_URL, **CREDENTIALS)
    for page in control.get_paginator("list_agent_runtimes").paginate():
        for runtime in page["agentRuntimes"]:
            if runtime["agentRuntimeName"] == name:
                return runtime["agentRuntimeArn"]
    sys.exit(f"no agent runtime is called {name!r} at {ENDPOINT_URL}")


def print_stream(body):
    """Print the text of each `data: ` line; an event that is not text is shown as JSON."""
    for line in body.iter_lines(chunk_size=1):
        if line.startswith(b"data: "):
            event = json.loads(line[len(b"data: ") :])
            print(event if isinstance(event, str) else json.dumps(event), end="", flush=True)
    print()


if __name__ == "__main__":
    main()
