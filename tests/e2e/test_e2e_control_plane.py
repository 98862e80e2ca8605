"""The control plane by boto3: a runtime's life from its creation to its end, with real agents behind it."""

import json
import textwrap
import uuid

import pytest
from botocore.exceptions import ClientError

from servers import ROLE_ARN, build_zip, invocation_path, wait_until

AGENT = """
    from starlette.responses import JSONResponse

    calls = 0

    async def app(scope, receive, send):
        global calls
        assert scope["type"] == "http", "no lifespan here"
        calls += scope["path"] == "/invocations"  # and not /ping
        await JSONResponse([{version}, calls])(scope, receive, send)
"""


def source(version):
    return AGENT.replace("{version}", str(version))


def error_of(caught):
    return caught.value.response["Error"]["Code"], caught.value.response["ResponseMetadata"]["HTTPStatusCode"]


def wait_gone(server, agent):
    def is_gone():
        try:
            return server.control.get_agent_runtime(agentRuntimeId=agent.id)["status"] != "DELETING"
        except server.control.exceptions.ResourceNotFoundException:
            return True

    wait_until(is_gone, what=f"{agent.id} to be deleted")


def test_a_runtime_is_created_described_listed_and_deleted(server, session_id):
    agent = server.deploy(source(1), description="two\nlines", environment={"A": "1"})

    got = server.control.get_agent_runtime(agentRuntimeId=agent.id)
    listed = list(
        server.control.get_paginator("list_agent_runtimes").paginate(PaginationConfig={"PageSize": 1})
    )
    endpoint = server.control.get_agent_runtime_endpoint(agentRuntimeId=agent.id, endpointName="DEFAULT")
    server.control.delete_agent_runtime(agentRuntimeId=agent.id)
    wait_gone(server, agent)

    assert got["status"] == "READY"
    assert got["agentRuntimeVersion"] == "1"
    assert got["description"] == "two\nlines"
    assert got["environmentVariables"] == {"A": "1"}
    assert got["lifecycleConfiguration"] == {"idleRuntimeSessionTimeout": 900, "maxLifetime": 28800}
    assert got["createdAt"].tzinfo is not None
    assert agent.id in [r["agentRuntimeId"] for page in listed for r in page["agentRuntimes"]]
    assert all(len(page["agentRuntimes"]) <= 1 for page in listed)
    assert (endpoint["status"], endpoint["liveVersion"]) == ("READY", "1")
    with pytest.raises(server.control.exceptions.ResourceNotFoundException):
        server.control.get_agent_runtime(agentRuntimeId=agent.id)
    with pytest.raises(server.data.exceptions.ResourceNotFoundException):
        server.invoke(agent, {}, session_id)


def test_after_an_update_live_sessions_stay_and_new_ones_get_the_new_version(server, new_session_id):
    agent = server.deploy(source(1))
    old, new = new_session_id(), new_session_id()
    server.ask(agent, {}, old)

    updated = server.update(agent, source(2))

    assert updated.version == "2"
    assert server.ask(agent, {}, old) == [1, 2]
    assert server.ask(agent, {}, new) == [2, 1]
    assert server.find_session(agent, old)["version"] == "1"
    server.stop_session(agent, old)
    assert server.ask(agent, {}, old) == [2, 1]


def test_a_broken_update_fails_and_the_old_version_goes_on_serving(server, new_session_id):
    agent = server.deploy(source(1))
    live = new_session_id()
    server.ask(agent, {}, live)

    broken = server.update(agent, "def f(:\n", expect="UPDATE_FAILED")

    assert "SyntaxError" in broken.failure_reason
    assert server.ask(agent, {}, live) == [1, 2]
    assert server.ask(agent, {}, new_session_id()) == [1, 1]
    endpoint = server.control.get_agent_runtime_endpoint(agentRuntimeId=agent.id, endpointName="DEFAULT")
    assert endpoint["liveVersion"] == "1"
    mended = server.update(agent, source(3))
    assert mended.version == "3"
    assert server.ask(agent, {}, new_session_id()) == [3, 1]


def test_an_endpoint_stays_on_its_version_until_it_is_moved(server, new_session_id):
    agent = server.deploy(source(1))
    server.control.create_agent_runtime_endpoint(
        agentRuntimeId=agent.id, name="stable", agentRuntimeVersion="1"
    )
    server.update(agent, source(2))

    before = server.ask(agent, {}, new_session_id(), qualifier="stable")
    server.control.update_agent_runtime_endpoint(
        agentRuntimeId=agent.id, endpointName="stable", agentRuntimeVersion="2"
    )

    def live_version():
        found = server.control.get_agent_runtime_endpoint(agentRuntimeId=agent.id, endpointName="stable")
        return found["status"] == "READY" and found["liveVersion"] == "2"

    wait_until(live_version, what="the endpoint to move")
    assert before == [1, 1]
    assert server.ask(agent, {}, new_session_id(), qualifier="stable") == [2, 1]


def test_versions_and_endpoints_are_listed_page_by_page(server):
    agent = server.deploy(source(1))
    server.update(agent, source(2))
    for name in ("a", "b"):
        server.control.create_agent_runtime_endpoint(agentRuntimeId=agent.id, name=name)

    def all_of(operation, key, member):
        pages = server.control.get_paginator(operation).paginate(
            agentRuntimeId=agent.id, PaginationConfig={"PageSize": 1}
        )
        return sorted(item[member] for page in pages for item in page[key])

    assert all_of("list_agent_runtime_versions", "agentRuntimes", "agentRuntimeVersion") == ["1", "2"]
    assert all_of("list_agent_runtime_endpoints", "runtimeEndpoints", "name") == ["DEFAULT", "a", "b"]


def test_the_model_has_no_waiters_for_runtimes(server):
    """If a later model brings one, it is to be tested here."""
    assert [name for name in server.control.waiter_names if "runtime" in name] == []


def test_a_name_can_be_taken_once_and_again_after_deletion(server):
    name = f"once_{uuid.uuid4().hex[:8]}"
    agent = server.deploy(source(1), name=name)

    with pytest.raises(server.control.exceptions.ConflictException) as caught:
        server.deploy(source(1), name=name)
    server.control.delete_agent_runtime(agentRuntimeId=agent.id)
    wait_gone(server, agent)

    assert error_of(caught) == ("ConflictException", 409)
    assert server.deploy(source(2), name=name).id != agent.id


def test_the_same_create_sent_again_makes_one_runtime(server):
    members = {
        "agentRuntimeName": f"token_{uuid.uuid4().hex[:8]}",
        "agentRuntimeArtifact": server.upload(build_zip({"agent.py": "async def app(a, b, c): ..."})),
        "roleArn": ROLE_ARN,
        "clientToken": str(uuid.uuid4()),
    }

    first, again = (server.control.create_agent_runtime(**members) for _ in range(2))
    with pytest.raises(server.control.exceptions.ValidationException) as caught:
        server.control.create_agent_runtime(**{**members, "description": "other"})

    assert first["agentRuntimeArn"] == again["agentRuntimeArn"]
    assert caught.value.response["reason"] == "IdempotentParameterMismatchException"


def test_a_session_whose_version_is_being_loaded_waits_for_it(server, session_id):
    slow = "import time\ntime.sleep(1)\n" + textwrap.dedent(source(1))
    created = server.control.create_agent_runtime(
        agentRuntimeName=f"slow_{uuid.uuid4().hex[:8]}",
        agentRuntimeArtifact=server.upload(build_zip({"agent.py": slow})),
        roleArn=ROLE_ARN,
    )

    assert created["status"] == "CREATING"
    assert server.ask(created["agentRuntimeArn"], {}, session_id) == [1, 1]


def test_runtimes_sessions_and_tags_survive_a_restart_as_they_should(make_server, session_id):
    server = make_server()
    agent = server.deploy(source(1), tags={"team": "river"})
    server.ask(agent, {}, session_id)
    server.stop()

    server.start()

    assert server.control.list_tags_for_resource(resourceArn=agent.arn)["tags"] == {"team": "river"}
    assert server.sessions(agent) == []
    assert server.ask(agent, {}, session_id) == [1, 1]


def test_an_unread_error_body_has_the_services_shape(server):
    reply = server.http("GET", "/runtimes/nobody-abcdefghij/")

    assert reply.status == 404
    assert reply.headers["x-amzn-errortype"] == "ResourceNotFoundException"
    assert reply.headers["content-type"] == "application/json"
    assert set(json.loads(reply.body)) == {"message"}


def test_an_invocation_by_bare_id_needs_the_account(server, session_id):
    agent = server.deploy(source(1))
    account_id = agent.arn.split(":")[4]

    assert server.ask(agent.id, {}, session_id, accountId=account_id) == [1, 1]
    for wanted, code in ((None, "ValidationException"), ("999999999999", "ResourceNotFoundException")):
        with pytest.raises(ClientError) as caught:
            server.ask(agent.id, {}, session_id, **({"accountId": wanted} if wanted else {}))
        assert error_of(caught)[0] == code


def test_an_arn_with_bare_slashes_is_understood(server):
    agent = server.deploy(source(1))
    path = f"/runtimes/{agent.arn}/invocations"

    assert invocation_path(agent) != path
    assert server.http("POST", path, b"{}").json() == [1, 1]
    assert server.http("POST", path + "/?qualifier=DEFAULT", b"{}").json() == [1, 1]
