"""Many boto3 clients at the same moment: one wins, the others are told."""

import threading
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from servers import AGENTS, wait_until

CALLER_COUNT = 8
SOURCE = (AGENTS / "echo.py").read_text()
#: Is being prepared for as long as it takes all callers to be heard.
SLOW = "import time\ntime.sleep(3)\n" + SOURCE


@pytest.fixture
def at_once(server):
    """`at_once(call)`: `call(client, n)` in as many threads as there are callers; (answers, error codes)."""
    session = boto3.Session(aws_access_key_id="x", aws_secret_access_key="x", region_name="us-west-2")
    clients = [
        session.client(
            "bedrock-agentcore-control",
            endpoint_url=server.url,
            config=Config(retries={"total_max_attempts": 1}),
        )
        for _ in range(CALLER_COUNT)
    ]
    barrier = threading.Barrier(CALLER_COUNT)

    def run(call):
        def one(n):
            barrier.wait(30)
            try:
                return call(clients[n], n), None
            except ClientError as error:
                return None, error.response["Error"]["Code"]

        with ThreadPoolExecutor(CALLER_COUNT) as pool:
            outcomes = list(pool.map(one, range(CALLER_COUNT)))
        codes = Counter(code for _, code in outcomes if code)
        return [answer for answer, code in outcomes if not code], codes

    yield run
    for client in clients:
        client.close()


def settle(server, runtime_id):
    def look():
        found = server.control.get_agent_runtime(agentRuntimeId=runtime_id)
        return None if found["status"] in ("CREATING", "UPDATING") else found

    return wait_until(look, 60, f"{runtime_id} to settle")


def test_of_many_updates_one_wins(server, at_once):
    agent = server.deploy(SOURCE)
    members = server._members(SLOW, None)

    answers, codes = at_once(
        lambda client, n: client.update_agent_runtime(
            agentRuntimeId=agent.id, description=f"by {n}", **members
        )
    )

    assert [answer["agentRuntimeVersion"] for answer in answers] == ["2"]
    assert codes == {"ConflictException": CALLER_COUNT - 1}
    assert settle(server, agent.id)["status"] == "READY"
    rows = server.control.list_agent_runtime_versions(agentRuntimeId=agent.id)["agentRuntimes"]
    assert [row["agentRuntimeVersion"] for row in rows] == ["2", "1"]


def test_of_many_creates_of_one_name_one_wins(server, at_once):
    name = f"agent_{uuid.uuid4().hex[:8]}"
    members = server._members(SOURCE, None)

    answers, codes = at_once(lambda client, _: client.create_agent_runtime(agentRuntimeName=name, **members))

    assert (len(answers), codes) == (1, {"ConflictException": CALLER_COUNT - 1})
    assert settle(server, answers[0]["agentRuntimeId"])["status"] == "READY"


def test_one_request_sent_many_times_is_done_once(server, at_once):
    members = {**server._members(SOURCE, None), "clientToken": "t" + uuid.uuid4().hex + "t"}
    name = f"agent_{uuid.uuid4().hex[:8]}"

    answers, codes = at_once(lambda client, _: client.create_agent_runtime(agentRuntimeName=name, **members))

    assert not codes
    assert len({answer["agentRuntimeId"] for answer in answers}) == 1
    settle(server, answers[0]["agentRuntimeId"])


def test_endpoints_and_tags_of_many_callers(server, at_once):
    agent = server.deploy(SOURCE)
    path = {"agentRuntimeId": agent.id}

    answers, codes = at_once(lambda client, _: client.create_agent_runtime_endpoint(name="prod", **path))
    assert (len(answers), codes) == (1, {"ConflictException": CALLER_COUNT - 1})

    at_once(lambda client, n: client.tag_resource(resourceArn=agent.arn, tags={f"key{n}": str(n)}))
    tags = server.control.list_tags_for_resource(resourceArn=agent.arn)["tags"]
    assert tags == {f"key{n}": str(n) for n in range(CALLER_COUNT)}

    answers, codes = at_once(
        lambda client, _: client.delete_agent_runtime_endpoint(endpointName="prod", **path)
    )
    assert (len(answers), codes) == (1, {"ResourceNotFoundException": CALLER_COUNT - 1})

    answers, codes = at_once(lambda client, _: client.delete_agent_runtime(**path))
    assert len(answers) >= 1
    assert set(codes) <= {"ResourceNotFoundException"}
