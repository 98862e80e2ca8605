"""The official SDK's own runtime clients, unmodified: every method of them, against our server."""

import json
import time
import warnings
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest
from botocore.exceptions import ClientError

from servers import AGENTS, ROLE_ARN, build_zip, new_session_id

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the SDK is written for an older pydantic
    from bedrock_agentcore._utils import polling
    from bedrock_agentcore._utils.config import WaitConfig
    from bedrock_agentcore.runtime.agent_core_runtime_client import AgentCoreRuntimeClient
    from bedrock_agentcore.services.identity import IdentityClient
    from bedrock_agentcore.services.resource_policy import ResourcePolicyClient

WAIT = WaitConfig(max_wait=60, poll_interval=1)
SOURCE = (AGENTS / "echo.py").read_text()


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch):
    """It asks as ever, but not once a second or, taking an agent down, once in ten."""
    shorter = SimpleNamespace(time=time.time, sleep=lambda _: time.sleep(0.05))
    monkeypatch.setattr(polling, "time", shorter)


@pytest.fixture
def client(sdk_environment):
    session = boto3.Session(region_name="us-west-2")
    client = AgentCoreRuntimeClient(region="us-west-2", session=session, integration_source="tests")
    yield client
    client.cp_client.close()
    client.dp_client.close()


@pytest.fixture
def policies(sdk_environment):
    client = ResourcePolicyClient("us-west-2")
    yield client
    client.client.close()


@pytest.fixture
def identities(sdk_environment):
    client = IdentityClient("us-west-2")
    yield client
    client.cp_client.close()
    client.dp_client.close()


def artifact(server, source=SOURCE):
    return server.upload(build_zip({"agent.py": source}))


def create(client, server, name, source=SOURCE):
    return client.create_agent_runtime_and_wait(
        wait_config=WAIT,
        agent_runtime_name=name,
        agent_runtime_artifact=artifact(server, source),
        role_arn=ROLE_ARN,
        network_configuration={"networkMode": "PUBLIC"},
    )


def code_of(caught):
    return caught.value.response["Error"]["Code"]


def test_a_runtimes_whole_life_by_the_sdks_helpers(client, server):
    created = create(client, server, "sdk_life")
    runtime_id = created["agentRuntimeId"]
    path = {"agent_runtime_id": runtime_id}
    assert (created["status"], created["agentRuntimeVersion"]) == ("READY", "1")

    updated = client.update_agent_runtime_and_wait(
        wait_config=WAIT, **path, agent_runtime_artifact=artifact(server), role_arn=ROLE_ARN
    )
    assert (updated["status"], updated["agentRuntimeVersion"]) == ("READY", "2")
    endpoint = client.create_agent_runtime_endpoint_and_wait(
        wait_config=WAIT, **path, name="prod", agent_runtime_version="1"
    )
    assert (endpoint["status"], endpoint["liveVersion"]) == ("READY", "1")
    moved = client.update_agent_runtime_endpoint_and_wait(
        wait_config=WAIT, **path, endpoint_name="prod", agent_runtime_version="2"
    )
    assert (moved["liveVersion"], moved["targetVersion"]) == ("2", "2")
    status = client.get_aggregated_status(runtime_id, "prod")
    assert (status["runtime"]["status"], status["endpoint"]["status"]) == ("READY", "READY")

    session_id = new_session_id()
    answer = client.invoke_agent_runtime(
        agent_runtime_arn=created["agentRuntimeArn"],
        payload=json.dumps({"prompt": "hi"}).encode(),
        runtime_session_id=session_id,
        qualifier="prod",
    )
    assert answer["statusCode"] == 200
    assert answer["response"].read()
    stopped = client.stop_runtime_session(
        agent_runtime_arn=created["agentRuntimeArn"], runtime_session_id=session_id, qualifier="prod"
    )
    assert stopped["runtimeSessionId"] == session_id

    listed = client.list_agent_runtime_versions(**path)["agentRuntimes"]
    assert [row["agentRuntimeVersion"] for row in listed] == ["2", "1"]
    names = [row["name"] for row in client.list_agent_runtime_endpoints(**path)["runtimeEndpoints"]]
    assert names == ["DEFAULT", "prod"]
    assert client.get_agent_runtime(**path)["agentRuntimeName"] == "sdk_life"
    assert client.get_agent_runtime_endpoint(**path, endpoint_name="prod")["name"] == "prod"
    assert runtime_id in [row["agentRuntimeId"] for row in client.list_agent_runtimes()["agentRuntimes"]]
    assert client.delete_agent_runtime_endpoint(**path, endpoint_name="prod")["status"] == "DELETING"
    client.delete_agent_runtime_and_wait(wait_config=WAIT, **path)

    gone = client.get_aggregated_status(runtime_id)
    assert "ResourceNotFoundException" in gone["runtime"]["error"]
    assert "ResourceNotFoundException" in gone["endpoint"]["error"]


def test_plain_operations_pass_through(client, server):
    created = client.create_agent_runtime(
        agentRuntimeName="sdk_plain", agentRuntimeArtifact=artifact(server), roleArn=ROLE_ARN
    )
    runtime_id = created["agentRuntimeId"]
    assert created["status"] == "CREATING"
    with pytest.raises(ClientError) as caught:
        client.create_agent_runtime(
            agentRuntimeName="sdk_plain", agentRuntimeArtifact=artifact(server), roleArn=ROLE_ARN
        )
    assert code_of(caught) == "ConflictException"
    client.teardown_endpoint_and_runtime(runtime_id)
    client.teardown_endpoint_and_runtime(runtime_id)
    assert runtime_id not in str(client.list_agent_runtimes())


def test_a_failure_raises_with_the_reason(client, server):
    with pytest.raises(RuntimeError, match=r"Reached CREATE_FAILED: .*broken on purpose"):
        create(client, server, "sdk_broken", "raise RuntimeError('broken on purpose')")
    runtime_id = next(
        row["agentRuntimeId"]
        for row in client.list_agent_runtimes()["agentRuntimes"]
        if row["agentRuntimeName"] == "sdk_broken"
    )
    with pytest.raises(RuntimeError, match="Reached UPDATE_FAILED"):
        client.update_agent_runtime_and_wait(
            wait_config=WAIT,
            agent_runtime_id=runtime_id,
            agent_runtime_artifact=artifact(server, "raise SystemExit(3)"),
            role_arn=ROLE_ARN,
        )
    client.teardown_endpoint_and_runtime(runtime_id)


def test_policies_are_kept_until_their_resource_goes(client, policies, server):
    created = create(client, server, "sdk_policies")
    runtime_id = created["agentRuntimeId"]
    endpoint = client.get_agent_runtime_endpoint(agent_runtime_id=runtime_id, endpoint_name="DEFAULT")
    policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Sid": "für alle"}]}
    for arn in (created["agentRuntimeArn"], endpoint["agentRuntimeEndpointArn"]):
        assert policies.get_resource_policy(arn) is None
        with pytest.raises(ClientError) as caught:
            policies.delete_resource_policy(arn)
        assert code_of(caught) == "ResourceNotFoundException"
        assert policies.put_resource_policy(arn, {"Version": "2008-10-17"}) == {"Version": "2008-10-17"}
        assert policies.put_resource_policy(arn, json.dumps(policy)) == policy
        assert policies.get_resource_policy(arn) == policy
    policies.delete_resource_policy(endpoint["agentRuntimeEndpointArn"])
    assert policies.get_resource_policy(endpoint["agentRuntimeEndpointArn"]) is None

    client.teardown_endpoint_and_runtime(runtime_id)
    with pytest.raises(ClientError) as caught:
        policies.get_resource_policy(created["agentRuntimeArn"])
    assert code_of(caught) == "ResourceNotFoundException"


def test_addresses_for_websockets_are_served_as_such(client, server):
    """The SDK only knows wss:// at AWS's own hosts; what it would ask for is a WebSocket."""
    arn = "arn:aws:bedrock-agentcore:us-west-2:000000000000:runtime/none-0123456789"
    url, headers = client.generate_ws_connection(arn, endpoint_name="DEFAULT")
    presigned = client.generate_presigned_url(arn)
    bearer_url, bearer = client.generate_ws_connection_oauth(arn, "token")
    shells = [client.connect_shell(arn)[0], client.connect_shell_presigned(arn)]
    shells.append(client.connect_shell_oauth(arn, "token")[0])
    for made in (url, presigned, bearer_url, *shells):
        address = urlsplit(made[0] if isinstance(made, tuple) else made)
        assert address.scheme == "wss"
        reply = server.http("GET", f"{address.path}?{address.query}")
        assert (reply.status, reply.headers["x-amzn-errortype"]) == (426, "ValidationException")
    assert parse_qs(urlsplit(url).query)["qualifier"] == ["DEFAULT"]
    assert "Authorization" in headers
    assert bearer["Authorization"] == "Bearer token"
    assert client.open_shell(arn) is not None
    with pytest.raises(AttributeError):  # the SDK lists it, the service has no such operation
        client.delete_agent_runtime_version(agent_runtime_id="x")


async def test_identities_are_not_served_yet_and_say_so(identities):
    calls = [
        lambda: identities.create_workload_identity("mine"),
        lambda: identities.update_workload_identity("mine", ["https://example.com"]),
        lambda: identities.get_workload_identity("mine"),
        lambda: identities.get_workload_access_token("mine"),
        lambda: identities.get_workload_access_token("mine", user_token="x"),
        lambda: identities.get_workload_access_token("mine", user_id="x"),
        lambda: identities.create_api_key_credential_provider({"name": "mine", "apiKey": "x"}),
        lambda: identities.list_api_key_credential_providers(),
    ]
    for call in calls:
        with pytest.raises(ClientError) as caught:
            call()
        assert code_of(caught) == "NotImplementedException"
