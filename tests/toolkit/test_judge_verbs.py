"""AWS's starter toolkit on a Headwater server: its verbs complete unmodified for a code deployment."""

import sys
import uuid

import pytest

import effort
from headwater import Client, Runtime
from headwater.client import RequestFailed
from headwater.client.toolkit import Project
from servers import wait_until

#: Packages are installed on the way, the judge's own on the first.
pytestmark = [pytest.mark.timeout(400), effort.long]

#: Each script begins so, as a notebook that is run again does; what is launched stays known.
CONFIGURE = """
    from bedrock_agentcore_starter_toolkit import Runtime

    runtime = Runtime()
    result = runtime.configure(
        entrypoint="agent.py", agent_name={name!r}, auto_create_execution_role=True, auto_create_s3=True,
        requirements_file="requirements.txt", region="us-west-2", deployment_type="direct_code_deploy",
        runtime_type={python!r}, disable_otel=True,
    )
"""
PYTHON = f"PYTHON_3_{sys.version_info.minor}"
STATUS = """
    status = runtime.status()
    report({"endpoint": status.endpoint, "agent": status.agent, "config": status.config.model_dump()})
"""
INVOKE = """
    import contextlib, io
    from bedrock_agentcore_starter_toolkit.services import runtime as service
    shown = io.StringIO()
    service.console.file = shown
    first = runtime.invoke({"prompt": "one two"})
    second = runtime.invoke({"prompt": "three"})
    report({"returned": [first, second], "shown": shown.getvalue()})
"""
STOP = """
    report(runtime.stop_session())
"""
DESTROY = """
    planned = runtime.destroy(dry_run=True)
    done = runtime.destroy()
    report({"planned": planned.model_dump(), "done": done.model_dump()})
"""

ALL_VERBS = """
    import io
    from bedrock_agentcore_starter_toolkit.services import runtime as service
    shown = service.console.file = io.StringIO()
    runtime.launch()
    status = runtime.status().endpoint
    runtime.invoke({"prompt": "one two"})
    report({"status": status, "shown": shown.getvalue(), "destroyed": runtime.destroy().model_dump()})
"""
ENDPOINT_VARIABLES = (
    "AWS_ENDPOINT_URL_BEDROCK_AGENTCORE",
    "AWS_ENDPOINT_URL_BEDROCK_AGENTCORE_CONTROL",
    "BEDROCK_AGENTCORE_DP_ENDPOINT",
    "BEDROCK_AGENTCORE_CP_ENDPOINT",
)


@pytest.fixture
def name():
    return f"judged_{uuid.uuid4().hex[:8]}"


@pytest.fixture
def ask(judge, folder, name):
    """Run one verb of the judge on the project."""

    def ask(verb):
        return judge.run(folder, CONFIGURE.format(name=name, python=PYTHON) + verb)

    return ask


@pytest.fixture
def launched(judge, folder, server, name):
    """A project that the judge configured and we launched."""
    judge.run(folder, CONFIGURE.format(name=name, python=PYTHON) + "    report(None)\n")
    with Runtime(server.url, display="quiet") as runtime:
        yield runtime.launch()


def test_status_is_ready(ask, launched):
    found = ask(STATUS)

    assert found["endpoint"]["status"] == "READY"
    assert found["agent"]["agentRuntimeArn"] == launched.agent_arn
    assert found["config"]["agent_id"] == launched.agent_id


def test_invoke_prints_the_stream_and_returns_its_usual_nothing(ask, launched, folder):
    found = ask(INVOKE)

    session_id = Project.read(folder / ".bedrock_agentcore.yaml").get().session_id
    assert found["shown"].replace("\n", "") == f"one two {session_id}three {session_id}"
    assert found["returned"] == [{}, {}]


def test_its_session_is_gone_on_with_by_us_and_stopped_by_it(ask, launched, server):
    shown = ask(INVOKE)["shown"]
    with Runtime(server.url, display="quiet") as runtime:
        answer = runtime.invoke("four")

    stopped = ask(STOP)

    assert answer.session_id in shown
    assert stopped["session_id"] == answer.session_id
    assert stopped["status_code"] == 200


def test_destroy_removes_the_runtime_and_the_entry(ask, launched, server, folder):
    found = ask(DESTROY)

    assert found["done"]["errors"] == []
    assert any(launched.agent_id in removed for removed in found["done"]["resources_removed"])
    assert len(found["planned"]["resources_removed"]) > 0
    assert not (folder / ".bedrock_agentcore.yaml").exists()
    with Client(server.url) as client:
        wait_until(lambda: is_gone(client, launched.agent_id), what="the runtime to be deleted")


def test_its_command_line_does_the_same(judge, launched, server, folder):
    status = judge.command(folder, "status")
    answer = judge.command(folder, "invoke", '{"prompt": "one two"}')
    stopped = judge.command(folder, "stop-session")
    destroyed = judge.command(folder, "destroy", "--force")

    assert "READY" in status
    assert launched.agent_arn in status
    assert "one two " in answer
    assert "stopped" in stopped.lower()
    assert launched.agent_id in destroyed
    with Client(server.url) as client:
        wait_until(lambda: is_gone(client, launched.agent_id), what="the runtime to be deleted")


def is_gone(client, agent_id):
    try:
        client.status(agent_id)
    except RequestFailed as exc:
        return exc.is_not_found
    return False


@effort.long
@pytest.mark.slow
def test_all_its_verbs_in_one_go(judge, moto, make_server, folder, name):
    """Its own launch too: it vendors wheels for another architecture and uploads to S3, moto's here."""
    server = make_server(
        AWS_ENDPOINT_URL_S3=moto,
        AWS_ACCESS_KEY_ID="any",
        AWS_SECRET_ACCESS_KEY="any",
        AWS_DEFAULT_REGION="us-west-2",
        HEADWATER_SERVER__ACCOUNT_ID="123456789012",
    )
    urls = dict.fromkeys(ENDPOINT_VARIABLES, server.url)

    found = judge.run(folder, CONFIGURE.format(name=name, python=PYTHON) + ALL_VERBS, **urls)

    assert found["status"]["status"] == "READY"
    assert found["shown"].startswith("one two ")
    assert found["destroyed"]["errors"] == []
