"""Deploying and looking after agents, on a real server."""

import time
import uuid

import pytest

from headwater.client import Client, DeploymentFailed, RequestFailed

SOURCE = """
import os
from headwater import App
app = App()

@app.entrypoint
def answer(payload):
    return {"version": VERSION, "shade": os.environ.get("SHADE")}

app.run()
"""


@pytest.fixture
def name():
    return f"deployed_{uuid.uuid4().hex[:12]}"


@pytest.fixture
def write(tmp_path):
    def write(version, source=SOURCE):
        path = tmp_path / "bot.py"
        path.write_text(source.replace("VERSION", repr(version)))
        return path

    return write


def wait_until_gone(client, name):
    deadline_s = time.monotonic() + 20
    while time.monotonic() < deadline_s:
        if name not in {agent["agentRuntimeName"] for agent in client.list_agents()}:
            return
    raise AssertionError(f"{name} is still there")


def test_a_first_deployment_creates_and_a_second_updates(client, name, write):
    steps = []

    first = client.deploy(write("one"), name, on_progress=steps.append)
    second = client.deploy(write("two"), name, on_progress=steps.append)

    assert (first.version, second.version, second.status) == ("1", "2", "READY")
    assert first.agent_arn == second.agent_arn
    assert [step.name for step in steps] == [
        "packed", "uploaded", "created", "loading", "ready",
        "packed", "uploaded", "updated", "loading", "ready",
    ]  # fmt: skip
    assert client.invoke(name, {}).result["version"] == "two"


def test_live_sessions_keep_their_version(client, name, write, new_session_id):
    session_id = new_session_id()
    client.deploy(write("one"), name)
    client.invoke(name, {}, session_id=session_id).read()

    client.deploy(write("two"), name)

    assert client.invoke(name, {}, session_id=session_id).result["version"] == "one"
    assert client.invoke(name, {}).result["version"] == "two"


def test_a_redeployment_keeps_the_environment_unless_it_gives_one(client, name, write):
    client.deploy(write("one"), name, environment={"SHADE": "blue"})
    client.deploy(write("two"), name)
    kept = client.invoke(name, {}).result

    client.deploy(write("three"), name, environment={})

    assert kept == {"version": "two", "shade": "blue"}
    assert client.invoke(name, {}).result == {"version": "three", "shade": None}


def test_a_version_that_cannot_be_loaded_says_why_and_the_old_one_goes_on(client, name, write):
    client.deploy(write("one"), name)

    with pytest.raises(DeploymentFailed, match="ZeroDivisionError") as caught:
        client.deploy(write("two", "1 / 0\n" + SOURCE), name)

    deployment = caught.value.deployment
    assert (deployment.version, deployment.status) == ("2", "UPDATE_FAILED")
    assert deployment.traceback is not None
    assert "bot.py" in deployment.traceback
    assert client.invoke(name, {}).result["version"] == "one"


def test_a_first_version_that_cannot_be_loaded(client, name, write):
    with pytest.raises(DeploymentFailed) as caught:
        client.deploy(write("one", "import no_such_module_anywhere\n"), name)

    assert caught.value.deployment.status == "CREATE_FAILED"
    assert "no_such_module_anywhere" in (caught.value.deployment.failure_reason or "")


def test_not_waiting_returns_while_it_loads(client, name, write):
    deployment = client.deploy(write("one"), name, wait=False)

    assert deployment.status in ("CREATING", "READY")


def test_a_bad_name_is_the_servers_refusal(client, write):
    with pytest.raises(RequestFailed) as caught:
        client.deploy(write("one"), "no-hyphens")

    assert (caught.value.status, caught.value.code) == (400, "ValidationException")


def test_sessions_are_listed_and_stopped(client, name, write, new_session_id):
    client.deploy(write("one"), name)
    session_ids = {new_session_id(), new_session_id()}
    for session_id in session_ids:
        client.invoke(name, {}, session_id=session_id).read()

    listed = {session["sessionId"] for session in client.sessions(name)}
    stopped = client.stop(name, min(session_ids))
    rest = client.stop(name, all_sessions=True)

    assert listed == session_ids
    assert stopped == [min(session_ids)]
    assert rest == [max(session_ids)]
    with pytest.raises(RequestFailed) as caught:
        client.stop(name, min(session_ids))
    assert caught.value.is_not_found


def test_an_agent_is_found_in_the_list_by_id_and_arn_and_destroyed(client, name, write):
    deployment = client.deploy(write("one"), name)

    assert name in {agent["agentRuntimeName"] for agent in client.list_agents()}
    for handle in (name, deployment.agent_id, deployment.agent_arn):
        assert client.status(handle)["runtime"]["agentRuntimeName"] == name
        assert client.invoke(handle, {}).result["version"] == "one"
    client.destroy(name)
    wait_until_gone(client, name)


def test_a_destroyed_name_deployed_anew_is_found_again(client, name, write):
    client.deploy(write("one"), name)
    assert client.invoke(name, {}).result["version"] == "one"
    with Client(client.url) as other:
        other.destroy(name)
        wait_until_gone(other, name)
        other.deploy(write("two"), name)

    assert client.invoke(name, {}).result["version"] == "two"
